"""The gate: every line of its table, and a slow reference that looks papers up one by one."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry import gate
from registry.gate import (
    Answer,
    Authorisation,
    Facts,
    ItemFacts,
    Licence,
    Question,
    Reason,
    RightFacts,
    ask,
    ask_all,
)
from registry.gate.exhausting import FirstSale
from registry.gate.grants import EXCLUSIVE
from registry.gate.reasons import DOCUMENTS, SENTENCES, document, say
from registry.territories import EU_MEMBERS, covers
from tests.registry.gate_cases import RULES, cases
from tests.registry.gate_reference import verdict as slow_reference

OWNER, SELLER, OTHER, DEALER = (UUID(int=n) for n in (1, 2, 3, 4))
RIGHT, ANOTHER = UUID(int=10), UUID(int=11)
DAY = date(2026, 6, 15)
MARK = RightFacts("trademark", OWNER, ("EU", "US", "GB"))
GENUINE = FirstSale("PL", "given", "", "as_sold", frozenset({"invoice", "chain", "state"}))


def on(offset):
    return None if offset is None else DAY + timedelta(days=offset)


def question(seller=SELLER, destination="DE", day=DAY, right=RIGHT, **more):
    return Question(
        seller,
        right,
        more.pop("item", ItemFacts()),
        more.pop("channel", "marketplace:harbour"),
        destination,
        day,
        **more,
    )


def given_to(seller=SELLER, *, number=100, right=RIGHT, places=(), starts=-10, ends=None, revoked=None):
    return Authorisation(UUID(int=number), right, seller, places, on(starts), on(ends), on(revoked))


def licence(number=200, **more):
    usual = {
        "licensor": OWNER,
        "licensee": SELLER,
        "rights": frozenset({RIGHT}),
        "starts_on": on(-10),
        "reference": f"L{number}",
    }
    return Licence(UUID(int=number), **{**usual, **more})


def sub(number=201, **more):
    """A sublicence of the dealer's licence, which is number 200."""
    return licence(number, **{"licensor": DEALER, "parent": UUID(int=200), "consent": "given", **more})


def dealers(**more):
    return licence(**{"licensee": DEALER, "sublicensing_depth": 1, **more})


def answered(*given, **asked):
    facts = Facts(
        {RIGHT: MARK},
        tuple(one for one in given if isinstance(one, Authorisation)),
        tuple(one for one in given if isinstance(one, Licence)),
        RULES,
    )
    return ask(question(**asked), facts)


@pytest.mark.parametrize(
    ("authorisation", "verdict", "code", "change"),
    [
        (given_to(), "yes", "authorised", ""),
        (given_to(starts=0, ends=0), "yes", "authorised", ""),
        (given_to(places=("EU",)), "yes", "authorised", ""),
        (given_to(places=("DE", "PL")), "yes", "authorised", ""),
        (given_to(revoked=1), "yes", "authorised", ""),
        (given_to(revoked=0), "no", "revoked", "proof_of_purchase"),
        (given_to(ends=-1), "ask", "ended", "authorisation"),
        (given_to(ends=-1, revoked=-1), "ask", "ended", "authorisation"),
        (given_to(starts=1), "ask", "not_yet", "authorisation"),
        (given_to(places=("PL",)), "ask", "elsewhere", "authorisation"),
        (given_to(places=("PL",), revoked=-5), "ask", "elsewhere", "authorisation"),
        (given_to(OTHER), "ask", "not_authorised", "authorisation"),
        (given_to(right=ANOTHER), "ask", "not_authorised", "authorisation"),
    ],
)
def test_truth_table(authorisation, verdict, code, change):
    answer = answered(authorisation)
    assert (answer.verdict, [reason.code for reason in answer.reasons], answer.would_change) == (
        verdict,
        [code],
        change,
    )
    assert answer.used == (() if verdict == "ask" else (authorisation.id,))


def test_the_owner_sells_its_own_goods():
    assert answered(seller=OWNER) == Answer("yes", (Reason("owner"),))
    sold = Facts({RIGHT: replace(MARK, owners=((on(-90), OTHER), (on(-5), OWNER)))})
    assert ask(question(OTHER, day=on(-6)), sold).verdict == "yes"
    assert ask(question(OTHER, day=on(-5)), sold).verdict == "ask"
    assert ask(question(OWNER, day=on(-5)), sold).verdict == "yes"


def test_nothing_on_file_is_a_question_and_not_a_no():
    assert ask(question(), Facts()).reasons == (Reason("unknown_right"),)
    assert answered().verdict == "ask"


def test_an_unknown_destination_is_covered_by_everywhere_alone():
    assert answered(given_to(), destination="").verdict == "yes"
    assert answered(given_to(places=("EU",)), destination="").verdict == "ask"


def test_one_that_holds_outweighs_one_taken_back():
    answer = answered(given_to(revoked=-1), given_to(number=101))
    assert (answer.verdict, answer.used) == ("yes", (UUID(int=101),))


