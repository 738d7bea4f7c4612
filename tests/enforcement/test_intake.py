"""A complaint is begun: listings come as links, numbers or a file, nothing that was typed is lost, and what stands in the way
is said at once."""

import csv
import io
from datetime import date
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import services as accounts
from audit.models import Entry
from enforcement import services
from enforcement.models import Complaint, ComplaintWriting
from enforcement.named import in_file, pasted, resolve
from registry import services as registry
from registry.details import Details
from registry.models import PowerOfAttorney, Right
from sellers.models import Listing
from tests.enforcement.pages import invoice, text
from tests.enforcement.stage import STATEMENTS, complaint, listing, trademark


def draft_of(market, right, listings, region="EU", **more):
    return services.save_draft(
        actor=market.actor("brand"), right=right, region=region, listings=[one.id for one in listings], **more
    )


def test_a_file_is_read_with_and_without_a_heading():
    rows = [["https://shop.test/p/A-1", "A-1", "bought, one"], ["", "A-2", ""], ["https://shop.test/p/A-3", "", "'=x"]]

    def read(*lines, delimiter=","):
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter).writerows(lines)
        return [(one.line, one.candidates[0], one.note) for one in in_file(out.getvalue().encode("utf-8-sig"))]

    said = [("A-1", "bought, one"), ("A-2", ""), ("A-3", "=x")]
    assert read(*rows) == [(at, *one) for at, one in enumerate(said, 1)]
    assert read(["Link", "Number", "Comment"], [], *rows, delimiter=";") == [
        (at, *one) for at, one in enumerate(said, 3)
    ]
    assert read(["A-1", "why"], ["A-2", ""]) == [(1, "A-1", "why"), (2, "A-2", "")]


def test_every_line_that_is_no_listing_here_is_told_with_what_to_do(market, django_assert_num_queries):
    listing(market, "A-1")
    listing(market, "A-2")
    Listing.objects.filter(number="A-2").update(url="https://www.shop.co.uk/p/A-2")
    listing(market, "A-3")
    Listing.objects.filter(number="A-3").update(state="ended")
    typed = "A-1, https://other.test/p/A-2\nhttps://shop.de/p/A-2?x=1\n\nA-3\nA-1; NOPE-1 https://shop.test/what"
    with django_assert_num_queries(1):
        named = resolve(market.actor("brand"), pasted(typed))
    assert len(named.notes) == 2
    assert [(one.line, one.text, one.code, one.first) for one in named.amiss] == [
        (1, "https://other.test/p/A-2", "elsewhere", 0),
        (4, "A-3", "gone", 0),
        (5, "A-1", "doubled", 1),
        (5, "NOPE-1", "unknown", 0),
        (5, "https://shop.test/what", "no_number", 0),
    ]
    assert [one.code for one in named.to_mend] == ["elsewhere", "gone", "unknown", "no_number"]


def test_what_is_listed_is_kept_and_the_rest_is_mended_line_by_line(market, as_):
    right = trademark(market)
    for n in (1, 2, 3, 4):
        listing(market, f"A-{n}")
    brand = as_(market, "brand")
    sent = SimpleUploadedFile("list.csv", b"number,note\nA-2,seen twice\nA-22,torn label\n")
    given = {"right": f"{right.reference}:EU", "listings": "A-1\nNOPE-7\nA-1", "file": sent, "once": str(uuid4())}
    made = brand.post(market.url("complaints/new"), given)
    assert made.status_code == 303
    again = brand.post(market.url("complaints/new"), {**given, "file": ""})
    assert (again["Location"], Complaint.objects.count()) == (made["Location"], 1), "a double click begins one"
    page = brand.get(made["Location"])
    assert "Named twice, taken in once: line 3 (as line 1)." in text(page)
    assert [(one.line, one.text, one.note) for one, _why, _field in page.context["mending"]] == [
        (2, "NOPE-7", ""), (3, "A-22", "torn label"),
    ]  # fmt: skip
    sent = {
        "keep": ["A-1", "A-2"],
        "note_A-2": "seen twice",
        "mend_0": "",
        "mend_1": "A-3",
        "more": "A-4, NOPE-8",
        "add": "1",
    }
    assert brand.post(made["Location"], sent).status_code == 303
    page = brand.get(made["Location"])
    assert {line.row.listing.number: line.row.note for line in page.context["lines"]} == {
        "A-1": "", "A-2": "seen twice", "A-3": "torn label", "A-4": "",
    }  # fmt: skip
    assert [one.text for one, _why, _field in page.context["mending"]] == ["NOPE-8"]


def test_a_program_keeps_the_rest_when_it_says_so(market, client):
    right = trademark(market)
    listing(market, "A-1")
    sent = {
        "right": right.reference, "region": "EU", "reason": "counterfeit", "elements": {"explanation": "x", **STATEMENTS},
        "listings": [{"number": "https://shop.test/A-1"}, {"number": "NOPE-1"}],
    }  # fmt: skip
    address, headers = market.url("api/v1/complaints"), market.keys["brand"].headers
    refused = client.post(address, sent, content_type="application/json", headers=headers)
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["listings.1.number"])
    answer = client.post(address, {**sent, "partly": True}, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["state"]) == (201, "accepted")
    assert [(one["line"], one["problem"]) for one in answer.json()["not_taken"]] == [(2, "unknown")]


