"""All that rules say about one right. Pure: what it is compared with is handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from registry.checking.dates import check_dates
from registry.checking.findings import Finding, gravest_first
from registry.checking.names import check_holder
from registry.checking.numbers import check_number
from registry.details import Details
from registry.registers import statuses
from registry.registers.offices import office, office_label, place_name
from registry.territories import countries_of


@dataclass(frozen=True, slots=True)
class Claim:
    """Another party's right that meets this one. `shares` is what they share: number, mark, document or picture."""

    reference: str
    owner: str
    shares: str
    verified: bool = False
    classes: tuple[int, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a right is compared with.

    `power`: whether a power of attorney of the agent who filed covers it, None where no agent did. `title_complete`: None
    where no assignment is on file.
    """

    party: str
    today: date
    certificates: int = 0
    power: bool | None = None
    title_complete: bool | None = None
    claims: Sequence[Claim] = ()


def check(details: Details, around: Surroundings) -> list[Finding]:
    """Every finding, the gravest first."""
    called = office_label(details.office)
    found = check_number(details.kind, details.office, details.number, called=called) if details.office else []
    if details.office:
        found.append(check_holder(details.holder, around.party))
    found += check_dates(
        kind=details.kind,
        office=details.office,
        filed_on=details.filed_on,
        registered_on=details.registered_on,
        expires_on=details.expires_on,
        today=around.today,
    )
    found += _claims(around.claims)
    found += _content(details, called)
    found += _papers(details, around)
    return gravest_first(found)


def _claims(claims: Sequence[Claim]) -> list[Finding]:
    found = []
    for claim in claims:
        facts: dict[str, str | int] = {"ref": claim.reference, "owner": claim.owner}
        if claim.shares == "number":
            found.append(Finding("same_number_verified" if claim.verified else "same_number", facts))
        elif claim.shares == "mark":
            classes, places = ", ".join(map(str, claim.classes)), ", ".join(claim.places)
            found.append(Finding("same_mark", {**facts, "classes": classes, "places": places}))
        elif claim.shares == "document":
            found.append(Finding("same_document", facts))
        elif claim.shares == "picture":
            found.append(Finding("copied_picture", facts))
    return found or [Finding("no_twin")]


def _content(details: Details, called: str) -> list[Finding]:
    found = []
    if details.kind == "trademark":
        bare = [number for number in details.classes if str(number) not in details.goods]
        if not details.classes:
            found.append(Finding("classes_missing"))
        elif bare:
            found.append(Finding("goods_missing", {"classes": ", ".join(map(str, bare))}))
    registry = office(details.office)
    if registry is not None and registry.territories is not None:
        outside = countries_of(details.territories) - countries_of(registry.territories)
        if outside:
            places = ", ".join(str(place_name(code)) for code in sorted(outside))
            found.append(Finding("place_strange", {"office": called, "places": places}))
    if statuses.stands(details.status) is False:
        found.append(Finding("status_fallen", {"status": statuses.sentence_of(details.status)}))
    return found


def _papers(details: Details, around: Surroundings) -> list[Finding]:
    found = []
    if details.office or around.certificates:
        found.append(Finding("certificate_there" if around.certificates else "certificate_missing"))
    if around.power is not None:
        found.append(Finding("power_there" if around.power else "power_missing"))
    if around.title_complete is not None:
        found.append(Finding("title_complete" if around.title_complete else "title_broken"))
    return found
