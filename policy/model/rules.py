"""Where a duty comes from, and the clocks it starts: law and house policy told apart in each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from policy.vocabulary import Basis, Unit


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule was read: the law's title and the place in it."""

    title: str
    reference: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a duty comes from: law or house policy, verified or not, and when it is in force.

    `valid_from` and `valid_until` are both inclusive; None is no limit. `code` is unique among the rules of a pack
    that are in force on the same day; an operator confirms an unverified rule by it. `secondary`: it was read in a
    text about the law and not in the law, which an operator may want to check before relying on it. `when` names a
    circumstance of the marketplace (`policy.vocabulary.CIRCUMSTANCES`) without which the rule does not hold for it;
    with a leading "!", one with which it does not.
    """

    code: str
    basis: Basis
    verified: bool
    source: Source
    valid_from: date | None = None
    valid_until: date | None = None
    secondary: bool = False
    when: str = ""

    def binds(self, circumstances: Collection[str]) -> bool:
        """True if the rule holds for a marketplace in these circumstances."""
        if self.when.startswith("!"):
            return self.when[1:] not in circumstances
        return not self.when or self.when in circumstances

    def in_force(self, day: date) -> bool:
        """True if the rule is in force on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    @property
    def starts_clocks(self) -> bool:
        """A law that nobody has verified starts no clock; house policy is what the house says it is."""
        return self.verified or self.basis == "policy"

    @property
    def settled(self) -> bool:
        """True if nobody need look it up again: house policy, or a law read at its source."""
        return self.basis == "policy" or (self.verified and not self.secondary)


@dataclass(frozen=True, slots=True)
class Extension:
    """That a clock may be given more time, once, for a reason the rule names.

    `upper` is the new bound in `unit`, counted from the same event as the clock's own.
    """

    title: str
    upper: int
    unit: Unit
    rule: Rule


@dataclass(frozen=True, slots=True)
class ClockRule:
    """A deadline, legal or of the house.

    `lower` and `upper` are counted in `unit` from the event `starts_on`; the consequence `then` comes not before the
    lower and not after the upper bound. `upper` None is a duty without a bound: elapsed time is shown, and no bar.
    `acts_at` says at which bound the consequence is carried out. `calendar` is a country code as `holidays` knows it;
    empty means Monday to Friday without holidays, ANY the country of the case.
    `binds` is who must act in time. `least` is the shortest upper bound a marketplace may choose, where a shorter one
    would take from a party time that this pack promises; 0 leaves it to the lower bound.
    `house_bound` marks an upper bound the marketplace laid on a legal duty that has none. `extension` is the longer
    bound that a reviewer may grant for a reason of the rule.
    """

    kind: str
    title: str
    starts_on: str
    unit: Unit
    upper: int | None
    binds: Literal["marketplace", "seller", "complainant", "party", "body"]
    then: str
    rule: Rule
    lower: int = 0
    calendar: str = ""
    stops_on: tuple[str, ...] = ()
    acts_at: Literal["lower", "upper"] = "upper"
    least: int = 0
    house_bound: bool = False
    extension: Extension | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """A standing duty without a clock, for the operator's page."""

    code: str
    title: str
    rule: Rule
