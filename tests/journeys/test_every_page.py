"""Every page of every role, in a browser: nothing for axe to find, nothing cut off, nothing said in the console."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections, transaction
from django.test import Client
from playwright.sync_api import Browser

from audit.models import Head
from tests.cast import make_market
from tests.journeys.album import ORIGIN, Album, photograph
from tests.journeys.browser import chromium, open_tab
from tests.journeys.scene import Scene
from tests.sessions import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WIDTHS = (1440, 390)
SCHEMES = ("light", "dark")
WHO = ("lead", "reviewer", "reviewer_us", "appeals", "auditor", "support", "brand", "brand_reader", "agent", "seller",
       "seller_sub", "seller_reader", "logistics", "scanner", "outside")  # fmt: skip
PUBLIC = ("/sign-in/login/", "/preferences")
CONTRAST = {"runOnly": ["color-contrast"]}


@pytest.fixture(scope="module")
def albums(django_db_setup, django_db_blocker) -> dict[str, Album]:
    """What each person sees of one marketplace, which is forgotten as soon as the photographs are taken."""
    with django_db_blocker.unblock(), transaction.atomic(), transaction.atomic(using="counters"):
        market = make_market()
        with market.inside():
            Scene(market).play()
            assert Head.objects.get().size > 100
        taken = {}
        for who in WHO:
            client = signed_in(Client(), market.people[who].membership)
            taken[who] = photograph(client, who, [market.url(), "/preferences", "/"], most=80)
        taken["anybody"] = photograph(Client(), "anybody", [market.url("apply"), "/sign-in/login/", "/preferences"])
        for alias in ("default", "counters"):
            transaction.set_rollback(True, using=alias)
    connections.close_all()
    return taken


def test_photos(albums):
    total = set()
    for who, album in albums.items():
        print(who, len(album.pages), sum(1 for p in album.pages if p.build not in total), [ (p.path,p.status) for p in album.pages if p.status != 200])
        total |= {p.build for p in album.pages}
        print([s.path for s in album.shots.values() if s.status >= 400])
    print(len(total))
    print(sorted({p.path for a in albums.values() for p in a.pages}))
