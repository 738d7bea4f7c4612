"""Orders: the gate is asked again, the buyer gets a link and can be forgotten, strangers see nothing."""

import json
from dataclasses import replace

import pytest

from audit.models import Entry, Secret
from audit.rows import load_words
from fulfillment.models import Order, OrderRecord
from fulfillment.services.orders import Bought, cancel, close, decide_order, tell_order
from fulfillment.trade.buyers import order_of, token_of
from registry.models import GateCheck, LicenceUse
from registry.services.gate import Asked, check_order
from registry.services.sellers import authorise_seller, revoke_authorisation
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.cast import add_key
from tests.enforcement.stage import listing as public_listing
from tests.enforcement.stage import trademark
from tests.fulfillment.trade import GTIN, nobody, ordered, sent, shop, told
from workflow.models import Effect

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def bag(market):
    """A published listing of the cast's seller."""
    return public_listing(market, "SKU-1")


def mails():
    return [
        json.loads(one.payload)
        for one in Effect.objects.filter(kind="mail", recipient__startswith="order:").order_by("id")
    ]


def test_an_order_without_a_right_in_it_is_accepted_and_its_buyer_has_a_link(market, bag):
    order = ordered(market, bag, gtin=GTIN)
    line = order.lines.get()
    assert (order.state, line.gate_check, line.gtin) == ("accepted", None, "0" + GTIN)
    [mail] = mails()
    token = token_of(order)
    assert mail["to"] == "zelda@buyer.test"
    assert f"/bought/{token}" in mail["body"]
    assert order_of(token) == order
    for text in ("", token[:-1], token.upper(), order.token_hash):
        with pytest.raises(NotFound):
            order_of(text)


def test_the_gate_refuses_and_nothing_is_sent(market, bag):
    right = trademark(market, "Aurora")
    holder = market.actor("brand")
    given = authorise_seller(actor=holder, right=right, seller=market.parties["seller"])
    revoke_authorisation(actor=holder, authorised=given)
    order = ordered(market, bag, rights=[right.reference], classes=[18])
    check = order.lines.get().gate_check
    assert (order.state, check.verdict, check.moment) == ("refused", "no", "order")
    assert "cannot be carried out" in mails()[-1]["subject"]
    with pytest.raises(Conflict):
        sent(market, order)


def test_what_the_gate_was_asked_at_checkout_is_not_asked_again(market, bag):
    right = trademark(market, "Aurora")
    asked = Asked(market.parties["seller"], (right,), "DE", database_now().date(), quantity=2)
    known = check_order(actor=market.system, line="CART-7", asked=asked)
    line = Bought(bag.number, 2, 100, line="CART-7", rights=[right.reference])
    order = tell_order(actor=shop(market), told=replace(told(bag, destination="DE"), lines=[line]))
    assert order.lines.get().gate_check == known
    assert GateCheck.objects.count() == 1
    other = replace(told(bag, "B-2", destination="DE"), lines=[replace(line, quantity=3)])
    with pytest.raises(Conflict):
        tell_order(actor=shop(market), told=other)


def test_staff_decide_where_the_gate_cannot_say(market, bag):
    right = trademark(market, "Aurora")

    yes, no = (ordered(market, bag, number, rights=[right.reference]) for number in ("B-1", "B-2"))
    assert (yes.state, yes.lines.get().gate_check.verdict) == ("placed", "ask")
    with pytest.raises(Conflict):
        sent(market, yes)
    with pytest.raises(Denied):
        decide_order(actor=market.actor("seller"), order=yes, accept=True)
    assert decide_order(actor=market.actor("reviewer"), order=yes, accept=True).state == "accepted"
    assert decide_order(actor=market.actor("reviewer"), order=no, accept=False).state == "refused"
    with pytest.raises(Conflict):
        decide_order(actor=market.actor("reviewer"), order=no, accept=True)


def test_the_same_order_twice_is_one(market, bag):
    first, again = ordered(market, bag), ordered(market, bag)
    assert first == again
    assert Order.objects.count() == 1
    assert len(mails()) == 1
    with pytest.raises(Conflict):
        ordered(market, bag, quantity=3)


