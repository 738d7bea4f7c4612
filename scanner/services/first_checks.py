"""Checked before publication: what a seller hands in while a decision says so waits for a person, who passes it or not.

The remedy does not judge the listings: one that is passed goes through its check like any other. When the remedy is taken
back or has run out, whatever waits because of it, or was not passed, is checked and published like any other, too.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit import log
from audit.models import Entry
from delivery.services import mail
from policy.letters.languages import catalogue
from registry.territories import EU, EU_MEMBERS
from scanner import verbs
from scanner.first_check_told import BODY, NOT_PASSED, SUBJECT
from scanner.machine import FIRSTCHECK
from scanner.models import FirstCheck
from scanner.services.banning import holds_back, take_turns
from sellers import services as sellers
from sellers.models import Listing, Restraint
from sellers.services.listings import PUBLISH_JOB
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.due import ring
from tenancy.errors import Invalid, NotFound
from workflow.moves import move, move_all

KIND = "check_first"
LYING = ("open", "refused")


def keep_for_a_person(*, actor: Actor, listings: Sequence[Listing], now: datetime) -> set[UUID]:
    """Which of these listings (held, `checking`) wait for a person, by id; each new one is written down.

    For the act of publishing, in its transaction. One query where no decision says so of any of the sellers.
    """
    sellers_ids = {listing.seller_id for listing in listings}
    rows = Restraint.objects.standing(now).filter(listing=None, kind=KIND, seller_id__in=sellers_ids).order_by("id")
    lying: dict[UUID, list[Restraint]] = {}
    for restraint in rows:
        lying.setdefault(restraint.seller_id, []).append(restraint)
    if not lying:
        return set()
    mine = [listing for listing in listings if listing.seller_id in lying]
    known = list(FirstCheck.objects.filter(listing_id__in=[one.id for one in mine]))
    older = {one.id: one.revision for one in mine}
    move_all(
        [row for row in known if row.state in LYING and row.revision < older[row.listing_id]],
        "superseded", machine=FIRSTCHECK, now=now,
    )  # fmt: skip
    states = {(row.listing_id, row.revision): row.state for row in known}
    kept, fresh = set(), []
    for listing in mine:
        found = _reaching(listing, lying[listing.seller_id])
        if found is None or states.get((listing.id, listing.revision)) in ("passed", "lapsed"):
            continue
        kept.add(listing.id)
        if (listing.id, listing.revision) not in states:
            fresh.append(_asked(listing, *found))
    FirstCheck.objects.bulk_create(fresh)
    for check in fresh:
        log.record(
            verbs.FIRST_CHECK_WAITS, actor=actor, subject=check, refs=[check.listing_id], parties=[check.seller_id]
        )
    return kept


def _reaching(listing: Listing, lying: Iterable[Restraint]) -> tuple[Restraint, list[str]] | None:
    """The first restraint that reaches where the listing is offered, and where that is."""
    for restraint in lying:
        there = sorted(set(listing.markets) & set(restraint.territories or listing.markets))
        if there:
            return restraint, [*there, *([EU] if EU_MEMBERS & set(there) else [])]
    return None


def _asked(listing: Listing, restraint: Restraint, regions: list[str]) -> FirstCheck:
    return FirstCheck(
        listing=listing, seller_id=listing.seller_id, revision=listing.revision, state=FIRSTCHECK.initial,
        cause=restraint.cause, regions=regions,
    )  # fmt: skip


@transaction.atomic
def pass_first(*, actor: Actor, check_ids: Sequence[UUID], now: datetime | None = None) -> int:
    """A person passes these listings: they go through their check within seconds; how many.

    Raises NotFound for one of another region, Conflict for one that was judged or changed meanwhile.
    """
    require(actor, "match.review")
    at = now or database_now()
    for check in _hold(actor, check_ids):
        move(check, "passed", machine=FIRSTCHECK, now=at)
        log.record(
            verbs.FIRST_CHECK_PASSED, actor=actor, subject=check, refs=[check.listing_id], parties=[check.seller_id]
        )
    ring(PUBLISH_JOB)
    return len(set(check_ids))


@transaction.atomic
def refuse_first(*, actor: Actor, check_id: UUID, why: str, now: datetime | None = None) -> FirstCheck:
    """A person does not pass it, and says why in a word; it stays out of the shop until it is changed. The seller is told."""
    require(actor, "match.review")
    if why not in NOT_PASSED:
        raise Invalid(fields={"why": [_("Choose why it is not passed.")]})
    at = now or database_now()
    [check] = _hold(actor, [check_id])
    move(check, "refused", machine=FIRSTCHECK, now=at)
    FirstCheck.objects.filter(id=check.id).update(verdict=why)
    check.verdict = why
    sellers.hold(actor=actor, listing=check.listing)
    entry = log.record(
        verbs.FIRST_CHECK_REFUSED, actor=actor, subject=check, refs=[check.listing_id], facts={"why": why},
        parties=[check.seller_id],
    )  # fmt: skip
    _tell(check, entry)
    return check


def let_go_of_free(*, now: datetime) -> int:
    """What waits, or was not passed, because of a decision that stands no more is checked like any other; how many.

    For the sweep, before it takes what waits. One query where there is none.
    """
    standing = Restraint.objects.standing(now).filter(listing=None, kind=KIND)
    lying = FirstCheck.objects.filter(state__in=LYING).exclude(Exists(standing.filter(cause=OuterRef("cause"))))
    found = list(lying.select_related("listing").order_by("id"))
    if not found:
        return 0
    others = list(standing.filter(seller_id__in={one.seller_id for one in found}).order_by("id"))
    free = [one for one in found if _reaching(one.listing, [r for r in others if r.seller_id == one.seller_id]) is None]
    for one in free:
        take_turns(one.listing_id)
    move_all(free, "lapsed", machine=FIRSTCHECK, now=now)
    held = [one.listing for one in free if one.listing.state == Listing.State.HELD]
    again = [listing for listing in held if not holds_back(listing)]
    if again:
        sellers.check_again(actor=Actor.system(current_tenant()), listings=again, now=now)
    return len(free)


def _hold(actor: Actor, ids: Sequence[UUID]) -> list[FirstCheck]:
    """These, locked. Raises NotFound if one of them is not the actor's to judge."""
    rows = FirstCheck.objects.visible_to(actor).filter(id__in=set(ids)).select_related("listing")
    found = list(rows.select_for_update(of=("self",)).order_by("id"))
    if not found or len(found) != len(set(ids)):
        raise NotFound
    return found


def _tell(check: FirstCheck, entry: Entry) -> None:
    """Tell the seller what was found, and what can be done."""
    seller, listing = check.seller, check.listing
    link = settings.SITE_URL + reverse("sellers:listing", args=[check.tenant.slug, listing.number])
    places = {"number": listing.number, "title": listing.title, "link": link}
    with translation.override(catalogue(seller.language)):
        places["why"] = str(NOT_PASSED[check.verdict])
        subject = str(SUBJECT) % places
        body = str(BODY) % places
    mail(
        to_party=seller, template="letter", context={"subject": subject, "body": body}, entry=entry,
        language=seller.language,
    )  # fmt: skip
