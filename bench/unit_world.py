"""Where serialised goods live: sites on three continents, products, batches, and which serials were issued and when.

Coined brands; GTINs of GS1's prefix 952, which is kept for demonstrations. Distances are great circles in kilometres.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from math import asin, cos, radians, sin, sqrt

START = datetime(2026, 1, 5, tzinfo=UTC)
DAYS = 140  # that are watched; lives that go on after them are cut off
END = START + timedelta(days=DAYS)

Code = tuple[str, str]  # GTIN-14 and serial

# region: city, latitude, longitude, and what stands there: F factory, D distribution, C fulfilment centre, s shops (one each)
_CITIES = {
    "asia": "Shenzhen 22.54 114.06 FDCs, Shanghai 31.23 121.47 FDCss, Osaka 34.69 135.50 DCs, Hanoi 21.03 105.85 Fs,"
    " Bangkok 13.76 100.50 Cs, Singapore 1.35 103.82 DCss, Seoul 37.57 126.98 Css, Tokyo 35.68 139.69 Css, Taipei 25.03 121.57 s,"
    " Manila 14.60 120.98 s, Chengdu 30.57 104.07 Fs, Jakarta -6.21 106.85 s, Delhi 28.61 77.21 Cs, Mumbai 19.08 72.88 s",
    "europe": "Rotterdam 51.92 4.48 DCs, Leipzig 51.34 12.37 DCs, Porto 41.15 -8.61 Fs, Madrid 40.42 -3.70 Css,"
    " Milan 45.46 9.19 FCs, Lyon 45.76 4.84 DCs, Paris 48.86 2.35 ss, Warsaw 52.23 21.01 Cs, London 51.51 -0.13 Css,"
    " Stockholm 59.33 18.07 s, Vienna 48.21 16.37 s, Athens 37.98 23.73 s, Dublin 53.35 -6.26 s, Berlin 52.52 13.40 ss,"
    " Hamburg 53.55 9.99 s",
    "america": "Cincinnati 39.10 -84.51 DCs, Monterrey 25.69 -100.32 FDs, Atlanta 33.75 -84.39 DCs, Dallas 32.78 -96.80 Cs,"
    " Reno 39.53 -119.81 Cs, Chicago 41.88 -87.63 Css, Toronto 43.65 -79.38 Cs, Denver 39.74 -104.99 s, Seattle 47.61 -122.33 s,"
    " Miami 25.76 -80.19 s, Boston 42.36 -71.06 Fs, Montreal 45.50 -73.57 s, Phoenix 33.45 -112.07 s, Houston 29.76 -95.37 s,"
    " Portland 45.52 -122.68 s",
}
AIR_HUBS = {"asia": "dc-shenzhen", "europe": "dc-leipzig", "america": "dc-cincinnati"}  # read goods at any hour
_KINDS = {"F": "factory", "D": "dc", "C": "fc", "s": "shop"}
_PARTIES = {"dc": "Overland Freight", "fc": "Halden Fulfilment", "city": "consumers"}

BRANDS = "Nordlys Amberley Calvetti Tsukimori Ferrowick Larkhaven"
_GOODS = "serum, headset, wallet, trainer"
_PREFIX = {brand: brand[:3].upper() for brand in BRANDS.split()}
UNLIKE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # of codes issued here: no characters that are taken for one another
_LISTED = "0123456789abcdef"  # of lists that brands import
ENROLLED_LATE = (
    5,
    14,
    21,
)  # products with stock that was made before their enrolment, and carries serials nobody registered
MADE_BEFORE_START = 60  # days before START from which such stock dates
OLDER_EACH = 25  # one batch in so many is such stock in any case, whatever is drawn
SPARE = 1.15  # serials issued for each unit that is made


@dataclass(frozen=True, slots=True)
class Site:
    """A place where codes are read; `kind` is factory, dc, fc, shop or city, the last standing for the consumers of a city."""

    code: str
    name: str
    kind: str
    region: str
    lat: float
    lon: float
    party: str

    @property
    def zone(self) -> timedelta:
        """Of its wall clock against UTC, by the sun."""
        return timedelta(hours=round(self.lon / 15))


@cache
def km(a: Site, b: Site) -> float:
    """The great circle between two sites."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a product's serials are made: `kind` is range (prefix and counter), random (issued here) or imported (a list)."""

    kind: str
    prefix: str
    alphabet: str
    length: int  # of the counter in a range, of the whole serial otherwise


@dataclass(frozen=True, slots=True)
class Product:
    gtin: str
    name: str
    brand: str
    scheme: Scheme
    enrolled_on: date  # units made before carry serials that nobody registered: of them nothing can be known


@dataclass(frozen=True, slots=True)
class Batch:
    gtin: str
    lot: str
    made_on: date
    quantity: int
    factory: str
    registered: bool  # whether its serials were issued or registered; not so before the product's enrolment


@dataclass(frozen=True, slots=True)
class Issue:
    """Serials issued or registered at one moment for one lot: a range from `first` to `last`, or those listed."""

    gtin: str
    lot: str
    issued_at: datetime
    prefix: str = ""
    width: int = 0
    first: int = 0
    last: int = -1
    listed: tuple[str, ...] = ()

    def serials(self) -> tuple[str, ...]:
        """All of them, in the order of issue."""
        if self.listed:
            return self.listed
        return tuple(f"{self.prefix}{number:0{self.width}d}" for number in range(self.first, self.last + 1))


