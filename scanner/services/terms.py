"""Kept from publication for want of clauses in the seller's contract, where the marketplace enforces that; and let go."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from audit import log
from registry.agreements.clauses import PUBLISH
from registry.agreements.queries import Blocked, blocked
from scanner import verbs
from scanner.models import TermsWait
from scanner.services.writing import REFS_AN_ENTRY, chunks
from sellers.models import Listing
from sellers.services.listings import PUBLISH_JOB
from tenancy.actor import Actor
from tenancy.context import current_tenant
from tenancy.due import ring


def keep_for_terms(*, actor: Actor, listings: Sequence[Listing], now: datetime) -> dict[UUID, Blocked]:
    """Which of these listings (held, `checking`) wait for their seller's contract, by id; each new one is written down.

    For the act of publishing, in its transaction. One query where nothing of the kind is enforced.
    """
    lacking = blocked({listing.seller_id for listing in listings}, PUBLISH, now.date())
    kept = {listing.id: lacking[listing.seller_id] for listing in listings if listing.seller_id in lacking}
    if not kept:
        return {}
    known = {row.listing_id: row for row in TermsWait.objects.filter(listing_id__in=kept).select_for_update()}
    for (_seller, codes), group in groupby(
        sorted((one for one in listings if one.id in kept), key=lambda one: str(one.seller_id)),
        lambda one: (one.seller_id, ",".join(kept[one.id].codes)),
    ):
        fresh = []
        for listing in group:
            row = known.get(listing.id)
            if row is not None and (row.revision, row.clauses) == (listing.revision, codes):
                continue
            TermsWait.objects.update_or_create(
                listing=listing,
                defaults={"seller_id": listing.seller_id, "revision": listing.revision, "clauses": codes},
            )
            fresh.append(listing)
        for chunk in chunks(fresh, REFS_AN_ENTRY):
            log.record(
                verbs.TERMS_WAIT, actor=actor, subject=chunk[0], refs=chunk[1:], facts={"clauses": codes},
                parties=[chunk[0].seller_id],
            )  # fmt: skip
    return kept


def let_go_of_agreed(*, now: datetime) -> int:
    """What waited for a contract that has what it needs, or needs it no more, is checked next; how many."""
    sellers = set(TermsWait.objects.values_list("seller_id", flat=True).distinct())
    if not sellers:
        return 0
    free = sellers - blocked(sellers, PUBLISH, now.date()).keys()
    rows = list(TermsWait.objects.filter(seller_id__in=free).select_related("listing").order_by("seller_id", "id"))
    house = Actor.system(current_tenant())
    for seller_id, group in groupby(rows, lambda row: row.seller_id):
        for chunk in chunks([row.listing for row in group], REFS_AN_ENTRY):
            log.record(verbs.TERMS_MET, actor=house, subject=chunk[0], refs=chunk[1:], parties=[seller_id])
    TermsWait.objects.filter(id__in=[row.id for row in rows]).delete()
    if rows:
        ring(PUBLISH_JOB)
    return len(rows)
