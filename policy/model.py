"""What a policy pack is made of: frozen values, law and house policy told apart in each of them.

Fields called `title`, `help`, `text`, `statement`, `subject`, `body` and `note` are sentences in English that
the page translates when it shows them. Dates are calendar dates of the region.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeVar

from policy.vocabulary import AGREED as AGREED
from policy.vocabulary import ANY as ANY
from policy.vocabulary import CONSEQUENCES as CONSEQUENCES
from policy.vocabulary import EVENTS as EVENTS
from policy.vocabulary import Basis, Outcome, Unit

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule was read: the law's title and the place in it."""

    title: str
    reference: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a duty comes from: law or house policy, verified or not, and when it is in force.

    `valid_from` and `valid_until` are both inclusive; None is no limit. `code` is unique among the rules of a pack
    that are in force on the same day; an operator confirms an unverified rule by it.
    """

    code: str
    basis: Basis
    verified: bool
    source: Source
    valid_from: date | None = None
    valid_until: date | None = None

    def in_force(self, day: date) -> bool:
        """True if the rule is in force on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    @property
    def starts_clocks(self) -> bool:
        """A law that nobody has verified starts no clock; house policy is what the house says it is."""
        return self.verified or self.basis == "policy"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to an element of the kind `choice`, with the sentence it stands for."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Element:
    """One thing a notice or counter-notice must or may contain.

    `statement` is the sentence a person ticks (kind `statement`). `filled_from` names what is on file and need not be
    asked again. `core`: with all core elements met, the sender of an otherwise defective notice must be contacted.
    """

    code: str
    title: str
    kind: Literal["text", "choice", "statement", "signature"]
    reference: str
    help: str = ""
    statement: str = ""
    options: tuple[Option, ...] = ()
    required: bool = True
    core: bool = False
    filled_from: Literal["", "right", "listings", "party"] = ""


@dataclass(frozen=True, slots=True)
class ClockRule:
    """A deadline, legal or of the house.

    `lower` and `upper` are counted in `unit` from the event `starts_on`; the consequence `then` comes not before the
    lower and not after the upper bound. `upper` None is a duty without a bound: elapsed time is shown, and no bar.
    `acts_at` says at which bound the consequence is carried out. `calendar` is a country code as `holidays` knows it;
    empty means Monday to Friday without holidays, ANY the country of the case.
    `binds` is who must act in time. `least` is the shortest upper bound a marketplace may choose, where a shorter one
    would take from a party time that this pack promises; 0 leaves it to the lower bound.
    `house_bound` marks an upper bound the marketplace laid on a legal duty that has none.
    """

    kind: str
    title: str
    starts_on: str
    unit: Unit
    upper: int | None
    binds: Literal["marketplace", "seller", "complainant", "party"]
    then: str
    rule: Rule
    lower: int = 0
    calendar: str = ""
    stops_on: tuple[str, ...] = ()
    acts_at: Literal["lower", "upper"] = "upper"
    least: int = 0
    house_bound: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a seller may answer about one Item; `becomes` is the Item's state after it."""

    code: str
    title: str
    help: str
    becomes: Literal["accepted", "deleted", "contested"]
    needs: Literal["", "evidence", "counter_notice"] = ""


@dataclass(frozen=True, slots=True)
class RemovalRule:
    """A complete notice removes before the seller is heard: the Item goes from open to decided.

    `clock` is the clock that runs until then, `ground` and `remedy` what the decision says.
    """

    clock: str
    ground: str
    remedy: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class CounterNoticeRule:
    """When a seller may file a counter-notice, what it must contain, and the clock that puts the listing back.

    `put_back` is the kind of a clock of the same pack, or empty where nothing is put back by time alone.
    """

    before_removal: bool
    after_removal: bool
    elements: tuple[Element, ...]
    put_back: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class AppealRule:
    """Who may appeal, and the clocks for doing so and for answering. Another reviewer always decides."""

    by: tuple[Literal["complainant", "seller"], ...]
    clock: str
    decide_clock: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class StrikeWeight:
    """Points for an outcome; `ground` narrows it to decisions on that ground or below it in the tree."""

    outcome: str
    points: int
    ground: str = ""


@dataclass(frozen=True, slots=True)
class DecayStep:
    """From `after_days` days after a strike, only `percent` of its points count."""

    after_days: int
    percent: int


@dataclass(frozen=True, slots=True)
class Rung:
    """From `points` in force on, the matrix proposes `remedy`; a reviewer disposes."""

    points: int
    remedy: str


