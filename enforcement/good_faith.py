"""Who is in the good-faith lane, what the thresholds are, and who would be by the outcomes of the last twelve months."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from enforcement.accuracy import YEAR, standing_decisions
from enforcement.clearcut import Thresholds
from enforcement.models import GoodFaith, LaneThresholds

LANE = "good_faith"


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of a party's complaints in twelve months."""

    decided: int = 0
    upheld: int = 0
    unfounded: int = 0


def thresholds() -> Thresholds:
    """Those that hold: the marketplace's own, else those of the house. One query."""
    row = LaneThresholds.objects.order_by("-id").first()
    return row.values if row else Thresholds()


def is_in(party_id: UUID | None) -> bool:
    """Whether a party is in the lane now. One query."""
    return party_id is not None and GoodFaith.objects.filter(party_id=party_id, left_at=None).exists()


def members() -> list[GoodFaith]:
    """Everybody who is in it, those first who came first."""
    return list(GoodFaith.objects.filter(left_at=None).select_related("party").order_by("entered_at", "id"))


def outcomes_of(now: datetime, parties: Iterable[UUID] | None = None) -> dict[UUID, Outcomes]:
    """The outcomes of the last twelve months by complainant, of these parties or of all. One query."""
    rows = standing_decisions(now - YEAR).filter(item__case__complainant__isnull=False)
    if parties is not None:
        rows = rows.filter(item__case__complainant_id__in=list(parties))
    upheld = Q(outcome="upheld") & ~Q(item__state="reversed")
    counted = rows.order_by().values("item__case__complainant_id").annotate(
        decided=Count("id"), upheld=Count("id", filter=upheld), unfounded=Count("unfounded_marks")
    )  # fmt: skip
    return {row.pop("item__case__complainant_id"): Outcomes(**row) for row in counted}
