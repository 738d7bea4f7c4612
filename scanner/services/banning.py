"""Listings that seem to fall under a ban: noted, held if the ban says so, confirmed or dismissed by a person.

Machines are not judges: what a ban holds waits for a person for a day at most; silence publishes it, and it stays to be
looked at. Only what a person has confirmed is taken out of the shop, and only where the ban holds.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit import log
from registry.models import Ban
from registry.territories import asserted
from scanner import verbs
from scanner.machine import BANHIT
from scanner.matchers.facts import Finding
from scanner.models import BanHit, FirstCheck, Match
from scanner.services.writing import REFS_AN_ENTRY
from sellers import services as sellers
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Invalid, NotFound
from workflow import clocks
from workflow.models import Clock
from workflow.moves import move, move_all

HELD_AT_MOST = timedelta(hours=24)
CLOCK, LET_GO = "ban_hold", "let_ban_go"
NOT_BANNED = ("other_goods", "other_model", "excepted", "not_there")
"""Why a listing does not fall under a ban."""


def note_hits(
    *, actor: Actor, listings: Sequence[Listing], found: Mapping[UUID, Sequence[Finding]], now: datetime
) -> list[BanHit]:
    """Write what the matcher of bans found in these revisions, by listing; those that hold keep their listing back.

    For the act of publishing, which has authorised it, in its transaction and before it settles what becomes public. Of
    bans that are not in force today nothing is written; what was found in earlier revisions and nobody has judged is
    set aside. The same number of queries for one listing and many, but for the clocks of those that are held.
    """
    _set_aside(listings, now=now)
    references = {finding.facts["ban"] for findings in found.values() for finding in findings}
    if not references:
        return []
    standing = Ban.objects.standing(now.date()).filter(reference__in=references)
    bans = {ban.reference: ban for ban in standing}
    judged = _judged(listings)
    hits = [
        _hit(listing, bans[finding.facts["ban"]], finding)
        for listing in listings
        for finding in found.get(listing.id, ())
        if finding.facts["ban"] in bans and (listing.id, bans[finding.facts["ban"]].id, listing.revision) not in judged
    ]
    BanHit.objects.bulk_create(hits)
    for hit in hits:
        if hit.holds:
            clocks.start(
                kind=CLOCK, subject=hit, about_id=hit.listing_id, starts_at=now, due_at=now + HELD_AT_MOST, then=LET_GO
            )
    for at in range(0, len(hits), REFS_AN_ENTRY // 3):
        chunk = hits[at : at + REFS_AN_ENTRY // 3]
        refs = [ref for hit in chunk for ref in (hit.listing_id, hit.ban_id)]
        facts: dict[str, log.Fact] = {"listings": len(chunk), "holds": sum(hit.holds for hit in chunk)}
        log.record(verbs.BAN_FOUND, actor=actor, subject=chunk[0], refs=[*chunk[1:], *refs], facts=facts)
    return hits


def _hit(listing: Listing, ban: Ban, finding: Finding) -> BanHit:
    return BanHit(
        listing=listing,
        ban=ban,
        revision=listing.revision,
        state=BANHIT.initial,
        kind=finding.kind,
        facts=dict(finding.facts),
        regions=asserted(ban.territories, listing.markets),
        holds=ban.action == Ban.Action.HOLD,
    )


def _judged(listings: Sequence[Listing]) -> set[tuple[UUID, UUID, int]]:
    """What is noted of these revisions already: a rescan judges nothing anew."""
    rows = BanHit.objects.filter(listing_id__in=[listing.id for listing in listings])
    return set(rows.values_list("listing_id", "ban_id", "revision"))


def _set_aside(listings: Sequence[Listing], *, now: datetime) -> None:
    """What was found in earlier revisions and nobody has judged says nothing any more."""
    revisions = {listing.id: listing.revision for listing in listings}
    rows = BanHit.objects.filter(listing_id__in=list(revisions), state="open").order_by("id")
    old = [hit for hit in rows if hit.revision < revisions[hit.listing_id]]
    if old:
        move_all(old, "superseded", machine=BANHIT, now=now)
        BanHit.objects.filter(id__in=[hit.id for hit in old]).update(holds=False)
        _stop([hit for hit in old if hit.holds])


@transaction.atomic
def confirm_hit(*, actor: Actor, hit_id: UUID, now: datetime | None = None) -> BanHit:
    """A reviewer says that the listing falls under the ban: it is taken out of the shop where the ban holds.

    Where it was held it is published elsewhere. Raises NotFound, Conflict if somebody has judged it already.
    """
    require(actor, "match.review")
    at = now or database_now()
    hit = _locked(hit_id, actor)
    move(hit, "confirmed", machine=BANHIT, now=at)
    ban, listing = hit.ban, hit.listing
    until = datetime.combine(ban.ends_on + timedelta(days=1), time(), tzinfo=UTC) if ban.ends_on else None
    sellers.restrain(
        actor=actor, listings=[listing], kind="delist", territories=ban.territories,
        causes={listing.id: cause_of(hit)}, now=at, ends_at=until,
    )  # fmt: skip
    facts: dict[str, log.Fact] = {"ban": ban.reference, "territories": ", ".join(ban.territories)}
    log.record(
        verbs.BAN_CONFIRMED, actor=actor, subject=hit, refs=[listing, ban], facts=facts, parties=[listing.seller_id]
    )
    _let_go(hit, actor=actor)
    return hit


@transaction.atomic
def dismiss_hit(*, actor: Actor, hit_id: UUID, why: str, now: datetime | None = None) -> BanHit:
    """A reviewer says that the listing does not fall under the ban, and why in one word; what a confirmation has taken
    out of the shop comes back.
    """
    require(actor, "match.review")
    if why not in NOT_BANNED:
        raise Invalid(fields={"why": [_("Choose why the ban does not reach this listing.")]})
    at = now or database_now()
    hit = _locked(hit_id, actor)
    was_confirmed = hit.state == "confirmed"
    move(hit, "dismissed", machine=BANHIT, now=at)
    BanHit.objects.filter(id=hit.id).update(verdict=why)
    hit.verdict = why
    if was_confirmed:
        sellers.release(actor=actor, causes=[cause_of(hit)], by=hit.ban.reference, now=at)
    facts: dict[str, log.Fact] = {"ban": hit.ban.reference, "why": why}
    log.record(
        verbs.BAN_DISMISSED, actor=actor, subject=hit, refs=[hit.listing, hit.ban], facts=facts,
        parties=[hit.listing.seller_id],
    )  # fmt: skip
    _let_go(hit, actor=actor)
    return hit


@clocks.consequence(LET_GO)
def let_ban_go(clock: Clock, now: datetime) -> None:
    """Nobody has looked for a day: silence publishes. The hit stays to be looked at."""
    hit = BanHit.objects.select_for_update(of=("self",)).select_related("listing", "ban").get(id=clock.subject_id)
    take_turns(hit.listing_id)
    if hit.holds:
        actor = Actor.system(current_tenant())
        log.record(
            verbs.BAN_LET_GO, actor=actor, subject=hit, refs=[hit.listing, hit.ban], facts={"ban": hit.ban.reference}
        )
        _let_go(hit, actor=actor, by_clock=True)


def cause_of(hit: BanHit) -> str:
    """What a restraint names as its cause: the ban's reference, and which of its listings this is."""
    return f"{hit.ban.reference}/{hit.id.hex[-6:]}"


