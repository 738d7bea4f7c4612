"""How a score came about, step by step: what each reason made of it, for people to see where it rose and where it fell.

The steps are those of `scanner.scoring`: words and pictures are weighed apart, for they err independently; then what stands
around the listing raises or lowers both; then the marketplace's own calibration says what such a score is worth here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from scanner import context
from scanner.scoring import DISGUISES, OPENLY, SENTENCES
from scanner.words import sentence_of

WORDED = frozenset({"words", "reading"})
"""Matchers that find a mark by its wording."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step from `before` to `after`, 0 to 100; `factor` in hundredths, None where it is no multiplication.

    `begins` is true where a way of finding starts anew from nothing.
    """

    sentence: str
    before: int
    after: int
    factor: int | None = None
    begins: bool = False

    @property
    def change(self) -> int:
        """By how much the score rose or fell."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Scored:
    """What a score was made of. `matchers` names for each kind of finding the matcher that made it; `sentences` are those of
    what was scanned, a listing or a page outside."""

    score: int
    reasons: Sequence[Mapping[str, Any]]
    matchers: Mapping[str, str]
    raw: int | None = None
    calibration: int = 0
    sentences: Mapping[str, str] = field(default_factory=lambda: SENTENCES)


def steps(scored: Scored) -> list[Step]:
    """The steps of a score, the last of which ends on it."""
    found: list[Step] = []
    ends: list[float] = []
    around = []
    value, openly = 0.0, False
    for reason in scored.reasons:
        code, share = reason["code"], reason["factor"] / 100
        if code in context.SENTENCES and code not in scored.matchers:
            around.append(reason)
        elif code in scored.matchers:
            value = _end_way(found, ends, value, openly)
            openly = scored.matchers[code] in WORDED and code not in DISGUISES
            value = share
            found.append(Step(_said(reason, scored), 0, _points(value), begins=True))
        elif found:
            value = _multiply(found, value, share, _said(reason, scored))
    value = _end_way(found, ends, value, openly)
    if len(ends) > 1:
        value = 1 - (1 - ends[0]) * (1 - ends[1])
        both = _("Words and pictures err independently of each other: together they say more.")
        found.append(Step(both, _points(max(ends)), _points(value)))
    for reason in around:
        value = _multiply(found, value, reason["factor"] / 100, _said(reason, scored))
    raw = scored.score if scored.raw is None else scored.raw
    if found and abs(raw - found[-1].after) == 1:
        found[-1] = replace(found[-1], after=raw)  # rounded once more on the way
        return found + _last(scored, raw)
    return found + _last(scored, _points(value))


def _end_way(found: list[Step], ends: list[float], value: float, openly: bool) -> float:
    """The end of one way of finding: what is written openly is what honest sellers do too."""
    if not found:
        return value
    if openly:
        value = _multiply(found, value, OPENLY, _("It is written openly, as honest sellers write it too."))
    ends.append(min(value, 1.0))
    return ends[-1]


def _multiply(found: list[Step], value: float, share: float, sentence: str) -> float:
    after = value * share
    if sentence:
        found.append(Step(sentence, _points(value), _points(after), round(share * 100)))
    return after


def _last(scored: Scored, reached: int) -> list[Step]:
    """Rounding, and what people decided on such scores before."""
    found = []
    raw = scored.score if scored.raw is None else scored.raw
    if abs(raw - reached) > 1:
        found.append(Step(_("The strongest of what was found counts, rounded."), reached, raw))
    if scored.calibration and raw != scored.score:
        words = _("Of listings with such a score, people found so many right (calibration %(number)s).")
        found.append(Step(words % {"number": scored.calibration}, raw, scored.score))
    return found


def _said(reason: Mapping[str, Any], scored: Scored) -> str:
    return sentence_of(reason["code"], reason["facts"], scored.sentences)


def _points(value: float) -> int:
    return round(min(value, 1.0) * 100)
