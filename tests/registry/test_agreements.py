"""Contracts: their clauses, what a missing one holds up where the marketplace enforces it, and how that lifts."""

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts import actors
from accounts.models import KeyBar
from accounts.permissions import may
from audit.models import Entry
from audit.queries import timeline
from registry import services
from registry.agreements import clauses
from registry.agreements import queries as terms
from registry.models import Agreement
from registry.services import ClauseSaid, Cover
from registry.services.agreement_blocks import sweep
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid
from tests.cast import add_key
from tests.sessions import signed_in
from workflow import clocks
from workflow.models import Clock, Effect

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def today():
    return database_now().date()


def agreed(market, party="seller", kind="vendor", *, ends_in=None, but=(), who="lead"):
    """A contract in force since a month; every clause is there but these."""
    ends_on = today() + timedelta(days=ends_in) if ends_in is not None else None
    cover = Cover("Terms of sale", today() - timedelta(days=30), ends_on, today() - timedelta(days=31), "Ada Ferris")
    agreement = services.record_agreement(
        actor=market.actor(who), party=market.parties[party], kind=kind, terms=cover, document=PDF
    )
    services.put_in_force(actor=market.actor(who), agreement=agreement)
    said = {one.code: ClauseSaid("present", "§ 4") for one in clauses.CLAUSES[kind] if one.code not in but}
    services.set_clauses(actor=market.actor(who), agreement=agreement, said=said)
    return agreement


def lacks(market, party="seller", block=clauses.PUBLISH):
    found = terms.blocked([market.parties[party].id], block, today()).get(market.parties[party].id)
    return found.codes if found else ()


def enforce(market, code, holds=True):
    services.enforce_block(actor=market.actor("lead"), code=code, holds=holds)


def test_every_block_is_asked_for_by_a_clause_of_its_kind_and_every_clause_names_one():
    for kind, table in clauses.CLAUSES.items():
        assert len({one.code for one in table}) == len(table)
        assert {clauses.BLOCKS[one.blocks].kind for one in table if one.blocks} <= {kind}
    assert all(clauses.needed(block) for block in clauses.BLOCKS)


SAID = st.lists(
    st.tuples(
        st.sampled_from([one.code for one in clauses.CLAUSES["vendor"]]),
        st.sampled_from(["present", "missing", "not_applicable"]), st.none(),
    )
)  # fmt: skip


@given(SAID, SAID)
def test_more_contracts_never_hold_up_more(one, more):
    day = None  # no waiver among them, so the day says nothing
    assert set(clauses.lacking("publish", [*one, *more], day)) <= set(clauses.lacking("publish", one, day))


def test_nothing_is_enforced_at_first_and_the_preview_says_who_would_be_held_up(market):
    assert lacks(market) == ()
    assert market.parties["seller"].id in terms.lacking_parties(clauses.PUBLISH, today())
    agreed(market)
    assert market.parties["seller"].id not in terms.lacking_parties(clauses.PUBLISH, today())
    assert market.parties["other_seller"].id in terms.lacking_parties(clauses.PUBLISH, today())


def test_a_missing_clause_holds_up_until_it_is_there_waived_or_does_not_apply(market):
    agreement = agreed(market, but=("goods.genuine", "indemnity"))
    enforce(market, clauses.PUBLISH)
    assert lacks(market) == ("goods.genuine",), "the indemnity is only a warning"
    lead = market.actor("lead")
    for wrong in (ClauseSaid("waived", note="New form soon"), ClauseSaid("not_applicable"), ClauseSaid("perhaps")):
        with pytest.raises(Invalid):
            services.set_clauses(actor=lead, agreement=agreement, said={"goods.genuine": wrong})
    waiver = ClauseSaid("waived", note="New form soon", waived_until=today())
    assert services.set_clauses(actor=lead, agreement=agreement, said={"goods.genuine": waiver}) == 1
    assert services.set_clauses(actor=lead, agreement=agreement, said={"goods.genuine": waiver}) == 0, "nothing new"
    assert lacks(market) == ()
    tomorrow = terms.blocked([market.parties["seller"].id], "publish", today() + timedelta(days=1))
    assert tomorrow, "a waiver ends with its last day"
    enforce(market, clauses.PUBLISH, holds=False)
    services.set_clauses(actor=lead, agreement=agreement, said={"goods.genuine": ClauseSaid("missing")})
    assert lacks(market) == ()


def test_who_may_and_what_a_contract_needs_before_it_is_in_force(market):
    party, cover = market.parties["seller"], Cover("Terms of sale", today())
    with pytest.raises(Denied):
        services.record_agreement(actor=market.actor("reviewer"), party=party, kind="vendor", terms=cover)
    draft = services.record_agreement(actor=market.actor("lead"), party=party, kind="vendor", terms=cover)
    with pytest.raises(Invalid) as refused:
        services.put_in_force(actor=market.actor("lead"), agreement=draft)
    assert set(refused.value.fields) == {"signed_on", "signatory", "document"}
    services.terminate_agreement(actor=market.actor("lead"), agreement=draft, reason="Never signed.")
    with pytest.raises(Conflict):
        services.set_clauses(actor=market.actor("lead"), agreement=draft, said={"indemnity": ClauseSaid("present")})
    with pytest.raises(Invalid):
        enforce(market, clauses.BATCHES)


