"""What a reporter is told of the end of a report, by mail in their language and on its page: why, and what they may do."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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

OUTCOMES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "upheld": _("Decided: the listing is removed"),
        "rejected": _("Decided: the listing stays"),
        "restored": _("The listing was removed and put back since"),
        "withdrawn": _("Ended without a decision: who complained has taken it back"),
    }
)

REDRESS = _(
    "If you do not agree, you can turn to an out-of-court dispute settlement body (Digital Services Act, art. 21) or to"
    " a court."
)
SECOND_LOOK = _(
    "If you do not agree, you can ask for a second look on the page of your report, without charge, for six months."
    " Somebody else decides then (Digital Services Act, art. 20)."
)
