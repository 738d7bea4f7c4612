"""How the results of a search are shown: each listing with its picture, how it is written, and what stands against it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gateway.http import PageRequest
from registry import queries as registry
from registry.models import Right
from scanner.matchers.pictures import ORIENTATIONS
from scanner.scoring import sentence
from scanner.search.alike import Near
from scanner.search.asking import Asked
from scanner.search.complained import complaints_about
from scanner.search.finding import Found
from scanner.search.permitted import PART, YES
from scanner.search.ranking import Ranked
from scanner.search.wording import best_of
from scanner.words import FIELDS
from sellers import queries as sellers
from sellers.models import Listing
from sellers.views.looking import row_of
from tenancy.context import database_now

SIDE = 480
BANDS: Mapping[str, tuple[str | Promise, str]] = {
    "same": (gettext_lazy("Same picture"), "stop"),
    "very": (gettext_lazy("Very similar picture"), "wait"),
    "similar": (gettext_lazy("Similar picture"), "note"),
}
OPENLY = ("exact", "possessive")
POINTS = 256
"""So many points of two pictures are compared."""
SPECIMENS = 12


def address(request: PageRequest, asked: Asked, view: str = "") -> str:
    """The address of a question on this page."""
    query = urlencode({**asked.parameters, **({"view": view} if view else {})})
    return f"{reverse('scanner:search', args=[request.marketplace.slug])}{'?' if query else ''}{query}"


def cards(request: PageRequest, found: Sequence[Found], asked: Asked, chosen: Collection[str]) -> list[dict[str, Any]]:
    """The listings of a page. The same number of queries for one and for many."""
    by_id = {one.id: one for one in found}
    rows = Listing.objects.visible_to(request.actor).filter(id__in=by_id).select_related("seller")
    listings = {listing.id: listing for listing in rows}
    there = [listings[one.id] for one in found if one.id in listings]
    complaints = complaints_about(request.actor, [listing.id for listing in there])
    shown = sellers.shown_to(request.actor, there, database_now())
    return [_card(request, one, by_id[one.listing.id], asked, chosen, complaints) for one in shown]


def _card(
    request: PageRequest, shown: sellers.Shown, found: Found, asked: Asked, chosen: Collection[str],
    complaints: Mapping[UUID, str],
) -> dict[str, Any]:  # fmt: skip
    listing, near, slug = shown.listing, found.ranked.near, request.marketplace.slug
    picture = (
        shown.pictures[near.position if near and near.position < len(shown.pictures) else 0] if shown.pictures else None
    )
    src = f"{reverse('evidence:picture', args=[slug, picture.reference])}?side={SIDE}" if picture else ""
    complaint = complaints.get(listing.id, "")
    return {
        **row_of(request, shown),
        "title": _marked(listing.title, found.ranked),
        "src": src,
        "alike": address(request, Asked(picture=picture.reference, right=asked.right)) if picture else "",
        "seller_url": address(request, Asked(seller=listing.seller.reference, right=asked.right)),
        "chosen": listing.number in chosen,
        "is_public": bool(shown.public_in),
        "badges": [*_badges(found, near), *([(_("Shown less"), "")] if shown.demoted_in else [])],
        "why": why(found.ranked),
        "complaint": complaint,
        "complaint_url": reverse("enforcement:complaint", args=[slug, complaint]) if complaint else "",
    }


def _badges(found: Found, near: Near | None) -> list[tuple[object, str]]:
    badges: list[tuple[object, str]] = [BANDS[near.band]] if near else []
    if found.authorised == YES:
        badges.append((_("Authorised seller"), "good"))
    elif found.authorised == PART:
        badges.append((_("Authorised in part of its markets"), "note"))
    return badges


def why(ranked: Ranked) -> list[str]:
    """The reasons in words: how the wording is written, where it is not written openly; how the picture was changed."""
    said = []
    if ranked.near and (looks := _looks(ranked.near)):
        said.append(looks)
    for finding in best_of(ranked.hit) if ranked.hit else ():
        if finding.kind not in OPENLY or finding.where.field != "title":
            words, facts = sentence(finding)
            field = str(facts.get("field", ""))
            said.append(_(words) % {**facts, "field": FIELDS.get(field, field)})
    return list(dict.fromkeys(said))


def _looks(near: Near) -> str:
    changes = [_(CHANGES[ORIENTATIONS[near.orientation]])] if near.orientation else []
    changes += [_("in another frame")] if near.framed else []
    if near.band != "same":
        changes.append(_("%(share)d %% alike") % {"share": round(100 * (1 - near.distance / POINTS))})
    return ", ".join(changes)


CHANGES: Mapping[str, str] = {
    "mirrored": gettext_lazy("mirrored"),  # type: ignore[dict-item]
    "flipped": gettext_lazy("upside down and mirrored"),  # type: ignore[dict-item]
    "turned 180": gettext_lazy("upside down"),  # type: ignore[dict-item]
    "transposed": gettext_lazy("turned and mirrored"),  # type: ignore[dict-item]
    "turned 90": gettext_lazy("turned by a quarter"),  # type: ignore[dict-item]
    "turned 270": gettext_lazy("turned by a quarter"),  # type: ignore[dict-item]
    "transversed": gettext_lazy("turned and mirrored"),  # type: ignore[dict-item]
}


def _marked(title: str, ranked: Ranked) -> SafeString:
    """The title with the first place marked where a wording stands; escaped and isolated."""
    places = [finding.where for finding in ranked.hit.findings if finding.where.field == "title"] if ranked.hit else []
    if not places:
        return format_html("<bdi>{}</bdi>", title)
    first = min(places, key=lambda place: (place.start, -place.end))
    begin, end = first.start, first.end
    return format_html("<bdi>{}<mark>{}</mark>{}</bdi>", title[:begin], title[begin:end], title[end:])


def specimens(request: PageRequest) -> list[dict[str, str]]:
    """Pictures of the actor's own rights to start from, the newest rights first. Two queries."""
    if request.actor.is_operator:
        return []
    rights = Right.objects.visible_to(request.actor).live(database_now().date()).order_by("-id")[:SPECIMENS]
    found = []
    for right in registry.with_pictures(rights):
        for specimen in right.standing_specimens[:2]:  # type: ignore[attr-defined]
            picture = specimen.evidence.reference
            found.append(
                {
                    "src": f"{reverse('evidence:picture', args=[request.marketplace.slug, picture])}?side={SIDE}",
                    "url": address(request, Asked(picture=picture, right=right.reference)),
                    "title": right.title,
                }
            )
    return found[:SPECIMENS]
