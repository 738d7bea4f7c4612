"""Every page of every role, in a browser: nothing for axe to find, nothing cut off, nothing said in the console."""

from collections.abc import Iterator
from itertools import groupby

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections, transaction
from django.test import Client
from playwright.sync_api import Page

from tests.cast import make_market
from tests.journeys.album import ORIGIN, Album, Photograph, photograph
from tests.journeys.browser import chromium, open_tab
from tests.journeys.scene import Scene
from tests.sessions import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WIDE, NARROW = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}
STAFF = ("lead", "reviewer", "appeals", "auditor", "support")
SIDES = ("brand", "brand_reader", "agent", "seller", "seller_reader", "logistics", "outside")
COLOURS = {"runOnly": ["color-contrast"]}
NOBODY = "nobody"


@pytest.fixture(scope="module")
def albums(django_db_setup, django_db_blocker) -> dict[str, Album]:
    """What each person sees of one marketplace, which is forgotten as soon as the photographs are taken."""
    with django_db_blocker.unblock(), transaction.atomic(), transaction.atomic(using="counters"):
        market = make_market()
        with market.inside():
            Scene(market).play()
        taken = {NOBODY: photograph(Client(), NOBODY, market.url("apply"), "/sign-in/login/", "/preferences")}
        for who in (*STAFF, *SIDES):
            client = signed_in(Client(), market.people[who].membership)
            taken[who] = photograph(client, who, market.url(), "/")
        for alias in ("default", "counters"):
            transaction.set_rollback(True, using=alias)
    connections.close_all()
    return taken


def test_no_page_leads_to_a_fault_or_a_closed_door(albums: dict[str, Album]) -> None:
    """A link that somebody is shown is one that they may follow."""
    answers = [(album.who, shot.path, shot.status) for album in albums.values() for shot in album.shots.values()]
    assert [one for one in answers if one[2] >= 400] == []


def worth_a_look(albums: list[Album]) -> Iterator[tuple[Album, Photograph]]:
    """One page of every kind of address, and each on which some element stands where it stood on none before."""
    kinds: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for album in albums:
        for page in album.pages:
            kind = page.kind.partition("?")[0]
            if kind not in kinds or not page.read.pairs <= pairs:
                kinds.add(kind)
                pairs |= page.read.pairs
                yield album, page


def violations(tab: Page, **options: object) -> list[str]:
    """What axe finds, each with the first place."""
    found = Axe().run(tab, options=options or None).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def overflow(tab: Page, width: int) -> list[str]:
    """That the page is wider than the window, if it is."""
    wide = tab.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} px wide"] if wide > width else []


def look_at(tab: Page, url: str) -> Iterator[tuple[str, list[str]]]:
    """Everything that is wrong with a page: wide and narrow, light and dark, and read from right to left."""
    tab.set_viewport_size(WIDE)
    tab.emulate_media(color_scheme="light")
    tab.goto(url)
    tab.wait_for_function("!document.querySelector('.htmx-request')")
    yield "wide", violations(tab) + overflow(tab, WIDE["width"])
    tab.emulate_media(color_scheme="dark")
    yield "dark", violations(tab, **COLOURS)
    tab.set_viewport_size(NARROW)
    yield "narrow, dark", violations(tab) + overflow(tab, NARROW["width"])
    tab.evaluate("document.documentElement.dir = 'rtl'")
    yield "narrow, right to left", overflow(tab, NARROW["width"])
    tab.set_viewport_size(WIDE)
    yield "wide, right to left", overflow(tab, WIDE["width"])


@pytest.mark.parametrize("people", [(NOBODY, *STAFF), SIDES], ids=["staff", "sides"])
def test_every_page_is_accessible_and_whole(people: tuple[str, ...], albums: dict[str, Album]) -> None:
    faults: list[str] = []
    looks = [(album, page) for album, page in worth_a_look(list(albums.values())) if album.who in people]
    with chromium() as browser:
        for who, mine in groupby(looks, key=lambda look: look[0].who):
            tab = open_tab(browser, faults)
            albums[who].serve(tab)
            for _album, page in mine:
                for where, found in look_at(tab, ORIGIN + page.path):
                    faults += [f"{who} {page.path}, {where}: {one}" for one in found]
            tab.context.close()
    assert faults == []
    assert len(looks) > 15
