"""Requests for proof, through the services: asked once, answered, weighed no wider than the paper; lapsed."""

from datetime import timedelta

import pytest

from audit.models import Entry
from registry.gate import ItemFacts, Question, ask
from registry.gate.queries import gate_facts
from registry.models import AuthorisedSeller, ProofRequest
from registry.services import (
    Doubt,
    add_document,
    answer_proof,
    ask_about,
    ask_for_proof,
    draft_licence,
    offer_licence,
    revoke_authorisation,
    weigh_proof,
)
from registry.services.proofs import sweep
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound
from tests.registry.conftest import PDF
from tests.registry.test_licences import JUNE, sign, terms
from workflow.models import Effect


@pytest.fixture
def on_paper(market, verified):
    """A licence on paper that names somebody else than the shop to which it was put on file."""
    brand = market.actor("brand")
    named = terms(market, licensee_name="Sklep Górski sp. z o.o.", on_paper=True, carve_outs=("Czechia",))
    paper = draft_licence(actor=brand, rights=[verified], terms=named)
    add_document(actor=brand, licence=paper, document=PDF)
    return sign(offer_licence, paper, brand, [verified])


def answered(market, right, licence=None):
    asked = ask_for_proof(
        actor=market.system, seller=market.parties["seller"], right=right, reason="name_mismatch", licence=licence
    )
    return answer_proof(actor=market.actor("seller"), asked=asked, number="KRS 0000123456")


def verdict(market, right, to="PL", day=None):
    seller = market.parties["seller"].id
    question = Question(
        seller, right.id, ItemFacts(frozenset({25})), "marketplace:fair", to, day or database_now().date()
    )
    return ask(question, gate_facts([right.id], seller))


def test_the_gate_asks_about_the_name_and_the_house_asks_the_seller_once(market, verified, on_paper):
    said = verdict(market, verified)
    assert (said.verdict, [reason.code for reason in said.reasons], said.would_change) == (
        "ask",
        ["name_mismatch"],
        "name",
    )
    doubt = Doubt(market.parties["seller"].id, verified.id, on_paper.reference, "name_mismatch", "A-1")
    first = ask_about(doubts=[doubt, doubt], now=database_now())
    assert ask_about(doubts=[doubt], now=database_now()) == []
    request = ProofRequest.objects.get()
    assert first == [request]
    assert (request.licence, request.reason, request.about) == (on_paper, "name_mismatch", "A-1")
    assert Effect.objects.filter(kind="mail", payload__contains=request.reference).count() == 1


def test_what_the_owner_accepts_reaches_no_farther_than_the_licence(market, verified, on_paper):
    weigh_proof(actor=market.actor("brand"), asked=answered(market, verified, on_paper), accepted=True)
    given = AuthorisedSeller.objects.get()
    assert (given.territories, given.ends_on) == (["PL"], JUNE)
    assert verdict(market, verified).verdict == "yes"
    assert verdict(market, verified, "CZ").verdict == "ask"
    assert verdict(market, verified, day=JUNE + timedelta(1)).verdict == "ask"
    for entry in Entry.objects.filter(verb__startswith="proof."):
        assert b"KRS" not in bytes(entry.data)


def test_without_places_on_file_somebody_must_say_which_the_paper_shows(market, verified):
    brand, request = market.actor("brand"), answered(market, verified)
    with pytest.raises(Invalid) as refused:
        weigh_proof(actor=brand, asked=request, accepted=True)
    assert "territories" in refused.value.fields
    weigh_proof(actor=brand, asked=request, accepted=True, territories=("Poland",))
    given = AuthorisedSeller.objects.get()
    assert (given.territories, given.ends_on) == (["PL"], database_now().date() + timedelta(365))


def test_what_the_marketplace_accepts_the_owner_hears_of_and_can_take_back(market, verified, on_paper):
    request = answered(market, verified, on_paper)
    with pytest.raises(NotFound):
        weigh_proof(actor=market.actor("rival"), asked=request, accepted=True)
    weigh_proof(actor=market.actor("reviewer"), asked=request, accepted=True)
    owner = f"party:{market.parties['brand'].id}"
    assert Effect.objects.filter(recipient=owner, payload__contains="take the authorisation back").exists()
    revoke_authorisation(actor=market.actor("brand"), authorised=AuthorisedSeller.objects.get())
    assert verdict(market, verified).verdict != "yes"


def test_a_refusal_says_why_and_silence_lapses(market, verified):
    brand, request = market.actor("brand"), answered(market, verified)
    with pytest.raises(Invalid):
        weigh_proof(actor=brand, asked=request, accepted=False)
    assert weigh_proof(actor=brand, asked=request, accepted=False, reason="Of another company.").state == "refused"
    seller = market.parties["seller"]
    silent = ask_for_proof(actor=brand, seller=seller, right=verified, reason="unsigned")
    sweep(database_now() + timedelta(days=15))
    assert ProofRequest.objects.get(id=silent.id).state == "lapsed"
    assert not AuthorisedSeller.objects.exists()
