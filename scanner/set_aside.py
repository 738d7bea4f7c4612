"""What the scanner could not do: pictures that were refused, listings and pages that failed, second looks that gave up."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from evidence import files
from registry.models import Right, Specimen
from scanner.models import Look, OutsidePage, OutsidePicture, PictureHash, Scan
from sellers.models import Listing, ListingImage
from tenancy.actor import Actor
from tenancy.context import current_tenant

NEWEST = ("-id",)
MOST_PLACES = 3
"""Of the things that show a picture so many are named."""

SHOWING: tuple[tuple[Any, str, str], ...] = (
    (ListingImage, "listing", "listing"),
    (OutsidePicture, "page", "page__shop"),
    (Specimen, "right", "right"),
)
"""What shows pictures, what of it is named, and what is loaded with it."""

Place = Listing | OutsidePage | Right


def pictures() -> QuerySet[PictureHash]:
    """Files that are no sound pictures, to be ordered by NEWEST."""
    return PictureHash.objects.exclude(refused="")


def listings(actor: Actor) -> QuerySet[Listing]:
    """Listings that wait for their check because it failed, with `failure` and `failed_at`; to be ordered by NEWEST."""
    failed = Scan.objects.filter(listing_id=OuterRef("id"), revision=OuterRef("revision"), outcome=Scan.FAILED)
    newest = failed.order_by("-at")
    rows: QuerySet[Listing] = Listing.objects.visible_to(actor).filter(state=Listing.State.CHECKING)
    rows = rows.annotate(failure=Subquery(newest.values("failure")[:1]), failed_at=Subquery(newest.values("at")[:1]))
    return rows.filter(failed_at__isnull=False)


def pages() -> QuerySet[OutsidePage]:
    """Pages of shops outside that could not be scanned, to be ordered by NEWEST."""
    return OutsidePage.objects.filter(state=OutsidePage.State.FAILED).select_related("shop")


def looks() -> QuerySet[Look]:
    """Second looks that failed for good, to be ordered by NEWEST."""
    return Look.objects.filter(state=Look.State.DEAD).select_related("listing", "page__shop")


def refused(digests: Collection[str]) -> dict[str, str]:
    """Why those of these pictures were refused that were, as codes by digest. One query."""
    rows = pictures().filter(sha256__in=digests)
    return dict(rows.values_list("sha256", "refused"))


def look_failure(page: OutsidePage) -> str:
    """Of what the second look at a page failed; "" where it did not. One query."""
    return looks().filter(page=page).values_list("failure", flat=True).first() or ""


def shown_in(rows: Sequence[PictureHash]) -> Mapping[str, list[Place]]:
    """Where pictures stand, by digest: listings, pages outside, rights that they were registered for. Three queries."""
    digests = {files.address_of(current_tenant(), row.sha256): row.sha256 for row in rows}
    found: dict[str, list[Place]] = {row.sha256: [] for row in rows}
    for model, name, beside in SHOWING:
        where = model.objects.filter(evidence__address__in=list(digests)).select_related("evidence", beside)
        for one in where.order_by("-id")[: MOST_PLACES * len(rows)]:
            place, known = getattr(one, name), found[one.evidence.sha256]
            if len(known) < MOST_PLACES and place not in known:
                known.append(place)
    return found
