"""What a scan knows of listings beside what they say: their sellers, like listings, the same pictures elsewhere.

For many listings at once, in as many queries as for one.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from scanner.links import linked_sellers
from scanner.matchers.facts import PriceFacts, SellerFacts, Sighting
from sellers import conduct
from sellers.models import Listing, ListingImage
from sellers.removed import Relisted, relisted


class Extra(TypedDict):
    """The fields of ListingFacts that are gathered here."""

    number: str
    markets: tuple[str, ...]
    origin: str
    seller: SellerFacts | None
    peers: PriceFacts | None
    sightings: tuple[Sighting, ...]
    relisted: tuple[str, str] | None


def gather(listings: Sequence[Listing], images: Sequence[ListingImage], *, now: datetime) -> dict[UUID, Extra]:
    """What is known of each listing. `images` are all pictures of these listings, loaded with their evidence.

    Eight queries, nine where something of these sellers was removed, whatever the number of listings.
    """
    linked = linked_sellers({one.seller_id for one in listings})
    sellers = _sellers(linked, now)
    peers = conduct.peers_of({(one.department, one.currency) for one in listings})
    sightings = _sightings(listings, images)
    again = relisted(listings, images, now, linked)
    found: dict[UUID, Extra] = {}
    for one in listings:
        priced = peers.get((one.department, one.currency))
        found[one.id] = Extra(
            number=one.number,
            markets=tuple(one.markets),
            origin=one.origin,
            seller=sellers.get(one.seller_id),
            peers=PriceFacts(priced.median_cents, priced.low_cents, priced.count) if priced else None,
            sightings=sightings.get(one.id, ()),
            relisted=_told(again[one.id]) if one.id in again else None,
        )
    return found


def _told(again: Relisted) -> tuple[str, str]:
    return again.number, f"{again.how}-linked" if again.linked else again.how


def _sellers(linked: Mapping[UUID, frozenset[UUID]], now: datetime) -> Mapping[UUID, SellerFacts]:
    """By seller; `linked` names for each those that are linked with it."""
    known = conduct.conduct_of(set(linked).union(*linked.values()), now)
    return {
        seller_id: SellerFacts(
            listings=of.listings,
            upheld=of.upheld,
            rejected=of.rejected,
            strikes=of.strikes,
            quality_complaints=of.complaints,
            surge=of.surge,
            id=seller_id,
            linked_upheld=sum(known[other].upheld for other in linked[seller_id]),
        )
        for seller_id, of in known.items()
        if seller_id in linked
    }


def _sightings(listings: Sequence[Listing], images: Sequence[ListingImage]) -> dict[UUID, tuple[Sighting, ...]]:
    """Where else the pictures of these listings stand. A picture that stands nowhere else is no sighting."""
    shown = conduct.shown_with({image.evidence.address for image in images})
    seller_of = {one.id: one.seller_id for one in listings}
    found: dict[UUID, tuple[Sighting, ...]] = {}
    for image in images:
        rows = shown.get(image.evidence.address, [])
        mine = seller_of[image.listing_id]
        others = {row.seller_id for row in rows} - {mine}
        own = {row.listing_id for row in rows if row.seller_id == mine} - {image.listing_id}
        if others or own:
            first = bool(rows) and rows[0].seller_id != mine
            seen = Sighting(image.evidence.sha256, len(others), first, len(own))
            found[image.listing_id] = (*found.get(image.listing_id, ()), seen)
    return found
