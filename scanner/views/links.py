"""Links between sellers for the marketplace's staff: the list, one seller's network drawn, and what is made of a link."""

from collections.abc import Sequence
from math import sqrt
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import action, page
from accounts.models import Party
from accounts.permissions import may
from audit.rows import load_words
from gateway.http import PageRequest, choice, see_other, text
from gateway.paging import Keyset, Page, capped_count
from scanner import services
from scanner.link_words import LINK_KINDS, kinds_in_words, reason_sentences
from scanner.links import network
from scanner.machine import SELLERLINK
from scanner.models import LinkContest, SellerLink
from scanner.network_layout import SIZE, places
from sellers import queries as sellers
from tenancy.errors import Invalid

ORDER = ("-strength", "-id")
STRONGEST = Keyset(*ORDER)
CONTESTED = "contested"
STATES = (CONTESTED, "confirmed", "dropped")
MOST_NODES = 60
LEAST_RADIUS, MOST_RADIUS = 9.0, 13.0
LEAST_REACH, MARGIN = 120.0, 36.0
MOST_NAMED, LONGEST_NAME, BELOW = 16, 18, 9.0
"""Names stand under the circles, so many units below, as long as there is room for them."""


def links_in(actor: Any, *, state: str = "", kind: str = "") -> QuerySet[SellerLink]:
    """The links that staff see in a state ("" waits to be looked at), with that kind of reason."""
    rows = SellerLink.objects.visible_to(actor).select_related("seller_a", "seller_b")
    if state == CONTESTED:
        rows = rows.filter(Exists(LinkContest.objects.filter(link_id=OuterRef("id"), answer="")))
    else:
        rows = rows.filter(state=state or "proposed")
        if not state:
            rows = rows.filter(strength__gt=0)
    return rows.filter(reasons__contains=[{"kind": kind}]) if kind else rows


@page("link.read")
def links(request: PageRequest) -> HttpResponse:
    """Who seems to belong to whom, the strongest first; filtered by state and by kind of reason."""
    state = choice(request.GET, "state", STATES, default="")
    kind = choice(request.GET, "kind", list(LINK_KINDS), default="")
    rows = links_in(request.actor, state=state, kind=kind)
    found: Page = STRONGEST.page(rows, request.GET.get("cursor"))
    context = {
        "page": found,
        "lines": _lines(request, found.rows),
        "count": capped_count(rows),
        "state": state,
        "chips": _chips("state", [("", _("To be looked at")), *_states()], state, kept={"kind": kind}),
        "kinds": _chips("kind", [("", _("Any reason")), *LINK_KINDS.items()], kind, kept={"state": state}),
        "is_filtered": bool(state or kind),
    }
    return render(request, "scanner/links.html", context)


@page("link.read")
def seller_network(request: PageRequest, reference: str) -> HttpResponse:
    """Round one seller: with whom it is linked, and they with each other, drawn and as a table."""
    seller = sellers.seller_by_reference(request.actor, reference)
    found = network(seller.id, most=MOST_NODES)
    own = [link for link in found if seller.id in (link.seller_a_id, link.seller_b_id)]
    nodes, edges = _drawn(request, seller, found)
    lines = _lines(request, own, nodes)
    slug = request.marketplace.slug
    context = {
        "seller": seller,
        "lines": lines,
        "groups": [lines, _lines(request, [link for link in found if link not in own], nodes)],
        "nodes": list(nodes.values()),
        "edges": edges,
        "box": _box(nodes),
        "kinds": [(kind, LINK_KINDS[kind]) for kind in LINK_KINDS if any(edge["kind"] == kind for edge in edges)],
        "may_judge": may(request.actor, "link.judge"),
        "standing_url": reverse("sellers:seller_standing", args=[slug, seller.reference]),
    }
    return render(request, "scanner/network.html", context)


@action("link.judge")
def confirm_link(request: PageRequest, link_id: UUID) -> HttpResponse:
    """The two belong together."""
    return _judged(request, link_id, services.confirm_link, _("Confirmed. Both sellers see it, and may contest it."))


@action("link.judge")
def drop_link(request: PageRequest, link_id: UUID) -> HttpResponse:
    """They do not."""
    return _judged(request, link_id, services.drop_link, _("Dropped. It comes back with a new kind of reason alone."))


@action("link.judge")
def answer_contest(request: PageRequest, contest_id: UUID) -> HttpResponse:
    """What becomes of a link that its seller contests."""
    answer = choice(request.POST, "answer", LinkContest.Answer.values, default="")
    reason = text(request.POST, "reason", default="", longest=4_000)
    try:
        services.answer_contest(actor=request.actor, contest_id=contest_id, answer=answer, reason=reason)
        messages.success(request, _("Decided. The seller sees it on its page."))
    except Invalid as refused:
        messages.error(request, refused.message)
    return see_other(_back(request))


