"""What the marketplace knows of the seller and of the listing's pictures and words elsewhere.

A record makes more or less of what was found, and finds nothing by itself: who was wrong twice may be right the third time.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from policy.words import gettext_noop as _
from scanner.matchers.copied_text import copies
from scanner.matchers.facts import Finding, ListingFacts, SellerFacts, Sighting
from scanner.matchers.reasons import Around, Reason

MANY = 3
"""Items that were upheld, or rejected, before a record says anything."""
LONG = 100
"""Listings of a year without any complaint that was upheld."""
COMPLAINTS, COMPLAINTS_SHARE = 5, 0.05
"""Quality complaints: so many, and so many for each listing."""
SURGE = 3.0
RELISTED, RELISTED_LINKED = 1.25, 1.15
STOCK = 10
"""A picture that so many sellers show is the maker's own: it says nothing of any of them."""
AGAIN = 10
"""Further listings of the same seller that show the same picture, or say the same."""


def reasons(listing: ListingFacts, _right_id: UUID, findings: Sequence[Finding], around: Around) -> list[Reason]:
    """What is known of the seller, of the pictures, and of the description."""
    found = _record(listing.seller) + _linked(listing.seller) + _surge(listing.seller) if listing.seller else []
    found += _relisted(listing.relisted) + _pictures(listing.sightings)
    if not any(finding.matcher == "copied_text" for finding in findings):
        found += _words(listing, around)
    return found


def _record(seller: SellerFacts) -> list[Reason]:
    if seller.strikes or (seller.upheld >= MANY and seller.upheld > seller.rejected):
        return [Reason("record-upheld", 1.15, {"upheld": seller.upheld, "strikes": seller.strikes})]
    if seller.rejected >= MANY and seller.rejected >= 2 * seller.upheld:
        return [Reason("record-rejected", 0.9, {"rejected": seller.rejected})]
    if seller.listings >= LONG and not seller.upheld and not seller.quality_complaints:
        return [Reason("record-clean", 0.9, {"listings": seller.listings})]
    return []


def _linked(seller: SellerFacts) -> list[Reason]:
    """Less than a record of its own, and never without a person having confirmed the link."""
    return [Reason("record-linked", 1.1, {"upheld": seller.linked_upheld})] if seller.linked_upheld >= MANY else []


def _surge(seller: SellerFacts) -> list[Reason]:
    """A surge of complaints says more than their number, and is said in its place."""
    if seller.surge >= SURGE:
        return [Reason("surge", 1.1, {"times": round(seller.surge)})]
    if seller.quality_complaints >= max(COMPLAINTS, COMPLAINTS_SHARE * seller.listings):
        return [Reason("quality", 1.1, {"complaints": seller.quality_complaints})]
    return []


def _relisted(again: tuple[str, str] | None) -> list[Reason]:
    """What was taken out of the shop comes back under another number."""
    if again is None:
        return []
    factor = RELISTED_LINKED if again[1].endswith("-linked") else RELISTED
    return [Reason(f"relisted-{again[1]}", factor, {"listing": again[0]})]


def _pictures(sightings: Sequence[Sighting]) -> list[Reason]:
    found = []
    taken = [one.sellers for one in sightings if one.first_elsewhere and 0 < one.sellers < STOCK]
    if taken:
        found.append(Reason("picture-elsewhere", 1.1, {"sellers": max(taken)}))
    if (again := max((one.own for one in sightings), default=0)) >= AGAIN:
        found.append(Reason("picture-again", 1.05, {"listings": again}))
    return found


def _words(listing: ListingFacts, around: Around) -> list[Reason]:
    found = copies(listing, around.earlier_tables)
    others, own = [one for one in found if not one.own], [one for one in found if one.own]
    said = []
    if others:
        said.append(Reason("text-elsewhere", 1.05, {"listing": others[0].number, "percent": others[0].percent}))
    if len(own) >= AGAIN:
        said.append(Reason("text-again", 1.05, {"listings": len(own)}))
    return said


SENTENCES = {
    "record-upheld": _("Complaints against the seller were upheld before (%(upheld)s listings in the last year)."),
    "record-linked": _(
        "Complaints against accounts that are linked with the seller were upheld (%(upheld)s listings in the last year)."
    ),
    "record-rejected": _(
        "Complaints against the seller were rejected before (%(rejected)s listings in the last year)."
    ),
    "record-clean": _("The seller has %(listings)s listings, and no complaint was upheld in the last year."),
    "surge": _("Complaints about the seller's goods came %(times)s times as often last week as usual."),
    "quality": _("Buyers or warehouses complained of the seller's goods %(complaints)s times in the last year."),
    "relisted-gtin": _("The seller's listing %(listing)s with the same GTIN was taken out of the shop."),
    "relisted-picture": _("The seller's listing %(listing)s with the same picture was taken out of the shop."),
    "relisted-title": _("The seller's listing %(listing)s with the same title was taken out of the shop."),
    "relisted-gtin-linked": _(
        "The listing %(listing)s with the same GTIN, of an account that is linked with the seller, was taken out of the shop."
    ),
    "relisted-picture-linked": _(
        "The listing %(listing)s with the same picture, of an account that is linked with the seller, was taken out of the shop."
    ),
    "picture-elsewhere": _("A picture stood at another seller first (others that show it by now: %(sellers)s)."),
    "picture-again": _("The seller shows the same picture in %(listings)s further listings."),
    "text-elsewhere": _(
        "The description is nearly that of the listing %(listing)s of another seller (%(percent)s%% alike)."
    ),
    "text-again": _("The seller uses nearly the same description in %(listings)s further listings."),
}
