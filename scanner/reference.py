"""The reference index of a marketplace in this process: loaded, kept, and brought up to date from the registry.

The first load maps the newest build on the disk, or reads all live rights; what changes afterwards goes into the small
second table, until that has grown so far that a full build is due. The version in the database says up to which change of
the registry an index knows; it is looked up with each use, as a transaction that made one may be rolled back while the index
stays in memory.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from threading import Lock, Thread
from time import monotonic
from typing import Any
from uuid import UUID

from django.db import connection, connections, transaction
from django.db.models import Max

from registry import queries as registry
from scanner import index_files, known
from scanner.index import ReferenceIndex, Shelf
from scanner.matchers.copied_text import EarlierTable
from scanner.matchers.facts import MarkFacts, SpecimenFacts, class_mask
from scanner.matchers.reasons import Known
from scanner.models import IndexVersion
from scanner.pictures import facts_of
from scanner.sights import sights_of
from tenancy.context import current_tenant, tenant

BUDGET_BYTES = 400 * 1024 * 1024
MOST_CHANGES = 5_000
"""Beyond so many changed rights the whole index is built anew."""
VERSIONS_LOOKED_FOR = 50
REFRESH_SECONDS = 60.0
MOST_LATE_TEXTS = 5_000
FEW_CHANGES = 200
"""So many changed rights a web request takes in itself: some milliseconds each for a picture nobody has read yet."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Loaded:
    """An index, and the version that scans with it name."""

    index: ReferenceIndex
    version: IndexVersion


@dataclass
class _Kept:
    """An index in memory: up to which change of the registry it knows, and up to which its full build did.

    One that `is_new` was built here and is not on the disk yet. `earlier` are descriptions up to `earlier_until`, `usual` the
    everyday words as counted at `usual_at`; what changes from listing to listing is read again at most once a minute.
    """

    index: ReferenceIndex
    watermark: datetime
    built_at: datetime
    is_new: bool = False
    earlier: EarlierTable = field(default_factory=lambda: EarlierTable(()))
    earlier_until: datetime | None = None
    usual: Mapping[bytes, float] = field(default_factory=dict)
    usual_at: datetime | None = None
    refreshed: float = float("-inf")

    @property
    def size_bytes(self) -> int:
        return self.index.size_bytes


_shelf: Shelf[_Kept] = Shelf(BUDGET_BYTES)
_loading: set[UUID] = set()
_lock = Lock()


def current(*, sharp: bool = False) -> Loaded:
    """The index of the current marketplace, up to date; built here if this process has none. For workers.

    With `sharp` it has what a second look goes by, too.
    """
    watermark = registry.watermark()
    kept = _up_to(watermark, most=MOST_CHANGES, sharp=sharp)
    if kept is None:
        kept = _stored(watermark, sharp=sharp) or _built(watermark, sharp=sharp)
    _shelf.put((current_tenant(), sharp), kept)
    _refresh(kept)
    version = _version(watermark)
    if kept.is_new:
        transaction.on_commit(partial(index_files.save, current_tenant(), version, kept.index, sharp=sharp))
        kept.is_new = False
    return Loaded(kept.index, version)


def if_in_memory() -> Loaded | None:
    """The index if this process has it, brought up to date. For web.

    None where there is none, or far too much has changed: then it is loaded in a thread once this request has committed.
    """
    watermark = registry.watermark()
    kept = _up_to(watermark, most=FEW_CHANGES)
    if kept is None:
        transaction.on_commit(partial(_begin_loading, current_tenant()))
        return None
    _shelf.put((current_tenant(), False), kept)
    _refresh(kept)
    return Loaded(kept.index, _version(watermark))


def _up_to(watermark: datetime, *, most: int, sharp: bool = False) -> _Kept | None:
    """What this process has, with what changed since its full build; None if it has nothing, or that is too much.

    What was built from changes that were then rolled back is no basis: it would keep them.
    """
    kept = _shelf.get((current_tenant(), sharp))
    if kept is None or kept.built_at > watermark:
        return None
    if kept.watermark == watermark:
        return kept
    return _brought_up(kept, watermark, most=most, sharp=sharp)


