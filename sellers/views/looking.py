"""Looking: the list of listings, one listing with what lies on it, a seller's standing."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.models import Party
from accounts.permissions import may
from audit.queries import Line, timeline
from gateway.http import PageRequest, choice, fragment_wanted, text
from gateway.paging import Keyset, capped_count
from policy.packs.house_learning import RELIEF
from policy.penalties import near
from registry.agreements.clauses import PUBLISH
from registry.agreements.queries import Blocked, blocked
from sellers import points as strike_points
from sellers import queries
from sellers.causes import cases_of
from sellers.conduct import complaints_of
from sellers.learning.shelf import open_assignments
from sellers.models import Listing, Restraint, SellerTrait
from sellers.queries import Shown, Standing, StrikeLine
from sellers.services.pictures_asked import awaiting_pictures
from sellers.variants import variants_of
from sellers.wording import consequence, meaning, places, price_of, price_text, reason, state_of
from tenancy.context import database_now
from tenancy.errors import NotFound

NEWEST = Keyset(*queries.ORDERINGS["newest"])
THUMB, LARGE, WHOLE = 160, 960, 2400
RESTRAINTS_SHOWN, AHEAD, YEAR = 100, 180, 365
REMOVED, UNFETCHED = "removed", "pictures"
RECORD_VERBS = ("strike.", "seller.", "restraint.")


@page("listing.read")
def listing_list(request: PageRequest) -> HttpResponse:
    """The listings that the actor sees, the newest first; searched and filtered."""
    search = text(request.GET, "q", default="")
    state = choice(request.GET, "state", [*Listing.State.values, REMOVED, UNFETCHED], default="")
    seller = text(request.GET, "seller", default="", longest=20)
    party = queries.seller_by_reference(request.actor, seller) if seller else None
    now = database_now()
    rows = queries.listings(
        request.actor, search=search, state="" if state in (REMOVED, UNFETCHED) else state, seller=seller,
        public_at=now if state == Listing.State.PUBLIC else None, removed_at=now if state == REMOVED else None,
        lacks_pictures=state == UNFETCHED,
    )  # fmt: skip
    found = NEWEST.page(rows, request.GET.get("cursor"))
    is_seller = request.actor.role.startswith("seller.")
    context = {
        "rows": [row_of(request, shown) for shown in queries.shown_to(request.actor, found.rows, now)],
        "page": found,
        "count": capped_count(rows),
        "search": search,
        "kept": {name: value for name, value in (("state", state), ("seller", seller)) if value},
        "chips": _state_chips(request, state, of_one_seller=is_seller or party is not None),
        "party": party,
        "is_filtered": bool(search or state or party),
        "shows_seller": not is_seller,
        "may_submit": may(request.actor, "listing.submit"),
        "may_find": may(request.actor, "complaint.file"),
        "slug": request.marketplace.slug,
    }
    template = "sellers/listings.html#results" if fragment_wanted(request) else "sellers/listings.html"
    return render(request, template, context)


@page("listing.read")
def listing(request: PageRequest, number: str) -> HttpResponse:
    """One listing: what it says, where it is public, what lies on it and why, what happened."""
    found = queries.listing_by_number(request.actor, number)
    now = database_now()
    [shown] = queries.shown_to(request.actor, [found], now)
    restraints = queries.restraints_on(found, now) if shown.own else []
    actor = request.actor
    context = {
        **row_of(request, shown),
        "pictures": [_picture(request, evidence) for evidence in shown.pictures],
        "category": " > ".join(found.category),
        "variants": [
            {
                "number": one.number,
                "name": one.name,
                "gtin": one.gtin,
                "price": price_text(one.price_cents, found.currency),
            }
            for one in variants_of(found.variants)
        ],
        "origin": places([found.origin]) if found.origin else "",
        "offered_in": places(found.markets),
        "public_in": places(shown.public_in) if shown.public_in else _("nowhere"),
        "demoted_in": places(shown.demoted_in) if shown.demoted_in and shown.own else "",
        "checked_first": any(one.kind == Restraint.Kind.CHECK_FIRST for one in restraints),
        "restraints": _explained(request, restraints),
        "waits_for": _waits_for(found) if shown.own and found.state == Listing.State.CHECKING else None,
        "own": shown.own,
        "awaits_pictures": shown.own and bool(found.picture_urls) and bool(awaiting_pictures([found])),
        "gate_url": reverse("scanner:listing_gate", args=[request.marketplace.slug, found.number])
        if may(actor, "gate.read") and (actor.is_operator or actor.party_id == found.seller_id)
        else "",
        "answered_url": reverse("scanner:listing_answered", args=[request.marketplace.slug, found.number]),
        "record": None if actor.role.startswith("seller.") else queries.record(found.seller_id),
        "standing_url": _standing_url(request, found.seller),
        "history": timeline(found.id, actor) if may(actor, "log.read") else None,
        "may_change": actor.party_id == found.seller_id and found.state != Listing.State.ENDED,
        "may_submit": may(actor, "listing.submit"),
        "may_complain": may(actor, "complaint.file"),
        "slug": request.marketplace.slug,
    }
    return render(request, "sellers/listing.html", context)


@page("listing.read")
def standing(request: PageRequest) -> HttpResponse:
    """A seller's own standing."""
    party: Party = request.membership.party  # type: ignore[attr-defined]
    if party.kind != Party.Kind.SELLER:
        raise NotFound
    return _standing_page(request, party)


