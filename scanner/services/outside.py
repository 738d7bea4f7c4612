"""Shops outside: having them watched, pausing and ending that, asking for a look, judging what was found."""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.models import Party
from accounts.permissions import require
from audit import log
from audit.verbs import Verb
from evidence import services as evidence
from evidence.models import Evidence
from gateway.fetching import FetchRefused, allowed_places, refusal
from gateway.fetching.addresses import is_public
from gateway.fetching.targets import Target, target
from gateway.text import text_fault
from registry.acting import Deed, refuse_beyond
from scanner.machine import OUTSIDEMATCH, SHOP
from scanner.models import OutsideAddress, OutsideMatch, Shop, Watcher
from scanner.outside import verbs
from scanner.outside.pages import belongs_to
from scanner.words import DISMISSALS
from tenancy import due
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tenancy.ids import reference
from workflow.moves import move

JOB = "outside"
INTERVALS = (6, 24, 72, 168)
"""Hours between two looks at a shop that a person may choose from."""
REST = timedelta(minutes=5)
LONGEST_NAME, LONGEST_WHY, MOST_MARKETS = 200, 500, 60
MOST_SHOWN = 500
CONFIRMED = "confirmed"


@transaction.atomic
def add_shop(
    *, actor: Actor, url: str, name: str = "", markets: Sequence[str] = (), why: str = "", interval_hours: int = 24,
    party: Party | None = None, now: datetime | None = None,
) -> Shop:  # fmt: skip
    """Have the shop at that address watched: for the actor's own party or a brand it acts for (`party`), or by the house.

    A shop that is watched for somebody else already is the same shop; one whose watch had ended is watched again.
    Raises Invalid by field.
    """
    require(actor, "outside.watch")
    for_whom, at = _for_whom(actor, party), now or database_now()
    place = _place(url)
    if wrong := _faults(name, markets, why, interval_hours):
        raise Invalid(fields=wrong)
    shop = _shop_at(place, at, name=name.strip(), markets=sorted(set(markets)), interval_hours=interval_hours)
    if shop.state == "ended":
        move(shop, "watched", machine=SHOP, now=at)
        Shop.objects.filter(id=shop.id).update(next_look_at=at, failures=0, said="")
    Watcher.objects.get_or_create(shop=shop, party=for_whom, defaults={"why": why.strip()})
    if for_whom is not None:
        _show(shop, for_whom, actor)
    _record(verbs.WATCHED, shop, actor, {"why": why.strip()} if why.strip() else {})
    due.ring(JOB)
    return shop


@transaction.atomic
def stop_watching(*, actor: Actor, shop_id: UUID, party: Party | None = None) -> None:
    """The shop is no longer watched for this party; where nobody else has it watched, its watch ends. Raises NotFound."""
    require(actor, "outside.watch")
    shop = hold_shop(shop_id, actor)
    watcher = Watcher.objects.filter(shop=shop, party=_for_whom(actor, party)).first()
    if watcher is None:
        raise NotFound
    _record(verbs.UNWATCHED, shop, actor)
    watcher.delete()
    if shop.state != "ended" and not Watcher.objects.filter(shop=shop).exists():
        move(shop, "ended", machine=SHOP)


@transaction.atomic
def pause_shop(*, actor: Actor, shop_id: UUID) -> Shop:
    """It is not looked at until somebody lets it go on. Raises Denied where it is watched for others too."""
    shop = _steered(shop_id, actor)
    move(shop, "paused", machine=SHOP)
    _record(verbs.PAUSED, shop, actor)
    return shop


@transaction.atomic
def resume_shop(*, actor: Actor, shop_id: UUID, now: datetime | None = None) -> Shop:
    """It is looked at again, at once. Raises Denied where it is watched for others too."""
    shop, at = _steered(shop_id, actor), now or database_now()
    if shop.state != "paused":
        raise Conflict(_("The watch over this shop does not pause."))
    move(shop, "watched", machine=SHOP, now=at)
    Shop.objects.filter(id=shop.id).update(next_look_at=at)
    _record(verbs.RESUMED, shop, actor)
    due.ring(JOB)
    return shop


