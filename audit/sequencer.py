"""Accept, number, sign: three separate steps. This does the second and the third.

One sequencer per marketplace at a time (the head row, FOR UPDATE SKIP LOCKED) takes committed entries, numbers them
without gaps, and writes seals, tiles and head in one transaction. The checkpoint is signed after that has committed,
from committed data: a crash in between leaves a tree ahead of its checkpoint, which the next round signs.
"""

import logging
import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection

from audit import tiles
from audit.checkpoint import Checkpoint as Statement
from audit.checkpoint import sign
from audit.keys import log_key
from audit.log import JOB
from audit.merkle import EMPTY_ROOT
from audit.models import Checkpoint, Head, LogKey, Seal, Staged, Tile
from audit.note import Ed25519Signer
from tenancy import due
from tenancy.context import current_tenant, database_now, tenant
from tenancy.models import Marketplace

BATCH = 2000
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Round:
    """What one round did for one marketplace: how many entries it sealed, and whether more wait."""

    sealed: int
    more: bool


def origin(slug: str) -> str:
    """The name of a marketplace's log to the outside world."""
    return f"{settings.LOG_DOMAIN}/log/{slug}"


def read_seed() -> bytes:
    """The installation's secret seed, from the file that only this process may read."""
    if not settings.LOG_SEED_FILE:
        raise RuntimeError("The sequencer needs MARKWARDEN_LOG_SEED_FILE: a file of 32 random bytes in hex.")
    return bytes.fromhex(Path(settings.LOG_SEED_FILE).read_text().strip())


def make_seed_file(path: Path) -> None:
    """Write a fresh seed that only this user can read; an existing one is never touched."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(os.urandom(32).hex())


def _edge(size: int) -> dict[tuple[int, int], bytes]:
    places = [tile.place for tile in tiles.edge_tiles(size)]
    return fetch_tiles(places)


def fetch_tiles(places: list[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    """Tiles by their places, in one query."""
    if not places:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT level, place, hashes FROM audit_tile WHERE tenant_id = %s"
            " AND (level, place) IN (SELECT * FROM unnest(%s::smallint[], %s::bigint[]))",
            [current_tenant(), [p[0] for p in places], [p[1] for p in places]],
        )
        return {(level, place): bytes(hashes) for level, place, hashes in cursor.fetchall()}


def _locked_head() -> Head | None:
    head = Head.objects.select_for_update(skip_locked=True).first()
    if head is None and not Head.objects.exists():
        Head.objects.bulk_create([Head(size=0, root=EMPTY_ROOT)], ignore_conflicts=True)
        head = Head.objects.select_for_update(skip_locked=True).first()
    return head


def seal() -> Round:
    """Number the committed entries of the current marketplace: one batch, one transaction (the caller's)."""
    head = _locked_head()
    if head is None:
        return Round(sealed=0, more=False)  # another sequencer is at it; the lines stay
    due.take(JOB)
    staged = list(Staged.objects.order_by("id").values_list("id", "leaf")[:BATCH])
    if not staged:
        return Round(sealed=0, more=False)
    leaves = [bytes(leaf) for _, leaf in staged]
    growth = tiles.append(head.size, leaves, _edge(head.size))
    Seal.objects.bulk_create(
        Seal(index=head.size + n, entry_id=entry_id, leaf=leaf)
        for n, ((entry_id, _), leaf) in enumerate(zip(staged, leaves, strict=True))
    )
    Tile.objects.bulk_create(
        [Tile(level=row.tile.level, place=row.tile.index, hashes=row.hashes) for row in growth.rows],
        update_conflicts=True,
        unique_fields=["tenant", "level", "place"],
        update_fields=["hashes"],
    )
    Head.objects.filter(id=head.id).update(size=growth.size, root=growth.root)
    Staged.objects.filter(id__in=[entry_id for entry_id, _ in staged]).delete()
    more = len(staged) == BATCH
    if more:
        due.ring(JOB)
    return Round(sealed=len(staged), more=more)


def sign_head(seed: bytes) -> bool:
    """Sign what the head says, unless that size has its checkpoint already; true if a new one was made."""
    head = Head.objects.first()
    if head is None or head.size == 0 or Checkpoint.objects.filter(size=head.size).exists():
        return False
    marketplace = Marketplace.objects.get(id=current_tenant())
    key = LogKey.objects.order_by("-generation").first()
    generation = key.generation if key else 1
    signer = Ed25519Signer(origin(marketplace.slug), log_key(seed, marketplace.id, generation))
    if key is not None and key.vkey != signer.verifier.vkey:
        raise RuntimeError("The seed is not the one whose key is published: what it signs, nobody could verify.")
    if key is None:
        LogKey.objects.bulk_create([LogKey(generation=1, vkey=signer.verifier.vkey)], ignore_conflicts=True)
    note = sign(Statement(signer.name, head.size, bytes(head.root)), signer)
    Checkpoint.objects.bulk_create(
        [Checkpoint(size=head.size, note=note, made_at=database_now())], ignore_conflicts=True
    )
    return True


def sequence(marketplace_id: UUID, seed: bytes) -> int:
    """Seal everything that waits in one marketplace, batch by batch, and sign; returns how many were sealed."""
    total = 0
    while True:
        with tenant(marketplace_id):
            done = seal()
        total += done.sealed
        with tenant(marketplace_id):
            sign_head(seed)
        if not done.more:
            return total


def run_once(seed: bytes) -> int:
    """One round over the marketplaces that have entries waiting; a faulty one is reported and does not stop others."""
    total = 0
    for marketplace_id in due.ripe(JOB):
        try:
            total += sequence(marketplace_id, seed)
        except Exception:
            logger.exception("Sequencing marketplace %s failed; it will be tried again.", marketplace_id)
    return total


def repair(seed: bytes) -> int:
    """A slow round over all marketplaces: entries whose line was lost, trees ahead of their checkpoint."""
    return sum(sequence(found, seed) for found in Marketplace.objects.values_list("id", flat=True))
