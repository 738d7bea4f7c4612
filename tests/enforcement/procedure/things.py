"""What a case consists of in the model: Items with what was said and decided about them, clocks that run, appeals."""

from dataclasses import dataclass, field
from datetime import datetime

UNDECIDED = ("open", "accepted", "deleted", "contested", "unanswered", "proposed")
DECIDABLE = ("open", "accepted", "deleted", "contested", "unanswered")
BY_ORDER = ("open", "accepted", "contested", "unanswered", "in_effect", "reversed")


class Refused(Exception):
    """The deed is not open now."""


@dataclass
class Decision:
    """What was decided about an Item, by whom, and what became of it."""

    outcome: str
    remedy: str
    by: str
    at: datetime
    effective_at: datetime | None
    ground: str = ""
    overrides: bool = False
    confirmed_by: str = ""
    taken: bool = False
    undone: bool = False
    on_appeal: bool = False

    @property
    def waits(self) -> bool:
        """Neither in effect nor taken back."""
        return not (self.taken or self.undone)


@dataclass
class Remedy:
    """What a decision in effect orders."""

    code: str
    ordered_at: datetime
    state: str


@dataclass
class Turn:
    """What a side said in its turn, or that it was silent."""

    side: str
    at: datetime
    silent: bool = False


@dataclass
class Item:
    """One listing in the case."""

    state: str = "open"
    back_to: str = ""
    against_removal: bool = False
    ended: bool = False
    answered_at: datetime | None = None
    answer: str = ""
    counter: int | None = None
    decisions: list[Decision] = field(default_factory=list)
    remedies: list[Remedy] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    strikes: list[int] = field(default_factory=list)

    @property
    def standing(self) -> Decision | None:
        """The newest decision that was not taken back."""
        return next((one for one in reversed(self.decisions) if not one.undone), None)

    @property
    def in_force(self) -> Decision | None:
        """The newest decision that took effect."""
        return next((one for one in reversed(self.decisions) if one.taken), None)

    @property
    def removed(self) -> bool:
        """Whether its listing is kept out of the region because of it."""
        return any(one.code == "delist" and one.state != "reversed" for one in self.remedies)

    @property
    def removed_unheard(self) -> bool:
        """Whether no reviewer has judged what was upheld."""
        last = self.standing
        return last is not None and last.by == "" and last.outcome == "upheld"


@dataclass
class Running:
    """A clock that runs for the case, a counter-notice, an appeal or the complaint."""

    number: int
    kind: str
    subject: str
    started_at: datetime
    lower_at: datetime | None
    due_at: datetime | None
    acts_at: datetime | None
    then: str
    stops_on: tuple[str, ...]
    upper: int | None
    late: bool = False
    """Whether its bound had passed when it was let run again."""


@dataclass
class Appeal:
    """What a side asks to be looked at again."""

    side: str
    items: dict[int, Decision]
    state: str = "filed"
