"""When a licence term or a rule of exhaustion is to be looked at again: targets, and what misses them. Pure.

A case counts once: what stood in a review that was decided says nothing new.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from policy.words import gettext_noop as _

REFUSALS, OLD_ASKS = "refusals", "old_asks"


@dataclass(frozen=True, slots=True)
class Target:
    """So many cases (`limit`) are too many: of the last `days` for refusals, open for longer than `days` for asks."""

    code: str
    limit: int
    days: int


DEFAULTS: Mapping[str, Target] = MappingProxyType({REFUSALS: Target(REFUSALS, 5, 30), OLD_ASKS: Target(OLD_ASKS, 1, 7)})
TITLES: Mapping[str, str] = MappingProxyType(
    {
        REFUSALS: _("Refusals for missing licences"),
        OLD_ASKS: _("Questions that wait for proof"),
    }
)
MOST_LIMIT, MOST_DAYS = 10_000, 365


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be looked at: a term of a licence (its id, the term's code), a right, or a rule of exhaustion."""

    kind: str
    about: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One refusal or question: what it is (`proof` or `order`), since when, and whether it still waits for an answer."""

    of: str
    id: str
    subject: Subject
    day: date
    waits: bool


@dataclass(frozen=True, slots=True)
class Missed:
    """That a subject misses a target, by how many cases, and which."""

    subject: Subject
    target: Target
    cases: tuple[Case, ...]

    @property
    def measured(self) -> int:
        """How many there are."""
        return len(self.cases)


def speaks(case: Case, target: Target, today: date) -> bool:
    """Whether a case counts against a target on that day."""
    if target.code == OLD_ASKS:
        return case.waits and case.day < today - timedelta(days=target.days)
    return not case.waits and case.day >= today - timedelta(days=target.days)


def missed(
    cases: Iterable[Case],
    targets: Collection[Target],
    today: date,
    *,
    decided: Mapping[tuple[Subject, str], Collection[str]] = MappingProxyType({}),
) -> list[Missed]:
    """The targets that are missed today. `decided` are the ids of cases, by subject and target, that were weighed before."""
    grouped: dict[tuple[Subject, Target], dict[str, Case]] = defaultdict(dict)
    for case in cases:
        for target in targets:
            if speaks(case, target, today) and case.id not in decided.get((case.subject, target.code), ()):
                grouped[case.subject, target][case.id] = case
    found = [
        Missed(subject, target, tuple(sorted(of.values(), key=lambda one: (one.day, one.id))))
        for (subject, target), of in grouped.items()
        if len(of) >= target.limit
    ]
    return sorted(found, key=lambda one: (one.target.code, one.subject.kind, one.subject.about, one.subject.code))
