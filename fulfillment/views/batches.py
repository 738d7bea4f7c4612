"""Batches: their balance of pieces, what proves where they came from, what inspections saw."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.doors import action, page
from accounts.permissions import may
from audit.rows import load_words
from fulfillment import services
from fulfillment.forms_goods import CertificateForm, InspectForm, name_of
from fulfillment.machine import BATCH
from fulfillment.models import Batch, BatchInspection, Certificate, LabelPoint
from fulfillment.queries import batch_of
from gateway.http import PageRequest, found, see_other
from gateway.paging import Keyset
from registry.forms import add_errors
from registry.models import Brand
from tenancy.errors import Conflict, Invalid, Refusal

NEWEST = Keyset("-id")


@page("batch.read")
def batches(request: PageRequest) -> HttpResponse:
    """Of one's brands, or those that one made."""
    rows = Batch.objects.visible_to(request.actor).select_related("product", "supplier")
    shown = NEWEST.page(rows, request.GET.get("cursor"))
    slug = request.marketplace.slug
    lines = [
        (row, reverse("fulfillment:batch", args=[slug, row.reference]), BATCH.colours[row.state]) for row in shown.rows
    ]
    return render(request, "fulfillment/batches.html", {"lines": lines, "page": shown, "slug": slug})


@page("batch.read")
def batch(request: PageRequest, reference: str) -> HttpResponse:
    """One batch: its balance, its papers, its inspections."""
    return _batch(request, batch_of(request.actor, reference))


def _batch(request: PageRequest, shown: Batch, *, refusal: Refusal | None = None, **bound: Any) -> HttpResponse:
    actor, slug = request.actor, request.marketplace.slug
    papers = list(shown.certificates.select_related("evidence", "by_party").order_by("-id"))
    seen = list(shown.inspections.select_related("by_party", "evidence").order_by("-id"))
    load_words([*papers, *seen])
    owns = not actor.is_operator and Brand.objects.visible_to(actor).filter(id=shown.product.brand_id).exists()
    certifies = (
        bool(may(actor, "batch.certify"))
        and (owns or shown.supplier_id == actor.party_id)
        and shown.state != "recalled"
    )
    inspects = bool(may(actor, "batch.inspect")) and shown.state != "recalled"
    fitting = {"country": shown.country, "quantity": shown.quantity}
    mine = papers if owns else [one for one in papers if one.by_party_id == actor.party_id]
    context: dict[str, Any] = {
        "batch": shown,
        "tone": BATCH.colours[shown.state],
        "country": countries.name(shown.country),
        "papers": papers,
        "inspections": _against_the_standard(seen),
        "paper_form": bound.get("paper_form") or (CertificateForm(initial=fitting) if certifies else None),
        "inspect_form": bound.get("inspect_form") or (InspectForm(points=_points(shown)) if inspects else None),
        "may_recall": owns and bool(may(actor, "unit.issue")) and shown.state != "recalled",
        "own_papers": [one.id for one in mine if certifies and one.withdrawn_at is None],
        "refusal": refusal,
        "slug": slug,
    }  # fmt: skip
    status = refusal.status if refusal else 422 if any(one is not None for one in bound.values()) else 200
    return render(request, "fulfillment/batch.html", context, status=status)


def _against_the_standard(seen: Sequence[BatchInspection]) -> list[tuple[BatchInspection, list[str]]]:
    """Inspections with the points that they found missing, as these stood then. One query, if any was."""
    missing = {one.id: {UUID(point) for point, how in one.points if how == "no"} for one in seen}
    wanted = set().union(*missing.values())
    points = list(LabelPoint.objects.filter(id__in=wanted).order_by("number", "id")) if wanted else []
    return [(one, [point.title for point in points if point.id in missing[one.id]]) for one in seen]


def _points(shown: Batch) -> list[LabelPoint]:
    """What genuine goods of the product must show."""
    rows = LabelPoint.objects.filter(brand_id=shown.product.brand_id, retired_at=None).select_related("picture")
    return list(rows.filter(Q(product=None) | Q(product_id=shown.product_id)).order_by("number", "id"))


@action("batch.certify")
def certify(request: PageRequest, reference: str) -> HttpResponse:
    """One more certificate."""
    shown = batch_of(request.actor, reference)
    form = CertificateForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            services.certify(actor=request.actor, batch=shown, said=form.paper(name_of(request.FILES)))
            messages.success(request, _("On file: so many pieces may leave docks."))
            return see_other(_batch_url(request, shown))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return _batch(request, shown, refusal=conflict)
    return _batch(request, shown, paper_form=form)


@action("batch.certify")
def withdraw(request: PageRequest, reference: str, paper_id: UUID) -> HttpResponse:
    """A certificate that counts no more."""
    shown = batch_of(request.actor, reference)
    paper = found(Certificate.objects.filter(batch=shown).select_related("batch"), id=paper_id)
    try:
        services.withdraw_certificate(actor=request.actor, paper=paper)
        messages.success(request, _("Withdrawn. It counts no more; it stays to be read."))
    except Conflict as conflict:
        return _batch(request, shown, refusal=conflict)
    return see_other(_batch_url(request, shown))


@action("batch.inspect")
def inspect(request: PageRequest, reference: str) -> HttpResponse:
    """What an inspection saw."""
    shown = batch_of(request.actor, reference)
    form = InspectForm(request.POST, request.FILES, points=_points(shown))
    if form.is_valid():
        try:
            services.inspect_batch(actor=request.actor, batch=shown, said=form.inspected)
            messages.success(request, _("Kept. Docks go by it from now on."))
            return see_other(_batch_url(request, shown))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return _batch(request, shown, refusal=conflict)
    return _batch(request, shown, inspect_form=form)


@action("unit.issue")
def recall(request: PageRequest, reference: str) -> HttpResponse:
    """Every dock holds it from now on."""
    shown = batch_of(request.actor, reference)
    try:
        services.recall(actor=request.actor, batch=shown, why=request.POST.get("why", "")[:1000])
        messages.success(request, _("Recalled. Every dock holds it from now on."))
    except (Invalid, Conflict) as refused:
        return _batch(request, shown, refusal=refused)
    return see_other(_batch_url(request, shown))


def _batch_url(request: PageRequest, shown: Batch) -> str:
    return reverse("fulfillment:batch", args=[request.marketplace.slug, shown.reference])
