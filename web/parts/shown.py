"""Parts without a body: a state, a number, a clock, one line of a list."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.template import Library
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from web.clockface import face
from web.markup import isolate, part, tone_of
from web.parts.text import when

register = Library()


@register.simple_tag
def badge(label: object, tone: str = "") -> SafeString:
    """A state in one or two words; its colour only ever says state."""
    return SafeString(f'<span class="{f"badge {tone_of(tone)}".strip()}">{isolate(label)}</span>')


@register.simple_tag
def score(value: float, label: str = "") -> SafeString:
    """A score from 0 to 100 as a short bar and its number; `label` names it where no heading does."""
    share = min(max(round(value), 0), 100)
    words = f'<span class="visually-hidden">{escape(label)}</span>' if label else ""
    bar = f'<svg aria-hidden="true"><rect width="{share}%" height="6"/></svg>'
    return SafeString(f'<span class="score">{words}{bar}<span>{share}</span></span>')


@register.simple_tag
def pair(first: object, second: object = "", url: str = "") -> SafeString:
    """Two lines in one cell: what it is, and quietly what one should know of it."""
    top = f'<a href="{escape(url)}">{isolate(first)}</a>' if url else isolate(first)
    below = f'<span class="small">{isolate(second)}</span>' if second else ""
    return SafeString(f'<span class="pair"><span>{top}</span>{below}</span>')


@register.simple_tag
def thumbs(pictures: Iterable[Any], total: int | None = None, shown: int = 3) -> SafeString:
    """Up to `shown` small pictures and "+9" for the rest. Each picture: `src` and `alt` (an attribute or a key)."""
    seen = [(_of(one, "src"), _of(one, "alt")) for one in pictures]
    count = len(seen) if total is None else total
    more = max(count - len(seen[:shown]), 0)
    words = _("and %(more)s more") % {"more": more} if more else ""
    return part("thumbs", pictures=seen[:shown], more=more, words=words)


@register.simple_tag
def progress(done: int, total: int | None = None, label: str = "", tone: str = "") -> SafeString:
    """How far a job is. Without `total` only the number done is shown, as nobody knows the end."""
    share = None if not total else str(min(max(round(100 * done / total), 0), 100))
    return part("progress", done=done, total=total, share=share, label=label, tone=tone_of(tone))


@register.simple_tag
def shares(rows: Iterable[Any]) -> SafeString:
    """Things side by side, each with a few bars. Each row: `name` and `bars`, of (label, words, share from 0 to 100)."""
    return part("shares", rows=rows)


@register.simple_tag
def bars(values: Sequence[int], label: str) -> SafeString:
    """A row of small bars, one a value, the highest at full height; `label` says it all for who does not see them."""
    width, gap, height = 6, 2, 24
    most = max(*values, 1)
    drawn = [(at * (width + gap), height - high, width, high)
             for at, high in enumerate(max(1, round(height * value / most)) for value in values)]  # fmt: skip
    return part("bars", bars=drawn, label=label, width=len(values) * (width + gap) - gap, height=height)


@register.simple_tag
def course(points: Sequence[int], label: str, *, today: int, rungs: Sequence[tuple[int, str]] = ()) -> SafeString:
    """Points day by day as steps, with a line at each rung (points, words) that they reach or come near to.

    `today` is the place of today in `points`; what lies after it is drawn fainter, half a year as a rule or nothing. `label` says
    it all in words.
    """
    high, days, most = 120, max(len(points), 1), max(points, default=0)
    above = min((at for at, _words in rungs if at > most), default=most)
    top = max(above, most, 1) * 1.15
    drawn, begin = [], 0
    for at in range(1, len(points) + 1):
        if at == len(points) or points[at] != points[begin] or at == today + 1:
            tall = round(high * points[begin] / top, 1)
            if tall:
                drawn.append((round(100 * begin / days, 2), high - tall, round(100 * (at - begin) / days, 2) + 0.05, tall,
                              begin > today))  # fmt: skip
            begin = at
    lines = [(round(high - high * at / top, 1), at, words) for at, words in rungs if at <= above]
    return part("course", steps=drawn, lines=lines, high=high, now=round(100 * today / days, 2), label=label,
                ahead=today + 1 < len(points))  # fmt: skip


@register.simple_tag
def steps(rows: Iterable[Any]) -> SafeString:
    """How a number from 0 to 100 came about. Each row: `sentence`, `before`, `after`, `factor` in hundredths or None, and
    `begins`, true where it starts from nothing."""
    shown = []
    for row in rows:
        low, high = sorted((row.before, row.after))
        way = "begins" if row.begins else "up" if row.after > row.before else "down" if row.after < row.before else ""
        shown.append({
            "sentence": isolate(row.sentence), "factor": row.factor, "after": row.after, "way": way,
            "start": low, "width": max(high - low, 1),
        })  # fmt: skip
    return part("steps", steps=shown)


@register.simple_tag
def span(
    value: int, label: str, *, low: int | None = None, high: int | None = None, middle: int | None = None
) -> SafeString:
    """A number on a line, beside the band from `low` to `high` or a `middle`; `label` says it for who does not see it."""
    low, high, middle = (number if number != "" else None for number in (low, high, middle))  # what a template lacks
    most = max(value, high or 0, middle or 0) * 1.15 or 1

    def share(number: int) -> str:
        return f"{100 * number / most:.1f}"

    return part(
        "span",
        label=label,
        at=share(value),
        start=None if low is None else share(low),
        width=None if low is None or high is None else share(high - low),
        middle=None if middle is None else share(middle),
    )


@register.simple_tag
def clock(
    started: datetime | None = None,
    lower: datetime | None = None,
    upper: datetime | None = None,
    ended: datetime | None = None,
    *,
    words: str = "",
    bound: str = "",
    name: str = "",
    now: datetime | None = None,
) -> SafeString:
    """A deadline in words and as a bar with its window from `lower` to `upper`; without `upper` no bar.

    `words` replaces what the clock would say ("answered on day 2"), `bound` the length ("DSA art. 20, 6 months",
    "10–14 business days"), `name` says beneath what the clock is for.
    """
    shown = face(started=started, lower=lower, upper=upper, ended=ended, now=now or timezone.now())
    window = None
    if shown.window_from is not None:
        window = (f"{shown.window_from}%", f"{100 - shown.window_from}%")
    return part(
        "clock",
        words=words or shown.words,
        bound=bound or shown.bound,
        tone="" if words else shown.tone,
        spent=None if shown.spent is None else f"{shown.spent}%",
        window=window,
        name=name,
        until=when(upper) if name and ended is None else "",
    )


def _of(thing: Any, name: str) -> str:
    """`name` of an object or of a mapping."""
    return str(thing[name] if isinstance(thing, dict) else getattr(thing, name))
