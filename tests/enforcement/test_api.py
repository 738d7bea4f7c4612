"""The API for complaints and cases: the same deeds as on the pages, for programs; the same disclosure, too."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from enforcement import services
from enforcement.models import Case, Complaint, CourtAction
from enforcement.placing import NO_BOUND
from enforcement.services import Choice
from enforcement.words import AMISS
from registry import services as registry
from registry.details import Details
from sellers.models import Listing
from tests.enforcement.stage import complaint, copyright_, heard, let_it_take_effect, listing, only_case, trademark

SIGNED = {"explanation": "Not ours.", "good_faith": "yes", "accuracy_authority": "yes", "signature": "Ada Aurora"}
COUNTERFEIT = Choice(ground="counterfeit.goods", reasons="The label is printed, not woven.")


@pytest.fixture
def right(market):
    return trademark(market)


def post(client, url, body, **headers):
    return client.post(url, body, content_type="application/json", headers=headers)


def body_of(mark, *numbers, **change):
    listings = [{"number": number, "note": f"seen {number}"} for number in numbers]
    sent = {"right": mark.reference, "region": "EU", "reason": "counterfeit", "elements": SIGNED, "listings": listings}
    return {**sent, **change}


def ok(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.json()


def test_from_complaint_to_appeal(market, as_, right):
    brand, seller = as_(market, "key:brand"), as_(market, "key:seller")
    for n in (1, 2):
        listing(market, f"A-{n}")
    filed = ok(post(brand, market.url("api/v1/complaints"), body_of(right, "A-1", "A-2")), 201)
    assert (filed["state"], filed["missing"], filed["pack"]["code"]) == ("accepted", [], "house-trademark")
    assert filed["receipt"]
    [reference] = filed["cases"]
    assert {(row["number"], row["note"], row["case"]) for row in filed["listings"]} == {
        ("A-1", "seen A-1", reference), ("A-2", "seen A-2", reference),
    }  # fmt: skip
    here = market.url(f"api/v1/cases/{reference}")

    asked = ok(seller.get(here))
    assert (asked["side"], asked["state"]) == ("seller", "noticed")
    assert asked["complainant"]["email"] == market.parties["brand"].contact_email
    items = {item["listing"]: item for item in asked["items"]}
    assert "genuine" in items["A-1"]["answers"]
    [clock] = [clock for clock in asked["clocks"] if clock["kind"] == "answer"]
    assert clock["due_at"] == asked["due_at"]
    answers = [{"item": items["A-1"]["id"], "code": "genuine"}, {"item": items["A-2"]["id"], "code": "delete"}]
    answered = ok(post(seller, f"{here}/answers", {"answers": answers, "statement": "From Poland."}))
    assert {item["listing"]: item["answered"] for item in answered["items"]} == {"A-1": "genuine", "A-2": "delete"}
    assert Listing.objects.get(number="A-2").state == "ended"

    theirs = ok(brand.get(here))
    assert theirs["side"] == "complainant"
    assert theirs["seller"] == {"name": market.parties["seller"].name, "reference": "", "person": "", "email": "",
                                "phone": "", "address": ""}  # fmt: skip
    assert theirs["items"][0]["answers"] == []

    case = Case.objects.get()
    item = case.items.get(listing__number="A-1")
    services.decide(actor=market.actor("reviewer"), reference=reference, choices={item.id: COUNTERFEIT})
    waiting = {row["listing"]: row for row in ok(seller.get(here))["items"]}
    assert (waiting["A-1"]["state"], waiting["A-1"]["decision"]) == ("deciding", None)
    let_it_take_effect(case)
    told = {row["listing"]: row for row in ok(seller.get(here))["items"]}["A-1"]
    assert told["decision"]["reasons"] == COUNTERFEIT.reasons
    assert "decided_by" not in told["decision"]

    appeal = post(seller, f"{here}/appeals", {"items": [str(item.id)], "grounds": "Here is the invoice."})
    made = ok(appeal, 201)
    assert (made["case"], made["items"], made["side"]) == (reference, [str(item.id)], "seller")
    assert made["due_at"]
    back = {"items": [str(item.id)], "reason": "mistake"}
    assert {row["listing"]: row["state"] for row in ok(post(brand, f"{here}/withdrawals", back))["items"]}["A-1"] == (
        "withdrawn"
    )


def test_a_counter_notice_names_what_it_lacks(market, as_):
    seller = as_(market, "key:seller")
    case = only_case(complaint(market, copyright_(market), [listing(market, "A-1")]))
    let_it_take_effect(case)
    here = market.url(f"api/v1/cases/{case.reference}")
    [item] = ok(seller.get(here))["items"]
    assert item["answers"] == ["counter_notice"]
    sent = {"answers": [{"item": item["id"], "code": "counter_notice"}], "elements": {"signature": "Sam"}}
    problem = ok(post(seller, f"{here}/answers", sent), 422)
    assert {"elements.mistake", "elements.jurisdiction", "elements.service"} <= problem["errors"].keys()
    whole = {"signature": "Sam", "mistake": "yes", "jurisdiction": "district_of_address", "service": "yes"}
    ok(post(seller, f"{here}/answers", {**sent, "elements": whole}))
    assert ok(as_(market, "key:brand").get(here))["seller"]["email"] == market.parties["seller"].contact_email


COUNTERED = {"signature": "Sam", "mistake": "yes", "jurisdiction": "district_of_address", "service": "yes"}
ACTION = {"court": "N.D. California", "number": "3:26-cv-01234", "filed_on": "2026-07-01"}


def test_a_court_action_shown_in_time_keeps_the_listing_down(market, as_):
    brand, seller = as_(market, "key:brand"), as_(market, "key:seller")
    case = only_case(complaint(market, copyright_(market), [listing(market, "A-1")]))
    let_it_take_effect(case)
    here = market.url(f"api/v1/cases/{case.reference}")
    court = f"{here}/court-action"
    answers = [{"item": str(case.items.get().id), "code": "counter_notice"}]
    ok(post(seller, f"{here}/answers", {"answers": answers, "elements": COUNTERED}))
    tomorrow = (localdate() + timedelta(days=1)).isoformat()
    for change, field in [
        ({"filed_on": tomorrow}, "filed_on"),
        ({"filed_on": "soon"}, "filed_on"),
        ({"court": ""}, "court"),
    ]:
        assert field in ok(post(brand, court, {**ACTION, **change}), 422)["errors"], change
    for stranger, status in (("key:rival", 404), ("key:seller", 403), ("key:brand_read_only", 403)):
        assert post(as_(market, stranger), court, ACTION).status_code == status
    headers = {"Idempotency-Key": "once"}
    first, again = (post(brand, court, ACTION, **headers) for _n in range(2))
    assert ok(first) == ok(again)
    assert [row["state"] for row in ok(first)["items"]] == ["in_effect"]
    assert [clock["state"] for clock in ok(first)["clocks"] if clock["kind"] == "put_back"] == ["stopped"]
    action = CourtAction.objects.get()
    assert (action.court, action.filed_on.isoformat()) == (ACTION["court"], ACTION["filed_on"])


def test_incomplete_is_said_and_completed(market, as_, right):
    brand = as_(market, "key:brand")
    listing(market, "A-1")
    sent = body_of(right, "A-1", elements={"explanation": "Not ours.", "good_faith": "yes"})
    filed = ok(post(brand, market.url("api/v1/complaints"), sent), 201)
    assert (filed["state"], sorted(filed["missing"])) == ("incomplete", ["accuracy_authority", "signature"])
    here = market.url(f"api/v1/complaints/{filed['reference']}")
    rest = {"elements": {"accuracy_authority": "yes", "signature": "Ada"}}
    assert ok(post(brand, f"{here}/correct", rest))["state"] == "accepted"
    assert ok(brand.get(here))["elements"]["explanation"] == "Not ours."
    assert ok(post(brand, f"{here}/correct", rest), 409)["code"] == "stage"


def test_the_same_key_files_once_and_a_draft_waits(market, as_, right):
    brand, url = as_(market, "key:brand"), market.url("api/v1/complaints")
    listing(market, "A-1")
    headers = {"Idempotency-Key": "once"}
    first, again = (post(brand, url, body_of(right, "A-1"), **headers) for _n in range(2))
    assert ok(first, 201) == ok(again, 201)
    assert again["Idempotency-Replayed"]
    assert Complaint.objects.count() == 1
    draft = ok(post(brand, url, body_of(right, "A-1", file=False)), 201)
    assert (draft["state"], draft["filed_at"], draft["pack"]) == ("draft", None, None)
    assert [row["reference"] for row in ok(brand.get(url, {"state": "draft"}))["results"]] == [draft["reference"]]


def test_a_refusal_names_the_field_and_keeps_nothing(market, as_, right):
    brand, url = as_(market, "key:brand"), market.url("api/v1/complaints")
    listing(market, "A-1")
    for change, field in [
        ({"region": "US"}, "region"),
        ({"reason": "dragons"}, "reason"),
        ({"listings": [{"number": "A-1"}, {"number": "NOPE-1"}]}, "listings.1.number"),
        ({"listings": "A-1"}, "listings"),
        ({"elements": {"explanation": 7}}, "elements.explanation"),
    ]:
        problem = post(brand, url, body_of(right, "A-1", **change))
        assert problem["Content-Type"] == "application/problem+json"
        assert field in ok(problem, 422)["errors"], change
    assert not Complaint.objects.exists()


def test_a_right_of_somebody_else_is_like_none(market, as_, right):
    brand, url = as_(market, "key:brand"), market.url("api/v1/complaints")
    listing(market, "A-1")
    details = Details(kind="copyright", title="Dunes", territories=("US",))
    theirs = registry.register_right(actor=market.actor("rival"), details=details)
    foreign, never = (post(brand, url, body_of(right, "A-1", right=ref)) for ref in (theirs.reference, "MW-0000000"))
    assert foreign.status_code == 404
    assert foreign.content == never.content


def test_numbers_of_another_marketplace_are_named_as_unknown_all_at_once(world, market, as_, right):
    with world.other.inside():
        listing(world.other, "B-1")
    brand, url = as_(market, "key:brand"), market.url("api/v1/complaints")
    errors = ok(post(brand, url, body_of(right, "B-1", "NEVER-1")), 422)["errors"]
    assert errors["listings.0.number"] == errors["listings.1.number"] == [str(AMISS["unknown"])]


def test_cases_are_listed_filtered_and_paged_and_cost_the_same(market, as_, right):
    brand, url = as_(market, "key:brand"), market.url("api/v1/cases")
    work = copyright_(market)
    first = only_case(complaint(market, right, [listing(market, "A-1")]))
    ok(brand.get(url))
    with CaptureQueriesContext(connection) as one:
        ok(brand.get(url))
    for n in range(2, 5):
        complaint(market, right, [listing(market, f"A-{n}")])
    us = only_case(complaint(market, work, [listing(market, "U-1")]))
    with CaptureQueriesContext(connection) as many:
        page = ok(brand.get(url))
    assert len(many) == len(one) <= 12
    assert page["results"][0]["reference"] == us.reference
    assert len(page["results"]) == 5
    assert [row["reference"] for row in ok(brand.get(url, {"region": "US"}))["results"]] == [us.reference]
    assert [row["reference"] for row in ok(brand.get(url, {"listing": "A-1"}))["results"]] == [first.reference]
    assert ok(brand.get(url, {"state": "dreaming"}), 422)["errors"].keys() == {"state"}
    paged = ok(brand.get(url, {"limit": 2, "ordering": "due"}))
    assert len(paged["results"]) == 2
    assert len(ok(brand.get(paged["next"]))["results"]) == 2
    Case.objects.filter(id=us.id).update(due_at=NO_BOUND)
    assert ok(brand.get(f"{url}/{us.reference}"))["due_at"] is None


def test_who_may_what(market, as_, right):
    case = only_case(complaint(market, right, [listing(market, "A-1")]))
    item = str(case.items.get().id)
    ours, never = (market.url(f"api/v1/cases/{ref}") for ref in (case.reference, "MW-0000000"))
    deeds = {
        "": None,
        "/answers": {"answers": [{"item": item, "code": "accept"}]},
        "/withdrawals": {"items": [item], "reason": "mistake"},
        "/appeals": {"items": [item], "grounds": "No."},
    }
    rival = as_(market, "key:rival")
    for deed, body in deeds.items():
        theirs, nothing = (rival.get(url) if body is None else post(rival, url + deed, body) for url in (ours, never))
        assert (theirs.status_code, theirs.json()["detail"]) == (nothing.status_code, nothing.json()["detail"]), deed
        assert theirs.status_code in (403, 404)
    filed = market.url(f"api/v1/complaints/{case.complaint.reference}")
    assert rival.get(filed).status_code == 404
    reader = as_(market, "key:brand_read_only")
    assert ok(reader.get(ours))["reference"] == case.reference
    assert ok(post(reader, f"{ours}/withdrawals", deeds["/withdrawals"]), 403)["code"] == "read_only"
    assert post(as_(market, "key:brand"), f"{ours}/answers", deeds["/answers"]).status_code == 403
    assert as_(market, "key:seller").get(market.url("api/v1/complaints")).status_code == 403
    assert as_(market, "key:shop").get(ours).status_code == 403
    heard(case)
    services.decide(
        actor=market.actor("reviewer"), reference=case.reference, choices={case.items.get().id: COUNTERFEIT}
    )
    assert ok(as_(market, "reviewer").get(ours))["items"][0]["decision"]["ground"] == "counterfeit.goods"