@transaction.atomic
def end_shop(*, actor: Actor, shop_id: UUID) -> Shop:
    """It is watched no longer; what was kept stays. Raises Denied where it is watched for others too."""
    shop = _steered(shop_id, actor)
    move(shop, "ended", machine=SHOP)
    _record(verbs.ENDED, shop, actor)
    return shop


@transaction.atomic
def look_now(*, actor: Actor, shop_id: UUID, now: datetime | None = None) -> Shop:
    """Look at the shop now instead of at its time. Raises Conflict where it was looked at just now or is not watched."""
    require(actor, "outside.watch")
    shop, at = hold_shop(shop_id, actor), now or database_now()
    if shop.state != "watched":
        raise Conflict(_("This shop is not watched now."))
    if shop.looked_at is not None and at - shop.looked_at < REST:
        raise Conflict(_("This shop was looked at a moment ago. It is let rest for five minutes."))
    Shop.objects.filter(id=shop.id).update(next_look_at=at)
    _record(verbs.ASKED, shop, actor)
    due.ring(JOB)
    return shop


@transaction.atomic
def add_page(*, actor: Actor, shop_id: UUID, url: str, now: datetime | None = None) -> OutsideAddress:
    """Have one page of the shop fetched, kept and scanned, within a minute or so. Raises Invalid, NotFound."""
    require(actor, "outside.watch")
    shop, place = hold_shop(shop_id, actor), _place(url)
    if not belongs_to(place.url, shop.domain):
        raise Invalid(fields={"url": [_("This address does not lie in the shop %(shop)s.") % {"shop": shop.domain}]})
    waits = {"state": OutsideAddress.State.WAITING, "next_at": now or database_now(), "attempts": 0, "failure": ""}
    address, _made = OutsideAddress.objects.update_or_create(
        shop=shop, digest=digest_of(place.url), defaults={**waits, "url": place.url, "origin": OutsideAddress.PERSON}
    )
    _record(verbs.PAGE_ASKED, shop, actor)
    due.ring(JOB)
    return address


@transaction.atomic
def judge(*, actor: Actor, match_id: UUID, verdict: str, now: datetime | None = None) -> OutsideMatch:
    """Say that a match is one ("confirmed"), or why it is none: a code of `scanner.words.DISMISSALS`.

    Staff judge any, a rights holder those over its own rights. Nothing else follows. Raises NotFound, Conflict, Invalid.
    """
    require(actor, "outside.judge")
    if verdict != CONFIRMED and verdict not in DISMISSALS:
        raise Invalid(fields={"verdict": [_("Choose what this is.")]})
    seen = OutsideMatch.objects.visible_to(actor).filter(id=match_id)
    match: OutsideMatch | None = seen.select_for_update(of=("self",)).select_related("page", "right").first()
    if match is None:
        raise NotFound
    refuse_beyond(actor, match.right, Deed.COMPLAIN)
    move(match, "confirmed" if verdict == CONFIRMED else "dismissed", machine=OUTSIDEMATCH, now=now)
    OutsideMatch.objects.filter(id=match.id).update(verdict=verdict)
    match.verdict = verdict
    log.record(
        verbs.JUDGED, actor=actor, subject=match, refs=[match.page, match.page.shop_id, match.right],
        facts={"verdict": verdict, "score": match.score}, parties=[match.right.owner_id],
    )  # fmt: skip
    return match


def hold_shop(shop_id: UUID, actor: Actor) -> Shop:
    """The shop, locked, to do something about it. Raises NotFound for a stranger as for one that never was.

    Denied for an agent that sees it only because something of its brands was found there.
    """
    shop: Shop | None = Shop.objects.visible_to(actor).select_for_update(of=("self",)).filter(id=shop_id).first()
    if shop is None:
        raise NotFound
    if actor.marks and not Watcher.objects.filter(shop=shop, party_id__in={actor.party_id, *actor.brands}).exists():
        raise Denied(_("You see what was found here of your brands. The rights holder has the shop watched."))
    return shop


def may_steer(shop: Shop, actor: Actor) -> bool:
    """Staff; and a rights holder while the shop is watched for nobody else."""
    if actor.is_operator or actor.is_system:
        return True
    own = {actor.party_id, *actor.brands}
    return set(Watcher.objects.filter(shop=shop).values_list("party_id", flat=True)) <= own


