"""Our rules of a statement of reasons are those of the database, and refuse what it would refuse, with the field named."""

import json
import os
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from enforcement.redaction import Redaction
from enforcement.statements import DecisionFacts, lists, problems, puid, statement
from enforcement.statements.making import DONE, KEYWORDS, SOURCES
from enforcement.statements.schema import FIELDS, LAST_DAY, MOST_TOGETHER, PUID, WHAT_WAS_DONE
from registry.territories import EU_MEMBERS

SHARED = Path(os.environ.get("MARKWARDEN_SHARED_DATA", Path(settings.BASE_DIR).parent / "shared" / "data")) / "dsa"
ENUMS = {
    "decision_visibilities": lists.VISIBILITIES, "decision_monetaries": lists.MONETARIES,
    "decision_provisions": lists.PROVISIONS, "decision_accounts": lists.ACCOUNTS,
    "account_types": lists.ACCOUNT_TYPES, "decision_grounds": lists.GROUNDS, "content_types": lists.CONTENT_TYPES,
    "source_types": lists.SOURCES, "automated_decisions": lists.AUTOMATED_DECISIONS,
    "statement_categories": lists.CATEGORIES, "keywords": lists.KEYWORDS,
}  # fmt: skip
NUMBER = UUID("01920000-0000-7000-8000-000000000001")
FACTS = DecisionFacts(
    decision=NUMBER, right_kind="trademark", remedy="delist", reach=EU_MEMBERS, is_law=True,
    ground="Regulation (EU) 2017/1001, art. 9(2)(a)", explanation="The label is printed, not woven.",
    circumstances="On 2026-11-02 the holder of EUIPO 018442190 notified us.", source="notice", detected=False,
    automation="not_automated", listed_on=date(2026, 10, 1), applied_on=date(2026, 11, 22),
)  # fmt: skip


@pytest.fixture(scope="module")
def theirs():
    if not SHARED.is_dir():
        pytest.skip("The folder of real data is not here.")
    return json.loads((SHARED / "statement-of-reasons.json").read_text())


@pytest.mark.shared
def test_the_rules_are_those_of_the_database(theirs):
    assert {name: dict(found) for name, found in ENUMS.items()} == {name: theirs["enums"][name] for name in ENUMS}
    rules = theirs["rules"]
    assert {name for name, field in FIELDS.items() if field.required} == set(rules["required"])
    assert set(WHAT_WAS_DONE) == set(rules["at_least_one_of"])
    assert {name for name, field in FIELDS.items() if field.kind == "many"} == set(rules["arrays"])
    assert {name: field.longest for name, field in FIELDS.items() if field.longest} == rules["max_length"]
    assert {name for name, field in FIELDS.items() if field.needed_when} == set(rules["required_when"])
    for name, when in rules["required_when"].items():
        assert all(word in when for word in FIELDS[name].needed_when)
    limited = {name for name, field in FIELDS.items() if field.only_when or field.never_when}
    assert limited == set(rules["dropped_when"])
    first = {name: field.earliest.isoformat() for name, field in FIELDS.items() if field.earliest}
    assert first == {name: rules["dates"][name][0] for name in ("content_date", "application_date")}
    assert {rules["dates"][name][1] for name in (*first, "end_date_*")} == {LAST_DAY.isoformat()}
    assert set(rules["territorial_scope"]) == lists.TERRITORIES
    assert rules["many_per_request_max"] == MOST_TOGETHER
    assert sorted(PUID) == sorted(rules["patterns"]["puid"].strip("^$"))


@pytest.mark.shared
def test_their_own_example_passes(theirs):
    example = json.loads((SHARED / "example-statement.json").read_text())
    assert problems({name: value for name, value in example.items() if name in FIELDS}) == ()


@pytest.mark.parametrize("remedy", DONE)
@pytest.mark.parametrize("kind", KEYWORDS)
@pytest.mark.parametrize("source", SOURCES)
def test_what_we_make_passes(remedy, kind, source):
    made = statement(replace(FACTS, remedy=remedy, right_kind=kind, source=source, is_law=kind != "design"))
    assert problems(made) == ()
    assert made["category"] == "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS"
    assert made["category_specification"] == [KEYWORDS[kind]]
    assert made["puid"] == puid(NUMBER) == "mw-01920000000070008000000000000001"


