"""What becomes of a match: confirmed or dismissed by a reviewer, taken up by a case, proved right or wrong."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit import log
from scanner import verbs
from scanner.machine import MATCH
from scanner.models import Match
from scanner.services.banning import holds_back, take_turns
from scanner.services.writing import INTAKE
from sellers import services as sellers
from sellers.models import Listing
from tenancy import due
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound
from workflow.moves import move

DISMISSALS = ("authorised", "descriptive", "other_goods", "not_the_mark", "genuine")
CONFIRMED = "confirmed"


def _hold(match_id: UUID, actor: Actor) -> Match:
    """The match, locked. Raises NotFound for one of another region as for one that never was."""
    seen = Match.objects.visible_to(actor).filter(id=match_id)
    found: Match | None = seen.select_for_update(of=("self",)).select_related("listing").first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def confirm_match(*, actor: Actor, match_id: UUID, now: datetime | None = None) -> Match:
    """A reviewer confirms: a case is opened from it by the sweep of the floor above."""
    require(actor, "match.review")
    match = _hold(match_id, actor)
    move(match, "confirmed", machine=MATCH, now=now or database_now())
    Match.objects.filter(id=match.id).update(verdict=CONFIRMED)
    log.record(verbs.CONFIRMED, actor=actor, subject=match, refs=[match.listing], facts={"score": match.score})
    due.ring(INTAKE)
    return match


@transaction.atomic
def dismiss_match(*, actor: Actor, match_id: UUID, why: str, now: datetime | None = None) -> Match:
    """A reviewer says that this is nothing, and why in one word; a held listing with nothing else on it is published."""
    require(actor, "match.review")
    if why not in DISMISSALS:
        raise Invalid(fields={"why": [_("Choose why this match is nothing.")]})
    at = now or database_now()
    match = _hold(match_id, actor)
    move(match, "dismissed", machine=MATCH, now=at)
    Match.objects.filter(id=match.id).update(verdict=why)
    facts: dict[str, log.Fact] = {"score": match.score, "why": why}
    log.record(verbs.DISMISSED, actor=actor, subject=match, refs=[match.listing], facts=facts)
    clear_hold(actor=actor, listing=match.listing, right_id=match.right_id, now=at)
    return match


def mark_cased(*, actor: Actor, match: Match, case_ref: str) -> None:
    """The floor above has taken the match into a case ("" where the listing stands in one already)."""
    move(match, "cased", machine=MATCH)
    Match.objects.filter(id=match.id).update(case_ref=case_ref)
    log.record(verbs.CASED, actor=actor, subject=match, refs=[match.listing_id], facts={"case": case_ref})


def note_verdict(*, actor: Actor, match_id: UUID, outcome: str) -> None:
    """A decision that took effect says whether the match was right; the measures of the matchers read it here."""
    match = Match.objects.select_for_update().get(id=match_id)
    if match.state not in ("cased", "upheld", "rejected") or match.state == outcome:
        return
    move(match, outcome, machine=MATCH)
    log.record(verbs.VERDICT, actor=actor, subject=match, refs=[match.listing_id], facts={"outcome": outcome})


@transaction.atomic
def clear_hold(*, actor: Actor, listing: Listing, right_id: UUID, now: datetime) -> bool:
    """What was found of this right keeps the listing back no longer; true if that published it.

    It stays held while a match over another right or a ban holds it; whichever lets go last publishes it.
    """
    take_turns(listing.id)
    rows = list(Match.objects.filter(listing_id=listing.id, holds=True).order_by("id").select_for_update())
    Match.objects.filter(id__in=[match.id for match in rows if match.right_id == right_id]).update(holds=False)
    fresh = Listing.objects.get(id=listing.id)
    if fresh.state != Listing.State.HELD or holds_back(fresh):
        return False
    sellers.make_public(actor=actor, listing=fresh)
    log.record(verbs.CLEARED, actor=actor, subject=fresh, parties=[fresh.seller_id])
    return True
