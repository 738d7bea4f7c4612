"""The contract of every registered pack, and that the check behind it sees what is wrong."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from policy import registry
from policy.calendar import COUNTRIES
from policy.model import ClockRule, Letter, Pack, Rule, Rung, Source, StrikeWeight
from policy.packs.us_dmca import PACK as US
from policy.soundness import problems
from policy.vocabulary import CONSEQUENCES, EVENTS, LETTER_FIELDS, OUTCOMES, REMEDIES, RIGHT_KINDS

PACKS = [pytest.param(pack, id=f"{pack.code}-{pack.version}") for pack in registry.packs()]
WORDS = ("title", "subject", "body")


def parts(value):
    """Every dataclass inside a pack."""
    if is_dataclass(value):
        yield value
        for field in fields(value):
            yield from parts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from parts(item)


@pytest.mark.parametrize("pack", PACKS)
class TestEveryPack:
    def test_is_sound(self, pack):
        assert problems(pack) == ()

    def test_has_words_wherever_people_read(self, pack):
        for part in parts(pack):
            for name in WORDS:
                assert getattr(part, name, "words").strip(), part

    def test_names_source_and_basis_of_every_rule(self, pack):
        for rule in pack.rules():
            assert rule.basis in ("law", "policy")
            assert rule.source.title
            assert rule.source.reference or rule.basis == "policy"
        assert {clock.rule for clock in pack.clocks} <= set(pack.rules())

    def test_starts_no_legal_clock_on_a_rule_nobody_verified(self, pack):
        started = [clock for event in EVENTS for clock in pack.clocks_from(event)]
        assert all(clock.rule.verified or clock.rule.basis == "policy" for clock in started)
        assert len(started) == len([c for c in pack.clocks if c.rule.starts_clocks])

    def test_every_clock_leads_somewhere_known(self, pack):
        for clock in pack.clocks:
            assert clock.then in CONSEQUENCES
            assert clock.upper is None or 0 <= clock.lower <= clock.upper
            assert clock.calendar in ("", "*") or clock.calendar in COUNTRIES

    def test_ends_days_in_a_zone_that_exists(self, pack):
        if pack.time_zone is not None:
            assert ZoneInfo(pack.time_zone)

    def test_lets_a_reviewer_decide_both_ways_about_every_right(self, pack):
        for kind in pack.right_kinds:
            assert kind in RIGHT_KINDS
            assert {leaf.outcome for leaf in pack.leaves(kind)} == set(OUTCOMES)
            assert pack.reasons_for(kind)
            assert all(pack.ground(leaf.code) is leaf for leaf in pack.leaves(kind))

    def test_reviews_an_appeal_of_both_sides_within_a_clock(self, pack):
        assert pack.appeal.by == ("complainant", "seller")
        assert pack.clock(pack.appeal.clock).upper is not None
        assert pack.clock(pack.appeal.clock).binds == "party"
        assert pack.clock(pack.appeal.decide_clock).upper is not None

    def test_needs_two_people_to_end_a_sellers_trade(self, pack):
        assert all(pack.remedy(code).needs_second for code in ("suspend", "terminate"))
        assert {remedy.code for remedy in pack.remedies} <= set(REMEDIES)

    def test_fills_every_letter(self, pack):
        values = {name: f"<{name}>" for name in LETTER_FIELDS}
        for letter in pack.letters:
            filled = letter.subject.format(**values) + letter.body.format(**values)
            assert "<reference>" in filled
            assert "{" not in filled

    def test_cannot_be_changed(self, pack):
        assert hash(pack) == hash(replace(pack))
        with pytest.raises(AttributeError):
            pack.title = "Another"

    def test_is_whole_on_its_first_day_and_after(self, pack):
        assert problems(pack.on(pack.valid_from)) == ()
        assert problems(pack.on(date(2026, 11, 21))) == ()


def with_clock(**changes):
    return replace(
        US, clocks=(replace(US.clock("put_back"), **changes), *[c for c in US.clocks if c.kind != "put_back"])
    )


SOURCE = Source("Act", "1")
BROKEN = {
    "title is empty": replace(US, title=" "),
    "kinds of right": replace(US, right_kinds=("recipe",)),
    "no source": replace(US, sources=()),
    "ends before it begins": replace(US, valid_until=US.valid_from - timedelta(days=1)),
    "law without a reference": with_clock(rule=Rule("us.x", "law", True, Source("Act", ""))),
    "neither law nor policy": with_clock(rule=Rule("us.x", "custom", True, SOURCE)),
    "rule us.x ends before": with_clock(rule=Rule("us.x", "law", True, SOURCE, date(2026, 2, 2), date(2026, 2, 1))),
    "two rules us.notice": with_clock(rule=Rule("us.notice", "law", True, SOURCE)),
    "put_back: two on the same day": replace(US, clocks=(*US.clocks, replace(US.clock("put_back"), title="Again"))),
    "clock put_back is named": replace(US, clocks=tuple(c for c in US.clocks if c.kind != "put_back")),
    "unknown events": with_clock(starts_on="full_moon"),
    "stops on the event that starts it": with_clock(stops_on=("counter_notice_received",)),
    "unknown consequence": with_clock(then="punish"),
    "unknown unit": with_clock(unit="fortnights"),
    "unknown calendar": with_clock(calendar="XX"),
    "bounds are out of order": with_clock(upper=9),
    "acts at a bound and has none": with_clock(upper=None),
    "notice element 'work' stands 2 times": replace(US, notice=(*US.notice, US.notice[1])),
    "a sentence to tick": replace(US, notice=(replace(US.notice[4], statement=""),)),
    "two options or more": replace(US, notice=(replace(US.notice[4], kind="choice", statement=""),)),
    "no help": replace(US, notice=(replace(US.notice[0], help=""),)),
    "no reason for a complaint": replace(US, reasons=()),
    "ground notice.complete: unknown outcome": replace(
        US, grounds=(replace(US.grounds[0], children=(replace(US.grounds[0].children[0], outcome="maybe"),)),)
    ),
    "does not continue": replace(US, grounds=(replace(US.grounds[0], code="other"), *US.grounds[1:])),
    "cannot decide both ways": replace(US, grounds=US.grounds[2:3]),
    "a ground that is not there": replace(US, removal=replace(US.removal, ground="notice")),
    "a remedy that is not allowed": replace(US, removal=replace(US.removal, remedy="fine")),
    "unknown remedy fine": replace(US, remedies=(*US.remedies, replace(US.remedies[0], code="fine"))),
    "negative points": replace(US, strikes=replace(US.strikes, weights=(StrikeWeight("upheld", -1),))),
    "weighs a ground": replace(US, strikes=replace(US.strikes, weights=(StrikeWeight("upheld", 1, "nowhere"),))),
    "grows with age": replace(
        US, strikes=replace(US.strikes, decay=US.strikes.decay[:1] * 1 + (replace(US.strikes.decay[1], percent=90),))
    ),
    "out of order": replace(US, strikes=replace(US.strikes, decay=US.strikes.decay[::-1])),
    "no sum of points": replace(US, strikes=replace(US.strikes, ladder=(Rung(100, "restrict"),))),
    "the ladder proposes": replace(US, strikes=replace(US.strikes, ladder=(Rung(100, "fine"),))),
    "no letter removed": replace(US, letters=tuple(x for x in US.letters if x.code != "removed")),
    "unknown field 'name'": replace(US, letters=(*US.letters, Letter("extra", "{name}", "Dear {name}"))),
}


@pytest.mark.parametrize("sentence", BROKEN)
def test_a_broken_pack_is_named_for_what_is_broken(sentence):
    assert any(sentence in problem for problem in problems(BROKEN[sentence])), problems(BROKEN[sentence])


def test_two_clocks_of_a_kind_may_follow_each_other_in_time():
    """A law that changed its number on a day: both stand in the pack, and each day has one."""

    def bound(upper, since, until):
        rule = Rule("us.put_back", "law", True, SOURCE, since, until)
        return replace(US.clock("put_back"), lower=1, upper=upper, rule=rule)

    change = date(2026, 2, 20)
    clocks = (*(c for c in US.clocks if c.kind != "put_back"), bound(15, None, change - timedelta(days=1)))
    pack = replace(US, clocks=(*clocks, bound(7, change, None)))
    assert problems(pack) == ()
    assert pack.on(change - timedelta(days=1)).clock("put_back").upper == 15
    assert pack.on(change).clock("put_back").upper == 7


def test_the_model_has_no_field_that_could_be_changed_behind_the_log():
    for pack in registry.packs():
        for part in parts(pack):
            assert type(part).__dataclass_params__.frozen
    assert {type(part) for pack in registry.packs() for part in parts(pack)} >= {Pack, ClockRule, Rule}
