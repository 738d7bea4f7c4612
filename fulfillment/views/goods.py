"""Products with how they are numbered, and their serial numbers: issued, taken in, printed."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import action, page
from accounts.permissions import may
from fulfillment import labels, services
from fulfillment.codes.scanned import Identity
from fulfillment.dock.words import place_names, sentences
from fulfillment.forms_goods import BatchForm, IssueForm, ListForm, NumberingForm, ProductForm
from fulfillment.machine import BATCH, UNITSIGNAL
from fulfillment.models import Batch, CodeRun, Product, UnitSignal
from fulfillment.queries import product_of, run_of
from fulfillment.services import Made
from fulfillment.services.codes import LONGEST
from fulfillment.units import own_links
from gateway.http import PageRequest, see_other
from gateway.paging import Keyset
from gateway.text import plain_cell
from registry.forms import add_errors
from tenancy.errors import Conflict, Invalid, Refusal

NEWEST = Keyset("-id")
GS1 = "https://id.gs1.org"


@page("unit.read")
def products(request: PageRequest) -> HttpResponse:
    """Of one's brands; staff see all."""
    rows = Product.objects.visible_to(request.actor).select_related("brand")
    found = NEWEST.page(rows, request.GET.get("cursor"))
    slug = request.marketplace.slug
    lines = [(row, reverse("fulfillment:product", args=[slug, row.reference])) for row in found.rows]
    context = {"lines": lines, "page": found, "may_add": may(request.actor, "unit.issue"), "slug": slug}
    return render(request, "fulfillment/products.html", context)


@page("unit.issue")
def add_product(request: PageRequest) -> HttpResponse:
    """One more."""
    form = ProductForm(request.POST or None, actor=request.actor)
    refusal: Refusal | None = None
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = services.add_product(
                actor=request.actor, brand=said["brand"], code=said["gtin"], name=said["name"], numbering=form.numbering
            )
            messages.success(request, _("On file: docks know it from now on."))
            return see_other(reverse("fulfillment:product", args=[request.marketplace.slug, made.reference]))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            refusal = conflict
    status = refusal.status if refusal else 422 if form.is_bound else 200
    context = {"form": form, "refusal": refusal, "slug": request.marketplace.slug}
    return render(request, "fulfillment/product_form.html", context, status=status)


@page("unit.read", post="unit.issue")
def product(request: PageRequest, reference: str) -> HttpResponse:
    """One product with its numbers and batches; by POST its numbering is changed."""
    shown = product_of(request.actor, reference)
    form = None
    if request.method == "POST":
        form = NumberingForm(request.POST, brand=shown.brand)
        if form.is_valid():
            try:
                services.change_product(
                    actor=request.actor, product=shown, name=form.cleaned_data["name"], numbering=form.numbering
                )
                messages.success(request, _("Changed. Docks go by it from now on."))
                return see_other(request.path)
            except Invalid as refused:
                add_errors(refused.fields, form)
            except Conflict as conflict:
                return _product(request, shown, refusal=conflict)
    return _product(request, shown, form=form)


def _product(request: PageRequest, shown: Product, *, refusal: Refusal | None = None, **bound: Any) -> HttpResponse:
    slug = request.marketplace.slug
    changes = bool(may(request.actor, "unit.issue")) and shown.ended_at is None
    said = {name: getattr(shown, name) for name in NumberingForm.base_fields}
    signals = (
        UnitSignal.objects.visible_to(request.actor).filter(product=shown).select_related("site").order_by("-id")[:10]
    )
    places = place_names({"facts": one.facts} for one in signals)
    batches = (
        Batch.objects.visible_to(request.actor).filter(product=shown).select_related("supplier").order_by("-id")[:50]
    )
    told = sentences(({"code": one.kind, "facts": one.facts} for one in signals), places)
    form = bound.get("form") or NumberingForm(initial=said, brand=shown.brand)
    context: dict[str, Any] = {
        "product": shown,
        "form": form if changes else None,
        "issue_form": bound.get("issue_form") or (IssueForm(product=shown) if changes and shown.source == "issued" else None),
        "list_form": bound.get("list_form") or (ListForm(product=shown) if changes and shown.source == "list" else None),
        "batch_form": bound.get("batch_form") or (BatchForm() if changes else None),
        "runs": list(CodeRun.objects.filter(product=shown).select_related("batch").order_by("-id")[:20]),
        "batches": [
            (row, reverse("fulfillment:batch", args=[slug, row.reference]), BATCH.colours[row.state]) for row in batches
        ],
        "signals": [
            (one, reverse("fulfillment:sign", args=[slug, one.reference]), said_of_it, UNITSIGNAL.colours[one.state])
            for one, said_of_it in zip(signals, told, strict=True)
        ],
        "may_change": changes,
        "refusal": refusal,
        "slug": slug,
    }  # fmt: skip
    status = refusal.status if refusal else 422 if any(one is not None for one in bound.values()) else 200
    return render(request, "fulfillment/product.html", context, status=status)