def test_what_is_typed_is_kept_with_every_change_and_said_once(market, as_):
    draft = draft_of(market, trademark(market), [listing(market, "A-1"), listing(market, "A-2")])
    brand, here, before = as_(market, "brand"), market.url(f"complaints/{draft.reference}"), Entry.objects.count()
    typed = {
        "number": "1",
        "reason": "counterfeit",
        "element_explanation": "Half a",
        "keep": ["A-2"],
        "note_A-2": "torn",
    }
    for words in ("Half", "Half a", "Half a sent"):
        kept = text(brand.post(f"{here}/keep", {**typed, "element_explanation": words, "more": "A-9"}))
        assert "Kept at" in kept
    assert Entry.objects.count() == before, "what is only thought is no entry"
    page = text(brand.get(here))
    assert "Half a sent" in page
    assert 'value="torn"' in page
    assert "A-9" in page
    assert "Go on writing" in text(brand.get(market.url("complaints")))
    late = text(as_(market, "brand_member").post(f"{here}/keep", {**typed, "element_explanation": "Mine"}))
    assert "A colleague is writing" in late
    assert as_(market, "brand_member").post(here, {**typed, "save": "1"}).status_code == 409
    assert brand.post(here, {**typed, "save": "1"}).status_code == 303
    assert (Entry.objects.count(), ComplaintWriting.objects.count()) == (before + 1, 0)
    assert "Somebody saved this complaint" in text(brand.post(f"{here}/keep", typed))
    signed = {f"element_{code}": words for code, words in STATEMENTS.items()}
    for _press in (1, 2):
        assert brand.post(here, {**typed, **signed, "number": "2", "file": "1"}).status_code == 303
    assert Complaint.objects.get().cases.count() == 1, "the second press of a double click files nothing"


def test_another_reason_asks_what_its_own_regime_asks(market, as_):
    for pack in ("cn-ecl", "cn-network"):
        accounts.choose_pack(actor=market.actor("lead"), pack_code=pack)
    right = registry.register_right(
        actor=market.actor("brand"), details=Details(kind="copyright", title="Lights", territories=("CN",))
    )
    registry.verify_right(actor=market.actor("lead"), right=right)
    draft = draft_of(market, right, [listing(market, "A-1", markets=["CN"])], region="CN")
    brand, here = as_(market, "brand"), market.url(f"complaints/{draft.reference}")
    page = brand.get(here)
    assert {"pirated_goods", "picture_copied"} <= {
        code for code, _t in page.context["forms"].about.fields["reason"].choices
    }
    assert 'name="asked" value="cn-ecl"' in text(page)
    sent = {"number": "1", "asked": "cn-ecl", "keep": ["A-1"], "element_explanation": "Copied"}
    same = text(brand.post(f"{here}/keep", {**sent, "reason": "pirated_goods"}))
    assert "hx-swap-oob" not in same, "nothing else is asked, so nothing moves under the hands"
    other = text(brand.post(f"{here}/keep", {**sent, "reason": "picture_copied"}))
    assert all(words in other for words in ('name="asked" value="cn-network"', 'name="element_signature"', "Copied"))
    assert brand.post(here, {**sent, "reason": "picture_copied", "add": "1"}).status_code == 303, "without script"
    assert 'name="asked" value="cn-network"' in text(brand.get(here))
    back = text(brand.post(f"{here}/keep", {**sent, "asked": "cn-network", "number": "2", "reason": "pirated_goods"}))
    assert 'name="asked" value="cn-ecl"' in back
    signed = {"element_guarantee": "yes", "element_signature": "Ada", "number": "2", "file": "1"}
    assert brand.post(here, {**sent, **signed, "reason": "pirated_goods"}).status_code == 303
    assert Complaint.objects.get().pack_code == "cn-ecl"


