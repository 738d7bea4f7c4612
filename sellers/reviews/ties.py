"""What inspectors have to do with a seller, read from licences, appointments, members, numbers, complaints and the record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from accounts.models import Appointment, Membership, Party
from registry.models import Licence, PartyNumber
from registry.words import fold
from sellers.models import (
    Accreditation,
    Interest,
    PriorNotice,
    ReviewAssignment,
    ReviewReport,
    SellerApplication,
    SellerReview,
)
from sellers.reviews.conflicts import IN_A_ROW, REASONS, Scope, Ties, Wanted, conflicts
from tenancy.context import database_now

COMPLAINED_WITHIN = timedelta(days=730)
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """An accredited inspector, and the codes of what keeps it from a review; none where it may go."""

    accreditation: Accreditation
    against: Sequence[str]

    @property
    def reasons(self) -> list[str]:
        """In words."""
        return [str(REASONS[code]) for code in self.against]


def candidates(review: SellerReview, *, inspector: Party | None = None) -> list[Candidate]:
    """The inspectors that are accredited today, those that may go first; at most 200. A fixed number of queries."""
    rows = (
        Accreditation.objects.filter(state="active").select_related("inspector").order_by("inspector__name_key", "id")
    )
    if inspector is not None:
        rows = rows.filter(inspector=inspector)
    found = list(rows[:MOST_SHOWN])
    ties = ties_of(review, [row.inspector for row in found])
    wanted = Wanted(review.kind, fold(review.department), review.country, review.due_on)
    made = [Candidate(row, conflicts(scope_of(row), wanted, ties[row.inspector_id])) for row in found]
    return sorted(made, key=lambda one: bool(one.against))


def scope_of(row: Accreditation) -> Scope:
    """What an accreditation reaches."""
    return Scope(
        frozenset(row.kinds), frozenset(fold(one) for one in row.departments), frozenset(row.countries), row.until_on
    )


def ties_of(review: SellerReview, inspectors: Iterable[Party]) -> dict[UUID, Ties]:
    """For each inspector what speaks against its going to the seller of this review. A fixed number of queries."""
    by_id = {party.id: party for party in inspectors}
    ids, seller = set(by_id), review.seller_id
    facts = {
        "itself": ids & {seller},
        "number": _with_its_number(seller, ids),
        "people": _with_its_people(seller, ids),
        "supplier": _its_suppliers(seller, by_id),
        "licence": _licensed_with({seller}, ids),
        "agent": _acting_for({seller}, ids),
        "complainant": _of_complainants(seller, ids),
        "interest": _ids(Interest.objects.filter(party_id=seller, inspector_id__in=ids, ended_at=None), "inspector_id"),
        "withdrew": _ids(
            ReviewAssignment.objects.filter(review=review, inspector_id__in=ids).exclude(ended_at=None), "inspector_id"
        ),
    }
    reports = ReviewReport.objects.filter(review__seller_id=seller).order_by("-signed_at", "-id")
    last = [str(one) for one in reports.values_list("inspector_id", flat=True)[:IN_A_ROW]]
    return {one: Ties(str(one), frozenset(code for code, who in facts.items() if one in who), last) for one in by_id}


def _with_its_number(seller: UUID, ids: set[UUID]) -> set[UUID]:
    values = PartyNumber.objects.filter(party_id=seller).values_list("scheme", "value")
    same = Q(pk__in=[])
    for scheme, value in values:
        same |= Q(scheme=scheme, value=value)
    return _ids(PartyNumber.objects.filter(same, party_id__in=ids), "party_id")


def _with_its_people(seller: UUID, ids: set[UUID]) -> set[UUID]:
    users = Membership.objects.filter(party_id=seller, state="active").values("user_id")
    return _ids(Membership.objects.filter(party_id__in=ids, state="active", user_id__in=users), "party_id")


def _its_suppliers(seller: UUID, by_id: dict[UUID, Party]) -> set[UUID]:
    said = SellerApplication.objects.filter(party_id=seller).values_list("said", flat=True).first() or {}
    rows = (said.get("suppliers") or {}).get("rows") or []
    names = {fold(str(row.get("name", ""))) for row in rows} - {""}
    return {key for key, party in by_id.items() if fold(party.name) in names}


def _licensed_with(others: set[UUID], ids: set[UUID]) -> set[UUID]:
    given = _ids(Licence.objects.filter(licensor_id__in=ids, licensee_id__in=others), "licensor_id")
    return given | _ids(Licence.objects.filter(licensee_id__in=ids, licensor_id__in=others), "licensee_id")


def _acting_for(others: set[UUID], ids: set[UUID]) -> set[UUID]:
    rows = Appointment.objects.standing(database_now().date())
    for_them = _ids(rows.filter(agent_id__in=ids, principal_id__in=others), "agent_id")
    return for_them | _ids(rows.filter(principal_id__in=ids, agent_id__in=others), "principal_id")


def _of_complainants(seller: UUID, ids: set[UUID]) -> set[UUID]:
    since = database_now() - COMPLAINED_WITHIN
    notices = PriorNotice.objects.filter(seller_id=seller, at__gt=since).exclude(complainant=None)
    them = _ids(notices, "complainant")
    return (ids & them) | _licensed_with(them, ids) | _acting_for(them, ids)


def _ids(rows: object, column: str) -> set[UUID]:
    return set(rows.values_list(column, flat=True))  # type: ignore[attr-defined]
