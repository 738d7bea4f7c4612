"""Fetching the pictures that listings name by address: safely, one host at a time, outside any transaction.

A listing is checked once all its pictures are there: what nobody has compared is not shown. Where one cannot be fetched the
seller reads why, and gives another address, uploads it, or leaves it out.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.log import Fact, record
from evidence.models import Evidence
from evidence.services import store
from gateway.fetching import PICTURES, FetchRefused, Network, fetch
from gateway.uploads import checked_picture
from sellers import verbs
from sellers.models import Listing, PictureAddress
from sellers.services.listings import add_fetched
from sellers.services.pictures_asked import PICTURES_JOB, uploaded
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now, tenant
from tenancy.due import ring
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.models import Marketplace
from workflow.attempts import Queue, Taken

State = PictureAddress.State
ADDRESSES = Queue(
    table="sellers_pictureaddress", job=PICTURES_JOB, open=("waiting", "fetching"), leased="fetching", again="waiting",
    lease=timedelta(minutes=3), stint=15.0,
)  # fmt: skip
MOST_BYTES = 20 * 1024 * 1024
"""As much as a picture that is uploaded may have."""
SAME_FOR = timedelta(hours=6)
"""So long what lay at an address is taken for what lies there, for other listings that name it."""
TRANSIENT = frozenset({"slow", "unreachable", "busy", "cut", "unknown"})
MOST_TRIES = 4
TRY_AGAIN = timedelta(minutes=5)
NO_PICTURE = "picture"
THE_WORLD = Network()


def carry_out(tenant_id: UUID, taken: Taken, network: Network = THE_WORLD) -> None:
    """Fetch one address that waits and keep what is there, or say why not."""
    with tenant(tenant_id):
        row = _mine(taken).select_related("listing").first()
        if row is None:
            return
        if row.listing.state == Listing.State.ENDED:
            _mine(taken).update(state=State.DEAD)
            return
        if known := _known(row):
            _arrived(taken, known, Actor.system(tenant_id))
            return
        url = row.url
        contact = f"{settings.SITE_URL}/m/{Marketplace.objects.values_list('slug', flat=True).get(id=tenant_id)}/"
    try:
        found = fetch(url, accept=PICTURES, contact=contact, most_bytes=MOST_BYTES, network=network)
        picture = checked_picture(found.data)
    except (FetchRefused, Invalid) as refused:
        with tenant(tenant_id):
            _not_fetched(taken, refused)
        return
    with tenant(tenant_id):
        if _mine(taken).exists():
            kept = store(
                data=picture,
                kind="listing_picture",
                actor=Actor.system(tenant_id),
                label=url[:200],
                open_to_members=True,
            )
            _arrived(taken, kept, Actor.system(tenant_id))


def try_again(*, actor: Actor, listing: Listing) -> int:
    """Try those addresses again that could not be fetched; how many. Raises NotFound, Conflict where there is none."""
    require(actor, "listing.submit")
    if not (actor.is_operator or actor.party_id == listing.seller_id):
        raise NotFound
    with transaction.atomic():
        count = listing.addresses.filter(state=State.DEAD).update(
            state=State.WAITING, attempts=0, failure="", next_at=database_now()
        )
        if not count:
            raise Conflict(_("Nothing has failed: the pictures are there, or on their way."))
        record(
            verbs.PICTURES_AGAIN, actor=actor, subject=listing, facts={"pictures": count}, parties=[listing.seller_id]
        )
        ring(PICTURES_JOB)
    return count


def _known(row: PictureAddress) -> Evidence | None:
    """What lay at the same address a while ago."""
    since = database_now() - SAME_FOR
    same = PictureAddress.objects.filter(digest=row.digest, url=row.url, fetched_at__gt=since, state=State.DONE)
    found = same.select_related("evidence").order_by("-fetched_at").first()
    return found.evidence if found else None


def _mine(taken: Taken) -> QuerySet[PictureAddress]:
    """The row, as long as it is in this worker's hands: another may have taken it meanwhile, or the seller left it out."""
    rows: QuerySet[PictureAddress] = PictureAddress.objects.filter(
        id=taken.id, state=State.FETCHING, attempts=taken.attempt
    )
    return rows


def _arrived(taken: Taken, kept: Evidence, actor: Actor) -> None:
    """It is there; with the last one the listing goes to its check."""
    listing_id = _mine(taken).values_list("listing_id", flat=True).first()
    listing: Listing = Listing.objects.select_for_update(of=("self",)).get(id=listing_id)
    _mine(taken).update(state=State.DONE, evidence=kept, fetched_at=database_now(), failure="")
    if listing.state != Listing.State.ENDED and not listing.addresses.exclude(state=State.DONE).exists():
        fetched = listing.addresses.order_by("position").values_list("evidence_id", flat=True)
        add_fetched(actor=actor, listing=listing, pictures=_pictures([*uploaded(listing), *fetched]))


def _pictures(ids: Sequence[UUID]) -> list[Evidence]:
    found = Evidence.objects.in_bulk(ids)
    return [found[one] for one in dict.fromkeys(ids)]


def _not_fetched(taken: Taken, refused: FetchRefused | Invalid) -> None:
    """Try again a little later where that may help; else the seller reads why."""
    row = _mine(taken).select_related("listing").first()
    if row is None:
        return
    code = refused.code if isinstance(refused, FetchRefused) else NO_PICTURE
    may_help = code in TRANSIENT or (isinstance(refused, FetchRefused) and refused.status >= 500)
    if may_help and taken.attempt < MOST_TRIES:
        at = database_now() + TRY_AGAIN * taken.attempt**2
        _mine(taken).update(state=State.WAITING, failure=code, next_at=at)
        ring(PICTURES_JOB, at=at)
        return
    _mine(taken).update(state=State.DEAD, failure=code)
    facts: dict[str, Fact] = {"code": code, "place": row.position + 1}
    system, seller_id = Actor.system(current_tenant()), row.listing.seller_id
    record(verbs.PICTURE_MISSED, actor=system, subject=row.listing, facts=facts, parties=[seller_id])


def look_again(_now: datetime) -> datetime | None:
    """When to come next."""
    return ADDRESSES.look_again()
