"""A shop outside, on loopback: its pages, its pictures, and how it fails."""

import json
from contextlib import contextmanager, nullcontext
from functools import partial

from gateway.fetching import Network
from scanner.models import Shop
from scanner.outside import sweeps
from scanner.services import outside
from scanner.services.outside_looking import ADDRESSES, carry_out
from tenancy.context import database_now
from tests.gateway.canary import Host, says
from tests.scanner.stage import png

NETWORK = Network(turn=lambda host, seconds: nullcontext())


def product(name="Zanderholt weekender", *, price="39.90", picture="/1.png", more=""):
    """A page that offers one thing."""
    said = {
        "@type": "Product", "name": name, "image": [picture], "brand": {"@type": "Brand", "name": ""},
        "offers": {"@type": "Offer", "price": price, "priceCurrency": "EUR"},
    }  # fmt: skip
    data = json.dumps(said)
    return f"<html lang=de><script type='application/ld+json'>{data}</script><h1>{name}</h1>{more}".encode()


class ShopHost(Host):
    """`pages` by path; what is not there is 404. Pictures are drawn from the number in their name."""

    def __init__(self, pages):
        self.pages, self.asked, self.down = pages, [], ""
        super().__init__(self._say)

    def _say(self, connection, request):
        path = request.split()[1].decode()
        self.asked.append(path)
        if self.down:
            answer = says(b"", status=self.down)
        elif path.endswith(".png"):
            answer = says(png(int(path.strip("/").removesuffix(".png"))), kind="image/png")
        elif path.endswith(".svg"):
            answer = says(
                b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", kind="image/svg+xml"
            )
        elif path in self.pages:
            answer = says(self.pages[path])
        else:
            answer = says(b"", status="404 Not Found")
        answer(connection, request)


START = b"<title>Bags4U</title><a href='/p/1'>one</a><a href='/p/2'>two</a><a href='/cart'>cart</a>"
PAGES = {"/": START, "/p/1": product(), "/p/2": product("Plain bag", picture="/2.png")}


@contextmanager
def shop_host(settings, pages=None):
    host = ShopHost(dict(PAGES if pages is None else pages))
    settings.FETCH_ALLOWED = [host.place]
    try:
        yield host
    finally:
        host.close()


def watched(market, host, *, who="brand", **more):
    """That shop, watched for the brand."""
    return outside.add_shop(actor=market.actor(who), url=host.url(), name="Bags4U", **more)


def look_round(market, *, rounds=4):
    """What the schedule does within a minute; inside the test's one transaction."""
    for _ in range(rounds):
        sweeps.shops_outside(database_now())
        ADDRESSES.work_off(market.id, partial(carry_out, market.id, network=NETWORK))


def due(shop):
    """Its time has come again."""
    Shop.objects.filter(id=shop.id).update(next_look_at=database_now())
