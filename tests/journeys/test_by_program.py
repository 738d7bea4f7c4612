"""The same job without a person in front of a page: programs push listings, follow the feed and confirm what they show."""

from uuid import UUID

import pytest

from enforcement import services as cases
from enforcement.services import Choice
from registry import services as registry
from registry.models import Right
from sellers.models import Listing
from tests.journeys.deeds import follow, public_in
from tests.journeys.house import House
from tests.journeys.program import Program

pytestmark = pytest.mark.django_db(transaction=True)
MARK = {"kind": "trademark", "title": "Zanderholt", "office": "EM", "number": "018442190", "classes": [18, 25]}


@pytest.fixture
def programs(house: House) -> dict[str, Program]:
    """A program for each key of the cast."""
    return {name: Program(house.address("api/v1/"), key.text) for name, key in house.market.keys.items()}


def test_a_partner_pushes_listings_and_its_shop_follows(house: House, programs: dict[str, Program]) -> None:
    brand, seller, shop = programs["brand"], programs["seller"], programs["shop"]
    made = brand.post("rights", **MARK)
    assert (made.status, made.body["state"], made.body["territories"]) == (201, "submitted", ["EU"])
    again = brand.post("rights", **MARK)
    assert again.status == 422
    assert made.body["reference"] in again.body["errors"]["number"][0]
    house.ask(lambda: registry.verify_right(actor=house.market.actor("reviewer"), right=Right.objects.get()))
    assert brand.get(f"rights/{made.body['reference']}").body["state"] == "verified"

    assert shop.news() == []
    for number, title in (("T-1", "Travel bag"), ("T-2", "Zanderholt rucksack, new")):
        pushed = seller.post("listings", number=number, title=title, brand=title.split()[0], markets=["DE", "US"])
        assert pushed.status == 201, pushed.body
        assert pushed.body["outcome"] in ("public", "held", "checking")
    states = lambda: dict(Listing.objects.values_list("number", "state"))  # noqa: E731
    house.wait_for("publication", lambda: "checking" not in states().values())
    assert house.ask(states)["T-1"] == "public"

    news: list[dict] = []
    told = lambda number: [one for one in news if one["facts"]["listing"] == number]  # noqa: E731
    house.wait_for("the feed", lambda: news.extend(shop.news()) or told("T-1"))
    [first] = told("T-1")
    assert (first["what"], sorted(first["facts"]["public_in"])) == ("listing.state", ["DE", "US"])
    assert shop.get(f"changes?after={shop.place}").status == 304
    assert int(shop.get(f"changes?after={shop.place}").headers["Retry-After"]) >= 1

    n = first["facts"]["state"]
    applied = shop.post(f"listings/T-1/states/{n}/applied")
    assert (applied.status, applied.body["shop_applied"]) == (200, n)
    assert shop.post("listings/T-1/states/0/applied").body["shop_applied"] == n, "an older state changes nothing"
    assert shop.post(f"listings/T-1/states/{n + 1}/applied").status == 422, "a state that nobody was told"

    assert seller.post("listings/T-1/end").status == 200
    house.wait_for("the end", lambda: news.extend(shop.news()) or news[-1]["facts"]["public_in"] == [])
    assert [one["place"] for one in news] == sorted((one["place"] for one in news), key=_as_numbers), (
        "in the log's order"
    )
    assert house.verified().faults == []


def test_complaint_answer_and_appeal_over_the_api_alone(house: House, programs: dict[str, Program]) -> None:
    brand, seller, shop = programs["brand"], programs["seller"], programs["shop"]
    right = brand.post("rights", **MARK).body["reference"]
    house.ask(lambda: registry.verify_right(actor=house.market.actor("reviewer"), right=Right.objects.get()))
    for number in ("T-1", "T-2"):
        seller.post("listings", number=number, title=f"Travel bag {number}", markets=["DE", "US"])
    house.wait_for("publication", lambda: Listing.objects.filter(state="public").count() == 2)

    against = {
        "right": right,
        "region": "EU",
        "reason": "counterfeit",
        "listings": [{"number": n} for n in ("T-1", "T-2")],
    }
    filed = brand.post("complaints", **against, elements={"explanation": "Not ours."})
    assert (filed.status, filed.body["state"]) == (201, "incomplete")
    missing = {code: "Ada Aurora" if code == "signature" else "yes" for code in filed.body["missing"]}
    completed = brand.post(f"complaints/{filed.body['reference']}/correct", elements=missing)
    assert (completed.status, completed.body["state"]) == (200, "accepted"), completed.body
    [case] = completed.body["cases"]

    items = {one["listing"]: one for one in seller.get(f"cases/{case}").body["items"]}
    assert {"accept", "delete", "genuine"} <= set(items["T-1"]["answers"])
    said = [{"item": items["T-1"]["id"], "code": "accept"}, {"item": items["T-2"]["id"], "code": "genuine"}]
    answered = seller.post(f"cases/{case}/answers", answers=said, statement="Bought in Poland.")
    assert (answered.status, answered.body["state"]) == (200, "deciding"), answered.body

    reviewer, contested = house.market.actor("reviewer"), UUID(items["T-2"]["id"])
    choices = {contested: Choice("counterfeit.goods", reasons="The label is printed.")}
    house.ask(lambda: cases.decide(actor=reviewer, reference=case, choices=choices))
    assert seller.get(f"cases/{case}").body["items"][1]["decision"] is None, (
        "nobody outside knows before it takes effect"
    )
    house.clock.forward(minutes=2)
    house.wait_for("the effect", lambda: public_in("DE") == set())
    follow(house, shop)

    appealed = seller.post(f"cases/{case}/appeals", items=[items["T-2"]["id"]], grounds="See the invoice.")
    assert (appealed.status, appealed.body["state"]) == (201, "filed"), appealed.body
    reversal = {contested: Choice("dismissed.exhausted")}
    house.ask(
        lambda: cases.decide_appeal(
            actor=house.market.actor("appeals"),
            reference=appealed.body["reference"],
            choices=reversal,
            reasons="Genuine.",
        )
    )
    house.clock.forward(minutes=2)
    house.wait_for("the reversal", lambda: public_in("DE") == {"T-2"})
    states = {one["listing"]: one["state"] for one in brand.get(f"cases/{case}").body["items"]}
    assert states == {"T-1": "in_effect", "T-2": "reversed"}
    assert house.verified().faults == []


def test_who_may_not_is_told_why_in_one_form(house: House, programs: dict[str, Program]) -> None:
    for refused, status in (
        (programs["brand_read_only"].post("rights", **MARK), 403),
        (programs["seller"].post("listings/T-1/states/1/applied"), 403),
        (programs["rival"].get("rights/MW-0000000"), 404),
        (Program(programs["shop"].root, "mw_0000000000_nothing").get("changes"), 401),
        (programs["seller"].post("listings", number="no-digit", title="", markets=["Atlantis"]), 422),
    ):
        assert refused.status == status, refused.body
        assert refused.headers["Content-Type"].startswith("application/problem+json")
        assert refused.body["title"]


def _as_numbers(place: str) -> tuple[int, ...]:
    return tuple(int(part) for part in place.split("."))
