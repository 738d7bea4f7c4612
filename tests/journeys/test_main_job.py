"""The main job, as its people do it in a browser: from a registered mark to a decision reversed on appeal."""

import pytest
from playwright.sync_api import Page, expect

from audit import proof_file
from audit.note import read_vkey
from enforcement.models import Remedy
from tests.journeys import deeds
from tests.journeys.conftest import People
from tests.journeys.house import House
from tests.journeys.program import Program

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def decide_by_keyboard(reviewer: Page) -> None:
    """Reasons, a ground for all that is open, the last look, and Enter: without the mouse."""
    keys = reviewer.keyboard
    keys.press("r")
    keys.type("The invoice is not from their outlet.")
    keys.press("Escape")
    keys.press("g")
    keys.type("The goods are counterfeit")
    keys.press("Escape")
    keys.press("c")
    expect(reviewer.get_by_role("button", name="Decide").last).to_be_focused()
    keys.press("Enter")
    expect(reviewer.get_by_text("1 listing decided")).to_be_visible()


def test_the_main_job(house: House, people: People) -> None:
    brand, seller, reviewer, appeals = map(people, ("brand", "seller", "reviewer", "appeals"))
    shop = Program(house.address("api/v1/"), house.market.keys["shop"].text)
    deeds.register_mark(brand)
    deeds.verify_mark(reviewer)
    deeds.publish_one_that_is_held(house, seller)
    deeds.compare_before_publishing(seller)
    deeds.complain(brand, ["B-1", "B-2", "B-3"])
    house.wait_for("the notice", lambda: house.letters("office@seller.fair.test"))
    deeds.answer(seller)

    reviewer.goto("queue?state=deciding")
    for key in ("j", "o"):
        reviewer.keyboard.press(key)
    expect(reviewer.get_by_text("Bought from your own outlet")).to_be_visible()
    decide_by_keyboard(reviewer)
    for key in ("u", "Enter"):
        reviewer.keyboard.press(key)
    expect(reviewer.get_by_text("Undone.")).to_be_visible()
    decide_by_keyboard(reviewer)

    house.clock.forward(minutes=2)
    house.wait_for("the decision's effect", lambda: deeds.public_in("DE") == set())
    assert house.ask(lambda: deeds.public_in("US")) == {"B-1", "B-3"}, "a remedy reaches only its region"
    deeds.follow(house, shop)
    house.wait_for("the removal", lambda: set(Remedy.objects.values_list("state", flat=True)) == {"applied"})
    brand.goto("records")
    brand.get_by_role("link", name="View", exact=True).first.click()
    expect(brand.get_by_text("confirmed by the shop").first).to_be_visible()

    deeds.appeal(seller)
    deeds.decide_appeal(appeals)
    house.clock.forward(minutes=2)
    house.wait_for("the reversal", lambda: deeds.public_in("DE") == {"B-3"})
    deeds.follow(house, shop)
    seller.goto("records")
    seller.get_by_role("link", name="View", exact=True).first.click()
    expect(seller.get_by_text("put back").first).to_be_visible()

    proof, entry, key = deeds.keep_proof(seller, "The appeal was upheld")
    index, signed = proof_file.verify(proof, entry=entry, origin=key.split("+")[0], log_keys=[read_vkey(key)])
    assert index < signed.size
    report = house.verified()
    assert report.faults == []
    assert report.rows > 10
