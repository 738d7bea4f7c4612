"""What a second look goes by, read off the specimens once: features of a picture, the shape of a logo; kept by digest."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from evidence.models import Evidence
from registry import queries as registry
from scanner.matchers import features, logo_shapes
from scanner.matchers.feature_table import SpecimenFeatures
from scanner.matchers.features import Features, features_of
from scanner.matchers.logo_shapes import LogoShape, shape_of
from scanner.matchers.logo_table import Row as LogoRow
from scanner.models import PictureTrait
from scanner.pixels import pixels_of
from tenancy.context import current_tenant

FEATURES, SHAPE = f"features/{features.ALGORITHM}", f"logo/{logo_shapes.ALGORITHM}"
TOGETHER = 500


def sights_of(rights: Sequence[registry.LiveRight]) -> tuple[list[SpecimenFeatures], list[LogoRow]]:
    """The features and logo shapes of all specimens of these rights; what nobody has read yet is read now, slowly."""
    pieces = [(right.id, right.kind, piece.sha256, piece.evidence_id) for right in rights for piece in right.specimens]
    found: list[SpecimenFeatures] = []
    logos: list[LogoRow] = []
    for at in range(0, len(pieces), TOGETHER):
        part = pieces[at : at + TOGETHER]
        known = _known({sha256: evidence_id for _id, _kind, sha256, evidence_id in part})
        for right_id, kind, sha256, _evidence in part:
            if data := known.get((sha256, FEATURES)):
                found.append(SpecimenFeatures(right_id, sha256, Features.from_bytes(data)))
            if kind == "trademark" and (data := known.get((sha256, SHAPE))):
                logos.append((right_id, sha256, LogoShape.from_bytes(data)))
    return found, logos


def _known(wanted: dict[str, UUID]) -> dict[tuple[str, str], bytes]:
    """The traits of these pictures by digest and method; empty bytes where there is nothing to go by."""
    rows = PictureTrait.objects.filter(sha256__in=list(wanted), method__in=[FEATURES, SHAPE])
    known = {(row.sha256, row.method): bytes(row.data) for row in rows}
    missing = [evidence_id for sha256, evidence_id in wanted.items() if (sha256, FEATURES) not in known]
    fresh = [trait for piece in Evidence.objects.filter(id__in=missing) if missing for trait in _read(piece)]
    PictureTrait.objects.bulk_create(fresh, ignore_conflicts=True)
    return known | {(trait.sha256, trait.method): bytes(trait.data) for trait in fresh}


def _read(piece: Evidence) -> Iterator[PictureTrait]:
    pixels = pixels_of(current_tenant(), piece)
    for method, read in _METHODS:
        value = read(pixels) if pixels is not None else None
        yield PictureTrait(sha256=piece.sha256, method=method, data=value.to_bytes() if value is not None else b"")


_METHODS: tuple[tuple[str, Callable[[Any], Any]], ...] = ((FEATURES, features_of), (SHAPE, shape_of))
