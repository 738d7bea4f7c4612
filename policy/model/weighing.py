"""What a decision rests on and what it weighs: the tree of grounds, and strikes."""

from dataclasses import dataclass

from policy.model.rules import Rule
from policy.vocabulary import Outcome


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
