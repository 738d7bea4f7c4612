"""What the rules say about rights on file: the facts they need, read for many rights in a handful of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from accounts.models import MembershipBrand, Party
from audit.models import Mention
from registry import chain, queries
from registry.checking.findings import Finding
from registry.checking.right import Claim, Surroundings, check
from registry.details import details_of
from registry.models import Assignment, Certificate, PowerOfAttorney, Right, Specimen
from registry.territories import countries_of
from tenancy.context import database_now

DEAD = (Right.State.RETIRED, Right.State.REJECTED, Right.State.REVOKED)
MOST_CLAIMS = 10
Claims = dict[UUID, list[Claim]]


def findings(right: Right) -> list[Finding]:
    """What is found about one right now."""
    return findings_of([right])[right.id]


def findings_of(rights: Sequence[Right]) -> dict[UUID, list[Finding]]:
    """What is found about each, the gravest first. The rights come with their owners; the queries do not grow with them."""
    ids = [right.id for right in rights]
    today = database_now().date()
    certificates, claims = _certificates(ids), _claims(rights)
    powers, titles = _powers(rights), _titles(ids)
    found = {}
    for right in rights:
        links = queries.links(titles[right.id])
        around = Surroundings(
            party=right.owner.name,
            today=today,
            certificates=certificates.get(right.id, 0),
            power=powers.get(right.id),
            title_complete=not chain.faults(links, queries.present_owner(right)) if links else None,
            claims=claims[right.id][:MOST_CLAIMS],
        )
        found[right.id] = check(details_of(right), around)
    return found


def _certificates(ids: Sequence[UUID]) -> dict[UUID, int]:
    found: dict[UUID, int] = defaultdict(int)
    for right_id in Certificate.objects.filter(right_id__in=ids).values_list("right_id", flat=True):
        found[right_id] += 1
    return found


def _titles(ids: Sequence[UUID]) -> dict[UUID, list[Assignment]]:
    found: dict[UUID, list[Assignment]] = defaultdict(list)
    for row in Assignment.objects.filter(right_id__in=ids).order_by("effective_on", "id"):
        found[row.right_id].append(row)
    return found


def _claims(rights: Sequence[Right]) -> Claims:
    """Rights of others that meet these: by number, by wording with goods and places, by the same files."""
    found: Claims = defaultdict(list)
    others = list(_others_by_number(rights)) + list(_others_by_name(rights))
    for right in rights:
        seen = set()
        for other in others:
            claim = _meets(right, other) if other.id not in seen else None
            if claim is not None:
                seen.add(other.id)
                found[right.id].append(claim)
    for shares, model in (("document", Certificate), ("picture", Specimen)):
        for right_id, claim in _same_files(rights, shares, model):
            found[right_id].append(claim)
    return found


def _others_by_number(rights: Sequence[Right]) -> Iterable[Right]:
    numbers = {right.number for right in rights if right.number}
    rows = Right.objects.filter(number__in=numbers).exclude(state__in=DEAD)
    return rows.select_related("owner").order_by("id") if numbers else ()


def _others_by_name(rights: Sequence[Right]) -> Iterable[Right]:
    names = {right.folded for right in rights if right.kind == Right.Kind.TRADEMARK}
    rows = Right.objects.filter(folded__in=names, kind=Right.Kind.TRADEMARK).exclude(state__in=DEAD)
    return rows.select_related("owner").order_by("folded", "id")[:1000] if names else ()


def _meets(right: Right, other: Right) -> Claim | None:
    """How another party's right meets this one; None where it does not."""
    if other.owner_id == right.owner_id or other.kind != right.kind:
        return None
    if right.number and (other.office, other.number) == (right.office, right.number):
        stands = other.state in (Right.State.VERIFIED, Right.State.LAPSED)
        return Claim(other.reference, other.owner.name, "number", verified=stands)
    classes = tuple(sorted(set(other.classes) & set(right.classes)))
    places = countries_of(other.territories) & countries_of(right.territories)
    if right.kind != Right.Kind.TRADEMARK or other.folded != right.folded or not classes or not places:
        return None
    shared = tuple(sorted(set(other.territories) & set(right.territories)) or sorted(places))
    return Claim(other.reference, other.owner.name, "mark", classes=classes, places=shared)


def _same_files(
    rights: Sequence[Right], shares: str, model: type[Certificate] | type[Specimen]
) -> Iterable[tuple[UUID, Claim]]:
    """Files of these rights that were handed in, byte for byte, for another party's right, too."""
    owners = {right.id: right.owner_id for right in rights}
    mine: dict[str, set[UUID]] = defaultdict(set)
    rows = model.objects.filter(right_id__in=list(owners))
    for right_id, address in rows.values_list("right_id", "evidence__address"):
        mine[address].add(right_id)
    if not mine:
        return
    same = model.objects.filter(evidence__address__in=list(mine))
    seen = set()
    for other in same.select_related("right__owner", "evidence").order_by("id"):
        for right_id in mine[other.evidence.address]:
            pair = (right_id, other.right_id)
            if other.right.owner_id != owners[right_id] and other.right.state not in DEAD and pair not in seen:
                seen.add(pair)
                yield right_id, Claim(other.right.reference, other.right.owner.name, shares)


def _powers(rights: Sequence[Right]) -> dict[UUID, bool]:
    """Of the rights that an agent filed: whether a power of attorney of that agent covers them today."""
    owners = {right.owner_id for right in rights}
    brands = MembershipBrand.objects.filter(brand_id__in=owners, membership__party__kind=Party.Kind.AGENT)
    agents = set(brands.values_list("membership__party_id", flat=True))
    filed = _filed_by(rights, agents) if agents else {}
    if not filed:
        return {}
    day = database_now().date()
    standing = list(PowerOfAttorney.objects.filter(brand_id__in=owners, agent_id__in=agents).standing(day))
    return {
        right.id: any(
            power.brand_id == right.owner_id
            and power.agent_id == filed[right.id]
            and all(power.covers(right.kind, place) for place in right.territories)
            for power in standing
        )
        for right in rights
        if right.id in filed
    }


def _filed_by(rights: Sequence[Right], agents: set[UUID]) -> dict[UUID, UUID]:
    """Which of these agents put which right on file: the first entry of each that names both."""
    about = dict(
        Mention.objects.filter(target_id__in=[right.id for right in rights], kind=Mention.ABOUT)
        .order_by("-entry_id")
        .values_list("entry_id", "target_id")
    )
    firsts: dict[UUID, UUID] = {right_id: entry_id for entry_id, right_id in about.items()}
    seen = Mention.objects.filter(target_id__in=agents, kind=Mention.PARTY, entry_id__in=list(firsts.values()))
    return {about[entry_id]: agent for entry_id, agent in seen.values_list("entry_id", "target_id")}
