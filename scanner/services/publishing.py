"""The act of publishing: scan, ask the gate, then down to `sellers`: make public or hold.

Nothing is public that has not passed here. A process without an index in memory answers “checking”, and the sweep
finishes what stayed there.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit import log
from registry import services as registry
from scanner import reference, verbs
from scanner.machine import MATCH
from scanner.models import Match
from scanner.scanning import CHECKING, HELD, PUBLIC, Scanned, scan
from scanner.services.banning import note_hits
from scanner.services.first_checks import keep_for_a_person
from scanner.services.rule_stops import keep_for_rules
from scanner.services.setting_aside import note_refused
from scanner.services.suspecting import ask_for_looks
from scanner.services.terms import keep_for_terms
from scanner.services.texts import note_texts
from scanner.services.writing import REFS_AN_ENTRY, Pairs, chunks, confirm_holding, write
from sellers import services as sellers
from sellers.models import Listing
from sellers.services.pictures_asked import awaiting_pictures
from sellers.services.shop import hold_sellers
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, NotFound
from workflow.moves import move_all


@transaction.atomic
def publish(*, actor: Actor, listing: Listing, now: datetime | None = None, wait: bool = False) -> Scanned:
    """Scan a listing that is `checking` and publish or hold it. With `wait` an index is loaded if there is none.

    Raises NotFound for a stranger's listing, Conflict if it was changed since it was read.
    """
    require(actor, "listing.submit")
    if not (actor.is_operator or actor.is_system or actor.party_id == listing.seller_id):
        raise NotFound
    at = now or database_now()
    loaded = reference.current() if wait else reference.if_in_memory()
    if loaded is None:
        return _kept(actor, [listing], at).get(listing.id, Scanned(CHECKING))
    return publish_many(actor=actor, listings=[listing], loaded=loaded, now=at)[0]


@transaction.atomic
def publish_many(
    *, actor: Actor, listings: Sequence[Listing], loaded: reference.Loaded, now: datetime
) -> list[Scanned]:
    """Scan and settle listings that are `checking`, all or none; what was found in each, in their order.

    What rules stop, a person must pass first, or whose seller's contract lacks clauses, is not scanned yet, and stays `checking`.
    For `publish` and the sweep, which have authorised it. Raises Conflict if one was changed since it was read.
    """
    _hold(listings)
    kept = _kept(actor, listings, now)
    if kept:
        let_through = [listing for listing in listings if listing.id not in kept]
        results = publish_many(actor=actor, listings=let_through, loaded=loaded, now=now) if let_through else []
        found = dict(zip([listing.id for listing in let_through], results, strict=True))
        return [kept.get(listing.id) or found[listing.id] for listing in listings]
    pairs: Pairs = list(zip(listings, scan(listings, loaded.index, now=now), strict=True))
    _supersede(listings, actor=actor, now=now)
    matches = write(pairs, loaded, now)
    hits = note_hits(
        actor=actor, listings=listings, found={listing.id: scanned.banned for listing, scanned in pairs}, now=now
    )
    pairs = _held_by_bans(pairs, {hit.listing_id for hit in hits if hit.holds})
    _record(pairs, matches, loaded, actor=actor)
    for listing, scanned in pairs:
        note_refused(actor=actor, subject=listing, faults=scanned.refused)
    public = [listing for listing, scanned in pairs if scanned.outcome == PUBLIC]
    held = [listing for listing, scanned in pairs if scanned.outcome == HELD]
    sellers.settle_publication(actor=actor, public=public, held=held, now=now)
    confirm_holding([match for match in matches if match.holds], actor=actor, now=now)
    ask_for_looks(pairs)
    registry.ask_about(doubts=_doubts(pairs), now=now)
    note_texts(listings=public, now=now)
    return [scanned for _listing, scanned in pairs]


def _doubts(pairs: Pairs) -> Iterator[registry.Doubt]:
    """What the gate could not answer for want of a paper, with the number of the listing."""
    for listing, scanned in pairs:
        for found in scanned.found:
            for reason in found.gate_reasons if found.gate == "ask" else ():
                facts, code = reason["facts"], str(reason["code"])
                licence = str(facts.get("licence", "")) if isinstance(facts, dict) else ""
                yield registry.Doubt(listing.seller_id, found.right_id, licence, code, listing.number)


def _kept(actor: Actor, listings: Sequence[Listing], now: datetime) -> dict[UUID, Scanned]:
    """Those that are not scanned yet, by id: their pictures are not there, their seller's contract lacks clauses, rules stop
    them, or a person must pass them first."""
    kept = {listing_id: Scanned(CHECKING, pictures=True) for listing_id in awaiting_pictures(listings)}
    if others := [listing for listing in listings if listing.id not in kept]:
        terms = keep_for_terms(actor=actor, listings=others, now=now)
        kept |= {listing_id: Scanned(CHECKING, lacks=found.codes) for listing_id, found in terms.items()}
    if others := [listing for listing in listings if listing.id not in kept]:
        stopped = keep_for_rules(actor=actor, listings=others, now=now)
        kept |= {listing_id: Scanned(CHECKING, stopped=rules) for listing_id, rules in stopped.items()}
    if others := [listing for listing in listings if listing.id not in kept]:
        by_person = keep_for_a_person(actor=actor, listings=others, now=now)
        kept |= {listing_id: Scanned(CHECKING, by_person=True) for listing_id in by_person}
    return kept


def _held_by_bans(pairs: Pairs, held: Collection[UUID]) -> Pairs:
    """The scans, with those listings held that a ban keeps back."""
    return [(listing, replace(scanned, outcome=HELD) if listing.id in held else scanned) for listing, scanned in pairs]


def _hold(listings: Sequence[Listing]) -> None:
    """Be the only one to publish these, as they were read. Sellers first: whoever restrains one takes that order, too."""
    hold_sellers({listing.seller_id for listing in listings}, shared=True)
    rows = Listing.objects.filter(id__in=[listing.id for listing in listings]).order_by("id").select_for_update()
    there = {found[0]: found[1:] for found in rows.values_list("id", "version", "state")}
    if any(there.get(listing.id) != (listing.version, Listing.State.CHECKING) for listing in listings):
        raise Conflict(_("This listing has been changed or checked since. Look at it again."))


def _supersede(listings: Sequence[Listing], *, actor: Actor, now: datetime) -> None:
    """Matches of earlier revisions that no person and no case has taken up no longer say anything."""
    open_or_by_threshold = Q(state="open") | Q(state="confirmed", verdict="")
    old = Match.objects.filter(open_or_by_threshold, listing__in=listings, revision__lt=F("listing__revision"))
    matches = list(old.order_by("id"))
    move_all(matches, "superseded", machine=MATCH, now=now)
    for chunk in chunks(matches, REFS_AN_ENTRY // 2):
        Match.objects.filter(id__in=[match.id for match in chunk]).update(holds=False)
        refs = [ref for match in chunk for ref in (match, match.listing_id)]
        log.record(verbs.SUPERSEDED, actor=actor, subject=chunk[0], refs=refs, facts={"matches": len(chunk)})


def _record(pairs: Pairs, matches: Sequence[Match], loaded: reference.Loaded, *, actor: Actor) -> None:
    """One entry for all listings of a seller with which the same happened, so that it is true on each one's timeline."""

    def what_happened(pair: tuple[Listing, Scanned]) -> tuple[str, str, int, int]:
        listing, scanned = pair
        return str(listing.seller_id), scanned.outcome, len(scanned.found), listing.revision

    by_listing: dict[object, list[Match]] = {}
    for match in matches:
        by_listing.setdefault(match.listing_id, []).append(match)
    for (_seller, outcome, count, revision), group in groupby(sorted(pairs, key=what_happened), what_happened):
        for chunk in chunks([listing for listing, _scanned in group], REFS_AN_ENTRY // (1 + count) or 1):
            found = [match for listing in chunk for match in by_listing.get(listing.id, ())]
            log.record(
                verbs.SCANNED, actor=actor, subject=chunk[0], refs=[*chunk[1:], *found], parties=[chunk[0].seller_id],
                facts={
                    "index": loaded.version.number, "outcome": outcome, "matches": count, "revision": revision,
                    "listings": len(chunk),
                },
            )  # fmt: skip
