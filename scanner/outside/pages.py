"""What a page of a shop offers: title, description, brand, price, pictures, and where its other goods are.

What the page says for machines goes first, as shops keep that true for the search engines: schema.org's Product as JSON-LD
or microdata, then Open Graph; then the title, the first heading, the largest pictures. Pure: no script runs, nothing is fetched.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from scanner.outside.page_parser import Parsed, Scope, parse

MOST_PICTURES, MOST_LINKS = 6, 50
LONGEST_TITLE, LONGEST_TEXT, LONGEST_BRAND, LONGEST_URL = 500, 20_000, 200, 2_000
MOST_CENTS = 10**11
_MOST_NODES = 2_000
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w:.-]{2,30})", re.IGNORECASE)
_AMOUNT = re.compile(r"\d[\d.,' \u00a0\u202f]*")
_PRODUCT = re.compile(
    r"/(products?|p|item|items|dp|goods|artikel|produkt|producto|produit|shop)/[^/]|-p-?\d|/\d{4,}|\.html$"
)
_NO_PRODUCT = re.compile(
    r"/(cart|basket|checkout|account|login|signin|register|wishlist|policy|policies|privacy|terms|about|contact|faq|blog|"
    r"search|wp-admin|wp-login|cdn-cgi|feed|returns?|shipping|help)(/|$|\.)|\.(pdf|jpe?g|png|gif|webp|zip|css|js|xml)$",
    re.IGNORECASE,
)
_DRESSING = re.compile(r"logo|sprite|icon|pixel|spacer|payment|badge|flag|avatar|\.svg", re.IGNORECASE)
_SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "zł": "PLN", "US$": "USD"}


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says. `pictures` and `links` are whole addresses, the likeliest first; `is_product` says that it offers
    one thing by name."""

    title: str = ""
    description: str = ""
    brand: str = ""
    price_cents: int | None = None
    currency: str = ""
    language: str = ""
    pictures: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    is_product: bool = False

    @property
    def digest(self) -> str:
        """The same for two readings of a page that offer the same; what else the page carries does not count."""
        said = [self.title, self.description, self.brand, self.price_cents, self.currency, list(self.pictures)]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@dataclass
class _Offer:
    """What was gathered so far; whoever comes first is believed."""

    title: str = ""
    description: str = ""
    brand: str = ""
    price: str = ""
    currency: str = ""
    pictures: tuple[str, ...] = ()
    found: bool = False

    def take(self, **said: Any) -> None:
        """Fill what is still empty."""
        for name, value in said.items():
            if value and not getattr(self, name):
                setattr(self, name, value)


def read_page(data: bytes, url: str, *, content_type: str = "") -> PageFacts:
    """What the page with these bytes, found at `url`, says. A page that says nothing gives empty facts; nothing is raised."""
    page = parse(_decoded(data, content_type))
    offer = _Offer()
    for product in _products(page.data):
        _take_json(offer, product)
    for index, thing in enumerate(page.things):
        if thing.kind in ("product", "individualproduct"):
            _take_microdata(offer, thing, [one for one in page.things if one.said.get("@of") == str(index)])
    _take_open_graph(offer, page.meta)
    price = offer.price
    offer.take(title=page.heading or page.title, description=page.meta.get("description", "") or page.text)
    base = _joined(url, page.base) or url
    pictures = offer.pictures or tuple(_largest(page))
    return PageFacts(
        title=_line(offer.title, LONGEST_TITLE),
        description=_line(offer.description, LONGEST_TEXT),
        brand=_line(offer.brand, LONGEST_BRAND),
        price_cents=cents(price),
        currency=_currency(offer.currency, price),
        language=page.language,
        pictures=_addresses(base, pictures, MOST_PICTURES),
        links=_likely(base, url, page),
        is_product=offer.found,
    )


def cents(text: str) -> int | None:
    """A price as people write it, in hundredths: “1,299.00”, “1.299,00 €”, “12”. None if it is none."""
    found = _AMOUNT.search(text)
    if found is None:
        return None
    number = re.sub(r"[' \u00a0\u202f]", "", found.group()).rstrip(".,")
    whole, point, part = number, "", ""
    last = max(number.rfind("."), number.rfind(","))
    if last >= 0 and (len(number) - last - 1 != 3 or ("." in number and "," in number)):
        whole, point, part = number[:last], number[last], number[last + 1 :]
    digits = re.sub(r"[.,]", "", whole)
    if not digits or len(digits) > 12 or (point and not part.isdecimal()):
        return None
    value = int(digits) * 100 + int((part + "00")[:2])
    return value if value <= MOST_CENTS else None


