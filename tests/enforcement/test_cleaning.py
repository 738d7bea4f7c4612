"""After agreeing to a complaint a seller ends what else looks alike, and corrects a listing from the case."""

import re

from audit.queries import timeline
from enforcement import queries
from enforcement.cleaning import suggestions
from enforcement.packs import of_case
from sellers.models import Listing
from tenancy.context import database_now
from tests.enforcement.pages import items_of, page_of, text
from tests.enforcement.stage import complaint, listing, only_case, trademark


def test_what_looks_alike_is_suggested_to_the_seller_alone_and_ended_in_one_go(market, as_):
    right = trademark(market)
    sold = listing(market, "A-1", title="Red leather travel bag, large")
    twin = listing(market, "A-2", title="Red leather travel bag, small")
    other = listing(market, "A-3", title="Blue enamel mug with a lid")
    foreign = listing(market, "B-1", seller="other_seller", title="Red leather travel bag, large")
    case = only_case(complaint(market, right, [sold]))
    seller = as_(market, "seller")
    assert "look alike" not in text(seller.get(page_of(market, case))), "nothing is suggested before the seller agreed"
    text(seller.post(page_of(market, case, "/answer"), {"all": "delete"}, follow=True))
    loaded = queries.case(case.reference, market.actor("seller"))
    found = suggestions(loaded, of_case(loaded, database_now()))
    assert [(one.listing.number, one.why) for one in found] == [("A-2", ["title"])]
    assert str(twin.id) in text(seller.get(page_of(market, case)))
    for who in ("brand", "reviewer"):
        assert str(twin.id) not in text(as_(market, who).get(page_of(market, case)))
    assert seller.post(page_of(market, case, "/clean-up"), {"listing": [foreign.id]}).status_code == 404
    text(seller.post(page_of(market, case, "/clean-up"), {"listing": [twin.id]}, follow=True))
    states = dict(Listing.objects.values_list("number", "state"))
    assert states == {"A-1": "ended", "A-2": "ended", "A-3": "public", "B-1": "public"}
    assert other.number == "A-3"
    said = {who: {line.verb for line in timeline(case.id, market.actor(who))} for who in ("seller", "brand")}
    assert "case.cleaned_up" in said["seller"]
    assert "case.cleaned_up" not in said["brand"]


def test_a_listing_is_changed_from_the_case_and_the_answer_is_prepared(market, as_, case):
    seller, item = as_(market, "seller"), items_of(case)["A-1"]
    page = text(seller.get(page_of(market, case)))
    there = re.search(r'href="([^"]*A-1/change\?next=[^"]*)"', page)
    assert there, "the case leads to the listing"
    form = text(seller.get(there[1].replace("&amp;", "&")))
    back = re.search(r'name="next" value="([^"]*)"', form)[1].replace("&amp;", "&")
    sent = {
        "title": "Travel bag without a name",
        "category": "Bags",
        "markets": "DE, US",
        "version": item.listing.version,
    }
    done = seller.post(market.url("listings/A-1/change"), {**sent, "next": back})
    assert (done.status_code, done["Location"]) == (303, back)
    prepared = text(seller.get(back))
    assert re.search(rf'name="answer_{item.id}">.*?value="correct" selected', prepared, re.S)
