"""Why a case stands where it stands in the queue, in words."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from enforcement.priority import Reason

FIRST = 3
REASONS: Mapping[str, str | Promise] = {
    "law_overdue": _("a deadline of the law has passed"),
    "law_day": _("a deadline of the law ends within a day"),
    "law_days": _("a deadline of the law ends within three days"),
    "law_week": _("a deadline of the law ends within a week"),
    "house_overdue": _("a deadline has passed"),
    "house_day": _("a deadline ends within a day"),
    "house_days": _("a deadline ends within three days"),
    "house_week": _("a deadline ends within a week"),
    "flagger": _("a trusted flagger asks"),
    "good_faith": _("from the good-faith lane"),
    "health": _("goods that touch health"),
    "safety": _("goods that touch safety"),
    "score": _("strong evidence"),
}


def reason_words(reason: Reason) -> str:
    """One reason, as a part of a line."""
    if reason.code == "buyers":
        return ngettext("%(n)d buyer complained", "%(n)d buyers complained", reason.number) % {"n": reason.number}
    if reason.code == "waiting":
        return ngettext("open for %(n)d day", "open for %(n)d days", reason.number) % {"n": reason.number}
    return str(REASONS[reason.code])


def line_of(reasons: Sequence[Reason]) -> str:
    """The weightiest reasons, as one calm line; "" where nothing presses."""
    return " · ".join(reason_words(reason) for reason in reasons[:FIRST])
