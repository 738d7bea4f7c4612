"""First sales: every line of the truth table, and that nothing unverified ever decides."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy import registry as packs
from policy.exhaustion import EXHAUSTION
from policy.first_sale import BARRED, CONDITION_WORDS, CONDITIONS, STATES
from policy.model import Source
from policy.tighten import Confirmed, confirm
from registry.gate.exhausting import FirstSale, judge
from tests.vectors.exhaustion import CASES, Case

DAY = date(2026, 6, 15)
COUNTRIES = sorted({case.destination for case in CASES} - {""})
RULES = {one.rule.code: one for known in EXHAUSTION.values() for one in known}


def rule_for(case: Case):
    """The rule as a case at that destination would have it, confirmed by the marketplace where the line says so."""
    kind = case.kind if case.kind != "geographical_indication" else "trademark"
    pack = packs.for_case(case.destination or "DE", kind, DAY)
    if case.confirmed:
        source = Source("The Act", "as looked up")
        pack = confirm(pack, [Confirmed(one.rule.code, source) for one in pack.exhaustion])
    return pack.exhaustion_for(case.kind)


def sale_of(case: Case) -> FirstSale:
    return FirstSale(
        case.sold_in, case.consent, case.owner, case.state, frozenset(case.shown.split()), frozenset(case.met.split())
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}-{case.sold_in}-{case.destination}-{case.code}")
def test_truth_table(case):
    found = judge(rule_for(case), sale_of(case), destination=case.destination, day=DAY)
    assert (found.verdict, found.code) == (case.verdict, case.code), case.source
    assert bool(found.wanted) == (case.verdict != "yes")


def test_conditions_belong_to_rules_and_have_words():
    assert set(CONDITIONS) | set(BARRED) <= set(RULES)
    assert {code for codes in CONDITIONS.values() for code in codes} == set(CONDITION_WORDS)
    assert {state for states in BARRED.values() for state in states} <= set(STATES)


sales = st.builds(
    FirstSale,
    st.sampled_from(["", "DE", "NO", "GB", "US", "EU", "CH"]),
    st.sampled_from(["", "given", "none"]),
    st.sampled_from(["", "confirms", "denies"]),
    st.sampled_from(["", *STATES]),
    st.frozensets(st.sampled_from(["invoice", "chain", "state"])),
    st.frozensets(st.sampled_from(sorted(CONDITION_WORDS))),
)


@given(sales, st.sampled_from(sorted(RULES)), st.sampled_from(COUNTRIES))
def test_what_is_unverified_never_decides_and_a_yes_leaves_nothing_unshown(sale, code, destination):
    rule = RULES[code]
    found = judge(rule, sale, destination=destination, day=DAY)
    if not rule.rule.settled:
        assert found.verdict == "ask"
    if found.verdict == "yes":
        assert sale.state == "as_sold"
        assert "state" in sale.shown
        assert sale.owner_says != "denies"
        assert sale.owner_says == "confirms" or (sale.consent == "given" and "chain" in sale.shown)
