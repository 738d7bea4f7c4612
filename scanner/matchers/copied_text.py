"""Descriptions copied from a rights holder's texts, or from an earlier listing of another seller.

A rights holder's texts (product descriptions, manuals) are few and kept whole, so that a listing that copies one paragraph of a
manual is found: what counts is the share of the listing's own words. Earlier listings are many and kept as signatures, so
what is found is a description that was copied as a whole. Such a copy says nothing about a right; it is a finding only
where the earlier listing is of a seller whom the owner of a copyright lets sell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol, Self
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from policy.words import gettext_noop as _
from scanner.matchers.facts import Example, Finding, ListingFacts, Place
from scanner.matchers.shingles import (
    BANDS,
    PERMUTATIONS,
    Shingles,
    Signature,
    bands,
    likeness,
    passage,
    shingles,
    signature,
)

name = "copied_text"
needs = frozenset({"listing.description", "right.texts"})

LEAST_COMMON = 12
"""Shingles that two texts must share at least: sixteen words in a row, or as much in pieces."""
LEAST_SHARE = 0.35
"""The share of the listing's description that must be found in the other text; a long passage counts whatever its share."""
PASSAGE = 60
EVERYBODYS = 20
"""A shingle that stands in more texts than these is a phrase that everybody uses ("30 days replacement guarantee")."""
ALIKE = 0.5
"""Earlier listings: the share of shingles that both have in common."""
MOST_CANDIDATES = 200
MOST_MARKED = 400
"""Characters of a passage that are marked and kept with the signal."""
_REMEMBERED = 16
"""Descriptions whose shingles are kept: each right that is found in a listing asks for them again."""


@dataclass(frozen=True, slots=True)
class TextFacts:
    """One text of a right. `ref` names it for the caller."""

    right_id: UUID
    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class EarlierFacts:
    """The description of one listing as a signature. `seller` is the seller's id; `rights` are the copyrights under
    which that seller may sell."""

    number: str
    seller: UUID
    signature: bytes
    rights: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Copied:
    """That a description is nearly the same as that of an earlier listing: `percent` of both is alike.

    `own`: of the same seller. `rights` are the copyrights under which the seller of the earlier one may sell.
    """

    number: str
    percent: int
    own: bool = False
    rights: tuple[UUID, ...] = ()


class TextTable:
    """All texts of rights: every shingle with the text it stands in, sorted; 12 bytes a shingle."""

    def __init__(self, texts: Iterable[TextFacts]) -> None:
        self.rights: list[UUID] = []
        self.refs: list[str] = []
        found: list[Shingles] = []
        for text in texts:
            of = shingles(text.text)
            if len(of) >= LEAST_COMMON:
                self.rights.append(text.right_id)
                self.refs.append(text.ref)
                found.append(of)
        owners = np.repeat(np.arange(len(found), dtype=np.uint32), [len(of) for of in found])
        numbers = np.concatenate(found) if found else np.zeros(0, np.uint64)
        order = np.argsort(numbers, kind="stable")
        numbers, owners = numbers[order], owners[order]
        _distinct, place, counts = np.unique(numbers, return_inverse=True, return_counts=True)
        own = counts[place] <= EVERYBODYS
        self.numbers: NDArray[np.uint64] = numbers[own]
        self.owners: NDArray[np.uint32] = owners[own]

    def __len__(self) -> int:
        return len(self.rights)

    @property
    def size_bytes(self) -> int:
        """Memory of the columns; mapped from files, it is shared and given back when it is short."""
        return self.numbers.nbytes + self.owners.nbytes + 120 * len(self.rights)

    def find(self, of: Shingles) -> list[tuple[int, Shingles]]:
        """The texts that share enough with these shingles, and what they share."""
        if not len(self.numbers) or len(of) < LEAST_COMMON:
            return []
        first = np.searchsorted(self.numbers, of, side="left")
        last = np.searchsorted(self.numbers, of, side="right")
        met = np.flatnonzero(first < last)
        if len(met) < LEAST_COMMON:
            return []
        owners = np.concatenate([self.owners[first[at] : last[at]] for at in met])
        asked = np.repeat(of[met], last[met] - first[met])
        texts, counts = np.unique(owners, return_counts=True)
        enough = (counts >= LEAST_COMMON) & ((counts >= LEAST_SHARE * len(of)) | (counts >= PASSAGE))
        return [(int(text), asked[owners == text]) for text in texts[enough]]

    def save(self, folder: Path) -> None:
        """Write the columns as files that can be mapped into memory."""
        np.save(folder / "text-numbers.npy", self.numbers)
        np.save(folder / "text-owners.npy", self.owners)
        np.save(folder / "text-rights.npy", np.frombuffer(b"".join(right.bytes for right in self.rights), np.uint8))
        np.save(folder / "text-refs.npy", np.array(self.refs, dtype=str))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """What `save` wrote."""
        table = cls(())
        table.numbers = np.load(folder / "text-numbers.npy", mmap_mode="r")
        table.owners = np.load(folder / "text-owners.npy", mmap_mode="r")
        table.rights = _uuids(np.load(folder / "text-rights.npy"))
        table.refs = np.load(folder / "text-refs.npy").tolist()
        return table


