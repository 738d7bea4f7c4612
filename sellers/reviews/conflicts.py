"""Why an inspector may not review a seller. Pure: what is known of the two goes in, the reasons come out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

IN_A_ROW = 2
"""After so many reports in a row on the same seller somebody else goes: ISO/IEC 17020:2012, 4.1, asks an inspection body to
find risks to its impartiality on an ongoing basis and to end them; the number is ours."""

REASONS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "kind": _("Is not accredited for this kind of review."),
        "department": _("Is not accredited for these goods."),
        "country": _("Is not accredited for this country."),
        "expired": _("Its accreditation does not reach the day until which the report is due."),
        "itself": _("Is the seller itself."),
        "number": _("Has a company number in common with the seller."),
        "people": _("Has a person in common with the seller."),
        "supplier": _("Is a supplier of the seller."),
        "licence": _("Gives the seller a licence, or takes one from it."),
        "agent": _("Acts for the seller, or the seller for it."),
        "complainant": _("Is, or acts for, a rights holder that complained about the seller."),
        "interest": _("Has an interest in the seller on record."),
        "in_a_row": _("Wrote the last reports on this seller; it is somebody else's turn."),
        "withdrew": _("Gave this review back."),
    }
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What an accreditation reaches; empty departments and countries mean all. Departments are folded words."""

    kinds: frozenset[str]
    departments: frozenset[str]
    countries: frozenset[str]
    until_on: date


@dataclass(frozen=True, slots=True)
class Wanted:
    """The review to be done. `department` is a folded word, "" for goods of every kind."""

    kind: str
    department: str
    country: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Ties:
    """What an inspector has to do with the seller: codes of `REASONS` that facts speak for, and who wrote the last
    reports on the seller (the newest first), as references of parties."""

    inspector: str
    found: frozenset[str] = field(default_factory=frozenset)
    last_by: Sequence[str] = ()


def conflicts(scope: Scope, wanted: Wanted, ties: Ties) -> list[str]:
    """The codes of `REASONS` that keep this inspector from this review, in their order; none where it may go."""
    against = set(ties.found)
    if wanted.kind not in scope.kinds:
        against.add("kind")
    if scope.departments and wanted.department not in scope.departments:
        against.add("department")
    if scope.countries and wanted.country not in scope.countries:
        against.add("country")
    if scope.until_on < wanted.due_on:
        against.add("expired")
    last = list(ties.last_by[:IN_A_ROW])
    if len(last) == IN_A_ROW and set(last) == {ties.inspector}:
        against.add("in_a_row")
    return [code for code in REASONS if code in against]