@dataclass(frozen=True, slots=True)
class Strikes:
    """Weights of strikes, how they fade, and what is proposed at which sum. 100 points are one plain strike."""

    weights: tuple[StrikeWeight, ...]
    decay: tuple[DecayStep, ...]
    ladder: tuple[Rung, ...]
    rule: Rule


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason a reviewer picks from a tree. Only a leaf can be picked.

    `outcome` is what the ground supports; `reference` its legal or policy source; `right_kinds` empty means all.
    """

    code: str
    title: str
    outcome: Outcome
    reference: str
    right_kinds: tuple[str, ...] = ()
    children: tuple["Ground", ...] = ()

    def leaves(self) -> tuple["Ground", ...]:
        """The grounds of this branch that can be picked."""
        if not self.children:
            return (self,)
        return tuple(leaf for child in self.children for leaf in child.leaves())


@dataclass(frozen=True, slots=True)
class Reason:
    """What a complainant says is wrong; belongs to kinds of right."""

    code: str
    title: str
    right_kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemedyRule:
    """A remedy this pack allows, where it may reach, and whether a second person must confirm it."""

    code: str
    title: str
    target: Literal["listing", "seller"]
    territories: tuple[str, ...]
    needs_second: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter's words, with `{name}` places for the fields in LETTER_FIELDS."""

    code: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Duty:
    """A standing duty without a clock, for the operator's page."""

    code: str
    title: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Exhaustion:
    """How far a first sale exhausts the right in this region."""

    regime: Literal["national", "regional", "international", "conditional"]
    title: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Tightened:
    """One value a marketplace lays over a pack: a shorter clock, a required element, a second pair of eyes.

    `code` is the clock's kind, the element's or the remedy's code; `value` the new upper bound of a clock.
    """

    what: Literal["clock", "notice_element", "counter_notice_element", "remedy"]
    code: str
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one region for some kinds of right. A published version never changes.

    `time_zone` is where days end, None the marketplace's own. `note` is a sentence to show with every case under this
    pack. `misrepresentation` warns whoever signs. `tightened` are the values a marketplace laid over it.
    """

    code: str
    version: str
    region: str
    right_kinds: tuple[str, ...]
    title: str
    valid_from: date
    sources: tuple[Source, ...]
    notice_rule: Rule
    notice: tuple[Element, ...]
    answers: tuple[Answer, ...]
    clocks: tuple[ClockRule, ...]
    counter_notice: CounterNoticeRule
    appeal: AppealRule
    remedies: tuple[RemedyRule, ...]
    reasons: tuple[Reason, ...]
    grounds: tuple[Ground, ...]
    strikes: Strikes
    letters: tuple[Letter, ...]
    misrepresentation: str
    removal: RemovalRule | None = None
    duties: tuple[Duty, ...] = ()
    exhaustion: Exhaustion | None = None
    time_zone: str | None = None
    valid_until: date | None = None
    note: str = ""
    tightened: tuple[Tightened, ...] = ()

    def on(self, day: date) -> "Pack":
        """The pack as it stands on a day: only the clocks and duties whose rules are then in force."""
        return replace(
            self,
            clocks=tuple(c for c in self.clocks if c.rule.in_force(day)),
            duties=tuple(d for d in self.duties if d.rule.in_force(day)),
        )

    def clock(self, kind: str) -> ClockRule:
        """The clock of that kind; LookupError if there is none. Ask a pack that `on` has narrowed to a day."""
        return _only(kind, [c for c in self.clocks if c.kind == kind])

    def clocks_from(self, event: str) -> tuple[ClockRule, ...]:
        """The clocks that an event starts. A legal clock whose rule is not verified is not among them."""
        return tuple(c for c in self.clocks if c.starts_on == event and c.rule.starts_clocks)

    def ground(self, code: str) -> Ground:
        """The leaf of that code; LookupError if there is none."""
        return _only(code, [g for g in self.leaves() if g.code == code])

    def leaves(self, right_kind: str | None = None) -> tuple[Ground, ...]:
        """The grounds of decisions, in the tree's order, for one kind of right or for all."""
        return tuple(
            leaf
            for ground in self.grounds
            for leaf in ground.leaves()
            if right_kind is None or not leaf.right_kinds or right_kind in leaf.right_kinds
        )

    def pickable(self, right_kind: str | None = None) -> tuple[Ground, ...]:
        """The grounds a reviewer can pick: all leaves but that of the seller's own agreement."""
        return tuple(leaf for leaf in self.leaves(right_kind) if leaf.code != AGREED)

    def answers_for(self, *, removed: bool) -> tuple[Answer, ...]:
        """What the seller may answer about an Item, before or after its listing was removed.

        After removal nothing is left to answer but a counter-notice, where the pack lets one follow.
        """
        if removed:
            return tuple(a for a in self.answers if a.needs == "counter_notice" and self.counter_notice.after_removal)
        return tuple(a for a in self.answers if a.needs != "counter_notice" or self.counter_notice.before_removal)

    def answer(self, code: str) -> Answer:
        """The seller's answer of that code; LookupError if this pack does not offer it."""
        return _only(code, [a for a in self.answers if a.code == code])

    def remedy(self, code: str) -> RemedyRule:
        """The remedy of that code; LookupError if this pack does not allow it."""
        return _only(code, [r for r in self.remedies if r.code == code])

    def letter(self, code: str) -> Letter:
        """The letter of that code; LookupError if there is none."""
        return _only(code, [letter for letter in self.letters if letter.code == code])

    def reasons_for(self, right_kind: str) -> tuple[Reason, ...]:
        """What a complainant may say is wrong, for one kind of right."""
        return tuple(r for r in self.reasons if right_kind in r.right_kinds)

    def rules(self) -> tuple[Rule, ...]:
        """Every rule of the pack, each once, in the order of the pack."""
        found = [self.notice_rule, *(c.rule for c in self.clocks)]
        if self.removal is not None:
            found.append(self.removal.rule)
        found += [self.counter_notice.rule, self.appeal.rule, self.strikes.rule, *(d.rule for d in self.duties)]
        if self.exhaustion is not None:
            found.append(self.exhaustion.rule)
        return tuple(dict.fromkeys(found))


def _only(code: str, found: list[T]) -> T:
    if len(found) != 1:
        raise LookupError(f"{len(found)} of code {code!r}")
    return found[0]
