"""Whether goods on their way to a country fall under an import ban. Pure.

A ban reaches goods as it reaches listings: every word of one of its products stands in title, brand or category, one of them at
least in title or brand; a model that it names is enough beside that, a model that it leaves alone is not touched.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from registry.goods import LiveBan
from registry.territories import EU_MEMBERS
from registry.words import fold

WORD = re.compile(r"[^\W_]+")
RECALL = "recall"


@dataclass(frozen=True, slots=True)
class Goods:
    """What is sent, in the words of its listing, and who sells it."""

    title: str
    brand: str = ""
    category: Sequence[str] = ()
    description: str = ""
    seller: UUID | None = None


def banned(goods: Goods, bans: Iterable[LiveBan], *, origin: str, destination: str) -> LiveBan | None:
    """The first of these bans that keeps the goods out of `destination`; None where none does.

    What does not cross a border is not brought in (the European Union is one territory for that); a recall reaches it too.
    """
    inside = origin == destination or (origin in EU_MEMBERS and destination in EU_MEMBERS)
    for ban in bans:
        if destination not in ban.countries or (inside and ban.kind != RECALL):
            continue
        if goods.seller not in ban.excepted and _falls_under(goods, ban):
            return ban
    return None


def _falls_under(goods: Goods, ban: LiveBan) -> bool:
    named = _words(f"{goods.title} {goods.brand}")
    said = named | _words(" ".join(goods.category))
    met = any(needed <= said and needed & named for needed in map(_words, ban.products) if needed)
    if not met:
        return False
    text = f"{goods.title} {goods.description}"
    if any(_names(text, model) for model in ban.models):
        return True
    return not ban.models and not any(_names(text, model) for model in ban.allowed)


def _words(text: str) -> frozenset[str]:
    """Folded words without the plural s."""
    return frozenset(_singular(word) for word in WORD.findall(fold(text)))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _names(text: str, model: str) -> bool:
    """Whether a text names a model, however its parts are joined, and not inside a longer word."""
    parts = WORD.findall(fold(model))
    pattern = r"(?<!\w)" + r"[\W_]*".join(map(re.escape, parts)) + r"(?!\w)"
    return bool(parts) and re.search(pattern, fold(text)) is not None
