"""Pages of shops that somebody has saved and hands in: an HTML file with its pictures, or a web archive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urldefrag
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from gateway.fetching import FetchRefused, allowed_places
from gateway.fetching.targets import target
from gateway.text import text_fault
from gateway.uploads import CheckedPicture, checked_picture
from scanner.models import OutsidePage, Shop
from scanner.outside.archives import Piece, Unreadable, looks_like_one, media_type_of, read_archive
from scanner.outside.pages import belongs_to, read_page
from scanner.services.outside import hold_shop
from scanner.services.outside_pages import Capture, keep_page
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Invalid

MOST_HTML = 8 * 1024 * 1024
MOST_PICTURES = 6


@dataclass(frozen=True)
class Handed:
    """What became of an archive: the pages that were kept, and how many were not of this shop."""

    pages: tuple[OutsidePage, ...]
    elsewhere: int = 0


@transaction.atomic
def upload(
    *, actor: Actor, shop_id: UUID, data: bytes, url: str = "", pictures: Sequence[CheckedPicture] = (),
    now: datetime | None = None,
) -> Handed:  # fmt: skip
    """Keep a saved page of the shop, found at `url`, with its pictures; or all pages of an archive, which says where.

    They are scanned within seconds. Raises Invalid by field, NotFound.
    """
    require(actor, "outside.watch")
    shop, at = hold_shop(shop_id, actor), now or database_now()
    if looks_like_one(data):
        return _archive(actor, shop, data, at)
    if not data or len(data) > MOST_HTML:
        raise Invalid(fields={"file": [_("This is no page, or it is larger than 8 MB.")]})
    if b"<" not in data[:4096] or data.startswith((b"%PDF", b"\x89PNG", b"PK")):
        raise Invalid(fields={"file": [_("This is neither a saved page (HTML) nor a web archive (WARC).")]})
    if not url.strip():
        raise Invalid(fields={"url": [_("Say where this page was found: a saved page does not tell its address.")]})
    where = _address(url, shop)
    facts = read_page(data, where)
    shown = tuple(("", picture) for picture in pictures[:MOST_PICTURES])
    capture = Capture(where, OutsidePage.UPLOADED, data, "text/html", facts, at, shown)
    return Handed((keep_page(actor=actor, shop=shop, capture=capture, now=at),))


def _archive(actor: Actor, shop: Shop, data: bytes, now: datetime) -> Handed:
    try:
        pages, pictures = read_archive(data)
    except Unreadable as fault:
        sentence = {
            "large": _("This archive holds too much: at most 80 MB and 1,000 records."),
            "broken": _("This archive is damaged."),
        }.get(fault.code, _("This is neither a saved page (HTML) nor a web archive (WARC)."))
        raise Invalid(fields={"file": [sentence]}) from fault
    mine = [page for page in pages if belongs_to(page.url, shop.domain) and text_fault(page.url) is None]
    if not mine:
        raise Invalid(fields={"file": [_("No page of %(shop)s is in this archive.") % {"shop": shop.domain}]})
    kept = tuple(
        keep_page(actor=actor, shop=shop, capture=_capture(page, pictures, data, now), now=now) for page in mine
    )
    return Handed(kept, len(pages) - len(mine))


def _capture(page: Piece, pictures: dict[str, Piece], archive: bytes, now: datetime) -> Capture:
    url = urldefrag(page.url)[0][:2_000]
    facts = read_page(page.data, url, content_type=page.content_type)
    shown = []
    for address in facts.pictures:
        if address in pictures and (picture := _picture(pictures[address])):
            shown.append((address, picture))
    at = page.at if page.at and page.at <= now else now
    return Capture(url, OutsidePage.UPLOADED, archive, media_type_of(archive), facts, at, tuple(shown[:MOST_PICTURES]))


def _picture(piece: Piece) -> CheckedPicture | None:
    """One that is none, or a drawing with a script in it, is left out; the archive has it still."""
    try:
        return checked_picture(piece.data)
    except Invalid:
        return None


def _address(url: str, shop: Shop) -> str:
    try:
        where = target(url.strip(), allowed=allowed_places()).url
    except FetchRefused as refused:
        raise Invalid(fields={"url": [refused.sentence]}) from refused
    if not belongs_to(where, shop.domain):
        raise Invalid(fields={"url": [_("This address does not lie in the shop %(shop)s.") % {"shop": shop.domain}]})
    return where
