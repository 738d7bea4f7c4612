"""What somebody wants to hear of a brand: what is told is what was asked for, once, and as long as they may see it."""

from datetime import timedelta

import pytest

from accounts.models import Membership
from audit.models import Entry
from registry import services as registry
from registry.models import Right
from scanner.models import BrandWatch, Match
from scanner.news import news
from scanner.services import watching
from scanner.services.watching import Wishes, note_read, set_watch
from tenancy.context import database_now
from tenancy.errors import Denied, Invalid
from tests.enforcement.pages import text
from tests.scanner.stage import published, trademark
from workflow.models import Effect

pytestmark = pytest.mark.django_db
ALL = Wishes(matches_from=50, new_sellers=True, low_prices=True, endings=True, how="weekly")


@pytest.fixture
def brand(market):
    """A brand with a mark behind it."""
    right = trademark(market)
    made = registry.add_brand(actor=market.actor("brand"), name="Zanderholt")
    registry.put_in_brand(actor=market.actor("brand"), owner=market.parties["brand"], brand=made, rights=[right])
    return made


def found(market, brand, number="A-1", **changed):
    """A public listing in which its mark was found."""
    published(market, number, "Zanderholt bag")
    rows = Match.objects.filter(right__brand=brand, listing__number=number)
    assert rows.update(**{"score": 90, **changed}) == 1
    return rows.get()


def kinds(watch, market, who="brand", *, since=None):
    now = database_now()
    return sorted(one.kind for one in news(watch, since=since or watch.told_at, now=now, actor=market.actor(who)))


def test_what_is_told_is_what_was_asked_for(market, brand):
    with pytest.raises(Invalid):
        set_watch(actor=market.actor("brand"), brand=brand, wishes=Wishes(matches_from=0))
    with pytest.raises(Denied):
        set_watch(actor=market.actor("key:brand"), brand=brand, wishes=ALL)
    watch = set_watch(actor=market.actor("brand"), brand=brand, wishes=ALL)
    found(market, brand, reasons=[{"code": "price-below", "factor": 1.1, "facts": {}}])
    Right.objects.filter(brand=brand).update(expires_on=database_now().date() + timedelta(days=90))
    before = database_now() - timedelta(days=3)
    assert kinds(watch, market) == ["match", "price", "seller"]
    assert kinds(watch, market, since=before) == ["ending", "match", "price", "seller"]
    found(market, brand, "A-2", score=60)
    assert kinds(watch, market).count("seller") == 1, "the same seller is new once"
    watch.matches_from = 80
    assert kinds(watch, market).count("match") == 1
    watch.matches_from, watch.new_sellers, watch.low_prices, watch.endings = None, False, False, False
    assert kinds(watch, market, since=before) == []


def test_one_mail_tells_what_is_new_and_the_next_only_what_came_since(market, brand):
    watch = set_watch(actor=market.actor("brand"), brand=brand, wishes=ALL)
    match = found(market, brand)
    mails = Effect.objects.filter(kind="mail", payload__contains="news of your brands")
    assert watching.tell_ripe(now=database_now()) == watch.next_at
    assert not mails.exists(), "it is not due yet"
    at = watch.next_at + timedelta(seconds=1)
    following = watching.tell_ripe(now=at)
    assert following == at + timedelta(days=7)
    told = mails.get().payload
    assert match.listing.number in told
    assert market.people["brand"].user.email in told
    watching.tell_ripe(now=following)
    assert mails.count() == 1, "nothing new, no mail"
    assert Entry.objects.filter(verb="watch.told").count() == 1
    Membership.objects.filter(id=watch.membership_id).update(state="revoked")
    assert watching.tell_ripe(now=following + timedelta(days=8)) is None
    watch.refresh_from_db()
    assert (watch.how, watch.next_at) == ("app", None)


def test_the_page_shows_what_is_new_until_it_is_read(market, as_, brand):
    holder, url = as_(market, "brand"), market.url(f"brands/{brand.reference}/watch")
    assert "not told anything" in text(holder.get(url))
    assert "less than or equal to 100" in text(
        holder.post(url, {"matches": "1", "matches_from": "101", "how": "app"}), 422
    )
    assert holder.post(url, {"matches": "1", "matches_from": "70", "how": "app"}).status_code == 303
    match = found(market, brand)
    assert match.listing.title in text(holder.get(url))
    watch = BrandWatch.objects.get()
    note_read(actor=market.actor("brand"), watch=watch, until=match.made_at - timedelta(seconds=9))
    assert match.listing.title in text(holder.get(url)), "what came after the page was shown stays new"
    holder.post(f"{url}/read", {"until": database_now().isoformat()})
    assert "Nothing new" in text(holder.get(url))
    assert holder.post(f"{url}/read", {"until": "yesterday"}).status_code == 303
    assert as_(market, "rival").get(url).status_code == 404
