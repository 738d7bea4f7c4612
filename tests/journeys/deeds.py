"""What the people of a journey do on their pages, with script or without."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from sellers.models import Listing
from tenancy.context import database_now
from tests.journeys.house import House
from tests.journeys.pictures import invoice, upload
from tests.journeys.program import Program


def confirm(tab: Page, bar: str, commit: str) -> None:
    """Open a confirm bar and commit what it shows."""
    tab.locator("summary", has_text=re.compile(rf"^\s*{re.escape(bar)}")).last.click()
    tab.locator("details[open]").get_by_role("button", name=commit).click()


def register_mark(brand: Page) -> None:
    """A word mark with a logo in two classes, for the EU."""
    brand.goto("rights/new")
    brand.get_by_role("textbox", name="The mark").fill("Zanderholt")
    brand.get_by_label("Classes", exact=True).fill("18, 25")
    brand.get_by_label("Pictures").set_input_files([upload("logo.png", seed=3)])
    brand.get_by_label("Office").first.select_option("EM")
    brand.get_by_label("Number").first.fill("018442190")
    brand.get_by_role("button", name="Register", exact=True).click()
    expect(brand.get_by_text("The marketplace is checking this right")).to_be_visible()


def verify_mark(reviewer: Page) -> None:
    """From the list of rights to the reviewer's yes."""
    reviewer.goto("rights")
    reviewer.get_by_role("link", name="Zanderholt").click()
    confirm(reviewer, "Verify", "Verify")
    expect(reviewer.get_by_text("Listings are compared with it from now on")).to_be_visible()


def publish(seller: Page, number: str, title: str, *, seed: int) -> None:
    """A listing with a picture, offered in Germany and the United States."""
    seller.goto("listings/new")
    seller.get_by_label("Title").fill(title)
    seller.get_by_label("Number").fill(number)
    seller.get_by_label("Offered in").fill("Germany, US")
    seller.get_by_label("Category").fill("Bags > Travel")
    seller.get_by_role("button", name="Pictures (optional)").set_input_files([upload("bag.png", seed=seed)])
    seller.get_by_role("button", name="Check and publish").click()
    expect(seller.get_by_role("heading", name=title)).to_be_visible()


TYPE_AND_PRESS = """() => {
    const title = document.querySelector("[name=title]");
    title.value += "s";
    title.dispatchEvent(new Event("input", { bubbles: true }));
    document.querySelector("[name=with_pictures]").click();
}"""
"""Both at once: what typing has still to ask when the button is pressed must not take its answer away."""


def compare_before_publishing(seller: Page) -> None:
    """The button compares the pictures, which typing does not send; what it found is not typed over."""
    seller.goto("listings/new")
    seller.get_by_label("Title").fill("Rucksack")
    seller.get_by_label("Offered in").fill("Germany")
    seller.get_by_role("button", name="Pictures (optional)").set_input_files([upload("bag.png", seed=3)])
    findings = seller.locator("#findings")
    expect(findings).to_contain_text("No category is given")
    for _again in range(20):  # whoever asks first after a start is told that not everything was compared yet
        seller.wait_for_timeout(1000)  # longer than typing is waited for
        seller.evaluate(TYPE_AND_PRESS)
        seller.wait_for_timeout(1500)
        if "Picture 1 shows what" in findings.inner_text():
            break
    expect(findings).to_contain_text("Picture 1 shows what")


def publish_one_that_is_held(house: House, seller: Page) -> None:
    """Three bags that nobody minds, and one under the mark and with its logo."""
    publish(seller, "A-0", "Zanderholt rucksack", seed=3)
    for n in (1, 2, 3):
        publish(seller, f"B-{n}", f"Travel bag {n}", seed=4 + n)
    house.wait_for("publication", lambda: not Listing.objects.filter(state="checking").exists())
    states = house.ask(lambda: dict(Listing.objects.values_list("number", "state")))
    assert states == {"A-0": "held", "B-1": "public", "B-2": "public", "B-3": "public"}


