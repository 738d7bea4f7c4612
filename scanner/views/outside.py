"""Shops outside: the list of those that are watched, one shop with its pages, and what is handed in."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_countries import countries

from accounts.doors import action, page
from accounts.forms import add_refusal
from accounts.permissions import may
from gateway.fetching.refusing import SENTENCES
from gateway.http import PageRequest, choice, see_other
from gateway.paging import Keyset, Page, capped_count
from scanner import set_aside
from scanner.machine import SHOP
from scanner.models import OutsideAddress, OutsidePage, Shop
from scanner.outside import queries
from scanner.outside.forms import EVERY, PageForm, ShopForm, UploadForm
from scanner.services import outside
from scanner.services.outside_uploads import upload
from scanner.words import REFUSED_PICTURES, SHOP_STATES, failure_sentence
from tenancy.errors import Invalid

NEWEST = Keyset(*queries.NEWEST)
SAID = {**SENTENCES, "elsewhere": gettext_lazy("The shop sends everybody on to another host.")}
DEEDS: dict[str, tuple[Callable[..., object], Any]] = {
    "look": (outside.look_now, gettext_lazy("It is looked at now; what is new appears here within minutes.")),
    "pause": (outside.pause_shop, gettext_lazy("Paused. It is not looked at until you let it go on.")),
    "resume": (outside.resume_shop, gettext_lazy("Goes on. It is looked at now.")),
    "end": (outside.end_shop, gettext_lazy("Ended. What was kept stays.")),
    "stop": (outside.stop_watching, gettext_lazy("It is no longer watched for you.")),
}


@page("outside.read", post="outside.watch")
def shops(request: PageRequest) -> HttpResponse:
    """The watch list, and the form that adds to it."""
    if request.method != "POST":
        return _list(request, ShopForm(request))
    form = ShopForm(request, request.POST)
    if form.is_valid():
        try:
            shop = outside.add_shop(actor=request.actor, **form.values())
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Watched from now on. The first look begins within seconds."))
            return see_other(_url(request, shop))
    return _list(request, form, status=422)


@page("outside.read")
def shop(request: PageRequest, reference: str) -> HttpResponse:
    """One shop: what its pages say now, newest first."""
    return _shop(request, queries.shop(reference, request.actor), PageForm())


@action("outside.watch")
def do(request: PageRequest, reference: str) -> HttpResponse:
    """Look now, pause, go on, end, or stop watching it for oneself."""
    found = queries.shop(reference, request.actor)
    deed, said = DEEDS[choice(request.POST, "deed", list(DEEDS), default="look")]
    deed(actor=request.actor, shop_id=found.id)
    messages.success(request, str(said))
    still_seen = Shop.objects.visible_to(request.actor).filter(id=found.id).exists()
    list_url = reverse("scanner:outside", args=[request.marketplace.slug])
    return see_other(_url(request, found) if still_seen else list_url)


@action("outside.watch")
def add_page(request: PageRequest, reference: str) -> HttpResponse:
    """Have one page fetched."""
    found, form = queries.shop(reference, request.actor), PageForm(request.POST)
    if form.is_valid():
        try:
            outside.add_page(actor=request.actor, shop_id=found.id, url=form.cleaned_data["url"])
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("It is being fetched, and appears here within a minute."))
            return see_other(_url(request, found))
    return _shop(request, found, form, status=422)


@page("outside.watch")
def hand_in(request: PageRequest, reference: str) -> HttpResponse:
    """A saved page or an archive."""
    found = queries.shop(reference, request.actor)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            handed = upload(actor=request.actor, shop_id=found.id, **form.values(settings.UPLOAD_MAX_BYTES))
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            count = len(handed.pages)
            kept = ngettext(
                "%(n)d page was kept and is being scanned.", "%(n)d pages were kept and are being scanned.", count
            )
            left = _(" %(n)d of other hosts were left out.") % {"n": handed.elsewhere} if handed.elsewhere else ""
            messages.success(request, kept % {"n": count} + left)
            return see_other(_url(request, found))
    context = {"shop": found, "form": form, "shop_url": _url(request, found)}
    return render(request, "scanner/outside_upload.html", context, status=422 if form.errors else 200)


@page("outside.read")
def one_page(request: PageRequest, reference: str, page_ref: str) -> HttpResponse:
    """One page as it was at one time: what was read off it, its pictures, its evidence."""
    found = queries.shop(reference, request.actor)
    shown: Any = queries.page(found, page_ref, request.actor)  # with what is loaded beside it
    slug, look = request.marketplace.slug, set_aside.look_failure(shown)
    refused = set_aside.refused([one.evidence.sha256 for one in shown.shown_pictures])
    context = {
        "shop": found,
        "page": shown,
        "price": price_of(shown),
        "pictures": [
            (*_picture(one.evidence, slug), REFUSED_PICTURES.get(refused.get(one.evidence.sha256, ""), ""))
            for one in shown.shown_pictures
        ],
        "failure": failure_sentence(shown.failure),
        "look_failed": failure_sentence(look) if look else "",
        "matches": [_match(one, slug) for one in shown.seen_matches],
        "revisions": [
            (one, reverse("scanner:outside_page", args=[slug, found.reference, one.reference]), price_of(one))
            for one in queries.revisions(shown, request.actor)
        ],
        "shop_url": _url(request, found),
        "original_url": reverse("evidence:original", args=[slug, shown.evidence.reference]),
    }
    return render(request, "scanner/outside_page.html", context)


def price_of(page: OutsidePage) -> str:
    """As the page had it, such as “39.90 EUR”; "" if it names none."""
    if page.price_cents is None:
        return ""
    return f"{page.price_cents // 100:,}.{page.price_cents % 100:02d}\u00a0{page.currency}".strip()


def said_of(code: str) -> str:
    """Why something was not fetched, as a sentence."""
    return str(SAID.get(code, code))


def _url(request: PageRequest, shop: Shop) -> str:
    return reverse("scanner:outside_shop", args=[request.marketplace.slug, shop.reference])


def _list(request: PageRequest, form: ShopForm, *, status: int = 200) -> HttpResponse:
    state = choice(request.GET, "state", list(SHOP.states), default="")
    rows = queries.shops(request.actor, state=state)
    found: Page = NEWEST.page(rows, request.GET.get("cursor"))
    context = {
        "page": found,
        "lines": [_said_of_shop(request, one) for one in found.rows],
        "count": capped_count(rows),
        "chips": [
            {"label": _("Watched and paused"), "url": "?", "current": not state},
            {"label": _("No longer watched"), "url": "?state=ended", "current": state == "ended"},
        ],
        "ended": state == "ended",
        "form": form,
        "may_watch": may(request.actor, "outside.watch"),
        "matches_url": reverse("scanner:outside_matches", args=[request.marketplace.slug]),
    }  # fmt: skip
    return render(request, "scanner/outside.html", context, status=status)


def _said_of_shop(request: PageRequest, shop: Shop) -> tuple[Shop, str, Any, str, str]:
    return shop, _url(request, shop), SHOP_STATES[shop.state], SHOP.colours[shop.state], said_of(shop.said)


def _shop(request: PageRequest, found: Shop, form: PageForm, *, status: int = 200) -> HttpResponse:
    slug, names = request.marketplace.slug, dict(countries)
    pages: Page = NEWEST.page(queries.pages(found, request.actor), request.GET.get("cursor"), size=25)
    steers = outside.may_steer(found, request.actor)
    for_whom = queries.watchers(found, request.actor)
    context = {
        "shop": found,
        "state": SHOP_STATES[found.state],
        "tone": SHOP.colours[found.state],
        "failed": said_of(found.said) if found.said else "",
        "every": EVERY[found.interval_hours],
        "markets": ", ".join(names.get(code, code) for code in found.markets),
        "watchers": for_whom,
        "page": pages,
        "lines": [_line(one, found, slug) for one in pages.rows],
        "under_way": [
            (one, OutsideAddress.State(one.state).label, said_of(one.failure))
            for one in queries.under_way(found, request.actor)
        ],
        "form": form,
        "may_watch": may(request.actor, "outside.watch"),
        "not_steered": "" if steers else _("It is watched for others too: only the marketplace pauses or ends that."),
        "may_stop": any(one.party_id is not None for one in for_whom) and not request.actor.is_operator,
    }
    return render(request, "scanner/outside_shop.html", context, status=status)


def _line(page: Any, shop: Shop, slug: str) -> dict[str, Any]:
    """What the list says of one page."""
    thumbs = [
        {"src": f"{reverse('evidence:picture', args=[slug, one.evidence.reference])}?side=160", "alt": ""}
        for one in page.shown_pictures
    ]
    return {
        "page": page,
        "url": reverse("scanner:outside_page", args=[slug, shop.reference, page.reference]),
        "title": page.title or page.url,
        "price": price_of(page),
        "thumbs": thumbs,
        "matches": [_match(one, slug) for one in page.seen_matches],
    }


def _match(match: Any, slug: str) -> dict[str, Any]:
    return {"match": match, "url": reverse("scanner:outside_match", args=[slug, match.id])}


def _picture(evidence: Any, slug: str) -> tuple[str, int, int]:
    src = reverse("evidence:picture", args=[slug, evidence.reference])
    return f"{src}?side=960", evidence.width or 4, evidence.height or 3