def _brought_up(kept: _Kept, watermark: datetime, *, most: int, sharp: bool) -> _Kept | None:
    ids = registry.changed_since(kept.built_at, limit=most + 1)
    if len(ids) > most:
        return None
    rights = registry.live_marks(ids)
    index = kept.index.with_changes(
        str(watermark), ids, _marks(rights), _specimens(rights), texts=known.texts(ids), **_sights(rights, sharp=sharp),
        **_around(),
    )  # fmt: skip
    return replace(kept, index=index, watermark=watermark, is_new=False, refreshed=float("-inf"))


def _refresh(kept: _Kept) -> None:
    """Take in the descriptions of listings that were published meanwhile, and a new count of words, once a minute."""
    if monotonic() - kept.refreshed < REFRESH_SECONDS:
        return
    until = known.texts_until()
    tables: tuple[EarlierTable, ...] = (kept.earlier,)
    if until is not None and kept.earlier_until is not None and until > kept.earlier_until:
        late = known.earlier_listings(kept.earlier_until, most=MOST_LATE_TEXTS + 1)
        tables = (kept.earlier, EarlierTable(late))
    if until is not None and (kept.earlier_until is None or len(tables[-1]) > MOST_LATE_TEXTS):
        kept.earlier, kept.earlier_until = EarlierTable(known.earlier_listings()), until
        tables = (kept.earlier,)
    if (counted := known.words_counted_at()) != kept.usual_at:
        kept.usual, kept.usual_at = known.usual_words(), counted
    kept.index = replace(kept.index, known=replace(kept.index.known, earlier_tables=tables, usual=kept.usual))
    kept.refreshed = monotonic()


def _stored(watermark: datetime, *, sharp: bool) -> _Kept | None:
    """The newest build on the disk, brought up to date; None if there is none, or too much has changed since."""
    versions = IndexVersion.objects.filter(watermark__lte=watermark).order_by("-watermark")[:VERSIONS_LOOKED_FOR]
    found = index_files.newest(current_tenant(), versions, sharp=sharp)
    if found is None:
        return None
    index, version = found
    kept = _Kept(index, version.watermark, version.watermark)
    return _brought_up(kept, watermark, most=MOST_CHANGES, sharp=sharp)


def _built(watermark: datetime, *, sharp: bool = False) -> _Kept:
    """All of the registry. The marks are read as a stream: never a million rows at once."""
    pictured = registry.live_pictured()
    specimens = _specimens(pictured)
    index = ReferenceIndex.build(
        str(watermark), _stream(), specimens, texts=known.texts(), **_sights(pictured, sharp=sharp), **_around()
    )
    return _Kept(index, watermark, built_at=watermark, is_new=True)


def _stream() -> Iterator[MarkFacts]:
    for right_id, wordings, classes, everyday, famous in registry.live_wordings():
        mask = class_mask(classes)
        for wording in wordings:
            yield MarkFacts(right_id, wording, mask, everyday, famous)


def _around() -> dict[str, Any]:
    """What the registry says beside marks and pictures, and which rights have pictures a second look can find."""
    pictured, classes = registry.pictured()
    return {
        "known": Known(known.bands(), known.made_in(), known.designs(), aims=known.aims()),
        "bans": known.ban_table(),
        "pictured": frozenset(pictured),
        "pictured_classes": class_mask(classes),
    }


def _sights(rights: Sequence[registry.LiveRight], *, sharp: bool) -> dict[str, Any]:
    """What a second look goes by; nothing of it in a process that takes none."""
    if not sharp:
        return {"features": (), "logos": ()}
    features, logos = sights_of(rights)
    return {"features": features, "logos": logos}


def as_of(version: IndexVersion, right_ids: Iterable[UUID]) -> ReferenceIndex:
    """An index of these rights as they were in that version, to replay a scan with."""
    rights = registry.marks_as_of(version.watermark, right_ids)
    ids = [right.id for right in rights]
    index = ReferenceIndex.build(
        str(version.watermark), _marks(rights), _specimens(rights), texts=known.texts(ids), **_sights(rights, sharp=True),
        **_around(),
    )  # fmt: skip
    return replace(index, known=replace(index.known, usual=known.usual_words()))


def _marks(rights: Iterable[registry.LiveRight]) -> list[MarkFacts]:
    return [
        MarkFacts(right.id, wording, class_mask(right.classes), right.everyday, right.famous)
        for right in rights
        if right.kind in registry.WORDED
        for wording in right.wordings
    ]


def _specimens(rights: Sequence[registry.LiveRight]) -> list[SpecimenFacts]:
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
