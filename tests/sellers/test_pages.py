"""The pages: what each person sees and does there, with plain HTML; strangers find nothing; queries are counted."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from sellers import services
from sellers.models import Listing
from tenancy.context import database_now
from tests.sellers.conftest import a_picture, publish, submit
from tests.sellers.test_record import give
from tests.sellers.test_restraints import lay


def upload(name="bottle.png", colour="teal"):
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG")
    out.seek(0)
    out.name = name
    return out


def body(response):
    assert response.status_code == 200, response.content
    return response.content.decode()


def test_a_seller_sees_its_own_with_their_state(market, as_, listing):
    submit(market, "L-2", title="Waiting")
    submit(market, "L-3", who="other_seller", title="Somebody else's")
    lay(market, [listing], territories=["US"])
    page = body(as_(market, "seller").get(market.url("listings")))
    assert "L-1" in page
    assert "Public in 1 of 2 countries" in page
    assert "Being checked" in page
    assert "Somebody else" not in page


def test_a_removed_listing_is_public_nowhere_since_the_restraint(market, as_, listing):
    submit(market, "L-2")
    long_ago = database_now() - timedelta(days=40)
    Listing.objects.update(state_at=long_ago - timedelta(days=40))
    lay(market, [listing], territories=["US", "DE"], now=long_ago)
    seller = as_(market, "seller")
    page = seller.get(market.url("listings"), {"state": "removed"})
    [row] = page.context["rows"]
    assert (row["listing"].number, row["where"], row["state"], row["since"]) == ("L-1", "nowhere", "Removed", long_ago)
    assert seller.get(market.url("listings"), {"state": "public"}).context["rows"] == []
    assert ">Removed<" not in body(as_(market, "lead").get(market.url("listings"), {"state": "checking"}))


def test_search_filter_and_pages(market, as_):
    listings = [submit(market, f"L-{n}", title=f"Bottle {n}") for n in range(60)]
    publish(market, *listings[:55])
    seller = as_(market, "seller_reader")
    first = seller.get(market.url("listings"), {"q": "bottle"})
    assert "60 in all" in body(first)
    assert len(first.context["rows"]) == 50
    second = seller.get(market.url("listings"), {"q": "bottle", "cursor": first.context["page"].next})
    assert len(second.context["rows"]) == 10
    assert "5 in all" in body(seller.get(market.url("listings"), {"state": "checking"}))
    assert "No listing here" in body(seller.get(market.url("listings"), {"q": "contrail"}))
    part = seller.get(market.url("listings"), headers={"HX-Request": "true"})
    assert "<html" not in body(part)


def test_the_list_costs_the_same_for_one_row_and_for_fifty(market, as_, django_assert_max_num_queries):
    seller = as_(market, "seller")
    publish(market, submit(market, "L-1", pictures=[a_picture()]))
    with CaptureQueriesContext(connection) as one:
        body(seller.get(market.url("listings")))
    publish(market, *[submit(market, f"L-{n}") for n in range(2, 52)])
    with CaptureQueriesContext(connection) as many:
        body(seller.get(market.url("listings")))
    assert len(many) <= len(one)
    assert len(one) <= 16
    with django_assert_max_num_queries(22):
        body(seller.get(market.url("listings/L-1")))
    with django_assert_max_num_queries(23):
        body(seller.get(market.url("standing")))


def test_what_lies_on_a_listing_and_why_is_for_its_seller_and_the_house(market, as_, listing):
    lay(market, [listing], "RM-7", territories=["US"])
    for who in ("seller", "reviewer"):
        page = body(as_(market, who).get(market.url("listings/L-1")))
        assert "RM-7" in page
        assert "Germany" in page
        assert "Taken out of the shop" in page
    page = body(as_(market, "brand").get(market.url("listings/L-1")))
    assert "RM-7" not in page
    assert "Record of the seller" in page


def test_strangers_find_nothing(world, as_):
    market, other = world
    with market.inside():
        submit(market, "L-1")
    for who, where in (("other_seller", market), ("brand", market), ("lead", other)):
        client = as_(where, who)
        gone, never = client.get(where.url("listings/L-1")), client.get(where.url("listings/L-999"))
        assert (gone.status_code, never.status_code) == (404, 404)
        assert gone.content.replace(b"L-1", b"") == never.content.replace(b"L-999", b"")
    assert as_(market, "other_seller").post(market.url("listings/L-1/end")).status_code == 404
    assert as_(market, "seller_reader").post(market.url("listings/L-1/end")).status_code == 403
    assert as_(market, "brand").get(market.url("standing")).status_code == 404
    reference = market.parties["seller"].reference
    assert as_(market, "other_seller").get(market.url(f"standing/{reference}")).status_code == 404
    assert as_(market, "lead").get(market.url(f"standing/{reference}")).status_code == 200


def test_the_empty_form_posts_to_the_check(market, as_):
    page = body(as_(market, "seller").get(market.url("listings/new")))
    assert f'action="{market.url()}' in page
    assert 'enctype="multipart/form-data"' in page


def test_a_change_is_saved_and_checked_again(market, as_, listing):
    seller = as_(market, "seller_sub")
    form = seller.get(market.url("listings/L-1/change")).context["form"]
    given = {name: value for name, value in form.initial.items() if value is not None}
    answer = seller.post(market.url("listings/L-1/change"), {**given, "title": "New words", "pictures": [upload()]})
    assert (answer.status_code, answer["Location"]) == (303, market.url("listings/L-1"))
    changed = Listing.objects.get(number="L-1")
    assert (changed.title, changed.state, changed.images.count()) == ("New words", "checking", 1)
    seller.post(market.url("listings/L-1/change"), {**given, "version": changed.version, "title": "Again"})
    assert Listing.objects.get(number="L-1").images.count() == 1


def test_what_was_typed_is_kept_when_something_is_wrong(market, as_, listing):
    seller = as_(market, "seller")
    typed = {"title": "Kept <b>words</b>", "markets": "US, Atlantis", "price": "12,50", "version": listing.version}
    answer = seller.post(market.url("listings/L-1/change"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Not a country: Atlantis" in page
    assert "Kept &lt;b&gt;words&lt;/b&gt;" in page
    assert "US, Atlantis" in page
    assert Listing.objects.get(number="L-1").title == listing.title


def test_nobody_overwrites_what_somebody_else_changed(market, as_, listing):
    services.revise_listing(actor=market.actor("seller_sub"), listing=Listing.objects.get(), title="Theirs")
    answer = as_(market, "seller").post(
        market.url("listings/L-1/change"), {"title": "Mine", "markets": "US", "version": listing.version}
    )
    assert answer.status_code == 422
    assert "since you opened it" in answer.content.decode()


def test_ending_a_listing(market, as_, listing):
    answer = as_(market, "seller").post(market.url("listings/L-1/end"))
    assert answer.status_code == 303
    assert Listing.objects.get(number="L-1").state == "ended"


def test_what_is_a_strike_how_many_and_when_do_they_fade(market, as_):
    given = give(market, "D-1", now=database_now() - timedelta(days=10)).given_at
    page = body(as_(market, "seller").get(market.url("standing")))
    assert "What is a strike?" in page
    assert "100 of 100" in page
    day = given + timedelta(days=180)
    assert f"wholly on {day.day} {day:%b %Y}" in page
    half = given + timedelta(days=90)
    assert f"Points from {half.day} {half:%b %Y} on" in page
    assert "Good" in body(as_(market, "other_seller").get(market.url("standing")))


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "\u202eevil", "Ω≈ç√∫", "'; DROP TABLE listing; --", "{{7*7}}"]
)
def test_strange_titles_come_back_as_typed(market, as_, typed):
    made = submit(market, "L-1", title=typed)
    assert Listing.objects.get(id=made.id).title == typed
    page = body(as_(market, "seller").get(market.url("listings/L-1")))
    assert "<script>alert" not in page
