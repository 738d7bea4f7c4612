"""The same job in a browser that runs no script: every page is plain HTML first."""

import pytest
from playwright.sync_api import expect

from tests.journeys import deeds
from tests.journeys.conftest import People
from tests.journeys.house import House

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_main_job_without_script(house: House, people: People) -> None:
    brand, seller, reviewer, appeals = (
        people(name, script=False) for name in ("brand", "seller", "reviewer", "appeals")
    )
    deeds.register_mark(brand)
    deeds.verify_mark(reviewer)
    deeds.publish_one_that_is_held(house, seller)
    deeds.complain(brand, ["B-1", "B-2", "B-3"])
    deeds.answer(seller)

    reviewer.goto("queue?state=deciding")
    reviewer.get_by_role("link", name="MW-").first.click()
    for attempt in ("undone", "left to take effect"):
        reviewer.get_by_label("Ground for B-3").select_option("counterfeit.goods")
        reviewer.get_by_label("Reasons").fill("The invoice is not from their outlet.")
        deeds.confirm(reviewer, "Decide", "Decide")
        expect(reviewer.get_by_text("1 listing decided")).to_be_visible()
        if attempt == "undone":
            reviewer.get_by_role("button", name="Undo").click()
            expect(reviewer.get_by_text("Undone.")).to_be_visible()

    house.clock.forward(minutes=2)
    house.wait_for("the decision's effect", lambda: deeds.public_in("DE") == set())
    deeds.appeal(seller)
    deeds.decide_appeal(appeals)
    house.clock.forward(minutes=2)
    house.wait_for("the reversal", lambda: deeds.public_in("DE") == {"B-3"})
    assert house.verified().faults == []
