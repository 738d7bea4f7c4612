"""The public register: for anybody, without an account, at a walking pace."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import public_page
from evidence.services import served_picture
from gateway.http import PageRequest, choice, integer, text
from gateway.limits import client_address, limit
from gateway.paging import Keyset, Page
from registry.models import Right
from registry.registers import locarno, nice
from registry.registers.offices import office as office_of
from registry.registers.offices import office_code, place_name
from registry.registers.statuses import STATUSES
from registry.search import finding, public
from tenancy.errors import NotFound

PER_MINUTE, PICTURES_PER_MINUTE = 60, 300
SIZE, SIDE, KEPT_SECONDS = 25, 240, 3600
WHY = "Registers of rights are public; it names owners and marks, nobody else."


@public_page(WHY)
def register(request: PageRequest) -> HttpResponse:
    """All that is verified and registered, by name; or the best that a search finds."""
    limit("register", client_address(request), per_minute=PER_MINUTE)
    access = public.unless_off()
    search, kind, number = (
        text(request.GET, "q", default=""),
        _kind(request),
        integer(request.GET, "class", least=1, most=45),
    )
    page, found = page_of(request.GET, cursor=request.GET.get("cursor"), size=SIZE)
    slug = request.marketplace.slug
    context = {
        "rows": [_row(right, found, slug) for right in page.rows],
        "page": page,
        "search": search,
        "kinds": [("", _("All"), not kind), *((code, label, code == kind) for code, label in Right.Kind.choices)],
        "kept": {name: value for name, value in request.GET.items() if name in ("kind", "class") and value},
        "is_filtered": bool(search or kind or number),
        "here": reverse("registry:public_register", args=[slug]),
        "name": request.marketplace.name,
    }
    return public.for_robots(render(request, "registry/public_register.html", context), access)


@public_page(WHY)
def right(request: PageRequest, kind: str, office: str, number: str) -> HttpResponse:
    """One right as a register shows it."""
    limit("register", client_address(request), per_minute=PER_MINUTE)
    access = public.unless_off()
    shown = public.one(kind, office, number)
    registry = office_of(shown.office)
    has_picture = public.picture_of(shown) is not None
    context = {
        "right": shown,
        "facts": public.shown(shown),
        "office": registry.name if registry else shown.office,
        "status": STATUSES[shown.status].sentence if shown.status in STATUSES else "",
        "places": ", ".join(str(place_name(code)) for code in shown.territories),
        "classes": [(n, name, shown.goods.get(str(n), "")) for n, name in _classes(shown)],
        "picture": reverse("registry:public_picture", args=[request.marketplace.slug, *public.key_of(shown)])
        if has_picture
        else "",
        "here": reverse("registry:public_register", args=[request.marketplace.slug]),
    }
    return public.for_robots(render(request, "registry/public_right.html", context), access)


@public_page("The picture of a registered mark, as its register shows it: a small copy.")
def picture(request: PageRequest, kind: str, office: str, number: str) -> HttpResponse:
    """The smallest working copy that is `SIDE` pixels wide or high."""
    limit("register picture", client_address(request), per_minute=PICTURES_PER_MINUTE)
    access = public.unless_off()
    specimen = public.picture_of(public.one(kind, office, number))
    if specimen is None:
        raise NotFound
    served = served_picture(specimen.evidence, SIDE)
    answer = HttpResponse(served.data, content_type=served.media_type)
    answer["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    answer["X-Content-Type-Options"] = "nosniff"
    return public.for_robots(answer, access)


def page_of(params: Any, *, cursor: str | None, size: int) -> tuple[Page, finding.Found]:
    """One page of what the parameters ask for, and why each was found."""
    where = finding.where(
        kind=choice(params, "kind", Right.Kind.values, default=""),
        office=office_code(text(params, "office", default="")),
        place=text(params, "place", default="").upper(),
        number=integer(params, "class", least=1, most=45),
    )
    search = text(params, "q", default="", longest=300)
    found = public.find(search, where) if search.strip() else finding.Found(public.rights(where))
    order = finding.BEST if search.strip() else public.ORDER
    return Keyset(*order).page(found.rows, cursor, size=size), found


def _kind(request: PageRequest) -> str:
    return choice(request.GET, "kind", Right.Kind.values, default="")


def _row(right: Right, found: finding.Found, slug: str) -> dict[str, Any]:
    hit = found.hits.get(right.id)
    return {
        "right": right,
        "url": reverse("registry:public_right", args=[slug, *public.key_of(right)]),
        "why": hit.why if hit else "",
        "where": ", ".join(right.territories),
        "classes": ", ".join(str(number) for number in right.classes),
    }


def _classes(right: Right) -> list[tuple[int, Any]]:
    return list((locarno if right.kind == Right.Kind.DESIGN else nice).named(right.classes))
