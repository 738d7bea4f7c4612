"""A reviewer who works in some regions alone sees the matches that lie there, and no others."""

import pytest
from django.urls import reverse

from enforcement import sweeps
from enforcement.models import Case
from scanner import queries, services
from scanner.models import Match
from tenancy.context import database_now
from tenancy.errors import NotFound
from tests.scanner.stage import published, trademark
from tests.sessions import signed_in


@pytest.fixture
def abroad(market):
    """A match that lies in the EU, where its case would: not in Germany alone, nor in the United States."""
    trademark(market)
    published(market)
    return Match.objects.get()


def seen(market, who):
    return set(queries.matches(market.actor(who)).values_list("id", flat=True))


def test_a_match_lies_where_the_right_holds_and_the_listing_is_offered(market, abroad):
    assert abroad.regions == ["EU"]
    trademark(market, "Quillfeather", number="97000001", office="US")
    listing, _scanned = published(market, "B-1", "Quillfeather weekender", markets=["DE", "US"])
    assert Match.objects.get(listing=listing).regions == ["US"]


def test_the_list_the_count_and_the_bands_are_those_of_ones_regions(market, abroad):
    for who in ("reviewer", "lead"):
        assert seen(market, who) == {abroad.id}
    for who in ("reviewer_us", "reviewer_de"):
        assert seen(market, who) == set()
        assert sum(band.found for band in queries.bands(market.actor(who))) == 0


def test_the_cases_of_a_match_lie_where_it_was_seen(market, abroad):
    services.confirm_match(actor=market.actor("reviewer"), match_id=abroad.id)
    sweeps.open_from_matches(database_now())
    assert list(Case.objects.values_list("region", flat=True)) == abroad.regions


def test_a_match_of_another_region_is_like_none(market, abroad, client):
    far = market.actor("reviewer_us")
    with pytest.raises(NotFound):
        queries.match(abroad.id, far)
    with pytest.raises(NotFound):
        services.confirm_match(actor=far, match_id=abroad.id)
    with pytest.raises(NotFound):
        services.dismiss_match(actor=far, match_id=abroad.id, why="genuine")
    abroad.refresh_from_db()
    assert abroad.state == "open"
    client = signed_in(client, market.people["reviewer_us"].membership)
    assert client.get(reverse("scanner:match", args=[market.slug, abroad.id])).status_code == 404
    assert client.get(reverse("scanner:matches_count", args=[market.slug])).content == b""


def test_the_verdict_of_a_case_reaches_the_match_whoever_decides(market, abroad):
    Match.objects.update(state="cased")
    services.note_verdict(actor=market.actor("reviewer_us"), match_id=abroad.id, outcome="upheld")
    abroad.refresh_from_db()
    assert abroad.state == "upheld"


def test_the_next_one_is_of_the_same_region(market, abroad):
    other = published(market, "B-1", "Zanderholt backpack")[0]
    Match.objects.filter(listing=other).update(regions=["US", "CA"])
    Match.objects.filter(id=abroad.id).update(regions=["US"])
    published(market, "C-1", "Zanderholt bag")
    here = queries.following(abroad, queries.Wanted(), market.actor("reviewer_us"))
    assert here.listing_id == other.id
    assert len(seen(market, "reviewer_us")) == 2
