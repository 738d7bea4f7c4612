"""The law's clocks without a number: remove expeditiously, tell the seller promptly, forward a counter-notice promptly."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts import services as accounts
from enforcement import services
from enforcement.models import Case, Notice, Remedy
from enforcement.packs import of_case, time_zone
from enforcement.services.common import start_clocks
from enforcement.sweeps import confirm_removals, on_put_back
from policy import registry
from sellers import services as sellers
from tenancy.context import database_now
from tests.enforcement.pages import COUNTER, page_of, text
from tests.enforcement.stage import complaint, copyright_, let_it_take_effect, listing, only_case, trademark
from workflow import clocks
from workflow.models import Clock

ELEMENTS = {name.removeprefix("element_"): value for name, value in COUNTER.items()}
DUTIES = ("remove", "notify_seller", "forward_counter_notice")


@pytest.fixture
def market(open_market):
    """One marketplace; the test is outside, as a worker is, and goes inside where it asks."""
    return open_market


@pytest.fixture
def noticed(market):
    """A complete notice over two pictures in one shop."""
    with market.inside():
        return only_case(complaint(market, copyright_(market), [listing(market, "A-1"), listing(market, "A-2")]))


def duties(case) -> dict[str, tuple[str, str]]:
    """How each of the law's clocks of a case stands, and what stopped it."""
    found = Clock.objects.filter(about_id=case.id, kind__in=DUTIES).order_by("generation")
    return {clock.kind: (clock.state, clock.stopped_by) for clock in found}


def read_by_somebody(market) -> None:
    """The seller's clock stands on a text that was read second-hand: it runs once somebody has read the law itself."""
    accounts.confirm_rule(
        actor=market.actor("lead"), pack_code="us-dmca", rule_code="us.notify_seller", source_title="17 USC",
        source_reference="512(g)(2)(A)", day=database_now().date(), name="Jane Doe",
    )  # fmt: skip


def the_shop_confirms(market, *numbers: str) -> None:
    for remedy in Remedy.objects.filter(item__listing__number__in=numbers).select_related("item__listing"):
        sellers.confirm_state(
            actor=market.actor("key:shop"), listing_number=remedy.item.listing.number, n=remedy.shop_state,
            now=database_now(),
        )  # fmt: skip
    confirm_removals(database_now())


def counter(market, case, *numbers: str) -> None:
    items = case.items.filter(listing__number__in=numbers)
    services.answer(
        actor=market.actor("seller"), reference=case.reference, answers={item.id: "counter_notice" for item in items},
        elements=ELEMENTS, statement="It is my own photograph.",
    )  # fmt: skip


def test_removing_begins_with_the_notice_and_ends_when_the_shop_has_removed_everything(market, noticed):
    with market.inside():
        assert duties(noticed) == {"remove": ("running", "")}
        let_it_take_effect(noticed)
        the_shop_confirms(market, "A-1")
        assert duties(noticed) == {"remove": ("running", "")}, "one of two is not all"
        the_shop_confirms(market, "A-2")
        assert duties(noticed)["remove"] == ("stopped", "removal_applied")


def test_telling_the_seller_begins_with_the_removal_and_ends_with_the_letter_that_was_sent(market, noticed):
    with market.inside():
        read_by_somebody(market)
        let_it_take_effect(noticed)
        letter = Notice.objects.get(case=noticed, letter="removed")
        assert letter.to_party_id == noticed.seller_id
        assert "notify_seller" not in duties(noticed)
        the_shop_confirms(market, "A-1", "A-2")
        assert duties(noticed)["notify_seller"] == ("stopped", "removal_notified")
        clock = Clock.objects.get(about_id=noticed.id, kind="notify_seller")
        assert (clock.basis, clock.due_at, clock.starts_on) == ("law", None, "removal_applied")
        assert "512(g)(2)(A)" in clock.source


def test_a_law_that_nobody_has_read_starts_no_clock(market, noticed):
    with market.inside():
        # The first version of the pack says so of the duty to tell the seller.
        Case.objects.filter(id=noticed.id).update(pack_version="1")
        noticed.refresh_from_db()
        let_it_take_effect(noticed)
        the_shop_confirms(market, "A-1", "A-2")
        assert duties(noticed) == {"remove": ("stopped", "removal_applied")}


