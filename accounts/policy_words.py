"""Words for what stands in packs as codes: events, bounds, sides, steps. The published policy says them in every language."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

KINDS: Words = MappingProxyType(
    {
        "trademark": _("Trademarks"),
        "copyright": _("Copyright"),
        "design": _("Designs"),
        "patent": _("Patents"),
        "geographical_indication": _("Geographical indications"),
    }
)
UNITS: Words = MappingProxyType(
    {
        "minutes": _("minutes"),
        "hours": _("hours"),
        "calendar_days": _("days"),
        "calendar_months": _("months"),
        "working_days": _("working days"),
        "business_days": _("business days"),
    }
)
LENGTHS = MappingProxyType(
    {
        "minutes": ngettext_lazy("%d minute", "%d minutes"),
        "hours": ngettext_lazy("%d hour", "%d hours"),
        "calendar_days": ngettext_lazy("%d day", "%d days"),
        "calendar_months": ngettext_lazy("%d month", "%d months"),
        "working_days": ngettext_lazy("%d working day", "%d working days"),
        "business_days": ngettext_lazy("%d business day", "%d business days"),
    }
)
HOURS_OF = MappingProxyType(
    {
        "minutes": 1 / 60,
        "hours": 1.0,
        "calendar_days": 24.0,
        "calendar_months": 730.0,
        "working_days": 33.6,
        "business_days": 33.6,
    }
)
"""About how many hours pass in one of the unit: for drawings alone."""

BINDS: Words = MappingProxyType(
    {
        "marketplace": _("the marketplace"),
        "seller": _("the seller"),
        "complainant": _("the complainant"),
        "party": _("each side"),
        "body": _("the out-of-court body"),
    }
)
EVENTS: Words = MappingProxyType(
    {
        "listing_held": _("a listing is held before publication"),
        "complaint_filed": _("the notice arrives"),
        "receipt_sent": _("the receipt is sent"),
        "notice_incomplete": _("the sender is told what is missing"),
        "notice_corrected": _("the notice is completed"),
        "notice_complete": _("the notice is complete"),
        "notice_forwarded": _("the notice is passed on"),
        "removal_ordered": _("a removal is ordered"),
        "removal_applied": _("the removal is carried out"),
        "removal_notified": _("the seller is told of the removal"),
        "seller_noticed": _("the seller is asked"),
        "seller_answered": _("the seller has answered"),
        "counter_notice_received": _("the counter-notice arrives"),
        "counter_notice_forwarded": _("the counter-notice is passed on"),
        "counter_notice_delivered": _("the counter-notice reaches the complainant"),
        "reply_asked": _("the complainant may reply"),
        "complainant_replied": _("the complainant has replied"),
        "rejoinder_asked": _("the seller may answer the reply"),
        "seller_rejoined": _("the seller has answered the reply"),
        "deciding_began": _("a reviewer can decide"),
        "decided": _("the decision is made"),
        "took_effect": _("the decision takes effect"),
        "undone": _("the decision is taken back"),
        "informed": _("the party is told of the decision"),
        "court_action_shown": _("a court action is shown"),
        "court_order_shown": _("the order of a court is shown"),
        "authority_complaint_shown": _("a complaint to an authority is shown"),
        "appealed": _("an appeal is filed"),
        "appeal_decided": _("the appeal is decided"),
        "body_seized": _("an out-of-court body is turned to"),
        "body_decided": _("the out-of-court body decides"),
        "withdrawn": _("the complaint is withdrawn"),
        "restored": _("the listing is put back"),
    }
)
"""What starts or stops a clock, as the end of a sentence."""

STEPS: Words = MappingProxyType(
    {
        "hold": _("Before publication"),
        "notice": _("The notice"),
        "removal": _("The removal"),
        "forward": _("Passing on"),
        "answer": _("The seller's answer"),
        "counter": _("The counter-notice"),
        "rounds": _("Reply and rejoinder"),
        "decision": _("The decision"),
        "papers": _("Courts and authorities"),
        "appeal": _("The appeal"),
    }
)
STEP_OF: Mapping[str, str] = MappingProxyType(
    {
        "listing_held": "hold",
        "complaint_filed": "notice",
        "receipt_sent": "notice",
        "notice_incomplete": "notice",
        "notice_corrected": "notice",
        "notice_complete": "removal",
        "notice_forwarded": "removal",
        "removal_ordered": "removal",
        "removal_applied": "removal",
        "removal_notified": "answer",
        "seller_noticed": "answer",
        "seller_answered": "answer",
        "counter_notice_received": "counter",
        "counter_notice_forwarded": "counter",
        "counter_notice_delivered": "counter",
        "reply_asked": "rounds",
        "complainant_replied": "rounds",
        "rejoinder_asked": "rounds",
        "seller_rejoined": "rounds",
        "deciding_began": "decision",
        "decided": "decision",
        "took_effect": "decision",
        "undone": "decision",
        "withdrawn": "decision",
        "restored": "decision",
        "informed": "appeal",
        "court_action_shown": "papers",
        "court_order_shown": "papers",
        "authority_complaint_shown": "papers",
        "appealed": "appeal",
        "appeal_decided": "appeal",
        "body_seized": "appeal",
        "body_decided": "appeal",
    }
)
"""The step of the procedure in which a clock stands, by the event that starts it."""

DISCLOSED: Words = MappingProxyType(
    {
        "all": _("name, address, e-mail and telephone"),
        "name_and_mail": _("name and e-mail"),
        "name": _("the name alone"),
    }
)
REGIMES: Words = MappingProxyType(
    {
        "national": _("first sale in the country"),
        "regional": _("first sale in the region"),
        "international": _("first sale anywhere"),
        "conditional": _("first sale abroad, on conditions"),
    }
)
STRIKES: Words = MappingProxyType(
    {
        "upheld": _("Decided against the seller"),
        "removed_on_notice": _("Removed on a notice"),
        "accepted": _("The seller agreed"),
        "deleted": _("The seller deleted it"),
    }
)
FORMS: Words = MappingProxyType(
    {"deposit": _("a deposit"), "guarantee": _("a guarantee"), "insurance": _("an insurance")}
)
CIRCUMSTANCE_MEANS: Words = MappingProxyType(
    {
        "micro": _(
            "Duties that the law lays on larger platforms alone fall away, such as the internal complaint system."
        ),
        "designated": _("Days are counted in which requests must be answered, and the yearly report is due."),
    }
)


def said(words: str) -> str:
    """A pack's sentence in the language of the page; nothing stays nothing, which to a catalogue is its own head."""
    return gettext(words) if words else ""


def listed(words: Sequence[Any]) -> str:
    """Things side by side, separated by commas."""
    return ", ".join(str(one) for one in words)


def either(words: Sequence[Any]) -> str:
    """Things of which one is enough: “a, b or c”."""
    return get_text_list([str(one) for one in words], gettext("or"))


def bound(clock: Mapping[str, Any]) -> str:
    """How long a clock runs, in words."""
    lower, upper = clock["lower"], clock["upper"]
    if upper is None:
        return gettext("without a number of days")
    if upper == 0:
        return gettext("at once")
    length = str(LENGTHS[clock["unit"]] % upper)
    if lower and lower < upper:
        return gettext("%(from)d to %(to)s") % {"from": lower, "to": length}
    return length