@pytest.mark.parametrize(
    ("right", "asked", "code"),
    [
        (replace(MARK, in_force=False), {}, "not_in_force"),
        (replace(MARK, expires_on=on(-1)), {}, "not_in_force"),
        (replace(MARK, registered_on=on(1)), {}, "not_in_force"),
        (MARK, {"destination": "JP"}, "not_held_there"),
    ],
)
def test_a_right_enforces_nothing_where_and_when_it_does_not_stand(right, asked, code):
    answer = ask(question(**asked), Facts({RIGHT: right}))
    assert (answer.verdict, answer.reasons[0].code) == ("yes", code)
    assert not gate.is_permitted(answer)
    assert ask(question(), Facts({RIGHT: replace(MARK, expires_on=DAY)})).verdict == "ask"


@pytest.mark.parametrize(
    ("licences", "asked", "verdict", "code", "change"),
    [
        ([licence()], {}, "yes", "licensed", ""),
        ([licence(territories=("EU",))], {}, "yes", "licensed", ""),
        ([licence(territories=("EU",))], {"destination": ""}, "ask", "no_destination", "destination"),
        ([licence(territories=("EU",), carve_outs=("DE",))], {}, "ask", "licence_elsewhere", "authorisation"),
        ([licence(carve_outs=("PL",))], {}, "yes", "licensed", ""),
        ([licence(territories=("DE",))], {"destination": "EU"}, "ask", "licence_elsewhere", "authorisation"),
        ([licence(channels=frozenset({"marketplace"}))], {}, "yes", "licensed", ""),
        ([licence(channels=frozenset({"marketplace:other"}))], {}, "ask", "other_channel", "authorisation"),
        ([licence(channels=frozenset({"marketplace:harbour"}))], {"channel": "marketplace"}, "ask", "channel_unknown", "channel"),
        ([licence(channels=frozenset({"own_shop"}))], {"channel": ""}, "ask", "channel_unknown", "channel"),
        ([licence(classes=frozenset({25}))], {}, "ask", "goods_unknown", "goods"),
        ([licence(classes=frozenset({25}))], {"item": ItemFacts(frozenset({25}))}, "yes", "licensed", ""),
        ([licence(classes=frozenset({25}))], {"item": ItemFacts(frozenset({9, 25}))}, "ask", "other_goods", "authorisation"),
        ([licence(ends_on=DAY)], {}, "yes", "licensed", ""),
        ([licence(ends_on=on(-1))], {}, "ask", "licence_ended", "authorisation"),
        ([licence(starts_on=on(1))], {}, "ask", "licence_not_yet", "authorisation"),
        ([licence(ended_on=DAY)], {}, "no", "terminated", "proof_of_purchase"),
        ([licence(ended_on=DAY)], {"day": on(-1)}, "yes", "licensed", ""),
        ([licence(signed=False)], {}, "ask", "unsigned", "signature"),
        ([licence(licensor=OTHER)], {}, "ask", "licensor_not_owner", "certificate"),
        ([licence(quota_left=5)], {"quantity": 5}, "yes", "licensed", ""),
        ([licence(quota_left=5)], {"quantity": 6}, "no", "quota_used", "quota"),
        ([dealers(), sub()], {}, "yes", "licensed", ""),
        ([sub()], {}, "ask", "broken_chain", "licence_above"),
        ([dealers(licensee=OTHER), sub()], {}, "ask", "broken_chain", "licence_above"),
        ([dealers(sublicensing_depth=0), sub()], {}, "ask", "too_deep", "consent"),
        ([dealers(), sub(consent="missing")], {}, "ask", "consent_missing", "consent"),
        ([dealers(rights=frozenset({ANOTHER})), sub()], {}, "ask", "beyond_parent", "consent"),
        ([dealers(ends_on=on(-1)), sub()], {}, "ask", "ended_above", "licence_above"),
        ([dealers(ended_on=on(-1)), sub()], {}, "ask", "ended_above", "licence_above"),
        ([dealers(territories=("US",)), sub(territories=("EU", "US"))], {}, "ask", "licence_elsewhere", "authorisation"),
        ([dealers(quota_left=2), sub(quota_left=9)], {"quantity": 3}, "no", "quota_used", "quota"),
        ([licence(), licence(300, licensee=OTHER, exclusivity=EXCLUSIVE)], {}, "ask", "beside_exclusive", "permit"),
        ([licence(), licence(300, licensee=OTHER, exclusivity=EXCLUSIVE, territories=("US",))], {}, "yes", "licensed", ""),
        ([dealers(exclusivity=EXCLUSIVE), sub()], {}, "yes", "licensed", ""),
        ([licence(200, licensee=OTHER, exclusivity=EXCLUSIVE)], {}, "ask", "not_authorised", "authorisation"),
    ],
)  # fmt: skip
def test_licences(licences, asked, verdict, code, change):
    answer = answered(*licences, **asked)
    assert (answer.verdict, answer.reasons[0].code, answer.would_change) == (verdict, code, change)
    assert "%" not in say(answer.reasons[0])
    assert verdict != "yes" or {licence.id for licence in licences if licence.licensee == SELLER} <= set(answer.used)


