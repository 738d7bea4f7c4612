"""The hashes of stored pictures, decoded once: by the digest of their bytes, kept per marketplace."""

from collections.abc import Iterable

from evidence import files
from evidence.models import Evidence
from scanner.matchers import pictures
from scanner.matchers.decode import PictureRefused
from scanner.matchers.facts import PictureFacts
from scanner.models import PictureHash
from tenancy.context import current_tenant

ALGORITHM = "phash64+256/1"
VIEW, DETAIL = 8, 32


def facts_of(digests: Iterable[str]) -> dict[str, PictureFacts]:
    """What is known of each picture, by the SHA-256 of its bytes, which is its `ref`. A decode for each new one.

    A picture that cannot be read counts as blank: there is nothing to compare.
    """
    wanted = set(digests)
    rows = PictureHash.objects.filter(sha256__in=wanted, algorithm=ALGORITHM)
    known = {row.sha256: _facts(row) for row in rows}
    pieces = Evidence.objects.filter(sha256__in=wanted - known.keys())
    fresh = {piece.sha256: _read(piece) for piece in pieces if piece.is_picture}
    if fresh:
        PictureHash.objects.bulk_create([_row(facts) for facts in fresh.values()], ignore_conflicts=True)
    return known | fresh


def _read(piece: Evidence) -> PictureFacts:
    try:
        data = files.read_original(current_tenant(), piece.address, piece.sha256)
        return pictures.read(data, ref=piece.sha256)
    except (PictureRefused, FileNotFoundError):
        return PictureFacts(ref=piece.sha256, blank=True)


def _row(facts: PictureFacts) -> PictureHash:
    return PictureHash(
        sha256=facts.ref,
        algorithm=ALGORITHM,
        views=b"".join(view.to_bytes(VIEW, "big") for view in facts.views),
        details=b"".join(facts.details),
        dhash=facts.dhash.to_bytes(VIEW, "big"),
        flat=facts.flat,
        blank=facts.blank,
    )


def _facts(row: PictureHash) -> PictureFacts:
    views, details = bytes(row.views), bytes(row.details)
    return PictureFacts(
        ref=row.sha256,
        views=tuple(int.from_bytes(views[n : n + VIEW], "big") for n in range(0, len(views), VIEW)),
        details=tuple(details[n : n + DETAIL] for n in range(0, len(details), DETAIL)),
        dhash=int.from_bytes(bytes(row.dhash), "big"),
        flat=row.flat,
        blank=row.blank,
    )
