"""A stolen account of a shop: it is paid elsewhere only after three days, and the mail about it stops that by one click."""

import re

import pytest
from django.test import Client

from accounts import services as accounts
from registry.models import PartyNumber
from sellers.clocks import payment_account_changes
from sellers.models import DataRequest, PaymentMove, SellerTrait
from sellers.services.payments import CLOCK, payment_account
from sellers.services.trading import ask_again
from tenancy.context import database_now
from tests.enforcement.pages import text
from workflow.models import Clock, Effect

FIRST, SECOND = "DE89370400440532013000", "GB33BUKB20201555555555"
pytestmark = pytest.mark.django_db


@pytest.fixture
def seller(market, as_):
    """A seller that has given its account once, whose letters go to its office."""
    party = market.parties["seller"]
    details = {"contact_email": "office@shop.test", "phone": "+1 212 555 0100", "address": "1 Pier"}
    accounts.edit_party(actor=market.actor("lead"), party=party, **details)
    PartyNumber.objects.create(party=party, scheme="us_ein", value="911144442")
    ask_again(actor=market.system, seller=party, now=database_now())
    give(market, as_(market, "seller"), FIRST)
    return party


def give(market, client, number, status=303):
    """The seller answers what it is asked."""
    asked = DataRequest.objects.filter(state__in=["open", "overdue"]).get()
    answer = client.post(market.url(f"data-requests/{asked.reference}"), {"account": number, "confirmed": "1"})
    assert answer.status_code == status, answer.content
    return asked


def link():
    mails = Effect.objects.filter(kind="mail", payload__contains="payment-moves/").order_by("id")
    return re.search(r"payment-moves/[\w-]+", mails.last().payload).group()


def stale(client):
    """Somebody who sits before a browser that was left open."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
    session.save()


def test_another_account_waits_is_stopped_by_a_click_and_else_asks_who_it_is(market, as_, seller):
    mine, page = as_(market, "seller"), market.url("payment-account")
    assert "ends with 3000" in text(mine.get(page))
    assert "already" in text(mine.post(page, {"account": FIRST}), 422)
    assert mine.post(page, {"account": SECOND}).status_code == 303
    assert payment_account(seller).last == "3000", "not before three days have passed"
    mail = Effect.objects.filter(kind="mail").latest("id").payload
    assert '"to": "office@shop.test"' in mail
    assert "5555" in mail
    assert SECOND not in mail
    url = market.url(link())
    assert "Stop it" in text(Client().get(url)), "to look at it stops nothing"
    assert "Stopped" in text(Client().post(url))
    assert Client().get(url).status_code == 404
    assert (PaymentMove.objects.get().state, PaymentMove.objects.get().account) == ("stopped", {})
    assert Clock.objects.get(kind=CLOCK).state == "stopped"
    assert mine.post(page, {"account": SECOND}).status_code == 303
    clock = Clock.objects.get(kind=CLOCK, state="running")
    assert (clock.due_at - clock.started_at).days == 3
    payment_account_changes(clock, clock.due_at)
    assert payment_account(seller).last == "5555"
    assert SellerTrait.objects.filter(seller=seller, kind="payment").count() == 2
    asked = DataRequest.objects.get(state="open")
    assert asked.basis == "changed"
    assert "the payment account" in asked.words
    give(market, mine, SECOND)
    assert not PaymentMove.objects.filter(state="waiting").exists()


def test_it_is_asked_who_it_is_and_what_is_asked_of_it_is_no_way_round(market, as_, seller):
    mine = as_(market, "seller")
    stale(mine)
    page = text(mine.post(market.url("payment-account"), {"account": SECOND}), 422)
    assert "Confirm that it is you" in page
    assert SECOND in page, "what was typed stays"
    ask_again(actor=market.system, seller=seller, now=database_now())
    give(market, mine, SECOND, 422)
    asked = give(market, as_(market, "seller"), SECOND)
    asked.refresh_from_db()
    assert (asked.account["last"], payment_account(seller).last) == ("3000", "3000")
    move = PaymentMove.objects.get(state="waiting")
    assert as_(market, "other_seller").post(market.url("payment-account/keep")).status_code == 303
    assert as_(market, "brand").get(market.url("payment-account")).status_code == 404
    payment_account_changes(Clock.objects.get(subject_id=move.id), database_now())
    assert payment_account(seller).last == "5555"
    assert not DataRequest.objects.filter(state="open").exists(), "it has confirmed its data with it"
