"""Every page of every role, in a browser: nothing for axe to find, nothing cut off, nothing said in the console."""

from collections.abc import Iterator
from itertools import groupby

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.album import NOBODY, ORIGIN, Album, albums_of, worth_a_look
from tests.journeys.browser import chromium, open_tab

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WIDE, NARROW = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}
STAFF = ("lead", "reviewer", "appeals", "auditor", "support")
SIDES = ("brand", "brand_reader", "agent", "seller", "seller_reader", "logistics", "outside")
COLOURS = {"runOnly": ["color-contrast"]}


@pytest.fixture(scope="module")
def albums(django_db_setup: None, django_db_blocker: object) -> dict[str, Album]:
    """What each person sees of one marketplace."""
    with django_db_blocker.unblock():
        return albums_of(*STAFF, *SIDES)


def test_no_page_leads_to_a_fault_or_a_closed_door(albums: dict[str, Album]) -> None:
    """A link that somebody is shown is one that they may follow."""
    answers = [(album.who, shot.path, shot.status) for album in albums.values() for shot in album.shots.values()]
    assert [one for one in answers if one[2] >= 400] == []


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
    looks = [(album.who, page.path) for album, page in worth_a_look(albums.values()) if album.who in people]
    faults: list[str] = []
    with chromium() as browser:
        for who, mine in groupby(looks, key=lambda look: look[0]):
            tab = open_tab(browser, faults)
            albums[who].serve(tab)
            for _who, path in mine:
                for where, found in look_at(tab, ORIGIN + path):
                    faults += [f"{who} {path}, {where}: {one}" for one in found]
            tab.context.close()
    assert faults == []
    assert len(looks) > 15
