"""Which cases are clear-cut, by thresholds that are published. Pure.

A clear-cut case is decided by a person like any other; it is offered together with those alike, so that fewer end in an
appeal for having waited. And who complains in good faith: enters and leaves a lane of its own by the same table.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What the marketplace publishes. A complainant is in the good-faith lane from `decided` listings decided in the last
    twelve months on, of which `percent` in a hundred were upheld, without one that was manifestly unfounded. A case is
    clear-cut from `score` on, against a seller with at least `upheld` listings decided against it and at most `rejected`
    in a hundred of what was decided about it rejected.
    """

    decided: int = 20
    percent: int = 90
    score: int = 90
    upheld: int = 1
    rejected: int = 20


LEAST = Thresholds(decided=5, percent=75, score=70, upheld=0, rejected=0)
MOST = Thresholds(decided=1000, percent=100, score=100, upheld=50, rejected=50)
NAMES = tuple(one.name for one in fields(Thresholds))


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a case: `trusted` is whether the complainant is in a lane, or the marketplace itself acts; `percent`
    of `decided` listings of the complainant were upheld; `same_picture` and `exact_word` say how the listing matches, the
    word in a class of the right; `upheld` and `rejected` listings of the seller before.
    """

    score: int
    same_picture: bool
    exact_word: bool
    trusted: bool
    decided: int
    percent: int
    upheld: int
    rejected: int
    licence_claimed: bool
    contested: bool


def clear_cut(facts: Facts, thresholds: Thresholds) -> tuple[str, ...]:
    """The codes of the reasons for which a case is clear-cut; none where it is not."""
    before = facts.upheld + facts.rejected
    accurate = facts.decided >= thresholds.decided and facts.percent >= thresholds.percent
    stands_against = (
        facts.licence_claimed or facts.contested or facts.score < thresholds.score
        or not (facts.same_picture or facts.exact_word)
        or not (facts.trusted or accurate)
        or facts.upheld < thresholds.upheld
        or (before > 0 and 100 * facts.rejected > thresholds.rejected * before)
    )  # fmt: skip
    if stands_against:
        return ()
    reasons = [
        ("same_picture", facts.same_picture), ("exact_word", facts.exact_word), ("trusted", facts.trusted),
        ("accurate", accurate and not facts.trusted), ("record", facts.upheld > 0), ("uncontested", True),
    ]  # fmt: skip
    return tuple(code for code, holds in reasons if holds)


def in_good_faith(decided: int, upheld: int, unfounded: int, thresholds: Thresholds) -> bool:
    """Whether a complainant with these outcomes of the last twelve months is in the good-faith lane."""
    return not unfounded and decided >= thresholds.decided and 100 * upheld >= thresholds.percent * decided


def out_of_range(thresholds: Thresholds) -> Sequence[str]:
    """The names of the values that are below what is sensible, or above."""
    return [
        name for name in NAMES if not getattr(LEAST, name) <= getattr(thresholds, name) <= getattr(MOST, name)
    ]  # fmt: skip
