"""What a trace says, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STEPS: Mapping[str, str | Promise] = {
    "issued": _("Number issued"), "certified": _("Origin certified"), "applied": _("Put on the goods"), "received": _("Received"),
    "shipped": _("Shipped"), "handed": _("Handed over"), "sold": _("Sold"), "returned": _("Sent back"), "checked": _("Looked at"),
    "inspected": _("Inspected"), "held": _("Held"), "packed": _("Packed"), "ordered": _("In a parcel"),
    "delivered": _("Delivered"), "made": _("Made of other goods"), "released": _("Released"), "destroyed": _("Destroyed"),
    "seen": _("Seen"),
}  # fmt: skip
SOURCES: Mapping[str, str | Promise] = {
    "certificate": _("certificate"), "issued": _("list of numbers"), "dock": _("scan at a dock"), "event": _("event of a partner"),
    "parcel": _("parcel"), "buyer": _("check by a buyer"), "hold": _("hold"),
}  # fmt: skip
BREAKS: Mapping[str, str | Promise] = {
    "no_certificate": _("Nobody has certified where these goods come from."),
    "outsider": _("%(party)s has the goods at %(place)s and is not of the certified way."),
    "two_goods": _("From here on the number is on more than one piece, or it is a copy."),
    "unexplained": _("Nobody says where the goods were for %(days)s days."),
}
DEGREES: Mapping[str, tuple[str | Promise, str]] = {
    "sure": (_("Nobody else had it"), "stop"), "likely": (_("Likely"), "wait"), "open": (_("Cannot be told"), ""),
}  # fmt: skip
REASONS: Mapping[str, str | Promise] = {
    "not_of_the_way": _("The goods were at %(place)s, whose party has no part in the certified way."),
    "last_right": _("Nothing was wrong with them at %(place)s (%(party)s) before."),
    "nothing_before": _("Nothing is known of them before: they may never have been on the certified way."),
    "had_it": _("The goods were at %(place)s when it showed."),
    "no_papers": _("That papers are missing says nothing of who had the goods."),
    "had_it_before": _("It had them too when they were last right, and nobody else in between."),
    "reported_it": _("It scanned them, and so it is known at all."),
    "let_go": _("The goods were last right at %(place)s, and left from there."),
    "not_seen_after": _("What happened on the way to %(place)s nobody saw."),
}


def said(words: Mapping[str, str | Promise], code: str, facts: Mapping[str, Any] | None = None) -> str:
    """A code in words; facts that are missing read as a dash."""
    return str(words.get(code, code)) % _Dashes(facts or {})


class _Dashes(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "–"