@action("unit.issue")
def issue(request: PageRequest, reference: str) -> HttpResponse:
    """New codes."""
    shown = product_of(request.actor, reference)
    form = IssueForm(request.POST, product=shown)
    if form.is_valid():
        try:
            run = services.issue_codes(actor=request.actor, product=shown, **form.cleaned_data)
            words = ngettext("%(n)s serial number issued.", "%(n)s serial numbers issued.", run.count) % {
                "n": run.count
            }
            messages.success(request, words)
            return see_other(_product_url(request, shown))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return _product(request, shown, refusal=conflict)
    return _product(request, shown, issue_form=form)


@action("unit.issue")
def take_in(request: PageRequest, reference: str) -> HttpResponse:
    """Numbers of the brand's own."""
    shown = product_of(request.actor, reference)
    form = ListForm(request.POST, product=shown)
    if form.is_valid():
        numbers = form.cleaned_data["numbers"]
        try:
            run = services.take_in_list(
                actor=request.actor, product=shown, numbers=numbers, batch=form.cleaned_data["batch"]
            )
            words = ngettext("%(n)s serial number taken in.", "%(n)s serial numbers taken in.", run.count)
            messages.success(request, words % {"n": run.count})
            return see_other(_product_url(request, shown))
        except Invalid as refused:
            add_errors(_by_line(refused, numbers), form)
        except Conflict as conflict:
            return _product(request, shown, refusal=conflict)
    return _product(request, shown, list_form=form)


def _by_line(refused: Invalid, numbers: list[str]) -> dict[str, list[str]]:
    """Faults of lines, said with the line as people count."""
    found: dict[str, list[str]] = {}
    for name, words in refused.fields.items():
        place = name.removeprefix("numbers.")
        if place.isdigit():
            line = {"line": int(place) + 1, "number": numbers[int(place)], "words": words[0]}
            found.setdefault("numbers", []).append(_("Line %(line)s, %(number)s: %(words)s") % line)
        else:
            found.setdefault(name, []).extend(words)
    return {name: words[:20] for name, words in found.items()}


@action("unit.issue")
def print_run(request: PageRequest, reference: str, run: str) -> HttpResponse:
    """The codes of a run as a table for the printer: number, element string, Digital Link."""
    shown = product_of(request.actor, reference)
    found = run_of(request.actor, shown, run)
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(["serial", "element_string", "digital_link", "address"])
    here = request.build_absolute_uri(reverse("fulfillment:genuine", args=[request.marketplace.slug]))
    for number in services.print_codes(actor=request.actor, run=found):
        identity = Identity(gtin=shown.gtin, serial=number, lot=found.batch.lot if found.batch else "")
        fits = len(number) <= LONGEST
        said = (labels.elements(identity), labels.link(identity, GS1)) if fits else ("", "")
        lines.writerow([plain_cell(number), *said, own_links.make(here, identity)])
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.reference}.csv"'
    return answer


@action("unit.issue")
def add_batch(request: PageRequest, reference: str) -> HttpResponse:
    """One more batch of a product."""
    shown = product_of(request.actor, reference)
    form = BatchForm(request.POST)
    if form.is_valid():
        try:
            made = services.add_batch(actor=request.actor, product=shown, said=Made(**form.cleaned_data))
            messages.success(request, _("The batch is on file. Its supplier can certify it now."))
            return see_other(reverse("fulfillment:batch", args=[request.marketplace.slug, made.reference]))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return _product(request, shown, refusal=conflict)
    return _product(request, shown, batch_form=form)


def _product_url(request: PageRequest, shown: Product) -> str:
    return reverse("fulfillment:product", args=[request.marketplace.slug, shown.reference])
