"""Pictures of sellers that look the same and are not the same file: saved anew, made smaller, with another watermark.

Found among the searchable listings (`scanner.search.catalogue`) by an exact search over the upright hashes of 64 bits; the
longer ones of 256 bits have the last word. A mirrored or cropped picture is not found here.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from evidence.models import Evidence
from scanner.linking import CROWD, Shared
from scanner.matchers.hash_search import HashTable
from scanner.search import catalogue
from scanner.search.segment import Segment
from sellers.models import Listing, ListingImage

RADIUS, ALIKE = 8, 24
"""Bits of 64, and of 256, that two pictures may differ in: those of one photo saved twice differ in fewer."""
LISTINGS, QUESTIONS = 5_000, 4_000
"""The newest listings of the sellers that are asked about, and their pictures."""
TABLES = 4
"""Searches that a process keeps, one for each marketplace."""
Rows = NDArray[np.int64]
Place = tuple[UUID, int]


class _Part:
    """One segment, without the rows that stand anew in another, and the search over its upright hashes."""

    def __init__(self, segment: Segment, outdated: Collection[int] = (), table: HashTable | None = None) -> None:
        self.segment = segment
        self.arrays: Mapping[str, NDArray[Any]] = segment.pictures.arrays()
        self.table = table if table is not None else HashTable(_one_a_row(self.arrays))
        gone = np.isin(self.arrays["pictures.rows"], np.array(sorted(outdated), np.int64))
        self.usable: NDArray[np.bool_] = ~np.logical_or(gone, self.arrays["pictures.framed"])

    def places(self, entries: Rows) -> list[Place]:
        """Of which listing, and which of its pictures."""
        rows, numbers = self.arrays["pictures.rows"][entries].tolist(), self.arrays["pictures.places"][entries].tolist()
        return [(self.segment.id_of(row), number) for row, number in zip(rows, numbers, strict=True)]


def near_things(seller_ids: Collection[UUID]) -> list[Shared]:
    """The pictures of these sellers that look like those of others, with all who show one of them.

    Between two who show the same file they say nothing: that is counted already. Four queries, beside what brings the
    searchable listings up to date.
    """
    mine = Listing.objects.filter(seller_id__in=list(seller_ids), images__isnull=False).order_by("-id").distinct()
    asked = list(mine.values_list("id", flat=True)[:LISTINGS])
    if not asked:
        return []
    known = catalogue.current()
    parts = [_Part(known.base, known.outdated, _table(known)), _Part(known.fresh)]
    pairs = [pair for one in parts for other in parts for pair in _pairs(one, asked, other)]
    places = {place for pair in pairs for place in pair}
    of = _shown({listing_id for listing_id, _number in places})
    return _things([(of[one], of[other]) for one, other in pairs if one in of and other in of])


def _shown(listings: Collection[UUID]) -> dict[Place, tuple[UUID, str]]:
    """Whose each picture of these listings is, and which file.

    Three queries of one table each: joined, PostgreSQL takes a minute for some hundred rows of which it has no statistics.
    """
    rows = list(
        ListingImage.objects.filter(listing_id__in=listings).values_list("listing_id", "position", "evidence_id")
    )
    sellers = dict(Listing.objects.filter(id__in=listings).values_list("id", "seller_id"))
    files = Evidence.objects.filter(id__in={evidence_id for _listing, _number, evidence_id in rows})
    addresses = dict(files.values_list("id", "address"))
    return {(listing, number): (sellers[listing], addresses[evidence]) for listing, number, evidence in rows}


def _things(pairs: Iterable[tuple[tuple[UUID, str], tuple[UUID, str]]]) -> list[Shared]:
    """Groups of files that look the same, each with its sellers; `pairs` are of (seller, file)."""
    first: dict[str, str] = {}
    sellers: dict[str, set[UUID]] = {}

    def root(file: str) -> str:
        while first.setdefault(file, file) != file:
            file = first[file]
        return file

    for (seller, file), (other_seller, other_file) in pairs:
        sellers.setdefault(file, set()).add(seller)
        sellers.setdefault(other_file, set()).add(other_seller)
        ends = sorted((root(file), root(other_file)))
        first[ends[1]] = ends[0]
    groups: dict[str, list[str]] = {}
    for file in sellers:
        groups.setdefault(root(file), []).append(file)
    things = []
    for key, files in groups.items():
        everybody = frozenset().union(*(sellers[file] for file in files))
        if len(files) > 1 and len(everybody) > 1:
            few = frozenset(sorted(everybody)[: CROWD + 1])
            things.append(Shared("lookalike", key, few, tuple(frozenset(sellers[file]) for file in files)))
    return things


def _pairs(asking: _Part, listings: Collection[UUID], asked: _Part) -> list[tuple[Place, Place]]:
    """Which pictures of those listings look like which of that part."""
    found = (asking.segment.row_of(listing_id) for listing_id in listings)
    rows = np.array([row for row in found if row is not None], np.int64)
    if not len(rows) or not len(asked.table):
        return []
    entries = np.flatnonzero(np.isin(asking.arrays["pictures.rows"], rows) & asking.usable)[-QUESTIONS:]
    numbers, near, _apart = asked.table.find(asking.arrays["pictures.short"][entries].reshape(-1, 1), RADIUS)
    entries = entries[numbers]
    differing = asking.arrays["pictures.long"][entries] ^ asked.arrays["pictures.long"][near]
    kept = (np.bitwise_count(differing).sum(axis=1) <= ALIKE) & asked.usable[near]
    return list(zip(asking.places(entries[kept]), asked.places(near[kept]), strict=True))


def _one_a_row(arrays: Mapping[str, NDArray[Any]]) -> NDArray[np.uint64]:
    return np.asarray(arrays["pictures.short"], np.uint64).reshape(-1, 1)


_kept: dict[UUID, HashTable] = {}


def _table(known: catalogue.Catalogue) -> HashTable:
    """The search over the full build, made once for each; a few are kept."""
    if known.built not in _kept:
        while len(_kept) >= TABLES:
            _kept.pop(next(iter(_kept)))
        _kept[known.built] = HashTable(_one_a_row(known.base.pictures.arrays()))
    return _kept[known.built]
