"""How cases like this one were decided: over the same right in the same region, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from enforcement.models import Case, Decision

MOST = 6
DECIDED = ("decided", "closed")


@dataclass(frozen=True, slots=True)
class Precedent:
    """A decided case, and how often each ground was given in it; `alike` where the complaint gave the same reason."""

    case: Case
    grounds: dict[tuple[str, str], int]
    alike: bool


def decided_alike(case: Case) -> QuerySet[Case]:
    """Cases over the same right in the same region that are decided, the newest first."""
    rows: QuerySet[Case] = Case.objects.filter(right_id=case.right_id, region=case.region, state__in=DECIDED)
    return rows.exclude(id=case.id).order_by("-id")


def precedents(case: Case) -> list[Precedent]:
    """The newest decided cases like this one, those with the same reason first. Two queries."""
    found = list(decided_alike(case).select_related("seller", "complaint")[:MOST])
    grounds = _grounds([one.id for one in found])
    reason = case.complaint.reason if case.complaint else ""
    lines = [
        Precedent(one, grounds[one.id], bool(reason) and one.complaint is not None and one.complaint.reason == reason)
        for one in found
        if one.id in grounds
    ]
    return sorted(lines, key=lambda line: not line.alike)


def _grounds(cases: Iterable[UUID]) -> dict[UUID, dict[tuple[str, str], int]]:
    """By case, how many listings stand decided with each (outcome, ground): the newest decision of each counts."""
    rows = Decision.objects.filter(item__case__in=list(cases), taken_at__isnull=False).order_by("id")
    newest = {item: (case, (outcome, ground)) for item, case, outcome, ground in
              rows.values_list("item_id", "item__case_id", "outcome", "ground")}  # fmt: skip
    found: dict[UUID, dict[tuple[str, str], int]] = {}
    for case, said in newest.values():
        counted = found.setdefault(case, {})
        counted[said] = counted.get(said, 0) + 1
    return found
