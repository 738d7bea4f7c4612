"""Complaints of buyers: every way through them, silence of each side, the bridge to the procedure for rights, and who sees what."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.models import Entry
from fulfillment.models import TradeComplaint
from fulfillment.services import trade_complaints as services
from fulfillment.services.trade_deciding import decide_complaint
from fulfillment.trade.buyers import token_of
from sellers.models import QualityFact
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid
from tests.cast import add_key
from tests.enforcement.stage import listing as public_listing
from tests.fulfillment.trade import (
    a_paper,
    a_picture,
    answered,
    complained,
    happened,
    nobody,
    ordered,
    run_out,
    sent,
)
from workflow.models import Clock, Effect

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def order(market):
    """An accepted order of two bags for 30 EUR."""
    return ordered(market, public_listing(market, "SKU-1"))


def running(complaint):
    return set(Clock.objects.filter(subject_id=complaint.id, state="running").values_list("kind", flat=True))


def kinds(complaint):
    return list(complaint.statements.order_by("id").values_list("side", "kind"))


def decide(market, complaint, remedy, **more):
    return decide_complaint(
        actor=market.actor("reviewer"), complaint=complaint, remedy=remedy, **{"words": "The picture shows it.", **more}
    )


def last_mail(recipient="order:"):
    return json.loads(Effect.objects.filter(kind="mail", recipient__startswith=recipient).latest("id").payload)


def test_an_offer_is_accepted_done_and_settled_with_a_receipt(market, order):
    complaint = complained(market, order, files=[a_picture()])
    assert (complaint.state, complaint.source, running(complaint)) == ("open", "buyer", {"trade_answer"})
    complaint = answered(market, complaint, "price_difference", cents=500)
    assert (complaint.state, running(complaint)) == ("offered", {"trade_reply"})
    assert "Give back a part of the price" in last_mail()["body"]
    complaint = services.reply(actor=nobody(market), complaint=complaint, accepts=True)
    assert (complaint.state, complaint.remedy_cents, running(complaint)) == ("owed", 500, {"trade_owed"})
    with pytest.raises(Invalid):
        services.confirm_done(actor=market.actor("seller"), complaint=complaint)
    complaint = services.confirm_done(actor=market.actor("seller"), complaint=complaint, files=[a_paper()])
    assert (complaint.state, complaint.settled_by, running(complaint)) == ("settled", "agreement", set())
    assert kinds(complaint) == [
        ("buyer", "complained"),
        ("seller", "offered"),
        ("buyer", "accepted"),
        ("seller", "done"),
    ]
    with pytest.raises(Conflict):
        services.withdraw(actor=nobody(market), complaint=complaint)
    assert complained(market, order).state == "open"  # a new one may be opened once it is over


def test_who_says_that_it_was_delivered_shows_it_and_silence_lets_the_proof_stand(market, order):
    parcel = sent(market, order)
    complaint = complained(market, order, "false_tracking", wants="deliver")
    with pytest.raises(Invalid) as refusal:
        answered(market, complaint, "")
    assert "papers" in refusal.value.fields
    happened(market, parcel, "delivered", files=[a_paper(b"signed")])
    complaint = answered(market, complaint, "")  # the parcel has its proof on file now
    assert (complaint.state, running(complaint)) == ("contested", {"trade_proof"})
    run_out(complaint, "trade_proof")
    assert (complaint.state, complaint.settled_by, running(complaint)) == ("closed", "silence", set())


def test_a_fake_is_contested_with_an_invoice_alone(market, order):
    sent(market, order)
    complaint = complained(market, order, "fake")
    with pytest.raises(Invalid):
        answered(market, complaint, "")
    complaint = answered(market, complaint, "", files=[a_paper()], paper="purchase")
    assert complaint.papers.get().kind == "purchase"
    assert services.reply(actor=nobody(market), complaint=complaint, accepts=True).state == "closed"


def test_a_silent_seller_brings_it_to_the_marketplace_and_the_rule_of_the_house_refunds(market, order):
    complaint = complained(market, order)
    run_out(complaint, "trade_answer")
    assert (complaint.state, complaint.seller_silent, running(complaint)) == ("mediation", True, {"trade_mediation"})
    assert "A refund is proposed" in last_mail()["body"]
    run_out(complaint, "trade_mediation")
    assert (complaint.state, complaint.remedy, complaint.settled_by) == ("owed", "refund", "decision")
    run_out(complaint, "trade_owed")
    assert complaint.state == "mediation"
    assert decide(market, complaint, "refund").state == "owed"


def test_what_the_marketplace_does_not_decide_in_time_is_shown_where_the_seller_had_answered(market, order, as_):
    complaint = answered(market, complained(market, order), "reissue")
    complaint = services.reply(actor=nobody(market), complaint=complaint, accepts=False, words="I want my money.")
    run_out(complaint, "trade_mediation")
    assert complaint.state == "mediation"
    assert Entry.objects.filter(verb="trade.undecided").count() == 1
    page = as_(market, "reviewer").get(market.url(f"trade/{complaint.reference}")).content.decode()
    assert "The time of the marketplace has passed" in page


def test_a_buyer_who_says_nothing_to_an_offer_has_accepted_it(market, order):
    complaint = answered(market, complained(market, order), "refund")
    run_out(complaint, "trade_reply")
    assert (complaint.state, complaint.settled_by) == ("owed", "silence")
    assert services.confirm_done(actor=nobody(market), complaint=complaint).state == "settled"


def test_the_marketplace_decides_for_either_side_with_reasons(market, order):
    complaint = answered(market, complained(market, order), "", words="It was whole when it left.")
    complaint = services.reply(actor=nobody(market), complaint=complaint, accepts=False, words="It was not.")
    with pytest.raises(Denied):
        decide_complaint(actor=market.actor("seller"), complaint=complaint, remedy="", words="No.")
    for field, said in (
        ("words", {"remedy": "refund", "words": " "}),
        ("remedy", {"remedy": "gold"}),
        ("cents", {"remedy": "refund", "cents": 3001}),
        ("cents", {"remedy": "price_difference"}),
    ):
        with pytest.raises(Invalid) as refusal:
            decide(market, complaint, **said)
        assert field in refusal.value.fields, (field, refusal.value.fields)
    done = decide(market, complaint, "")
    assert (done.state, done.remedy, done.settled_by) == ("closed", "", "decision")
    with pytest.raises(Conflict):
        decide(market, complaint, "refund")


def test_a_clock_that_fires_late_changes_nothing(market, order):
    complaint = complained(market, order)
    late = Clock.objects.get(subject_id=complaint.id, kind="trade_answer")
    complaint = answered(market, complaint, "refund")
    late.refresh_from_db()
    assert late.state == "stopped"
    Clock.objects.filter(id=late.id).update(state="running")
    run_out(complaint, "trade_answer")
    assert (complaint.state, complaint.seller_silent) == ("offered", False)


def test_what_cannot_be_complained_of_is_named(market, order):
    seller_has_time = ordered(
        market, public_listing(market, "SKU-2"), "B-2", ship_by=database_now().date() + timedelta(days=2)
    )
    for field, on, kind, more in (
        ("kind", order, "smell", {}),
        ("wants", order, "quality", {"wants": "gold"}),
        ("words", order, "quality", {"words": " "}),
        ("position", order, "quality", {"position": 7}),
        ("kind", order, "false_tracking", {}),
        ("kind", seller_has_time, "not_shipped", {}),
    ):
        with pytest.raises(Invalid) as refusal:
            complained(market, on, kind, **more)
        assert list(refusal.value.fields) == [field], (field, kind, refusal.value.fields)
    complained(market, order, "not_shipped")
    with pytest.raises(Conflict):
        complained(market, order, "not_shipped")
    assert TradeComplaint.objects.count() == 1


def test_only_the_seller_answers_and_nobody_speaks_for_the_buyer(market, order):
    complaint = complained(market, order)
    with pytest.raises(Denied):
        answered(market, complaint, who="other_seller")
    with pytest.raises(Denied):
        answered(market, complaint, who="seller_reader")
    with pytest.raises(Denied):
        services.reply(actor=market.actor("seller"), complaint=complaint, accepts=True)
    with pytest.raises(Denied):
        services.withdraw(actor=market.actor("reviewer"), complaint=complaint)
    with pytest.raises(Denied):
        services.complain(actor=market.actor("brand"), order=order, wrong=None)


def test_what_concerns_the_goods_goes_to_the_sellers_record_once(market, order):
    fake = complained(market, order, "fake")
    complained(market, order, "not_shipped")
    fact = QualityFact.objects.get()
    assert (fact.kind, fact.source, fact.cause) == ("suspected_fake", "buyer", fake.reference)


def test_who_sees_a_complaint(market, order, as_):
    complaint = complained(market, order)
    for who, sees in (
        ("seller", 200),
        ("seller_reader", 200),
        ("reviewer", 200),
        ("auditor", 200),
        ("other_seller", 404),
    ):
        assert as_(market, who).get(market.url(f"trade/{complaint.reference}")).status_code == sees, who
    assert as_(market, "brand").get(market.url("trade")).status_code == 403
    assert as_(market, "seller").get(market.url("trade/count")).content == b"1"
    assert as_(market, "reviewer").get(market.url("trade/count")).content == b""
    assert as_(market, "seller").get(market.url("trade/surges")).status_code == 404


def test_a_buyer_complains_without_an_account_and_follows_it(market, order, client):
    token = token_of(order)
    home = market.url(f"bought/{token}")
    page = client.get(home)
    assert (page.status_code, page["Cache-Control"], page["Referrer-Policy"]) == (
        200,
        "no-store, private",
        "strict-origin",
    )
    assert client.get(market.url(f"bought/{token[:-1]}0")).status_code == 404
    assert client.get(f"{home}/complain").status_code == 200
    assert client.post(f"{home}/complain", {"kind": "quality", "wants": "refund", "words": ""}).status_code == 422
    sent_ = client.post(f"{home}/complain", {"kind": "quality", "wants": "refund", "words": "Torn."})
    assert sent_.status_code == 303
    complaint = TradeComplaint.objects.get()
    here = sent_["Location"]
    assert "Torn." in client.get(here).content.decode()
    answered(market, complaint, "refund", files=[a_picture("red")])
    shown = client.get(here).content.decode()
    assert "Accept the offer" in shown
    evidence = complaint.papers.get().evidence.reference
    picture = client.get(f"{home}/files/{evidence}")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    other = ordered(market, public_listing(market, "SKU-2"), "B-2")
    theirs = market.url(f"bought/{token_of(other)}")
    assert client.get(f"{theirs}/files/{evidence}").status_code == 404
    assert client.get(f"{theirs}/complaints/{complaint.reference}").status_code == 404
    assert client.post(here, {"deed": "refuse", "refuse-words": ""}).status_code == 422
    assert client.post(here, {"deed": "accept"}).status_code == 303
    assert client.post(here, {"deed": "accept"}).status_code == 409
    complaint.refresh_from_db()
    assert complaint.state == "owed"
    assert client.post(here, {"deed": "have"}).status_code == 303
    complaint.refresh_from_db()
    assert complaint.state == "settled"


def test_seller_and_staff_answer_on_pages(market, order, as_):
    complaint = complained(market, order)
    seller, staff = as_(market, "seller"), as_(market, "reviewer")
    url = market.url(f"trade/{complaint.reference}")
    assert (
        seller.post(f"{url}/answer", {"answer-remedy": "price_difference", "answer-words": "Sorry."}).status_code == 422
    )
    assert staff.post(f"{url}/answer", {"answer-remedy": "refund", "answer-words": "Sorry."}).status_code == 403
    answer = {"answer-remedy": "price_difference", "answer-amount": "5.00", "answer-words": "Sorry."}
    assert seller.post(f"{url}/answer", answer).status_code == 303
    assert seller.post(f"{url}/answer", answer).status_code == 409
    services.reply(actor=nobody(market), complaint=complaint, accepts=False, words="All of it.")
    decision = {"decide-remedy": "refund", "decide-words": "It is torn."}
    assert staff.post(f"{url}/decide", {**decision, "decide-words": ""}).status_code == 422
    assert staff.post(f"{url}/decide", decision).status_code == 303
    assert "You owe" not in staff.get(url).content.decode()
    assert "What you owe" in seller.get(url).content.decode()


def test_shop_and_seller_work_by_their_keys(market, order, client):
    shop = add_key(market, "trade shop", party="operator", scopes=["trade"])
    seller = add_key(market, "trade seller", party="seller", scopes=["trade", "shipments"])
    base = market.url("api/v1/trade-complaints")
    body = {"order": order.reference, "kind": "short_quantity", "wants": "reissue", "words": "One of two came."}
    made = client.post(base, body, content_type="application/json", headers=shop.headers)
    assert made.status_code == 201, made.content
    one = f"{base}/{made.json()['reference']}"
    assert client.post(base, body, content_type="application/json", headers=seller.headers).status_code == 403
    assert made.json()["statements"][0]["words"] == "One of two came."
    answer = client.post(
        f"{one}/answer",
        {"remedy": "reissue", "words": "Tomorrow."},
        content_type="application/json",
        headers=seller.headers,
    )
    assert (answer.status_code, answer.json()["state"]) == (200, "offered")
    replied = client.post(f"{one}/reply", {"accepts": True}, content_type="application/json", headers=shop.headers)
    assert replied.json()["state"] == "owed"
    receipt = {"file": a_file()}
    done = client.post(f"{one}/done", receipt, headers=seller.headers)
    assert (done.status_code, done.json()["state"]) == (200, "settled"), done.content
    assert [row["state"] for row in client.get(base, headers=seller.headers).json()["results"]] == ["settled"]


def a_file():
    return SimpleUploadedFile("receipt.pdf", a_paper()[1].data, "application/pdf")


def test_a_complaint_outlives_the_end_of_its_order(market, order):
    parcel = sent(market, order)
    happened(market, parcel, "delivered")
    order.refresh_from_db()
    assert order.state == "delivered"
    assert complained(market, order, "return_refused").state == "open"
