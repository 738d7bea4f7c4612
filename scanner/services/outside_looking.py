"""Looking at shops outside when their time has come: fetched outside any transaction, kept in one.

A look fetches the shop's start page, follows the links in it that seem to lead to goods, at most 50 and no further, and keeps
each page with its pictures. A shop that does not answer is left alone for longer each time.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from accounts.models import Party
from audit import log
from gateway.fetching import PAGES, PICTURES, Fetched, FetchRefused, Network, fetch
from gateway.uploads import CheckedPicture, checked_picture
from scanner.models import OutsideAddress, OutsidePage, Shop
from scanner.outside import verbs
from scanner.outside.archives import MEDIA_TYPE, Piece, write_archive
from scanner.outside.pages import MOST_LINKS, PageFacts, belongs_to, read_page
from scanner.services.outside import JOB, digest_of, watchers_of
from scanner.services.outside_pages import Capture, keep_page, scan_kept
from tenancy.actor import Actor
from tenancy.context import database_now, tenant
from tenancy.due import ring
from tenancy.errors import Invalid
from tenancy.models import Marketplace
from workflow.attempts import Queue, Taken

MOST_PAGE, MOST_PICTURE = 4 * 1024 * 1024, 6 * 1024 * 1024
PICTURE_SECONDS = 60.0
"""How long the pictures of one page may take together; those that are not there by then are left out."""
SHOPS_AT_ONCE = 20
LONGEST_PAUSE = timedelta(days=14)
TRANSIENT = frozenset({"slow", "unreachable", "busy", "cut", "unknown"})
MOST_TRIES = 3
TRY_AGAIN = timedelta(minutes=10)
ELSEWHERE = "elsewhere"
THE_WORLD = Network()

State = OutsideAddress.State
ADDRESSES = Queue(
    table="scanner_outsideaddress", job=JOB, open=("waiting", "fetching"), leased="fetching", again="waiting",
    lease=timedelta(minutes=5), stint=15.0,
)  # fmt: skip


@dataclass(frozen=True)
class _Errand:
    """What is fetched for which shop, and what a host reads of who asks."""

    taken: Taken
    url: str
    origin: str
    shop_id: UUID
    domain: str
    contact: str


def look_round(now: datetime, *, actor: Actor) -> datetime | None:
    """Scan what was kept, begin the looks that are due; when to come again."""
    more = scan_kept(actor=actor, now=now)
    _begin_looks(now)
    watched = Shop.objects.filter(state="watched").order_by("next_look_at").values_list("next_look_at", flat=True)
    times = [now if more else None, ADDRESSES.look_again(), watched.first()]
    return min((at for at in times if at is not None), default=None)


def carry_out(tenant_id: UUID, taken: Taken, network: Network = THE_WORLD) -> None:
    """Fetch one address that waits, with its pictures, and keep what is there; or say why not."""
    with tenant(tenant_id):
        row = OutsideAddress.objects.select_related("shop").get(id=taken.id)
        if row.shop.state != "watched" and row.origin != OutsideAddress.PERSON:
            OutsideAddress.objects.filter(id=row.id).update(state=State.DONE)
            return
        contact = _contact(tenant_id)
        errand = _Errand(taken, row.url, row.origin, row.shop_id, row.shop.domain, contact)
    try:
        found = fetch(errand.url, accept=PAGES, contact=contact, most_bytes=MOST_PAGE, network=network)
        if not belongs_to(found.final_url, errand.domain):
            raise FetchRefused(ELSEWHERE, "")
    except FetchRefused as refused:
        with tenant(tenant_id):
            _not_fetched(errand, refused, database_now(), Actor.system(tenant_id))
        return
    facts = read_page(found.data, found.final_url, content_type=found.headers.get("content-type", ""))
    pictures, pieces = _pictures(facts, contact, network)
    archive = write_archive([_piece(found), *pieces])
    with tenant(tenant_id):
        capture = Capture(
            errand.url, OutsidePage.FETCHED, archive, MEDIA_TYPE, facts, found.fetched_at, pictures, found.address
        )  # fmt: skip
        _fetched(errand, capture, database_now(), Actor.system(tenant_id))


def _contact(tenant_id: UUID) -> str:
    """Where a host can ask who looks at it: the marketplace's address, and its mail where it has given one."""
    slug = Marketplace.objects.values_list("slug", flat=True).get(id=tenant_id)
    mail = Party.objects.filter(kind=Party.Kind.OPERATOR).values_list("contact_email", flat=True).first()
    return ";".join(filter(None, [f"{settings.SITE_URL}/m/{slug}/", mail]))


