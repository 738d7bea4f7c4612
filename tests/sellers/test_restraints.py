"""What is public follows from what stands: whatever the order of laying, running out and releasing."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.queries import timeline
from sellers import services
from sellers.models import Listing, Release, Restraint
from sellers.queries import public_markets, restraints_on
from sellers.rounds import sweep
from tenancy.context import database_now
from tenancy.errors import Denied, Invalid, NotFound
from tenancy.models import Due
from tests.sellers.conftest import public_in, publish, submit, told

DAY = timedelta(days=1)


def lay(market, listings, cause="RM-1", *, territories=("US",), kind="delist", now=None, ends_at=None):
    return services.restrain(
        actor=market.system,
        listings=listings,
        kind=kind,
        territories=list(territories),
        causes={one.id: cause for one in listings},
        now=now or database_now(),
        ends_at=ends_at,
    )


def lay_on_seller(market, cause="RM-S", *, territories=(), kind="suspend", now=None, ends_at=None):
    return services.restrain_seller(
        actor=market.system,
        seller_id=market.parties["seller"].id,
        kind=kind,
        territories=list(territories),
        cause=cause,
        now=now or database_now(),
        ends_at=ends_at,
    )


def let_go(market, *causes, by="CASE-1", now=None):
    return services.release(actor=market.system, causes=causes, by=by, now=now or database_now())


def rung(job):
    return Due.objects.filter(job=job).exists()


def test_a_restraint_reaches_its_territory_alone(market, listing):
    states = lay(market, [listing])
    assert states == {listing.id: 2}
    assert public_in("US", "DE") == {"US": [], "DE": ["L-1"]}
    assert told()[-1] == ("L-1", 2, ["DE"], "delist")
    assert [one.cause for one in restraints_on(listing, database_now())] == ["RM-1"]


def test_the_union_is_its_countries(market, listing):
    lay(market, [listing], territories=["EU"])
    assert public_in("US", "DE") == {"US": ["L-1"], "DE": []}


def test_no_territory_means_everywhere(market, listing):
    lay(market, [listing], territories=[])
    assert public_in("US", "DE") == {"US": [], "DE": []}


def test_two_causes_over_one_listing_and_one_is_reversed(market, listing):
    lay(market, [listing], "RM-1")
    assert lay(market, [listing], "RM-2") == {listing.id: 2}
    assert let_go(market, "RM-1") == {listing.id: 2}
    assert public_in("US") == {"US": []}
    assert let_go(market, "RM-2") == {listing.id: 3}
    assert public_in("US") == {"US": ["L-1"]}


def test_releasing_twice_or_what_never_was_changes_nothing(market, listing):
    lay(market, [listing])
    let_go(market, "RM-1")
    before = told()
    assert let_go(market, "RM-1", "RM-unknown") == {}
    assert (told(), Release.objects.count()) == (before, 1)


def test_the_same_restraint_is_laid_once_and_again_after_its_release(market, listing):
    lay(market, [listing])
    lay(market, [listing])
    assert Restraint.objects.count() == 1
    let_go(market, "RM-1")
    lay(market, [listing])
    assert public_in("US") == {"US": []}


def test_many_listings_each_with_its_own_cause(market):
    listings = [submit(market, f"L-{n}") for n in range(5)]
    publish(market, *listings)
    causes = {one.id: f"RM-{one.number}" for one in listings}
    services.restrain(
        actor=market.actor("reviewer"), listings=listings, kind="delist", territories=["US"], causes=causes,
        now=database_now(),
    )  # fmt: skip
    let_go(market, "RM-L-3")
    assert public_in("US") == {"US": ["L-3"]}
    line = timeline(listings[2].id, market.actor("seller"))[0]
    assert (line.verb, line.facts["listings"]) == ("listing.restrained", 5)
    assert timeline(listings[2].id, market.actor("other_seller")) == []


def test_a_suspended_seller_has_nothing_public_also_what_is_published_later(market, listing):
    publish(market, submit(market, "L-2", who="other_seller"))
    assert lay_on_seller(market) == {listing.id: 2}
    later = submit(market, "L-3")
    publish(market, later)
    assert public_in("US") == {"US": ["L-2"]}
    assert let_go(market, "RM-S").keys() == {listing.id, later.id}
    assert public_in("US") == {"US": ["L-1", "L-2", "L-3"]}
    assert told()[-1][3] == "released"


def test_a_restrained_listing_stays_restrained_when_it_is_changed(market, listing):
    lay(market, [listing])
    services.revise_listing(actor=market.actor("seller"), listing=Listing.objects.get(), title="Other words")
    publish(market, Listing.objects.get())
    assert public_in("US", "DE") == {"US": [], "DE": ["L-1"]}


def test_it_bites_no_more_from_its_end_on_and_the_shop_is_told(market, listing):
    ends_at = database_now() + DAY
    lay(market, [listing], ends_at=ends_at)
    assert Due.objects.get(job="lapse").next_at == ends_at
    assert public_markets([listing], ends_at) == {listing.id: ["DE", "US"]}
    assert sweep(database_now()) == ends_at
    assert len(told()) == 2
    assert sweep(ends_at) is None
    assert told()[-1] == ("L-1", 3, ["DE", "US"], "lapsed")
    assert sweep(ends_at) is None
    assert len(told()) == 3


def test_nobody_waits_for_a_shop_that_has_nothing_to_do(market):
    """A remedy over a listing that the shop never showed is applied at once."""
    made = submit(market)
    assert lay(market, [made]) == {made.id: 0}
    assert rung("applied")
    publish(market, made)
    assert told() == [("L-1", 1, ["DE"], "published")]


def test_the_shop_confirms_in_its_own_time(market, listing):
    lay(market, [listing])
    assert not rung("applied")
    shop, now = market.actor("key:shop"), database_now()
    confirmed = services.confirm_state(actor=shop, listing_number="L-1", n=2, now=now)
    assert (confirmed.shop_applied, confirmed.shop_applied_at) == (2, now)
    assert rung("applied")
    late = services.confirm_state(actor=shop, listing_number="L-1", n=1, now=now + DAY)
    assert (late.shop_applied, late.shop_applied_at) == (2, now)
    assert [line.verb for line in timeline(listing.id, shop)].count("listing.applied") == 1


def test_the_shop_cannot_confirm_what_it_was_never_told(market, listing):
    for wrong in (2, -1):
        with pytest.raises(Invalid):
            services.confirm_state(actor=market.actor("key:shop"), listing_number="L-1", n=wrong, now=database_now())
    with pytest.raises(NotFound):
        services.confirm_state(actor=market.actor("key:shop"), listing_number="L-9", n=1, now=database_now())
    with pytest.raises(Denied):
        services.confirm_state(actor=market.actor("key:seller"), listing_number="L-1", n=1, now=database_now())


def test_what_was_laid_cannot_be_edited_or_removed(market, listing):
    lay(market, [listing])
    for statement in ("UPDATE sellers_restraint SET kind = 'hold'", "DELETE FROM sellers_restraint"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


CAUSES = ("A", "B", "C")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["apply", "apply for a day", "expire", "reverse", "on the seller", "revise"]),
        st.sampled_from(CAUSES),
        st.sampled_from([(), ("US",), ("DE",), ("EU",), ("US", "DE")]),
    ),
    max_size=8,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_order_of_apply_expire_and_reverse_gives_what_the_standing_rows_give(market, steps):
    """Three causes, in any order: the shop's last word, the query and a plain computation agree."""
    with transaction.atomic():
        listing = submit(market, f"L-{Listing.objects.count() + 1}")
        publish(market, listing)
        now, laid = database_now(), {}
        for step, name, territories in steps:
            cause = f"{listing.number}-{name}"
            if step.startswith("apply"):
                ends_at = now + DAY if step.endswith("day") else None
                lay(market, [listing], cause, territories=territories, now=now, ends_at=ends_at)
                laid.setdefault(cause, []).append((territories, ends_at))
            elif step == "on the seller":
                lay_on_seller(market, cause, territories=territories, now=now)
                laid.setdefault(cause, []).append((territories, None))
            elif step == "expire":
                now += 2 * DAY
                sweep(now)
            elif step == "reverse":
                let_go(market, cause, now=now)
                laid.pop(cause, None)
            elif step == "revise":
                fresh = Listing.objects.get(id=listing.id)
                with patch("sellers.services.listings.database_now", lambda moment=now: moment):
                    services.revise_listing(
                        actor=market.actor("seller"), listing=fresh, description=f"{fresh.revision}"
                    )
                publish(market, fresh, now=now)
        standing = [t for kept in laid.values() for t, ends_at in kept if ends_at is None or ends_at > now]
        expected = {
            market_ for market_ in ("DE", "US")
            if not any(not t or market_ in t or ("EU" in t and market_ == "DE") for t in standing)
        }  # fmt: skip
        by_query = {c for c in ("DE", "US") if Listing.objects.public_in(c, now).filter(id=listing.id).exists()}
        fresh = Listing.objects.get(id=listing.id)
        assert by_query == expected
        mine = Listing.objects.filter(id=listing.id)
        assert mine.public_somewhere(now).exists() == bool(expected)
        assert mine.public_somewhere(now, or_not=True).exists() == (not expected)
        assert public_markets([fresh], now)[listing.id] == sorted(expected)
        assert fresh.shop_markets == sorted(expected)
        transaction.set_rollback(True)