def test_what_cannot_be_an_order_is_named_by_field(market, bag):
    theirs = public_listing(market, "SKU-2", seller="other_seller")
    good = told(bag)
    wrongs = (
        ("number", {"number": " "}),
        ("destination", {"destination": "Germany"}),
        ("currency", {"currency": "euro"}),
        ("email", {"email": "zelda"}),
        ("language", {"language": "tlh"}),
        ("warehouse", {"warehouse": "PA-NONE1"}),
        ("lines", {"lines": []}),
        ("lines.0.listing", {"lines": [Bought("SKU-9", 1, 1)]}),
        ("lines.0.quantity", {"lines": [Bought(bag.number, 0, 1)]}),
        ("lines.0.price_cents", {"lines": [Bought(bag.number, 1, -1)]}),
        ("lines.0.gtin", {"lines": [Bought(bag.number, 1, 1, gtin="4006381333932")]}),
        ("lines", {"lines": [Bought(bag.number, 1, 1), Bought(theirs.number, 1, 1)]}),
    )
    for field, wrong in wrongs:
        with pytest.raises(Invalid) as refusal:
            tell_order(actor=shop(market), told=replace(good, **wrong))
        assert field in refusal.value.fields, (field, refusal.value.fields)
    assert not Order.objects.exists()


def test_the_buyer_can_be_forgotten_and_the_log_never_knew(market, bag):
    order = ordered(market, bag)
    assert b"Quint" not in b"".join(bytes(row) for row in Entry.objects.values_list("data", flat=True))
    record = OrderRecord.objects.get()
    assert record.name == "Zelda Quint"
    Secret.objects.filter(owner_id=record.id, value__isnull=False).delete()
    load_words([record])
    assert (record.name, record.email, record.address) == ("", "", "")
    before = len(mails())
    sent(market, order)
    assert len(mails()) == before  # nobody is left to be written to


def test_who_sees_an_order(market, bag):
    order = ordered(market, bag, warehouse=market.parties["logistics"].reference)
    seen = {
        who: Order.objects.visible_to(market.actor(who)).filter(id=order.id).exists()
        for who in ("lead", "reviewer_de", "seller", "logistics", "other_seller", "brand", "inspector")
    }
    assert seen == {
        "lead": True, "reviewer_de": True, "seller": True, "logistics": True, "other_seller": False, "brand": False,
        "inspector": False,
    }  # fmt: skip
    assert not Order.objects.visible_to(nobody(market)).exists()


def test_cancelled_it_gives_back_what_it_drew_and_delivered_it_is_closed(market, bag):
    order = ordered(market, bag)
    assert cancel(actor=market.actor("lead"), order=order).state == "cancelled"
    assert not LicenceUse.objects.filter(given_back_at=None).exists()
    with pytest.raises(Conflict):
        close(actor=market.actor("lead"), order=order)


def test_the_shop_tells_by_its_key(client, market, bag):
    key = add_key(market, "checkout", party="operator", scopes=["orders"])
    body = {
        "number": "B-7", "destination": "DE", "currency": "EUR", "email": "zelda@buyer.test", "name": "Zelda",
        "lines": [{"listing": bag.number, "quantity": 1, "price_cents": 900}],
    }  # fmt: skip
    answer = client.post(market.url("api/v1/orders"), body, content_type="application/json", headers=key.headers)
    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert (said["state"], said["lines"][0]["verdict"]) == ("accepted", "")
    assert "/bought/" in said["link"]
    read = client.get(market.url(f"api/v1/orders/{said['reference']}"), headers=key.headers).json()
    assert "link" not in read
    assert "zelda" not in json.dumps(read).lower()
    assert client.get(read and market.url("api/v1/orders/OR-99999"), headers=key.headers).status_code == 404


def test_pages_of_the_seller_and_of_nobody_else(client, market, bag, as_):
    order = ordered(market, bag)
    seller, stranger = as_(market, "seller"), as_(market, "other_seller")
    assert bag.title in seller.get(market.url(f"orders/{order.reference}")).content.decode()
    assert order.number in seller.get(market.url("orders")).content.decode()
    assert seller.get(market.url("orders/count")).content == b"1"
    assert stranger.get(market.url(f"orders/{order.reference}")).status_code == 404
    assert order.number not in stranger.get(market.url("orders")).content.decode()
