"""Looking again at what is in the shop already: the registry has changed, or a second look has seen more.

What was matched before stays as people have judged it; only rights that are new to a revision of a listing are written down.
What a threshold holds leaves the shop at once and becomes a case against its clock, as it would have before publication.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.permissions import require
from audit import log
from scanner import reference, verbs
from scanner.matchers.facts import Finding
from scanner.models import Match
from scanner.scanning import HELD, Pictures, Scanned, scan
from scanner.services.banning import note_hits
from scanner.services.suspecting import ask_for_looks
from scanner.services.writing import REFS_AN_ENTRY, Pairs, chunks, confirm_holding, write
from sellers import services as sellers
from sellers.models import Listing
from sellers.services.shop import hold_sellers
from tenancy.actor import Actor

IN_THE_SHOP = (Listing.State.PUBLIC, Listing.State.HELD)


@dataclass(frozen=True, slots=True)
class Rescanned:
    """What came of a batch: listings looked at, rights newly found in them, listings taken out of the shop for it."""

    listings: int = 0
    matches: int = 0
    held: int = 0


@transaction.atomic
def rescan_many(
    *,
    actor: Actor,
    listings: Sequence[Listing],
    loaded: reference.Loaded,
    now: datetime,
    pictures: Pictures | None = None,
    only: Collection[UUID] | None = None,
    looks_again: bool = True,
) -> Rescanned:
    """Scan listings that are public or held, for all rights or for some; the others among them are passed over.

    `pictures` are theirs where they were read already; with `looks_again` suspects get a second look later. A listing
    that is changed meanwhile has its own check before it.
    """
    require(actor, "listing.submit")
    standing = [listing for listing in listings if listing.state in IN_THE_SHOP]
    scans = scan(standing, loaded.index, now=now, pictures=pictures, only=only)
    pairs = _new_to_us(list(zip(standing, scans, strict=True)))
    found = _held_fast([pair for pair in pairs if pair[1].found])
    kept = {listing.id for listing, _scanned in found}
    quiet = [(listing, replace(scanned, found=())) for listing, scanned in pairs if listing.id not in kept]
    _write_quiet(quiet, loaded, actor=actor, now=now)
    matches = write(found, loaded, now)
    _tell(found, matches, loaded, actor=actor)
    banned = {listing.id: scanned.banned for listing, scanned in zip(standing, scans, strict=True)}
    hits = note_hits(actor=actor, listings=_unchanged(standing, banned), found=banned, now=now)
    held = {listing.id for listing, scanned in found if scanned.outcome == HELD} | {
        h.listing_id for h in hits if h.holds
    }
    out = [listing for listing in standing if listing.id in held and listing.state == "public"]
    sellers.settle_publication(actor=actor, public=[], held=out, now=now)
    confirm_holding([match for match in matches if match.holds], actor=actor, now=now)
    if looks_again:
        ask_for_looks(zip(standing, scans, strict=True), again=True)
    return Rescanned(len(standing), len(matches), len(out))


def _tell(found: Pairs, matches: Sequence[Match], loaded: reference.Loaded, *, actor: Actor) -> None:
    """An entry for each listing in which something new was found: its seller sees it."""
    of_listing: dict[UUID, list[Match]] = {}
    for match in matches:
        of_listing.setdefault(match.listing_id, []).append(match)
    deeds = [
        log.Deed(
            subject=listing, refs=of_listing[listing.id], parties=[listing.seller_id],
            facts={"index": loaded.version.number, "matches": len(scanned.found), "revision": listing.revision},
        )
        for listing, scanned in found
    ]  # fmt: skip
    log.record_each(verbs.RESCANNED, actor=actor, deeds=deeds)


def _new_to_us(pairs: list[tuple[Listing, Scanned]]) -> Pairs:
    """The scans without the rights that were matched with the same revision before, whatever became of that."""
    ids = [listing.id for listing, scanned in pairs if scanned.found]
    known = set(Match.objects.filter(listing_id__in=ids).values_list("listing_id", "right_id", "revision"))
    fresh = []
    for listing, scanned in pairs:
        found = tuple(one for one in scanned.found if (listing.id, one.right_id, listing.revision) not in known)
        outcome = HELD if any(one.lead == "hold" for one in found) else str(listing.state)
        fresh.append((listing, Scanned(outcome, found, goods=scanned.goods)))
    return fresh


def _unchanged(listings: Sequence[Listing], banned: Mapping[UUID, Sequence[Finding]]) -> list[Listing]:
    """Those of them in which a ban was found and that are still as they were read, locked."""
    return [listing for listing, _scanned in _held_fast([(one, Scanned("")) for one in listings if banned[one.id]])]


def _held_fast(pairs: Pairs) -> Pairs:
    """Those that are still as they were read, locked; sellers first, as everybody does who settles listings."""
    hold_sellers({listing.seller_id for listing, _scanned in pairs}, shared=True)
    rows = Listing.objects.filter(id__in=[listing.id for listing, _scanned in pairs]).order_by("id").select_for_update()
    there = dict(rows.values_list("id", "version"))
    return [pair for pair in pairs if there.get(pair[0].id) == pair[0].version]


def _write_quiet(pairs: Pairs, loaded: reference.Loaded, *, actor: Actor, now: datetime) -> None:
    """That nothing new was found: a row for each listing, one entry for many."""
    write(pairs, loaded, now)
    for chunk in chunks([listing for listing, _scanned in pairs], REFS_AN_ENTRY):
        facts: dict[str, log.Fact] = {"index": loaded.version.number, "listings": len(chunk)}
        log.record(verbs.NOTHING_NEW, actor=actor, subject=chunk[0], refs=chunk[1:], facts=facts)
