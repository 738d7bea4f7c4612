"""Shipments: manifests, what happens on the way, bans at the border, losses, and buyers who are reminded."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from fulfillment.models import Order, Shipment, ShipmentUnit
from fulfillment.services.shipments import BannedGoods, Packed, answer_claim, claim_loss, left_of
from fulfillment.trade.banned import Goods, banned
from registry.banning import BanDetails
from registry.goods import LiveBan
from registry.services.bans import add_ban, end_ban
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.ids import uuid7
from tests.enforcement.stage import listing as public_listing
from tests.fulfillment.trade import GTIN, a_paper, a_picture, happened, ordered, run_out, sent
from workflow.models import Clock, Effect

pytestmark = pytest.mark.django_db(databases="__all__")
BAN = LiveBan(
    id=uuid7(), reference="BN-1", kind="import_ban", order="USITC 337", countries=frozenset({"US"}), products=("hair dryers",),
    models=(), allowed=("HD-02",), excepted=frozenset(), right_id=None, action="queue",
)  # fmt: skip


@pytest.fixture
def order(market):
    """An accepted order of two bags, to Germany."""
    return ordered(market, public_listing(market, "SKU-1"), gtin=GTIN)


def subjects():
    return [json.loads(one.payload)["subject"] for one in Effect.objects.filter(kind="mail").order_by("id")]


def test_a_manifest_names_carrier_lines_and_units(market, order):
    parcel = sent(market, order, lines=[Packed(1, 1, ["S1"])], carrier=market.parties["logistics"].reference)
    assert (parcel.state, parcel.carrier, parcel.destination) == ("announced", market.parties["logistics"], "DE")
    assert list(ShipmentUnit.objects.values_list("gtin", "serial")) == [("0" + GTIN, "S1")]
    assert left_of(order) == {1: 1}
    rest = sent(market, order, "TR-2")
    assert rest.lines.get().quantity == 1
    order.refresh_from_db()
    assert (order.state, left_of(order)) == ("shipped", {})
    with pytest.raises(Conflict):
        sent(market, order, "TR-3")


def test_what_cannot_be_sent_is_named_by_field(market, order):
    for field, given_ in (
        ("carrier", {"carrier": " "}),
        ("origin", {"origin": "Norway"}),
        ("lines.0.quantity", {"lines": [Packed(1, 3)]}),
        ("lines.0.position", {"lines": [Packed(2, 1)]}),
        ("lines.0.serials", {"lines": [Packed(1, 1, ["S1", "S2"])]}),
        ("lines.0.serials", {"lines": [Packed(1, 2, ["S1", "S1"])]}),
    ):
        with pytest.raises(Invalid) as refusal:
            sent(market, order, **given_)
        assert field in refusal.value.fields, (field, refusal.value.fields)
    with pytest.raises(NotFound):
        sent(market, order, who="other_seller")


def test_a_parcel_is_followed_until_it_is_delivered_with_its_proof(market, order):
    parcel = sent(market, order, carrier=market.parties["logistics"].reference)
    happened(market, parcel, "received", who="logistics", quantity=2, country="NO", files=[a_paper(b"receipt")])
    parcel = happened(market, parcel, "handed_over", who="logistics")
    assert parcel.state == "on_the_way"
    parcel = happened(market, parcel, "delivered", who="logistics", words="Signed: Z. Quint", files=[a_picture()])
    order.refresh_from_db()
    assert (parcel.state, order.state) == ("delivered", "delivered")
    assert sorted(parcel.papers.values_list("kind", flat=True)) == ["delivery", "receipt"]
    assert [one.kind for one in parcel.events.order_by("id")] == ["announced", "received", "handed_over", "delivered"]
    with pytest.raises(Conflict):
        happened(market, parcel, "lost", who="logistics")


def test_who_sees_a_parcel(market, order):
    parcel = sent(market, order, carrier=market.parties["logistics"].reference)
    seeing = ["lead", "seller", "logistics", "scanner"]
    for who, sees in [*((one, True) for one in seeing), ("other_seller", False), ("brand", False)]:
        assert Shipment.objects.visible_to(market.actor(who)).filter(id=parcel.id).exists() is sees, who
    other = ordered(market, public_listing(market, "SKU-9"), "B-9")
    unseen = sent(market, other, "TR-9")
    assert not Shipment.objects.visible_to(market.actor("logistics")).filter(id=unseen.id).exists()
    with pytest.raises(NotFound):
        happened(market, unseen, "delivered", who="logistics")


def test_a_warehouse_makes_the_manifest_of_what_it_sends(market):
    order = ordered(market, public_listing(market, "SKU-1"), warehouse=market.parties["logistics"].reference)
    parcel = sent(market, order, who="logistics")
    assert parcel.made_by == market.parties["logistics"]
    assert Shipment.objects.visible_to(market.actor("logistics")).filter(id=parcel.id).exists()


def test_a_buyer_is_reminded_of_a_parcel_that_waits_three_times_at_most(market, order):
    parcel = happened(market, sent(market, order), "handed_over")
    parcel = happened(market, parcel, "failed", until=database_now().date() + timedelta(days=30))
    assert "could not be delivered" in subjects()[-1]
    for time in range(3):
        run_out(parcel, "parcel_reminder", after=timedelta(days=3 * time))
        assert subjects()[-1].startswith("Reminder:"), time
    assert not Clock.objects.filter(subject_id=parcel.id, state="running").exists()
    again = happened(market, parcel, "handed_over")
    assert again.kept_until is None
    happened(market, again, "at_customs")
    assert subjects()[-1].startswith("Customs hold")
    happened(market, again, "delivered")
    assert not Clock.objects.filter(subject_id=parcel.id, state="running").exists()


def test_a_loss_is_claimed_once_and_the_buyer_is_told_what_it_gets(market, order):
    parcel = sent(market, order, carrier=market.parties["logistics"].reference)
    asked = {"amount_cents": 3000, "plan": "refund", "plan_by": database_now().date() + timedelta(days=7)}
    with pytest.raises(Conflict):
        claim_loss(actor=market.actor("seller"), shipment=parcel, **asked)
    happened(market, parcel, "lost", who="logistics")
    with pytest.raises(Conflict):
        claim_loss(actor=market.actor("logistics"), shipment=parcel, **asked)
    with pytest.raises(Invalid):
        claim_loss(actor=market.actor("seller"), shipment=parcel, **{**asked, "amount_cents": 0})
    claim_loss(actor=market.actor("seller"), shipment=parcel, **asked)
    assert subjects()[-1] == "Your parcel TR-1 is lost"
    with pytest.raises(Conflict):
        claim_loss(actor=market.actor("seller"), shipment=parcel, **asked)
    assert answer_claim(actor=market.actor("logistics"), shipment=parcel, pays=True).state == "paid"
    with pytest.raises(Conflict):
        answer_claim(actor=market.actor("seller"), shipment=parcel, pays=False)
    order.refresh_from_db()
    assert left_of(order) == {1: 2}  # what was lost can be sent again


def test_an_import_ban_stops_a_parcel_and_is_named(market, as_):
    dryer = public_listing(market, "SKU-1", title="Ionic hair dryer, 2000 W", markets=["US", "DE"])
    order = ordered(market, dryer, destination="US")
    details = BanDetails(
        kind="import_ban", title="Certain hair dryers", authority="USITC", order="337-TA-1", territories=("US",),
        products=("hair dryer",),
    )  # fmt: skip
    ban = add_ban(actor=market.actor("lead"), details=details)
    with pytest.raises(BannedGoods) as refusal:
        sent(market, order)
    assert refusal.value.ban == ban.reference
    assert "Certain hair dryers" in refusal.value.message
    assert not Shipment.objects.exists()
    assert Entry.objects.filter(verb="shipment.banned").count() == 1
    page = as_(market, "seller").post(
        market.url(f"orders/{order.reference}/ship"),
        {"carrier": "Posten", "tracking": "TR-1", "origin": "NO", "quantity_1": "2", "serials_1": ""},
    )
    assert page.status_code == 409
    assert "Certain hair dryers" in page.content.decode()
    assert Entry.objects.filter(verb="shipment.banned").count() == 2
    assert sent(market, order, "TR-2", origin="US").state == "announced"  # what is there already is not brought in
    end_ban(actor=market.actor("lead"), ban=ban)
    other = ordered(market, dryer, "B-2", destination="US")
    assert sent(market, other, "TR-3").state == "announced"


def test_the_api_names_the_ban_and_the_log_keeps_it(market, as_):
    dryer = public_listing(market, "SKU-1", title="Ionic hair dryer", markets=["US"])
    order = ordered(market, dryer, destination="US")
    details = BanDetails(
        kind="exclusion_order",
        title="Dryers",
        authority="USITC",
        order="337",
        territories=("US",),
        products=("hair dryer",),
    )
    add_ban(actor=market.actor("lead"), details=details)
    body = {"carrier": "Posten", "tracking": "T", "origin": "NO"}
    url = market.url(f"api/v1/orders/{order.reference}/shipments")
    answer = as_(market, "seller").post(url, body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "import_ban")
    assert Entry.objects.filter(verb="shipment.banned").exists()


def test_bans_reach_what_they_name_and_nothing_else():
    def is_banned(title, origin="NO", destination="US", ban=BAN, **more):
        return banned(Goods(title, **more), [ban], origin=origin, destination=destination) is not None

    assert is_banned("Ionic hair dryer")
    assert is_banned("Dryers for fine hair")
    assert is_banned("A dryer", category=("Hair",))
    assert not is_banned("A brush", category=("Hair dryers",))
    assert not is_banned("Hair dryer", destination="DE")
    assert not is_banned("Hair dryer HD 02")
    assert is_banned("Hair dryer HD 021")
    assert not is_banned("Hair dryer", origin="US")
    assert is_banned("Hair dryer", origin="US", ban=replace(BAN, kind="recall"))
    seller = uuid7()
    assert not is_banned("Hair dryer", seller=seller, ban=replace(BAN, excepted=frozenset({seller})))
    only = replace(BAN, models=("PX-9",), allowed=())
    assert is_banned("Hair dryer PX9", ban=only)
    assert not is_banned("Hair dryer PX8", ban=only)
    union = replace(BAN, countries=frozenset({"DE", "FR"}))
    assert not is_banned("Hair dryer", origin="FR", destination="DE", ban=union)
    assert is_banned("Hair dryer", origin="NO", destination="DE", ban=union)


@given(st.text(max_size=40), st.text(max_size=20))
def test_a_ban_is_found_in_any_dress_and_nothing_breaks_it(before, after):
    ban = replace(BAN, allowed=())
    goods = Goods(f"{before} hair   DRYER {after}")
    assert banned(goods, [ban], origin="NO", destination="US") == ban


def test_pages_of_a_parcel(market, order, as_):
    parcel = sent(market, order, carrier=market.parties["logistics"].reference)
    url = market.url(f"shipments/{parcel.reference}")
    carrier, stranger = as_(market, "logistics"), as_(market, "other_seller")
    assert "TR-1" in carrier.get(url).content.decode()
    assert order.number in as_(market, "seller").get(url).content.decode()
    assert stranger.get(url).status_code == 404
    sent_ = carrier.post(f"{url}/event", {"event-kind": "handed_over", "event-country": "NO"})
    assert sent_.status_code == 303
    assert carrier.post(f"{url}/event", {"event-kind": "nothing"}).status_code == 422
    assert Order.objects.get().state == "shipped"