def _begin_looks(now: datetime) -> None:
    """The start page of each shop whose time has come waits to be fetched."""
    rows = Shop.objects.filter(state="watched", next_look_at__lte=now).order_by("next_look_at")
    for shop in rows.select_for_update(skip_locked=True)[:SHOPS_AT_ONCE]:
        waits = {"state": State.WAITING, "next_at": now, "attempts": 0, "failure": "", "origin": OutsideAddress.START}
        OutsideAddress.objects.update_or_create(
            shop=shop, digest=digest_of(shop.url), defaults={**waits, "url": shop.url}
        )
        Shop.objects.filter(id=shop.id).update(next_look_at=now + timedelta(hours=shop.interval_hours))


def _pictures(
    facts: PageFacts, contact: str, network: Network
) -> tuple[tuple[tuple[str, CheckedPicture], ...], list[Piece]]:
    """The pictures of a page that are there and are pictures, within the time for all of them."""
    found, pieces, until = [], [], time.monotonic() + PICTURE_SECONDS
    for url in facts.pictures:
        if time.monotonic() > until:
            break
        try:
            got = fetch(url, accept=PICTURES, contact=contact, most_bytes=MOST_PICTURE, network=network)
            found.append((url, checked_picture(got.data)))
            pieces.append(_piece(got))
        except (FetchRefused, Invalid):
            continue
    return tuple(found), pieces


def _piece(found: Fetched) -> Piece:
    kind = found.headers.get("content-type", found.media_type)
    return Piece(found.final_url, found.media_type, found.data, found.fetched_at, kind, found.address, found.headers)


def _fetched(errand: _Errand, capture: Capture, now: datetime, actor: Actor) -> None:
    """Keep it; and from a start page, the addresses of goods wait to be fetched."""
    shop = Shop.objects.select_for_update().get(id=errand.shop_id)
    keep_page(actor=actor, shop=shop, capture=capture, now=now)
    OutsideAddress.objects.filter(id=errand.taken.id).update(state=State.DONE, failure="", next_at=now)
    if errand.origin != OutsideAddress.START:
        return
    links = capture.facts.links[:MOST_LINKS]
    _wait_for(shop, links, now)
    Shop.objects.filter(id=shop.id).update(looked_at=now, failures=0, said="")
    log.record(verbs.LOOKED, actor=actor, subject=shop, facts={"links": len(links)}, parties=watchers_of(shop.id))
    ring(JOB)


def _wait_for(shop: Shop, links: Sequence[str], now: datetime) -> None:
    """Those that are known wait again, if they do not wait already."""
    by_digest = {digest_of(link): link for link in links}
    again = OutsideAddress.objects.filter(shop=shop, digest__in=list(by_digest)).filter(~Q(origin=OutsideAddress.START))
    again.filter(state__in=[State.DONE, State.DEAD]).update(
        state=State.WAITING, next_at=now, attempts=0, failure="", origin=OutsideAddress.LINK
    )
    fresh = (
        OutsideAddress(shop=shop, url=link, digest=digest, origin=OutsideAddress.LINK, next_at=now)
        for digest, link in by_digest.items()
    )
    OutsideAddress.objects.bulk_create(fresh, ignore_conflicts=True)


def _not_fetched(errand: _Errand, refused: FetchRefused, now: datetime, actor: Actor) -> None:
    """Try again a little later where that may help. A shop whose start page fails is left alone for longer each time."""
    code = refused.code
    may_help = code in TRANSIENT or refused.status >= 500
    waits = may_help and errand.taken.attempt < MOST_TRIES and errand.origin != OutsideAddress.START
    OutsideAddress.objects.filter(id=errand.taken.id).update(
        state=State.WAITING if waits else State.DEAD, failure=code, next_at=now + TRY_AGAIN * errand.taken.attempt**2
    )
    if waits:
        ring(JOB, at=now + TRY_AGAIN * errand.taken.attempt**2)
    if errand.origin != OutsideAddress.START:
        return
    shop = Shop.objects.select_for_update().get(id=errand.shop_id)
    failures = shop.failures + 1
    pause = min(timedelta(hours=shop.interval_hours) * 2 ** min(failures, 8), LONGEST_PAUSE)
    Shop.objects.filter(id=shop.id).update(looked_at=now, failures=failures, said=code, next_look_at=now + pause)
    facts: dict[str, log.Fact] = {"fault": code, "failures": failures}
    log.record(verbs.NOT_REACHED, actor=actor, subject=shop, facts=facts, parties=watchers_of(shop.id))
