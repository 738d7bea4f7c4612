"""What a clock shows: how much time is left, in words and as a bar. Pure: no Django models, the time is passed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

STOP_SHARE = 0.10
"""With a tenth of its time left a clock turns to "stop": it is the next thing to do."""

WAIT_SHARE = 0.34
"""With a third left it turns to "wait": it should be done today or tomorrow."""


@dataclass(frozen=True, slots=True)
class Face:
    """Words, tone, and the bar in whole per cent of its width; `spent` is None where there is no bound."""

    words: str
    tone: str = ""
    bound: str = ""
    spent: int | None = None
    window_from: int | None = None


def face(
    *,
    started: datetime | None,
    lower: datetime | None,
    upper: datetime | None,
    ended: datetime | None,
    now: datetime,
) -> Face:
    """The clock that began at `started`, may end from `lower` on and must end by `upper`.

    A duty without `upper` has no bar: only the time that has passed is shown. A clock that has `ended` stands
    still; one that has not started says so.
    """
    if started is None:
        return Face(_("not started"))
    at = ended or now
    day = max((at - started) // DAY, 0) + 1
    if upper is None:
        if ended is not None:
            return Face(_("ended on day %(day)s") % {"day": day})
        return Face(_("%(span)s so far") % {"span": span(at - started)})
    bound = _bound(started, lower, upper)
    spent = _share(at - started, upper - started)
    window_from = None if lower is None else _share(lower - started, upper - started)
    if ended is not None:
        return Face(_("ended on day %(day)s") % {"day": day}, "", bound, spent, window_from)
    if lower is not None and now < lower:
        return Face(_("day %(day)s") % {"day": day}, "", bound, spent, window_from)
    words, tone = _running(upper - now, upper - started)
    return Face(words, tone, bound, spent, window_from)


def _running(left: timedelta, whole: timedelta) -> tuple[str, str]:
    """Words and tone of a clock that runs: `left` of `whole` remain."""
    if left <= timedelta(0):
        return _("%(span)s overdue") % {"span": span(-left)}, "stop"
    share = left / whole if whole > timedelta(0) else 0.0
    tone = "stop" if share <= STOP_SHARE else "wait" if share <= WAIT_SHARE else ""
    return _("%(span)s left") % {"span": span(left)}, tone


def _bound(started: datetime, lower: datetime | None, upper: datetime) -> str:
    """The whole length: "of 36 h", or "of 10 to 14 days" where there is a window."""
    if lower is None:
        return _("of %(span)s") % {"span": span(upper - started)}
    return _("of %(lower)s to %(upper)s days") % {
        "lower": round((lower - started) / DAY),
        "upper": round((upper - started) / DAY),
    }


def _share(passed: timedelta, whole: timedelta) -> int:
    """`passed` of `whole` in per cent, 0 to 100."""
    if whole <= timedelta(0):
        return 100
    return min(max(round(100 * (passed / whole)), 0), 100)


def span(length: timedelta) -> str:
    """A length of time in the one unit a person would use: minutes, hours up to two days, then days."""
    if length < HOUR:
        return _("%(count)s min") % {"count": max(length // MINUTE, 0)}
    if length < 2 * DAY:
        return _("%(count)s h") % {"count": length // HOUR}
    days = length // DAY
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
