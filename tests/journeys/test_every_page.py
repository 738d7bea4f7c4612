"""Every page of every role, in a browser: nothing for axe to find, nothing cut off, nothing said in the console."""

from collections.abc import Iterable, Iterator
from itertools import groupby

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.album import ORIGIN, Album, albums_of, worth_a_look
from tests.journeys.browser import chromium, open_tab, violations

pytestmark = pytest.mark.browser
WIDE, NARROW = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}
STAFF = ("lead", "reviewer", "appeals", "auditor", "support")
SIDES = ("brand", "brand_reader", "agent", "seller", "seller_reader", "logistics", "outside")


def closed_doors(albums: Iterable[Album]) -> list[str]:
    """What somebody is shown a link or a part of, and may not open."""
    shots = [(album.who, shot) for album in albums for shot in album.shots.values()]
    return [f"{who} {shot.path}: {shot.status}" for who, shot in shots if shot.status >= 400]


def overflow(tab: Page, width: int) -> list[str]:
    """That the page is wider than the window, if it is."""
    wide = tab.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} px wide"] if wide > width else []


def look_at(tab: Page, url: str) -> Iterator[tuple[str, list[str]]]:
    """Everything that is wrong with a page: wide in light and narrow in dark colours, and read from right to left."""
    tab.set_viewport_size(WIDE)
    tab.emulate_media(color_scheme="light")
    tab.goto(url)
    expect(tab.locator(".htmx-request")).to_have_count(0)
    yield "wide", violations(tab) + overflow(tab, WIDE["width"])
    tab.emulate_media(color_scheme="dark")
    tab.set_viewport_size(NARROW)
    yield "narrow, dark", violations(tab) + overflow(tab, NARROW["width"])
    tab.evaluate("document.documentElement.dir = 'rtl'")
    yield "narrow, right to left", overflow(tab, NARROW["width"])
    tab.set_viewport_size(WIDE)
    yield "wide, right to left", overflow(tab, WIDE["width"])


def test_every_page_opens_and_is_accessible_and_whole(db: None) -> None:
    albums = albums_of(*STAFF, *SIDES)
    assert closed_doors(albums.values()) == []
    looks = [(album.who, page.path) for album, page in worth_a_look(albums.values())]
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
    assert len(looks) > 60
