"""Whether a pack is well formed. The registry refuses one that is not, so that the process does not start with it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from string import Formatter

from policy.calendar import COUNTRIES
from policy.model import ClockRule, Element, Ground, Pack, Rule
from policy.vocabulary import (
    ANY,
    CONSEQUENCES,
    EVENTS,
    LETTER_FIELDS,
    LETTERS,
    OUTCOMES,
    REMEDIES,
    RIGHT_KINDS,
    ROUND_LETTERS,
    SILENT_COMPLAINANT,
    SILENT_SELLER,
    STEPS,
    STRIKE_OUTCOMES,
    UNITS,
)


def problems(pack: Pack) -> tuple[str, ...]:
    """What is wrong with a pack, one sentence each; empty if it is sound."""
    found: list[str] = []
    for part in (_head, _rules, _clocks, _procedure, _forms, _decisions, _strikes, _letters):
        found += part(pack)
    return tuple(found)


def _head(pack: Pack) -> Iterator[str]:
    for name in ("code", "version", "region", "title", "misrepresentation"):
        if not getattr(pack, name).strip():
            yield f"{name} is empty"
    if not pack.right_kinds or set(pack.right_kinds) - set(RIGHT_KINDS):
        yield "the kinds of right are empty or unknown"
    if not pack.sources:
        yield "no source"
    if pack.valid_until is not None and pack.valid_until < pack.valid_from:
        yield "ends before it begins"


def _rules(pack: Pack) -> Iterator[str]:
    for rule in pack.rules():
        if not rule.code or not rule.source.title.strip():
            yield f"rule {rule.code!r} has no code or no source"
        if rule.basis not in ("law", "policy"):
            yield f"rule {rule.code} is neither law nor policy"
        if rule.basis == "law" and not rule.source.reference.strip():
            yield f"rule {rule.code} is law without a reference"
        if rule.valid_from and rule.valid_until and rule.valid_until < rule.valid_from:
            yield f"rule {rule.code} ends before it begins"
    for a, b in combinations(pack.rules(), 2):
        if a.code == b.code and _overlap(a, b):
            yield f"two rules {a.code} are in force on the same day"


def _clocks(pack: Pack) -> Iterator[str]:
    for clock in pack.clocks:
        for problem in _clock(clock):
            yield f"clock {clock.kind}: {problem}"
    for a, b in combinations(pack.clocks, 2):
        if a.kind == b.kind and _overlap(a.rule, b.rule):
            yield f"clock {a.kind}: two on the same day"
    kinds = {clock.kind for clock in pack.clocks}
    named = {pack.appeal.clock, pack.appeal.decide_clock, pack.appeal.body_clock, *pack.counter_notice.put_back}
    named |= {pack.counter_notice.window, pack.removal.clock if pack.removal else ""}
    named |= {pack.forward.clock} if pack.forward else set()
    named |= {pack.rounds.reply, pack.rounds.rejoin} if pack.rounds else set()
    yield from (f"clock {kind} is named and not there" for kind in sorted(named - kinds - {""}))


def _procedure(pack: Pack) -> Iterator[str]:
    """Whether removal, forwarding, rounds and papers fit together."""
    if pack.removal is not None and pack.forward is not None:
        yield "removes on a notice, and only forwards it"
    if pack.rounds is not None and pack.rounds.most < 1:
        yield "rounds without a round"
    if pack.preset and (pack.region != ANY or any(rule.basis == "law" for rule in pack.rules())):
        yield "a preset is house policy for any region"
    yield from _twice("paper", (p.code for p in pack.papers))
    yield from (f"paper {p.code}: unknown event {p.event!r}" for p in pack.papers if p.event not in EVENTS)
    leaves = {leaf.code: leaf.outcome for leaf in pack.leaves()}
    for then, ground, outcome in (
        ("silence_removes", SILENT_SELLER, "upheld"),
        ("silence_restores", SILENT_COMPLAINANT, "rejected"),
    ):
        if any(c.then == then for c in pack.clocks) and leaves.get(ground) != outcome:
            yield f"{then} and no ground {ground} that is {outcome}"
    kinds = [*(e.right_kinds for e in pack.exhaustion), *(e.right_kinds for e in pack.exceptions)]
    if set().union(*kinds) - set(pack.right_kinds):
        yield "an exception or a first sale for a kind of right that the pack is not for"


def _clock(clock: ClockRule) -> Iterator[str]:
    if not clock.kind or not clock.title.strip():
        yield "no kind or no title"
    if unknown := {clock.starts_on, *clock.stops_on} - EVENTS:
        yield f"unknown events {sorted(unknown)}"
    if clock.starts_on in clock.stops_on:
        yield "stops on the event that starts it"
    if clock.then not in CONSEQUENCES:
        yield f"unknown consequence {clock.then!r}"
    if clock.unit not in UNITS:
        yield f"unknown unit {clock.unit!r}"
    if clock.calendar not in ("", ANY) and clock.calendar not in COUNTRIES:
        yield f"unknown calendar {clock.calendar!r}"
    if clock.lower < 0 or (clock.upper is not None and clock.upper < max(clock.lower, clock.least)):
        yield "the bounds are out of order"
    if clock.upper is None and clock.acts_at == "lower":
        yield "acts at a bound and has none"
    if clock.extension is not None and clock.extension.unit not in UNITS:
        yield "an extension in an unknown unit"


def _forms(pack: Pack) -> Iterator[str]:
    for name, elements in (("notice", pack.notice), ("counter-notice", pack.counter_notice.elements)):
        yield from _twice(f"{name} element", (e.code for e in elements))
        for element in elements:
            for problem in _element(element):
                yield f"{name} element {element.code}: {problem}"
    yield from _twice("answer", (a.code for a in pack.answers))
    yield from (f"answer {a.code}: no words" for a in pack.answers if not a.title.strip() or not a.help.strip())
    yield from _twice("reason", (r.code for r in pack.reasons))
    for kind in pack.right_kinds:
        if not pack.reasons_for(kind):
            yield f"no reason for a complaint about a {kind}"
    yield from (f"reason {r.code}: no title" for r in pack.reasons if not r.title.strip())


def _element(element: Element) -> Iterator[str]:
    if not element.code or not element.title.strip() or not element.reference.strip():
        yield "no code, title or reference"
    if (element.kind == "statement") != bool(element.statement.strip()):
        yield "a statement has a sentence to tick, and nothing else has"
    if (element.kind == "choice") != (len(element.options) >= 2):
        yield "a choice has two options or more, and nothing else has"
    if element.kind in ("text", "signature") and not element.help.strip():
        yield "no help"
    if any(not option.code or not option.title.strip() for option in element.options):
        yield "an option without code or title"


def _decisions(pack: Pack) -> Iterator[str]:
    grounds = list(_walk(pack.grounds))
    yield from _twice("ground", (g.code for g in grounds))
    for ground in grounds:
        if not ground.code or not ground.title.strip() or not ground.reference.strip():
            yield f"ground {ground.code!r}: no code, title or reference"
        if ground.outcome not in OUTCOMES or set(ground.right_kinds) - set(RIGHT_KINDS):
            yield f"ground {ground.code}: unknown outcome or kind of right"
        yield from (
            f"ground {child.code} does not continue {ground.code}"
            for child in ground.children
            if not child.code.startswith(ground.code + ".")
        )
    for kind in pack.right_kinds:
        if {leaf.outcome for leaf in pack.leaves(kind)} != set(OUTCOMES):
            yield f"a reviewer cannot decide both ways about a {kind}"
    yield from _twice("remedy", (r.code for r in pack.remedies))
    allowed = {r.code for r in pack.remedies}
    yield from (f"unknown remedy {code}" for code in sorted(allowed - set(REMEDIES)))
    yield from (f"remedy {r.code}: no title or territory" for r in pack.remedies if not r.title or not r.territories)
    if pack.removal is not None and pack.removal.ground not in {g.code for g in pack.leaves()}:
        yield "the removal names a ground that is not there"
    if pack.removal is not None and pack.removal.remedy not in allowed:
        yield "the removal names a remedy that is not allowed"


def _strikes(pack: Pack) -> Iterator[str]:
    branches = {"", *(g.code for g in _walk(pack.grounds))}
    yield from _twice("strike weight", (f"{w.outcome} {w.ground}" for w in pack.strikes.weights))
    if any(w.outcome not in STRIKE_OUTCOMES or w.points < 0 for w in pack.strikes.weights):
        yield "a strike of an unknown outcome or with negative points"
    if not all(w.ground in branches for w in pack.strikes.weights):
        yield "a strike weighs a ground that is not there"
    steps = pack.strikes.decay
    if [s.after_days for s in steps] != sorted({s.after_days for s in steps}):
        yield "the steps of decay are out of order"
    if [100, *(s.percent for s in steps)] != sorted((100, *(s.percent for s in steps)), reverse=True):
        yield "a strike grows with age"
    if any(not 0 <= s.percent <= 100 for s in steps):
        yield "a strike counts less than nothing"
    if {r.remedy for r in pack.strikes.ladder} - {r.code for r in pack.remedies}:
        yield "the ladder proposes a remedy that is not allowed"
    if {r.remedy for r in pack.strikes.ladder} - set(STEPS):
        yield "the ladder proposes what no sum of points can"


def _letters(pack: Pack) -> Iterator[str]:
    codes = {letter.code for letter in pack.letters}
    wanted = {*LETTERS, *(["removed"] if pack.removal else []), *(["paper"] if pack.papers else [])}
    wanted |= set(ROUND_LETTERS) if pack.rounds else set()
    yield from (f"no letter {code}" for code in sorted(wanted - codes))
    yield from _twice("letter", (letter.code for letter in pack.letters))
    for letter in pack.letters:
        if not letter.subject.strip() or not letter.body.strip():
            yield f"letter {letter.code} is empty"
        places = {name for _, name, _, _ in Formatter().parse(letter.subject + letter.body) if name is not None}
        yield from (f"letter {letter.code}: unknown field {name!r}" for name in sorted(places - set(LETTER_FIELDS)))


def _walk(grounds: Iterable[Ground]) -> Iterator[Ground]:
    for ground in grounds:
        yield ground
        yield from _walk(ground.children)


def _twice(what: str, codes: Iterable[str]) -> Iterator[str]:
    return (f"{what} {code!r} stands {count} times" for code, count in Counter(codes).items() if count > 1)


def _overlap(a: Rule, b: Rule) -> bool:
    starts = max(a.valid_from or date.min, b.valid_from or date.min)
    return starts <= min(a.valid_until or date.max, b.valid_until or date.max)
