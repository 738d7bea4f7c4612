"""Second looks: what the hashes cannot see is looked for in the pictures of suspects, after the listing was published.

A look is a row that a worker takes by lease. It decodes the pictures, has the words in them read where that is installed, and
scans the listing again with what it saw; what it finds has the same effect as in any other scan.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from uuid import UUID

from evidence.models import Evidence
from scanner import ocr, reference
from scanner.matchers.facts import PictureFacts, ReadLine
from scanner.models import Look, PictureTrait
from scanner.pixels import pixels_of
from scanner.scanning import pictures_of
from scanner.services.rescanning import IN_THE_SHOP, rescan_many
from scanner.services.suspecting import LOOKS, READING
from sellers import queries as sellers
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now, tenant
from tenancy.due import ring
from workflow.attempts import Queue, Taken

LEASE = timedelta(minutes=5)
MOST_READ = 3  # pictures of a listing: the first ones show what is sold

LOOKING = Queue(
    table="scanner_look", job=LOOKS, open=("waiting", "looking"), leased="looking", again="waiting", lease=LEASE
)
TO_READ = Queue(
    table="scanner_look", job=READING, open=("unread", "reading"), leased="reading", again="unread", lease=LEASE
)


def look_at(tenant_id: UUID, taken: Taken) -> None:
    """Carry out one look."""
    with tenant(tenant_id):
        look = Look.objects.select_related("listing").get(id=taken.id)
        listing = look.listing
        if listing.revision == look.revision and listing.state in IN_THE_SHOP:
            shown = pictures_of(sellers.images_of([listing])).get(listing.id, ())
            facts = tuple(_seen(picture) for picture in shown)
            rescan_many(
                actor=Actor.system(tenant_id), listings=[listing], loaded=reference.current(sharp=True), now=database_now(),
                pictures={listing.id: facts}, looks_again=False,
            )  # fmt: skip
        _moved_on(taken, Look.State.LOOKING, Look.State.DONE)


def read_words(tenant_id: UUID, taken: Taken) -> None:
    """Read the words in a listing's pictures, and let it be looked at."""
    with tenant(tenant_id):
        look = Look.objects.get(id=taken.id)
        pieces = [image.evidence for image in sellers.images_of([look.listing])][:MOST_READ]
        known = set(_traits([piece.sha256 for piece in pieces]))
    fresh = [_read(tenant_id, piece) for piece in pieces if piece.sha256 not in known]
    with tenant(tenant_id):
        PictureTrait.objects.bulk_create(fresh, ignore_conflicts=True)
        _moved_on(taken, Look.State.READING, Look.State.WAITING)
        ring(LOOKS)


def _moved_on(taken: Taken, before: str, after: str) -> None:
    """The row goes on, unless another worker has taken it meanwhile."""
    mine = Look.objects.filter(id=taken.id, state=before, attempts=taken.attempt)
    mine.update(state=after, attempts=0 if after == Look.State.WAITING else taken.attempt, next_at=database_now())


def _read(tenant_id: UUID, piece: Evidence) -> PictureTrait:
    pixels = pixels_of(tenant_id, piece)
    lines = ocr.lines(pixels) if pixels is not None else ()
    data = json.dumps([asdict(line) for line in lines]).encode()
    return PictureTrait(sha256=piece.sha256, method=ocr.METHOD, data=data)


def _seen(picture: PictureFacts) -> PictureFacts:
    """The picture with what a second look needs of it; as it was where it cannot be opened any more."""
    if picture.blank:
        return picture
    piece = Evidence.objects.filter(sha256=picture.ref).first()
    pixels = pixels_of(current_tenant(), piece) if piece else None
    lines = _traits([picture.ref]).get(picture.ref, ())
    return replace(picture, pixels=pixels, lines=lines)


def _traits(digests: Sequence[str]) -> dict[str, tuple[ReadLine, ...]]:
    """The words that were read in these pictures."""
    rows = PictureTrait.objects.filter(sha256__in=digests, method=ocr.METHOD).values_list("sha256", "data")
    return {
        digest: tuple(ReadLine(one["text"], tuple(one["box"]), one["sure"]) for one in json.loads(bytes(data)))
        for digest, data in rows
    }
