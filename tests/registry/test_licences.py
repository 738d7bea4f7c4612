"""Licences: drafted, signed by both, passed on, ended; who sees them, and what the log keeps."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from audit.queries import timeline
from registry.gate import ItemFacts, Question, ask
from registry.gate.queries import gate_facts
from registry.licensing import queries as licence_queries
from registry.licensing.terms import Terms, digest
from registry.models import Licence, Right, Signature
from registry.services import (
    Conveyance,
    accept_assignment,
    accept_licence,
    add_document,
    confirm_assignment,
    decline_licence,
    draft_licence,
    judge_consent,
    offer_licence,
    record_assignment,
    revise_licence,
    sublicense,
    terminate_licence,
    withdraw_licence,
)
from registry.services.licence_ends import JOB, sweep
from registry.services.quota import give_back, quota_left, take
from tenancy.context import database_now
from tenancy.due import next_at
from tenancy.errors import Conflict, Invalid, NotFound
from tests.registry.conftest import PDF

JUNE = date(2027, 6, 30)


def terms(market, who="seller", **more):
    given = {
        "licensee": market.parties[who], "classes": (25,), "territories": ("Poland", "Czechia"),
        "starts_on": database_now().date(), "ends_on": JUNE, "sublicensing_depth": 1,
    }  # fmt: skip
    return Terms(**{**given, **more})


def sign(deed, licence, actor, rights, **more):
    given = {"name": "Ada Byron", "agreed": True, "seen": digest(Licence.objects.get(id=licence.id), rights)}
    return deed(actor=actor, licence=licence, **{**given, **more})


@pytest.fixture
def signed(market, verified):
    """For class 25 in Poland and Czechia until June, sublicensing to one shop with consent; both have signed."""
    licence = draft_licence(actor=market.actor("brand"), rights=[verified], terms=terms(market))
    sign(offer_licence, licence, market.actor("brand"), [verified])
    return sign(accept_licence, licence, market.actor("seller"), [verified])


def test_both_sides_sign_and_the_log_commits_to_it_without_names(market, verified, signed):
    assert (signed.state, signed.territories, signed.in_force(JUNE)) == ("signed", ["CZ", "PL"], True)
    assert not signed.in_force(JUNE + timedelta(1))
    said = [line.verb for line in timeline(signed.id, market.actor("seller"))]
    assert sorted(said) == ["licence.offered", "licence.signed"]
    sides = {one.side: one for one in Signature.objects.filter(licence=signed)}
    assert sides["licensor"].terms_sha256 == sides["licensee"].terms_sha256
    assert "Poland" in sides["licensee"].terms
    assert sides["licensee"].name == "Ada Byron"
    for entry in Entry.objects.filter(verb__startswith="licence."):
        assert b"Ada" not in bytes(entry.data)
        assert b"Corner Shop" not in bytes(entry.data)


def test_the_scanner_looks_again_when_a_licence_comes_into_force(market, verified, signed):
    before = verified.changed_at
    assert Right.objects.get(id=verified.id).changed_at > before


def test_nobody_signs_terms_that_they_were_not_shown(market, verified):
    licence = draft_licence(actor=market.actor("brand"), rights=[verified], terms=terms(market))
    seen = digest(licence, [verified])
    revise_licence(actor=market.actor("brand"), licence=licence, terms=terms(market, classes=()))
    with pytest.raises(Conflict):
        sign(offer_licence, licence, market.actor("brand"), [verified], seen=seen)
    with pytest.raises(Invalid) as refused:
        sign(offer_licence, licence, market.actor("brand"), [verified], name=" ", agreed=False)
    assert set(refused.value.fields) == {"name", "agreed"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"territories": ("Narnia",)}, "territories"),
        ({"territories": ("US",)}, "territories"),
        ({"carve_outs": ("Poland", "Czechia")}, "carve_outs"),
        ({"classes": (9,)}, "classes"),
        ({"channels": ("by pigeon",)}, "channels"),
        ({"ends_on": date(2020, 1, 1)}, "ends_on"),
        ({"quota": 0}, "quota"),
        ({"sublicensing_depth": 99}, "sublicensing_depth"),
        ({"licensee": None}, "licensee"),
    ],
)
def test_terms_that_do_not_hold_together_are_refused_at_their_field(market, verified, change, field):
    with pytest.raises(Invalid) as refused:
        draft_licence(actor=market.actor("brand"), rights=[verified], terms=terms(market, **change))
    assert set(refused.value.fields) == {field}


def test_a_sublicence_stays_within_the_one_above_and_waits_for_consent(market, verified, signed):
    shop = market.actor("seller")
    wide = terms(market, "other_seller", territories=("Poland", "Austria"), classes=(18,), ends_on=None)
    with pytest.raises(Invalid) as refused:
        sublicense(actor=shop, parent=signed, terms=wide)
    assert set(refused.value.fields) == {"territories", "classes", "ends_on", "sublicensing_depth"}
    assert refused.value.fields["territories"] == ["Your licence does not reach Austria."]
    below = sublicense(
        actor=shop, parent=signed, terms=terms(market, "other_seller", territories=("PL",), sublicensing_depth=0)
    )
    sign(offer_licence, below, shop, [verified])
    sign(accept_licence, below, market.actor("other_seller"), [verified])
    assert Licence.objects.get(id=below.id).consent == "missing"
    with pytest.raises(NotFound):
        judge_consent(actor=shop, licence=below, given=True)
    assert judge_consent(actor=market.actor("brand"), licence=below, given=True).consent == "given"
    with pytest.raises(Conflict):
        judge_consent(actor=market.actor("brand"), licence=below, given=False, reason="No.")
    chain = licence_queries.family(below, actor=market.actor("brand"))
    assert [(one.licence.reference, one.depth) for one in chain] == [(signed.reference, 0), (below.reference, 1)]


def test_who_sees_a_licence(market, verified):
    licence = draft_licence(actor=market.actor("brand"), rights=[verified], terms=terms(market))

    def see_it():
        names = ("brand", "rival", "seller", "other_seller", "reviewer", "auditor")
        return {name for name in names if Licence.objects.visible_to(market.actor(name)).filter(id=licence.id).exists()}

    assert see_it() == {"brand", "reviewer", "auditor"}
    sign(offer_licence, licence, market.actor("brand"), [verified])
    assert see_it() == {"brand", "seller", "reviewer", "auditor"}
    for deed in (withdraw_licence, terminate_licence):
        with pytest.raises(NotFound):
            deed(actor=market.actor("rival"), licence=licence, **({"reason": "x"} if deed is terminate_licence else {}))


def test_a_licence_is_declined_withdrawn_or_terminated_never_backwards(market, verified, signed):
    brand, shop = market.actor("brand"), market.actor("seller")
    offered = draft_licence(actor=brand, rights=[verified], terms=terms(market))
    sign(offer_licence, offered, brand, [verified])
    assert decline_licence(actor=shop, licence=offered, reason="Too short.").state == "declined"
    draft = draft_licence(actor=brand, rights=[verified], terms=terms(market))
    assert withdraw_licence(actor=brand, licence=draft).state == "withdrawn"
    today = database_now().date()
    with pytest.raises(Invalid):
        terminate_licence(actor=brand, licence=signed, from_day=today - timedelta(1), reason="Breach.")
    over = terminate_licence(actor=shop, licence=signed, from_day=today + timedelta(3), reason="Shop closes.")
    assert over.state == "terminated"
    assert over.in_force(today + timedelta(2))
    assert not over.in_force(today + timedelta(3))
    with pytest.raises(Conflict):
        terminate_licence(actor=shop, licence=signed, reason="Again.")


def test_on_paper_the_document_stands_for_the_licensee(market, verified):
    brand = market.actor("brand")
    paper = draft_licence(
        actor=brand, rights=[verified], terms=terms(market, licensee=None, licensee_name="Sklep Górski sp. z o.o.")
    )
    with pytest.raises(Conflict):
        sign(offer_licence, paper, brand, [verified])
    add_document(actor=brand, licence=paper, document=PDF, label="contract.pdf")
    assert sign(offer_licence, paper, brand, [verified]).state == "signed"


def test_an_exclusive_licence_suffers_no_other_beside_it(market, verified, signed):
    brand = market.actor("brand")
    alone = draft_licence(actor=brand, rights=[verified], terms=terms(market, "other_seller", exclusivity="exclusive"))
    with pytest.raises(Conflict) as refused:
        sign(offer_licence, alone, brand, [verified])
    assert signed.reference in refused.value.message
    elsewhere = terms(market, "other_seller", exclusivity="exclusive", territories=("DE",))
    sign(offer_licence, draft_licence(actor=brand, rights=[verified], terms=elsewhere), brand, [verified])


def test_a_licence_ends_after_its_last_day_and_both_are_reminded_before(market, verified, signed):
    assert next_at(JOB) is not None
    at = database_now().replace(year=2027, month=6, day=5)
    for day in (5, 10, 24, 25):
        following = sweep(at.replace(day=day))
        assert Licence.objects.get(id=signed.id).state == "signed"
        assert following is not None
        assert following.date() > date(2027, 6, day)
    assert Entry.objects.filter(verb="licence.reminded").count() == 2
    sweep(at.replace(month=7, day=1))
    assert Licence.objects.get(id=signed.id).state == "ended"


def test_an_order_takes_of_the_whole_chain_once_and_gives_back(market, verified):
    brand, shop, small = market.actor("brand"), market.actor("seller"), market.actor("other_seller")
    head = draft_licence(actor=brand, rights=[verified], terms=terms(market, quota=10, sublicensing_consent=False))
    head = sign(accept_licence, sign(offer_licence, head, brand, [verified]), shop, [verified])
    below = sublicense(actor=shop, parent=head, terms=terms(market, "other_seller", sublicensing_depth=0, quota=8))
    below = sign(accept_licence, sign(offer_licence, below, shop, [verified]), small, [verified])
    today = database_now().date()
    assert take(actor=market.system, licence=below, quantity=6, line_ref="A-1")
    assert not take(actor=market.system, licence=below, quantity=6, line_ref="A-1")
    assert (quota_left(head, today), quota_left(below, today)) == (4, 2)
    with pytest.raises(Conflict):
        take(actor=market.system, licence=head, quantity=5, line_ref="A-2")
    assert give_back(actor=market.system, licence=below, line_ref="A-1")
    assert not give_back(actor=market.system, licence=below, line_ref="A-1")
    assert (quota_left(head, today), quota_left(below, today)) == (10, 8)


def test_the_database_refuses_what_no_service_writes(market, signed):
    for change in ({"ends_on": date(2000, 1, 1)}, {"allowed_depth": 1}, {"state": "lost"}, {"quota": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Licence.objects.filter(id=signed.id).update(**change)


def test_the_gate_hears_of_licences_and_says_no_austria(market, verified, signed, django_assert_max_num_queries):
    brand, shop, small = market.actor("brand"), market.actor("seller"), market.parties["other_seller"]
    below = sublicense(actor=shop, parent=signed, terms=terms(market, "other_seller", sublicensing_depth=0))
    sign(offer_licence, below, shop, [verified])

    def asked(destination, day=None, classes=(25,)):
        question = Question(
            small.id, verified.id, ItemFacts(frozenset(classes)), "marketplace:fair", destination,
            day or database_now().date(),
        )  # fmt: skip
        with django_assert_max_num_queries(3):
            return ask(question, gate_facts([verified.id], small.id))

    assert asked("PL").verdict == "ask"
    sign(accept_licence, below, market.actor("other_seller"), [verified])
    assert asked("PL").reasons[0].code == "consent_missing"
    judge_consent(actor=brand, licence=below, given=True)
    assert (asked("PL").verdict, asked("PL").used) == ("yes", (below.id, signed.id))
    assert (asked("AT").verdict, asked("AT").reasons[0].code) == ("ask", "licence_elsewhere")
    assert asked("PL", JUNE + timedelta(1)).verdict != "yes"
    assert asked("PL", classes=(18,)).verdict != "yes"
    terminate_licence(actor=brand, licence=signed, reason="Breach.")
    assert asked("PL").reasons[0].code == "ended_above"


def test_the_new_owner_of_a_right_sees_the_licences_that_the_former_owner_gave(market, as_, verified, signed):
    said = Conveyance(
        "assignment", "Aurora Outdoor", "Borealis Sport", date(2026, 3, 1), to_party=market.parties["rival"]
    )
    row = record_assignment(actor=market.actor("brand"), right=verified, said=said)
    accept_assignment(actor=market.actor("rival"), assignment=row)
    confirm_assignment(actor=market.actor("reviewer"), assignment=row)
    page = as_(market, "rival").get(market.url(f"rights/{verified.reference}")).text
    assert signed.reference in page
    assert "former owner" in page
    assert market.url(f"licences/{signed.reference}") not in page
