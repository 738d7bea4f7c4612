"""Which words a marketplace uses as ordinary ones: many makers put them beside their own brand. Pure, in bounded memory.

A word counts as usual where `LEAST_MAKERS` different brands stand in the brand field of listings that have it in the title, said
of the goods themselves ("for Velmarra" is what a thing fits and does not count), and hardly any listing names the word itself as
its brand. A brand that resellers offer is told by both: their brand field agrees, or is left empty.

Nobody makes a competitor's mark usual cheaply: one seller is believed for `MOST_OF_ONE_SELLER` makers only, so that two accounts
at least with published listings of so many brands are needed; for a mark to count as an everyday word its share among all
listings must reach `scoring.COMMON`, too. Famous marks are never asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from scanner.matchers import folding
from scanner.matchers.references import may_refer, reference

LEAST_MAKERS = 8
MOST_OF_ONE_SELLER = 4
AGREES_AT_MOST = 0.1
NAMED_AT_LEAST = 0.5
"""Of what is usual among all listings: so often at least must those with the word name a maker, or it is resold without one."""
MOST_MAKERS = 200
"""More are not counted: the rule asks for far fewer."""
MOST_TERMS = 150_000
MOST_KEPT = 20_000
_WORD = re.compile(r"[^\W_]+")
_LONGEST, _SHORTEST = 40, 2
_BEGINNING = 4
_SELLERS = 1 << 24


@dataclass(frozen=True, slots=True)
class Offer:
    """What is counted of one published listing; `seller` is any value that tells sellers apart."""

    title: str
    brand: str
    seller: object


@dataclass(frozen=True, slots=True)
class Sample:
    """What was read: listings, those that name a brand, and the sellers of these."""

    listings: int = 0
    named: int = 0
    sellers: int = 0


@dataclass(slots=True)
class Use:
    """How one word, or two in a row, is used: listings that have it, beside another brand, and as their own brand.

    `pairs` are the makers that put it beside their brand, each with a seller, as one number.
    """

    listings: int = 0
    beside: int = 0
    agree: int = 0
    pairs: set[int] = field(default_factory=set)

    @property
    def makers(self) -> int:
        """Different brands beside which the word stands; no more than `MOST_MAKERS` are counted."""
        return len({pair // _SELLERS for pair in self.pairs})

    @property
    def sellers(self) -> int:
        """Different sellers of these."""
        return len({pair % _SELLERS for pair in self.pairs})

    def heard(self, most: int) -> int:
        """The makers, no more than `most` of them from one seller."""
        given: dict[int, int] = {}
        for pair in self.pairs:
            given[pair % _SELLERS] = given.get(pair % _SELLERS, 0) + 1
        return sum(min(most, count) for count in given.values())


def is_usual(use: Use, sample: Sample) -> bool:
    """Whether the word is an ordinary one here: see the top of this module."""
    if len(use.pairs) < LEAST_MAKERS or use.makers < LEAST_MAKERS:
        return False
    if sample.sellers > 1 and use.heard(MOST_OF_ONE_SELLER) < LEAST_MAKERS:
        return False
    if use.agree >= AGREES_AT_MOST * (use.agree + use.beside):
        return False
    return use.beside * sample.listings >= NAMED_AT_LEAST * sample.named * use.listings


class Counting:
    """Reads offers one by one and answers which words are usual.

    Whatever is read, no more than some `MOST_TERMS` words are kept at a time: the rarest are let go of, and begin anew.
    """

    def __init__(self) -> None:
        self._uses: dict[bytes, Use] = {}
        self._brands: dict[bytes, int] = {}
        self._sellers: dict[object, int] = {}
        self._listings = self._named = 0

    @property
    def sample(self) -> Sample:
        """What was read so far."""
        return Sample(self._listings, self._named, len(self._sellers))

    def read(self, offers: Iterable[Offer]) -> None:
        """Count these, too."""
        for offer in offers:
            self._read(offer)
            if len(self._uses) > MOST_TERMS:
                self._let_go()

    def usual(self) -> dict[bytes, Use]:
        """The words that are usual, those of the most makers first, at most `MOST_KEPT`."""
        sample = self.sample
        found = [(word, use) for word, use in self._uses.items() if is_usual(use, sample)]
        found.sort(key=lambda one: (-one[1].makers, -one[1].listings, one[0]))
        return dict(found[:MOST_KEPT])

    def _read(self, offer: Offer) -> None:
        self._listings += 1
        brand = folding.plain(offer.brand).split()
        joined = b"".join(brand)
        pair = 0
        if joined:
            self._named += 1
            maker = self._brands.setdefault(joined, len(self._brands))
            pair = maker * _SELLERS + self._sellers.setdefault(offer.seller, len(self._sellers))
        found = dict(_terms(offer.title))
        spaced = b" %b " % b" ".join(brand)
        for term, refers in found.items():
            use = self._uses.setdefault(term, Use())
            use.listings += 1
            if not joined:
                continue
            if _names(term, joined, spaced):
                use.agree += 1
            elif not refers:
                use.beside += 1
                if len(use.pairs) < MOST_MAKERS:
                    use.pairs.add(pair)
        if joined and 0 < len(brand) <= 2 and (own := b" ".join(brand)) not in found:
            self._uses.setdefault(own, Use()).agree += 1

    def _let_go(self) -> None:
        least = 1
        while len(self._uses) > MOST_TERMS // 2:
            self._uses = {term: use for term, use in self._uses.items() if use.listings + use.agree > least}
            least *= 2


def term_of(text: str) -> bytes:
    """The wording of a mark as it is counted: its words in small plain letters."""
    return b" ".join(folding.plain(text).split())


def _names(term: bytes, joined: bytes, spaced: bytes) -> bool:
    """Whether the brand field names the term: as words of it, or as its beginning."""
    if b" %b " % term in spaced:
        return True
    run = term.replace(b" ", b"")
    return joined == run or (len(run) > _BEGINNING and joined.startswith(run))


def _terms(title: str) -> Iterator[tuple[bytes, bool]]:
    """Each word and each two in a row of a title, once, and whether all places where it stands say what the goods fit."""
    words = [
        (part, found.start(), found.end())
        for found in _WORD.finditer(title)
        for part in folding.plain(found[0]).split()
    ]
    places: dict[bytes, bool] = {}
    asks = may_refer(title)
    before, begin = b"", 0
    for part, start, end in words:
        kept = part if _SHORTEST <= len(part) <= _LONGEST else b""
        if kept:
            _place(places, kept, title, start, end, asks)
            if before:
                _place(places, b"%b %b" % (before, kept), title, begin, end, asks)
        before, begin = (kept, start)
    yield from places.items()


def _place(places: dict[bytes, bool], term: bytes, title: str, start: int, end: int, asks: bool) -> None:
    """Note a place of a term; one that says who made the goods is enough."""
    if not places.get(term, True):
        return
    places[term] = asks and bool(reference(title, start, end, _ANY))


class _Any:
    """Every word may be a name: what stands behind "for" within reach is taken for what the goods fit."""

    def __contains__(self, word: object) -> bool:
        return True


_ANY = _Any()
