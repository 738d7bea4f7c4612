"""Codes of listings and records, as people read them."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from registry.registers.offices import place_name
from registry.territories import EU, EU_MEMBERS
from sellers.machine import LISTING
from sellers.models import Listing, Restraint

REASONS: Mapping[str, str | Promise] = {
    "upheld": _("A complaint was upheld"),
    "removed_on_notice": _("Removed on a complete notice"),
    "accepted": _("The seller agreed to a complaint"),
    "deleted": _("The seller deleted a listing after a complaint"),
}
"""What a strike was given for. A code that is not here is shown as it is."""

CONSEQUENCES: Mapping[str, str | Promise] = {
    "warn": _("A warning"),
    "check_first": _("Listings are checked by a person before publication"),
    "restrict": _("Fewer kinds of goods may be listed"),
    "suspend": _("All listings leave the shop for a time"),
    "terminate": _("The account is ended"),
}
"""What is proposed to a reviewer at a rung of the ladder."""

MEANINGS: Mapping[str, str | Promise] = {
    "delist": _("Out of the shop there."),
    "hold": _("Out of the shop there until somebody has decided."),
    "suspend": _("None of the listings is in the shop there."),
    "demote": _("It stays in the shop, after the others in lists and searches."),
    "check_first": _("What is handed in or changed from now on is published once a person has passed it."),
    "restrict": _("No new listing of “%(what)s” is taken. Those that are in the shop stay."),
}
"""What a restraint of each kind means, in a sentence."""

WITHOUT_MINOR_UNIT = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split())
"""Currencies of which ISO 4217 knows no smaller part."""


def reason(code: str) -> str:
    """What a strike was given for."""
    return str(REASONS.get(code, code))


def consequence(remedy: str) -> str:
    """What follows at a rung."""
    return str(CONSEQUENCES.get(remedy, remedy))


def meaning(restraint: Restraint) -> str:
    """What a restraint means for the seller."""
    what = "”, “".join(part for part in (restraint.category, restraint.brand) if part)
    return str(MEANINGS[restraint.kind]) % {"what": what}


def places(codes: Sequence[str], *, most: int = 300) -> str:
    """Countries by name, the member states of the EU together as one; past `most` the rest is counted.

    Everywhere, if none is named.
    """
    if not codes:
        return _now("everywhere")
    union = set(codes) >= EU_MEMBERS
    shorter = [EU, *(code for code in codes if code not in EU_MEMBERS)] if union else codes
    names = [place_name(code) for code in shorter[:most]]
    rest = len(shorter) - len(names)
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
    return price_text(listing.price_cents, listing.currency)


def price_text(cents: int | None, currency: str) -> str:
    """Hundredths of a currency as people read them; "" where none are known."""
    if cents is None:
        return ""
    whole, hundredths = divmod(cents, 100)
    if currency in WITHOUT_MINOR_UNIT and not hundredths:
        return f"{whole:,} {currency}"
    return f"{whole:,}.{hundredths:02d} {currency}"
