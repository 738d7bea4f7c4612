"""The reference index of a marketplace in this process: loaded, kept, and brought up to date from the registry.

The first load reads all live rights; what changes afterwards goes into the small second table, until that has grown so
far that a full build is due. The version in the database says up to which change of the registry an index knows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from uuid import UUID

from django.db import connection, connections
from django.db.models import Max

from registry import queries as registry
from scanner.index import ReferenceIndex, Shelf
from scanner.matchers.facts import MarkFacts, SpecimenFacts, class_mask
from scanner.models import IndexVersion
from scanner.pictures import facts_of
from tenancy.context import current_tenant, tenant

BUDGET_BYTES = 400 * 1024 * 1024
MOST_CHANGES = 5_000


@dataclass(frozen=True)
class Loaded:
    """An index with the version that scans name, and the watermark of its last full build."""

    index: ReferenceIndex
    version: IndexVersion
    built_at: datetime
    owners: dict[UUID, UUID]


_shelf = Shelf(BUDGET_BYTES)
_loaded: dict[UUID, Loaded] = {}
_loading: set[UUID] = set()
_lock = Lock()


def current() -> Loaded:
    """The index of the current marketplace, up to date; built here if this process has none. For workers."""
    watermark = registry.watermark()
    known = _in_memory()
    if known is not None and known.version.watermark == watermark:
        return known
    loaded = _changed(known, watermark) if known is not None else None
    return _keep(loaded or _built(watermark))


def if_in_memory() -> Loaded | None:
    """The index if this process has it, brought up to date; else None, and loading begins in a thread. For web."""
    known = _in_memory()
    if known is not None:
        return current()
    marketplace_id = current_tenant()
    with _lock:
        if marketplace_id in _loading:
            return None
        _loading.add(marketplace_id)
    _shelf_thread(marketplace_id)
    return None


def forget() -> None:
    """Drop every index of this process: for tests, and after a fork."""
    for marketplace_id in list(_loaded):
        _shelf.drop(marketplace_id)
    _loaded.clear()


def _in_memory() -> Loaded | None:
    marketplace_id = current_tenant()
    index = _shelf.get(marketplace_id)
    known = _loaded.get(marketplace_id)
    if index is None or known is None:
        _loaded.pop(marketplace_id, None)
        return None
    return known


def _keep(loaded: Loaded) -> Loaded:
    marketplace_id = current_tenant()
    _loaded[marketplace_id] = loaded
    _shelf.put(marketplace_id, loaded.index)
    return loaded


def _built(watermark: datetime) -> Loaded:
    rights = registry.live_marks()
    marks, specimens = _marks(rights), _specimens(rights)
    index = ReferenceIndex.build(str(watermark), marks, specimens)
    version = _version(watermark, len(marks), len(specimens))
    return Loaded(index, version, watermark, {right.id: right.owner_id for right in rights})


def _changed(known: Loaded, watermark: datetime) -> Loaded | None:
    """The known index with what changed since its full build; None if that is too much."""
    ids = registry.changed_since(known.built_at, limit=MOST_CHANGES + 1)
    if len(ids) > MOST_CHANGES:
        return None
    rights = registry.live_marks(ids)
    index = known.index.with_changes(str(watermark), ids, _marks(rights), _specimens(rights))
    owners = {k: v for k, v in known.owners.items() if k not in set(ids)} | {r.id: r.owner_id for r in rights}
    return Loaded(index, _version(watermark, len(owners), 0), known.built_at, owners)


def _marks(rights: Iterable[registry.LiveRight]) -> list[MarkFacts]:
    return [
        MarkFacts(right.id, wording, class_mask(right.classes), right.everyday, right.famous)
        for right in rights
        if right.kind == "trademark"
        for wording in right.wordings
    ]


def _specimens(rights: list[registry.LiveRight]) -> list[SpecimenFacts]:
    known = facts_of(piece.sha256 for right in rights for piece in right.specimens)
    return [
        SpecimenFacts(right.id, known[piece.sha256])
        for right in rights
        for piece in right.specimens
        if piece.sha256 in known and not known[piece.sha256].blank
    ]


def _version(watermark: datetime, marks: int, pictures: int) -> IndexVersion:
    """The row for this state of the registry; another process may have written it already."""
    found = IndexVersion.objects.filter(watermark=watermark).first()
    if found is not None:
        return found
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"index:{current_tenant()}"])
    found = IndexVersion.objects.filter(watermark=watermark).first()
    if found is not None:
        return found
    last = IndexVersion.objects.aggregate(last=Max("number"))["last"] or 0
    return IndexVersion.objects.create(number=last + 1, watermark=watermark, marks=marks, pictures=pictures)


def _shelf_thread(marketplace_id: UUID) -> None:
    def build() -> ReferenceIndex:
        try:
            with tenant(marketplace_id):
                loaded = _built(registry.watermark())
            _loaded[marketplace_id] = loaded
            return loaded.index
        finally:
            with _lock:
                _loading.discard(marketplace_id)
            connections.close_all()

    _shelf.refresh(marketplace_id, build)