@page("party.read")
def seller_standing(request: PageRequest, reference: str) -> HttpResponse:
    """The standing of a seller, for the marketplace and for the seller."""
    return _standing_page(request, queries.seller_by_reference(request.actor, reference))


def row_of(request: PageRequest, shown: Shown) -> dict[str, Any]:
    """What a list says of one listing."""
    one = shown.listing
    label, tone = state_of(one, shown.public_in)
    return {
        "listing": one,
        "url": reverse("sellers:listing", args=[request.marketplace.slug, one.number]),
        "thumbs": [_picture(request, evidence) for evidence in shown.pictures[:1]],
        "price": price_of(one),
        "where": places(shown.public_in, most=3) if shown.public_in else _("nowhere"),
        "since": shown.since,
        "state": label,
        "tone": tone,
    }


def _picture(request: PageRequest, evidence: Any) -> dict[str, Any]:
    address = reverse("evidence:picture", args=[request.marketplace.slug, evidence.reference])
    return {
        "src": f"{address}?side={THUMB}",
        "large": f"{address}?side={LARGE}",
        "whole": f"{address}?side={WHOLE}",
        "alt": "",
        "width": evidence.width,
        "height": evidence.height,
    }


def _state_chips(request: PageRequest, current: str, *, of_one_seller: bool) -> list[Mapping[str, object]]:
    """The ways to cut the list. What is removed is looked up one by one, so it is asked of one seller alone."""

    def without_place(state: str) -> str:
        query = request.GET.copy()
        for name in ("state", "cursor"):
            query.pop(name, None)
        if state:
            query["state"] = state
        return f"?{query.urlencode()}"

    every = [("", _("All")), *Listing.State.choices]
    if of_one_seller:
        every.insert([code for code, _label in every].index(Listing.State.ENDED), (REMOVED, _("Removed")))
        every.append((UNFETCHED, _("Picture not fetched")))
    return [
        {"label": label, "url": without_place(code), "current": code == current}
        for code, label in every
        if code != Listing.State.DRAFT
    ]


def _standing_url(request: PageRequest, seller: Party) -> str:
    """Where the actor reads the seller's standing; "" where it is not for them."""
    slug = request.marketplace.slug
    if request.actor.party_id == seller.id:
        return reverse("sellers:standing", args=[slug])
    if request.actor.is_operator:
        return reverse("sellers:seller_standing", args=[slug, seller.reference])
    return ""


def _case_url(request: PageRequest, reference: str) -> str:
    return reverse("enforcement:case", args=[request.marketplace.slug, reference])


def _explained(request: PageRequest, restraints: Iterable[Restraint]) -> list[tuple[Restraint, str, str, str, str]]:
    """Restraints with where they reach, the case behind each, by reference and address, and what each means.

    What a case lays for several of its listings on all of the seller's stands here once.
    """
    every = list(restraints)
    cases = cases_of([one.cause for one in every], request.actor) if every else {}
    found: dict[object, Restraint] = {}
    for one in every:
        on_all = (one.kind, cases.get(one.cause, one.cause), tuple(one.territories), one.category, one.brand)
        found.setdefault(one.id if one.listing_id else on_all, one)
    return [
        (one, places(one.territories), cases.get(one.cause, one.cause),
         _case_url(request, cases[one.cause]) if one.cause in cases else "", meaning(one))
        for one in found.values()
    ]  # fmt: skip