def test_what_stands_in_the_way_is_said_while_writing(market, as_):
    right = trademark(market)
    shoe, other, third, bag = (listing(market, number) for number in ("A-1", "A-2", "A-3", "A-4"))
    Listing.objects.filter(id=third.id).update(title="Whisky glass set", category=["Drinks", "Whisky"])
    case = complaint(market, right, [shoe]).cases.get()
    first = draft_of(market, right, [other])
    draft = draft_of(market, right, [shoe, other, third, bag])
    brand, here = as_(market, "brand"), market.url(f"complaints/{draft.reference}")
    page = brand.get(here)
    said = {line.row.listing.number: (line.stands_in, line.classes) for line in page.context["lines"]}
    assert {number: stands for number, (stands, _classes) in said.items() if stands} == {"A-1": case, "A-2": first}
    assert [number for number, (_stands, classes) in said.items() if classes] == ["A-3"]
    assert "33" in said["A-3"][1]
    for words in (market.url(f"cases/{case.reference}"), market.url(f"complaints/{first.reference}"), "A-3"):
        assert words in text(page)
    sent = {"number": "1", "keep": ["A-2", "A-3", "A-4"], "leave_out": "elsewhere"}
    assert brand.post(here, sent).status_code == 303
    assert sorted(draft.listings.values_list("listing__number", flat=True)) == ["A-3", "A-4"]
    Right.objects.filter(id=right.id).update(expires_on=date(2020, 1, 1))
    lapsed = text(brand.get(here))
    assert "This right enforces nothing now" in lapsed
    assert 'name="file"' not in lapsed.replace('type="file"', "").replace('name="file" accept', "")


def test_after_a_complaint_is_taken_back_the_next_step_is_one_press_away(market, as_):
    right = trademark(market)
    filed = complaint(market, right, [listing(market, "A-1"), listing(market, "B-1", seller="other_seller")])
    brand, here = as_(market, "brand"), market.url(f"complaints/{filed.reference}")
    items = {item.listing.number: item for case in filed.cases.all() for item in case.items.select_related("listing")}
    seller = market.parties["seller"]
    done = brand.post(f"{here}/withdraw", {"item": items["A-1"].id, "reason": "authorised"})
    page = text(brand.get(done["Location"]))
    assert f"<bdi>{seller.name}</bdi>, last day" in page
    assert "Authorise in EU" in page
    sent = {"seller": seller.reference, "territories": "EU", "ends_on": "", "next": done["Location"]}
    put = brand.post(market.url(f"rights/{right.reference}/sellers/new"), sent)
    assert put["Location"] == done["Location"]
    assert 'id="offer"' not in text(brand.get(done["Location"])), "the registry knows it now"
    case = items["B-1"].case
    done = brand.post(
        market.url(f"cases/{case.reference}/withdraw"), {"item": items["B-1"].id, "reason": "wrong_listing"}
    )
    assert "Which listing did you mean?" in text(brand.get(done["Location"]))
    listing(market, "B-2", seller="other_seller")
    meant = {"right": right.reference, "listing": "https://shop.test/B-2"}
    step = brand.get(market.url("complaints/new"), meant)
    assert (step.context["chosen"].listings, step.context["form"].initial["right"]) == (1, f"{right.reference}:EU")


def test_an_agent_files_under_a_power_of_attorney_alone(market, as_):
    right, one = trademark(market), listing(market, "A-1")
    held = complaint(market, right, [listing(market, "A-2")], who="agent")
    power = PowerOfAttorney.objects.get()
    assert held.power == power
    agent, brand = as_(market, "agent"), as_(market, "brand")
    assert brand.post(market.url(f"powers-of-attorney/{power.id}/revoke")).status_code == 303
    draft = services.save_draft(
        actor=market.actor("agent"), right=right, region="EU", reason="counterfeit", listings=[one.id],
        elements={"explanation": "Not ours.", **STATEMENTS},
    )  # fmt: skip
    here = market.url(f"complaints/{draft.reference}")
    assert agent.get(here).status_code == 404, "whose last power was taken back sees nothing of the rights holder"
    sent = {"party": market.parties["agent"].reference, "document": invoice(), "kinds": ["patent"]}
    assert brand.post(market.url("powers-of-attorney"), sent).status_code == 303
    assert "No power of attorney of Aurora Outdoor" in text(agent.get(here)), "this one is for patents"
    typed = {"number": "1", "reason": "counterfeit", "element_explanation": "Mended words.", "keep": "A-1", "file": "1"}
    signed = {f"element_{code}": words for code, words in STATEMENTS.items()}
    refused = text(agent.post(here, {**typed, **signed}), 422)
    assert "No power of attorney of Aurora Outdoor" in refused
    assert "Mended words." in refused
    sent = {"party": market.parties["brand"].reference, "document": invoice(), "kinds": ["trademark"], "next": here}
    assert agent.post(market.url("powers-of-attorney"), sent)["Location"] == here
    assert agent.post(here, {**typed, **signed, "number": "2"}).status_code == 303
    filed = Complaint.objects.get(id=draft.id)
    assert (filed.state, filed.power.kinds) == ("accepted", ["trademark"])
    shown = "whose power of attorney is on file with the marketplace"
    case = market.url(f"cases/{filed.cases.get().reference}")
    assert shown in text(as_(market, "seller").get(case))
    assert "Read the power of attorney" in text(as_(market, "reviewer").get(case))
    seen = as_(market, "seller").post(market.url(f"evidence/{filed.power.evidence.reference}/original"), {"why": "x"})
    assert seen.status_code == 404, "the seller reads that it is on file, not the document"
    before = text(as_(market, "seller").get(market.url(f"cases/{held.cases.get().reference}")))
    assert "held when the complaint was filed; it was taken back" in before
