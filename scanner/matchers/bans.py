"""Goods that may not be brought into a country: exclusion orders, import bans, recalls.

A ban names products in words ("hair dryer", "vaporizer cartridge"), often models, and parties that it does not touch. A
listing falls under it where it is offered there, all words of one of the ban's products stand in its title, brand or
category (one at least in title or brand), and neither an allowed model nor an excepted seller is in play. Nothing loops over
bans: each product is looked up by its longest word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from policy.words import gettext_noop as _
from scanner.matchers import folding
from scanner.matchers.facts import Example, Finding, ListingFacts, Place

name = "bans"
needs = frozenset({"listing.title", "listing.brand", "listing.category", "listing.markets", "ban.products"})

STRENGTH, STRENGTH_BY_MODEL, STRENGTH_WITHOUT_MODEL = 0.85, 0.95, 0.6
"""The product in words; one of the models that the ban names beside it; the product, but none of its models."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class BanFacts:
    """One ban in force. `territories` are single ISO countries; `products` phrases of which every word must be met.

    `models`: the only ones it reaches (none: all); `allowed`: models that it expressly does not reach; `excepted`: sellers
    that it does not bind. `right_id` is the patent it rests on, if that is on file.
    """

    id: UUID
    reference: str
    kind: str
    territories: frozenset[str]
    products: tuple[str, ...]
    models: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    excepted: frozenset[UUID] = frozenset()
    right_id: UUID | None = None
    order: str = ""
    action: str = "queue"


class BanTable:
    """All bans in force, each product under its longest word."""

    def __init__(self, bans: Iterable[BanFacts]) -> None:
        self.bans = list(bans)
        self._by_word: dict[str, list[tuple[int, str, frozenset[str]]]] = {}
        for number, ban in enumerate(self.bans):
            for product in ban.products:
                if words := frozenset(_words(product)):
                    longest = max(words, key=lambda word: (len(word), word))
                    self._by_word.setdefault(longest, []).append((number, product, words))

    def __len__(self) -> int:
        return len(self.bans)

    @property
    def size_bytes(self) -> int:
        """Estimate of the memory."""
        return 1000 * len(self.bans) + 300 * sum(map(len, self._by_word.values()))

    def find(self, words: frozenset[str]) -> list[tuple[BanFacts, str, frozenset[str]]]:
        """The bans with a product of which all words are among these: (ban, product, its words), each ban once."""
        met: dict[int, tuple[BanFacts, str, frozenset[str]]] = {}
        for word in words & self._by_word.keys():
            for number, product, needed in self._by_word[word]:
                if needed <= words and (number not in met or len(met[number][2]) < len(needed)):
                    met[number] = (self.bans[number], product, needed)
        return [met[number] for number in sorted(met)]


class Bans(Protocol):
    """What this matcher needs of an index."""

    @property
    def bans(self) -> BanTable: ...


def match(listing: ListingFacts, index: Bans) -> list[Finding]:
    """The bans under which the listing falls. Where a ban rests on no right on file, `right_id` is the ban's own id."""
    if not len(index.bans):
        return []
    said = _words(" ".join((listing.title, listing.brand)))
    words = frozenset(said) | frozenset(_words(" ".join(listing.category_path)))
    found = [_judge(listing, ban, product, needed) for ban, product, needed in index.bans.find(words)]
    return [finding for finding in found if finding is not None]


def _judge(listing: ListingFacts, ban: BanFacts, product: str, needed: frozenset[str]) -> Finding | None:
    place = _place(listing, needed)
    markets = [market for market in listing.markets if market in ban.territories]
    seller = listing.seller.id if listing.seller else None
    if place is None or not markets or (seller is not None and seller in ban.excepted):
        return None
    text = _squashed(" ".join((listing.title, listing.number, listing.description)))
    model = next((model for model in ban.models if _names(text, model)), "")
    if not model and any(_names(text, allowed) for allowed in ban.allowed):
        return None
    strength = STRENGTH_BY_MODEL if model else STRENGTH_WITHOUT_MODEL if ban.models else STRENGTH
    kind = "ban-model" if model else "ban"
    facts = {
        "ban": ban.reference,
        "order": ban.order or ban.reference,
        "product": product,
        "model": model,
        "markets": ", ".join(markets),
        "written": getattr(listing, place.field)[place.start : place.end],
    }
    return Finding(name, ban.right_id or ban.id, strength, kind, place, facts)


def _place(listing: ListingFacts, needed: frozenset[str]) -> Place | None:
    """From the first to the last of the product's words, in the title before the brand."""
    for field, text in (("title", listing.title), ("brand", listing.brand)):
        spans = [found.span() for found in _WORD.finditer(text) if needed & set(_words(found[0]))]
        if spans:
            return Place(field, spans[0][0], spans[-1][1])
    return None


def _words(text: str) -> list[str]:
    """Folded words without the plural s; "batteries" and "battery" are one."""
    return [_singular(word) for word in folding.plain(text).decode("utf-8").split()]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _squashed(text: str) -> bytes:
    """Folded, with a space at both ends; what joins letters and digits of a model ("HD-01") is gone as in `_names`."""
    return b" " + folding.plain(text) + b" "


def _names(text: bytes, model: str) -> bool:
    """Whether a text names a model, however its parts are joined: "HD-01", "HD 01", "HD01", and not inside "HD012"."""
    parts = folding.plain(model).split()
    pattern = rb"(?<![^ ])" + rb" ?".join(re.escape(part) for part in parts) + rb"(?![^ ])"
    return bool(parts) and re.search(pattern, text) is not None


SENTENCES = {
    "ban": _("Such goods (“%(product)s”) may not be brought into %(markets)s under %(order)s."),
    "ban-model": _("These goods (“%(product)s”, model %(model)s) may not be brought into %(markets)s under %(order)s."),
}


def examples() -> tuple[Example, ...]:
    """Cases for the contract test."""
    licensed = UUID(int=21)
    ban = BanFacts(
        UUID(int=20), "MW-BAN01", "exclusion_order", frozenset({"US"}), ("hair dryers", "hot air brush"),
        allowed=("HD-02",), excepted=frozenset({licensed}), order="337-TA-0000",
    )  # fmt: skip
    by_model = BanFacts(UUID(int=22), "MW-BAN02", "recall", frozenset({"DE"}), ("power bank",), models=("PB-100",))

    def case(says: str, title: str, *kinds: str, category: str = "", market: str = "US") -> Example:
        path = (category,) if category else ()
        listing = ListingFacts(title, category_path=path, markets=(market,))
        return Example(says, listing, kinds=kinds, bans=(ban, by_model))

    return (
        case("the product in the title", "Ionic hair dryer 2000 W", "ban"),
        case("words apart, in the plural", "Dryers for fine hair", "ban"),
        case("one word in the title, one in the category", "Ionic dryer", "ban", category="Hair care"),
        case("a model that the ban names", "Power bank PB100 slim", "ban-model", market="DE"),
        case("the product without one of the models", "Power bank slim", "ban", market="DE"),
        case("in a country that the ban does not reach", "Ionic hair dryer 2000 W", market="DE"),
        case("a model that the ban allows", "Hair dryer HD 02"),
        case("the category alone", "Ionic 2000 W", category="Hair dryers"),
        case("other goods", "Clothes dryer"),
    )
