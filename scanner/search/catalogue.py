"""The searchable listings of a marketplace in this process: mapped from files, kept on a shelf, brought up to date.

A full build reads every listing that may be shown, writes its arrays below STATE_DIR and maps them; other processes map the
same files. What was scanned since goes into a small second segment, read again with every search that finds something new. So
what is found here is a superset as of a moment ago: the database has the last word on who sees which listing.
"""

import fcntl
import logging
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from uuid import UUID

from django.conf import settings
from django.db import connections, transaction
from django.db.models import BinaryField, F, Func, QuerySet

from scanner.index import Shelf
from scanner.models import PictureHash, Scan
from scanner.pictures import ALGORITHM, DETAIL, VIEW
from scanner.search.segment import Line, Segment
from sellers.models import Listing, ListingImage
from tenancy.context import current_tenant, tenant

BUDGET_BYTES = 600 * 1024 * 1024
TOGETHER = 5_000
FEW_CHANGES = 2_000
"""So many changed listings a web request reads itself; for more it waits for the thread."""
MOST_CHANGES = 20_000
"""Beyond so many all is built anew."""
SMALL = 2_000
"""A marketplace of so few listings is read within the request."""
GONE = 2**31 - 1
"""The revision of what is no longer there: none is newer."""
OVERLAP = timedelta(minutes=5)
"""Scans that are younger than the newest known by less than this may still commit: they are asked for again."""
PAUSE_SECONDS = 1.0
"""How long what was read counts as up to date."""
LONG_AGO = float("-inf")
LAYOUT = "1"
"""Of the files; one more whenever what a segment saves is another thing."""
SEARCHABLE = (Listing.State.PUBLIC, Listing.State.HELD, Listing.State.CHECKING)

logger = logging.getLogger(__name__)


class _Upright(Func):
    """Of a column of hashes those of the upright views: the first of each block of eight, `size` bytes each."""

    template = "substring(%(expressions)s FOR %(size)s) || substring(%(expressions)s FROM %(inner)s FOR %(size)s)"
    output_field = BinaryField()

    def __init__(self, column: str, size: int) -> None:
        super().__init__(F(column), size=size, inner=8 * size + 1)


@dataclass(frozen=True)
class Catalogue:
    """All listings ready to be searched: the full build, what changed since, and up to which scan that is known."""

    base: Segment
    fresh: Segment
    outdated: frozenset[int]
    """Rows of the full build that stand in the second segment anew."""
    known: UUID
    """The newest scan when it was read."""
    built: UUID
    lines: Mapping[UUID, Line] = field(default_factory=dict)
    """What the second segment was made of."""
    read_at: float = field(default_factory=time.monotonic)

    @property
    def size_bytes(self) -> int:
        """What it weighs on the shelf."""
        return self.base.size_bytes + self.fresh.size_bytes

    @property
    def version(self) -> str:
        """Names what is known; two of the same version find the same."""
        return f"{self.built}.{self.known}.{len(self.fresh)}"


_shelf: Shelf[Catalogue] = Shelf(BUDGET_BYTES)
_loading: set[UUID] = set()
_lock = Lock()


def current() -> Catalogue:
    """The catalogue of the current marketplace, up to date; mapped or built here if there is none. For workers."""
    kept = _up_to_date(_here(), most=MOST_CHANGES) or _built()
    _shelf.put(current_tenant(), kept)
    return kept


def if_in_memory() -> Catalogue | None:
    """The catalogue if this process has it or can map it, brought up to date. For web.

    None where it must be built first: a small one is built at once, a large one in a thread once this request has
    committed. Where far too much has changed, what is known serves on until the thread has built the next.
    """
    here = _here()
    kept = _up_to_date(here, most=FEW_CHANGES)
    if kept is None and _is_small():
        return current()
    if kept is None:
        transaction.on_commit(partial(_begin_loading, current_tenant()))
        return here
    _shelf.put(current_tenant(), kept)
    return kept


def _here() -> Catalogue | None:
    """What this process has or can map. What was built from scans that were then rolled back is no basis."""
    kept = _shelf.get(current_tenant()) or _mapped()
    return None if kept is None or kept.known > _newest_scan() else kept


def _is_small() -> bool:
    return Listing.objects.filter(state__in=SEARCHABLE)[: SMALL + 1].count() <= SMALL


def _up_to_date(kept: Catalogue | None, *, most: int) -> Catalogue | None:
    """The same with what was scanned since; None where there is nothing to begin with, or that is too much."""
    if kept is None or time.monotonic() - kept.read_at < PAUSE_SECONDS:
        return kept
    newest = _newest_scan()
    changed = _changed_since(kept, limit=most + 1)
    if len(changed) > most or len(changed) + len(kept.lines) > MOST_CHANGES:
        return None
    if not changed:
        return replace(kept, known=newest, read_at=time.monotonic())
    known = {**kept.lines, **{line.id: line for line in lines(sorted(changed))}}
    for gone in changed - known.keys():  # scanned, and ended since
        known[gone] = Line(gone, GONE, "", "", "")
    fresh = Segment.of(known[listing_id] for listing_id in sorted(known))
    rows = (kept.base.row_of(listing_id) for listing_id in known)
    outdated = frozenset(row for row in rows if row is not None)
    return Catalogue(kept.base, fresh, outdated, newest, kept.built, known)