@dataclass(frozen=True)
class World:
    """All that is known besides the scans."""

    sites: dict[str, Site]
    products: dict[str, Product]
    batches: tuple[Batch, ...]
    issues: tuple[Issue, ...]

    @cached_property
    def _moments(self) -> dict[Code, datetime]:
        return {(issue.gtin, serial): issue.issued_at for issue in self.issues for serial in issue.serials()}

    def issued_at(self, gtin: str, serial: str) -> datetime | None:
        """When the serial was issued or registered; None where it never was."""
        return self._moments.get((gtin, serial))

    @cached_property
    def with_older_stock(self) -> frozenset[str]:
        """GTINs of products some of whose batches were made before enrolment: an unknown serial of them may be genuine."""
        return frozenset(batch.gtin for batch in self.batches if not batch.registered)


def sites() -> dict[str, Site]:
    """All sites by code, such as `dc-leipzig` or `shop-paris-2`; every city is one too, for what its consumers check."""
    found = {}
    for region, text in _CITIES.items():
        for one in text.split(", "):
            city, lat, lon, stands = one.split()
            shops = 0
            for letter in stands:
                kind = _KINDS[letter]
                shops += letter == "s"
                code = f"{kind}-{city.lower()}" + (f"-{shops}" if shops > 1 else "")
                party = _PARTIES.get(kind, f"{city} {'Works' if kind == 'factory' else f'Store {shops}'}")
                # a factory or warehouse stands at the edge of its city
                aside = 0.12 if kind in ("factory", "dc", "fc") else 0.02 * shops
                found[code] = Site(code, f"{city} {kind}", kind, region, float(lat) + aside, float(lon), party)
            code = f"city-{city.lower()}"
            found[code] = Site(code, city, "city", region, float(lat), float(lon), _PARTIES["city"])
    return found


def with_check_digit(digits: str) -> str:
    """13 digits and the check digit of GS1 (weights 3 and 1 from the right)."""
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits)))
    return f"{digits}{-total % 10}"


def products(rng: random.Random) -> dict[str, Product]:
    """24 products of six brands by GTIN; schemes in turn, so that each third of the products has serials of one kind."""
    found = {}
    goods = [(brand, thing) for brand in BRANDS.split() for thing in _GOODS.split(", ")]
    for number, (brand, thing) in enumerate(goods):
        gtin = with_check_digit(f"0952{number // 4 + 11:05d}{number + 1:04d}")
        scheme = (
            Scheme("range", f"{_PREFIX[brand]}-" if number % 2 else f"{thing[0].upper()}{number}-", "0123456789", 6),
            Scheme("random", "", UNLIKE, rng.randint(7, 22)),
            Scheme("imported", "", _LISTED, rng.choice((10, 12, 16))),
        )[number % 3]
        enrolled = START.date() + timedelta(days=rng.randint(20, 60) if number in ENROLLED_LATE else -400)
        found[gtin] = Product(gtin, f"{brand} {thing}", brand, scheme, enrolled)
    return found


@dataclass
class Making:
    """Makes batches one after another, with the issue of their serials."""

    rng: random.Random
    sites: dict[str, Site]
    products: dict[str, Product]
    batches: list[Batch] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    _next: dict[str, int] = field(default_factory=lambda: defaultdict(lambda: 1))
    _taken: set[Code] = field(default_factory=set)

    def world(self) -> World:
        return World(self.sites, self.products, tuple(self.batches), tuple(self.issues))

    def batch(self) -> tuple[Batch, tuple[str, ...]]:
        """One more, with the serials its units carry; of those issued some stay unused."""
        rng, every = self.rng, list(self.products.values())
        older = len(self.batches) % OLDER_EACH == 1
        product = every[rng.choice(ENROLLED_LATE)] if older else rng.choice(every)
        factories = [site.code for site in self.sites.values() if site.kind == "factory"]
        late = product.enrolled_on > START.date()
        made = START.date() + timedelta(days=rng.randint(-MADE_BEFORE_START if late else 0, 0 if older else DAYS - 4))
        lot = f"{product.brand[0]}{made:%y%j}{len(self.batches):03d}"
        registered = made >= product.enrolled_on
        batch = Batch(product.gtin, lot, made, rng.randint(150, 600), rng.choice(factories), registered)
        self.batches.append(batch)
        if not registered:  # lot and counter, as the factory stamped them for itself
            return batch, tuple(f"{lot}.{number:04d}" for number in range(1, batch.quantity + 1))
        issue = self._issue(product, batch)
        self.issues.append(issue)
        serials = issue.serials()
        if product.scheme.kind == "range":  # a range is used from its beginning
            return batch, serials[: batch.quantity]
        return batch, tuple(rng.sample(serials, batch.quantity))

    def _issue(self, product: Product, batch: Batch) -> Issue:
        made = datetime(batch.made_on.year, batch.made_on.month, batch.made_on.day, tzinfo=UTC)
        # a short lead leaves some that are applied within two days of issue, where a slow clock shows a time before it
        issued_at = made - timedelta(days=self.rng.choice((0.3, 2, 5, 9, 20, 40)), minutes=self.rng.randint(0, 300))
        count, scheme = int(batch.quantity * SPARE), product.scheme
        if scheme.kind == "range":
            first = self._next[product.gtin]
            self._next[product.gtin] = first + count
            last = first + count - 1
            return Issue(product.gtin, batch.lot, issued_at, scheme.prefix, scheme.length, first, last)
        listed: list[str] = []
        while len(listed) < count:
            serial = "".join(self.rng.choices(scheme.alphabet, k=scheme.length))
            if (product.gtin, serial) not in self._taken:
                self._taken.add((product.gtin, serial))
                listed.append(serial)
        return Issue(product.gtin, batch.lot, issued_at, listed=tuple(listed))
