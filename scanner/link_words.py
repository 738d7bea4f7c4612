"""Links between sellers in words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from scanner.linking import SENTENCES
from scanner.models import SellerLink

LINK_KINDS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "payment": _("Payment account"),
        "document": _("Document"),
        "phone": _("Telephone"),
        "address": _("Address"),
        "picture": _("Picture"),
        "lookalike": _("Similar picture"),
        "supplier": _("Supplier"),
    }
)


def reason_sentences(link: SellerLink) -> list[tuple[str, int]]:
    """Why the two are believed to belong together: each reason with what it says by itself, 0 to 100."""
    return [(_sentence(reason), reason["weight"]) for reason in link.reasons]


def kinds_in_words(link: SellerLink) -> str:
    """The kinds of its reasons, the strongest first."""
    return ", ".join(str(LINK_KINDS[reason["kind"]]) for reason in link.reasons)


def _sentence(reason: Mapping[str, Any]) -> str:
    return gettext(SENTENCES[reason["kind"]]) % {"things": reason["things"], "sharing": reason["sharing"]}
