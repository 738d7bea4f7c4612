"""A decided case under other rules: what would have been different, had another pack or version applied. Pure.

The facts stay as they were (what happened when, what was answered and decided); the rules are laid over them. Replayed
under its own pack and version a case differs in nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from policy import calendar, penalties
from policy.model import ClockRule, Pack

Section = Literal["procedure", "clock", "answer", "decision", "disclosure", "letter"]
Value = tuple[object, ...]
"""Codes, numbers and moments; who shows them has the words."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """What was decided about some listings: how many, on which ground, which way, with which remedy."""

    ground: str
    outcome: str
    remedy: str
    listings: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened in a case, whatever the rules say: `events` are the first of each kind, by their moment.

    `answers` counts the listings by the seller's answer. `until` is the moment of the replay: what runs then has not run out.
    """

    right_kind: str
    reason: str
    events: tuple[tuple[str, datetime], ...]
    answers: tuple[tuple[str, int], ...]
    rulings: tuple[Ruled, ...]
    until: datetime

    def at(self, event: str) -> datetime | None:
        """When it happened first; None if it did not."""
        return next((moment for name, moment in self.events if name == event), None)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that the rules say about the facts. `code` names it within its section."""

    section: Section
    code: str
    title: str
    value: Value


@dataclass(frozen=True, slots=True)
class Line:
    """One thing under both packs; None where one of them does not know it."""

    section: Section
    code: str
    before: Point | None
    after: Point | None

    @property
    def differs(self) -> bool:
        """True if the two packs do not say the same."""
        return (self.before and self.before.value) != (self.after and self.after.value)

    @property
    def title(self) -> str:
        """What it is called, under the pack that applied if it is known there."""
        named = self.before or self.after
        return named.title if named else ""


def compare(facts: Facts, applied: Pack, chosen: Pack) -> list[Line]:
    """What both packs say about the same facts, line by line, in the order of the pack that applied."""
    before = {(one.section, one.code): one for one in replay(facts, applied)}
    after = {(one.section, one.code): one for one in replay(facts, chosen)}
    lines = [Line(key[0], key[1], before.get(key), after.get(key)) for key in dict.fromkeys([*before, *after])]
    order = ("procedure", "clock", "answer", "decision", "disclosure", "letter")
    return sorted(lines, key=lambda line: order.index(line.section))


def replay(facts: Facts, pack: Pack) -> list[Point]:
    """What one pack says about the facts."""
    return [
        *_procedure(facts, pack),
        *_clocks(facts, pack),
        *_answers(facts, pack),
        *_decisions(facts, pack),
        Point("disclosure", "complainant", "", (pack.disclosure.complainant,)),
        Point("disclosure", "seller", "", (pack.disclosure.seller,)),
        Point("disclosure", "public", "", (pack.publishes is not None,)),
        *(Point("letter", letter.code, letter.subject, (True,)) for letter in pack.letters),
    ]


def _procedure(facts: Facts, pack: Pack) -> Iterable[Point]:
    complained = facts.at("notice_complete") is not None
    hearing = "heard_first"
    if complained and pack.removal is not None:
        hearing = "removed_first"
    elif complained and pack.forward is not None:
        hearing = "only_forwarded"
    yield Point("procedure", "hearing", "", (hearing,))
    yield Point("procedure", "rounds", "", (pack.rounds.most if pack.rounds else 0,))
    form = pack.counter_notice
    yield Point("procedure", "counter_notice", "", (form.before_removal, form.after_removal))
    yield Point("procedure", "put_back", "", (bool(form.put_back),))
    answer = next((clock.then for clock in pack.clocks if clock.kind == "answer"), "")
    yield Point("procedure", "silence", "", (answer if hearing == "heard_first" else "",))
    yield Point("procedure", "appeal", "", (tuple(sorted(pack.appeal.by)), bool(pack.appeal.body_clock)))
    yield Point("procedure", "security", "", ("security" in pack.options,))


def _clocks(facts: Facts, pack: Pack) -> Iterable[Point]:
    """The clocks that what happened would have started, with their bounds, and whether they were kept."""
    tz = ZoneInfo(pack.time_zone) if pack.time_zone else UTC
    for event, moment in facts.events:
        for rule in pack.clocks_from(event):
            window = calendar.due(moment, rule, tz)
            ended = _ended(facts, rule, moment)
            lower = window.lower_at if rule.lower else None
            kept = _kept(rule, lower, window.due_at, ended, facts.until)
            yield Point("clock", rule.kind, rule.title, (moment, lower, window.due_at, ended, kept, rule.rule.basis))


def _ended(facts: Facts, rule: ClockRule, started: datetime) -> datetime | None:
    """When the first thing happened that stops the clock; None if nothing did."""
    stops = [at for event, at in facts.events if event in rule.stops_on and at >= started]
    return min(stops, default=None)


def _kept(
    rule: ClockRule, lower: datetime | None, due: datetime | None, ended: datetime | None, until: datetime
) -> str:
    """kept, late, early (before the lower bound), ran_out, runs, or "" where there is no bound."""
    if due is None:
        return ""
    if ended is None:
        return "runs" if due > until else "ran_out"
    if ended > due:
        return "late"
    return "early" if rule.binds == "marketplace" and lower is not None and ended < lower else "kept"


def _answers(facts: Facts, pack: Pack) -> Iterable[Point]:
    offered = {answer.code: answer.title for answer in pack.answers}
    for code, listings in facts.answers:
        yield Point("answer", code, offered.get(code, code), (code in offered, listings))
    given = {code for code, _listings in facts.answers}
    for answer in pack.answers:
        if answer.code not in given:
            yield Point("answer", answer.code, answer.title, (True, 0))


def _decisions(facts: Facts, pack: Pack) -> Iterable[Point]:
    """Each ruling as this pack has it: whether the ground exists, which way it leads, remedy, second person, strike."""
    leaves = {leaf.code: leaf for leaf in pack.leaves(facts.right_kind)}
    remedies = {remedy.code: remedy for remedy in pack.remedies}
    for ruled in facts.rulings:
        leaf, remedy = leaves.get(ruled.ground), remedies.get(ruled.remedy)
        strike = penalties.weight(pack.strikes, ruled.outcome, ruled.ground) if ruled.outcome == "upheld" else 0
        value: Value = (
            leaf.outcome if leaf else "",
            leaf.reference if leaf else "",
            remedy is not None or not ruled.remedy,
            remedy.needs_second if remedy else False,
            strike,
        )
        yield Point(
            "decision", f"{ruled.ground} {ruled.outcome} {ruled.remedy}", leaf.title if leaf else ruled.ground, value
        )


def first_of(events: Sequence[tuple[str, datetime]]) -> tuple[tuple[str, datetime], ...]:
    """Of each event the first, by moment."""
    found: dict[str, datetime] = {}
    for event, at in sorted(events, key=lambda one: one[1]):
        found.setdefault(event, at)
    return tuple(sorted(found.items(), key=lambda one: (one[1], one[0])))
