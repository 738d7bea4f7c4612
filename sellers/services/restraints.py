"""What lies on listings and sellers: laid, released, run out. Rows are appended; what is public follows from them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts.models import Party
from audit.log import Fact, record
from audit.models import Entry
from audit.verbs import Verb
from registry.territories import countries_of
from sellers import verbs
from sellers.models import Listing, Release, Restraint
from sellers.querysets import CLOSING
from sellers.services.shop import LISTINGS_AN_ENTRY, by_seller, hold_listings, hold_seller, states_of, tell_shop
from tenancy.actor import Actor
from tenancy.due import ring
from tenancy.errors import NotFound

LAPSE_JOB = "lapse"
PUBLISH_JOB = "publish"
"""Rung when listings wait for their check, or may be let through it."""
RAN_OUT = "ran out"
RESTRAINTS_A_SWEEP = 500
VERBS: Mapping[str, Verb] = MappingProxyType(
    {"demote": verbs.DEMOTED, "check_first": verbs.CHECKED_FIRST, "restrict": verbs.RESTRICTED}
)
"""What the log says of a restraint that leaves its listings in the shop."""


def restrain(
    *,
    actor: Actor,
    listings: Sequence[Listing],
    kind: str,
    territories: Sequence[str],
    causes: Mapping[UUID, str],
    now: datetime,
    ends_at: datetime | None = None,
) -> dict[UUID, int]:
    """Lay a restraint on each of these listings, each with its own cause, from `now` until `ends_at` or its release.

    `territories` are countries or "EU"; none means everywhere. One of the kind `demote` leaves them in the shop, shown
    less. Returns, per listing, the state that the shop must confirm; it is one that it has confirmed already where nothing
    changes for the shop. The same restraint of the same cause is laid once, as long as it stands.
    """
    places = sorted(countries_of(territories))
    with transaction.atomic():
        held = hold_listings(listing.id for listing in listings)
        if len(held) != len({listing.id for listing in listings}):
            raise NotFound
        laid = Restraint.objects.standing(now).filter(
            listing_id__in=[one.id for one in held], kind=kind, territories=places
        )
        there = set(laid.values_list("listing_id", "cause"))
        fresh = [one for one in held if (one.id, causes[one.id]) not in there]
        Restraint.objects.bulk_create(
            Restraint(
                kind=kind, listing=one, seller_id=one.seller_id, territories=places, starts_at=now, ends_at=ends_at,
                cause=causes[one.id],
            )
            for one in fresh
        )  # fmt: skip
        facts = {"kind": kind, "territories": " ".join(places), "ends_at": _iso(ends_at)}
        for chunk in by_seller(fresh):
            first, *others = chunk
            entry = record(
                VERBS.get(kind, verbs.RESTRAINED), actor=actor, subject=first, refs=others,
                facts={**facts, "listings": len(chunk)}, parties=[first.seller_id],
            )  # fmt: skip
            tell_shop(chunk, entry=entry, reason=kind, now=now)
        _wake(ends_at)
        return states_of(held)


def restrain_seller(
    *,
    actor: Actor,
    seller_id: UUID,
    kind: str,
    territories: Sequence[str],
    cause: str,
    now: datetime,
    ends_at: datetime | None = None,
    category: str = "",
    brand: str = "",
) -> dict[UUID, int]:
    """Lay a restraint on everything that a seller offers or will offer. Returns as `restrain`, of what was public.

    `check_first`: what it hands in from now on is published once a person has passed it. `restrict`: it hands in nothing
    of this `category` or this `brand`. Both leave alone what is in the shop.
    """
    places = sorted(countries_of(territories))
    with transaction.atomic():
        hold_seller(seller_id, shared=False)
        seller = Party.objects.get(id=seller_id)
        held = hold_listings(_public_of([seller_id])) if kind in CLOSING else []
        laid = {
            "listing": None, "seller": seller, "kind": kind, "territories": places, "cause": cause, "category": category,
            "brand": brand,
        }  # fmt: skip
        if not Restraint.objects.standing(now).filter(**laid).exists():
            Restraint.objects.create(**laid, starts_at=now, ends_at=ends_at)
            facts = {"kind": kind, "territories": " ".join(places), "ends_at": _iso(ends_at), "cause": cause}
            verb = VERBS.get(kind, verbs.SELLER_RESTRAINED)
            entry = record(verb, actor=actor, subject=seller, facts=facts, parties=[seller_id])
            _tell_all(held, entry, actor=actor, reason=kind, now=now)
            _wake(ends_at)
        return states_of(held)


def release(*, actor: Actor, causes: Sequence[str], by: str, now: datetime) -> dict[UUID, int]:
    """Release what these causes laid, on listings and on sellers. Returns as `restrain`, of all listings that it touches.

    `by` is the reference of what reversed them. A cause that is released already or unknown changes nothing.
    """
    with transaction.atomic():
        return _end(
            Q(cause__in=list(causes)), actor=actor, by=by, at=now, now=now, verb=verbs.RELEASED, reason="released"
        )


def lapse(*, actor: Actor, now: datetime) -> datetime | None:
    """Tell the shop of restraints that have run out; returns when the next one does.

    They bite no more from their end on, whether this has run or not.
    """
    due = Restraint.objects.filter(ends_at__lte=now, releases=None).order_by("ends_at", "id")
    ripe = list(due.values_list("id", flat=True)[:RESTRAINTS_A_SWEEP])
    if ripe:
        with transaction.atomic():
            _end(Q(id__in=ripe), actor=actor, by=RAN_OUT, at=None, now=now, verb=verbs.LAPSED, reason="lapsed")
    following = Restraint.objects.filter(ends_at__isnull=False, releases=None).order_by("ends_at")
    return following.values_list("ends_at", flat=True).first()


def _end(
    which: Q, *, actor: Actor, by: str, at: datetime | None, now: datetime, verb: Verb, reason: str
) -> dict[UUID, int]:
    """Append a Release to each of these restraints that has none, at `at` or where it ran out, and tell."""
    open_ones = Restraint.objects.filter(which, releases=None)
    for seller_id in sorted(set(open_ones.filter(listing=None).values_list("seller_id", flat=True)), key=str):
        hold_seller(seller_id, shared=False)
    on_sellers = set(open_ones.closing().filter(listing=None).values_list("seller_id", flat=True))
    on_listings = open_ones.filter(listing__isnull=False).values_list("listing_id", flat=True)
    held = hold_listings([*on_listings, *_public_of(on_sellers)])
    # Everybody who could release them waits for us now; what was released while we waited stands no more.
    ended = list(open_ones.order_by("id"))
    Release.objects.bulk_create(Release(restraint=one, at=at or one.ends_at or now, cause=by) for one in ended)
    if any(one.kind == Restraint.Kind.CHECK_FIRST for one in ended):
        ring(PUBLISH_JOB)
    for seller_id, group in groupby(sorted(ended, key=lambda one: str(one.seller_id)), key=lambda one: one.seller_id):
        restraints = list(group)
        mine = [one for one in held if one.seller_id == seller_id]
        facts: dict[str, Fact] = {"restraints": len(restraints)}
        if "by" in verb.facts:
            facts["by"] = by
        seller = Party.objects.get(id=seller_id)
        touched = [one.listing_id for one in restraints if one.listing_id][:LISTINGS_AN_ENTRY]
        entry = record(verb, actor=actor, subject=seller, refs=touched, facts=facts, parties=[seller_id])
        _tell_all(mine, entry, actor=actor, reason=reason, now=now)
    return states_of(held)


def _tell_all(listings: Sequence[Listing], entry: Entry, *, actor: Actor, reason: str, now: datetime) -> None:
    """Tell the shop of one seller's listings under `entry`, and where they are many under further ones."""
    for place, chunk in enumerate(by_seller(listings)):
        first, *others = chunk
        if place:
            facts = {"listings": len(chunk)}
            entry = record(
                verbs.SHOP_TOLD, actor=actor, subject=first, refs=others, facts=facts, parties=[first.seller_id]
            )
        tell_shop(chunk, entry=entry, reason=reason, now=now)


def _public_of(seller_ids: Iterable[UUID]) -> list[UUID]:
    found = list(seller_ids)
    if not found:
        return []
    return list(Listing.objects.filter(seller_id__in=found, state="public").values_list("id", flat=True))


def _wake(ends_at: datetime | None) -> None:
    if ends_at is not None:
        ring(LAPSE_JOB, at=ends_at)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
