"""What another setup would have done with listings that were scanned: counted by locale, and against what people decided.

Both setups judge the same sights with the index of today, so that the difference is that of the setups alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from scanner.calibrating import calibrated
from scanner.index import ReferenceIndex
from scanner.models import Match, Missed
from scanner.scanning import scan
from scanner.setup import SEES_ALL, Setup
from scanner.thresholds import HOLD, QUEUE, limits
from sellers.models import Listing

RIGHT = ("confirmed", "cased", "upheld")
WRONG = ("dismissed", "rejected")
ALL = ""  # the locale that stands for all of them
COUNTS = ("queue", "hold", "right", "wrong", "passed_right", "passed_wrong")
EXAMPLES = 12

Counts = dict[str, int]
Tally = dict[str, dict[str, Counts]]
"""By locale, by "now" and "then": how often each of COUNTS."""


@dataclass(frozen=True, slots=True)
class Change:
    """A right in a listing with which the other setup would do something else."""

    listing_id: UUID
    right_id: UUID
    score_now: int
    score_then: int
    now: str
    then: str


def compare(
    listings: Sequence[Listing], index: ReferenceIndex, now_setup: Setup, then_setup: Setup, *, now: datetime
) -> tuple[Tally, list[Change]]:
    """Count what both setups do with these listings; and where they differ, the highest scores first."""
    scores = [_scores(listings, index, replace(setup, bounds=SEES_ALL), now) for setup in (now_setup, then_setup)]
    verdicts = verdicts_of(listing.id for listing in listings)
    tally: Tally = {}
    changes = []
    for listing in listings:
        leads = [limits(listing, setup.bounds) for setup in (now_setup, then_setup)]
        places = [ALL, *listing.markets]
        for right_id in {*scores[0].get(listing.id, {}), *scores[1].get(listing.id, {})}:
            points = [found.get(listing.id, {}).get(right_id, 0) for found in scores]
            did = [limit.lead(point) for limit, point in zip(leads, points, strict=True)]
            verdict = verdicts.pop((listing.id, right_id), None)
            for when, lead in zip(("now", "then"), did, strict=True):
                _count(tally, places, when, lead, verdict)
            if did[0] != did[1]:
                changes.append(Change(listing.id, right_id, points[0], points[1], did[0], did[1]))
    placed = {listing.id: [ALL, *listing.markets] for listing in listings}
    for (listing_id, _right), verdict in verdicts.items():  # what people judged and neither sees any more
        for when in ("now", "then"):
            _count(tally, placed[listing_id], when, "", verdict)
    return tally, sorted(changes, key=lambda one: -max(one.score_now, one.score_then))


def _scores(
    listings: Sequence[Listing], index: ReferenceIndex, setup: Setup, now: datetime
) -> dict[UUID, dict[UUID, int]]:
    found = scan(listings, index, now=now, setup=setup)
    return {
        listing.id: {one.right_id: one.score for one in scanned.found}
        for listing, scanned in zip(listings, found, strict=True)
    }


def _count(tally: Tally, places: Iterable[str], when: str, lead: str, verdict: bool | None) -> None:
    for place in places:
        counts = tally.setdefault(place, {}).setdefault(when, dict.fromkeys(COUNTS, 0))
        if lead:
            counts[lead] += 1
        if verdict is not None:
            word = "right" if verdict else "wrong"
            counts[word if lead else "passed_" + word] += 1


def verdicts_of(listing_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], bool]:
    """What people said about rights in these listings: whether they were right to find. Two queries."""
    ids = list(listing_ids)
    found: dict[tuple[UUID, UUID], bool] = {}
    judged = Match.objects.filter(listing_id__in=ids, state__in=[*RIGHT, *WRONG]).order_by("revision", "id")
    for listing_id, right_id, state, said in judged.values_list("listing_id", "right_id", "state", "verdict"):
        if state in ("confirmed", "cased") and said != "confirmed":
            continue  # by a threshold alone: nobody has looked yet
        found[listing_id, right_id] = state in RIGHT
    for key in Missed.objects.filter(listing_id__in=ids).values_list("listing_id", "right_id"):
        found[key] = True
    return found


def added(one: Mapping[str, Any], other: Tally) -> Tally:
    """Two tallies as one."""
    total: Tally = {place: {when: dict(counts) for when, counts in both.items()} for place, both in one.items()}
    for place, both in other.items():
        for when, counts in both.items():
            here = total.setdefault(place, {}).setdefault(when, dict.fromkeys(COUNTS, 0))
            for name, count in counts.items():
                here[name] += count
    return total


def precision(counts: Mapping[str, int]) -> float | None:
    """Of what people judged and this would show them, the share that was right; None where nothing was judged."""
    judged = counts["right"] + counts["wrong"]
    return counts["right"] / judged if judged else None


def recall(counts: Mapping[str, int]) -> float | None:
    """Of what people found right, the share that this would show them; None where nothing was."""
    right = counts["right"] + counts["passed_right"]
    return counts["right"] / right if right else None


def shown(counts: Mapping[str, int]) -> int:
    """How often something would be looked at by a person."""
    return counts[QUEUE] + counts[HOLD]


def score_under(points: int, setup: Setup) -> int:
    """A raw score of 0 to 100 as the setup takes it."""
    return round(calibrated(points / 100, setup.points) * 100)