def complain(brand: Page, numbers: list[str]) -> None:
    """Found by a word, chosen, and complained of in one go."""
    brand.goto("search")
    brand.get_by_label("Words, or a listing").fill("travel bag")
    brand.get_by_role("button", name="Search", exact=True).first.click()
    for number in numbers:
        brand.get_by_label(f"Choose {number}").check()
    brand.locator("[data-key=c]").click()
    expect(brand.get_by_label("Right", exact=True)).to_contain_text("Zanderholt, EU")
    brand.get_by_role("button", name="Go on").click()
    brand.get_by_label("The goods are counterfeit").check()
    brand.get_by_label("Why the listings infringe").fill("We never made these bags; the buckle is another.")
    for statement in brand.get_by_role("checkbox", name=re.compile("^(I believe|What I state)")).all():
        statement.check()
    brand.get_by_label("Signature").fill("Ada Aurora")
    confirm(brand, "File the complaint", "File")
    expect(brand.get_by_text("1 case is open")).to_be_visible()


def answer(seller: Page) -> None:
    """Agreed, deleted, contested: each listing has its own answer, and the last its evidence."""
    seller.goto("to-answer")
    seller.get_by_role("row").filter(has_text="by Aurora Outdoor").get_by_role("link", name="Answer").click()
    expect(seller.get_by_text("Please answer by").first).to_be_visible()
    for number, said in (("B-1", "accept"), ("B-2", "delete"), ("B-3", "genuine")):
        seller.get_by_label(f"Your answer for {number}").select_option(said)
    seller.get_by_label("Your explanation").fill("Bought from your own outlet in Poland.")
    seller.get_by_label("Evidence").set_input_files([invoice()])
    confirm(seller, "Send the answer", "Send")
    expect(seller.get_by_text("Your answer is recorded")).to_be_visible()


def appeal(seller: Page) -> None:
    """Out of the historical records."""
    seller.goto("records")
    seller.get_by_role("link", name="View", exact=True).first.click()
    seller.get_by_label("Why is the decision wrong?").fill("The invoice is from the outlet in Gdańsk.")
    confirm(seller, "File the appeal", "File")
    expect(seller.get_by_text("Your appeal is filed")).to_be_visible()


def decide_appeal(appeals: Page) -> None:
    """The decision on the contested listing is replaced."""
    appeals.goto("appeals")
    appeals.get_by_role("link", name=re.compile("^AP-")).click()
    appeals.get_by_label("Your decision for B-3").select_option("dismissed.exhausted")
    appeals.get_by_label("Reasons").fill("The outlet has confirmed the sale.")
    confirm(appeals, "Decide the appeal", "Decide")
    expect(appeals.get_by_text("The appeal is decided")).to_be_visible()


def public_in(country: str) -> set[str]:
    """The numbers of what buyers see there. Inside a marketplace."""
    return set(Listing.objects.public_in(country, database_now()).values_list("number", flat=True))


def follow(house: House, shop: Program) -> None:
    """The shop reads what is new and confirms the newest state of each listing, until nothing is open."""

    def caught_up() -> bool:
        newest = {
            one["facts"]["listing"]: one["facts"]["state"] for one in shop.news() if one["what"] == "listing.state"
        }
        for number, n in newest.items():
            assert shop.post(f"listings/{number}/states/{n}/applied").status == 200
        return all(one.shop_applied == one.shop_state for one in Listing.objects.all())

    house.wait_for("the shop", caught_up)


def keep_proof(tab: Page, sentence: str) -> tuple[bytes, bytes, str]:
    """What a lawyer takes away of the newest such entry: its proof, its bytes, and the log's key."""
    tab.goto("log")
    key = next(word for word in tab.locator("main").inner_text().split() if "+" in word and "/log/" in word)
    tab.get_by_role("listitem").filter(has_text=sentence).first.get_by_role("link").click()
    files = []
    for name in ("Proof", "Entry"):
        with tab.expect_download() as download:
            tab.get_by_role("link", name=name, exact=True).click()
        files.append(Path(download.value.path()).read_bytes())
    return files[0], files[1], key
