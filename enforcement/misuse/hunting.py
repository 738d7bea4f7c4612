"""Signs of a serial claim hunter: somebody who complains to be paid, and not to have anything removed. Pure.

Each sign is one sentence with its facts; honest complainants show some of them too (who has one kind of case writes one
kind of text). They are shown to reviewers, and nothing follows from them by themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

import numpy as np

from enforcement.misuse.weighing import Reason
from scanner.matchers.shingles import likeness, shingles, signature

LEAST_TEXTS, ALIKE, SHARE_ALIKE = 5, 0.6, 60
MANY_SELLERS, SHORT = 20, timedelta(days=7)
LEAST_DECIDED, LOW = 5, 40
NEW = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a complainant: `hits` are (day, seller) of its cases, `demands` messages that ask for money,
    `paid` complaints taken back as settled after such a message; what was decided, and since when the party is here.
    """

    statements: tuple[str, ...] = ()
    hits: tuple[tuple[date, object], ...] = ()
    demands: int = 0
    paid: int = 0
    upheld: int = 0
    decided: int = 0
    here_since: date | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign and what it adds to the score."""

    reason: Reason
    points: int


def signs(record: Record, day: date) -> tuple[Sign, ...]:
    """The signs that a record shows, the strongest first."""
    found = [_demands(record), _paid(record), _low(record), _template(record), _many(record)]
    shown = [sign for sign in found if sign is not None]
    if shown and record.here_since is not None and day - record.here_since <= NEW:
        shown.append(Sign(Reason("newly_here", {"days": (day - record.here_since).days}), 5))
    return tuple(sorted(shown, key=lambda sign: -sign.points))


def score(found: Sequence[Sign]) -> int:
    """From 0 to 100."""
    return min(sum(sign.points for sign in found), 100)


def _demands(record: Record) -> Sign | None:
    if not record.demands:
        return None
    return Sign(Reason("asks_money", {"n": record.demands}), 15 if record.demands == 1 else 30)


def _paid(record: Record) -> Sign | None:
    return Sign(Reason("settled_after", {"n": record.paid}), 15 if record.paid == 1 else 25) if record.paid else None


def _low(record: Record) -> Sign | None:
    if record.decided < LEAST_DECIDED or 100 * record.upheld >= LOW * record.decided:
        return None
    percent = 100 * record.upheld // record.decided
    return Sign(Reason("seldom_right", {"upheld": record.upheld, "decided": record.decided, "percent": percent}), 25)


def _template(record: Record) -> Sign | None:
    """The share of statements that are much the same as another of them."""
    signed = np.array([signature(read) for read in map(shingles, record.statements) if len(read)])
    if len(signed) < LEAST_TEXTS:
        return None
    alike = sum(int((likeness(one, signed) >= ALIKE).sum() > 1) for one in signed)
    share = 100 * alike // len(signed)
    return Sign(Reason("one_text", {"n": alike, "of": len(signed)}), 15) if share >= SHARE_ALIKE else None


def _many(record: Record) -> Sign | None:
    """The most sellers hit within seven days."""
    hits = sorted(record.hits, key=itemgetter(0))
    most, first = 0, 0
    for last, (on, _seller) in enumerate(hits):
        while on - hits[first][0] > SHORT:
            first += 1
        most = max(most, len({seller for _on, seller in hits[first : last + 1]}))
    return Sign(Reason("many_sellers", {"n": most, "days": SHORT.days}), 15) if most >= MANY_SELLERS else None