def watchers_of(shop_id: UUID) -> list[UUID]:
    """The parties that may see what is said of a shop."""
    rows = Watcher.objects.filter(shop_id=shop_id).exclude(party=None)
    return list(rows.values_list("party_id", flat=True))


def digest_of(url: str) -> str:
    """An address as its SHA-256, for a key of one length."""
    return hashlib.sha256(url.encode()).hexdigest()


def _steered(shop_id: UUID, actor: Actor) -> Shop:
    require(actor, "outside.watch")
    shop = hold_shop(shop_id, actor)
    if not may_steer(shop, actor):
        raise Denied(_("This shop is watched for others too: only the marketplace pauses or ends that."))
    return shop


def _for_whom(actor: Actor, party: Party | None) -> Party | None:
    """A brand for itself, an agent for a brand it acts for, the house for a brand or for itself (None)."""
    if actor.is_operator or actor.is_system:
        if party is not None and party.kind != Party.Kind.BRAND:
            raise Invalid(fields={"party": [_("A shop is watched for a rights holder or for the marketplace.")]})
        return party
    own = [*actor.brands] if actor.brands else [actor.party_id]
    wanted = party.id if party is not None else own[0] if len(own) == 1 else None
    found: Party | None = Party.objects.filter(id=wanted).first() if wanted in own else None
    if found is None:
        raise Invalid(fields={"party": [_("Choose the rights holder for whom the shop is watched.")]})
    return found


def _place(url: str) -> Target:
    """An address as a person types it: with or without https://. Raises Invalid."""
    typed = url.strip()
    if fault := text_fault(typed):
        raise Invalid(fields={"url": [fault]})
    whole = typed if re.match(r"[a-z][a-z0-9+.-]*:", typed, re.IGNORECASE) else f"https://{typed}"
    try:
        place = target(whole, allowed=allowed_places())
        if place.is_address and place.place not in allowed_places() and not is_public(place.host):
            raise refusal("private")
        return place
    except FetchRefused as refused:
        raise Invalid(fields={"url": [refused.sentence]}) from refused


def _faults(name: str, markets: Sequence[str], why: str, interval_hours: int) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    for field, value, most in (("name", name, LONGEST_NAME), ("why", why, LONGEST_WHY)):
        if fault := text_fault(value):
            wrong[field] = [fault]
        elif len(value) > most:
            wrong[field] = [_("At most %(most)d characters.") % {"most": most}]
    if len(markets) > MOST_MARKETS or any(market not in countries for market in markets):
        wrong["markets"] = [_("Choose countries.")]
    if interval_hours not in INTERVALS:
        wrong["interval_hours"] = [_("Choose one of the intervals.")]
    return wrong


def _shop_at(place: Target, now: datetime, *, name: str, markets: list[str], interval_hours: int) -> Shop:
    """The shop of that host, locked; made where there is none."""
    domain = (place.place if place.place in allowed_places() else place.host).removeprefix("www.")
    known = Shop.objects.select_for_update().filter(domain=domain)
    if (shop := known.first()) is not None:
        return shop
    try:
        with transaction.atomic():
            made: Shop = Shop.objects.create(
                reference=reference("OS"), domain=domain, url=place.url, name=name, markets=markets,
                interval_hours=interval_hours, next_look_at=now, state=SHOP.initial,
            )  # fmt: skip
            return made
    except IntegrityError:  # somebody else, at this moment
        return known.get()


def _show(shop: Shop, party: Party, actor: Actor) -> None:
    """Who joins a watch sees what was kept before: the newest of it."""
    pages = shop.pages.order_by("-id")[:MOST_SHOWN]
    ids = {page.evidence_id for page in pages}
    pictures = shop.pages.filter(id__in=[page.id for page in pages]).values_list("pictures__evidence_id", flat=True)
    pieces = Evidence.objects.filter(id__in=[*ids, *filter(None, pictures)]).order_by("-id")[:MOST_SHOWN]
    evidence.show(evidence=list(pieces), party=party, actor=actor)


def _record(said: Verb, shop: Shop, actor: Actor, personal: dict[str, str] | None = None) -> None:
    log.record(said, actor=actor, subject=shop, personal=personal or {}, parties=watchers_of(shop.id))
