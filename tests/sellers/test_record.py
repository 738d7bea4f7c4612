"""Strikes: given once, taken back whole, fading as the policy says; and what the other side may know."""

from datetime import date, timedelta

from audit.queries import timeline
from sellers import services
from sellers.models import Strike
from sellers.queries import record, standing
from tenancy.context import database_now


def give(market, cause, *, weight=100, now=None, fades_at=None):
    return services.give_strike(
        actor=market.actor("reviewer"),
        seller_id=market.parties["seller"].id,
        weight=weight,
        reason="upheld",
        cause=cause,
        now=now or database_now(),
        fades_at=fades_at,
    )


def take_back(market, *causes):
    return services.reverse_strikes(actor=market.system, causes=causes, by="CASE-9", now=database_now())


def of_seller(market, day=None):
    return standing(market.parties["seller"].id, day or database_now().date())


def test_a_strike_counts_once_per_cause(market):
    assert give(market, "D-1") == give(market, "D-1")
    assert (Strike.objects.count(), of_seller(market).points) == (1, 100)
    assert timeline(market.parties["seller"].id, market.actor("seller"))[0].verb == "strike.given"
    assert standing(market.parties["other_seller"].id, database_now().date()).points == 0


def test_taking_back_is_complete_and_happens_once(market):
    give(market, "D-1")
    give(market, "D-2")
    assert take_back(market, "D-1", "D-unknown") == 1
    assert take_back(market, "D-1") == 0
    found = of_seller(market)
    assert [strike.cause for strike in found.strikes] == ["D-2"]


def test_it_fades_by_half_and_then_wholly_and_says_when(market):
    given = give(market, "D-1").given_at.date()
    [strike] = of_seller(market).strikes
    assert strike.steps == ((given + timedelta(days=90), 50), (given + timedelta(days=180), 0))
    assert strike.fades_on == given + timedelta(days=180)
    assert of_seller(market, given + timedelta(days=89)).points == 100
    assert of_seller(market, given + timedelta(days=90)).points == 50
    assert of_seller(market, given + timedelta(days=180)).strikes == ()


def test_a_day_of_its_own_ends_it_earlier(market):
    now = database_now()
    give(market, "D-1", fades_at=now + timedelta(days=30))
    [strike] = of_seller(market).strikes
    assert strike.steps == (((now + timedelta(days=30)).date(), 0),)
    assert of_seller(market, (now + timedelta(days=30)).date()).points == 0


def test_the_ladder_says_what_is_reached_and_what_comes_next(market):
    for number in range(3):
        give(market, f"D-{number}")
    found = of_seller(market)
    assert (found.reached.remedy, found.next_rung.points) == ("check_first", 500)
    empty = of_seller(market, date(2020, 1, 1))
    assert (empty.reached, empty.next_rung.points, empty.next_fade) == (None, 100, None)


def test_the_other_side_sees_counts_alone(market):
    seller = market.parties["seller"].id
    for case, outcome in (("MW-1", ""), ("MW-1", "upheld"), ("MW-1", "rejected"), ("MW-2", ""), ("MW-2", "upheld")):
        services.note_prior(actor=market.system, seller_id=seller, case=case, outcome=outcome, now=database_now())
    found = record(seller)
    assert (found.cases, found.listings, found.upheld) == (2, 3, 2)
    assert record(market.parties["other_seller"].id).since is None
