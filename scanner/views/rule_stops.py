"""What rules of the pre-check keep from publication: what to mend, for its seller; the list of all of it, for reviewers."""

from collections import Counter
from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.forms import add_refusal
from accounts.permissions import may
from gateway.http import PageRequest, see_other
from gateway.paging import Keyset, capped_count
from scanner import services
from scanner.forms_rule_stops import ObjectionForm, PassForm
from scanner.models import RuleStop
from scanner.precheck.told import Told, told
from scanner.services.precheck_rules import RuleSet, in_force
from scanner.services.rule_stops import stopping
from sellers import queries as sellers
from sellers.models import Listing
from tenancy.errors import Conflict, Invalid, NotFound

OLDEST = Keyset("id")


@page("match.review")
def stopped(request: PageRequest) -> HttpResponse:
    """Listings that rules stop, the longest first; with `?which=all` also those whose sellers said nothing of it."""
    every = request.GET.get("which") == "all"
    rows = RuleStop.objects.visible_to(request.actor).filter(passed_at=None).select_related("listing__seller")
    rows = rows if every else rows.filter(objected_at__isnull=False)
    found = OLDEST.page(rows, request.GET.get("cursor"))
    by = in_force()
    pictures = Counter(image.listing_id for image in sellers.images_of([row.listing for row in found.rows]))
    lines = [(row, _told(row.listing, by, pictures[row.listing_id])) for row in found.rows]
    return render(
        request, "scanner/rule_stops.html", {"lines": lines, "page": found, "every": every, "count": capped_count(rows)}
    )


@page("match.review")
def stopped_count(request: PageRequest) -> HttpResponse:
    """How many sellers said something of, for the rail."""
    rows = RuleStop.objects.visible_to(request.actor).filter(passed_at=None, objected_at__isnull=False)
    found = capped_count(rows)
    return HttpResponse(str(found) if found.number else "", content_type="text/plain")


@page("listing.read")
def stopped_listing(request: PageRequest, number: str) -> HttpResponse:
    """A part of the page of a listing that is being checked: what rules say must be mended; for its seller and staff."""
    return _shown(request, number, part=True)


@action("listing.submit")
def object_to(request: PageRequest, number: str) -> HttpResponse:
    """Its seller says why the rules do not speak of it."""
    form = ObjectionForm(request.POST)
    if _done(request, number, form, services.object_to_rules):
        messages.success(request, _("Said. A person looks at it; the answer stands in the timeline of the listing."))
    return _shown(request, number, objection=form) if form.errors else _back(request, number)


@action("match.review")
def pass_one(request: PageRequest, number: str) -> HttpResponse:
    """A person passes it all the same."""
    form = PassForm(request.POST)
    if _done(request, number, form, services.pass_stopped):
        messages.success(request, _("Passed. It is checked like any other, and published within seconds."))
    return _shown(request, number, passing=form) if form.errors else _back(request, number)


def _done(request: PageRequest, number: str, form: Form, deed: Callable[..., RuleStop]) -> bool:
    """Whether the deed was done; what stands in its way is in the form, or a message where somebody was faster."""
    if not form.is_valid():
        return False
    try:
        deed(actor=request.actor, number=number, **form.cleaned_data)
    except Invalid as refusal:
        add_refusal(form, refusal)
    except Conflict as refusal:
        messages.error(request, refusal.message)
    else:
        return True
    return False


def _shown(
    request: PageRequest,
    number: str,
    *,
    part: bool = False,
    objection: ObjectionForm | None = None,
    passing: PassForm | None = None,
) -> HttpResponse:
    listing = sellers.listing_by_number(request.actor, number)
    row = RuleStop.objects.visible_to(request.actor).filter(listing=listing, passed_at=None).first()
    if row is None and not part:
        raise NotFound
    is_own = listing.seller_id == request.actor.party_id
    context = {
        "listing": listing, "row": row, "found": _told(listing, in_force(), len(sellers.images_of([listing]))) if row else [],
        "objection": (objection or ObjectionForm()) if is_own and may(request.actor, "listing.submit") else None,
        "passing": (passing or PassForm()) if may(request.actor, "match.review") else None,
        "slug": request.marketplace.slug,
    }  # fmt: skip
    template = "scanner/rule_stop.html" + ("#part" if part else "")
    return render(request, template, context, status=200 if part else 422)


def _told(listing: Listing, by: RuleSet, pictures: int) -> list[Told]:
    texts = {"title": listing.title, "description": listing.description, "brand": listing.brand}
    return told(stopping(listing, by, pictures), texts, by.table.by_id)


def _back(request: PageRequest, number: str) -> HttpResponse:
    return see_other(reverse("sellers:listing", args=[request.marketplace.slug, number]))
