"""A step of a score, and what a scan knows beside the listing and what was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from scanner.matchers.copied_text import EarlierTable


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a score is what it is: a code of SENTENCES and what fills it; `factor` is what it did to the value."""

    code: str
    factor: float
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Band:
    """What genuine goods of a right usually cost in the street, in hundredths of a currency.

    `goods` are folded words, all of which a listing must name (none: all goods of the right); `market` is an ISO country
    ("" for all). It holds from the day `since` to the day `until`, both with it; None is for ever.
    """

    currency: str
    low_cents: int
    high_cents: int
    market: str = ""
    goods: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether it holds on that day; None asks for no day."""
        if day is None:
            return True
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def steps(path: Iterable[str]) -> tuple[str, ...]:
    """The steps of a category as they are compared: in small letters, spaces joined."""
    return tuple(" ".join(step.casefold().split()) for step in path)


@dataclass(frozen=True, slots=True)
class Aim:
    """Where the goods of a right are offered: paths, as `steps`, of the marketplace's categories, and ISO countries; none: all."""

    categories: frozenset[tuple[str, ...]] = frozenset()
    markets: frozenset[str] = frozenset()

    def reaches(self, markets: Sequence[str]) -> bool:
        """Whether a listing offered in these countries is offered in one of them; no country named means everywhere."""
        return not self.markets or not markets or not self.markets.isdisjoint(markets)

    def has(self, path: Sequence[str]) -> bool:
        """Whether a category, as `steps` from the top, is one of them or lies below one; an unknown one may be."""
        return not self.categories or not path or any(tuple(path[: len(one)]) == one for one in self.categories)


class Around(Protocol):
    """What is known of rights beside their marks and pictures.

    `made_in`: the ISO countries in which the goods of a right are made, all of them; a right without an entry has told
    none. `designs`: the Locarno classes of each right that is a design (none known: an empty set). `aims`: where the goods
    of a right are offered, for those whose owners have said. `usual`: words that the marketplace's own listings use as
    ordinary ones, as `usual.term_of` writes them, with the share (0..1) of listings in which they stand beside a brand.
    """

    @property
    def bands(self) -> Mapping[UUID, tuple[Band, ...]]: ...

    @property
    def made_in(self) -> Mapping[UUID, frozenset[str]]: ...

    @property
    def designs(self) -> Mapping[UUID, frozenset[int]]: ...

    @property
    def aims(self) -> Mapping[UUID, Aim]: ...

    @property
    def earlier_tables(self) -> Sequence[EarlierTable]: ...

    @property
    def usual(self) -> Mapping[bytes, float]: ...


@dataclass(frozen=True, slots=True)
class Known:
    """The plainest thing that is `Around`; empty, it knows nothing."""

    bands: Mapping[UUID, tuple[Band, ...]] = field(default_factory=dict)
    made_in: Mapping[UUID, frozenset[str]] = field(default_factory=dict)
    designs: Mapping[UUID, frozenset[int]] = field(default_factory=dict)
    earlier_tables: Sequence[EarlierTable] = ()
    aims: Mapping[UUID, Aim] = field(default_factory=dict)
    usual: Mapping[bytes, float] = field(default_factory=dict)


NOTHING = Known()
