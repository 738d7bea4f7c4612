"""Twenty cases of four kinds decided from the queue in a browser, by keyboard alone: key presses and seconds for each.

A person's pace is put in: so many milliseconds for a key that was looked for, so many for a letter typed. What is left of the
seconds is what the product makes one wait. Nobody's thinking is measured.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import mean, median

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench import database
from bench.rows import Row
from enforcement import services
from enforcement.models import Case
from registry.models import Right
from tests.cast import Market, make_market
from tests.enforcement.stage import complaint, heard, listing, only_case, trademark
from tests.sessions import signed_in

CASES = 20
A_KEY_MS, A_LETTER_MS = 280, 120
"""The pace of somebody who does it for the first days: a key that is looked for, a letter of a word."""
PATIENCE_MS = 20_000
GOAL, SECONDS = "goal for a person", 90.0
UPHELD, REJECTED = "The goods are counterfeit", "Says what the goods fit or work with"
WHY = "The buckle is another, the label is printed."


class Keyboard:
    """Keys pressed one by one at a person's pace, and counted; letters of words are counted apart."""

    def __init__(self, tab: Page) -> None:
        self.tab, self.pressed, self.typed = tab, 0, 0

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.tab.keyboard.press(key)
            self.tab.wait_for_timeout(A_KEY_MS)
            self.pressed += 1

    def write(self, words: str) -> None:
        """Type words where the focus is, and leave the field."""
        self.tab.keyboard.type(words, delay=A_LETTER_MS)
        self.typed += len(words)
        self.press("Escape")

    @property
    def paced(self) -> float:
        """The seconds that the pace alone takes."""
        return (self.pressed * A_KEY_MS + self.typed * A_LETTER_MS) / 1000


def run() -> list[Row]:
    """Rows of the bench `console`."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        raise SystemExit("There is no Chromium on this machine.")
    with database.throwaway():
        market = make_market("console", packs=())
        with market.inside():
            seeded = {case.reference: kind for case, kind in _seed(market)}
        # Signed in before the browser's loop runs, in which Django's database is not to be asked.
        session = signed_in(Client(), market.people["reviewer"].membership).cookies["sessionid"].value
        with _server() as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            tab = _tab(browser, session, address, market.url(""))
            measured = _work(tab, seeded)
            browser.close()
    return _rows(measured)


def _seed(market: Market) -> Iterator[tuple[Case, str]]:
    """Twenty cases that wait for a reviewer, five of each kind."""
    mark = trademark(market)
    for number in range(CASES):
        kind = tuple(KINDS)[number % len(KINDS)]
        many = {"one listing, no answer": 1, "three listings, contested": 3}.get(kind, 2)
        yield _case(market, mark, number, many, answered=number % 2 == 1), kind


def _case(market: Market, mark: Right, number: int, many: int, *, answered: bool) -> Case:
    listings = [listing(market, f"C-{number}-{n}", title=f"Zanderholt travel bag {number}") for n in range(many)]
    case = only_case(complaint(market, mark, listings))
    if answered:
        answers = {item.id: "genuine" for item in case.items.all()}
        services.answer(actor=market.actor("seller"), reference=case.reference, answers=answers, statement="Genuine.")
    else:
        heard(case)
    return case


@contextmanager
def _server() -> Iterator[str]:
    """A web server in a thread of its own, over the same database."""
    thread = LiveServerThread("localhost", StaticFilesHandler, connections_override={})
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield f"http://localhost:{thread.port}"
    finally:
        thread.terminate()
        connections.close_all()


def _tab(browser: Browser, session: str, address: str, inside: str) -> Page:
    """The reviewer's tab."""
    context = browser.new_context(base_url=f"{address}{inside}", viewport={"width": 1440, "height": 1000})
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    return tab


def _for_all(keys: Keyboard, ground: str) -> None:
    """The reasons, one ground for all, the last look, and the commitment to it."""
    keys.press("r")
    keys.write(WHY)
    keys.press("g")
    keys.write(ground)
    _commit(keys)


def _commit(keys: Keyboard) -> None:
    keys.press("c", "Enter")
    expect(keys.tab.get_by_text("decided. It takes effect in a minute")).to_be_visible()


def _each_its_own(keys: Keyboard) -> None:
    """A ground for the first listing, another for the second."""
    keys.press("r")
    keys.write(WHY)
    for ground in (UPHELD, REJECTED):
        keys.press("j", "x")
        keys.write(ground)
    _commit(keys)


def _undone(keys: Keyboard) -> None:
    """Decided, undone within the minute, decided the other way."""
    _for_all(keys, UPHELD)
    keys.press("u", "Enter")
    expect(keys.tab.get_by_text("Undone.")).to_be_visible()
    _for_all(keys, REJECTED)


KINDS: dict[str, Callable[[Keyboard], None]] = {
    "one listing, no answer": lambda keys: _for_all(keys, UPHELD),
    "three listings, contested": lambda keys: _for_all(keys, REJECTED),
    "two listings, each its own ground": _each_its_own,
    "decided, undone, decided anew": _undone,
}

Measured = dict[str, list[tuple[int, int, float, float]]]


def _work(tab: Page, seeded: dict[str, str]) -> Measured:
    """From the first case to the last: by kind, key presses, letters, seconds, and of them those of waiting."""
    found: Measured = defaultdict(list)
    keys = Keyboard(tab)
    tab.goto("queue?state=deciding")
    keys.press("j", "o")
    for number in range(CASES):
        keys = Keyboard(tab)
        expect(tab.locator("#rest")).to_be_visible()
        kind, here, began = seeded[tab.url.rsplit("/", 1)[1]], tab.url, time.perf_counter()
        KINDS[kind](keys)
        keys.press("n", "Enter")
        expect(tab).not_to_have_url(here)
        seconds = time.perf_counter() - began
        found[kind].append((keys.pressed, keys.typed, seconds, seconds - keys.paced))
        print(f"{number + 1}. {kind}: {keys.pressed} keys, {seconds:.1f} s", file=sys.stderr, flush=True)
        if number == CASES - 1:
            expect(tab.get_by_text("Nothing waits for you")).to_be_visible()
    return found


def _rows(measured: Measured) -> list[Row]:
    rows = []
    for number, (kind, found) in enumerate(measured.items(), 1):
        print(f"kind {number}: {kind}, {len(found)} cases", file=sys.stderr, flush=True)
        presses, letters, seconds, waiting = (median(column) for column in zip(*found, strict=True))
        rows += [
            Row(f"console.kind_{number}_presses", presses, "keys"),
            Row(f"console.kind_{number}_letters", letters, "letters"),
            Row(f"console.kind_{number}_seconds", seconds, "s", GOAL, SECONDS, seconds / SECONDS),
            Row(f"console.kind_{number}_waiting_seconds", waiting, "s"),
        ]
    every = [one for found in measured.values() for one in found]
    seconds = mean(one[2] for one in every)
    return [
        *rows,
        Row("console.presses_per_case", mean(one[0] for one in every), "keys"),
        Row("console.seconds_per_case", seconds, "s", GOAL, SECONDS, seconds / SECONDS),
    ]
