"""The gate: every line of its truth table, and a slow reference that counts days and countries one by one."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.gate import Answer, Authorisation, Facts, ItemFacts, Question, Reason, ask
from registry.reasons import document, say
from registry.territories import EU_MEMBERS, covers

OWNER, SELLER, OTHER = (UUID(int=n) for n in (1, 2, 3))
RIGHT, ANOTHER = UUID(int=10), UUID(int=11)
DAY = date(2026, 6, 15)


def question(seller=SELLER, destination="DE", day=DAY, right=RIGHT):
    return Question(seller, right, ItemFacts(), "marketplace", destination, day)


def given_to(seller=SELLER, *, number=100, right=RIGHT, places=(), starts=-10, ends=None, revoked=None):
    def day(offset):
        return None if offset is None else DAY + timedelta(days=offset)

    return Authorisation(UUID(int=number), right, seller, places, day(starts), day(ends), day(revoked))


def answered(*authorisations, **asked):
    return ask(question(**asked), Facts({RIGHT: OWNER}, authorisations))


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


def test_nothing_on_file_is_a_question_and_not_a_no():
    assert ask(question(), Facts()).reasons == (Reason("unknown_right"),)
    assert answered().verdict == "ask"


def test_an_unknown_destination_is_covered_by_everywhere_alone():
    assert answered(given_to(), destination="").verdict == "yes"
    assert answered(given_to(places=("EU",)), destination="").verdict == "ask"


def test_one_that_holds_outweighs_one_taken_back():
    answer = answered(given_to(revoked=-1), given_to(number=101))
    assert (answer.verdict, answer.used) == ("yes", (UUID(int=101),))


def test_every_reason_has_a_sentence():
    for one in (given_to(), given_to(revoked=0), given_to(ends=-1), given_to(starts=1), given_to(places=("PL",))):
        for destination in ("DE", ""):
            for reason in answered(one, destination=destination).reasons:
                assert "%" not in say(reason)
    assert document("") == ""
    assert document("authorisation")


def test_the_european_union_is_its_member_states_together():
    assert covers(["EU"], "DE")
    assert covers(EU_MEMBERS, "EU")
    assert not covers(EU_MEMBERS - {"MT"}, "EU")
    assert not covers(["EU"], "GB")
    assert not covers([], "DE")
    assert not covers(["EU"], "")


places = st.lists(st.sampled_from(["DE", "PL", "AT", "US", "EU"]), max_size=3, unique=True).map(tuple)
offsets = st.integers(-4, 4)
authorisations = st.builds(
    lambda number, seller, right, where, starts, length, revoked: given_to(
        seller, number=number, right=right, places=where, starts=starts,
        ends=None if length is None else starts + length, revoked=revoked,
    ),
    st.integers(100, 10_000), st.sampled_from([SELLER, OTHER, OWNER]), st.sampled_from([RIGHT, ANOTHER]), places,
    offsets, st.none() | st.integers(0, 4), st.none() | offsets,
)  # fmt: skip


def slow_reference(asked, facts):
    """Day by day and country by country, as a person would look it up."""
    if facts.owners[asked.right] == asked.seller:
        return "yes"
    verdicts = set()
    for one in facts.authorisations:
        if (one.right, one.seller) != (asked.right, asked.seller):
            continue
        inside = {country for code in one.territories for country in (EU_MEMBERS if code == "EU" else {code})}
        wanted = EU_MEMBERS if asked.destination == "EU" else {asked.destination}
        if one.territories and not all(country in inside for country in wanted):
            continue
        last = one.ends_on or date(2030, 1, 1)
        term = {one.starts_on + timedelta(days=n) for n in range((last - one.starts_on).days + 1)}
        if asked.day in term:
            verdicts.add("no" if one.revoked_on is not None and asked.day >= one.revoked_on else "yes")
    return "yes" if "yes" in verdicts else "no" if "no" in verdicts else "ask"


@given(
    st.lists(authorisations, max_size=5, unique_by=lambda one: one.id),
    st.sampled_from([SELLER, OTHER, OWNER]),
    st.sampled_from(["DE", "PL", "US", "EU", "JP"]),
    offsets,
)
def test_the_gate_answers_as_the_slow_reference(found, seller, destination, offset):
    asked = question(seller, destination, DAY + timedelta(days=offset))
    facts = Facts({RIGHT: OWNER}, tuple(found))
    answer = ask(asked, facts)
    assert answer.verdict == slow_reference(asked, facts)
    assert answer.reasons
    assert ask(asked, Facts({RIGHT: OWNER}, tuple(reversed(found)))) == answer
