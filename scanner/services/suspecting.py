"""Writing down which listings deserve a second look at their pictures."""

from collections.abc import Iterable

from scanner import ocr
from scanner.models import Look
from scanner.scanning import Scanned
from scanner.suspects import READ_FOR
from sellers.models import Listing
from tenancy.due import ring

LOOKS, READING = "looks", "reading"


def ask_for_looks(pairs: Iterable[tuple[Listing, Scanned]], *, again: bool = False) -> int:
    """Write down which of these listings deserve a second look; how many.

    A listing that is scanned `again` is looked at again where there is a reason, but not for being drawn by lot.
    """
    wanted = [(listing, [why for why in scanned.look if not (again and why == "sample")]) for listing, scanned in pairs]
    readable = ocr.installed()
    rows = [
        Look(
            listing=listing,
            revision=listing.revision,
            why=why,
            state=Look.State.UNREAD if readable and READ_FOR & set(why) else Look.State.WAITING,
        )
        for listing, why in wanted
        if why
    ]
    Look.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["tenant", "listing", "revision"],
        update_fields=["why", "state", "attempts", "next_at"],
    )
    for job, state in ((READING, Look.State.UNREAD), (LOOKS, Look.State.WAITING)):
        if any(row.state == state for row in rows):
            ring(job)
    return len(rows)
