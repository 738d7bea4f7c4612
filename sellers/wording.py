"""Codes of listings and records, as people read them."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from registry.offices import place_name
from sellers.machine import LISTING
from sellers.models import Listing

REASONS: Mapping[str, str | Promise] = {
    "upheld": _("A complaint was upheld"),
    "removed_on_notice": _("Removed on a complete notice"),
    "accepted": _("You agreed to a complaint"),
    "deleted": _("You deleted a listing after a complaint"),
}
"""What a strike was given for. A code that is not here is shown as it is."""

CONSEQUENCES: Mapping[str, str | Promise] = {
    "warn": _("You are warned"),
    "check_first": _("Your listings are checked by a person before publication"),
    "restrict": _("You may list fewer kinds of goods"),
    "suspend": _("Your listings leave the shop for a time"),
    "terminate": _("Your account is ended"),
}
"""What is proposed to a reviewer at a rung of the ladder."""

WHERE_SHOWN = 6


def reason(code: str) -> str:
    """What a strike was given for."""
    return str(REASONS.get(code, code))


def consequence(remedy: str) -> str:
    """What follows at a rung."""
    return str(CONSEQUENCES.get(remedy, remedy))


def places(codes: Sequence[str], *, most: int = 300) -> str:
    """Countries by name; past `most` the rest is counted. Everywhere, if none is named."""
    if not codes:
        return _now("everywhere")
    names = [place_name(code) for code in codes[:most]]
    rest = len(codes) - len(names)
    return ", ".join(names) + (_now(" and %(count)d more") % {"count": rest} if rest > 0 else "")


def state_of(listing: Listing, public_in: Sequence[str]) -> tuple[str, str]:
    """The state of a listing in words and its tone: one that is published and kept out of the shop says so."""
    if listing.state != Listing.State.PUBLIC or len(public_in) == len(listing.markets):
        return str(listing.get_state_display()), LISTING.colour(listing.state)
    if not public_in:
        return _now("Removed"), "stop"
    counts = {"open": len(public_in), "all": len(listing.markets)}
    return _now("Public in %(open)d of %(all)d countries") % counts, "wait"


def price_of(listing: Listing) -> str:
    """The price with its currency; "" where none is known."""
    if listing.price_cents is None:
        return ""
    return f"{listing.price_cents // 100:,}.{listing.price_cents % 100:02d} {listing.currency}"
