"""Words for audits: why something is to be put right, what is asked, and how it stands."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from policy.words import gettext_noop
from scanner.models import AuditItem
from scanner.words import sentence_of

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "relisted": gettext_noop("It offers again what was taken out of the shop as %(number)s."),
        "picture-first": gettext_noop("A picture stood at another seller first."),
    }
)
WHAT: Mapping[str, str | Promise] = MappingProxyType(
    {
        "remove": _("Take it out"),
        "brand": _("Correct the brand"),
        "authorisation": _("Show the authorisation"),
        "picture": _("Replace the picture"),
    }
)
HOW: Mapping[str, str | Promise] = MappingProxyType(
    {
        "remove": _("End the listing, or change it so that it names, shows and copies nothing of the right."),
        "brand": _("Give the maker's true brand, or leave the mark out. What the goods fit may be said: “fits …”."),
        "authorisation": _("Say who lets you sell these goods and since when; or leave the mark out."),
        "picture": _("Use a picture of your own, of your own goods."),
    }
)
ANSWERS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "fixed": _("I have put it right"),
        "authorised": _("I am authorised"),
        "objection": _("I do not agree"),
    }
)
ANSWERED: Mapping[str, str | Promise] = MappingProxyType(
    {
        "fixed": _("says it is put right"),
        "authorised": _("says it is authorised"),
        "objection": _("does not agree"),
    }
)
DISGUISED: Mapping[str, str | Promise] = MappingProxyType(
    {
        "look-alike": _("Letters that only look alike"),
        "hidden": _("Invisible characters"),
        "leet": _("Digits for letters"),
        "spelled-out": _("Spelled out"),
        "split": _("Split into parts"),
        "typo": _("Typing errors"),
    }
)


def reason(item: AuditItem) -> str:
    """Why it is asked, in a sentence for the seller."""
    if item.code in REASONS:
        return gettext(REASONS[item.code]) % item.facts
    return sentence_of(item.code, item.facts) or item.code
