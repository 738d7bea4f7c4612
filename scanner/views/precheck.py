"""The pre-check as pages: a form that says what to mend before anything is published, while one types; certificates."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.forms import add_refusal
from accounts.permissions import may
from audit import queries as log
from gateway.http import PageRequest, see_other
from scanner.models import PreCheckCertificate
from scanner.precheck.told import told
from scanner.services import certify, pre_check
from scanner.services.precheck_rules import in_force
from scanner.services.prechecking import PreCheck, certified, hash_of
from sellers import queries as sellers
from sellers.content import Content
from sellers.forms import ListingForm
from tenancy.errors import Conflict, Invalid, NotFound

MOST_ASKED = 50


class CheckForm(ListingForm):
    """A listing as far as it is typed: nothing but the title has to be there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["markets"].required = False
        del self.fields["url"]
        if "version" in self.fields:
            del self.fields["version"]
        self.fields["gtin"].help_text = _("The number below the bar code, with 8 to 14 digits.")

    def clean(self) -> dict[str, Any]:
        """What does not fit yet is a finding and no error."""
        return self.cleaned_data

    def said(self) -> Content:
        """What is typed; of a field that cannot be read nothing."""
        known = self.cleaned_data
        price = known.get("price")
        return Content().changed(
            {
                "variants": known.get("variants") or [],
                **{name: known.get(name) or "" for name in ("title", "brand", "description", "currency", "origin", "gtin")},
                "category": known.get("category") or [],
                "markets": known.get("markets") or [],
                "price_cents": None if price is None else int(price * 100),
            }
        )  # fmt: skip


@page("listing.submit")
def check(request: PageRequest) -> HttpResponse:
    """The form, and what was found. Asked by htmx while one types it answers with the findings alone."""
    listing = _listing(request)
    if request.method != "POST":
        return _page(request, CheckForm(listing=listing), None)
    form = CheckForm(request.POST, request.FILES, listing=listing)
    form.is_valid()
    if request.htmx and not form.cleaned_data.get("title"):
        return _findings(request, None, {})
    if form.errors and not request.htmx:
        return _page(request, form, None, status=422)
    content = form.said()
    pictures = form.cleaned_data.get("pictures") or []
    if "certify" in request.POST and not request.htmx:
        try:
            row = certify(actor=request.actor, content=content, pictures=pictures, listing=listing)
        except (Invalid, Conflict) as refusal:
            add_refusal(form, refusal if isinstance(refusal, Invalid) else Invalid(refusal.message))
        else:
            messages.success(request, _("Passed and written down."))
            return see_other(reverse("scanner:precheck_certificate", args=[request.marketplace.slug, row.reference]))
    result = pre_check(actor=request.actor, content=content, pictures=pictures, listing=listing)
    texts = {"title": content.title, "description": content.description, "brand": content.brand}
    if request.htmx:
        return _findings(request, _as_far_as_sent(request, form, result), texts)
    return _page(request, form, result, texts, status=422 if form.errors else 200)


def _as_far_as_sent(request: PageRequest, form: CheckForm, result: PreCheck) -> PreCheck:
    """While one types no pictures are sent, and addresses are fetched later: that there is no picture is not known then."""
    if "with_pictures" in request.POST and not form.cleaned_data.get("picture_urls"):
        return result
    return replace(result, findings=tuple(one for one in result.findings if one.code != "missing-picture"))


def _listing(request: PageRequest) -> Any:
    """The listing that is to be changed, if one is named. Raises NotFound for one that is not the caller's."""
    number = request.GET.get("listing", "")
    if not number:
        return None
    found = sellers.listing_by_number(request.actor, number)
    if found.seller_id != request.actor.party_id:
        raise NotFound
    return found


def _page(
    request: PageRequest,
    form: CheckForm,
    result: PreCheck | None,
    texts: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "listing": form.listing, **_said(result, texts or {})}
    return render(request, "scanner/precheck.html", context, status=status)


def _findings(request: PageRequest, result: PreCheck | None, texts: dict[str, str]) -> HttpResponse:
    return render(request, "scanner/precheck.html#findings", _said(result, texts))


def _said(result: PreCheck | None, texts: dict[str, str]) -> dict[str, Any]:
    if result is None:
        return {"result": None, "found": []}
    return {"result": result, "found": told(result.findings, texts, in_force().table.by_id)}


@page("listing.read")
def certificates(request: PageRequest) -> HttpResponse:
    """The certificates of passed checks, the newest first: a seller's own, staff all. The newest 100."""
    rows: QuerySet[PreCheckCertificate] = PreCheckCertificate.objects.visible_to(request.actor)
    context = {
        "rows": rows.select_related("seller").order_by("-id")[:100],
        "may_submit": may(request.actor, "listing.submit"),
    }
    return render(request, "scanner/precheck_certificates.html", context)


@page("listing.read")
def certificate(request: PageRequest, reference: str) -> HttpResponse:
    """One certificate, for its seller and staff: what it says, and whether a listing still says the same."""
    row = (
        PreCheckCertificate.objects.visible_to(request.actor)
        .select_related("seller")
        .filter(reference=reference)
        .first()
    )
    if row is None:
        raise NotFound
    number = request.GET.get("listing", "").strip()
    same, listing = None, None
    if number:
        listing = next(iter(sellers.by_numbers(request.actor, [number])), None)
        same = listing is not None and listing.seller_id == row.seller_id and hash_of(listing) == row.content_hash
    said = next(iter(log.timeline(row.id, request.actor, limit=1)), None)
    context = {"row": row, "number": number, "listing": listing, "same": same, "entry": said}
    return render(request, "scanner/precheck_certificate.html", context)


@page("listing.read")
def certified_listings(request: PageRequest) -> HttpResponse:
    """A part of the page of a listing or a case: which of what these listings (`listing`, at most 50) say or said had passed the
    check. For the seller and staff; to others it says nothing."""
    listings = sellers.by_numbers(request.actor, request.GET.getlist("listing")[:MOST_ASKED])
    mine = [one for one in listings if request.actor.is_operator or one.seller_id == request.actor.party_id]
    return render(request, "scanner/precheck_certificates.html#certified", {"certified": certified(mine)})
