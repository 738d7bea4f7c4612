"""What a side may appeal: the listings that its form offers, those it ticks, and why the others are not there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enforcement.views.shown import ItemLine, was_agreed
from enforcement.views.told import numbers_of
from policy.model import Pack

SAID_YES = _("you agreed to it yourself")


@dataclass(frozen=True, slots=True)
class Contestable:
    """A listing that may be appealed. Ticked from the start where somebody judged against what this side said."""

    line: ItemLine
    ticked: bool
    note: str | Promise


@dataclass(frozen=True, slots=True)
class Offer:
    """What an appeal may be about, and the numbers of the other listings by the reason why not."""

    lines: Sequence[Contestable]
    left_out: Sequence[tuple[str | Promise, str]]

    def __bool__(self) -> bool:
        """Whether there is anything to appeal."""
        return bool(self.lines)


def offer(lines: Iterable[ItemLine], side: str, pack: Pack, *, refused: bool) -> Offer:
    """Sort the listings of a case for the appeal of `side`; after a refusal the ticks are those that were sent."""
    offered, left_out = [], defaultdict[Any, list[str]](list)
    for line in lines:
        if why := _why_not(line, "upheld" if side == "seller" else "rejected"):
            left_out[why].append(line.item.listing.number)
            continue
        agreed = line.decision is not None and was_agreed(line.decision, pack)
        ticked = line.ticked if refused else not agreed
        offered.append(Contestable(line, ticked, SAID_YES if agreed else line.ground))
    return Offer(offered, [(why, numbers_of(numbers)) for why, numbers in left_out.items()])


def _why_not(line: ItemLine, against: str) -> str | Promise:
    """Why a listing cannot be appealed; "" if it can."""
    if line.item.state == "withdrawn":
        return _("The complaint about it was taken back")
    if line.item.state == "contested" and line.decision is not None:
        return _("It is contested by a counter-notice already")
    if line.decision is None or line.decision.taken_at is None:
        return _("Nothing is decided about it yet")
    if line.decision.outcome != against:
        return _("It was decided in your favour")
    return _("What followed has been reversed already") if line.item.state == "reversed" else ""
