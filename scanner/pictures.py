"""The hashes of stored pictures, decoded once: by the digest of their bytes, kept per marketplace."""

import logging
from collections.abc import Iterable, Mapping
from uuid import UUID

from evidence import files
from evidence.models import Evidence
from scanner.matchers import pictures
from scanner.matchers.decode import PictureRefused
from scanner.matchers.facts import PictureFacts
from scanner.models import PictureHash
from tenancy.context import current_tenant

ALGORITHM = "phash64+256/2"
VIEW, DETAIL = 8, 32
TOGETHER = 2_000

logger = logging.getLogger(__name__)


def facts_of(pictures_by_digest: Mapping[str, UUID], *, without_damaged: bool = False) -> dict[str, PictureFacts]:
    """What is known of pictures, given as the SHA-256 of their bytes (which is their `ref`) and a piece of evidence with them.

    Each new one is decoded; one that cannot be is `refused`, with the reason, for staff to see. A file that is gone
    or not what was handed in raises FileNotFoundError or `evidence.files.Damaged`, or is left out and logged.
    """
    digests = list(pictures_by_digest)
    found: dict[str, PictureFacts] = {}
    for at in range(0, len(digests), TOGETHER):
        wanted = {digest: pictures_by_digest[digest] for digest in digests[at : at + TOGETHER]}
        found |= _facts_of(wanted, without_damaged=without_damaged)
    return found


def known_facts(digests: Iterable[str]) -> dict[str, PictureFacts]:
    """What is known of pictures by their digest; those that nobody has read are left out. One query; nothing is read or written."""
    wanted = list(set(digests))
    rows = PictureHash.objects.filter(sha256__in=wanted, algorithm=ALGORITHM) if wanted else ()
    return {row.sha256: _facts(row) for row in rows}


def _facts_of(wanted: Mapping[str, UUID], *, without_damaged: bool) -> dict[str, PictureFacts]:
    rows = PictureHash.objects.filter(sha256__in=list(wanted), algorithm=ALGORITHM)
    known = {row.sha256: _facts(row) for row in rows}
    missing = [evidence_id for digest, evidence_id in wanted.items() if digest not in known]
    fresh = {}
    for piece in Evidence.objects.filter(id__in=missing) if missing else ():
        try:
            fresh[piece.sha256] = _read(piece)
        except (FileNotFoundError, files.Damaged) as fault:
            if not without_damaged:
                raise
            logger.error("The picture %s cannot be compared with: %s", piece.reference, fault)
    PictureHash.objects.bulk_create([_row(facts) for facts in fresh.values()], ignore_conflicts=True)
    return known | fresh


def _read(piece: Evidence) -> PictureFacts:
    data = files.read_original(current_tenant(), piece.address, piece.sha256)
    try:
        return pictures.read(data, ref=piece.sha256)
    except PictureRefused as refused:
        logger.warning("The picture %s is not compared with anything: %s", piece.reference, refused)
        return PictureFacts(ref=piece.sha256, blank=True, refused=refused.code)


def _row(facts: PictureFacts) -> PictureHash:
    return PictureHash(
        sha256=facts.ref,
        algorithm=ALGORITHM,
        views=b"".join(view.to_bytes(VIEW, "big") for view in facts.views),
        details=b"".join(facts.details),
        dhash=facts.dhash.to_bytes(VIEW, "big"),
        flat=facts.flat,
        blank=facts.blank,
        refused=facts.refused,
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
        refused=row.refused,
    )
