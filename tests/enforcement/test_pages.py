"""The pages of enforcement as each role sees them: what they need, no more, and nothing told to strangers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from enforcement import services
from enforcement.models import Case
from registry import services as registry
from sellers.models import Listing
from tests.enforcement.pages import COUNTERFEIT, NEVER, decided, page_of, text
from tests.enforcement.stage import complaint, heard, let_it_take_effect, listing, only_case, trademark
from tests.sellers.conftest import a_picture


def test_both_sides_find_what_they_have_to_know(market, as_, case):
    seller_sees = text(as_(market, "seller").get(page_of(market, case)))
    for words in (
        "Please answer by",
        "018442190",
        "Zanderholt",
        market.parties["brand"].contact_email,
        "3 working days",
    ):
        assert words in seller_sees
    assert 'id="right"' in seller_sees
    assert 'id="complainant"' in seller_sees
    assert market.url("listings/A-1") in seller_sees
    brand_sees = text(as_(market, "brand").get(page_of(market, case)))
    assert market.parties["seller"].name in brand_sees
    assert market.parties["seller"].contact_email not in brand_sees
    names = [market.user(who).name for who in ("reviewer", "lead")]
    services.assign(
        actor=market.actor("lead"), reference=case.reference, membership_id=market.people["reviewer"].membership.id
    )
    decided(market, case)
    for who in ("seller", "brand"):
        page = text(as_(market, who).get(page_of(market, case)))
        assert COUNTERFEIT.reasons in page
        main = page[page.index("<main") :]
        assert not [name for name in names if f">{name}<" in main], "who decided is the house's own matter"
    assert f">{names[0]}<" in text(as_(market, "reviewer").get(page_of(market, case)))


def test_a_party_is_noted_as_having_seen_its_letter_once(market, as_, case):
    for _again in range(2):
        text(as_(market, "seller").get(page_of(market, case)))
    text(as_(market, "reviewer").get(page_of(market, case)))
    assert Entry.objects.filter(verb="notice.seen").count() == 1


DEEDS = ["", "/assign", "/decide", "/undo", "/second", "/answer", "/withdraw", "/appeal", "/court"]


def test_strangers_cannot_tell_a_case_from_one_that_never_was(market, as_, case):
    filed = case.complaint
    for who in ("rival", "other_seller", "reviewer_us"):
        client = as_(market, who)
        for deed in DEEDS:
            paths = [market.url(f"cases/{ref}{deed}") for ref in (case.reference, NEVER)]
            for method in ("get", "post"):
                theirs, never = (getattr(client, method)(path) for path in paths)
                assert (theirs.status_code, theirs.content) == (never.status_code, never.content), (who, method, deed)
                assert set(theirs.headers) == set(never.headers)
                assert theirs.status_code in (403, 404, 405)
        theirs, never = (client.get(market.url(f"complaints/{ref}")) for ref in (filed.reference, NEVER))
        assert (theirs.status_code, theirs.content) == (never.status_code, never.content)


def test_who_may_not_is_told_why(market, as_, case):
    assert "Your role (Auditor) does not let you decide cases." in text(
        as_(market, "auditor").get(page_of(market, case))
    )
    assert "Your role (Reader) does not let you answer cases." in text(
        as_(market, "seller_reader").get(page_of(market, case))
    )
    assert "does not let you withdraw complaints" in text(as_(market, "brand_reader").get(page_of(market, case)))
    refused = [
        ("seller", "queue/mine"), ("brand", "appeals"), ("seller", "complaints"), ("reviewer", "complaints/new"),
        ("brand_reader", "complaints/new"), ("support", "queue"), ("logistics", "to-answer"),
    ]  # fmt: skip
    for who, path in refused:
        assert as_(market, who).get(market.url(path)).status_code == 403, (who, path)
    for who, deed in (("auditor", "/decide"), ("seller_reader", "/answer"), ("brand_reader", "/withdraw")):
        assert as_(market, who).post(page_of(market, case, deed)).status_code == 403


def test_the_queue_and_its_ways(market, as_, case):
    reviewer = as_(market, "reviewer")
    page = reviewer.get(market.url("queue"))
    assert case.reference in text(page)
    position = page.context["position"]
    at = reviewer.get(market.url("queue/position"), headers={"If-None-Match": position})
    assert (at.status_code, at.content) == (304, b"")
    heard(case)
    moved = reviewer.get(market.url("queue/position"), headers={"If-None-Match": position})
    assert (moved.status_code, moved["ETag"] != position) == (200, True)
    part = reviewer.get(market.url("queue"), headers={"HX-Request": "true"})
    assert "<html" not in text(part)
    assert case.reference in text(part)

    taken = reviewer.post(market.url("queue/next"))
    assert taken["Location"] == page_of(market, case)
    assert case.reference in text(reviewer.get(market.url("queue/mine")))
    nothing = as_(market, "lead").post(market.url("queue/next"), follow=True)
    assert "Nothing waits for you" in text(nothing)
    assert reviewer.post(page_of(market, case, "/assign"), {"back": "1"}).status_code == 303
    assert Case.objects.get().assigned_to_id is None
    assert reviewer.get(market.url("queue"), {"state": "dreaming"}).status_code == 422
    assert "No open case here" in text(reviewer.get(market.url("queue"), {"q": "nowhere"}))
    for path in ("queue/count", "queue/mine/count"):
        assert reviewer.get(market.url(path)).content in (b"", b"1")
    assert as_(market, "seller").get(market.url("to-answer/count")).content == b""


def test_evidence_of_another_listing_comes_as_a_part(market, as_, case):
    part = text(as_(market, "reviewer").get(page_of(market, case), {"item": "A-2"}, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "A-2" in part
    assert "listing 2 of 3" in part


def test_a_picture_of_the_right_is_shown_to_the_seller_who_is_to_answer(market, as_):
    right = trademark(market)
    specimen = registry.add_specimen(actor=market.actor("lead"), right=right, picture=a_picture("red"))
    case = only_case(complaint(market, right, [listing(market, "A-1")]))
    address = market.url(f"evidence/{specimen.evidence.reference}/picture")
    assert address in text(as_(market, "seller").get(page_of(market, case)))
    assert as_(market, "seller").get(address).status_code == 200
    assert as_(market, "other_seller").get(address).status_code == 404


def test_left_out_listings_say_why(market, as_, case):
    again = complaint(market, case.right, [Listing.objects.get(number="A-1"), listing(market, "A-9")])
    page = text(as_(market, "brand").get(market.url(f"complaints/{again.reference}")))
    assert "left out: already in a case over this right" in page
    assert "1 listing was left out" in page


def test_lists_cost_the_same_for_one_row_and_for_many(market, as_):
    right = trademark(market)
    clients = {"queue": "reviewer", "to-answer": "other_seller", "complaints": "brand", "records": "other_seller",
               "appeals": "appeals"}  # fmt: skip

    def measured():
        found = {}
        for path, who in clients.items():
            client = as_(market, who)
            client.get(market.url(path))
            with CaptureQueriesContext(connection) as context:
                assert NEVER not in text(client.get(market.url(path)))
            found[path] = len(context)
        return found

    def one_more(n):
        pictures = [a_picture()]
        shown = listing(market, f"S-{n}", seller="other_seller", pictures=pictures)
        done = listing(market, f"D-{n}", seller="other_seller", pictures=pictures)
        complaint(market, right, [shown])
        closed = decided(market, only_case(complaint(market, right, [done])))
        services.file_appeal(
            actor=market.actor("other_seller"), reference=closed.reference, items=[closed.items.get().id], grounds="No."
        )

    one_more(0)
    once = measured()
    for n in range(1, 6):
        one_more(n)
    assert measured() == once
    assert max(once.values()) <= 24, once


@pytest.mark.parametrize("who", ["reviewer", "seller", "brand"])
def test_a_case_costs_the_same_for_one_item_and_for_thirty(market, as_, who):
    right = trademark(market)
    counted = []
    for numbers in (["A-0"], [f"B-{n}" for n in range(30)]):
        case = only_case(complaint(market, right, [listing(market, number) for number in numbers]))
        answers = {item.id: "genuine" for item in case.items.all()}
        services.answer(actor=market.actor("seller"), reference=case.reference, answers=answers, statement="Bought.")
        choices = dict.fromkeys(answers, COUNTERFEIT)
        services.decide(actor=market.actor("reviewer"), reference=case.reference, choices=choices)
        let_it_take_effect(case)
        client = as_(market, who)
        client.get(page_of(market, case))
        with CaptureQueriesContext(connection) as context:
            text(client.get(page_of(market, case)))
        counted.append(len(context))
    # The second case finds the first as one that was decided before: one query more, whatever its size.
    assert counted[0] <= counted[1] <= counted[0] + 1 < 53
