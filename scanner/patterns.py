"""What an audit gathers from a seller's listings: which rights they bear, how these are written, whose pictures they show."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from scanner.matchers.conduct import STOCK
from scanner.models import Audit, AuditItem, Match, Signal
from scanner.scoring import DISGUISES
from sellers import conduct
from sellers import queries as sellers
from sellers.models import Listing, PriorNotice
from sellers.removed import relisted

STANDING = ("open", "confirmed", "cased", "upheld")
"""Matches that nobody has found to be nothing."""
CHEAP = frozenset({"price-far-below", "price-below", "price-below-peers"})
PICTURES = frozenset({"pictures", "second_look", "logos"})
Counts = dict[str, Any]


def gather(audit: Audit, listings: Sequence[Listing], *, now: datetime) -> tuple[Counts, list[AuditItem]]:
    """What is counted of these listings, and what is to be put right in them. The same queries for one and many."""
    matches = _matches(listings)
    again = relisted(listings, sellers.images_of(listings), now)
    shown = _first_elsewhere(listings)
    rights: Counter[str] = Counter()
    disguises: Counter[str] = Counter()
    items: list[AuditItem] = []
    cheap = set()
    for listing in listings:
        for match in matches.get(listing.id, []):
            signals = list(match.signals.all())
            rights[str(match.right_id)] += 1
            disguises.update({one.kind for one in signals} & DISGUISES)
            cheap |= {listing.id} if CHEAP & {one["code"] for one in match.reasons} else set()
            if match.state == "open" and signals:
                items.append(_of_match(audit, listing, match, signals))
        if listing.id in again:
            facts = {"number": again[listing.id].number, "how": again[listing.id].how}
            items.append(_item(audit, listing, "relisted", "remove", facts))
        if listing.id in shown and not any(one.listing_id == listing.id and one.what == "picture" for one in items):
            items.append(_item(audit, listing, "picture-first", "picture", {"picture": shown[listing.id]}))
    counts = {
        "listings": len(listings),
        "matched": len(matches),
        "rights": dict(rights),
        "disguises": dict(disguises),
        "shared": len(shown),
        "below": len(cheap),
        "without_brand": sum(not one.brand.strip() for one in listings),
        "relisted": len(again),
    }
    return counts, items


def added(one: Mapping[str, Any], other: Mapping[str, Any]) -> Counts:
    """Two counts as one; what is counted by name is added by name."""
    found: Counts = dict(one)
    for name, count in other.items():
        found[name] = added(found.get(name, {}), count) if isinstance(count, dict) else found.get(name, 0) + count
    return found


def standing_of(seller_id: UUID, now: datetime) -> Counts:
    """Open cases and strikes of the seller."""
    known = conduct.conduct_of([seller_id], now).get(seller_id)
    open_cases = PriorNotice.objects.filter(seller_id=seller_id, outcome="").values("case").distinct().count()
    return {"cases": open_cases, "strikes": known.strikes if known else 0}


def is_fixed(
    item: AuditItem, found: frozenset[tuple[UUID, UUID | None, int]], pictures: Mapping[UUID, set[str]]
) -> bool:
    """Whether a listing, loaded with its item, is ended or was changed so that what was found is found no more.

    `found` are the (listing, right, revision) of standing matches, `pictures` the digests that a listing shows.
    """
    listing = item.listing
    if listing.state == Listing.State.ENDED:
        return True
    if listing.revision <= item.revision or listing.state == Listing.State.CHECKING:
        return False
    if item.right_id:
        return (listing.id, item.right_id, listing.revision) not in found
    if item.code == "relisted":
        return bool(item.facts.get("title")) and listing.folded != item.facts["title"]
    return item.facts.get("picture") not in pictures.get(listing.id, set())


def _matches(listings: Sequence[Listing]) -> dict[UUID, list[Match]]:
    """What stands of what was found in the revisions of these listings. Two queries."""
    revisions = {one.id: one.revision for one in listings}
    rows = Match.objects.filter(listing_id__in=list(revisions), state__in=STANDING).order_by("-score", "-id")
    found: dict[UUID, list[Match]] = {}
    for match in rows.prefetch_related("signals"):
        if match.revision == revisions[match.listing_id]:
            found.setdefault(match.listing_id, []).append(match)
    return found


def _first_elsewhere(listings: Sequence[Listing]) -> dict[UUID, str]:
    """The listings with a picture that another seller showed first, and its digest. Two queries."""
    images = sellers.images_of(listings)
    seen = conduct.shown_with({image.evidence.address for image in images})
    seller_of = {one.id: one.seller_id for one in listings}
    found: dict[UUID, str] = {}
    for image in images:
        rows = seen.get(image.evidence.address, [])
        others = {row.seller_id for row in rows} - {seller_of[image.listing_id]}
        if others and len(others) < STOCK and rows[0].seller_id in others:
            found.setdefault(image.listing_id, image.evidence.sha256)
    return found


def _of_match(audit: Audit, listing: Listing, match: Match, signals: Sequence[Signal]) -> AuditItem:
    """What the strongest finding asks for: a hidden mark and a copied text are to go, a picture or a brand to be changed."""
    best = max(signals, key=lambda one: (one.kind in DISGUISES, one.strength))
    if match.holds or best.kind in DISGUISES or best.matcher == "copied_text":
        what = "remove"
    elif best.matcher in PICTURES:
        what = "picture"
    elif best.field == "brand":
        what = "brand"
    else:
        what = "authorisation"
    facts = {**best.facts, "field": best.field}
    return _item(audit, listing, best.kind, what, facts, match.right_id)


def _item(
    audit: Audit, listing: Listing, code: str, what: str, facts: dict[str, Any], right_id: UUID | None = None
) -> AuditItem:
    if code == "relisted":
        facts = {**facts, "title": listing.folded}
    return AuditItem(
        audit=audit, listing=listing, right_id=right_id, revision=listing.revision, state="open", code=code, facts=facts,
        what=what,
    )  # fmt: skip
