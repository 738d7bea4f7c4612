"""The signatures of descriptions, written when a listing is published."""

from collections.abc import Sequence
from datetime import datetime

from scanner.known import TEXT_ALGORITHM
from scanner.matchers.copied_text import LEAST_COMMON
from scanner.matchers.shingles import shingles, signature
from scanner.models import ListingText
from sellers.models import Listing


def note_texts(*, listings: Sequence[Listing], now: datetime) -> int:
    """Keep what these listings say now as signatures, those that say too little left out; how many. Two queries.

    For the act of publishing, in its transaction.
    """
    rows = []
    for listing in listings:
        of = shingles(listing.description)
        if len(of) >= LEAST_COMMON:
            signed = signature(of).astype("<u4").tobytes()
            rows.append(
                ListingText(
                    listing=listing,
                    revision=listing.revision,
                    algorithm=TEXT_ALGORITHM,
                    signature=signed,
                    changed_at=now,
                )
            )
    # Whoever says nothing now is no model for others any more.
    said = {row.listing_id for row in rows}
    ListingText.objects.filter(listing_id__in=[one.id for one in listings if one.id not in said]).delete()
    ListingText.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["tenant", "listing"],
        update_fields=["revision", "algorithm", "signature", "changed_at"],
    )
    return len(rows)
