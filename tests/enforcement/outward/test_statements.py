"""What was decided against a seller in the Union is told in the fields of the Commission's database, or named as wrong."""

from itertools import product

import pytest

from audit import sequencer
from audit.models import Entry
from audit.rows import committed_many
from audit.verify import verify
from enforcement import outgoing, services
from enforcement.models import Decision, Statement
from enforcement.packs import of_case
from enforcement.services import Choice
from enforcement.services.stating import make_statements
from enforcement.statements import problems, puid
from enforcement.statements.making import DONE
from enforcement.statements.schema import WRITABLE
from policy import registry
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.enforcement.stage import complaint, copyright_, heard, let_it_take_effect, listing, only_case

PRINTED = "The label is printed, not woven; ask Ada Aurora (ada@brand.test) or Aurora Outdoor."
COUNTERFEIT = Choice(ground="counterfeit.goods", reasons=PRINTED)
UNSAID = Choice(ground="counterfeit.goods")
RESTRICTS_NOTHING = {"warn", "check_first"}
FAIR = Choice(ground="fair.referential", reasons="It only says what the strap fits.")


def upheld(market, case, choice=COUNTERFEIT):
    """Every Item upheld and in effect; the statements in order."""
    heard(case)
    chosen = {item.id: choice for item in case.items.all()}
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices=chosen)
    let_it_take_effect(case)
    return list(Statement.objects.order_by("id"))


def test_each_decision_in_the_union_has_one_valid_statement_without_a_name(market, case):
    made = upheld(market, case)
    decisions = {item.decisions.get().id for item in case.items.all()}
    assert {row.decision_id for row in made} == decisions
    assert {row.state for row in made} == {"made"}
    for row in made:
        payload = row.newest.payload
        assert problems(payload) == ()
        assert payload["puid"] == row.puid == puid(row.decision_id)
        assert payload["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_REMOVED"]
        assert payload["category_specification"] == ["KEYWORD_TRADEMARK_INFRINGEMENT"]
        assert (payload["source_type"], payload["automated_detection"]) == ("SOURCE_ARTICLE_16", "No")
        assert payload["automated_decision"] == "AUTOMATED_DECISION_NOT_AUTOMATED"
        assert len(payload["territorial_scope"]) == 27
        assert "018442190" in payload["decision_facts"]
        told = str(payload)
        assert not [name for name in ("Aurora", "Ada", "ada@", "Corner Shop") if name in told]
    pack = of_case(case, database_now())
    again = [row.decision for row in Statement.objects.select_related("decision__item__listing")]
    assert make_statements(case, again, pack, actor=market.system, now=database_now()) == []
    sequencer.seal()
    assert verify(rows=True).faults == []
    assert not any(b"woven" in bytes(entry.data) for entry in Entry.objects.all())


def test_without_reasons_it_waits_for_a_reviewer_who_writes_them(market, case):
    row, *_rest = upheld(market, case, UNSAID)
    field = "incompatible_content_explanation"
    assert row.state == "needs_correction"
    assert [problem.field for problem in row.newest.problems] == [field]
    assert not outgoing.due_for_sending().filter(id=row.id).exists()
    reviewer = market.actor("reviewer")
    for texts, named in (({field: "x" * 2001}, {field}), ({"decision_facts": " "}, {field, "decision_facts"})):
        with pytest.raises(Invalid) as refused:
            services.correct_statement(actor=reviewer, statement_id=row.id, texts=texts)
        assert set(refused.value.fields) == named
    with pytest.raises(Denied):
        services.correct_statement(actor=market.actor("auditor"), statement_id=row.id, texts={field: PRINTED})
    with pytest.raises(NotFound):
        services.correct_statement(actor=market.actor("reviewer_us"), statement_id=row.id, texts={field: PRINTED})
    services.correct_statement(actor=reviewer, statement_id=row.id, texts={field: PRINTED, "puid": "another"})
    row = Statement.objects.get(id=row.id)
    assert (row.state, row.newest.number, row.newest.by_membership_id) == ("made", 2, reviewer.membership_id)
    assert row.newest.payload["puid"] == row.puid
    assert "ada@" not in row.newest.payload[field]
    with pytest.raises(Conflict):
        services.correct_statement(actor=reviewer, statement_id=row.id, texts={field: PRINTED})
    sequencer.seal()
    assert verify(rows=True).faults == []


