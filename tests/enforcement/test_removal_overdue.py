"""A removal that the shop does not confirm in time is overdue, is shown as such, and is still confirmed later."""

from datetime import timedelta

import pytest

from audit.queries import timeline
from enforcement import services
from enforcement.models import Case, Remedy
from enforcement.sweeps import confirm_removals
from sellers import services as sellers
from tenancy.context import database_now
from tests.enforcement.pages import COUNTERFEIT, text
from tests.enforcement.stage import complaint, heard, let_it_take_effect, listing, only_case, trademark
from workflow import clocks
from workflow.models import Clock

DAY = timedelta(hours=24)


@pytest.fixture
def market(open_market):
    """One marketplace; the test is outside, as a worker is, and goes inside where it asks."""
    return open_market


@pytest.fixture
def removed(market):
    """Two listings removed by one decision after the other, while the shop says nothing."""
    with market.inside():
        case = only_case(complaint(market, trademark(market), [listing(market, "A-1"), listing(market, "A-2")]))
        heard(case)
        now = database_now()
        for number, minutes in (("A-1", 2), ("A-2", 90)):
            item = case.items.get(listing__number=number)
            services.decide(actor=market.actor("reviewer"), reference=case.reference, choices={item.id: COUNTERFEIT})
            let_it_take_effect(case, at=now + timedelta(minutes=minutes))
    return case


def standing() -> dict[str, str]:
    return dict(Remedy.objects.values_list("item__listing__number", "state"))


def running_out() -> Clock | None:
    return Clock.objects.filter(kind="confirm_removal", state="running").first()


def runs_out(market, kind: str = "confirm_removal") -> None:
    """The time of the running clock is over, and a worker comes by."""
    with market.inside():
        assert Clock.objects.filter(kind=kind, state="running").update(next_at=database_now()) == 1
    assert clocks.fire_ripe(market.id) == 1


def the_shop_confirms(market, number: str) -> None:
    remedy = Remedy.objects.get(item__listing__number=number)
    sellers.confirm_state(
        actor=market.actor("key:shop"), listing_number=number, n=remedy.shop_state, now=database_now()
    )
    confirm_removals(database_now())


def test_what_the_shop_does_not_confirm_is_overdue_and_what_was_ordered_meanwhile_has_its_own_time(market, removed):
    with market.inside():
        ordered = dict(Remedy.objects.values_list("item__listing__number", "ordered_at"))
        first = running_out()
        assert standing() == {"A-1": "ordered", "A-2": "ordered"}
        assert first.due_at == ordered["A-1"] + DAY

    runs_out(market)
    with market.inside():
        assert standing() == {"A-1": "overdue", "A-2": "ordered"}
        again = running_out()
        assert (again.started_at, again.due_at) == (ordered["A-2"], ordered["A-2"] + DAY)
        lengths = [(one.unit, one.upper, one.basis, one.source) for one in (first, again)]
        assert lengths[0] == lengths[1], "a page says how long it is and on what ground, of the second as of the first"

    runs_out(market)
    with market.inside():
        assert standing() == {"A-1": "overdue", "A-2": "overdue"}
        assert running_out() is None


def test_it_is_shown_and_said_to_both_sides(market, removed, as_):
    runs_out(market)
    address = market.url(f"cases/{removed.reference}")
    for who in ("reviewer", "brand", "seller"):
        page = text(as_(market, who).get(address))
        assert page.count("overdue at the shop") == 1
        assert page.count("the shop has not confirmed yet") == 1
        with market.inside():
            said = [str(line.sentence) for line in timeline(removed.id, market.actor(who))]
        assert any("not confirmed" in sentence or "overdue" in sentence for sentence in said), said


def test_a_late_confirmation_is_one_and_the_clock_stops_with_the_last(market, removed):
    runs_out(market)
    with market.inside():
        the_shop_confirms(market, "A-1")
        assert standing() == {"A-1": "applied", "A-2": "ordered"}
        assert running_out() is not None, "the other is still awaited"
        the_shop_confirms(market, "A-2")
        assert standing() == {"A-1": "applied", "A-2": "applied"}
        assert running_out() is None
        assert not Remedy.objects.filter(applied_at=None).exists()
        stopped = Clock.objects.filter(kind="confirm_removal").order_by("-generation").first()
        assert (stopped.state, stopped.stopped_by) == ("stopped", "removal_applied")


def test_what_is_put_back_unconfirmed_is_awaited_no_longer_and_the_rest_is(market, removed):
    with market.inside():
        first, _ = removed.items.order_by("listing__number")
        services.withdraw(actor=market.actor("brand"), reference=removed.reference, items=[first.id], reason="mistake")
        assert standing() == {"A-1": "reversed", "A-2": "ordered"}
        assert running_out() is not None
    runs_out(market)
    with market.inside():
        assert standing() == {"A-1": "reversed", "A-2": "ordered"}
    runs_out(market)
    with market.inside():
        assert standing() == {"A-1": "reversed", "A-2": "overdue"}
        the_shop_confirms(market, "A-2")
        assert standing() == {"A-1": "reversed", "A-2": "applied"}


def test_an_appeal_that_reverses_everything_ends_the_wait_for_the_shop(market, removed):
    with market.inside():
        items = [item.id for item in removed.items.all()]
        appeal = services.file_appeal(
            actor=market.actor("seller"), reference=removed.reference, items=items, grounds="See the invoice."
        )
        services.decide_appeal(
            actor=market.actor("appeals"), reference=appeal.reference, reasons="It is genuine.",
            choices={item: services.Choice("dismissed.exhausted") for item in items},
        )  # fmt: skip
        let_it_take_effect(removed, at=database_now() + timedelta(hours=3))
        assert standing() == {"A-1": "reversed", "A-2": "reversed"}
        assert running_out() is None
        assert Case.objects.get(id=removed.id).state == "closed"
