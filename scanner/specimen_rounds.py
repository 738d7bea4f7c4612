"""Specimen against specimen: each new picture of a right is held against those of other owners, and the registry told.

The pictures of enforced rights stand in the reference index that listings are compared with: it finds them whole, and by parts
as a second look does, however many there are. Those of rights that wait or have fallen stand in no index; their hashes are read
through in order, a part at a time, so they are found whole alone. A right that is taken up or verified is compared again:
by then others may have come to be enforced.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from registry.models import Right, Specimen
from registry.services.likenesses import Found, note_likeness
from registry.services.shown import SPECIMENS_JOB
from scanner import reference
from scanner.index import ReferenceIndex
from scanner.matchers.facts import PictureFacts
from scanner.matchers.features import features_of
from scanner.matchers.second_look import ASKED, Sight, look, strength
from scanner.pictures import facts_of
from scanner.pixels import pixels_of
from scanner.search.alike import FAR, Alike
from scanner.search.rights import specimens_like
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow import rounds

AT_ONCE, TOGETHER = 20, 20_000
"""Specimens of a round, each of which takes a core for tenths of a second; and those whose hashes are in memory at a time."""
SAME = 24
"""Bits of 256 that two copies of one picture may differ in (the first band of `scanner.search.alike`)."""
BITS, ORIENTATIONS, SHORT, WHOLE = 256, 8, 8, 10_000 * 10_000
NEARLY_ALL = 0.85
"""The share of both pictures that is no part any more: the one is the other, framed or cut a little."""
SUREST = {"copy": 2, "part": 1, "similar": 0}


@rounds.round(SPECIMENS_JOB)
def compare_specimens(now: datetime) -> datetime | None:
    """Compare up to 20 specimens that were not yet; come again while there are more."""
    rows = Specimen.objects.filter(compared_at=None, retired_at=None).select_related("evidence", "right")
    fresh = list(rows.select_for_update(of=("self",), skip_locked=True).order_by("id")[:AT_ONCE])
    if not fresh:
        return None
    found = likenesses(fresh)
    note_likeness(actor=Actor.system(current_tenant()), compared=[piece.id for piece in fresh], found=found)
    return now if len(fresh) == AT_ONCE else None


def likenesses(asked: Sequence[Specimen]) -> list[Found]:
    """What of other owners each of these looks like, whole or in part; of a pair what is surest."""
    facts = facts_of({piece.evidence.sha256: piece.evidence_id for piece in asked}, without_damaged=True)
    usable = [piece for piece in asked if _is_usable(facts.get(piece.evidence.sha256))]
    index = reference.current(sharp=True).index
    best: dict[tuple[UUID, UUID], Found] = {}
    for found in (*_among_enforced(usable, facts, index), *_among_others(usable, facts)):
        pair = (found.specimen_id, found.other_id)
        if pair not in best or _rank(best[pair]) < _rank(found):
            best[pair] = found
    return list(best.values())


def _rank(found: Found) -> tuple[int, int]:
    return SUREST[found.kind], found.score


def _among_enforced(
    asked: Sequence[Specimen], facts: Mapping[str, PictureFacts], index: ReferenceIndex
) -> Iterator[Found]:
    """What the reference index has, whole and by parts."""
    for piece in asked:
        whole = list(specimens_like(index, facts[piece.evidence.sha256]))
        parts = _parts_of(piece, index)
        known = _standing({right_id for right_id, *_rest in whole} | {sight.right_id for sight in parts}, piece.right)
        for right_id, digest, distance in whole:
            if other := known.get((right_id, digest)):
                yield _whole(piece.id, other, distance)
        for sight in parts:
            if other := known.get((sight.right_id, sight.specimen)):
                yield _part(piece.id, other, sight)


def _parts_of(piece: Specimen, index: ReferenceIndex) -> list[Sight]:
    """Registered pictures of others that agree with it over an area. Its owner's own would take their places."""
    pixels = pixels_of(current_tenant(), piece.evidence) if any(map(len, index.feature_tables)) else None
    if pixels is None:
        return []
    own = Specimen.objects.filter(right__owner=piece.right.owner_id, retired_at=None).values_list("right_id", flat=True)
    return look(features_of(pixels, ASKED), index, but=set(own.order_by()))


def _standing(right_ids: Collection[UUID], mine: Right) -> dict[tuple[UUID, str], UUID]:
    """The specimens of these rights of other owners, by right and digest."""
    rows = Specimen.objects.filter(right_id__in=right_ids, retired_at=None).exclude(right__owner=mine.owner_id)
    return {(row[0], row[1]): row[2] for row in rows.values_list("right_id", "evidence__sha256", "id")}


def _among_others(asked: Sequence[Specimen], facts: Mapping[str, PictureFacts]) -> Iterator[Found]:
    """What stands in no index, as its right waits or has fallen: compared whole, 20,000 at a time."""
    for pieces in _batches([piece.id for piece in asked]):
        known = facts_of({piece.evidence.sha256: piece.evidence_id for piece in pieces}, without_damaged=True)
        usable = [piece for piece in pieces if _is_usable(known.get(piece.evidence.sha256))]
        hashes = Alike.of((row, 0, *_upright(known[piece.evidence.sha256])) for row, piece in enumerate(usable))
        for piece in asked:
            for row, near in hashes.near(facts[piece.evidence.sha256]).items():
                if usable[row].right.owner_id != piece.right.owner_id and near.distance <= FAR:
                    yield _whole(piece.id, usable[row].id, near.distance)


def _batches(asked: Collection[UUID]) -> Iterator[list[Specimen]]:
    """Those that were compared before, whose hashes are therefore on file, and those that are asked for."""
    rows = Specimen.objects.filter(Q(compared_at__isnull=False) | Q(id__in=asked), retired_at=None)
    rows = rows.exclude(right__state=Right.State.VERIFIED).select_related("evidence", "right").order_by("id")
    part = list(rows[:TOGETHER])
    while part:
        yield part
        part = list(rows.filter(id__gt=part[-1].id)[:TOGETHER]) if len(part) == TOGETHER else []


def _whole(one: UUID, other: UUID, distance: int) -> Found:
    return Found(one, other, "copy" if distance <= SAME else "similar", round(100 * (1 - distance / BITS)))


def _part(one: UUID, other: UUID, sight: Sight) -> Found:
    score, regions = round(100 * strength(sight.alignment)), (sight.box, sight.alignment.specimen_box)
    if min(width * height for _left, _top, width, height in regions) >= NEARLY_ALL * WHOLE:
        return Found(one, other, "similar", score)
    return Found(one, other, "part", score, *regions)


def _is_usable(facts: PictureFacts | None) -> bool:
    return facts is not None and not facts.blank and bool(facts.views)


def _upright(facts: PictureFacts) -> tuple[bytes, bytes]:
    """The hashes of the upright views: whole, and inside a border if there is one."""
    views = facts.views[::ORIENTATIONS]
    return b"".join(view.to_bytes(SHORT, "big") for view in views), b"".join(facts.details[::ORIENTATIONS])
