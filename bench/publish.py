"""How long it takes to publish a listing that was handed in: text and pictures that were seen before, against 100,000 marks.

Measured is the whole act in one transaction, the commit included: the scan, the gate, matches and signals, the entry of the
log, the change for the shop.
"""

from __future__ import annotations

import io
import time

from accounts.models import Party
from bench import database
from bench.backscan import MARKS, fill_marks, fill_parties, real_and_coined
from bench.gallery import photos
from bench.rows import Row, shared_data
from bench.text import texts_of
from gateway.uploads import CheckedPicture, checked_picture
from registry.models import Right
from scanner import reference, services
from sellers import services as sellers
from tests.cast import Market, make_market

LISTINGS, WARM_UP = 300, 30
PICTURES, EACH = 24, 4


def run() -> list[Row]:
    """Rows of the bench `publish`."""
    texts = texts_of(shared_data())
    with database.throwaway():
        market = make_market("bench", packs=())
        with database.loading(Party, Right):
            fill_parties(market)
            fill_marks(market, real_and_coined()[:MARKS], first=0)
        with market.inside():
            reference.current()
        shown = [checked_picture(_jpeg(picture)) for picture in photos(PICTURES, seed=9)]
        times = [_published(market, number, texts[number], shown) for number in range(LISTINGS)][WARM_UP:]
    return [
        Row("publish.ms_p95", 1000 * database.percentile(times, 0.95), "ms"),
        Row("publish.ms_median", 1000 * database.percentile(times, 0.5), "ms"),
    ]


def _published(market: Market, number: int, text: str, shown: list[CheckedPicture]) -> float:
    """Seconds that the act takes."""
    words = text.split()
    with market.inside():
        listing = sellers.submit_listing(
            actor=market.actor("seller"), number=f"P-{number}", title=" ".join(words[:10]), markets=["US"],
            description=" ".join(words[10:]), category=["Clothing"],
            pictures=[shown[(number + at) % PICTURES] for at in range(EACH)],
        )  # fmt: skip
    began = time.perf_counter()
    with market.inside():
        services.publish(actor=market.actor("seller"), listing=listing, wait=True)
    return time.perf_counter() - began


def _jpeg(picture: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)  # type: ignore[attr-defined]
    return file.getvalue()
