"""What is asked of the listings: by word, picture, number or seller, narrowed by filters. Read from an address, and kept.

The same names stand in the address of the page, in the API, and in a saved search.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from gateway.http import choice, day, text, yes
from registry.registers.offices import place_code
from scanner.search.wording import MOST_WORDS
from sellers.content import CURRENCY, NUMBER
from tenancy.actor import Actor
from tenancy.errors import Invalid

SORTS = ("best", "newest", "cheapest", "dearest")
STATES = ("public", "held")
KEPT = ("", "without", "only")
"""Whether something is left out, or nothing else shown."""
LONGEST = {"q": 300, "category": 100, "brand": 200}
MOST_CENTS = 10**12

__all__ = ["MOST_WORDS", "Asked", "numbers_in"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. `picture` is the reference of a picture that the asker may see, `right` of a right of theirs under
    which sellers count as authorised. Prices are in hundredths of `currency`; `since` is when a listing was handed in.
    """

    q: str = ""
    deep: bool = False
    picture: str = ""
    numbers: tuple[str, ...] = ()
    seller: str = ""
    right: str = ""
    market: str = ""
    category: str = ""
    brand: str = ""
    currency: str = ""
    price_from: int | None = None
    price_to: int | None = None
    state: str = "public"
    authorised: str = ""
    complained: str = ""
    since: date | None = None
    sort: str = "best"

    @property
    def is_empty(self) -> bool:
        """Whether nothing says what to look for; filters alone do not."""
        return not (self.q.strip() or self.picture or self.numbers or self.seller)

    @property
    def parameters(self) -> dict[str, str]:
        """As an address or a saved search has them; numbers are too many for either."""
        found = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name != "numbers" and value != one.default:
                found[one.name] = _spoken(one.name, value)
        return found

    @property
    def narrowed(self) -> int:
        """How many filters are set."""
        return len(self.parameters.keys() - {"q", "picture", "seller", "right", "sort", "deep"})

    @property
    def narrowed_by_hand(self) -> bool:
        """Whether a filter is set that no chip above the results shows."""
        plain = self.but(**{name: "" for name in ("authorised", "complained") if getattr(self, name) == "without"})
        return plain.narrowed > 0

    def but(self, **changed: Any) -> "Asked":
        """The same with other values."""
        return replace(self, **changed)


def asked_in(params: QueryDict | Mapping[str, str], actor: Actor) -> Asked:
    """The question of an address. Raises Invalid, each fault at its name."""
    query = params if isinstance(params, QueryDict) else _as_query(params)
    wrong: dict[str, Sequence[str]] = {}
    found: dict[str, Any] = {}

    def read(name: str, reader: Any) -> None:
        try:
            found[name] = reader(query, name)
        except Invalid as refusal:
            wrong.update(refusal.fields)

    for name in ("q", "category", "brand"):
        read(name, lambda query, name: text(query, name, default="", longest=LONGEST[name]).strip())
    read("seller", lambda query, name: text(query, name, default="", longest=200).strip())
    for name in ("picture", "right"):
        read(name, lambda query, name: text(query, name, default="", longest=20).strip().upper())
    read("deep", yes)
    read("market", _market)
    read("currency", _currency)
    read("price_from", _cents)
    read("price_to", _cents)
    read(
        "state", lambda query, name: choice(query, name, STATES if actor.is_operator else STATES[:1], default="public")
    )
    read("authorised", lambda query, name: choice(query, name, KEPT, default=""))
    read("complained", lambda query, name: choice(query, name, KEPT, default=""))
    read("since", day)
    read("sort", lambda query, name: choice(query, name, SORTS, default="best"))
    if wrong:
        raise Invalid(fields=dict(wrong))  # type: ignore[arg-type]
    return Asked(**found)


def numbers_in(words: Sequence[str], *, most: int) -> tuple[list[str], int]:
    """Listing numbers out of what was pasted, each once, and how many beyond `most` were left out.

    Of a link every part of its path and each value behind its question mark may be the number; the caller keeps those
    that are.
    """
    found = list(dict.fromkeys(word for word in words if word))
    return found[:most], max(len(found) - most, 0)


def candidates_of(word: str) -> list[str]:
    """What in a pasted word may be a listing's number: the word, or the parts of a link, the last first."""
    if "://" not in word and "/" not in word:
        return [word] if NUMBER.fullmatch(word) else []
    path, _mark, rest = word.partition("://")[2].partition("#")[0].partition("?") if "://" in word else (word, "", "")
    parts = [part for part in path.split("/") if part][1 if "://" in word else 0 :]
    values = [pair.partition("=")[2] for pair in rest.split("&")]
    return [part for part in [*reversed(parts), *values] if NUMBER.fullmatch(part)]


def _as_query(params: Mapping[str, str]) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update(params)  # type: ignore[arg-type]
    return query


def _spoken(name: str, value: Any) -> str:
    if name in ("price_from", "price_to"):
        return f"{value // 100}.{value % 100:02d}".removesuffix(".00")
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, date) else str(value)


def _market(query: QueryDict, name: str) -> str:
    typed = text(query, name, default="", longest=60).strip()
    code = place_code(typed) if typed else ""
    if typed and len(code) != 2:
        raise Invalid(fields={name: [_("Not a country: %(words)s.") % {"words": typed}]})
    return code


def _currency(query: QueryDict, name: str) -> str:
    typed = text(query, name, default="", longest=10).strip().upper()
    if typed and not CURRENCY.fullmatch(typed):
        raise Invalid(fields={name: [_("A currency has three capital letters, as in USD.")]})
    return typed


def _cents(query: QueryDict, name: str) -> int | None:
    typed = text(query, name, default="", longest=20).strip().replace(",", ".")
    if not typed:
        return None
    whole, _point, part = typed.partition(".")
    if not (
        whole.isascii() and whole.isdigit() and (not part or (part.isascii() and part.isdigit() and len(part) < 3))
    ):
        raise Invalid(fields={name: [_("A price such as 18.95.")]})
    cents = int(whole) * 100 + int(part.ljust(2, "0"))
    if cents > MOST_CENTS:
        raise Invalid(fields={name: [_("A price is not negative, and below ten thousand million.")]})
    return cents
