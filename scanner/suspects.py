"""Which listings deserve a second look at their pictures. A look takes as long as a hundred listings, so not all.

Pure: what is known of a listing goes in, the reasons come out as codes of `WHY`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID
from zlib import crc32

from policy.words import gettext_noop as _
from scanner.matchers.facts import Finding, ListingFacts

SAMPLE_PERCENT = 10
CHEAP = 0.5  # of what the lowest tenth of its peers costs
SURGE = 3.0

WHY = {
    "named": _("The text names a right that has pictures of its own."),
    "seller": _("The seller has had complaints that were upheld, or many of them lately."),
    "price": _("It costs far less than others of its kind."),
    "brandless": _("It names no brand, on goods that registered pictures are for."),
    "sample": _("It was drawn by lot."),
}

READ_FOR = frozenset({"named", "seller", "price", "brandless"})
"""Reasons for which the words inside the pictures are read, too."""


def reasons(
    listing: ListingFacts, findings: Iterable[Finding], pictured: Collection[UUID], classes: int
) -> tuple[str, ...]:
    """Why the pictures of a listing are worth a second look; empty for most.

    `pictured` are the rights with pictures that a second look can find, `classes` the Nice classes of their goods as a mask.
    """
    if not pictured or not any(not picture.blank for picture in listing.pictures):
        return ()
    found = []
    if any(finding.mark and finding.right_id in pictured for finding in findings):
        found.append("named")
    seller = listing.seller
    if seller and (seller.upheld or seller.strikes or seller.surge >= SURGE):
        found.append("seller")
    if listing.price_cents and listing.peers and listing.price_cents < CHEAP * listing.peers.low_cents:
        found.append("price")
    if not listing.brand and listing.goods and listing.goods & classes:
        found.append("brandless")
    if not found and drawn(listing.number):
        found.append("sample")
    return tuple(found)


def drawn(number: str) -> bool:
    """Whether a listing is drawn by lot: the same answer each time, so that nobody is looked at twice for nothing."""
    return crc32(number.encode("utf-8", "surrogatepass")) % 100 < SAMPLE_PERCENT
