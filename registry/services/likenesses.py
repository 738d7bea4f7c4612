"""Writing down what the scanner found between pictures of rights, and taking it back when a picture goes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from audit.log import record
from registry import verbs
from registry.models import Likeness, Specimen
from tenancy.actor import Actor
from tenancy.context import database_now

Region = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """One likeness: of which specimen to which other, how like (a kind of `Likeness`), 0 to 100.

    Of a part, where it lies in either picture: left, top, width and height in hundredths of a percent.
    """

    specimen_id: UUID
    other_id: UUID
    kind: str
    score: int
    region: Region | None = None
    other_region: Region | None = None


def note_likeness(*, actor: Actor, compared: Collection[UUID], found: Sequence[Found]) -> int:
    """The specimens of `compared` were held against all others, and this was found: kept for both sides; how many are new.

    Between rights of one owner, and what is on file already, nothing is kept.
    """
    with transaction.atomic():
        ids = {one for line in found for one in (line.specimen_id, line.other_id)}
        standing = Specimen.objects.filter(id__in=ids, retired_at=None).select_related("right")
        pieces = {piece.id: piece for piece in standing}
        both = Likeness.objects.filter(specimen_id__in=ids, retracted_at=None)
        known = set(both.values_list("specimen_id", "other_id"))
        fresh = [
            Likeness(
                right=mine.right, specimen=mine, other=other, kind=line.kind, score=line.score,
                region=list(region or ()), other_region=list(other_region or ()),
            )
            for line in found
            for mine, other, region, other_region in _sides(pieces, line)
            if (mine.id, other.id) not in known and not known.add((mine.id, other.id))  # type: ignore[func-returns-value]
        ]  # fmt: skip
        Likeness.objects.bulk_create(fresh)
        Specimen.objects.filter(id__in=list(compared)).update(compared_at=database_now())
        if fresh:
            rights = list({row.right_id: row.right for row in fresh}.values())
            facts = {"pairs": len(fresh) // 2, "parts": sum(row.kind == Likeness.Kind.PART for row in fresh) // 2}
            record(verbs.LIKENESS_FOUND, actor=actor, subject=rights[0], refs=rights[1:60], facts=facts)
    return len(fresh)


def _sides(
    pieces: Mapping[UUID, Specimen], line: Found
) -> list[tuple[Specimen, Specimen, Region | None, Region | None]]:
    """The pair from both sides; none where one is gone or both are of one owner."""
    one, other = pieces.get(line.specimen_id), pieces.get(line.other_id)
    if one is None or other is None or one.right.owner_id == other.right.owner_id:
        return []
    return [(one, other, line.region, line.other_region), (other, one, line.other_region, line.region)]


def retract_of(specimen: Specimen) -> None:
    """A picture has gone: what was found of it holds no longer. Part of retiring it, whose entry says so."""
    mine = Q(specimen=specimen) | Q(other=specimen)
    Likeness.objects.filter(mine, retracted_at=None).update(retracted_at=database_now())
