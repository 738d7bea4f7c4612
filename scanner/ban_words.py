"""Words for listings under bans."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from scanner.matchers.bans import SENTENCES
from scanner.models import BanHit

BAN_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "open": _("to be looked at"),
        "confirmed": _("falls under it"),
        "dismissed": _("does not"),
        "superseded": _("the listing has changed since"),
    }
)
NOT_UNDER_BAN: Mapping[str, str | Promise] = MappingProxyType(
    {
        "other_goods": _("Other goods than the order means"),
        "other_model": _("A model that it leaves alone"),
        "excepted": _("The seller is licensed, or not bound by it"),
        "not_there": _("Such goods are not brought in there"),
    }
)


def hit_sentence(hit: BanHit) -> str:
    """Why the listing seems to fall under the ban."""
    return gettext(SENTENCES[hit.kind]) % hit.facts
