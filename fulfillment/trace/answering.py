"""Whose account a break is on, as far as the trail says: with what speaks for it and against it. Pure. A person decides.

Custody is what counts: goods that were right when A had them last and wrong when B had them first were changed between the two.
"""

from dataclasses import dataclass
from typing import Literal

from fulfillment.trace.path import Break, Path, Step

Degree = Literal["sure", "likely", "open"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks `for` or against it: a code of `fulfillment.tracing_words` with its facts."""

    code: str
    speaks_for: bool
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """A party that had the goods where a break lies, how sure it is that the break is its doing, and why."""

    party: str
    name: str
    degree: Degree
    reasons: tuple[Reason, ...]


def account_of(path: Path) -> list[Account]:
    """The parties on whose account the first break may be, the likeliest first; nobody where there is none."""
    if not path.breaks:
        return []
    first = path.breaks[0]
    after = path.steps[first.at]
    before = path.steps[first.after] if first.after >= 0 else None
    found: list[Account] = []
    if first.kind == "outsider":
        found.append(_outsider(path, first, after, before))
    elif after.party:
        found.append(_present(path, first, after, before))
    if before is not None and before.party and before.party != after.party:
        found.append(_before(first, before, after))
    return found


def _outsider(path: Path, first: Break, after: Step, before: Step | None) -> Account:
    reasons = [Reason("not_of_the_way", True, (("place", after.place_name),))]
    if before is not None:
        reasons.append(Reason("last_right", True, (("place", before.place_name), ("party", before.party_name))))
    if not path.origin or path.origin is after:
        reasons.append(Reason("nothing_before", False))
    return Account(after.party, after.party_name, "likely" if before is not None else "open", tuple(reasons))


def _present(path: Path, first: Break, after: Step, before: Step | None) -> Account:
    """It had the goods when they were found wrong. Sure only if nobody else had them since they were right."""
    reasons = [Reason("had_it", True, (("place", after.place_name),))]
    if first.kind == "no_certificate":
        return Account(after.party, after.party_name, "open", (*reasons, Reason("no_papers", False)))
    if before is not None and before.party == after.party:
        return Account(after.party, after.party_name, "sure", (*reasons, Reason("had_it_before", True)))
    reasons.append(Reason("reported_it", False))
    return Account(after.party, after.party_name, "open", tuple(reasons))


def _before(first: Break, before: Step, after: Step) -> Account:
    """It had them last while nothing was wrong, and let them go."""
    reasons = [
        Reason("let_go", True, (("place", before.place_name),)), Reason("not_seen_after", False, (("place", after.place_name),)),
    ]  # fmt: skip
    degree: Degree = "likely" if first.kind == "two_goods" else "open"
    return Account(before.party, before.party_name, degree, tuple(reasons))