def test_the_sellers_own_agreement_is_told_as_decided_by_a_machine_and_its_own_deletion_is_not_ours(market, case):
    agreed, deleted, contested = case.items.order_by("id")
    services.answer(
        actor=market.actor("seller"), reference=case.reference,
        answers={agreed.id: "accept", deleted.id: "delete", contested.id: "genuine"}, statement="Bought in Poland.",
    )  # fmt: skip
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices={contested.id: FAIR})
    let_it_take_effect(case)
    row = Statement.objects.get()
    assert row.decision.item_id == agreed.id
    assert row.newest.payload["automated_decision"] == "AUTOMATED_DECISION_FULLY"
    assert problems(row.newest.payload) == ()


def test_a_decision_that_is_reversed_takes_its_statement_with_it(market, case):
    [*rows] = upheld(market, case)
    item = rows[0].decision.item
    seller, appeals = market.actor("seller"), market.actor("appeals")
    appeal = services.file_appeal(actor=seller, reference=case.reference, items=[item.id], grounds="Look again.")
    services.decide_appeal(actor=appeals, reference=appeal.reference, choices={item.id: FAIR}, reasons="Fair.")
    let_it_take_effect(case)
    states = dict(Statement.objects.values_list("decision__item_id", "state"))
    assert states.pop(item.id) == "withdrawn"
    assert set(states.values()) == {"made"}
    services.withdraw(
        actor=market.actor("brand"), reference=case.reference, items=list(states), reason="mistake"
    )  # fmt: skip
    assert set(Statement.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert list(outgoing.statement_batches()) == []


@pytest.mark.parametrize("code", ["eu-dsa", "house-trademark"])
def test_whatever_can_be_decided_gives_a_valid_statement_or_a_field_to_put_right(market, case, code):
    pack, now, item = registry.pack(code, region="EU"), database_now(), case.items.order_by("id")[0]
    choices = product(pack.leaves(), pack.remedies, ("", "The label is printed.", "x" * 2001), (True, False))
    rows = committed_many(
        Decision,
        [
            dict(
                item=item, outcome=ground.outcome, ground=ground.code, reference=ground.reference, reasons=reasons,
                remedy=remedy.code if ground.outcome == "upheld" else "", territories=["EU"], pack_code=pack.code,
                pack_version=pack.version, decided_by=None, automated=automated, needs_second=False, overrides=None,
                appeal=None, decided_at=now,
            )
            for ground, remedy, reasons, automated in choices
        ],
    )  # fmt: skip
    made = make_statements(case, rows, pack, actor=market.system, now=now)
    owed = [row for row in rows if row.outcome == "upheld" and row.remedy not in RESTRICTS_NOTHING]
    assert [row.decision_id for row in made] == [row.id for row in owed]
    for row in outgoing.with_words(list(Statement.objects.prefetch_related("versions"))):
        assert (row.state == "made") == (not row.newest.problems)
        assert {one.field for one in row.newest.problems} <= set(WRITABLE)
    assert {row.state for row in made} == {"made", "needs_correction"}


def test_every_remedy_is_known_to_restrict_or_not():
    known = {remedy.code for pack in registry.packs() for remedy in pack.remedies}
    assert known <= set(DONE) | RESTRICTS_NOTHING


def test_outside_the_union_no_statement_is_owed(market):
    case = only_case(complaint(market, copyright_(market), [listing(market, "A-1")]))
    let_it_take_effect(case)
    assert case.items.get().state == "in_effect"
    assert not Statement.objects.exists()


def test_what_waits_to_be_sent_goes_in_parcels_of_what_one_call_takes(market, case):
    upheld(market, case)
    parcels = list(outgoing.statement_batches(2))
    assert [len(parcel["statements"]) for parcel in parcels] == [2, 1]
    assert all(problems(one) == () for parcel in parcels for one in parcel["statements"])
