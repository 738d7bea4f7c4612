"""Searching leaves little behind: the picture that was searched by, a search that was kept, and what it tells of."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import of_membership
from accounts.models import Membership
from accounts.permissions import require
from audit.log import record
from delivery.services import mail
from evidence.models import Evidence
from evidence.services import store
from gateway.text import clean
from gateway.uploads import CheckedPicture, checked_picture
from scanner import verbs
from scanner.matchers import pictures
from scanner.matchers.decode import SENTENCES, PictureRefused
from scanner.models import SavedSearch
from scanner.search.asking import Asked, asked_in
from scanner.search.finding import Answer, find
from tenancy import due
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound, Refusal

ALERTS = "alerts"  # the round that asks kept searches again
DAILY = timedelta(days=1)
QUESTION = "search_picture"
LONGEST_NAME, MOST_KEPT = 120, 50
AT_ONCE = 50
SHOWN = 5


def keep_picture(*, actor: Actor, picture: CheckedPicture | bytes) -> Evidence:
    """A picture to search by; the same one again is the one that is kept. Only its party and the house see it.

    Raises Invalid for what is no picture, or has nothing to compare.
    """
    require(actor, "listing.search")
    checked = checked_picture(picture, name="picture") if isinstance(picture, bytes) else picture
    try:
        facts = pictures.read(checked.data)
    except PictureRefused as refusal:
        raise Invalid(fields={"picture": [_(SENTENCES[refusal.code]) % refusal.facts]}) from refusal
    if facts.blank:
        raise Invalid(fields={"picture": [_("This picture is all of one colour; there is nothing to compare.")]})
    own = Evidence.objects.filter(party_id=actor.party_id, sha256=checked.sha256, kind=QUESTION)
    known: Evidence | None = own.order_by("-id").first()
    if known is not None:
        return known
    with transaction.atomic():
        return store(data=checked, kind=QUESTION, actor=actor)


@transaction.atomic
def save_search(*, actor: Actor, name: str, asked: Asked, alerts: bool) -> SavedSearch:
    """Keep a search. With `alerts` a mail tells, at most once a day, of listings that are new to it from now on.

    Raises Invalid without a name or a question, Conflict beyond fifty.
    """
    require(actor, "listing.search")
    if actor.membership_id is None:
        raise Denied(_("A kept search belongs to a person; a key has none."))
    named = " ".join(clean(name, name="name").split())[:LONGEST_NAME]
    if not named:
        raise Invalid(fields={"name": [_("Give the search a name.")]})
    if not asked.parameters or asked.is_empty or asked.numbers:
        raise Invalid(fields={"q": [_("Search by a word, a picture or a seller first.")]})
    if SavedSearch.objects.visible_to(actor).count() >= MOST_KEPT:
        raise Conflict(_("You keep %(most)d searches, the most there can be. End one first.") % {"most": MOST_KEPT})
    now = database_now()
    saved = SavedSearch.objects.create(
        party_id=actor.party_id, membership_id=actor.membership_id, name=named, query=asked.parameters, alerts=alerts,
        seen_at=now, next_at=_first_alert(actor, now) if alerts else None,
    )  # fmt: skip
    if alerts:
        due.ring(ALERTS, at=saved.next_at)
    record(verbs.SEARCH_SAVED, actor=actor, subject=saved, facts={"alerts": alerts}, parties=_parties(saved))
    return saved


def _first_alert(actor: Actor, now: datetime) -> datetime:
    """With the person's other alerts, so that one mail tells of all."""
    others = SavedSearch.objects.visible_to(actor).filter(alerts=True).order_by("next_at")
    return others.values_list("next_at", flat=True).first() or now + DAILY


@transaction.atomic
def end_search(*, actor: Actor, saved: SavedSearch, alerts_only: bool = False) -> SavedSearch:
    """Forget a kept search, or only its alerts. Ending what has ended changes nothing."""
    if actor.membership_id != saved.membership_id:
        raise NotFound
    return _end(actor, saved, alerts_only=alerts_only)


@transaction.atomic
def unsubscribe(*, token: str) -> SavedSearch:
    """End the alerts of a search by the link in its mail. Raises NotFound for a token that we did not make."""
    saved = search_of(token)
    return _end(Actor.system(current_tenant()), saved, alerts_only=True)