def _judged(request: PageRequest, link_id: UUID, deed: Any, said: str) -> HttpResponse:
    try:
        deed(actor=request.actor, link_id=link_id, reason=text(request.POST, "reason", default="", longest=4_000))
        messages.success(request, said)
    except Invalid as refused:
        messages.error(request, refused.message)
    return see_other(_back(request))


def _back(request: PageRequest) -> str:
    """The network from which the person came; else the list."""
    seller = text(request.GET, "from", default="", longest=20)
    if seller:
        return reverse("scanner:network", args=[request.marketplace.slug, seller])
    return reverse("scanner:links", args=[request.marketplace.slug])


def _lines(
    request: PageRequest, found: Sequence[SellerLink], nodes: dict[UUID, dict[str, Any]] | None = None
) -> list[dict[str, Any]]:
    contests = list(LinkContest.objects.filter(link__in=found).select_related("party").order_by("id"))
    load_words(contests)
    mine = request.actor.membership_id
    return [
        {
            "link": link,
            "ends": [_end(request, party, nodes or {}) for party in (link.seller_a, link.seller_b)],
            "reasons": reason_sentences(link),
            "kinds": kinds_in_words(link),
            "state": link.get_state_display(),
            "tone": SELLERLINK.colours[link.state],
            "contests": [one for one in contests if one.link_id == link.id],
            "not_mine": _("You have confirmed it: somebody else decides.")
            if link.confirmed_by_id and link.confirmed_by_id == mine
            else "",
        }
        for link in found
    ]


def _end(request: PageRequest, party: Party, nodes: dict[UUID, dict[str, Any]]) -> dict[str, Any]:
    node = nodes.get(party.id)
    second = f"{node['number']} · {party.reference}" if node else party.reference
    return {"party": party, "url": _url(request, party), "second": second}


def _url(request: PageRequest, party: Party) -> str:
    return reverse("scanner:network", args=[request.marketplace.slug, party.reference])


def _drawn(
    request: PageRequest, middle: Party, found: Sequence[SellerLink]
) -> tuple[dict[UUID, dict[str, Any]], list[dict[str, Any]]]:
    """The sellers as numbered circles, the more upheld the larger; the links as lines, the stronger the wider."""
    parties = {middle.id: middle} | {party.id: party for link in found for party in (link.seller_a, link.seller_b)}
    points = places(str(middle.id), [(str(link.seller_a_id), str(link.seller_b_id)) for link in found])
    upheld = {seller_id: of.get("upheld", 0) for seller_id, of in sellers.outcomes(parties).items()}
    nodes: dict[UUID, dict[str, Any]] = {}
    for number, party in enumerate((one for one in parties.values() if str(one.id) in points), start=1):
        count = upheld.get(party.id, 0)
        said = ngettext("%(count)s listing upheld against it", "%(count)s listings upheld against it", count)
        x, y = points[str(party.id)]
        radius = min(LEAST_RADIUS + sqrt(count), MOST_RADIUS)
        nodes[party.id] = {
            "party": party, "number": number, "x": str(x), "y": str(y), "url": _url(request, party), "upheld": count,
            "radius": f"{radius:.1f}", "middle": party.id == middle.id, "below": f"{y + radius + BELOW:.1f}",
            "name": Truncator(party.name).chars(LONGEST_NAME) if len(points) <= MOST_NAMED else "",
            "says": said % {"count": count},
        }  # fmt: skip
    edges = []
    for link in found:
        if link.seller_a_id in nodes and link.seller_b_id in nodes:
            one, other = nodes[link.seller_a_id], nodes[link.seller_b_id]
            edges.append(
                {
                    "x1": one["x"], "y1": one["y"], "x2": other["x"], "y2": other["y"], "kind": link.lead,
                    "width": f"{1 + link.strength / 25:.1f}", "confirmed": link.state == "confirmed",
                    "ends": (one, other), "strength": link.strength, "kinds": kinds_in_words(link),
                }
            )  # fmt: skip
    return nodes, edges


def _box(nodes: dict[UUID, dict[str, Any]]) -> str:
    """The part of the drawing in which somebody stands, round the middle."""
    half = SIZE / 2
    reach = max([LEAST_REACH, *(abs(float(node[axis]) - half) + MARGIN for node in nodes.values() for axis in "xy")])
    return f"{half - reach:.0f} {half - reach:.0f} {2 * reach:.0f} {2 * reach:.0f}"


def _states() -> list[tuple[str, str]]:
    return [(CONTESTED, _("Contested")), ("confirmed", _("Confirmed")), ("dropped", _("Dropped"))]


def _chips(name: str, labels: Sequence[tuple[str, Any]], chosen: str, *, kept: dict[str, str]) -> list[dict[str, Any]]:
    keep = {key: value for key, value in kept.items() if value}
    return [
        {"label": label, "url": f"?{urlencode({**keep, **({name: code} if code else {})})}", "current": code == chosen}
        for code, label in labels
    ]