def test_keys_are_barred_from_what_their_terms_do_not_allow_in_the_same_words_everywhere(market, client, settings):
    settings.ROOT_URLCONF = "config.urls"
    key = add_key(market, "stock", party="seller", scopes=["listings", "cases", "log"])
    other = add_key(market, "shop", party="operator", scopes=["parties"])
    agreement = agreed(market, kind="integration", but=("data.deletion", "rights.enforced"))
    assert may(key.actor, "case.read")
    enforce(market, clauses.KEYS_PERSONAL)
    barred = actors.barred(actors.of_key(key.row))
    answer = may(barred, "case.read")
    assert answer.code == "terms"
    assert "Deletion" in answer.message
    assert may(barred, "listing.submit"), "it may write still"
    assert may(actors.barred(actors.of_key(other.row)), "party.read"), (
        "the marketplace's own keys are bound by no contract"
    )
    said = client.get(market.url("api/v1/log/entries"), headers=key.headers)
    assert said.status_code == 403
    assert said.json()["detail"] == answer.message
    bar = KeyBar.objects.get(party=market.parties["seller"])
    assert answer.message in timeline(bar.id, market.actor("lead"))[0].sentence
    shown = terms.blocks_of(market.parties["seller"], today())
    assert answer.message in [one.theirs for one in shown]
    enforce(market, clauses.KEYS_WRITE)
    assert may(actors.barred(actors.of_key(key.row)), "listing.submit").code == "terms"
    both = {code: ClauseSaid("present") for code in ("data.deletion", "rights.enforced")}
    services.set_clauses(actor=market.actor("lead"), agreement=agreement, said=both)
    assert not actors.barred(actors.of_key(key.row)).bars
    before = Entry.objects.count()
    sweep(database_now())
    assert Entry.objects.count() == before, "settling again says nothing new"


def test_a_key_made_while_a_bar_is_enforced_is_barred_by_the_deed_itself(market):
    enforce(market, clauses.KEYS_WRITE)
    assert not KeyBar.objects.filter(party=market.parties["other_seller"]).exists(), "it has no keys yet"
    key = add_key(market, "stock", party="other_seller", scopes=["listings"])
    assert may(actors.barred(actors.of_key(key.row)), "listing.submit").code == "terms"
    before = Entry.objects.count()
    sweep(database_now())
    assert Entry.objects.count() == before, "the sweep finds it settled"
    own = add_key(market, "shop", party="operator", scopes=["listings"])
    assert may(actors.barred(actors.of_key(own.row)), "listing.submit"), "no contract binds the marketplace's own keys"


def test_both_sides_are_reminded_and_it_ends_on_its_day(market):
    agreement = agreed(market, ends_in=20)
    clock = Clock.objects.get(subject_id=agreement.id)
    assert clock.next_at.date() == today() + timedelta(days=13), (
        "the reminder at thirty days is past, seven are to come"
    )
    ended = agreed(market, party="other_seller", ends_in=0)
    enforce(market, clauses.PUBLISH)
    Clock.objects.filter(id=clock.id).update(state="fired")
    clocks.CONSEQUENCES[clock.then](clock, clock.next_at)
    assert Clock.objects.get(subject_id=agreement.id, state="running").next_at == clock.due_at
    assert Effect.objects.filter(kind="mail", payload__contains=agreement.reference).count() >= 1
    last = Clock.objects.get(subject_id=ended.id)
    clocks.CONSEQUENCES[last.then](last, last.due_at)
    assert Agreement.objects.get(id=ended.id).state == "ended"
    assert lacks(market, "other_seller") == tuple(one.code for one in clauses.needed("publish"))


def test_the_checklist_is_worked_on_its_page_and_the_list_says_how_complete_it_is(market, settings):
    settings.ROOT_URLCONF = "config.urls"
    agreement = agreed(market, but=("goods.genuine", "indemnity"))
    enforce(market, clauses.PUBLISH)
    lead, shop = (signed_in(Client(), market.people[who].membership) for who in ("lead", "seller"))
    page = lead.get(market.url(f"agreements/{agreement.reference}")).content.decode()
    assert "cannot publish until" in page
    assert "2 missing" in lead.get(market.url("agreements")).content.decode()
    assert "You cannot publish until" in shop.get(market.url()).content.decode()
    assert "You cannot publish until" in shop.get(market.url("standing")).content.decode()
    said = {f"{one.code}-status": "present" for one in clauses.CLAUSES["vendor"]}
    wrong = lead.post(market.url(f"agreements/{agreement.reference}/clauses"), {**said, "indemnity-status": "waived"})
    assert wrong.status_code == 422
    assert lacks(market) == ("goods.genuine",), "nothing is taken in of what is wrong in a part"
    assert lead.post(market.url(f"agreements/{agreement.reference}/clauses"), said).status_code == 303
    assert lacks(market) == ()
    assert "You cannot publish until" not in shop.get(market.url("standing")).content.decode()
    assert shop.post(market.url(f"agreements/{agreement.reference}/clauses"), said).status_code == 403
    blocks = lead.get(market.url("agreements/blocks")).content.decode()
    assert market.parties["other_seller"].name in blocks
