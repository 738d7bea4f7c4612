"""How long a search over a million listings takes once they are mapped: by words, by picture, by a thousand numbers.

From the service's call to its answer, the database's last word included, in a marketplace of a million listings with a picture
each; the middle of several questions. Titles are words of real listings where they are beside the checkout, else made up.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from accounts.models import Party
from bench.database import fill, loading, marketplaces, row_id, throwaway
from bench.rows import Row, shared_data
from evidence.models import Evidence
from scanner.matchers.facts import PictureFacts
from scanner.models import PictureHash, Scan
from scanner.search import catalogue, finding, ranking
from scanner.search.asking import Asked
from sellers.models import Listing, ListingImage
from tenancy.actor import Actor
from tenancy.context import database_now, tenant
from tenancy.models import Marketplace

LISTINGS = 1_000_000
SELLERS = 2_000
HIDDEN = {1_000: "Z a n d e r h o l t weekender", 500_000: "Z4nderho1t tote", 999_999: "zander-holt bag, new"}
RARE = ("zanderholt", "samsung galaxy case", "kestrel audio", "lego", "halden flask", "dyson", "casio watch")
COMMON = ("shirt", "black", "case")
ROUNDS = 5


def run() -> list[Row]:
    """Rows of the bench `search`. Raises AssertionError if a hidden listing is not found."""
    random.seed(7)
    with throwaway():
        [market] = marketplaces(1)
        _fill(market)
        with tenant(market.id):
            return _measured(Actor.system(market.id))


def _measured(actor: Actor) -> list[Row]:
    began = time.perf_counter()
    known = catalogue.current()
    built = time.perf_counter() - began
    print(f"built in {built:.0f} s: {len(known.base):,} listings", file=sys.stderr)
    catalogue._shelf = type(catalogue._shelf)(catalogue.BUDGET_BYTES)
    began = time.perf_counter()
    catalogue.current()
    mapped = time.perf_counter() - began
    found = _find(actor, Asked(q="zanderholt"))
    assert {one.number for one in found} == {f"N-{number}" for number in HIDDEN}
    picture = PictureFacts("bench", *_views(known))
    numbers = tuple(f"N-{random.randrange(LISTINGS)}" for _ in range(1_000))
    return [
        Row("search.word_ms_1m", _middle(lambda q: _find(actor, Asked(q=q)), RARE), "ms"),
        Row("search.common_word_ms_1m", _middle(lambda q: _find(actor, Asked(q=q)), COMMON), "ms"),
        Row("search.picture_ms_1m", _by_picture(actor, picture), "ms"),
        Row("search.number_ms_1m", _middle(lambda _n: _find(actor, Asked(numbers=numbers)), range(3)), "ms"),
        Row("search.mapped_ms_1m", mapped * 1000, "ms"),
        Row("search.built_seconds_1m", built, "s"),
    ]


def _find(actor: Actor, asked: Asked) -> tuple[finding.Found, ...]:
    ranking._remembered.clear()
    return finding.find(actor, asked, now=database_now(), wait=True).found


def _middle(ask: Callable[..., object], questions: object) -> float:
    times = []
    for _ in range(ROUNDS):
        for question in questions:  # type: ignore[attr-defined]
            began = time.perf_counter()
            ask(question)
            times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _views(known: catalogue.Catalogue) -> tuple[tuple[int, ...], tuple[bytes, ...]]:
    """A question of sixteen views, the first of which is a picture of a listing."""
    arrays = known.base.pictures.arrays()
    first = int.from_bytes(arrays["pictures.short"][LISTINGS // 2].tobytes(), "big")
    views = (first, *(random.getrandbits(64) for _ in range(15)))
    details = (arrays["pictures.long"][LISTINGS // 2].tobytes(), *(random.randbytes(32) for _ in range(15)))
    return views, details


def _by_picture(actor: Actor, picture: PictureFacts) -> float:
    """Without the reading of the question, which costs some milliseconds once."""
    finding.picture_facts = lambda _actor, _reference: picture  # type: ignore[assignment]
    assert _find(actor, Asked(picture="EV-BENCH"))
    return _middle(lambda _n: _find(actor, Asked(picture="EV-BENCH")), range(3))


def _titles() -> list[str]:
    data = shared_data()
    file = data / "listings" / "listings.jsonl" if data else Path("none")
    if not file.is_file():
        letters = "etaoinshrdlucmfwypvbgkjqxz"
        words = ["".join(random.choices(letters, k=random.randint(2, 9))) for _ in range(20_000)]
    else:
        words = [word for line in file.read_text().splitlines() for word in str(json.loads(line)["title"]).split()]
    return [" ".join(random.choices(words, k=10))[:480] for _ in range(50_000)]


def _fill(market: Marketplace) -> None:
    """Sellers, listings that are public, a picture of each with made-up hashes, and one scan."""
    titles = "(ARRAY[" + ",".join("'" + title.replace("'", "''") + "'" for title in _titles()) + "])"
    rows, tenant_id = f"generate_series(0, {LISTINGS - 1}) n", f"'{market.id}'::uuid"
    listing, piece = row_id("listing", "n"), row_id("piece", "n")
    noise = "decode(md5('a' || n) || md5('b' || n), 'hex')"
    hidden = " ".join(f"WHEN {number} THEN '{title}'" for number, title in HIDDEN.items())
    with loading(Party, Listing, Evidence, ListingImage, PictureHash, Scan):
        fill(
            Party, f"generate_series(0, {SELLERS - 1}) n", id=row_id("party", "n"), tenant_id=tenant_id,
            reference="'S-' || n", kind="'seller'", name="'Seller ' || n", name_key="'seller ' || n",
            country="'DE'", state="'active'",
        )  # fmt: skip
        fill(
            Listing, f"(SELECT n, t.titles FROM {rows}, (SELECT {titles} AS titles) t) x", id=listing,
            tenant_id=tenant_id, number="'N-' || n", seller_id=row_id("party", f"n % {SELLERS}"),
            title=f"CASE n {hidden} ELSE titles[1 + n % 50000] || ' ' || n END", folded="'t'", markets="'[\"DE\"]'::jsonb",
            state="'public'", revision="1",
        )  # fmt: skip
        fill(Evidence, rows, id=piece, tenant_id=tenant_id, reference="'EV-' || n", kind="'listing_picture'",
             media_type="'image/jpeg'", size="1", sha256="lpad(to_hex(n), 64, '0')", address="'a' || n",
             made_at="now()")  # fmt: skip
        fill(ListingImage, rows, id=row_id("image", "n"), tenant_id=tenant_id, listing_id=listing, evidence_id=piece)
        fill(
            PictureHash, rows, id=row_id("hash", "n"), tenant_id=tenant_id, sha256="lpad(to_hex(n), 64, '0')",
            algorithm=f"'{catalogue.ALGORITHM}'", views=f"substring({noise} FOR 8)",
            details=noise, dhash=f"substring({noise} FOR 8)",
        )  # fmt: skip
