"""A stolen account: letters go elsewhere only after three days, and the former address stops it by one click."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from accounts import services
from accounts.clocks import address_moves
from accounts.models import AddressMove, ApiKey, Invitation, Party
from accounts.services.moves import CLOCK, COOLING_OFF
from sellers.models import DataRequest
from tenancy.context import database_now
from tenancy.errors import Conflict, NotFound
from tests.enforcement.pages import text
from workflow.models import Clock, Effect

LINK = "https://market.test/m/fair/moves/TOKEN"


@pytest.fixture
def told(market):
    """Letters go to the seller's office, and then somebody who is signed in wants them elsewhere."""
    party = market.parties["seller"]
    services.edit_party(actor=market.actor("lead"), party=party, contact_email="office@shop.test")
    services.edit_party(
        actor=market.actor("seller"),
        party=party,
        stop_link=LINK,
        contact_email="new@thief.test",
        phone="+1 212 555 0100",
    )
    return party


def mails(to):
    return [one.payload for one in Effect.objects.filter(kind="mail").order_by("id") if f'"to": "{to}"' in one.payload]


def token():
    return re.search(r"moves/([\w-]+)", mails("office@shop.test")[-1]).group(1)


def test_the_former_address_is_told_first_and_stops_it_without_a_password(market, told):
    told.refresh_from_db()
    assert told.contact_email == "office@shop.test"
    assert told.phone == "+1 212 555 0100", "what nobody steals by is changed at once"
    assert "moves/" not in mails("new@thief.test")[-1]
    url = market.url(f"moves/{token()}")
    assert "Stop it" in text(Client().get(url)), "to look at it stops nothing"
    assert AddressMove.objects.get().state == "waiting"
    page = text(Client().post(url))
    assert "Stopped" in page
    assert Client().get(url).status_code == 404
    stopped = AddressMove.objects.get()
    assert (stopped.state, stopped.address) == ("stopped", "")
    assert "stays" in mails("office@shop.test")[-1]
    assert Clock.objects.get(kind=CLOCK).state == "stopped"
    with pytest.raises(Conflict):
        services.stop_move(actor=market.actor("seller"), asked=stopped)


def test_after_three_days_it_is_so_and_the_seller_confirms_who_it_is(market, told):
    assert AddressMove.objects.get().due_at - AddressMove.objects.get().made_at == pytest.approx(
        COOLING_OFF, abs=timedelta(seconds=5)
    )
    address_moves(Clock.objects.get(kind=CLOCK), database_now())
    told.refresh_from_db()
    assert told.contact_email == "new@thief.test"
    assert AddressMove.objects.get().state == "done"
    asked = DataRequest.objects.get(seller=told)
    assert (asked.basis, asked.state) == ("changed", "open")
    assert "the address for letters" in asked.words


def test_who_may_stop_it_and_who_not(market, told):
    asked = AddressMove.objects.get()
    with pytest.raises(NotFound):
        services.stop_move(actor=market.actor("brand"), asked=asked)
    services.edit_party(actor=market.actor("seller"), party=told, stop_link=LINK, contact_email="third@shop.test")
    assert sorted(AddressMove.objects.values_list("state", flat=True)) == ["stopped", "waiting"], "the later one counts"
    services.stop_move(actor=market.actor("lead"), asked=services.waiting_move(told))
    assert services.waiting_move(told) is None


def test_a_page_asks_who_it_is_before_letters_go_elsewhere(market, as_, told):
    seller = as_(market, "seller")
    url = market.url(f"parties/{told.reference}")
    assert "new@thief.test" in text(seller.get(url))
    fields = {"name": told.name, "country": told.country, "language": "en", "contact_email": "x@shop.test"}
    session = seller.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
    session.save()
    page = text(seller.post(f"{url}/edit", fields), 422)
    assert "Confirm that it is you" in page
    assert 'value="x@shop.test"' in page, "what was typed stays"
    assert seller.post(f"{url}/stay").status_code == 303
    assert services.waiting_move(told) is None


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("invite", {"email": "pal@thief.test", "role": "seller.main"}),
        ("keys/new", {"name": "Sync of a thief", "scopes": ["listings"]}),
    ],
)
def test_nobody_is_invited_and_no_key_is_made_from_a_browser_that_was_left_open(market, as_, page, said):
    seller, party = as_(market, "seller"), market.parties["seller"]
    url = market.url(f"parties/{party.reference}/{page}")
    fresh = seller.session["account_authentication_methods"]
    before = Invitation.objects.count(), ApiKey.objects.count()
    session = seller.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
    session.save()
    asked = text(seller.post(url, said), 422)
    assert "Confirm that it is you" in asked
    assert next(iter(said.values())) in asked, "what was typed stays"
    assert (Invitation.objects.count(), ApiKey.objects.count()) == before
    session["account_authentication_methods"] = fresh
    session.save()
    assert seller.post(url, said).status_code in (200, 201)
    assert (Invitation.objects.count(), ApiKey.objects.count()) != before


def test_somebody_who_takes_over_the_lead_is_told_of_and_the_seller_confirms_its_data(market, told):
    invited = services.invite(
        actor=market.actor("seller"), party=told, email="buyer@else.test", role="seller.main", link=LINK
    )
    services.accept_invitation(token=invited.token, user=None, name="Bo Buyer", password="correct horse battery 9")
    assert any("as main account" in mail for mail in mails("office@shop.test"))
    assert "who leads the account" in DataRequest.objects.get(seller=told).words
    assert Party.objects.get(id=told.id).state == "active"