def _changed_since(kept: Catalogue, *, limit: int) -> set[UUID]:
    """Listings of which a newer revision was scanned than is known here."""
    since = _earlier(kept.known, OVERLAP)
    scans = Scan.objects.filter(id__gt=since).order_by("id").values_list("listing_id", "revision")
    changed: set[UUID] = set()
    for listing_id, revision in scans.iterator(chunk_size=TOGETHER):
        if _revision(kept, listing_id) < revision:
            changed.add(listing_id)
            if len(changed) >= limit:
                break
    return changed


def _revision(kept: Catalogue, listing_id: UUID) -> int:
    for segment in (kept.fresh, kept.base):
        if (row := segment.row_of(listing_id)) is not None:
            return int(segment.revisions[row])
    return 0


def _newest_scan() -> UUID:
    return Scan.objects.order_by("-id").values_list("id", flat=True).first() or UUID(int=0)


def _earlier(scan: UUID, by: timedelta) -> UUID:
    """The least id of a time before that of a UUIDv7."""
    return UUID(int=max((scan.int >> 80) - round(by.total_seconds() * 1000), 0) << 80)


def lines(ids: Sequence[UUID] | None = None) -> Iterator[Line]:
    """The listings that may be shown, or those of `ids` that may, in the order of ids. Two queries for each 5,000."""
    rows = Listing.objects.filter(state__in=SEARCHABLE).order_by("id")
    for some in _parts(rows, ids):
        hashes = _hashes([row[0] for row in some])
        for listing_id, revision, title, brand, description in some:
            yield Line(listing_id, revision, title, brand, description, hashes.get(listing_id, ()))


def _parts(rows: QuerySet[Listing], ids: Sequence[UUID] | None) -> Iterator[list[tuple[UUID, int, str, str, str]]]:
    names = ("id", "revision", "title", "brand", "description")
    if ids is not None:
        for at in range(0, len(ids), TOGETHER):
            yield list(rows.filter(id__in=ids[at : at + TOGETHER]).values_list(*names))
        return
    last = UUID(int=0)
    while some := list(rows.filter(id__gt=last).values_list(*names)[:TOGETHER]):
        last = some[-1][0]
        yield some


def _hashes(listing_ids: Iterable[UUID]) -> dict[UUID, list[tuple[int, bytes, bytes]]]:
    """Of each listing's pictures the upright views, whole and inside their border. Two queries."""
    images = ListingImage.objects.filter(listing_id__in=list(listing_ids)).order_by("listing_id", "position")
    shown = list(images.values_list("listing_id", "position", "evidence__sha256"))
    known = PictureHash.objects.filter(
        blank=False, sha256__in={sha256 for _id, _place, sha256 in shown}, algorithm=ALGORITHM
    ).annotate(upright=_Upright("views", VIEW), detail=_Upright("details", DETAIL))
    by_digest = {
        sha256: (bytes(view), bytes(detail))
        for sha256, view, detail in known.values_list("sha256", "upright", "detail")
    }
    found: dict[UUID, list[tuple[int, bytes, bytes]]] = {}
    for listing_id, place, sha256 in shown:
        if sha256 in by_digest:
            found.setdefault(listing_id, []).append((place, *by_digest[sha256]))
    return found


def _folder() -> Path:
    return Path(settings.STATE_DIR) / "search" / f"layout-{LAYOUT}" / str(current_tenant())


def _mapped() -> Catalogue | None:
    """The newest build that lies in files; None where there is none."""
    for folder in sorted((path for path in _folder().glob("*-*") if path.suffix != ".new"), reverse=True):
        try:
            built = UUID(folder.name)
            return Catalogue(Segment.load(folder), Segment.of([]), frozenset(), built, built, read_at=LONG_AGO)
        except (OSError, ValueError, KeyError):
            shutil.rmtree(folder, ignore_errors=True)
    return None


def _built() -> Catalogue:
    """Read all listings, and leave the arrays to the other processes. One process at a time builds."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(folder / "building", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        mapped = _mapped()
        if mapped and (ready := _up_to_date(mapped, most=MOST_CHANGES // 2)):
            return ready
        built = _newest_scan()
        Segment.of(lines()).save(folder / str(built))
        for old in folder.glob("*-*"):
            if old.name != str(built):
                shutil.rmtree(old, ignore_errors=True)  # who has it mapped keeps it
        found = _mapped()
    if found is None:
        raise OSError(f"What was written to {folder} cannot be read.")
    return found


def _begin_loading(marketplace_id: UUID) -> None:
    """One thread per marketplace at a time."""
    with _lock:
        if marketplace_id in _loading:
            return
        _loading.add(marketplace_id)
    Thread(target=_load, args=(marketplace_id,), name=f"search {marketplace_id}", daemon=True).start()


def _load(marketplace_id: UUID) -> None:
    """On a connection of this thread's own, closed at its end. A failure is tried again with the next search."""
    try:
        with tenant(marketplace_id):
            current()
    except Exception:
        logger.exception("The listings of marketplace %s could not be made ready to be searched.", marketplace_id)
    finally:
        connections.close_all()
        with _lock:
            _loading.discard(marketplace_id)
