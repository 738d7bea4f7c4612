"""Words of reports: what is wrong, where it stands, why no case can be opened. What is told by mail is in `report_told`."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from enforcement.models import Report

KIND_HELP: Mapping[str, str | Promise] = MappingProxyType(
    {
        "counterfeit": _("A copy of a branded product: label, logo or packaging are imitated."),
        "mark": _("A name or logo that belongs to somebody else, in the title, the picture or on the goods."),
        "copied": _("A photograph, drawing, text, video or program that somebody else made."),
        "design": _("The look of the product is copied, even without any brand on it."),
        "patent": _("The product works in a way that is somebody’s invention."),
        "bought": _("What reached you is a fake. It is noted on the record of the seller, too."),
        "other": _("Say below what it is."),
    }
)
SHORT_KINDS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "counterfeit": _("counterfeit"),
        "mark": _("uses a mark"),
        "copied": _("copied work"),
        "design": _("copied design"),
        "patent": _("patent"),
        "bought": _("bought, not genuine"),
        "other": _("something else"),
    }
)
RIGHT_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "counterfeit": "trademark",
        "mark": "trademark",
        "bought": "trademark",
        "copied": "copyright",
        "design": "design",
        "patent": "patent",
    }
)
"""Which kind of right a report is about, where its kind says so."""

CHANNELS: Mapping[str, str | Promise] = MappingProxyType(dict(Report.Channel.choices))

STATE_SENTENCES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "received": _("It has arrived. A person looks at it next."),
        "in_review": _("A person is looking at it."),
        "case_opened": _("A case was opened. The seller is asked for an answer, then a decision is made."),
        "merged": _("It is looked at together with what others have said about this listing."),
        "dismissed": _("The marketplace does nothing about this listing."),
        "withdrawn": _("You took it back. Nobody looks at it any more."),
    }
)

OUTCOME_TONES: Mapping[str, str] = MappingProxyType({"upheld": "good"})

LANES: Mapping[str, str | Promise] = MappingProxyType({"flagger": _("trusted flagger"), "fast": _("fast lane")})


def reports_words(count: int) -> str:
    """“1 report”, “4 reports”."""
    return ngettext("%(n)d report", "%(n)d reports", count) % {"n": count}


CANDIDATE_PROBLEMS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "authorised": _("The owner of the right lets this seller sell."),
        "in_a_case": _("The listing stands in an open case over this right."),
        "elsewhere": _("The listing is not offered where this right holds and you work."),
    }
)
"""Why no case can be opened over a right."""
