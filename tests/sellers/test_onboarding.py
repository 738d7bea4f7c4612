"""A seller asks to be let in: the job as a German company with two brands, what is found, and what is decided."""

import re
from datetime import timedelta
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Party
from registry.models import PartyNumber
from registry.services import register_right
from sellers import services
from sellers.models import Restraint, SellerApplication, SellerLimit, SellerTrait
from sellers.onboarding.findings import findings
from sellers.onboarding.risk import LOOK, score_of
from sellers.services import note_prior, restrain_seller
from sellers.services.onboarding import FORGOTTEN_AFTER, lapse_drafts
from tenancy.context import database_now
from tenancy.errors import Invalid
from tests.enforcement.pages import text
from tests.registry.conftest import MARK, PDF
from workflow.models import Effect

IBAN = "DE89 3704 0044 0532 0130 00"
WHO = {
    "kind": "company", "country": "DE", "contact_name": "Jana Brandt", "email": "jana@nordlicht.example",
    "phone": "+49 40 3080 1100",
}  # fmt: skip
COMPANY = {
    "name": "Nordlicht Handels GmbH", "address": "Speicherstraße 4, 20457 Hamburg", "register": "Amtsgericht Hamburg, HRB",
    "number": "Hamburg HRB 11223", "vat": "DE136695976", "website": "https://www.nordlicht.example",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"


def paper(name="paper.pdf", more=b""):
    return SimpleUploadedFile(name, PDF + b"%" + name.encode() + more + b"\n", "application/pdf")


def begun(market, **changed):
    """The link of an application of which the first step is done, as the mail holds it."""
    answer = Client().post(market.url("sell"), {**WHO, **changed})
    assert answer.status_code == 303, answer.content.decode()
    mail = Effect.objects.filter(kind="mail").latest("id").payload
    return re.search(r"http[^\s\"\\]+?(/m/[^\s\"\\]+/sell/[0-9a-f]{64})", mail).group(1)


def send(link, step, fields, *, client=None):
    return (client or Client()).post(f"{link}/{step}", fields)


def whole(market, **changed):
    """An application that was handed in by somebody honest, in as few forms as there are."""
    who = {name: changed.pop(name) for name in list(changed) if name in WHO}
    brand = changed.pop("brand", {"name": "Fjellvind", "basis": "own", "number": "018442190"})
    account = changed.pop("account", IBAN)
    more = changed.get("name", "").encode()
    link = begun(market, **who)
    forms = [
        ("company", {**COMPANY, **changed, "extract": paper("extract.pdf", more)}),
        ("signatory", {"signatory": "Jana Brandt", "identity": paper("card.pdf", more)}),
        ("payment", {"holder": "Nordlicht", "account": account, "certified": "1"}),
        ("brands", {**brand, "then": "on"}),
        ("suppliers", {"name": "Garn & Co KG", "country": "PT", "contract": paper("contract.pdf", more), "then": "on"}),
        ("send", {"true": "1"}),
    ]
    for step, fields in forms:
        answer = send(link, step, fields)
        assert answer.status_code == 303, (step, answer.content.decode())
    assert len(forms) + 1 <= 12, "an honest seller finishes in at most twelve forms"
    return SellerApplication.objects.select_related("party").latest("id"), link


@pytest.mark.django_db
def test_a_german_company_with_two_brands_stops_half_way_and_finishes_elsewhere(market):
    link = begun(market)
    first = Client()
    wrong = text(
        send(link, "company", {**COMPANY, "vat": "DE136695977", "extract": paper("extract.pdf")}, client=first), 422
    )
    assert "The check digit of this USt-IdNr. (Germany) is wrong" in wrong
    assert "DE136695977" in wrong, "what was typed stays"
    assert "extract.pdf" in wrong, "and so does the file"
    bad = text(
        send(link, "payment", {"holder": "Nordlicht", "account": "DE88 3704 0044 0532 0130 00"}, client=first), 422
    )
    assert "The check digits of this IBAN are wrong" in bad
    first.logout()
    second = Client()
    opened = second.get(link)
    assert opened.status_code == 303
    assert opened["Location"].endswith("/company"), "it goes on where it stopped"
    assert "Nordlicht Handels GmbH" in text(second.get(opened["Location"]))
    assert send(link, "company", COMPANY, client=second).status_code == 303, "the extract is not asked for again"
    assert "Add a copy of the identity document" in text(
        send(link, "signatory", {"signatory": "Jana"}, client=second), 422
    )
    assert (
        send(link, "signatory", {"signatory": "Jana", "identity": paper("card.pdf")}, client=second).status_code == 303
    )
    said = {"holder": "Nordlicht", "account": IBAN}
    assert "Without your word" in text(send(link, "payment", said, client=second), 422)
    kept = text(second.get(f"{link}/payment"))
    assert "DE …3000" in kept
    assert "04400532" not in str(SellerApplication.objects.get().said).replace(" ", ""), (
        "the number itself is kept nowhere"
    )
    assert send(link, "payment", {"holder": "Nordlicht", "certified": "1"}, client=second).status_code == 303
    own = {"name": "Fjellvind", "basis": "own", "number": "018442190", "then": "more"}
    assert send(link, "brands", own, client=second).status_code == 303
    resold = {"name": "Aurora", "basis": "reseller", "then": "on"}
    lacks = text(send(link, "brands", resold, client=second), 422)
    assert "Add an invoice of the goods" in lacks
    assert re.search(r'name="row" value="1"', lacks), "the second row is mended, not a third one made"
    works = {"row": "1", "proof": [paper("invoice.pdf")], "work_kind": "prototype", "works": [paper("model.pdf")]}
    assert send(link, "brands", {**resold, **works}, client=second).status_code == 303
    assert "Before you can send it" in text(second.get(f"{link}/send"))
    supplier = {"name": "Garn & Co KG", "country": "PT", "contract": paper("contract.pdf"), "then": "on"}
    assert send(link, "suppliers", supplier, client=second).status_code == 303
    assert send(link, "send", {}, client=second).status_code == 422
    assert send(link, "send", {"true": "1"}, client=second).status_code == 303
    made = SellerApplication.objects.select_related("party").get()
    assert (made.state, made.party.kind, made.party.state) == ("received", "seller", "applied")
    assert [row["name"] for row in made.said["brands"]["rows"]] == ["Fjellvind", "Aurora"]
    assert made.papers.get(kind="prototype").about == "Aurora"
    schemes = set(PartyNumber.objects.filter(party=made.party).values_list("scheme", flat=True))
    assert schemes == {"de_hr", "de_vat"}
    kinds = set(SellerTrait.objects.filter(seller=made.party).values_list("kind", flat=True))
    assert kinds == {"phone", "address", "payment", "supplier", "document"}
    assert "It has arrived." in text(second.get(link))
    assert Party.objects.filter(kind="seller", state="applied").count() == 1


@pytest.mark.django_db
def test_a_new_address_of_mail_gets_a_new_link_and_the_old_one_is_told(market):
    link = begun(market)
    answer = send(link, "who", {**WHO, "email": "other@elsewhere.example"})
    assert answer.status_code == 303
    assert Client().get(link).status_code == 404, "the link of before opens nothing"
    assert Client().get(answer["Location"]).status_code == 200
    letters = [one.payload for one in Effect.objects.filter(kind="mail").order_by("-id")[:2]]
    assert any('"to": "jana@nordlicht.example"' in one and "/sell/" not in one for one in letters)
    assert any('"to": "other@elsewhere.example"' in one and "/sell/" in one for one in letters)
    before = Effect.objects.filter(kind="mail").count()
    for email in ("nobody@nowhere.example", "other@elsewhere.example"):
        assert Client().post(market.url("sell/again"), {"email": email}).status_code == 303
    assert Effect.objects.filter(kind="mail").count() == before + 1


def decide(client, market, application, deed, **fields):
    sent = {f"{deed}-{name}": value for name, value in fields.items()}
    return client.post(market.url(f"seller-applications/{application.reference}/{deed}"), sent)


@pytest.mark.django_db
def test_what_an_applicant_shares_with_others_is_weighed_and_said(market, as_):
    first, _link = whole(market)
    lead = as_(market, "lead")
    assert findings(first, database_now()), "a German VAT number is never without a word"
    assert score_of(findings(first, database_now())) < LOOK, "an honest seller is not suspected"
    decide(lead, market, first, "approve", reason="")
    party = Party.objects.get(id=first.party_id)
    assert (party.state, party.invitations.get().role) == ("active", "seller.main")
    note_prior(actor=market.system, seller_id=party.id, case="MW-1", outcome="", now=database_now())
    restrain_seller(
        actor=market.system, seller_id=party.id, kind="suspend", territories=[], cause="MW-1", now=database_now()
    )
    register_right(actor=market.actor("brand"), details=MARK)
    said = {"name": MARK.title, "basis": "own", "number": "1"}
    second, _link = whole(
        market, name="Südlicht Handels GmbH", number="Hamburg HRB 11224", vat="", address="Anderswo 1", brand=said,
        phone="0049 40 3080 1100", email="other@suedlicht.example",
    )  # fmt: skip
    found = {one.code: one for one in findings(second, database_now())}
    assert {
        "same_payment",
        "same_phone",
        "same_supplier",
        "linked_notices",
        "linked_suspended",
        "brand_of_other",
    } <= set(found)
    assert score_of(list(found.values())) == 100
    page = text(lead.get(market.url(f"seller-applications/{second.reference}")))
    assert "Nordlicht Handels GmbH, which is linked with the applicant, is suspended." in page
    assert "Weighs 40." in page
    answer = as_(market, "key:shop").get(market.url(f"api/v1/seller-applications/{second.reference}")).json()
    assert answer["score"] == 100
    assert answer["reasons"][0]["weight"] == 40
    second.refresh_from_db()
    assert second.state == "received", "the score decides nothing"


@pytest.mark.django_db
def test_the_limits_under_which_a_seller_begins_bite(market, as_):
    application, _link = whole(market)
    lead = as_(market, "lead")
    limits = {"most": "1", "categories": "Home", "checked_first": "1"}
    assert "Say why" in text(decide(lead, market, application, "approve", reason=" ", **limits), 422)
    assert decide(lead, market, application, "approve", reason="New here.", **limits).status_code == 303
    assert any("At most 1 listings" in one.payload for one in Effect.objects.filter(kind="mail"))
    party = Party.objects.get(id=application.party_id)
    assert Restraint.objects.filter(seller=party, kind="check_first", cause=application.reference).exists()
    hand_in = partial(services.submit_listing, actor=market.system, seller=party, title="Lamp", markets=["DE"])
    with pytest.raises(Invalid) as wrong:
        hand_in(number="N-1", category=["Toys"])
    assert set(wrong.value.fields) == {"category"}
    hand_in(number="N-1", category=["Home", "Lamps"])
    with pytest.raises(Invalid) as wrong:
        hand_in(number="N-2", category=["Home"])
    assert set(wrong.value.fields) == {"number"}
    lead.post(market.url(f"seller-applications/{application.reference}/lift"))
    hand_in(number="N-2", category=["Toys"])


@pytest.mark.django_db
def test_a_refusal_is_appealed_once_and_decided_by_somebody_else(market, as_):
    application, link = whole(market)
    lead = as_(market, "lead")
    decide(lead, market, application, "ask", reason="The newest extract, please.")
    assert "The newest extract, please." in text(Client().get(link))
    assert send(link, "send", {"true": "1"}).status_code == 303
    decide(lead, market, application, "refuse", reason="The extract is too old.")
    assert send(link, "company", COMPANY)["Location"] == link, "what is decided is not written any more"
    assert "The extract is too old." in text(Client().get(link))
    assert Client().post(link, {"words": "It is of this week."}).status_code == 303
    assert Client().post(link, {"words": "Again."}).status_code == 409
    address = market.url(f"seller-appeals/{application.reference}")
    said = {"appeal-reason": "It is new enough.", "deed": "accept", "appeal-most": "7"}
    assert lead.post(address, said).status_code == 403, "not by the one who refused"
    appeals = as_(market, "appeals")
    assert "It is of this week." in text(appeals.get(address))
    assert appeals.post(address, said).status_code == 303
    application.refresh_from_db()
    assert (application.state, Party.objects.get(id=application.party_id).state) == ("approved", "active")
    assert SellerLimit.objects.get(seller=application.party, ended_at=None).most == 7


@pytest.mark.django_db
def test_a_draft_that_nobody_goes_on_with_is_forgotten(market):
    begun(market)
    later = database_now() + FORGOTTEN_AFTER
    assert lapse_drafts(actor=market.system, now=later - timedelta(days=2)) is not None
    lapse_drafts(actor=market.system, now=later)
    made = SellerApplication.objects.get()
    assert (made.state, made.said, made.email) == ("lapsed", {}, "")
