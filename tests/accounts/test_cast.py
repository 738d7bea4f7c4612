"""The cast itself: if this fails, nothing else means much."""

from accounts import actors
from accounts.models import Membership, Party
from tenancy.catalogue import faults
from tests.cast import needs_two_factor


def test_a_world_has_two_marketplaces_that_do_not_see_each_other(world):
    for market in world:
        with market.inside():
            assert Party.objects.count() == len(market.parties)
            assert Membership.objects.count() == len(market.people)
    with world.market.inside():
        assert not Party.objects.filter(id=world.other.parties["brand"].id).exists()


def test_the_wall_stands_round_our_tables(db):
    assert [fault for fault in faults() if "accounts" in fault.lower()] == []


def test_actors_are_what_their_memberships_say(market):
    assert market.actor("reviewer_de").regions == {"DE"}
    assert market.actor("agent").brands == {market.parties["brand"].id}
    assert market.actor("key:shop").is_operator
    assert "rights" not in market.actor("key:brand").scopes
    assert "right.register" in market.actor("key:brand").scopes
    assert needs_two_factor(market.user("lead"), market)
    assert not needs_two_factor(market.user("seller_sub"), market)
    assert actors.standing_memberships(market.user("seller"))[0].party == market.parties["seller"]