WRONG = {
    "decision_facts": ["x" * 5001, "", "  ", 5],
    "illegal_content_explanation": ["x" * 2001, None],
    "illegal_content_legal_ground": ["x" * 501],
    "puid": ["with space", "ä", "x" * 501, "line\n"],
    "content_date": ["1999-12-31", "2026-02-30", "22.11.2026", "20261122"],
    "application_date": ["2019-12-31", "2038-01-02"],
    "territorial_scope": [["EL"], ["US"], "DE"],
    "category_specification": [["KEYWORD_COUNTERFEIT"]],
    "content_id": [{"EAN-13": "123"}, {"GTIN": "1234567890123"}, "1234567890123"],
    "automated_decision": ["maybe"],
    "incompatible_content_illegal": ["Yes"],
    "content_language": ["en", "XX"],
    "decision_visibility": [[]],
    "platform_name": ["Ours"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_what_is_wrong_is_refused_and_named(name, value):
    assert name in {problem.field for problem in problems({**statement(FACTS), name: value})}


def test_who_notified_has_no_place_in_what_we_found_ourselves():
    own = {**statement(replace(FACTS, source="own")), "source_identity": "Somebody"}
    assert [problem.field for problem in problems(own)] == ["source_identity"]
    assert problems({**own, "source_type": "SOURCE_ARTICLE_16"}) == ()


@given(
    explanation=st.text(max_size=2300), circumstances=st.text(max_size=5300), ground=st.text(max_size=520),
    days=st.integers(min_value=-12_000, max_value=6_000), is_law=st.booleans(), remedy=st.sampled_from(sorted(DONE)),
    kind=st.sampled_from(["trademark", "copyright", "design", "patent"]),
)  # fmt: skip
def test_any_facts_give_a_valid_statement_or_a_named_field(
    explanation, circumstances, ground, days, is_law, remedy, kind
):
    facts = replace(
        FACTS, explanation=explanation, circumstances=circumstances, ground=ground, is_law=is_law, remedy=remedy,
        right_kind=kind, listed_on=FACTS.listed_on + timedelta(days=days),
    )  # fmt: skip
    made = statement(facts)
    found = problems(made)
    assert {problem.field for problem in found} <= set(FIELDS)
    texts = [value for value in made.values() if isinstance(value, str)]
    assert found or (all(len(text) <= 5000 for text in texts) and explanation.strip() and circumstances.strip())
    assert len(made["decision_facts"]) == len(circumstances) or "[" in made["decision_facts"], "nothing is cut"


PRIVATE = Redaction(
    people=("Ada Aurora",), stand_ins=(("Corner Shop", "[seller]"),), addresses=("12 Long Lane\nLeeds",),
    kept=frozenset({"018442190"}),
)  # fmt: skip
CLEARED = {
    "Ask ada aurora or Aurora.": "Ask [name] or [name].",
    "Corner Shop of 12 Long Lane, Leeds": "[seller] of [address], [address]",
    "Write to a.b+c@shop.example, or call +49 30 123 45 67.": "Write to [e-mail], or call [telephone].",
    "Herr Müller (030 1234567) said so": "Herr [name] ([telephone]) said so",
    "Mr. J. Smith sold it": "Mr [name] sold it",
    "Number 018442190 of 2026-11-22 10:30": "Number 018442190 of 2026-11-22 10:30",
    "Regulation (EU) 2017/1001, art. 9(2)(a)": "Regulation (EU) 2017/1001, art. 9(2)(a)",
    "17 USC 512(c)(1)(C)": "17 USC 512(c)(1)(C)",
    "item 4006381333931 for 1,250.00 EUR": "item 4006381333931 for 1,250.00 EUR",
}


@pytest.mark.parametrize(("text", "cleared"), CLEARED.items())
def test_people_are_taken_out_of_texts_and_numbers_of_rights_are_not(text, cleared):
    assert PRIVATE.clear(text) == cleared
    assert PRIVATE.clear(cleared) == cleared
