"""What was removed per rights holder against the reviewers' time: what counts, what does not, and who sees it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from enforcement import services as enforcement
from enforcement.models import Case
from enforcement.services import Choice
from reporting import queries
from scanner.models import Match
from tenancy.context import database_now
from tests.cast import add_key
from tests.enforcement import stage
from tests.enforcement.stage import complaint, heard, listing, only_case, trademark


def measured(market, who="lead", **more):
    now = database_now()
    begin, end = more.get("begin", now - timedelta(days=30)), more.get("end", now + timedelta(days=1))
    return {one.name: one for one in queries.brands(market.actor(who), begin=begin, end=end)}


def around():
    """A period with the days beside today: what is let take effect in twenty minutes may be tomorrow's."""
    today = database_now().date()
    return {"from": (today - timedelta(days=1)).isoformat(), "to": (today + timedelta(days=1)).isoformat()}


def let_it_take_effect(case):
    stage.let_it_take_effect(case, at=database_now() + timedelta(minutes=20))


def decided(market, right, listings, *, minutes=None, ground="counterfeit.goods", who="brand"):
    """A case that a reviewer took and decided, so many minutes later."""
    case = only_case(complaint(market, right, listings, who=who))
    heard(case)
    reviewer = market.actor("reviewer")
    if minutes is not None:
        enforcement.assign(actor=reviewer, reference=case.reference, membership_id=reviewer.membership_id)
    choices = {item.id: Choice(ground=ground, reasons="Printed, not woven.") for item in case.items.all()}
    at = (
        Entry.objects.filter(verb="case.assigned", subject_id=case.id)
        .order_by("-id")
        .values_list("at", flat=True)
        .first()
    )
    now = at + timedelta(minutes=minutes) if minutes is not None else None
    enforcement.decide(actor=reviewer, reference=case.reference, choices=choices, now=now)
    return Case.objects.get(id=case.id)


def test_each_removed_listing_counts_once_with_its_price_by_currency(market):
    right = trademark(market)
    sold = [
        listing(market, "A-1", price_cents=3990, currency="EUR"),
        listing(market, "A-2", price_cents=2000, currency="EUR"),
        listing(market, "A-3", price_cents=1500, currency="USD"),
        listing(market, "A-4"),
    ]
    let_it_take_effect(decided(market, right, sold))
    [brand] = measured(market).values()
    assert (brand.name, brand.removed) == ("Aurora Outdoor", 4)
    assert [(one.currency, one.listings, one.cents) for one in brand.priced] == [("EUR", 2, 5990), ("USD", 1, 1500)]


def test_what_waits_in_the_grace_was_rejected_or_put_back_is_not_counted(market):
    right = trademark(market)
    decided(market, right, [listing(market, "A-1", price_cents=100, currency="EUR")])
    let_it_take_effect(
        decided(market, right, [listing(market, "A-2", price_cents=100, currency="EUR")], ground="dismissed.exhausted")
    )
    assert measured(market)["Aurora Outdoor"].removed == 0


def test_the_time_of_a_step_is_counted_up_to_fifteen_minutes(market):
    right = trademark(market)
    for number, minutes in enumerate((4, 90, None)):
        decided(market, right, [listing(market, f"A-{number}")], minutes=minutes)
    brand = measured(market)["Aurora Outdoor"]
    assert (brand.steps, brand.timed, brand.seconds) == (3, 2, (4 + 15) * 60)
    assert brand.minutes == 19


def test_matches_found_and_borne_out(market):
    trademark(market)
    for number in range(3):
        listing(market, f"A-{number}", title="Zanderholt weekender")
    matches = list(Match.objects.order_by("id"))
    assert len(matches) == 3
    Match.objects.filter(id=matches[0].id).update(state="upheld")
    Match.objects.filter(id=matches[1].id).update(state="dismissed")
    brand = measured(market)["Aurora Outdoor"]
    assert (brand.found, brand.confirmed) == (3, 1)


def test_the_period_bounds_everything(market):
    right = trademark(market)
    let_it_take_effect(decided(market, right, [listing(market, "A-1")], minutes=3))
    now = database_now()
    assert measured(market, begin=now - timedelta(days=60), end=now - timedelta(days=30)) == {}
    assert measured(market)["Aurora Outdoor"].removed == 1


def test_a_rights_holder_sees_its_own_and_an_agent_its_brands(market):
    let_it_take_effect(decided(market, trademark(market), [listing(market, "A-1")]))
    assert (
        set(measured(market, "brand")) == set(measured(market, "agent")) == set(measured(market)) == {"Aurora Outdoor"}
    )
    assert measured(market, "rival") == {}
    assert measured(market, "reviewer_us") == {}, "the case lies in the EU"
    assert set(measured(market, "auditor")) == {"Aurora Outdoor"}


@pytest.fixture
def told(market):
    """A marketplace in which something was removed."""
    right = trademark(market)
    let_it_take_effect(decided(market, right, [listing(market, "A-1", price_cents=129900, currency="EUR")], minutes=5))
    return market


def test_the_page_says_what_is_counted_and_shows_picture_and_table(told, as_):
    text = as_(told, "lead").get(told.url("measures/brands"), around()).content.decode()
    assert "1,299.00\u00a0EUR" in text
    assert "Aurora Outdoor" in text
    assert "<svg" in text
    assert "at most 15 minutes a step" in text
    empty = as_(told, "rival").get(told.url("measures/brands")).content.decode()
    assert "Nothing in this period" in empty
    assert as_(told, "seller").get(told.url("measures/brands")).status_code == 403


def test_periods_are_chosen_and_refused_in_words(told, as_):
    lead = as_(told, "lead")
    where = told.url("measures/brands")
    assert lead.get(where, {"days": "30"}).status_code == 200
    assert "Nothing in this period" in lead.get(where, {"from": "2020-01-01", "to": "2020-06-30"}).content.decode()
    for wrong in ({"from": "2026-02-30"}, {"from": "2026-02-02", "to": "2026-02-01"}, {"from": "1991-01-01"}, {"days": "7"},
                  {"to": "9999-12-31"}, {"from": "0001-01-01", "to": "0001-01-02"}):  # fmt: skip
        assert lead.get(where, wrong).status_code == 422


def test_the_number_of_queries_is_the_same_for_one_brand_and_many(market, as_):
    lead = as_(market, "lead")

    def cost():
        with CaptureQueriesContext(connection) as seen:
            lead.get(market.url("measures/brands"))
        return len(seen)

    let_it_take_effect(decided(market, trademark(market), [listing(market, "A-1")]))
    cost()
    before = cost()
    right = trademark(market, "Quillfeather", number="018442199")
    for number in range(4):
        let_it_take_effect(decided(market, right, [listing(market, f"B-{number}")], minutes=2))
    assert cost() == before


def test_the_api_says_the_same(told, client):
    key = add_key(told, "brand_measures", party="brand", scopes=["measures"])
    answer = client.get(told.url("api/v1/measures/brands"), around(), headers=key.headers).json()
    [brand] = answer["brands"]
    assert (brand["name"], brand["removed"], brand["reviewer_seconds"], answer["complete"]) == (
        "Aurora Outdoor",
        1,
        300,
        True,
    )
    assert brand["worth"] == [{"currency": "EUR", "listings": 1, "priced": 1, "cents": 129900}]
    assert client.get(told.url("api/v1/measures/brands"), headers=told.keys["seller"].headers).status_code == 403
