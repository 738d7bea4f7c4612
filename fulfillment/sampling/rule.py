"""How much of the flow of a partner is looked at: a published rule with a floor and a ceiling. Pure."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fulfillment.risk.measure import by_low_end

FLOOR, START, CEILING = 100, 500, 2_500
"""In hundredths of a percent of what comes through: 1 %, 5 %, 25 %."""
WINDOW, LATE_HOURS = 28, 24
"""Days that are counted; hours after which a box that was to be looked at counts as late."""
FEWEST = 20
"""With fewer scans the share stays as it is."""
UP, MUCH_UP, DOWN = 150, 200, 80
"""Percent of the share before."""
MANY_HELD, FEW_HELD = 200, 20
"""Held of ten thousand: 2 % and more raises the share, 0.2 % and less may lower it."""
MANY_LATE, FEW_LATE = 20, 5
"""Percent of the boxes that were to be looked at: late in time or never."""
GOOD_RECOVERY = 80
"""Percent of held goods that were settled by their day: below it the share rises."""
WORDS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "many_held": _("Of %(scans)s scans %(held)s were held: 2 %% or more."),
        "late": _("Of %(asked)s boxes to be looked at %(late)s were late: 20 %% or more."),
        "slow_recovery": _("Of %(due)s held goods %(settled)s were settled by their day: less than 80 %%."),
        "calm": _("Few goods were held, and what was to be looked at was looked at in time."),
        "few": _("Fewer than 20 scans in 28 days: the share stays."),
        "steady": _("Nothing calls for another share."),
        "first": _("Every partner begins with 5 %%."),
    }
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a partner did in 28 days: scans, of which held; boxes to be looked at, of which late; holds due, of which settled."""

    scans: int = 0
    held: int = 0
    asked: int = 0
    late: int = 0
    due: int = 0
    settled: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """The share from now on, in hundredths of a percent, and why as codes of WORDS."""

    share_bp: int
    reasons: tuple[str, ...] = field(default=())


def next_share(before_bp: int, seen: Figures) -> Share:
    """The share that follows from the figures. A share of 0 is one that was never set."""
    if not before_bp:
        return Share(START, ("first",))
    if seen.scans < FEWEST:
        return Share(_bounded(before_bp), ("few",))
    raises = []
    if seen.held * 10_000 >= MANY_HELD * seen.scans:
        raises.append("many_held")
    if seen.asked and seen.late * 100 >= MANY_LATE * seen.asked:
        raises.append("late")
    if seen.due and seen.settled * 100 < GOOD_RECOVERY * seen.due:
        raises.append("slow_recovery")
    if raises:
        return Share(_bounded(before_bp * (UP if len(raises) == 1 else MUCH_UP) // 100), tuple(raises))
    calm = seen.held * 10_000 <= FEW_HELD * seen.scans and seen.late * 100 <= FEW_LATE * seen.asked
    if calm:
        return Share(_bounded(before_bp * DOWN // 100), ("calm",))
    return Share(_bounded(before_bp), ("steady",))


def _bounded(share_bp: int) -> int:
    return min(max(share_bp, FLOOR), CEILING)


def share_of(share_bp: int, low_bp: int) -> int:
    """The share of the pieces of one maker: up to three times that of the partner where its risk is surely above the usual.

    `low_bp` is the lower end of the maker's risk, 0 where too little is known of it.
    """
    return min(round(share_bp * by_low_end(low_bp)), 3 * CEILING)


def is_chosen(key: bytes, mark: bytes, share_bp: int) -> bool:
    """Whether the piece with this mark is to be looked at.

    By a keyed hash: nobody without the key can tell before, and the same piece is chosen however often it is scanned. What is
    chosen at a share is chosen at every higher one.
    """
    drawn = int.from_bytes(hmac.new(key, mark, hashlib.sha256).digest()[:8])
    return drawn * 10_000 < share_bp << 64
