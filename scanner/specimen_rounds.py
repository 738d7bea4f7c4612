"""Specimen against specimen: each new picture of a right is held against those of other owners, and the registry told."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from registry.models import Specimen
from registry.services.likenesses import Found, note_likeness
from registry.services.shown import SPECIMENS_JOB
from scanner.matchers.facts import PictureFacts
from scanner.pictures import facts_of
from scanner.search.alike import FAR, Alike
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow import rounds

AT_ONCE, MOST_OTHERS = 50, 20_000
SAME = 24
"""Bits of 256 that two copies of one picture may differ in (the first band of `scanner.search.alike`)."""
BITS, ORIENTATIONS, SHORT = 256, 8, 8


@rounds.round(SPECIMENS_JOB)
def compare_specimens(now: datetime) -> datetime | None:
    """Compare up to 50 specimens that were not yet; come again while there are more."""
    rows = Specimen.objects.filter(compared_at=None, retired_at=None).select_related("evidence")
    fresh = list(rows.select_for_update(of=("self",), skip_locked=True).order_by("id")[:AT_ONCE])
    if not fresh:
        return None
    found = likenesses(fresh)
    note_likeness(actor=Actor.system(current_tenant()), compared=[piece.id for piece in fresh], found=found)
    return now if len(fresh) == AT_ONCE else None


def likenesses(asked: Sequence[Specimen]) -> list[Found]:
    """What of other owners each of these looks like: the nearest specimen of each right."""
    others = Specimen.objects.filter(retired_at=None).select_related("evidence", "right").order_by("-id")[:MOST_OTHERS]
    pieces = list(others)
    digests = {piece.evidence.sha256: piece.evidence_id for piece in (*pieces, *asked)}
    facts = facts_of(digests, without_damaged=True)
    usable = [piece for piece in pieces if _is_usable(facts.get(piece.evidence.sha256))]
    known = Alike.of((row, 0, *_upright(facts[piece.evidence.sha256])) for row, piece in enumerate(usable))
    owners = {piece.id: piece.right.owner_id for piece in pieces}
    found = []
    for piece in asked:
        picture = facts.get(piece.evidence.sha256)
        if picture is None or not _is_usable(picture):
            continue
        for row, near in known.near(picture).items():
            other = usable[row]
            if owners[other.id] != owners.get(piece.id) and near.distance <= FAR:
                found.append(_found(piece.id, other.id, near.distance))
    return found


def _found(one: UUID, other: UUID, distance: int) -> Found:
    return Found(one, other, "copy" if distance <= SAME else "similar", round(100 * (1 - distance / BITS)))


def _is_usable(facts: PictureFacts | None) -> bool:
    return facts is not None and not facts.blank and bool(facts.views)


def _upright(facts: PictureFacts) -> tuple[bytes, bytes]:
    """The hashes of the upright views: whole, and inside a border if there is one."""
    views = facts.views[::ORIENTATIONS]
    return b"".join(view.to_bytes(SHORT, "big") for view in views), b"".join(facts.details[::ORIENTATIONS])
