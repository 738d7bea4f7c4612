"""What a listing says, as one frozen value: read from what was sent, checked, compared, written down."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypedDict

from django.utils.translation import gettext as _
from django_countries import countries

from gateway.text import text_fault
from registry.words import fold, search_words
from sellers import variants
from sellers.variants import Variant

NUMBER = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9._:~-]{0,59}")
CURRENCY = re.compile(r"[A-Z]{3}")
LONGEST = {"title": 500, "description": 20_000, "brand": 200, "url": 500}
MOST_CATEGORIES = 20
MOST_CENTS = variants.MOST_CENTS
MOST_SENTENCES = 10
MOST_ADDRESSES, LONGEST_ADDRESS = 12, 2000


class ContentFields(TypedDict, total=False):
    """The words a caller may give; what is missing stays as it is, or empty."""

    title: str
    description: str
    brand: str
    category: list[str]
    price_cents: int | None
    currency: str
    markets: list[str]
    origin: str
    url: str
    gtin: str
    variants: list[dict[str, Any]]
    picture_urls: list[str]


@dataclass(frozen=True, slots=True)
class Content:
    """What a seller says of a listing. `price_cents` are hundredths of `currency`; `markets` and `origin` are ISO 3166
    countries; `gtin` is that of the goods where all variants share one."""

    title: str = ""
    description: str = ""
    brand: str = ""
    category: tuple[str, ...] = ()
    price_cents: int | None = None
    currency: str = ""
    markets: tuple[str, ...] = ()
    origin: str = ""
    url: str = ""
    gtin: str = ""
    variants: tuple[Variant, ...] = ()
    picture_urls: tuple[str, ...] = ()

    def changed(self, given: Mapping[str, Any]) -> "Content":
        """With what was given in place of what stood; lists become tuples, countries stand sorted and once."""
        given = dict(given)
        if "category" in given:
            given["category"] = tuple(given["category"])
        if "markets" in given:
            given["markets"] = tuple(sorted({str(market).upper() for market in given["markets"]}))
        if "origin" in given:
            given["origin"] = str(given["origin"] or "").strip().upper()
        if "gtin" in given:
            given["gtin"] = variants.plain_gtin(str(given["gtin"] or ""))
        if "variants" in given:
            given["variants"] = variants.variants_of(given["variants"])
        if "picture_urls" in given:
            given["picture_urls"] = tuple(dict.fromkeys(given["picture_urls"]))
        return replace(self, **given)

    def columns(self) -> dict[str, Any]:
        """As the columns of a listing hold it; what follows from them is `derived`."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        several = {
            "category": list(self.category), "markets": list(self.markets), "picture_urls": list(self.picture_urls),
        }  # fmt: skip
        return {**said, **several, "variants": variants.as_columns(self.variants)}


def content_of(listing: Any) -> Content:
    """What a listing says now."""
    return Content().changed({field.name: getattr(listing, field.name) for field in fields(Content)})


def derived(content: Content) -> dict[str, str]:
    """The columns that follow from a content: the folded title, the first step of the category."""
    department = fold(content.category[0])[:100] if content.category else ""
    return {"folded": folded(content.title), "department": department}


def folded(title: str) -> str:
    """A title as lists are searched and ordered by."""
    return fold(title)[:500]


def words_of(number: str, content: Content) -> list[str]:
    """The folded words a listing is found by: its number whole and in parts, its title, its brand."""
    codes = [one for variant in content.variants for one in (variant.number, variant.gtin) if one]
    return search_words([number, content.title, content.brand, content.gtin, *codes])


def text_of(listing: Any) -> str:
    """The description and what sets the variants apart, as it is compared with rights."""
    return "\n".join(
        part for part in (listing.description, variants.said(variants.variants_of(listing.variants))) if part
    )


def faults(content: Content) -> dict[str, list[str]]:
    """What cannot be accepted, by field, in sentences. Empty where all is well."""
    found: dict[str, list[str]] = {}
    for name, longest in LONGEST.items():
        value = getattr(content, name)
        if fault := text_fault(value):
            found[name] = [fault]
        elif len(value) > longest:
            found[name] = [_("At most %(most)d characters.") % {"most": longest}]
    if not content.title.strip():
        found["title"] = [_("A listing needs a title.")]
    if content.url and not content.url.startswith(("https://", "http://")):
        found["url"] = [_("An address begins with https:// or http://.")]
    if content.origin and content.origin not in countries:
        found["origin"] = [_("No country has the code %(codes)s.") % {"codes": content.origin[:10]}]
    if fault := variants.gtin_fault(content.gtin):
        found["gtin"] = [fault]
    if wrong := address_faults(content.picture_urls):
        found["picture_urls"] = wrong[:MOST_SENTENCES]
    if wrong := variants.faults(content.variants):
        found["variants"] = wrong[:MOST_SENTENCES]
    found |= _category_faults(content.category) | _price_faults(content) | _market_faults(content.markets)
    return found


def address_faults(urls: Iterable[str]) -> list[str]:
    """What is wrong with addresses of pictures, in sentences. Whether a picture lies there is seen when it is fetched."""
    given = list(urls)
    if len(given) > MOST_ADDRESSES:
        return [_("At most %(most)d addresses of pictures.") % {"most": MOST_ADDRESSES}]
    return [
        _("No address of a picture: %(url)s. It begins with https:// or http://.") % {"url": url[:80]}
        for url in given
        if text_fault(url) or len(url) > LONGEST_ADDRESS or not url.startswith(("https://", "http://"))
    ]


def number_faults(number: str) -> list[str]:
    """What is wrong with a listing's number."""
    if NUMBER.fullmatch(number):
        return []
    return [_("1 to 60 letters and digits, also . _ : ~ -, with at least one digit.")]


def _category_faults(category: Iterable[str]) -> dict[str, list[str]]:
    steps = list(category)
    if len(steps) > MOST_CATEGORIES or any(
        not step or len(step) > LONGEST["title"] or text_fault(step) for step in steps
    ):
        return {"category": [_("At most 20 steps, from the top down, none of them empty.")]}
    return {}


def _price_faults(content: Content) -> dict[str, list[str]]:
    found = {}
    if content.price_cents is not None and not 0 <= content.price_cents <= MOST_CENTS:
        found["price_cents"] = [_("A price is not negative, and below ten thousand million.")]
    if content.currency and not CURRENCY.fullmatch(content.currency):
        found["currency"] = [_("A currency has three capital letters, as in USD.")]
    elif content.price_cents is not None and not content.currency:
        found["currency"] = [_("Say in which currency the price is.")]
    return found


def _market_faults(markets: Iterable[str]) -> dict[str, list[str]]:
    offered = list(markets)
    unknown = [market for market in offered if market not in countries]
    if unknown:
        words = {"codes": ", ".join(market[:10] for market in unknown[:5])}
        return {"markets": [_("No country has the code %(codes)s.") % words]}
    return {} if offered else {"markets": [_("Say in which countries the listing is offered.")]}
