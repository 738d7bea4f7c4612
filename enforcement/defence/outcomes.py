"""How complaints like one ended here, where that tells of no single other seller; and the seller's own earlier ones."""

from dataclasses import dataclass

from django.db.models import Q

from enforcement.models import Case, Decision

LEAST_CASES, LEAST_SELLERS = 10, 3
"""Below these nothing is told: few cases would say how those of somebody in particular ended."""
NEWEST, OWN = 200, 4
DECIDED = ("decided", "closed")


@dataclass(frozen=True, slots=True)
class Ended:
    """How many listings of how many cases a person decided, and in how many of them the complaint was rejected."""

    cases: int
    listings: int
    rejected: int

    @property
    def share(self) -> int:
        """How many in a hundred were rejected."""
        return round(100 * self.rejected / self.listings)


def ended_alike(found: Case) -> Ended | None:
    """How the newest 200 complaints for the same reason about a right of the same kind ended; None where they are too few, or
    of too few sellers. Two queries. What the marketplace decided by itself, as the seller agreed, is not counted."""
    reason = found.complaint.reason if found.complaint else ""
    alike = Case.objects.filter(state__in=DECIDED, right__kind=found.right.kind, complaint__reason=reason)
    if not reason:
        return None
    sellers = dict(alike.exclude(seller_id=found.seller_id).order_by("-id").values_list("id", "seller_id")[:NEWEST])
    if len(sellers) < LEAST_CASES or len(set(sellers.values())) < LEAST_SELLERS:
        return None
    rows = Decision.objects.filter(item__case__in=list(sellers), taken_at__isnull=False, decided_by__isnull=False)
    newest = {item: (case, outcome) for item, case, outcome in
              rows.order_by("id").values_list("item_id", "item__case_id", "outcome")}  # fmt: skip
    cases = {case for case, _outcome in newest.values()}
    if len(cases) < LEAST_CASES or len({sellers[case] for case in cases}) < LEAST_SELLERS:
        return None
    rejected = sum(outcome == Decision.Outcome.REJECTED for _case, outcome in newest.values())
    return Ended(len(cases), len(newest), rejected)


def own_earlier(found: Case) -> list[Case]:
    """The seller's own decided cases over the same right or by the same complainant, the newest four. One query."""
    same = Q(right_id=found.right_id)
    if found.complainant_id is not None:
        same |= Q(complainant_id=found.complainant_id)
    rows = Case.objects.filter(same, seller_id=found.seller_id, state__in=DECIDED).exclude(id=found.id)
    return list(rows.select_related("right").order_by("-id")[:OWN])