def _explained_strikes(request: PageRequest, strikes: Iterable[StrikeLine]) -> list[tuple[StrikeLine, str, str, str]]:
    """Strikes with what each was given for and its case, by reference and address."""
    found = list(strikes)
    cases = cases_of([strike.cause for strike in found], request.actor) if found else {}
    return [
        (strike, reason(strike.reason), cases.get(strike.cause, ""),
         _case_url(request, cases[strike.cause]) if strike.cause in cases else "")
        for strike in found
    ]  # fmt: skip


def _waits_for(listing: Listing) -> Blocked | None:
    """What its seller's contract lacks, where that keeps it from being checked."""
    return blocked([listing.seller_id], PUBLISH, database_now().date()).get(listing.seller_id)


def _of_record(request: PageRequest, seller: Party) -> list[Line]:
    """What happened to the seller's record, without what happened to its people and keys."""
    return [line for line in timeline(seller.id, request.actor) if line.verb.startswith(RECORD_VERBS)]


def _traits(request: PageRequest, seller: Party) -> list[SellerTrait] | None:
    """What the seller can be recognised by now; None for who is not to see it."""
    if not may(request.actor, "link.read"):
        return None
    return list(SellerTrait.objects.filter(seller=seller, ended_at=None).order_by("kind", "id")[:RESTRAINTS_SHOWN])


def _course(seller_id: UUID, found: Standing, day: date) -> dict[str, Any]:
    """The points of the last year and of the coming half year, day by day, with the rungs; and one's nearest rung. One query."""
    days = [day + timedelta(days=at) for at in range(-YEAR, AHEAD + 1)]
    points = strike_points.course(seller_id, days)
    highest = max(points[: YEAR + 1])
    return {
        "course": points if highest or found.points else [],
        "course_today": YEAR,
        "course_rungs": [(rung.points, consequence(rung.remedy)) for rung in found.ladder],
        "course_label": _("Points over the last year and the coming half year: at most %(most)d, today %(now)d.")
        % {"most": highest, "now": found.points},
        "near": near(queries.house_strikes(), found.points, queries.PLAIN_STRIKE),
    }


def _standing_page(request: PageRequest, seller: Party) -> HttpResponse:
    now = database_now()
    found = queries.standing(seller.id, now.date())
    lying = queries.restraints_per_listing(seller.id, now)
    restraints = [one for group in lying.values() for one in group]
    training = open_assignments(seller.id)
    context = {
        "seller": seller,
        "is_own": request.actor.party_id == seller.id,
        "standing": found,
        **_course(seller.id, found, now.date()),
        "strikes": _explained_strikes(request, found.strikes),
        "ladder": [(rung, consequence(rung.remedy)) for rung in found.ladder],
        "policy": queries.house_strikes(),
        "steps": sorted(queries.house_strikes().decay, key=lambda step: step.after_days),
        "plain": queries.PLAIN_STRIKE,
        "restraints": _explained(request, restraints[:RESTRAINTS_SHOWN]),
        "more_restraints": max(len(restraints) - RESTRAINTS_SHOWN, 0),
        "record": queries.record(seller.id),
        "complaints": complaints_of(seller.id, now),
        "traits": _traits(request, seller),
        "trait_kinds": SellerTrait.Kind.choices,
        "may_note": may(request.actor, "trait.note"),
        "links_url": reverse("scanner:network", args=[request.marketplace.slug, seller.reference])
        if may(request.actor, "link.read")
        else "",
        "audit_url": reverse("scanner:audit", args=[request.marketplace.slug, seller.reference])
        if may(request.actor, "match.review") and not request.actor.regions
        else "",
        "history": _of_record(request, seller) if may(request.actor, "log.read") else None,
        "training": training,
        "training_late": bool(training) and training[0].due_at < now,
        "may_learn": may(request.actor, "lesson.read"),
        "relief": RELIEF,
        "held_up": blocked([seller.id], PUBLISH, now.date()).get(seller.id),
        "slug": request.marketplace.slug,
    }
    return render(request, "sellers/standing.html", context)