def host_of(url: str) -> str:
    """The host of an address without a leading “www.”, for comparing; "" if there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def belongs_to(url: str, domain: str) -> bool:
    """Whether an address lies in a shop: on its domain or one below it."""
    host, own = host_of(url), domain.partition(":")[0].removeprefix("www.")
    return bool(host) and (host == own or host.endswith(f".{own}"))


def _decoded(data: bytes, content_type: str) -> str:
    """As the server says, else as the page says, else UTF-8; what does not fit is replaced."""
    said = re.search(r"charset=[\"']?([\w:.-]+)", content_type, re.IGNORECASE)
    inside = _CHARSET.search(data[:4096])
    names = [said.group(1) if said else "", inside.group(1).decode("ascii", "replace") if inside else "", "utf-8"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        names.insert(0, "utf-16")
    for name in filter(None, names):
        try:
            return data.decode(name, "replace").removeprefix("\ufeff")
        except (LookupError, ValueError):
            continue
    return data.decode("utf-8", "replace")


def _products(scripts: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    """Every Product in the page's JSON-LD, wherever it stands in it."""
    waiting: list[Any] = []
    for script in scripts:
        try:
            waiting.append(json.loads(script.strip().removeprefix("<!--").removesuffix("-->"), strict=False))
        except (ValueError, RecursionError):
            continue
    seen = 0
    while waiting and seen < _MOST_NODES:
        node, seen = waiting.pop(0), seen + 1
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            kinds = node.get("@type", ())
            kinds = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
            if any(str(kind).rpartition("/")[2] in ("Product", "ProductGroup") for kind in kinds):
                yield node
            waiting.extend(value for value in node.values() if isinstance(value, dict | list))


def _take_json(offer: _Offer, product: Mapping[str, Any]) -> None:
    offers = _first(product.get("offers"))
    price = offers if isinstance(offers, dict) else {}
    told = _first(price.get("priceSpecification"))
    spec = told if isinstance(told, dict) else {}
    offer.take(
        title=_said(product.get("name")),
        description=_said(product.get("description")),
        brand=_said(product.get("brand")),
        price=_said(price.get("price")) or _said(price.get("lowPrice")) or _said(spec.get("price")),
        currency=_said(price.get("priceCurrency")) or _said(spec.get("priceCurrency")),
        pictures=tuple(_images(product.get("image"))),
        found=bool(_said(product.get("name"))),
    )


def _take_microdata(offer: _Offer, product: Scope, parts: Iterable[Scope]) -> None:
    said = dict(product.said)
    for part in parts:
        if part.prop == "brand":
            said.setdefault("brand", part.said.get("name", ""))
        elif part.prop == "offers":
            for name in ("price", "lowPrice", "priceCurrency"):
                said.setdefault(name, part.said.get(name, ""))
    offer.take(
        title=said.get("name"), description=said.get("description"), brand=said.get("brand"),
        price=said.get("price") or said.get("lowPrice"), currency=said.get("priceCurrency"),
        pictures=tuple(filter(None, [said.get("image")])), found=bool(said.get("name")),
    )  # fmt: skip


def _take_open_graph(offer: _Offer, meta: Mapping[str, str]) -> None:
    price = meta.get("product:price:amount") or meta.get("og:price:amount", "")
    offer.take(
        title=meta.get("og:title"), description=meta.get("og:description"), price=price,
        brand=meta.get("product:brand") or meta.get("og:brand"),
        currency=meta.get("product:price:currency") or meta.get("og:price:currency"),
        pictures=tuple(filter(None, [meta.get("og:image") or meta.get("og:image:url") or meta.get("twitter:image")])),
        found=bool(price) or meta.get("og:type", "").lower() in ("product", "og:product", "product.item"),
    )  # fmt: skip


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _said(value: Any) -> str:
    """What stands in a value of JSON-LD: text, a number, or the name of the thing it is."""
    value = _first(value)
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _images(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        found = one.get("url") or one.get("contentUrl") if isinstance(one, dict) else one
        if isinstance(found, str):
            yield found


def _largest(page: Parsed) -> list[str]:
    """The pictures that may be of goods, the largest first; one whose size is not said counts as 200 × 200."""
    goods = [image for image in page.images if not _DRESSING.search(image.src)]
    return [image.src for image in sorted(goods, key=lambda image: -(image.area or 40_000))]


def _likely(base: str, url: str, page: Parsed) -> tuple[str, ...]:
    """The links that seem to lead to goods of the same shop: by their address, or as a picture stands in them."""
    here = urldefrag(url)[0]
    found: dict[str, int] = {}
    for link in page.links:
        there = _joined(base, link.href)
        if (
            not there
            or there == here
            or not belongs_to(there, host_of(url))
            or _NO_PRODUCT.search(urlsplit(there).path)
        ):
            continue
        worth = 2 * bool(_PRODUCT.search(urlsplit(there).path)) + link.has_picture
        found[there] = max(worth, found.get(there, 0))
    ranked = sorted((there for there, worth in found.items() if worth), key=lambda there: -found[there])
    return tuple(ranked[:MOST_LINKS])


def _addresses(base: str, sources: Iterable[str], most: int) -> tuple[str, ...]:
    whole = dict.fromkeys(filter(None, (_joined(base, source) for source in sources)))
    return tuple(whole)[:most]


def _joined(base: str, source: str) -> str:
    """A whole address without its fragment, or "" if it is none of the web."""
    try:
        whole = urldefrag(urljoin(base, source.strip()))[0]
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return whole if parts.scheme in ("http", "https") and parts.netloc and len(whole) <= LONGEST_URL else ""


def _line(text: str, most: int) -> str:
    """One line without markup, which some shops leave in what they say for machines."""
    return " ".join(re.sub(r"<[^<>]{0,300}>", " ", text).split())[:most]


def _currency(said: str, price: str) -> str:
    code = said.strip().upper()
    if re.fullmatch(r"[A-Z]{3}", code):
        return code
    return next((code for sign, code in _SIGNS.items() if sign in price or sign in said), "")
