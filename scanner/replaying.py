"""Scanning again what was scanned: the same revision of the listing, with the rights and the setup of then, or another setup.

What the marketplace knows of the seller and of prices is that of today; all else is as it was.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from evidence.models import Evidence
from scanner import kept_goods, reference
from scanner.index import ReferenceIndex
from scanner.matchers import MATCHERS
from scanner.models import Calibration, GoodsCategory, Match, MatcherSwitch, Scan, Threshold
from scanner.pictures import facts_of
from scanner.scanning import Found, Pictures, scan
from scanner.setup import SEES_ALL, Setup, points_of
from scanner.thresholds import Limits, limits
from sellers.content import Content
from sellers.models import Listing, ListingVersion


@dataclass(frozen=True, slots=True)
class Replayed:
    """One right in a replayed scan: the score, what it led to, and the whole of what was found; none where nothing was."""

    score: int
    lead: str
    found: Found | None


def scan_of(match: Match) -> Scan | None:
    """The scan in which a match was found."""
    scans = Scan.objects.filter(listing_id=match.listing_id, revision=match.revision, index_id=match.index_id)
    return scans.exclude(outcome=Scan.FAILED).select_related("listing", "index").order_by("-at").first()


def setup_at(moment: datetime, *, goods: int = 0) -> Setup:
    """How scans were judged at that moment, with the classifier of goods of that number. Five queries."""
    silent = {row.matcher for row in _past(MatcherSwitch, moment, "matcher") if row.state != "live"}
    bounds = {
        (row.region, row.category.casefold()): Limits(row.queue_at, row.hold_at)
        for row in _past(Threshold, moment, "id")
    }
    counted = Q(retired_at=None) | Q(retired_at__gt=moment)
    curve = Calibration.objects.filter(counted, promoted_at__lte=moment).order_by("-promoted_at").first()
    return Setup(
        matchers=frozenset(matcher.name for matcher in MATCHERS) - silent,
        bounds=bounds,
        points=points_of(curve) if curve else (),
        calibration=curve.number if curve else 0,
        goods=kept_goods.numbered(goods, [(row.name, row.classes) for row in _past(GoodsCategory, moment, "id")]),
    )


def _past(model: type[MatcherSwitch] | type[Threshold] | type[GoodsCategory], moment: datetime, key: str) -> list[Any]:
    """The rows as they stood then: the newest line of each, without those that were removed."""
    newest = {}
    for line in model.history.filter(history_date__lte=moment).order_by("history_date", "history_id"):
        newest[getattr(line, key)] = line
    return [line for line in newest.values() if line.history_type != "-"]


def replay(scanned: Scan, right_ids: Collection[UUID], *, setup: Setup | None = None) -> dict[UUID, Replayed]:
    """What is found of these rights in the revision that was scanned, with the rights as they were then.

    `setup` is another way to judge; without it that of then counts.
    """
    [found] = replays(scanned, right_ids, [setup])
    return found


def replays(scanned: Scan, right_ids: Collection[UUID], setups: Iterable[Setup | None]) -> list[dict[UUID, Replayed]]:
    """The same in several ways to judge; the listing, its pictures and the rights are read once."""
    listing, pictures = _as_it_was(scanned)
    index = reference.as_of(scanned.index, right_ids)
    shown = facts_of({sha256: evidence_id for evidence_id, sha256 in pictures}, without_damaged=True)
    facts = tuple(shown[sha256] for _evidence_id, sha256 in pictures if sha256 in shown)
    sight = _Sight(scanned, listing, index, {listing.id: facts})
    return [_judged(sight, right_ids, setup or setup_at(scanned.at, goods=scanned.goods)) for setup in setups]


@dataclass(frozen=True, slots=True)
class _Sight:
    """What is judged anew: the listing as it was, with the rights of then."""

    scanned: Scan
    listing: Listing
    index: ReferenceIndex
    pictures: Pictures


def _judged(sight: _Sight, right_ids: Collection[UUID], how: Setup) -> dict[UUID, Replayed]:
    setup = replace(how, bounds=SEES_ALL)
    [again] = scan([sight.listing], sight.index, now=sight.scanned.at, pictures=sight.pictures, setup=setup)
    limit = limits(sight.listing, how.bounds)
    found = {one.right_id: one for one in again.found}
    return {
        right_id: Replayed(found[right_id].score, limit.lead(found[right_id].score), found[right_id])
        if right_id in found
        else Replayed(0, "", None)
        for right_id in right_ids
    }


def _as_it_was(scanned: Scan) -> tuple[Listing, list[tuple[UUID, str]]]:
    """The listing with the words of that revision, not to be saved, and its pictures in order."""
    version = ListingVersion.objects.get(listing_id=scanned.listing_id, revision=scanned.revision)
    content = dict(version.content)
    ids = [UUID(one) for one in content.pop("pictures", [])]
    now = scanned.listing
    listing = Listing(
        id=now.id, number=now.number, seller_id=now.seller_id, revision=scanned.revision, state=now.state,
        **Content().changed(content).columns(),
    )  # fmt: skip
    digests = dict(Evidence.objects.filter(id__in=ids).values_list("id", "sha256"))
    return listing, [(evidence_id, digests[evidence_id]) for evidence_id in ids if evidence_id in digests]
