"""Pictures that listings name by address: to be fetched, and which listings still wait for theirs."""

import hashlib
from collections.abc import Iterable, Sequence
from uuid import UUID

from sellers.models import Listing, PictureAddress
from tenancy.due import ring

PICTURES_JOB = "listing_pictures"


def ask_for_pictures(listings: Iterable[tuple[Listing, Sequence[str]]], *, anew: bool = False) -> None:
    """Have these addresses fetched, each listing's in their order. Called in the transaction that hands them in; `anew` for
    listings that may have named others before."""
    wanted = list(listings)
    if anew:
        PictureAddress.objects.filter(listing__in=[listing.id for listing, _urls in wanted]).delete()
    rows = [
        PictureAddress(listing_id=listing.id, position=place, url=url, digest=digest_of(url))
        for listing, urls in wanted
        for place, url in enumerate(urls)
    ]
    if rows:
        PictureAddress.objects.bulk_create(rows)
        ring(PICTURES_JOB)


def digest_of(url: str) -> str:
    """By what an address is found again."""
    return hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()


def awaiting_pictures(listings: Sequence[Listing]) -> set[UUID]:
    """Which of these listings have an address that was not fetched. One query."""
    rows = PictureAddress.objects.filter(listing_id__in=[one.id for one in listings])
    return set(rows.exclude(state=PictureAddress.State.DONE).values_list("listing_id", flat=True))


def uploaded(listing: Listing) -> list[UUID]:
    """The pictures of a listing that came otherwise than by an address, in their order. Two queries."""
    fetched = set(listing.addresses.filter(evidence__isnull=False).values_list("evidence_id", flat=True))
    return [one for one in listing.images.values_list("evidence_id", flat=True) if one not in fetched]
