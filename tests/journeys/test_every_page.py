"""Every page of every role, in a browser: nothing for axe to find, nothing cut off, nothing said in the console.

They are looked at in a language of the tests' own, longer than most, so that no page says a word outside of it.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.album import AXE, Album, albums_of, worth_a_look
from tests.journeys.browser import chromium, open_tab, violations
from tests.journeys.own_language import own_language, typed, untranslatable

__all__ = ["own_language"]

pytestmark = pytest.mark.browser
WIDE, NARROW = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}
TWICE = {"runOnly": ["color-contrast", "link-in-text-block", "scrollable-region-focusable"]}
LOOKS = (("narrow, dark", NARROW, "dark", {}), ("wide", WIDE, "light", TWICE))
STAFF = ("lead", "reviewer", "appeals", "auditor", "support")
SIDES = ("brand", "brand_reader", "agent", "seller", "seller_reader", "logistics", "outside", "inspector")


NEW_COLOURS = """scheme => {
    const known = new Set(JSON.parse(sessionStorage.getItem(scheme) || "[]")), behind = new Map([[null, ""]]);
    const ground = element => {
        if (!behind.has(element)) {
            const { backgroundColor, backgroundImage, opacity, position, filter } = getComputedStyle(element);
            const own = [backgroundColor, backgroundImage, opacity, position, filter].join();
            behind.set(element, ground(element.parentElement) + (own === "rgba(0, 0, 0, 0),none,1,static,none" ? "" : own));
        }
        return behind.get(element);
    };
    for (const element of document.body.querySelectorAll("*")) {
        if (!element.checkVisibility()) continue;
        const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
        const look = [element.disabled, color, fontSize, fontWeight, textShadow, ground(element)].join();
        const says = element.value || [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        element.toggleAttribute("data-new-colours", Boolean(says) && !known.has(look));
        if (says) known.add(look);
    }
    sessionStorage.setItem(scheme, JSON.stringify([...known]));
    axe.configure({ rules: [{ id: "color-contrast", selector: "[data-new-colours]" }] });
}"""
"""Has axe ask once for each colour of text on each ground: that is most of its work, and has the same answer again."""


def closed_doors(albums: Iterable[Album]) -> list[str]:
    """What somebody is shown a link or a part of, and may not open."""
    shots = [(album.who, shot) for album in albums for shot in album.shots.values()]
    return [f"{who} {shot.path}: {shot.status}" for who, shot in shots if shot.status >= 400]


def fixed_words(albums: Iterable[Album]) -> dict[str, str]:
    """What is said that cannot be translated, with a page that says it."""
    shots = [
        (f"{album.who} {shot.path}", shot.text)
        for album in albums
        for shot in album.shots.values()
        if "text/html" in shot.headers.get("Content-Type", "")
    ]
    return {text: page for page, html in shots for text in untranslatable(html)}


def overflow(tab: Page, width: int) -> list[str]:
    """That the page is wider than the window, if it is."""
    wide = tab.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} px wide"] if wide > width else []


def look_at(tab: Page, url: str) -> Iterator[tuple[str, list[str]]]:
    """Everything that is wrong with a page: narrow in dark colours, wide in light ones, and read from right to left.

    Most of what axe asks has one answer at every width and in all colours; what has not is asked twice.
    """
    tab.goto(url)
    expect(tab.locator(".htmx-request")).to_have_count(0)
    tab.add_script_tag(url=AXE)
    for where, size, scheme, asked in LOOKS:
        tab.set_viewport_size(size)
        tab.emulate_media(color_scheme=scheme)
        tab.evaluate(NEW_COLOURS, scheme)
        yield where, violations(tab, **asked) + overflow(tab, size["width"])
        tab.evaluate("document.documentElement.dir = 'rtl'")
        yield f"{where}, right to left", overflow(tab, size["width"])
        tab.evaluate("document.documentElement.dir = 'ltr'")


def test_every_page_opens_and_is_accessible_and_whole_and_can_be_translated(db: None, own_language: None) -> None:
    albums = albums_of(*STAFF, *SIDES, say=typed)
    assert closed_doors(albums.values()) == []
    assert fixed_words(albums.values()) == {}
    looks = [(album.who, page.path) for album, page in worth_a_look(albums.values())]
    faults: list[str] = []
    with chromium() as browser:
        for who, mine in groupby(looks, key=lambda look: look[0]):
            with albums[who].served() as origin:
                tab = open_tab(browser, faults)
                for _who, path in mine:
                    for where, found in look_at(tab, origin + path):
                        faults += [f"{who} {path}, {where}: {one}" for one in found]
                tab.context.close()
    assert faults == []
    assert len(looks) > 60


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p>«Filed by» ⟦Ada⟧, «on 3 «May»»</p>", []),
        ("<p>«Appeal of <b>⟦Ada</b>⟧ here»</p><code>Entry</code>", []),
        ("<p>«Filed» yesterday</p>", ["yesterday"]),
        ("<img alt='A bag'><img alt='⟦A bag⟧'>", ["A bag"]),
        ("<p>MW-7Q4K2, DE</p><script>let word</script>", []),
    ],
)
def test_what_stands_outside_all_brackets_is_found(page, found):
    assert untranslatable(page) == found