def _end(actor: Actor, saved: SavedSearch, *, alerts_only: bool) -> SavedSearch:
    fresh: SavedSearch = SavedSearch.objects.select_for_update().get(id=saved.id)
    if fresh.ended_at is not None or (alerts_only and not fresh.alerts):
        return fresh
    fresh.alerts, fresh.next_at = False, None
    if not alerts_only:
        fresh.ended_at = database_now()
    fresh.save(update_fields=["alerts", "next_at", "ended_at"])
    record(verbs.SEARCH_ENDED, actor=actor, subject=fresh, facts={"alerts": alerts_only}, parties=_parties(fresh))
    return fresh


def alert_ripe(*, now: datetime) -> datetime | None:
    """Ask the searches whose day has come, and tell each person in one mail of what is new. When the next is due, if any.

    One that cannot be asked any more (its picture erased, its maker gone) loses its alerts.
    """
    ripe = SavedSearch.objects.filter(alerts=True, ended_at=None, next_at__lte=now)
    rows = ripe.select_related("membership__user", "party").order_by("membership_id", "id")
    due_now = list(rows.select_for_update(skip_locked=True, of=("self",))[:AT_ONCE])
    for _membership_id, group in groupby(due_now, key=lambda saved: saved.membership_id):
        _alert(list(group), now)
    following = SavedSearch.objects.filter(alerts=True, ended_at=None).order_by("next_at", "id").first()
    return following.next_at if following else None


def _alert(searches: list[SavedSearch], now: datetime) -> None:
    """What is new to the searches of one person, in one mail."""
    house, actor = Actor.system(current_tenant()), _maker(searches[0], now)
    told = []
    for saved in searches:
        answer = _new_to(saved, actor, now)
        if answer is None:
            _end(house, saved, alerts_only=True)
            continue
        saved.next_at = now + DAILY
        if answer.found:
            saved.told, saved.told_at, saved.seen_at = len(answer.found), now, now
            told.append((saved, answer))
        saved.save(update_fields=["next_at", "told", "told_at", "seen_at"])
    if not told:
        return
    first = told[0][0]
    entry = record(
        verbs.SEARCH_ALERTED, actor=house, subject=first, refs=[saved for saved, _answer in told[1:]],
        facts={"found": sum(len(answer.found) for _saved, answer in told)}, parties=_parties(first),
    )  # fmt: skip
    mail(
        to_party=first.party, template="search_alert", context={"lines": [_told(*one) for one in told]}, entry=entry,
        address=first.membership.user.email,
    )  # fmt: skip


def _new_to(saved: SavedSearch, actor: Actor | None, now: datetime) -> Answer | None:
    """What was handed in or changed since the last look; None if it cannot be asked any more."""
    if actor is None:
        return None
    try:
        return find(actor, asked_in(saved.query, actor), now=now, wait=True, changed_after=saved.seen_at)
    except Refusal:
        return None


def _maker(saved: SavedSearch, now: datetime) -> Actor | None:
    """Who kept it, as they may search today; None where they may not any more."""
    standing = Membership.objects.standing(now.date()).filter(id=saved.membership_id, user__is_active=True)
    membership = standing.select_related("party", "user").first()
    return of_membership(membership) if membership else None


def _told(saved: SavedSearch, answer: Answer) -> dict[str, object]:
    """A search in a mail: numbers and links, no title of a stranger's."""
    slug = saved.tenant.slug
    return {
        "name": saved.name,
        "count": len(answer.found),
        "numbers": ", ".join(one.number for one in answer.found[:SHOWN]),
        "more": max(len(answer.found) - SHOWN, 0),
        "url": f"{settings.SITE_URL}{reverse('scanner:saved_search', args=[slug, saved.id])}",
        "stop_url": f"{settings.SITE_URL}{reverse('scanner:stop_alerts', args=[slug, token_of(saved)])}",
    }


def token_of(saved: SavedSearch) -> str:
    """What the link of a mail proves that it may end these alerts with."""
    return _signer().sign(str(saved.id))


def search_of(token: str) -> SavedSearch:
    """The search of such a link. Raises NotFound."""
    try:
        saved: SavedSearch | None = SavedSearch.objects.filter(id=_signer().unsign(token)).first()
    except BadSignature:
        raise NotFound from None
    if saved is None:
        raise NotFound
    return saved


def _signer() -> Signer:
    return Signer(salt=f"scanner.alerts.{current_tenant()}")


def _parties(saved: SavedSearch) -> Sequence[UUID]:
    return [saved.party_id]
