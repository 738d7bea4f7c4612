"""Ten cases from the queue without a mouse: a reviewer opens the first and goes from decision to decision by keys."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from enforcement import services
from tests.cast import Market
from tests.enforcement.stage import complaint, heard, listing, only_case, trademark
from tests.journeys.browser import chromium, open_tab
from tests.sessions import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CASES = 10
# Reasons and out, ground and out, the last look, commit; to the next one, and take it.
KEYS_A_CASE = 8
UPHELD, REJECTED = "The goods are counterfeit", "Says what the goods fit or work with"


class Keyboard:
    """Keys pressed one by one, and counted; what is written into a field is not: nobody is spared that."""

    def __init__(self, tab: Page) -> None:
        self.tab, self.pressed = tab, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.tab.keyboard.press(key)
            self.pressed += 1

    def write(self, key: str, words: str) -> None:
        """Into the field that the key reaches, and out of it."""
        self.press(key)
        self.tab.keyboard.type(words)
        self.press("Escape")


@pytest.fixture
def waiting(open_market: Market) -> list[str]:
    """Ten cases of one, two or three listings, in which the seller has contested all or was silent."""
    with open_market.inside():
        mark = trademark(open_market)
        cases = []
        for n in range(CASES):
            many = [listing(open_market, f"A-{n}-{m}", title=f"Travel bag {n}") for m in range(1 + n % 3)]
            case = only_case(complaint(open_market, mark, many))
            if n % 2:
                heard(case)
            else:
                answers = {item.id: "genuine" for item in case.items.all()}
                services.answer(
                    actor=open_market.actor("seller"), reference=case.reference, answers=answers, statement="Genuine."
                )
            cases.append(case.reference)
    return cases


@pytest.fixture
def reviewer(open_market: Market, waiting: list[str], live_server) -> Iterator[Page]:
    """The reviewer's tab; whatever a page complains of in the console fails the test."""
    session = signed_in(Client(), open_market.people["reviewer"].membership).cookies["sessionid"].value
    complaints: list[str] = []
    with chromium() as browser:
        tab = open_tab(browser, complaints, base_url=f"{live_server.url}{open_market.url('')}")
        tab.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        yield tab
    assert complaints == []


def decide(keys: Keyboard, ground: str) -> None:
    """The reasons, a ground for all, the last look, and the commitment to it."""
    keys.write("r", "The buckle is another, the label is printed.")
    keys.write("g", ground)
    keys.press("c")
    expect(keys.tab.get_by_role("button", name="Decide").last).to_be_focused()
    keys.press("Enter")
    expect(keys.tab.get_by_text("decided. It takes effect in a minute")).to_be_visible()


def take_next(keys: Keyboard) -> None:
    """From the decided case to the next one that nobody has."""
    here = keys.tab.url
    keys.press("n")
    expect(keys.tab.get_by_role("button", name="Take next")).to_be_focused()
    keys.press("Enter")
    expect(keys.tab).not_to_have_url(here)


def test_ten_cases_are_decided_by_keyboard_alone(waiting: list[str], reviewer: Page) -> None:
    keys, seen = Keyboard(reviewer), []
    reviewer.goto("queue?state=deciding")
    keys.press("j", "o")
    for n in range(CASES):
        keys.pressed = 0
        expect(reviewer.locator("#rest")).to_be_visible()
        seen.append(reviewer.url.rsplit("/", 1)[1])
        decide(keys, (UPHELD, REJECTED)[n % 2])
        take_next(keys)
        assert keys.pressed <= KEYS_A_CASE
    assert sorted(seen) == sorted(waiting), "each of them once, and each in its place"
    expect(reviewer.get_by_text("Nothing waits for you")).to_be_visible()
    reviewer.goto("queue?state=deciding")
    expect(reviewer.get_by_text("No open case here")).to_be_visible()
