"""The dock in a browser whose network goes: every scan is kept, sent once, and what must not go on is said."""

import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import pytest
from django.db import connections
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Route, expect

from fulfillment import services
from fulfillment.models import Check, Flag, Hold
from fulfillment.services.codes import serial_of
from tests.cast import Market
from tests.fulfillment.goods import Goods, goods
from tests.journeys.browser import chromium, open_tab
from tests.sessions import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NETWORK = ("Failed to load resource: ", ": htmx:", "Status Error Code 5")
"""By these what is said in the console of a request that came to nothing is known."""
GONE = "no network: go on, scans are kept"
MUST_NOT = "These were scanned while the network was gone, and must not go on:"
T = TypeVar("T")


@dataclass
class Dock:
    """A place with goods, and the browser of somebody who scans there."""

    goods: Goods
    browser: Browser
    thread: ThreadPoolExecutor
    url: str
    complaints: list[str]

    def ask(self, work: Callable[[], T]) -> T:
        """What `work` answers inside the marketplace; in a thread of its own, as the browser's loop holds this one."""

        def inside() -> T:
            try:
                with self.goods.market.inside():
                    return work()
            finally:
                connections.close_all()

        return self.thread.submit(inside).result()

    def tab(self) -> Page:
        """The page of the dock, opened by somebody who has signed in."""
        tab = open_tab(self.browser, self.complaints)
        self.sign_in(tab)
        tab.goto(self.page)
        return tab

    @property
    def page(self) -> str:
        """Its address."""
        return f"{self.url}{self.goods.market.url(f'docks/{self.goods.dock.reference}')}"

    def sign_in(self, tab: Page) -> None:
        """As the one who scans."""
        scanner = self.goods.market.people["scanner"].membership
        session = self.ask(lambda: signed_in(Client(), scanner).cookies["sessionid"].value)
        tab.context.add_cookies([{"name": "sessionid", "value": session, "url": self.url}])

    def scan(self, tab: Page, *serials: str) -> None:
        """As a hand scanner does: letters and Enter, without waiting for an answer."""
        for one in serials:
            tab.keyboard.type(self.goods.label(one))
            tab.keyboard.press("Enter")

    def on_file(self) -> Counter[str]:
        """How often each serial number has been scanned."""
        return self.ask(
            lambda: Counter(serial_of(row.mark, bytes(row.sealed)) for row in Check.objects.all() if row.mark)
        )


@pytest.fixture
def dock(open_market: Market, live_server) -> Iterator[Dock]:
    """The dock; what a page complains of in the console, but of the network, fails the test."""
    with open_market.inside():
        flask = goods(open_market)
    complaints: list[str] = []
    with ThreadPoolExecutor(1) as thread, chromium() as browser:
        yield Dock(flask, browser, thread, live_server.url, complaints)
    assert [one for one in complaints if not any(words in one for words in NETWORK)] == []


def state(tab: Page) -> Locator:
    """Where the page says how it stands with the network."""
    return tab.locator("[data-dock-state]")


def wait_until(tab: Page, done: Callable[[], bool]) -> None:
    """Up to five seconds."""
    for _ in range(50):
        if done():
            return
        tab.wait_for_timeout(100)


def kept(tab: Page) -> int:
    """How many scans the browser keeps."""
    rows = tab.evaluate(
        "Object.entries(localStorage).filter(([name]) => name.endsWith(' kept')).map(([, rows]) => rows)"
    )
    return sum(len(json.loads(one)) for one in rows)


def test_scans_without_a_network_are_sent_once_and_what_must_not_go_on_is_shown(dock: Dock) -> None:
    tab = dock.tab()
    dock.scan(tab, "HF000101")
    expect(tab.get_by_text("Nothing speaks against it.")).to_be_visible()
    expect(state(tab)).to_have_text("online")

    tab.context.set_offline(True)
    expect(state(tab)).to_have_text(GONE)
    dock.scan(tab, "HF000102", "HF000103", "HF000104")
    expect(state(tab)).to_have_text(f"{GONE} · waiting to be sent: 3")

    def decided_otherwise() -> None:
        [other] = dock.goods.scan(dock.goods.label("HF000103"))
        services.hold_box(actor=dock.goods.market.actor("logistics"), scan=other.check, shelf="H1")

    dock.ask(decided_otherwise)
    tab.context.set_offline(False)
    expect(state(tab)).to_have_text("online")
    told = tab.locator("[data-dock-conflicts] li")
    expect(tab.get_by_text(MUST_NOT)).to_be_visible()
    expect(told).to_have_count(1)
    expect(told).to_contain_text("HF000103")
    expect(told).to_contain_text("This box is on hold already")
    expect(tab.locator("#lately")).to_contain_text("HF000104")
    assert dock.on_file() == {"HF000101": 1, "HF000102": 1, "HF000103": 2, "HF000104": 1}

    tab.reload()
    told.get_by_role("link").click()
    expect(tab.locator(".verdict")).to_contain_text("This box is on hold already")
    expect(told).to_have_count(0)


