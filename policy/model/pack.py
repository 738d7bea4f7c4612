"""A pack: the rules of one region for some kinds of right."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeVar

from policy.model.forms import Answer, Element, Letter, Reason
from policy.model.procedure import (
    AppealRule,
    CounterNoticeRule,
    Disclosure,
    Exhaustion,
    ForwardRule,
    LawException,
    PaperRule,
    RemedyRule,
    RemovalRule,
    Rounds,
    SecurityRule,
)
from policy.model.rules import ClockRule, Duty, Rule, Source
from policy.model.weighing import Ground, Strikes
from policy.vocabulary import FOLLOWING

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tightened:
    """One value a marketplace lays over a pack: a shorter clock, a required element, a second pair of eyes, an option.

    `code` is the clock's kind, the element's, the remedy's or the option's code; `value` the new upper bound of a clock.
    """

    what: Literal["clock", "notice_element", "counter_notice_element", "remedy", "option"]
    code: str
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one region for some kinds of right. A published version never changes.

    `also_in` are the countries inside `region` in which it holds as well, each with its own calendar. `time_zone` is
    where days end, None the marketplace's own. `note` is a sentence to show with every case under this pack, `caution`
    one for whoever is about to complain. `misrepresentation` warns whoever signs. `publishes` is the rule under which
    notices and outcomes are made public. `options` are those of OPTIONS that the marketplace has taken up, `tightened`
    the values it laid over it. A `preset` is a private procedure that a marketplace may choose for regions in which no
    law stands.
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
    disclosure: Disclosure
    removal: RemovalRule | None = None
    forward: ForwardRule | None = None
    rounds: Rounds | None = None
    papers: tuple[PaperRule, ...] = ()
    security: SecurityRule | None = None
    options: tuple[str, ...] = ()
    publishes: Rule | None = None
    duties: tuple[Duty, ...] = ()
    exhaustion: tuple[Exhaustion, ...] = ()
    exceptions: tuple[LawException, ...] = ()
    also_in: tuple[str, ...] = ()
    preset: bool = False
    time_zone: str | None = None
    valid_until: date | None = None
    note: str = ""
    caution: str = ""
    tightened: tuple[Tightened, ...] = ()

    def on(self, day: date) -> "Pack":
        """The pack as it stands on a day: only the clocks, duties and exceptions whose rules are then in force."""
        return replace(
            self,
            clocks=tuple(c for c in self.clocks if c.rule.in_force(day)),
            duties=tuple(d for d in self.duties if d.rule.in_force(day)),
            exhaustion=tuple(e for e in self.exhaustion if e.rule.in_force(day)),
            exceptions=tuple(e for e in self.exceptions if e.rule.in_force(day)),
        )

    def under(self, circumstances: Collection[str]) -> "Pack":
        """The pack without the clocks and duties that do not bind a marketplace in these circumstances."""
        return replace(
            self,
            clocks=tuple(c for c in self.clocks if c.rule.binds(circumstances)),
            duties=tuple(d for d in self.duties if d.rule.binds(circumstances)),
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
        """The grounds a reviewer can pick: all leaves but those that follow from what a side said, or did not say."""
        return tuple(leaf for leaf in self.leaves(right_kind) if leaf.code not in FOLLOWING)

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

    def paper(self, code: str) -> PaperRule:
        """The paper of that code; LookupError if showing it changes nothing here."""
        return _only(code, [p for p in self.papers if p.code == code])

    def exceptions_for(self, right_kind: str) -> tuple[LawException, ...]:
        """What the law allows without consent, for one kind of right."""
        return tuple(e for e in self.exceptions if right_kind in e.right_kinds)

    def exhaustion_for(self, right_kind: str) -> Exhaustion | None:
        """How a first sale exhausts a right of that kind here; None where nothing is on file."""
        return next((e for e in self.exhaustion if not e.right_kinds or right_kind in e.right_kinds), None)

    def rules(self) -> tuple[Rule, ...]:
        """Every rule of the pack, each once, in the order of the pack."""
        found = [self.notice_rule]
        for clock in self.clocks:
            found += [clock.rule, *([clock.extension.rule] if clock.extension else [])]
        if self.removal is not None:
            found += [self.removal.rule, *([self.removal.once_per_place] if self.removal.once_per_place else [])]
        parts = (
            self.forward, self.counter_notice, self.rounds, *self.papers, self.security, self.appeal, self.disclosure,
            self.strikes, *self.duties, *self.exhaustion, *self.exceptions,
        )  # fmt: skip
        found += [part.rule for part in parts if part is not None]
        found += [self.publishes] if self.publishes else []
        return tuple(dict.fromkeys(found))


def _only(code: str, found: list[T]) -> T:
    if len(found) != 1:
        raise LookupError(f"{len(found)} of code {code!r}")
    return found[0]
