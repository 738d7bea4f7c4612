"""The shop follows: it is told each change of where a listing is public, and confirms what it shows."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.log import record
from audit.models import Entry
from delivery.services import SHOP, changes, party_recipient
from sellers import verbs
from sellers.models import Listing
from sellers.queries import shown_in
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.due import ring
from tenancy.errors import Invalid, NotFound

LISTING_STATE = "listing.state"
"""What the change feed calls a new state of a listing."""
LISTINGS_AN_ENTRY = 300
"""An entry has at most 65,535 bytes; a reference in it takes 39."""
APPLIED_JOB = "applied"
"""Rung when the shop has confirmed a state, or had nothing to do: whoever waits for one looks again."""


def hold_seller(seller_id: UUID, *, shared: bool) -> None:
    """Take turns, to the end of the transaction, between publishing a seller's listings (shared) and what lies on all."""
    hold_sellers([seller_id], shared=shared)


def hold_sellers(seller_ids: Iterable[UUID], *, shared: bool) -> None:
    """The same for several sellers in one query, always in the same order."""
    keys = [_key_of(seller_id) for seller_id in sorted(set(seller_ids), key=str)]
    if not keys:
        return
    function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(key) FROM unnest(%s::bigint[]) AS key", [keys])


def _key_of(seller_id: UUID) -> int:
    digest = hashlib.sha256(f"seller\n{current_tenant()}\n{seller_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def hold_listings(ids: Iterable[UUID]) -> list[Listing]:
    """These listings as they stand, locked to the end of the transaction, always in the same order."""
    return list(Listing.objects.filter(id__in=set(ids)).select_for_update().order_by("id"))


def read_what_was_told(listings: Sequence[Listing]) -> None:
    """Read again, of listings that this transaction has moved and so holds, what others may have told the shop."""
    fresh = Listing.objects.in_bulk([listing.id for listing in listings])
    for listing in listings:
        now_there = fresh[listing.id]
        listing.shop_state, listing.shop_markets = now_there.shop_state, now_there.shop_markets
        listing.shop_demoted = now_there.shop_demoted
        listing.shop_applied, listing.shop_applied_at = now_there.shop_applied, now_there.shop_applied_at


def by_seller(listings: Sequence[Listing]) -> Iterator[list[Listing]]:
    """At most 300 listings of one seller at a time: as many as one entry speaks of."""
    ordered = sorted(listings, key=lambda listing: (str(listing.seller_id), listing.id))
    for _seller, group in groupby(ordered, key=lambda listing: listing.seller_id):
        mine = list(group)
        yield from (mine[at : at + LISTINGS_AN_ENTRY] for at in range(0, len(mine), LISTINGS_AN_ENTRY))


def tell_shop(listings: Sequence[Listing], *, entry: Entry, reason: str, now: datetime) -> None:
    """Tell the shop and the sellers where these listings (locked) are public now, and where of that they are to be shown
    less, if that is not what was told last.

    Each change counts `shop_state` up by one. It is told as of the later of `now` and the database's clock: a deed that
    is dated back does not bring back what has changed since.
    """
    at = max(now, database_now())
    shown, changed = shown_in(listings, at), []
    for listing in listings:
        if shown[listing.id] != (listing.shop_markets, listing.shop_demoted):
            listing.shop_state += 1
            listing.shop_markets, listing.shop_demoted = shown[listing.id]
            changed.append(listing)
    _write(changed)
    told = []
    for ordinal, listing in enumerate(changed):
        facts = {
            "listing": listing.number,
            "state": listing.shop_state,
            "public_in": listing.shop_markets,
            "demoted_in": listing.shop_demoted,
            "reason": reason,
        }
        told += [(recipient, ordinal, facts) for recipient in (SHOP, party_recipient(listing.seller_id))]
    changes(what=LISTING_STATE, entry=entry, told=told)


def _write(listings: Sequence[Listing]) -> None:
    """What these listings were told. Django's own `bulk_update` takes longer for it than everything else of a publication."""
    values: dict[str, Any] = {
        "tenant": current_tenant(),
        "ids": [listing.id for listing in listings],
        "states": [listing.shop_state for listing in listings],
        "markets": [json.dumps(listing.shop_markets) for listing in listings],
        "demoted": [json.dumps(listing.shop_demoted) for listing in listings],
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE sellers_listing AS l SET shop_state = told.state, shop_markets = told.markets::jsonb,"
            " shop_demoted = told.demoted::jsonb"
            " FROM unnest(%(ids)s::uuid[], %(states)s::int[], %(markets)s::text[], %(demoted)s::text[])"
            " AS told(id, state, markets, demoted)"
            " WHERE l.tenant_id = %(tenant)s AND l.id = told.id",
            values,
        )


def states_of(listings: Sequence[Listing]) -> dict[UUID, int]:
    """The state that the shop must confirm for each; whoever waits is rung where one is confirmed already."""
    if any(listing.shop_applied >= listing.shop_state for listing in listings):
        ring(APPLIED_JOB)
    return {listing.id: listing.shop_state for listing in listings}


def confirm_state(*, actor: Actor, listing_number: str, n: int, now: datetime) -> Listing:
    """The shop says that it shows state `n` of a listing, and with it every earlier one.

    An older state than the last confirmed is accepted and changes nothing. Raises Invalid for a state that was never
    told, NotFound for a listing that the actor does not see.
    """
    require(actor, "state.apply")
    with transaction.atomic():
        seen = Listing.objects.visible_to(actor).select_for_update().filter(number=listing_number)
        listing: Listing | None = seen.first()
        if listing is None:
            raise NotFound
        if n > listing.shop_state or n < 0:
            words = {"newest": listing.shop_state}
            raise Invalid(fields={"n": [_("The newest state of this listing is %(newest)d.") % words]})
        if n <= listing.shop_applied:
            return listing
        listing.shop_applied, listing.shop_applied_at = n, now
        listing.save(update_fields=["shop_applied", "shop_applied_at"])
        record(verbs.APPLIED, actor=actor, subject=listing, facts={"state": n}, parties=[listing.seller_id])
        ring(APPLIED_JOB)
    return listing