class EarlierTable:
    """The signatures of listings, with the keys by which like ones are found: 450 bytes a listing, all of them mappable."""

    def __init__(self, listings: Iterable[EarlierFacts]) -> None:
        rows = [row for row in listings if len(row.signature) == 4 * PERMUTATIONS and any(row.signature)]
        self.rights = {number: row.rights for number, row in enumerate(rows) if row.rights}
        self.numbers = np.array([row.number for row in rows], dtype=str)
        self.sellers = np.frombuffer(b"".join(row.seller.bytes for row in rows), np.uint8).reshape(-1, 16)
        joined = b"".join(row.signature for row in rows)
        self.signatures: NDArray[np.uint32] = np.frombuffer(joined, "<u4").reshape(-1, PERMUTATIONS)
        keys = bands(self.signatures).ravel()
        order = np.argsort(keys, kind="stable")
        self.keys: NDArray[np.uint64] = keys[order]
        self.rows: NDArray[np.uint32] = (order // BANDS).astype(np.uint32)

    def __len__(self) -> int:
        return len(self.signatures)

    @property
    def size_bytes(self) -> int:
        """Memory of the columns; mapped from files, it is shared and given back when it is short."""
        columns = (self.signatures, self.keys, self.rows, self.numbers, self.sellers)
        return sum(column.nbytes for column in columns)

    def find(self, of: NDArray[np.uint32], number: str = "", seller: UUID | None = None) -> list[Copied]:
        """Other listings whose descriptions are nearly the same as that of this signature, the likest first."""
        if not len(self.signatures) or not of.any():
            return []
        asked = bands(of)[0]
        first, last = np.searchsorted(self.keys, asked, "left"), np.searchsorted(self.keys, asked, "right")
        # A text that half the marketplace uses (terms of delivery) need not be looked at as a whole.
        near = [self.rows[low : min(high, low + MOST_CANDIDATES)] for low, high in zip(first, last, strict=True)]
        candidates = np.unique(np.concatenate(near))
        found = []
        shares = likeness(of, self.signatures[candidates])
        for share, row in sorted(zip(shares.tolist(), candidates.tolist(), strict=True), reverse=True):
            if share >= ALIKE and self.numbers[row] != number:
                own = seller is not None and self.sellers[row].tobytes() == seller.bytes
                found.append(Copied(str(self.numbers[row]), round(100 * share), own, self.rights.get(row, ())))
        return found

    def save(self, folder: Path) -> None:
        """Write the columns as files that can be mapped into memory."""
        for column in _COLUMNS:
            np.save(folder / f"earlier-{column}.npy", getattr(self, column))
        pairs = [(row, right) for row, rights in self.rights.items() for right in rights]
        np.save(folder / "earlier-owned.npy", np.array([row for row, _right in pairs], np.int64))
        np.save(folder / "earlier-rights.npy", np.frombuffer(b"".join(r.bytes for _row, r in pairs), np.uint8))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """What `save` wrote."""
        table = cls(())
        for column in _COLUMNS:
            setattr(table, column, np.load(folder / f"earlier-{column}.npy", mmap_mode="r"))
        rights = _uuids(np.load(folder / "earlier-rights.npy"))
        for row, right in zip(np.load(folder / "earlier-owned.npy").tolist(), rights, strict=True):
            table.rights[row] = (*table.rights.get(row, ()), right)
        return table


_COLUMNS = ("signatures", "keys", "rows", "numbers", "sellers")


class Texts(Protocol):
    """What this matcher needs of an index: texts of rights and earlier listings, and which rights of the first are outdated."""

    @property
    def text_tables(self) -> Sequence[TextTable]: ...

    @property
    def earlier_tables(self) -> Sequence[EarlierTable]: ...

    @property
    def outdated(self) -> frozenset[UUID]: ...


def match(listing: ListingFacts, index: Texts) -> list[Finding]:
    """Rights whose texts the description copies, the best finding for each right."""
    if not any(map(len, index.text_tables)) and not any(map(len, index.earlier_tables)):
        return []
    of = _shingles_of(listing.description)
    if len(of) < LEAST_COMMON:
        return []
    best: dict[UUID, Finding] = {}
    for number, table in enumerate(index.text_tables):
        for text, shared in table.find(of):
            right = table.rights[text]
            if number == 0 and right in index.outdated:
                continue
            if right not in best or best[right].facts["shared"] < len(shared):
                facts = {"text": table.refs[text], "shared": len(shared)}
                share, place = len(shared) / len(of), passage(listing.description, shared)
                best[right] = _finding(listing, right, "text", share, place, facts)
    for copied in _earlier(listing, index.earlier_tables):
        for right in () if copied.own else copied.rights:
            if right not in best and right not in index.outdated:
                facts = {"listing": copied.number, "shared": len(of)}
                place = passage(listing.description, of)
                best[right] = _finding(listing, right, "text-of-listing", copied.percent / 100, place, facts)
    return list(best.values())


def copies(listing: ListingFacts, tables: Sequence[EarlierTable]) -> tuple[Copied, ...]:
    """Other listings with nearly the same description, of whichever seller; the likest first."""
    if not any(len(table) for table in tables):
        return ()
    of = _shingles_of(listing.description)
    return tuple(_earlier(listing, tables)) if len(of) >= LEAST_COMMON else ()


@lru_cache(maxsize=_REMEMBERED)
def _shingles_of(description: str) -> Shingles:
    return shingles(description)


@lru_cache(maxsize=_REMEMBERED)
def _signature_of(description: str) -> Signature:
    return signature(_shingles_of(description))


def _earlier(listing: ListingFacts, tables: Sequence[EarlierTable]) -> list[Copied]:
    if not any(len(table) for table in tables):
        return []
    asked, seller = _signature_of(listing.description), listing.seller.id if listing.seller else None
    found = {copied.number: copied for table in tables for copied in table.find(asked, listing.number, seller)}
    return sorted(found.values(), key=lambda copied: -copied.percent)


def _finding(
    listing: ListingFacts, right: UUID, kind: str, share: float, place: tuple[int, int], facts: dict[str, object]
) -> Finding:
    """The more of the description is copied, the surer: half of it 0.72, all of it 0.94. Marked is its longest passage."""
    start, end = place[0], min(place[1], place[0] + MOST_MARKED)
    strength = round(min(0.5 + 0.44 * share, 0.94), 3)
    said = {"percent": round(100 * share), "written": listing.description[start:end], **facts}
    return Finding(name, right, strength, kind, Place("description", start, end), said)


def _uuids(joined: NDArray[np.uint8]) -> list[UUID]:
    data = joined.tobytes()
    return [UUID(bytes=data[at : at + 16]) for at in range(0, len(data), 16)]


SENTENCES = {
    "text": _("%(percent)s%% of the description stands in a text of the owner of the right."),
    "text-of-listing": _(
        "%(percent)s%% of the description is that of the listing %(listing)s, whose seller the owner has authorised."
    ),
}

_TEXT = (
    "The Halden trail bottle keeps water cold for a whole day on the mountain. Its wall of double steel is drawn from one"
    " sheet and has no seam that could leak, and the lid of ash wood closes with a quarter turn of one hand."
)
_CJK = "ハルデンのトレイルボトルは山の上でも一日中水を冷たく保ちます。継ぎ目のない二重の鋼で作られ、木の蓋は片手で閉まります。"


def examples() -> tuple[Example, ...]:
    """Cases for the contract test."""
    right = UUID(int=7)
    texts = (TextFacts(right, "text-1", _TEXT), TextFacts(right, "text-2", _CJK))
    other = (
        "A plain steel bottle for hikers who like to drink cold water while they are walking up and down all the day."
    )

    def case(says: str, description: str, *kinds: str) -> Example:
        return Example(says, ListingFacts("Bottle", description), kinds=kinds, texts=texts)

    return (
        case("the same text", _TEXT, "text"),
        case("with words put before and behind", f"Best price in town, hurry up! {_TEXT} We ship at once.", "text"),
        case("a part of it", _TEXT[:130], "text"),
        case("in capitals, with look-alike letters", _TEXT.upper().replace("A", "А"), "text"),
        case("a text without spaces", _CJK, "text"),
        case("other words for such goods", other),
        case("too short to be told from chance", "keeps water cold for a whole day on the mountain"),
        case("no description", ""),
    )
