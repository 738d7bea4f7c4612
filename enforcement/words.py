"""Words for what stands in codes: states, problems, reasons to withdraw; and a signal as a sentence."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from workflow.models import Clock

CASE_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "open": _("opened"),
        "noticed": _("seller asked"),
        "answered": _("answered"),
        "deciding": _("to decide"),
        "decided": _("decided"),
        "closed": _("closed"),
    }
)
ITEM_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "open": _("waits for the seller"),
        "accepted": _("seller agrees"),
        "deleted": _("seller deleted it"),
        "contested": _("contested"),
        "unanswered": _("no answer"),
        "proposed": _("waits for a second person"),
        "decided": _("decided, not yet in effect"),
        "deciding": _("being decided"),
        "in_effect": pgettext_lazy("a decision", "in effect"),
        "reversed": _("put back"),
        "withdrawn": _("complaint withdrawn"),
    }
)
COMPLAINT_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "draft": _("draft"),
        "filed": _("filed"),
        "incomplete": _("incomplete"),
        "accepted": _("accepted"),
        "withdrawn": _("withdrawn"),
    }
)
REMEDY_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "ordered": _("ordered, the shop has not confirmed yet"),
        "overdue": _("overdue at the shop"),
        "applied": _("confirmed by the shop"),
        "reversed": _("reversed"),
    }
)
PROBLEMS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "": _("in a case"),
        "ended": _("left out: the listing has ended"),
        "not_offered_there": _("left out: not offered in this territory"),
        "authorised": _("left out: the seller is authorised"),
        "in_a_case": _("left out: already in a case over this right"),
    }
)
WITHDRAWALS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "authorised": _("The seller is authorised now"),
        "mistake": _("It was a mistake"),
        "settled": _("We have settled"),
        "wrong_listing": _("It was the wrong listing"),
    }
)
SOURCES: Mapping[str, str | Promise] = MappingProxyType(
    {"complaint": _("from a complaint"), "match": _("from a match of the marketplace's own")}
)
SIDES: Mapping[str, str | Promise] = MappingProxyType({"seller": _("Seller"), "complainant": _("Complainant")})
APPEAL_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "filed": _("waits to be decided"),
        "upheld": _("appeal upheld"),
        "rejected": _("appeal rejected"),
    }
)
OUTCOMES: Mapping[str, str | Promise] = MappingProxyType(
    {"upheld": _("Complaint upheld"), "rejected": _("Complaint rejected")}
)


def bound_words(clock: Clock) -> str:
    """The length of a clock with its source: “17 USC, 512(g)(2)(C), 10–14 business days”, “house policy, 5 days”."""
    source = clock.source.strip(", ") if clock.basis == "law" else gettext("house policy")
    if clock.upper is None:
        return source
    unit = {
        "minutes": ngettext("minute", "minutes", clock.upper),
        "hours": ngettext("hour", "hours", clock.upper),
        "calendar_days": ngettext("day", "days", clock.upper),
        "calendar_months": ngettext("month", "months", clock.upper),
        "working_days": ngettext("working day", "working days", clock.upper),
        "business_days": ngettext("business day", "business days", clock.upper),
    }[clock.unit]
    count = f"{clock.lower}–{clock.upper}" if clock.lower and clock.lower != clock.upper else str(clock.upper)
    return f"{source}, {count} {unit}"