@pytest.mark.parametrize(
    ("given", "sale", "verdict", "codes"),
    [
        ([], GENUINE, "yes", ["exhausted"]),
        ([], replace(GENUINE, sold_in="US"), "no", ["not_authorised", "sold_elsewhere"]),
        ([], replace(GENUINE, shown=frozenset()), "ask", ["not_authorised", "consent_unproved"]),
        ([given_to()], replace(GENUINE, sold_in="US"), "yes", ["authorised"]),
        ([given_to(revoked=0)], GENUINE, "yes", ["exhausted"]),
        ([given_to(revoked=0)], replace(GENUINE, state=""), "ask", ["revoked", "state_unknown"]),
        ([licence(signed=False)], replace(GENUINE, sold_in="US"), "ask", ["unsigned", "sold_elsewhere"]),
    ],
)
def test_a_first_sale_speaks_where_the_owner_has_not(given, sale, verdict, codes):
    answer = answered(*given, item=ItemFacts(first_sale=sale))
    assert (answer.verdict, [reason.code for reason in answer.reasons]) == (verdict, codes)
    assert [rule.rule.code for rule in answer.rules] == ([] if codes == ["authorised"] else ["eu.exhaustion.trademark"])


def test_every_right_in_an_item_must_be_allowed():
    facts = Facts({RIGHT: MARK, ANOTHER: MARK}, (given_to(), given_to(number=101, right=ANOTHER, revoked=0)))
    assert ask_all([question()], facts).verdict == "yes"
    assert ask_all([question(), question(right=ANOTHER)], facts).verdict == "no"
    assert ask_all([question(), question(right=UUID(int=12))], facts).verdict == "ask"
    assert ask_all([], facts).verdict == "yes"


def test_every_code_has_its_words():
    assert {*gate.DOUBTS, *gate.BARS} <= set(SENTENCES)
    assert {*gate.DOUBTS.values(), *gate.BARS.values()} <= set(DOCUMENTS)
    assert document("") == ""
    assert document("invoice")


def test_the_european_union_is_its_member_states_together():
    assert covers(["EU"], "DE")
    assert covers(EU_MEMBERS, "EU")
    assert not covers(EU_MEMBERS - {"MT"}, "EU")
    assert not covers(["EU"], "GB")
    assert not covers([], "DE")
    assert not covers(["EU"], "")


@settings(max_examples=300)
@given(cases)
def test_the_gate_answers_as_the_slow_reference(case):
    asked, rights, authorisations, licences = case
    facts = Facts(rights, authorisations, licences, RULES)
    answer = ask(asked, facts)
    assert answer.verdict == slow_reference(asked, rights, authorisations, licences, RULES)
    assert all("%" not in say(reason) for reason in answer.reasons)
    assert bool(answer.would_change) == (answer.verdict != "yes")
    assert ask(asked, Facts(rights, authorisations[::-1], licences[::-1], RULES)) == answer


_PLACES = st.lists(st.sampled_from(["EU", "PL", "DE", "US", "GB"]), max_size=2, unique=True).map(tuple)
_SCOPES = st.fixed_dictionaries(
    {
        "territories": _PLACES,
        "carve_outs": _PLACES,
        "classes": st.frozensets(st.sampled_from([18, 25])),
        "channels": st.frozensets(st.sampled_from(["marketplace", "marketplace:harbour", "own_shop"])),
        "starts_on": st.sampled_from([-20, 0, 5]).map(on),
        "ends_on": st.sampled_from([None, -1, 0, 30]).map(on),
        "ended_on": st.sampled_from([None, 0, 5]).map(on),
        "signed": st.booleans(),
        "doubt": st.sampled_from(["", "", "name_mismatch"]),
    }
)


@given(_SCOPES, _SCOPES, st.sampled_from(["PL", "DE", "US"]), st.sampled_from(["marketplace:harbour", "own_shop"]))
def test_a_sublicence_never_gives_more_than_the_licence_above_it(above, below, destination, channel):
    head = licence(300, licensee=DEALER, sublicensing_depth=1, **above)
    child = licence(301, licensor=DEALER, licensee=SELLER, parent=head.id, **below)
    facts = Facts({RIGHT: MARK}, (), (head, child))
    item = ItemFacts(frozenset({25}))
    sold = ask(question(SELLER, destination, channel=channel, item=item), facts)
    if sold.verdict == "yes":
        assert ask(question(DEALER, destination, channel=channel, item=item), facts).verdict == "yes"
