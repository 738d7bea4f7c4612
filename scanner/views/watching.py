"""What is new of a brand, and what somebody wants to hear of it."""

from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import action, page
from gateway.http import PageRequest, see_other, text
from registry.forms import add_errors
from registry.models import Brand
from registry.portal.portfolio import brand_by_reference
from scanner.models import BrandWatch
from scanner.news import news
from scanner.services import watching
from scanner.services.watching import Wishes
from tenancy.context import database_now
from tenancy.errors import Invalid

USUAL_SCORE = 80
LONGEST_AGO = timedelta(days=60)
"""News older than this is not shown, read or not."""
KINDS = {
    "match": (gettext_lazy("Match"), "wait"),
    "seller": (gettext_lazy("New seller"), "note"),
    "price": (gettext_lazy("Low price"), "wait"),
    "ending": (gettext_lazy("Ends soon"), "stop"),
}


class WatchForm(forms.Form):
    """What to be told, and how."""

    matches = forms.BooleanField(
        label=gettext_lazy("New matches"), required=False,
        help_text=gettext_lazy("Listings for sale that look like your rights."),
    )  # fmt: skip
    matches_from = forms.IntegerField(
        label=gettext_lazy("From which score"), min_value=1, max_value=100, required=False, initial=USUAL_SCORE,
        help_text=gettext_lazy("From 1 to 100; 80 and more is seldom chance."),
    )  # fmt: skip
    new_sellers = forms.BooleanField(
        label=gettext_lazy("New sellers with your marks"), required=False,
        help_text=gettext_lazy("Of whom nothing was found of this brand before."),
    )  # fmt: skip
    low_prices = forms.BooleanField(
        label=gettext_lazy("Prices below the band"), required=False,
        help_text=gettext_lazy("Below the usual price that you gave for a right."),
    )  # fmt: skip
    endings = forms.BooleanField(
        label=gettext_lazy("Rights and licences that end"), required=False,
        help_text=gettext_lazy("Rights 90 days before, licences 30 days before."),
    )  # fmt: skip
    how = forms.ChoiceField(
        label=gettext_lazy("How"), choices=BrandWatch.How.choices, widget=forms.RadioSelect, initial=BrandWatch.How.APP
    )

    def wishes(self) -> Wishes:
        """What the service takes. Only for a valid form."""
        found = dict(self.cleaned_data)
        score = found.pop("matches_from") or USUAL_SCORE
        return Wishes(matches_from=score if found.pop("matches") else None, **found)


@page("right.read")
def watch_brand(request: PageRequest, ref: str) -> HttpResponse:
    """What is new, and the form that says what is told."""
    brand = brand_by_reference(ref, actor=request.actor)
    form = WatchForm(request.POST or None, initial=_initial(_watch(request, brand)))
    if request.method == "POST" and form.is_valid():
        try:
            watching.set_watch(actor=request.actor, brand=brand, wishes=form.wishes())
            messages.success(request, _("Saved. You are told of what is new from now on."))
            return see_other(_url(request, brand))
        except Invalid as refused:
            add_errors(refused.fields, form)
    return _page(request, brand, form)


@action("right.read")
def mark_read(request: PageRequest, ref: str) -> HttpResponse:
    """What was shown is read."""
    brand = brand_by_reference(ref, actor=request.actor)
    watch, until = _watch(request, brand), _until(request)
    if watch is not None and until is not None:
        watching.note_read(actor=request.actor, watch=watch, until=until)
    return see_other(_url(request, brand))


def _until(request: PageRequest) -> datetime | None:
    """Up to when news was shown: what came in the meantime stays new."""
    try:
        found = parse_datetime(text(request.POST, "until", default="", longest=40))
    except ValueError:
        return None
    return found if found and found.tzinfo and found <= database_now() else None


def _watch(request: PageRequest, brand: Brand) -> BrandWatch | None:
    rows = BrandWatch.objects.filter(membership_id=request.actor.membership_id, brand=brand)
    found: BrandWatch | None = rows.select_related("brand__tenant").first()
    return found


def _initial(watch: BrandWatch | None) -> dict[str, object]:
    if watch is None:
        return {"matches": True, "new_sellers": True, "endings": True}
    return {
        "matches": watch.matches_from is not None,
        "matches_from": watch.matches_from or USUAL_SCORE,
        **{name: getattr(watch, name) for name in ("new_sellers", "low_prices", "endings", "how")},
    }


def _url(request: PageRequest, brand: Brand) -> str:
    return reverse("scanner:watch_brand", args=[request.marketplace.slug, brand.reference])


def _page(request: PageRequest, brand: Brand, form: WatchForm) -> HttpResponse:
    watch, now = _watch(request, brand), database_now()
    since = max(watch.seen_at, now - LONGEST_AGO) if watch else now
    found = news(watch, since=since, now=now, actor=request.actor) if watch else []
    context = {
        "brand": brand,
        "watch": watch,
        "lines": [(one, *KINDS[one.kind]) for one in found],
        "until": now.isoformat(),
        "since": since,
        "form": form,
        "slug": request.marketplace.slug,
    }
    return render(request, "scanner/watch_brand.html", context, status=422 if form.is_bound else 200)
