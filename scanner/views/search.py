"""Searching listings to complain about: by word, picture, numbers, seller. The choice travels with the pages.

What is asked stands in the address, so that it can be sent and kept. What was chosen is posted along by the form round the
results: each button says by its name what it is for, and the last one takes the chosen numbers to the complaint.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page, public_page
from accounts.permissions import may
from evidence.models import Evidence
from gateway.api import caller_of
from gateway.http import PageRequest, choice, see_other, text
from gateway.limits import limit
from gateway.text import text_fault
from scanner import services
from scanner.forms_search import FiltersForm, PictureForm, SaveForm
from scanner.models import SavedSearch
from scanner.search.asking import Asked, asked_in
from scanner.search.finding import MOST_NUMBERS, Answer, Preparing, find
from scanner.search.finding import page as part_of
from scanner.views.search_shown import SIDE, address, cards, specimens
from sellers.content import NUMBER
from sellers.forms import NumbersForm
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound

MOST_CHOSEN = 1_000
"""How many listings a complaint names at most."""
UNKNOWN_SHOWN = 20
PICTURES_A_MINUTE, PICTURES_AN_HOUR = 20, 200
VIEWS = ("grid", "table")
PICKS = ("all", "page", "none")


@page("listing.search")
def search(request: PageRequest) -> HttpResponse:
    """Ask, choose, ask again, go on to the complaint. POST carries the choice, or a list of numbers."""
    if request.method == "POST" and "look" in request.POST:
        return _looked_up(request)
    again = request.method == "POST" and "ask" in request.POST
    try:
        asked = asked_in(request.POST if again else request.GET, request.actor)
        if request.method == "POST" and not again:
            asked = asked.but(numbers=tuple(_numbers(request, "numbers")))
        answer = find(request.actor, asked, now=database_now())
    except Invalid as refusal:
        return _page(request, Asked(), Answer(()), refusal=refusal, status=422)
    except Preparing:
        return _page(request, asked, Answer(()), preparing=True)
    return _page(request, asked, answer, chosen=_chosen(request, answer))


def _looked_up(request: PageRequest) -> HttpResponse:
    """A list of numbers: all that are found are chosen."""
    form = NumbersForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, Asked(), Answer(()), numbers=form, status=422)
    wanted = form.cleaned_data["wanted"]
    asked = Asked(numbers=tuple(wanted[:MOST_NUMBERS]))
    answer = find(request.actor, asked, now=database_now())
    left = max(len(wanted) - MOST_NUMBERS, 0)
    return _page(request, asked, answer, chosen=[one.number for one in answer.found], left=left)


def _numbers(request: PageRequest, name: str) -> list[str]:
    """The numbers that travel along in one field, each once; what is no word was made up and is left out."""
    words = " ".join(request.POST.getlist(name)).split()
    return [word for word in dict.fromkeys(words) if text_fault(word) is None][: 2 * MOST_CHOSEN]


def _chosen(request: PageRequest, answer: Answer) -> list[str]:
    """What was chosen so far, after what was asked with the last button."""
    chosen = [
        number for number in [*_numbers(request, "chosen"), *_numbers(request, "listing")] if NUMBER.fullmatch(number)
    ]
    pick = choice(request.POST, "pick", PICKS, default="")
    if pick == "none":
        return []
    if pick:
        found = answer.found if pick == "all" else part_of(answer, _turn(request)).rows
        chosen += [one.number for one in found]
    return list(dict.fromkeys(chosen))


def _turn(request: PageRequest) -> str:
    """Which page: the one a button turned to, else the one that was shown; the first of a new question."""
    if "ask" in request.POST:
        return ""
    return text(request.POST, "turn", default="", longest=70) or text(request.POST, "cursor", default="", longest=70)


def _page(
    request: PageRequest, asked: Asked, answer: Answer, *, chosen: list[str] | None = None,
    numbers: NumbersForm | None = None, picture: PictureForm | None = None, refusal: Invalid | None = None,
    preparing: bool = False, left: int = 0, save: SaveForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    slug, typed = request.marketplace.slug, request.POST if "ask" in request.POST else request.GET
    view = choice(typed, "view", VIEWS, default="grid")
    part = part_of(answer, _turn(request))
    wanted = chosen or []
    picked = wanted[:MOST_CHOSEN]
    here = {one.number for one in part.rows}
    context = {
        "asked": asked,
        "typed": typed.get("q", ""),
        "view": view,
        "answer": answer,
        "part": part,
        "cursor": _turn(request),
        "count": len(answer.found),
        "rows": cards(request, part.rows, asked, set(picked)),
        "chosen": picked,
        "elsewhere": " ".join(number for number in picked if number not in here),
        "too_many": len(wanted) > MOST_CHOSEN,
        "most": MOST_CHOSEN,
        "missing": answer.missing[:UNKNOWN_SHOWN],
        "more_missing": max(len(answer.missing) - UNKNOWN_SHOWN, 0),
        "left": left,
        "filters": FiltersForm(typed, is_operator=request.actor.is_operator, refusal=refusal),
        "refusal": refusal,
        "numbers": numbers or NumbersForm(),
        "picture": picture or PictureForm(),
        "save": save or SaveForm(initial={"name": asked.q, "alerts": True}),
        "preparing": preparing,
        "question": _question(request, asked),
        "specimens": specimens(request) if asked.is_empty else [],
        "kept": {name: value for name, value in asked.parameters.items() if name in ("picture", "right")},
        **_addresses(request, asked, view, slug),
    }
    return render(request, "scanner/search.html", context, status=status)


def _addresses(request: PageRequest, asked: Asked, view: str, slug: str) -> dict[str, Any]:
    """Where the buttons and links of the page lead, and what may be done."""
    shown = "" if view == "grid" else view
    may_save = may(request.actor, "listing.search") and request.actor.membership_id and not asked.numbers
    return {
        "here": address(request, asked, shown),
        "query": address(request, asked, shown).partition("?")[2],
        "grid_url": address(request, asked),
        "table_url": address(request, asked, "table"),
        "chips": _chips(request, asked, shown),
        "clear_url": address(
            request, Asked(q=asked.q, picture=asked.picture, seller=asked.seller, right=asked.right), shown
        ),
        "search_url": _search_url(request),
        "picture_url": reverse("scanner:search_picture", args=[slug]),
        "save_url": reverse("scanner:save_search", args=[slug]),
        "saved_url": reverse("scanner:saved_searches", args=[slug]),
        "complaint_url": reverse("enforcement:complaint_new", args=[slug]),
        "may_complain": may(request.actor, "complaint.file"),
        "may_save": bool(may_save) and not asked.is_empty,
    }


def _chips(request: PageRequest, asked: Asked, view: str) -> list[dict[str, object]]:
    """What is asked for most often, at one click; a second click takes it back."""
    kinds = (("authorised", _("Leave out authorised sellers")), ("complained", _("Leave out what is complained of")))
    return [
        {
            "label": label,
            "url": address(request, asked.but(**{name: "" if getattr(asked, name) == "without" else "without"}), view),
            "current": getattr(asked, name) == "without",
        }
        for name, label in kinds
    ]


def _question(request: PageRequest, asked: Asked) -> dict[str, str] | None:
    """The picture that is asked by, to be seen beside what it finds."""
    if not asked.picture:
        return None
    piece = Evidence.objects.visible_to(request.actor).filter(reference=asked.picture).first()
    if piece is None or not piece.is_picture:
        raise NotFound
    src = reverse("evidence:picture", args=[request.marketplace.slug, piece.reference])
    return {"src": f"{src}?side={SIDE}", "without": address(request, asked.but(picture=""))}


@action("listing.search")
def by_picture(request: PageRequest) -> HttpResponse:
    """Search by an uploaded picture; the filters that were set stay."""
    limit("search picture", f"{request.marketplace.id}:{caller_of(request)}",
          per_minute=PICTURES_A_MINUTE, per_hour=PICTURES_AN_HOUR)  # fmt: skip
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            piece = services.keep_picture(actor=request.actor, picture=form.cleaned_data["picture"].read())
            asked = asked_in(request.GET, request.actor)
            return see_other(address(request, asked.but(picture=piece.reference)))
        except Invalid as refusal:
            form.add_error("picture", [str(one) for texts in refusal.fields.values() for one in texts])
    return _page(request, Asked(), Answer(()), picture=form, status=422)


def _search_url(request: PageRequest) -> str:
    return reverse("scanner:search", args=[request.marketplace.slug])


@action("listing.search")
def save(request: PageRequest) -> HttpResponse:
    """Keep the search of the address under a name."""
    form = SaveForm(request.POST)
    asked = asked_in(request.GET, request.actor)
    if form.is_valid():
        services.save_search(
            actor=request.actor, name=form.cleaned_data["name"], asked=asked, alerts=form.cleaned_data["alerts"]
        )
        return see_other(reverse("scanner:saved_searches", args=[request.marketplace.slug]))
    try:
        answer = find(request.actor, asked, now=database_now())
    except Preparing:
        answer = Answer(())
    return _page(request, asked, answer, save=form, status=422)


@page("listing.search")
def saved_searches(request: PageRequest) -> HttpResponse:
    """The searches that one keeps, with what is new to those that alert."""
    rows = list(SavedSearch.objects.visible_to(request.actor).order_by("-id"))
    slug = request.marketplace.slug
    lines = [
        {
            "saved": one,
            "url": reverse("scanner:saved_search", args=[slug, one.id]),
            "end_url": reverse("scanner:end_search", args=[slug, one.id]),
            "words": spoken(one.query),
        }
        for one in rows
    ]
    return render(request, "scanner/searches.html", {"lines": lines, "search_url": _search_url(request)})


def spoken(query: Mapping[str, str]) -> str:
    """A kept search in a few words."""
    names = {
        "q": _("“%(value)s”"), "picture": _("by a picture"), "seller": _("of seller %(value)s"),
        "market": _("in %(value)s"), "category": _("category %(value)s"), "brand": _("brand %(value)s"),
        "price_from": _("from %(value)s"), "price_to": _("up to %(value)s"), "currency": "%(value)s",
        "since": _("since %(value)s"),
    }  # fmt: skip
    sides = {
        "authorised": {"without": _("without authorised sellers"), "only": _("authorised sellers only")},
        "complained": {"without": _("without what is complained of"), "only": _("only what is complained of")},
    }
    said = [sides[name].get(value, "") if name in sides else names.get(name, "") for name, value in query.items()]
    return ", ".join(one % {"value": value} for one, value in zip(said, query.values(), strict=True) if one)


def _own(request: PageRequest, saved_id: Any) -> SavedSearch:
    found: SavedSearch | None = SavedSearch.objects.visible_to(request.actor).filter(id=saved_id).first()
    if found is None:
        raise NotFound
    return found


@page("listing.search")
def saved_search(request: PageRequest, saved_id: Any) -> HttpResponse:
    """Ask a kept search."""
    saved = _own(request, saved_id)
    return see_other(address(request, asked_in(saved.query, request.actor)))


@action("listing.search")
def end_search(request: PageRequest, saved_id: Any) -> HttpResponse:
    """Forget a kept search, or its alerts alone."""
    services.end_search(actor=request.actor, saved=_own(request, saved_id), alerts_only="alerts" in request.POST)
    return see_other(reverse("scanner:saved_searches", args=[request.marketplace.slug]))


@public_page("the link in a mail ends it without signing in; its token is the proof")
def stop_alerts(request: PageRequest, token: str) -> HttpResponse:
    """No more mail about a kept search, by the link in it: asked once, as mail programs follow links by themselves."""
    services.search_of(token)
    if request.method == "POST":
        services.unsubscribe(token=token)
    return render(request, "scanner/stop_alerts.html", {"stopped": request.method == "POST"})


@page("listing.search")
def moved(request: PageRequest) -> HttpResponse:
    """Where the search used to be."""
    query = request.GET.urlencode()
    return HttpResponsePermanentRedirect(f"{_search_url(request)}{'?' if query else ''}{query}")
