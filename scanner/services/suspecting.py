"""Writing down which listings, and which pages outside, deserve a second look at their pictures."""

from collections.abc import Iterable, Sequence

from scanner import ocr
from scanner.models import Look, OutsidePage
from scanner.scanning import Scanned
from scanner.suspects import READ_FOR
from sellers.models import Listing
from tenancy.due import ring

LOOKS, READING = "looks", "reading"
RENEWED = ["why", "state", "attempts", "next_at"]
"""The columns of a look that begins anew."""


def ask_for_looks(pairs: Iterable[tuple[Listing, Scanned]], *, again: bool = False) -> int:
    """Write down which of these listings deserve a second look; how many.

    A listing that is scanned `again` is looked at again where there is a reason, but not for being drawn by lot.
    """
    wanted = [(listing, [why for why in scanned.look if not (again and why == "sample")]) for listing, scanned in pairs]
    rows = [
        Look(listing=listing, revision=listing.revision, why=why, state=_begins(why)) for listing, why in wanted if why
    ]
    Look.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["tenant", "listing", "revision"],
        update_fields=RENEWED,
    )
    _call(rows)
    return len(rows)


def ask_for_look_at(page: OutsidePage, why: Sequence[str], *, again: bool = False) -> bool:
    """Write down that a page outside deserves a second look, for these reasons if there are any; once for each page, and
    once more where it is scanned `again`, though not for being drawn by lot."""
    why = [one for one in why if not (again and one == "sample")]
    if not why:
        return False
    look = Look(page=page, revision=page.revision, why=why, state=_begins(why))
    if again:
        Look.objects.bulk_create([look], update_conflicts=True, unique_fields=["tenant", "page"], update_fields=RENEWED)
    else:
        Look.objects.bulk_create([look], ignore_conflicts=True)
    _call([look])
    return True


def _begins(why: Iterable[str]) -> str:
    """What is done first: the words in the pictures are read for suspects alone, and where that is installed."""
    return Look.State.UNREAD if ocr.installed() and READ_FOR & set(why) else Look.State.WAITING


def _call(rows: Sequence[Look]) -> None:
    """Let the workers of both queues know what there is for them."""
    for job, state in ((READING, Look.State.UNREAD), (LOOKS, Look.State.WAITING)):
        if any(row.state == state for row in rows):
            ring(job)