def test_what_is_kept_outlives_a_reload_a_closed_tab_and_a_session(dock: Dock) -> None:
    tab = dock.tab()
    tab.context.set_offline(True)
    dock.scan(tab, "HF000111")
    expect(state(tab)).to_have_text(f"{GONE} · waiting to be sent: 1")
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        tab.reload()
    context = tab.context
    tab.close()
    context.clear_cookies(name="sessionid")
    context.set_offline(False)
    tab = context.new_page()
    tab.goto(dock.page)
    expect(tab.get_by_role("heading", name="Sign in")).to_be_visible()
    assert kept(tab) == 1  # what has no answer is kept: a tab that is closing may have sent it all the same
    dock.sign_in(tab)
    tab.goto(dock.page)
    expect(tab.locator("#lately")).to_contain_text("HF000111")
    wait_until(tab, lambda: not kept(tab))
    assert (kept(tab), dock.on_file()) == (0, {"HF000111": 1})


def test_whoever_was_signed_out_meanwhile_loses_nothing(dock: Dock) -> None:
    tab = dock.tab()
    tab.context.clear_cookies(name="sessionid")
    dock.scan(tab, "HF000121")
    expect(tab.get_by_role("heading", name="Sign in")).to_be_visible()
    assert (kept(tab), dock.on_file()) == (1, {})
    dock.sign_in(tab)
    tab.goto(dock.page)
    expect(tab.locator("#lately")).to_contain_text("HF000121")

    tab.context.set_offline(True)
    dock.scan(tab, "HF000122")
    expect(state(tab)).to_contain_text("waiting to be sent: 1")
    tab.context.clear_cookies(name="sessionid")
    tab.context.set_offline(False)
    expect(state(tab)).to_have_text("you are signed out: load the page again; scans are kept · waiting to be sent: 1")
    dock.sign_in(tab)
    expect(state(tab)).to_have_text("online")
    assert dock.on_file() == {"HF000121": 1, "HF000122": 1}


def test_an_answer_that_is_lost_or_late_neither_loses_nor_doubles_a_scan(dock: Dock) -> None:
    tab = dock.tab()
    broken: list[str] = []

    def answer_lost(route: Route) -> None:
        if route.request.method == "POST" and len(broken) < 2:
            broken.append(route.request.url)
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    tab.route("**/*", answer_lost)
    dock.scan(tab, "HF000131", "HF000132", "HF000133", "HF000134")
    expect(tab.locator("#lately")).to_contain_text("HF000134")
    expect(state(tab)).to_have_text("online")
    assert len(broken) == 2
    assert dock.on_file() == {f"HF00013{n}": 1 for n in (1, 2, 3, 4)}

    tab.unroute("**/*")
    tab.route("**/*", lambda route: route.fulfill(status=502, body="away"))
    dock.scan(tab, "HF000135")
    expect(state(tab)).to_have_text(f"{GONE} · waiting to be sent: 1")
    tab.unroute("**/*")
    expect(state(tab)).to_have_text("online")
    assert dock.on_file()["HF000135"] == 1


def test_one_scan_that_is_refused_does_not_keep_back_the_others(dock: Dock) -> None:
    tab = dock.tab()
    tab.context.set_offline(True)
    dock.scan(tab, "HF000141", "HF000142", "HF000143")
    tab.evaluate(
        """() => {
            const [name, rows] = Object.entries(localStorage).find(([name]) => name.endsWith(" kept"));
            const scans = JSON.parse(rows);
            scans[1].at = "2020-01-01T00:00:00Z";
            localStorage.setItem(name, JSON.stringify(scans));
        }"""
    )
    tab.context.set_offline(False)
    told = tab.locator("[data-dock-conflicts] li")
    expect(told).to_contain_text("This was scanned more than 30 days ago.")
    expect(told).to_contain_text("HF000142")
    expect(state(tab)).to_have_text("online")
    assert dock.on_file() == {"HF000141": 1, "HF000143": 1}


def test_a_box_is_flagged_with_a_picture_by_one_key_and_not_without_a_network(dock: Dock) -> None:
    tab = dock.tab()
    dock.scan(tab, "HF000151")
    expect(tab.get_by_text("Nothing speaks against it.")).to_be_visible()
    tab.keyboard.press("f")
    expect(tab.get_by_label("What is suspicious?")).to_be_focused()
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "PNG")
    picture = {"name": "label.png", "mimeType": "image/png", "buffer": out.getvalue()}
    tab.locator("[data-dock-flag] input[type=file]").set_input_files(picture)
    tab.get_by_label("What you see").fill("The print runs.")
    tab.context.set_offline(True)
    tab.get_by_role("button", name="Flag and hold").click()
    expect(state(tab)).to_have_text("no network: this has to wait, leave it as it is")
    assert dock.ask(Flag.objects.count) == 0
    tab.context.set_offline(False)
    tab.get_by_role("button", name="Flag and hold").click()
    expect(tab.get_by_text("Flagged as FL-")).to_be_visible()

    def flagged() -> tuple[str, str, int, bool]:
        flag = Flag.objects.get()
        return flag.words, flag.state, flag.pictures.count(), Hold.objects.get().flag == flag

    assert dock.ask(flagged) == ("The print runs.", "held", 1, True)
