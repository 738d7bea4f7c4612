"""Second looks: what the hashes cannot see is looked for in the pictures of suspects, after the first scan.

A look is a row that a worker takes by lease: of a listing, or of a page outside. It decodes the pictures, has the words in them
read where that is installed, and scans the listing or page again with what it saw; what it finds has the same effect as in any
other scan. One that fails five times is left for a person, and the log says so.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from uuid import UUID

from audit import log
from evidence.models import Evidence
from scanner import ocr, reference, verbs
from scanner.matchers.facts import PictureFacts, ReadLine
from scanner.models import Look, PictureTrait
from scanner.outside import queries as outside
from scanner.pictures import facts_of
from scanner.pixels import pixels_of
from scanner.services.outside_pages import scan_again
from scanner.services.rescanning import IN_THE_SHOP, rescan_many
from scanner.services.suspecting import LOOKS, READING
from sellers import queries as sellers
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now, tenant
from tenancy.due import ring
from workflow.attempts import Queue, Taken

LEASE = timedelta(minutes=5)
MOST_READ = 3  # pictures of a listing or page: the first ones show what is sold


def _left(look_id: UUID, fault: Exception) -> None:
    """Say in the log that nobody will look any more, and of what it failed."""
    look = Look.objects.select_related("listing", "page").get(id=look_id)
    subject = look.listing if look.listing is not None else look.page
    assert subject is not None, "a look is of one of both"
    facts: dict[str, log.Fact] = {"fault": type(fault).__name__, "revision": look.revision}
    log.record(verbs.LOOK_FAILED, actor=Actor.system(current_tenant()), subject=subject, facts=facts)


LOOKING = Queue(
    table="scanner_look", job=LOOKS, open=("waiting", "looking"), leased="looking", again="waiting", lease=LEASE,
    buried=_left,
)  # fmt: skip
TO_READ = Queue(
    table="scanner_look", job=READING, open=("unread", "reading"), leased="reading", again="unread", lease=LEASE,
    buried=_left,
)  # fmt: skip


def look_at(tenant_id: UUID, taken: Taken) -> None:
    """Carry out one look."""
    with tenant(tenant_id):
        look = Look.objects.select_related("listing", "page").get(id=taken.id)
        if (look.state, look.attempts) != (Look.State.LOOKING, taken.attempt):
            return  # another worker has taken it meanwhile
        seen = _seen(_pieces(look))
        if look.listing is not None:
            _look_at_listing(look.listing, look.revision, seen)
        elif look.page_id is not None:
            _look_at_page(look.page_id, seen)
        _moved_on(taken, Look.State.LOOKING, Look.State.DONE)


def _look_at_listing(listing: Listing, revision: int, seen: tuple[PictureFacts, ...]) -> None:
    """Scan it again, unless it has changed since or left the shop."""
    if listing.revision != revision or listing.state not in IN_THE_SHOP:
        return
    rescan_many(
        actor=Actor.system(current_tenant()), listings=[listing], loaded=reference.current(sharp=True),
        now=database_now(), pictures={listing.id: seen}, looks_again=False,
    )  # fmt: skip


def _look_at_page(page_id: UUID, seen: tuple[PictureFacts, ...]) -> None:
    """Scan what the page said again, unless it says something else by now."""
    scan_again(
        actor=Actor.system(current_tenant()), page_id=page_id, pictures=seen,
        loaded=reference.current(sharp=True), now=database_now(),
    )  # fmt: skip


def read_words(tenant_id: UUID, taken: Taken) -> None:
    """Read the words in the pictures of a listing or page, and let it be looked at."""
    with tenant(tenant_id):
        pieces = _pieces(Look.objects.select_related("listing", "page").get(id=taken.id))[:MOST_READ]
        known = set(_traits([piece.sha256 for piece in pieces]))
    read = {piece.sha256: _read(tenant_id, piece) for piece in pieces if piece.sha256 not in known}
    with tenant(tenant_id):
        fresh = [PictureTrait(sha256=digest, method=ocr.METHOD, data=data) for digest, data in read.items()]
        PictureTrait.objects.bulk_create(fresh, ignore_conflicts=True)
        _moved_on(taken, Look.State.READING, Look.State.WAITING)
        ring(LOOKS)


def _pieces(look: Look) -> list[Evidence]:
    """The pictures of what is looked at, in its order."""
    if look.listing is not None:
        return [image.evidence for image in sellers.images_of([look.listing])]
    assert look.page is not None, "a look is of one of both"
    return [picture.evidence for picture in outside.pictures(look.page)]


def _moved_on(taken: Taken, before: str, after: str) -> None:
    """The row goes on, unless another worker has taken it meanwhile."""
    mine = Look.objects.filter(id=taken.id, state=before, attempts=taken.attempt)
    mine.update(state=after, attempts=0 if after == Look.State.WAITING else taken.attempt, next_at=database_now())


def _read(tenant_id: UUID, piece: Evidence) -> bytes:
    """The words in a picture in the form in which they are kept; it takes a tenth of a second, outside any transaction."""
    pixels = pixels_of(tenant_id, piece)
    lines = ocr.lines(pixels) if pixels is not None else ()
    return json.dumps([asdict(line) for line in lines]).encode()


def _seen(pieces: Sequence[Evidence]) -> tuple[PictureFacts, ...]:
    """What is known of these pictures, with what a second look needs of each that can be opened."""
    known = facts_of({piece.sha256: piece.id for piece in pieces}, without_damaged=True)
    read = _traits(list(known))

    def seen(piece: Evidence) -> PictureFacts:
        picture = known[piece.sha256]
        if picture.blank:
            return picture
        pixels = pixels_of(current_tenant(), piece)
        return replace(picture, pixels=pixels, lines=read.get(picture.ref, ()))

    return tuple(seen(piece) for piece in {piece.sha256: piece for piece in pieces}.values() if piece.sha256 in known)


def _traits(digests: Sequence[str]) -> dict[str, tuple[ReadLine, ...]]:
    """The words that were read in these pictures."""
    rows = PictureTrait.objects.filter(sha256__in=digests, method=ocr.METHOD).values_list("sha256", "data")
    return {
        digest: tuple(ReadLine(one["text"], tuple(one["box"]), one["sure"]) for one in json.loads(bytes(data)))
        for digest, data in rows
    }
