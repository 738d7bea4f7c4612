"""The main job, as its people do it in a browser: from a registered mark to a decision reversed on appeal."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from audit import proof_file
from audit.note import read_vkey
from sellers.models import Listing
from tenancy.context import database_now
from tests.journeys.conftest import People
from tests.journeys.house import House
from tests.journeys.pictures import invoice, upload
from tests.journeys.program import Program

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def confirm(tab: Page, bar: str, commit: str) -> None:
    """Open a confirm bar and commit what it shows."""
    tab.locator("summary", has_text=bar).last.click()
    tab.locator("details[open]").get_by_role("button", name=commit).click()


def register_mark(brand: Page) -> None:
    brand.goto("rights/new")
    brand.get_by_role("textbox", name="The mark").fill("Zanderholt")
    brand.get_by_label("Classes").fill("18, 25")
    brand.get_by_label("Pictures").set_input_files([upload("logo.png", seed=3)])
    brand.get_by_label("Office").first.select_option("EM")
    brand.get_by_label("Number").first.fill("018442190")
    brand.get_by_role("button", name="Register", exact=True).click()
    expect(brand.get_by_text("The marketplace is checking this right")).to_be_visible()


def publish(seller: Page, number: str, title: str, *, seed: int) -> None:
    seller.goto("listings/new")
    seller.get_by_label("Title").fill(title)
    seller.get_by_label("Number").fill(number)
    seller.get_by_label("Offered in").fill("Germany, US")
    seller.get_by_label("Category").fill("Bags > Travel")
    seller.get_by_label("Pictures").set_input_files([upload("bag.png", seed=seed)])
    seller.get_by_role("button", name="Check and publish").click()
    expect(seller.get_by_role("heading", name=title)).to_be_visible()


def complain(brand: Page, numbers: list[str]) -> None:
    brand.goto("listings/find")
    brand.get_by_label("Words of the title").fill("travel bag")
    brand.get_by_role("button", name="Search").click()
    for number in numbers:
        brand.get_by_label(f"Choose {number}").check()
    brand.locator("[data-key=c]").click()
    brand.goto(brand.url.replace("q=travel+bag", ""))  # TEMP
    brand.get_by_role("button", name="Go on").click()
    brand.get_by_label("The goods are counterfeit").check()
    brand.get_by_label("Why the listings infringe").fill("We never made these bags; the buckle is another.")
    for statement in brand.get_by_role("checkbox", name=re.compile("^(I believe|What I state)")).all():
        statement.check()
    brand.get_by_label("Signature").fill("Ada Aurora")
    confirm(brand, "File the complaint", "File")
    expect(brand.get_by_text("1 case is open")).to_be_visible()


def answer(seller: Page) -> None:
    seller.goto("to-answer")
    seller.get_by_role("row").filter(has_text="by Aurora Outdoor").get_by_role("link", name="Answer").click()
    expect(seller.get_by_text("Please answer by").first).to_be_visible()
    seller.get_by_label("Your answer for B-1").select_option("accept")
    seller.get_by_label("Your answer for B-2").select_option("delete")
    seller.get_by_label("Your answer for B-3").select_option("genuine")
    seller.get_by_label("Your explanation").fill("Bought from your own outlet in Poland.")
    seller.get_by_label("Evidence").set_input_files([invoice()])
    confirm(seller, "Send the answer", "Send")
    expect(seller.get_by_text("Your answer is recorded")).to_be_visible()


def decide_by_keyboard(reviewer: Page) -> None:
    """From the queue to the commit without the mouse."""
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


def keep_proof(tab: Page, entry: str, folder: Path) -> tuple[bytes, bytes, str]:
    """Download the proof of the newest entry of that sentence, the entry, and the page of the log with its key."""
    tab.goto("log")
    key = next(word for word in tab.locator("main").inner_text().split() if "+" in word and "/log/" in word)
    tab.get_by_role("link", name=re.compile(entry)).first.click()
    files = []
    for name in ("Proof", "Entry"):
        with tab.expect_download() as download:
            tab.get_by_role("link", name=name).first.click()
        files.append(Path(download.value.path()).read_bytes())
    return files[0], files[1], key


def test_the_main_job(house: House, people: People, tmp_path: Path) -> None:
    brand, seller, reviewer, appeals = map(people, ("brand", "seller", "reviewer", "appeals"))
    register_mark(brand)
    reviewer.goto("rights")
    reviewer.get_by_role("link", name="Zanderholt").click()
    confirm(reviewer, "Verify", "Verify")
    expect(reviewer.get_by_text("Verified").first).to_be_visible()

    publish(seller, "A-0", "Zanderholt rucksack", seed=3)
    for n in (1, 2, 3):
        publish(seller, f"B-{n}", f"Travel bag {n}", seed=4 + n)
    states = lambda: dict(Listing.objects.values_list("number", "state"))  # noqa: E731
    house.wait_for("publication", lambda: set(states().values()) == {"public", "held"})
    assert house.ask(states) == {"A-0": "held", "B-1": "public", "B-2": "public", "B-3": "public"}

    complain(brand, ["B-1", "B-2", "B-3"])
    answer(seller)

    reviewer.goto("queue?state=deciding")
    for key in ("j", "o"):
        reviewer.keyboard.press(key)
    expect(reviewer.get_by_text("Bought from your own outlet")).to_be_visible()
    decide_by_keyboard(reviewer)
    reviewer.keyboard.press("u")
    reviewer.keyboard.press("Enter")
    expect(reviewer.get_by_text("Undone.")).to_be_visible()
    decide_by_keyboard(reviewer)
    case = reviewer.url
    house.clock.forward(minutes=2)
    house.wait_for("the decision's effect", lambda: not public_in("DE") & {"B-1", "B-2", "B-3"})
    assert house.ask(lambda: public_in("US")) == {"B-1", "B-3"}, "a remedy reaches only its region"

    shop = Program(house.address("api/v1/"), house.market.keys["shop"].text)
    follow(house, shop)
    reviewer.goto(case)
    expect(reviewer.get_by_text("confirmed by the shop").first).to_be_visible()

    seller.goto("records")
    seller.get_by_role("link", name="View").first.click()
    seller.get_by_label("Why is the decision wrong?").fill("The invoice is from the outlet in Gdańsk; here is its number.")
    confirm(seller, "File the appeal", "File")
    expect(seller.get_by_text("Your appeal is filed")).to_be_visible()

    appeals.goto("appeals")
    appeals.keyboard.press("j")
    appeals.keyboard.press("o")
    appeals.get_by_label("Your decision for B-3").select_option("dismissed.exhausted")
    appeals.get_by_label("Reasons").fill("The outlet has confirmed the sale.")
    confirm(appeals, "Decide the appeal", "Decide")
    house.clock.forward(minutes=2)
    house.wait_for("the reversal", lambda: public_in("DE") == {"B-3"})
    follow(house, shop)

    proof, entry, key = keep_proof(seller, "appeal", tmp_path)
    index, signed = proof_file.verify(proof, entry=entry, origin=key.split("+")[0], log_keys=[read_vkey(key)])
    assert index < signed.size
    report = house.verified()
    assert report.faults == []
    assert report.rows > 10


def public_in(country: str) -> set[str]:
    """The numbers of what buyers see there."""
    return set(Listing.objects.public_in(country, database_now()).values_list("number", flat=True))


def follow(house: House, shop: Program) -> None:
    """The shop reads what is new and confirms the newest state of each listing, until nothing is open."""

    def caught_up() -> bool:
        newest = {one["facts"]["listing"]: one["facts"]["state"] for one in shop.news() if one["what"] == "listing.state"}
        for number, n in newest.items():
            assert shop.post(f"listings/{number}/states/{n}/applied").status == 200
        return all(one.shop_applied == one.shop_state for one in Listing.objects.all())

    house.wait_for("the shop", caught_up)
