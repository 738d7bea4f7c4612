"""Writing down which listings, and which pages outside, deserve a second look at their pictures."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction

from accounts.permissions import require
from audit import log
from scanner import ocr, verbs
from scanner.models import Look, OutsidePage
from scanner.scanning import Scanned
from scanner.suspects import READ_FOR
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.due import ring
from tenancy.errors import NotFound

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


@transaction.atomic
def look_again(*, actor: Actor, look_id: UUID) -> Look:
    """A person has a second look that was given up begin anew; one that is under way already stays as it is.

    Raises NotFound.
    """
    require(actor, "match.review")
    look = Look.objects.select_for_update(of=("self",)).select_related("listing", "page").filter(id=look_id).first()
    if look is None:
        raise NotFound
    if look.state == Look.State.DEAD:
        look.state, look.attempts, look.next_at, look.failure = _begins(look.why), 0, database_now(), ""
        look.save(update_fields=["state", "attempts", "next_at", "failure"])
        subject = look.listing or look.page
        assert subject is not None, "a look is of one of both"
        log.record(verbs.LOOK_ASKED_AGAIN, actor=actor, subject=subject, facts={"revision": look.revision})
        _call([look])
    return look


def _begins(why: Iterable[str]) -> str:
    """What is done first: the words in the pictures are read for suspects alone, and where that is installed."""
    return Look.State.UNREAD if ocr.installed() and READ_FOR & set(why) else Look.State.WAITING


def _call(rows: Sequence[Look]) -> None:
    """Let the workers of both queues know what there is for them."""
    for job, state in ((READING, Look.State.UNREAD), (LOOKS, Look.State.WAITING)):
        if any(row.state == state for row in rows):
            ring(job)