def test_forwarding_begins_with_the_counter_notice_and_ends_with_the_letter_to_the_complainant(market, noticed):
    with market.inside():
        let_it_take_effect(noticed)
        assert "forward_counter_notice" not in duties(noticed)
        counter(market, noticed, "A-1")
        assert duties(noticed)["forward_counter_notice"] == ("stopped", "counter_notice_forwarded")
        letter = Notice.objects.get(case=noticed, letter="counter_notice")
        assert letter.to_party_id == noticed.complainant_id
        clock = Clock.objects.get(about_id=noticed.id, kind="forward_counter_notice")
        assert (clock.basis, clock.due_at, clock.subject_id) == ("law", None, noticed.id)
        assert "512(g)(2)(B)" in clock.source
        counter(market, noticed, "A-2")
        told = Clock.objects.filter(about_id=noticed.id, kind="forward_counter_notice").order_by("generation")
        assert [one.state for one in told] == ["stopped", "stopped"], "each counter-notice is forwarded"
        assert Clock.objects.filter(about_id=noticed.id, kind="put_back", state="running").count() == 2


def test_under_a_pack_without_these_duties_none_of_their_clocks_runs(market):
    with market.inside():
        case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
        services.answer(
            actor=market.actor("seller"), reference=case.reference,
            answers={item.id: "genuine" for item in case.items.all()}, statement="Bought from you.",
        )  # fmt: skip
        assert duties(case) == {}


def test_a_duty_without_a_number_only_counts_and_brings_nothing_about(market, noticed):
    with market.inside():
        clock = Clock.objects.get(about_id=noticed.id, kind="remove")
        assert (clock.due_at, clock.next_at, clock.then) == (None, None, "")
    assert clocks.fire_ripe(market.id) == 0


@pytest.mark.parametrize("kind", ["notify_seller", "forward_counter_notice"])
@pytest.mark.parametrize("done", [True, False], ids=["done in time", "not done"])
def test_where_a_law_gives_it_hours_what_is_not_done_goes_to_the_head_of_the_queue(market, noticed, as_, kind, done):
    """The same rule with a bound, as another country's pack may have it."""
    with market.inside():
        pack = registry.pack(noticed.pack_code, noticed.pack_version, region=noticed.region)
        rule = replace(pack.clock(kind), upper=24)
        began = database_now() - timedelta(hours=25)
        clock = clocks.start_by_rule(rule, subject=noticed, starts_at=began, tz=time_zone(pack), about_id=noticed.id)
        assert clock.due_at == began + timedelta(hours=24)
        if done:
            clocks.stop(subject_id=noticed.id, event=rule.stops_on[0], by=rule.stops_on[0])
    assert clocks.fire_ripe(market.id) == (0 if done else 1)
    with market.inside():
        clock.refresh_from_db()
        assert clock.state == ("stopped" if done else "fired")
        assert (Case.objects.get(id=noticed.id).due_at == clock.due_at) is not done
    page = text(as_(market, "reviewer").get(page_of(market, noticed)))
    assert str(rule.title) in page


def test_a_listing_that_the_seller_ends_meanwhile_needs_no_shop_and_ends_the_duty_to_remove(market, noticed):
    with market.inside():
        read_by_somebody(market)
        for item in noticed.items.select_related("listing"):
            sellers.end_listing(actor=market.actor("seller"), listing=item.listing)
        let_it_take_effect(noticed)
        assert set(Remedy.objects.values_list("state", flat=True)) == {"applied"}
        assert duties(noticed)["remove"] == ("stopped", "removal_applied")
        assert duties(noticed)["notify_seller"] == ("stopped", "removal_notified")


def test_what_is_put_back_before_the_shop_removed_it_is_not_to_be_removed_any_more(market, noticed):
    with market.inside():
        let_it_take_effect(noticed)
        counter(market, noticed, "A-1")
        clock = Clock.objects.get(about_id=noticed.id, kind="put_back")
        on_put_back(clock, clock.lower_at)
        Clock.objects.filter(id=clock.id).update(state="fired")
        assert duties(noticed)["remove"] == ("running", ""), "the other listing is still to be removed"
        assert Clock.objects.get(about_id=noticed.id, kind="confirm_removal").state == "running"
        counter(market, noticed, "A-2")
        clock = Clock.objects.get(about_id=noticed.id, kind="put_back", state="running")
        on_put_back(clock, clock.lower_at)
        assert duties(noticed)["remove"] == ("stopped", "restored")
        assert Clock.objects.get(about_id=noticed.id, kind="confirm_removal").state == "stopped"


def test_each_event_starts_what_the_pack_says_and_nothing_twice(market, noticed):
    with market.inside():
        read_by_somebody(market)
        pack, now = of_case(noticed, database_now()), database_now()
        assert start_clocks(noticed, "notice_complete", pack, now=now) == [], "it runs already"
        [started] = start_clocks(noticed, "removal_applied", pack, now=now)
        assert started.kind == "notify_seller"
        kinds = {one.kind for one in start_clocks(noticed, "counter_notice_received", pack, now=now, but=("put_back",))}
        assert kinds == {"forward_counter_notice"}
