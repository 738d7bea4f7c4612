"""A marketplace may promise more than a pack, never less."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy import registry
from policy.model import Source, Tightened
from policy.packs.us_dmca import PACK as US
from policy.soundness import problems
from policy.tighten import Confirmed, NotTighter, confirm, tighten

HOUSE = registry.for_case("NO", "trademark", date(2026, 11, 21))


def test_a_clock_of_the_house_is_shortened_and_the_pack_stays_as_it_was():
    pack = tighten(HOUSE, [Tightened("clock", "decide", 3)])
    assert (pack.clock("decide").upper, HOUSE.clock("decide").upper) == (3, 5)
    assert pack.tightened == (Tightened("clock", "decide", 3),)


@pytest.mark.parametrize(
    ("pack", "value", "reason"),
    [
        (HOUSE, Tightened("clock", "decide", 6), "longer"),
        (HOUSE, Tightened("clock", "decide", 0), "from 1 on"),
        (HOUSE, Tightened("clock", "decide"), "from 1 on"),
        (HOUSE, Tightened("clock", "answer", 2), "takes time from a party"),
        (HOUSE, Tightened("clock", "appeal", 1), "takes time from a party"),
        (HOUSE, Tightened("clock", "put_back", 1), "no such clock"),
        (US, Tightened("clock", "put_back", 15), "longer"),
        (US, Tightened("clock", "put_back", 9), "earliest moment"),
        (US, Tightened("notice_element", "work"), "nothing may be added"),
        (US, Tightened("counter_notice_element", "service"), "nothing may be added"),
        (HOUSE, Tightened("notice_element", "blood"), "no such element"),
        (HOUSE, Tightened("remedy", "fine"), "does not allow"),
    ],
)
def test_refuses_what_would_loosen_with_the_reason(pack, value, reason):
    with pytest.raises(NotTighter, match=reason) as refused:
        tighten(pack, [value])
    assert refused.value.value == value
    assert refused.value.reason in str(refused.value)


def test_time_that_the_law_gives_to_a_party_is_not_shortened():
    legal = replace(HOUSE.clock("correct_notice"), rule=US.notice_rule, least=0)
    pack = replace(HOUSE, clocks=(legal,))
    with pytest.raises(NotTighter, match="gives this time to a party"):
        tighten(pack, [Tightened("clock", "correct_notice", 5)])


def test_a_legal_window_narrows_within_its_bounds():
    clock = tighten(US, [Tightened("clock", "put_back", 12)]).clock("put_back")
    assert (clock.lower, clock.upper, clock.house_bound) == (10, 12, False)


def test_a_duty_without_a_number_gets_one_that_is_marked_as_the_houses():
    clock = tighten(US, [Tightened("clock", "remove", 24)]).clock("remove")
    assert (clock.upper, clock.house_bound, clock.rule.basis) == (24, True, "law")
    again = tighten(US, [Tightened("clock", "remove", 24), Tightened("clock", "remove", 12)]).clock("remove")
    assert (again.upper, again.house_bound) == (12, True)


def test_an_optional_element_and_a_second_pair_of_eyes_can_be_demanded():
    pack = tighten(HOUSE, [Tightened("notice_element", "test_purchase"), Tightened("remedy", "delist")])
    assert all(element.required for element in pack.notice)
    assert pack.remedy("delist").needs_second


values = st.builds(
    Tightened,
    st.sampled_from(["clock", "notice_element", "counter_notice_element", "remedy"]),
    st.sampled_from(
        sorted(
            {c.kind for p in registry.packs() for c in p.clocks}
            | {e.code for p in registry.packs() for e in p.notice}
            | {r.code for p in registry.packs() for r in p.remedies}
        )
    ),
    st.none() | st.integers(-1, 40),
)


@given(st.sampled_from([US, HOUSE]), st.lists(values, max_size=6))
def test_whatever_is_accepted_is_sound_and_no_looser(pack, tried):
    tightened = pack
    for value in tried:
        with suppress(NotTighter):
            tightened = tighten(tightened, [value])
    assert problems(tightened) == ()
    for before, after in zip(pack.clocks, tightened.clocks, strict=True):
        assert after.lower == before.lower
        assert after.rule == before.rule
        assert before.upper is None or before.least <= after.upper <= before.upper
    for before, after in zip(pack.notice, tightened.notice, strict=True):
        assert after.required >= before.required
    for before, after in zip(pack.remedies, tightened.remedies, strict=True):
        assert after.needs_second >= before.needs_second


def test_a_confirmed_rule_starts_its_clock():
    read = Source("United States Code, 2026 edition", "17 USC 512(g)(2)(A)")
    pack = confirm(US, [Confirmed("us.notify_seller", read), Confirmed("us.nothing", read)])
    assert [c.kind for c in pack.clocks_from("removal_applied")] == ["notify_seller"]
    assert pack.clock("notify_seller").rule.source == read
    assert replace(pack, clocks=US.clocks) == US


def test_confirming_does_not_touch_what_was_verified():
    assert confirm(US, [Confirmed("us.put_back", Source("Hearsay", "1"))]) == US
