"""Fraud: reported by anybody, joined by what recurs, published by a person, naming nobody; corrected and withdrawn."""

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Party
from audit.models import Entry
from sellers.models import FraudMark, FraudSignal, FraudWarning, SellerTrait
from sellers.onboarding.findings import findings
from sellers.services import warning_mails, warnings
from sellers.services.warning_mails import mail_warnings
from sellers.services.warnings import Said, Warned
from sellers.warnings.reading import marks
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid
from tests.architecture.stage_sellers import applied
from workflow.models import Effect

TOLD = "Pay 400 EUR to DE89 3704 0044 0532 0130 00 first, call +49 30 901820 or write to desk@fast-trade.example."
WARNED = Warned(title="Money first", watch="A large order and a hurry; fast-trade.example.", do="Wait for your bank.")


def said(kind="advance", words=TOLD, **more):
    return Said(kind=kind, words=words, **more)


def test_two_reports_share_a_domain_and_become_a_warning_that_the_sellers_read(market, as_):
    page = market.url("fraud")
    outside = Client()
    assert outside.post(page, {"kind": "advance", "words": ""}).status_code == 422
    sent = {"kind": "advance", "words": TOLD, "email": "buyer@else.example"}
    assert outside.post(page, sent).status_code == 303
    assert (
        as_(market, "seller")
        .post(page, {"kind": "advance", "words": "Again https://fast-trade.example/pay"})
        .status_code
        == 303
    )
    first, second = FraudSignal.objects.order_by("id")
    assert (first.party, second.party) == (None, market.parties["seller"])
    assert not FraudMark.objects.filter(digest__contains="901820").exists()
    reviewer = as_(market, "reviewer")
    assert "Domain" in reviewer.get(market.url(f"fraud/signals/{second.reference}")).content.decode()
    form = {"signal": [first.reference, second.reference], "kind": "advance", "title": "Money first", "do": "Wait."}
    named = reviewer.post(market.url("fraud/signals/warn"), {**form, "watch": "Beware of Corner Shop."})
    assert (named.status_code, FraudWarning.objects.count()) == (422, 0)
    assert "Somebody is named here" in named.content.decode()
    assert reviewer.post(market.url("fraud/signals/warn"), {**form, "watch": "Orders in a hurry."}).status_code == 303
    warning = FraudWarning.objects.get()
    seller = as_(market, "seller")
    assert "Orders in a hurry." in seller.get(market.url("warnings")).content.decode()
    assert seller.get(market.url("warnings/count")).content == b"1"
    told = [one.payload for one in Effect.objects.filter(kind="mail") if "buyer@else.example" in str(one.payload)]
    assert len(told) == 2
    lead = as_(market, "lead")
    assert (
        lead.post(market.url(f"warnings/{warning.reference}/withdraw"), {"why": "It was their own bank."}).status_code
        == 303
    )
    assert "It was their own bank." in seller.get(market.url(f"warnings/{warning.reference}")).content.decode()
    assert seller.get(market.url("warnings/count")).content == b""


def test_nothing_is_published_but_by_who_may_and_what_names_nobody(market):
    row = warnings.report_fraud(actor=Actor.anonymous(market.id), said=said())
    publish = {"kind": "advance", "signals": [row.reference]}
    with pytest.raises(Denied):
        warnings.publish_warning(actor=market.actor("seller"), said=WARNED, **publish)
    for words in ("Call +49 30 901820.", "Write to desk@fast-trade.example.", "DE89 3704 0044 0532 0130 00"):
        with pytest.raises(Invalid):
            warnings.publish_warning(actor=market.actor("lead"), said=Warned(title="A", watch=words, do="B"), **publish)
    made = warnings.publish_warning(actor=market.actor("lead"), said=WARNED, **publish)
    with pytest.raises(Conflict):
        warnings.dismiss_signal(actor=market.actor("lead"), reference=row.reference, words="No.")
    again = Warned(title="Money first", watch="Big orders.", do="Wait.")
    warnings.correct_warning(actor=market.actor("lead"), reference=made.reference, said=again, why="Shorter.")
    assert [one.watch for one in made.versions.order_by("number")] == [WARNED.watch, "Big orders."]


def test_an_applicant_whose_telephone_stands_in_a_warning_is_pointed_out(market):
    applicant = applied(market, "Fjellvind")
    assert SellerTrait.objects.filter(seller=applicant.party, kind="phone").exists()
    row = warnings.report_fraud(actor=Actor.anonymous(market.id), said=said())
    assert "fraud_warning" not in {one.code for one in findings(applicant, database_now())}
    warnings.publish_warning(actor=market.actor("lead"), kind="advance", said=WARNED, signals=[row.reference])
    assert "fraud_warning" in {one.code for one in findings(applicant, database_now())}


def test_what_a_report_is_recognised_by():
    found = {(one.kind, one.value) for one in marks(TOLD)}
    assert found >= {("payment", "DE89370400440532013000"), ("phone", "4930901820"), ("domain", "fast-trade.example")}
    assert marks("Mail to ada@gmail.com")[0].kind == "mail"
    assert not marks("See https://shop.fair.example/x", own_domains=frozenset(["fair.example"]))
    long = "one two three four five six seven eight nine ten " * 3
    shared = {one.value for one in marks(f"Hello. {long}")} & {one.value for one in marks(f"{long} Regards, Sam")}
    assert shared


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_no_text_is_too_strange_to_be_read_and_nothing_shown_gives_a_number_away(words):
    for one in marks(words):
        assert one.kind in {"domain", "mail", "phone", "payment", "wording"}
        assert one.kind == "domain" or one.value not in one.shown or not one.shown


def test_a_warning_is_mailed_to_each_seller_who_was_here_once_however_often_the_round_comes(market, monkeypatch):
    monkeypatch.setattr(warning_mails, "A_PART", 1)
    row = warnings.report_fraud(actor=Actor.anonymous(market.id), said=said())
    made = warnings.publish_warning(actor=market.actor("lead"), kind="advance", said=WARNED, signals=[row.reference])
    here = set(Party.objects.filter(kind="seller", state="active").values_list("id", flat=True))
    letters = Effect.objects.filter(kind="mail", payload__contains="A warning of fraud: Money first")
    assert not letters.exists(), "never in the request"
    now = database_now()
    with pytest.raises(Died), transaction.atomic():
        mail_warnings(actor=market.system, now=now)
        raise Died
    for turn in range(len(here) + 3):
        again = mail_warnings(actor=market.system, now=now)
        assert letters.count() <= turn + 1, "a part in each turn"
    assert again is None
    assert sorted(one.recipient for one in letters) == sorted(f"party:{id}" for id in here)
    assert "Wait for your bank." in letters[0].payload
    assert Entry.objects.filter(verb="warning.mailed", subject_id=made.id).count() == len(here)
    other = warnings.report_fraud(actor=Actor.anonymous(market.id), said=said())
    second = warnings.publish_warning(
        actor=market.actor("lead"), kind="advance", said=WARNED, signals=[other.reference]
    )
    warnings.withdraw_warning(actor=market.actor("lead"), reference=second.reference, why="It was nothing.")
    mail_warnings(actor=market.system, now=now)
    assert letters.count() == len(here), "what is withdrawn is mailed to nobody"


class Died(Exception):
    """A worker that was killed."""
