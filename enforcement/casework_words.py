"""Words for what the marketplace's own people do with a case among themselves."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LANES: Mapping[str, str | Promise] = {"flagger": _("trusted flagger"), "good_faith": _("good-faith lane")}
"""Lanes of complaints and cases, by code."""
ESCALATIONS: Mapping[str, str | Promise] = {
    "repeat_appeal": _("appealed again after an appeal was decided"),
    "value": _("what is at stake is unusually large"),
    "press": _("the press or the public watches"),
    "law": _("the law is unclear or new"),
    "specialist": _("somebody who knows another region is needed"),
    "other": _("something else"),
}
"""Why a case is passed on, by code, as the end of a sentence."""

RULES: tuple[str | Promise, ...] = (
    _("A case in which the same side appeals a second time goes to the lead."),
    _("So does one with more than fifty listings, or in which a side says that more than 50,000 euros are at stake."),
    _("So does one about which a journalist, an authority or a court has asked."),
    _("Where the law of another region matters, the case goes to those who work for that region."),
    _("Whoever passes a case on says why; whoever gives it back answers. The clocks of the case run on."),
)
"""The house's rules for passing a case on, as reviewers read them."""