def take_turns(listing_id: UUID) -> None:
    """Wait for whoever is letting go of this listing, until the end of the transaction: of two that let go at once each
    would see the other still holding, and nobody would publish.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"hold:{listing_id}"])


def holds_back(listing: Listing) -> bool:
    """Whether a match, a ban, or a person who has not passed it keeps this revision of a listing back."""
    mine = Q(listing_id=listing.id, revision=listing.revision)
    if FirstCheck.objects.filter(mine, state="refused").exists():
        return True
    return bool(Match.objects.filter(mine, holds=True).exists() or BanHit.objects.filter(mine, holds=True).exists())


def _locked(hit_id: UUID, actor: Actor) -> BanHit:
    seen = BanHit.objects.visible_to(actor).filter(id=hit_id)
    hit: BanHit | None = seen.select_for_update(of=("self",)).select_related("listing", "ban").first()
    if hit is None:
        raise NotFound
    take_turns(hit.listing_id)
    return hit


def _let_go(hit: BanHit, *, actor: Actor, by_clock: bool = False) -> None:
    """It keeps its listing back no longer; whichever lets go last publishes the listing."""
    if not hit.holds:
        return
    BanHit.objects.filter(id=hit.id).update(holds=False)
    hit.holds = False
    if not by_clock:
        _stop([hit])
    fresh = Listing.objects.get(id=hit.listing_id)
    if fresh.state == Listing.State.HELD and not holds_back(fresh):
        sellers.make_public(actor=actor, listing=fresh)
        log.record(verbs.CLEARED, actor=actor, subject=fresh, parties=[fresh.seller_id])


def _stop(hits: Sequence[BanHit]) -> None:
    for hit in hits:
        clocks.stop(kind=CLOCK, subject_id=hit.id, by="judged")
