"""Words of reports: what is wrong, why one is dismissed, where it stands, what the reporter may do next."""

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

DISMISSALS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "no_infringement": _("The listing does not do what the report says"),
        "authorised": _("The owner of the right lets this seller sell"),
        "genuine": _("The goods are genuine and may be resold"),
        "no_right": _("No right that is in force here covers it"),
        "unclear": _("The report does not say enough to act on"),
        "other_matter": _("It is a matter of quality, price or delivery, and not of these rights"),
        "gone": _("The listing is no longer offered"),
        "bad_faith": _("The report is not made in good faith"),
    }
)

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

OUTCOMES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "upheld": _("Decided: the listing is removed"),
        "rejected": _("Decided: the listing stays"),
        "restored": _("The listing was removed and put back since"),
        "withdrawn": _("Ended without a decision: who complained has taken it back"),
    }
)
OUTCOME_TONES: Mapping[str, str] = MappingProxyType({"upheld": "good"})

LANES: Mapping[str, str | Promise] = MappingProxyType({"flagger": _("trusted flagger"), "fast": _("fast lane")})

REDRESS = _(
    "If you do not agree, you can turn to an out-of-court dispute settlement body (Digital Services Act, art. 21) or to"
    " a court."
)
SECOND_LOOK = _(
    "If you do not agree, you can ask for a second look on the page of your report, without charge, for six months."
    " Somebody else decides then (Digital Services Act, art. 20)."
)


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
