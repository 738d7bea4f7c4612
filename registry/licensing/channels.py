"""Channels through which goods are sold, as licences name them: a code each.

`marketplace` (any) or `marketplace:<slug>`, `own_shop`, `fulfilment` (any network) or `fulfilment:<name folded>`.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from registry.licensing.scope import FULFILMENT, MARKETPLACE, OWN_SHOP
from registry.words import fold


def network(name: str) -> str:
    """The code of one fulfilment network."""
    return f"{FULFILMENT}:{fold(name).strip().replace(' ', '-')}"


def is_channel(code: str) -> bool:
    """Whether it is a code of a channel."""
    kind, colon, name = code.partition(":")
    return code == OWN_SHOP or (kind in (MARKETPLACE, FULFILMENT) and bool(name) == bool(colon) and len(code) <= 120)


def channel_name(code: str) -> str:
    """A channel in words."""
    kind, _colon, name = code.partition(":")
    if kind == OWN_SHOP:
        return _("its own shop")
    if kind == MARKETPLACE:
        return _("the marketplace %(name)s") % {"name": name} if name else _("every marketplace")
    return _("the fulfilment network %(name)s") % {"name": name} if name else _("every fulfilment network")


def channel_names(codes: Iterable[str]) -> str:
    """Several in words; none are all."""
    return ", ".join(channel_name(code) for code in codes) or _("every channel")
