"""The reference index of a marketplace in this process: loaded, kept, and brought up to date from the registry.

The first load reads all live rights; what changes afterwards goes into the small second table, until that has grown so
far that a full build is due. The version in the database says up to which change of the registry an index knows; it is
looked up with each use, as a transaction that made one may be rolled back while the index stays in memory.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Lock, Thread
from uuid import UUID

from django.db import connection, connections, transaction
from django.db.models import Max

from registry import queries as registry
from scanner.index import ReferenceIndex, Shelf
from scanner.matchers.facts import MarkFacts, SpecimenFacts, class_mask
from scanner.models import IndexVersion
from scanner.pictures import facts_of
from tenancy.context import current_tenant, tenant

BUDGET_BYTES = 400 * 1024 * 1024
MOST_CHANGES = 5_000
"""Beyond so many changed rights the whole index is built anew."""
FEW_CHANGES = 200
"""So many changed rights a web request takes in itself: some milliseconds each for a picture nobody has read yet."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Loaded:
    """An index, and the version that scans with it name."""

    index: ReferenceIndex
    version: IndexVersion


@dataclass(frozen=True)
class _Kept:
    """An index in memory: up to which change of the registry it knows, and up to which its full build did."""

    index: ReferenceIndex
    watermark: datetime
    built_at: datetime

    @property
    def size_bytes(self) -> int:
        return self.index.size_bytes


_shelf: Shelf[_Kept] = Shelf(BUDGET_BYTES)
_loading: set[UUID] = set()
_lock = Lock()


def current() -> Loaded:
    """The index of the current marketplace, up to date; built here if this process has none. For workers."""
    watermark = registry.watermark()
    kept = _up_to(watermark, most=MOST_CHANGES) or _built(watermark)
    _shelf.put(current_tenant(), kept)
    return Loaded(kept.index, _version(watermark))


def if_in_memory() -> Loaded | None:
    """The index if this process has it, brought up to date. For web.

    None where there is none, or far too much has changed: then it is loaded in a thread once this request has committed.
    """
    watermark = registry.watermark()
    kept = _up_to(watermark, most=FEW_CHANGES)
    if kept is None:
        transaction.on_commit(partial(_begin_loading, current_tenant()))
        return None
    _shelf.put(current_tenant(), kept)
    return Loaded(kept.index, _version(watermark))


def _up_to(watermark: datetime, *, most: int) -> _Kept | None:
    """What this process has, with what changed since its full build; None if it has nothing, or that is too much.

    What was built from changes that were then rolled back is no basis: it would keep them.
    """
    kept = _shelf.get(current_tenant())
    if kept is None or kept.built_at > watermark:
        return None
    if kept.watermark == watermark:
        return kept
    ids = registry.changed_since(kept.built_at, limit=most + 1)
    if len(ids) > most:
        return None
    rights = registry.live_marks(ids)
    index = kept.index.with_changes(str(watermark), ids, _marks(rights), _specimens(rights))
    return _Kept(index, watermark, kept.built_at)


def _built(watermark: datetime) -> _Kept:
    rights = registry.live_marks()
    index = ReferenceIndex.build(str(watermark), _marks(rights), _specimens(rights))
    return _Kept(index, watermark, built_at=watermark)


def _marks(rights: Iterable[registry.LiveRight]) -> list[MarkFacts]:
    return [
        MarkFacts(right.id, wording, class_mask(right.classes), right.everyday, right.famous)
        for right in rights
        if right.kind == "trademark"
        for wording in right.wordings
    ]


def _specimens(rights: list[registry.LiveRight]) -> list[SpecimenFacts]:
    wanted = {piece.sha256: piece.evidence_id for right in rights for piece in right.specimens}
    known = facts_of(wanted, without_damaged=True)
    return [
        SpecimenFacts(right.id, known[piece.sha256])
        for right in rights
        for piece in right.specimens
        if piece.sha256 in known and not known[piece.sha256].blank
    ]


def _version(watermark: datetime) -> IndexVersion:
    """The row for this state of the registry; another process may have written it already."""
    found = IndexVersion.objects.filter(watermark=watermark).first()
    if found is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"index:{current_tenant()}"])
        found = IndexVersion.objects.filter(watermark=watermark).first()
    if found is None:
        last = IndexVersion.objects.aggregate(last=Max("number"))["last"] or 0
        found = IndexVersion.objects.create(number=last + 1, watermark=watermark)
    return found


def _begin_loading(marketplace_id: UUID) -> None:
    """One thread per marketplace at a time."""
    with _lock:
        if marketplace_id in _loading:
            return
        _loading.add(marketplace_id)
    Thread(target=_load, args=(marketplace_id,), name=f"index {marketplace_id}", daemon=True).start()


def _load(marketplace_id: UUID) -> None:
    """Load on a connection of this thread's own, closed at its end. A failure is tried again with the next listing."""
    try:
        with tenant(marketplace_id):
            current()
    except Exception:
        logger.exception("The index of marketplace %s could not be loaded.", marketplace_id)
    finally:
        connections.close_all()
        with _lock:
            _loading.discard(marketplace_id)
