"""How the goods of a brand are numbered: its GTINs and serial numbers, with a box to try a number."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import action, page
from accounts.permissions import may
from gateway.fields import FormText
from gateway.http import PageRequest, found, see_other, text
from registry import services
from registry.forms import add_errors, day_field
from registry.models import Brand, GtinPrefix, SerialScheme
from registry.portal import gtins, known_numbers, portfolio, serials
from registry.portal.gtins import Fault
from registry.services.numbering import LONGEST_NOTE, say_fault
from tenancy.errors import Conflict, Invalid, Refusal


class PrefixForm(forms.Form):
    """A company prefix, or one GTIN."""

    number = FormText(
        label=gettext_lazy("Company prefix or GTIN"), max_length=30,
        help_text=gettext_lazy("Such as 4012345 as in your certificate of GS1, or one whole GTIN: 4006381333931."),
    )  # fmt: skip
    is_upc = forms.BooleanField(
        label=gettext_lazy("A U.P.C. company prefix"), required=False,
        help_text=gettext_lazy("Of GS1 US, written without the zero before it, such as 614141."),
    )  # fmt: skip
    note = FormText(
        label=gettext_lazy("Note"), max_length=LONGEST_NOTE, required=False,
        help_text=gettext_lazy("Such as: shoes made in Portugal."),
    )  # fmt: skip


class SerialsForm(forms.Form):
    """A pattern of serial numbers."""

    pattern = FormText(
        label=gettext_lazy("Pattern"), max_length=serials.LONGEST,
        help_text=gettext_lazy("# is a digit, @ a letter, * either; everything else stands for itself: NRD-####-@@."),
    )  # fmt: skip
    first = FormText(
        label=gettext_lazy("First number"), max_length=30, required=False,
        help_text=gettext_lazy("The digits at #, read together, from this one on."),
    )  # fmt: skip
    last = FormText(label=gettext_lazy("Last number"), max_length=30, required=False)
    starts_on = day_field(gettext_lazy("Made from"), help_text=gettext_lazy("Empty: from today."))
    ends_on = day_field(gettext_lazy("Made until"), help_text=gettext_lazy("Empty: until you end it."))
    note = FormText(label=gettext_lazy("Note"), max_length=LONGEST_NOTE, required=False)


@page("right.read")
def numbers(request: PageRequest, ref: str) -> HttpResponse:
    """What stands; by `code` whether a number is of this brand."""
    return _page(request, portfolio.brand_by_reference(ref, actor=request.actor))


@action("right.register")
def add_prefix(request: PageRequest, ref: str) -> HttpResponse:
    """One more prefix."""
    shown = portfolio.brand_by_reference(ref, actor=request.actor)
    form = PrefixForm(request.POST)
    if form.is_valid():
        try:
            services.add_prefix(actor=request.actor, brand=shown, **form.cleaned_data)
            messages.success(request, _("On file: goods with such GTINs are known as this brand's."))
            return see_other(_url(request, shown))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return _page(request, shown, prefix=form, refusal=conflict)
    return _page(request, shown, prefix=form)


@action("right.register")
def add_serials(request: PageRequest, ref: str) -> HttpResponse:
    """One more pattern."""
    shown = portfolio.brand_by_reference(ref, actor=request.actor)
    form = SerialsForm(request.POST)
    if form.is_valid():
        try:
            services.add_serials(actor=request.actor, brand=shown, **form.cleaned_data)
            messages.success(request, _("On file: units with such serial numbers are known as this brand's."))
            return see_other(_url(request, shown))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return _page(request, shown, scheme=form, refusal=conflict)
    return _page(request, shown, scheme=form)


@action("right.read")
def end_prefix(request: PageRequest, ref: str, prefix_id: UUID) -> HttpResponse:
    """Nothing is known by it any more. The owner, or the marketplace."""
    shown = portfolio.brand_by_reference(ref, actor=request.actor)
    row = found(GtinPrefix.objects.filter(brand=shown).select_related("brand"), id=prefix_id)
    return _ended(request, shown, lambda: services.end_prefix(actor=request.actor, prefix=row))


@action("right.read")
def end_serials(request: PageRequest, ref: str, scheme_id: UUID) -> HttpResponse:
    """Nothing is known by it any more. The owner, or the marketplace."""
    shown = portfolio.brand_by_reference(ref, actor=request.actor)
    row = found(SerialScheme.objects.filter(brand=shown).select_related("brand"), id=scheme_id)
    return _ended(request, shown, lambda: services.end_serials(actor=request.actor, scheme=row))


def _ended(request: PageRequest, shown: Brand, end: Any) -> HttpResponse:
    try:
        end()
    except Conflict as conflict:
        return _page(request, shown, refusal=conflict)
    messages.success(request, _("Ended. Nothing is known by it any more."))
    return see_other(_url(request, shown))


def _url(request: PageRequest, shown: Brand) -> str:
    return reverse("registry:numbers", args=[request.marketplace.slug, shown.reference])


def _page(
    request: PageRequest,
    shown: Brand,
    *,
    prefix: PrefixForm | None = None,
    scheme: SerialsForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    may_change = bool(may(request.actor, "right.register")) and shown.retired_at is None
    code = text(request.GET, "code", default="", longest=80)
    schemes = SerialScheme.objects.standing().filter(brand=shown).order_by("starts_on", "id")
    context = {
        "brand": shown,
        "prefixes": list(GtinPrefix.objects.standing().filter(brand=shown).order_by("prefix")),
        "schemes": [(row, serials.example(row.said)) for row in schemes],
        "forms": {"prefix": prefix or PrefixForm(), "scheme": scheme or SerialsForm()},
        "may_change": may_change,
        "may_end": may_change or (request.actor.is_operator and bool(may(request.actor, "right.verify"))),
        "code": code,
        "answer": _answer(shown, code) if code.strip() else None,
        "refusal": refusal,
        "slug": request.marketplace.slug,
    }
    status = refusal.status if refusal else 422 if prefix or scheme else 200
    return render(request, "registry/numbers.html", context, status=status)


def _answer(shown: Brand, code: str) -> tuple[str, str]:
    """The tone and the sentence about a number that was tried."""
    known = known_numbers.prefix_of(code)
    if known is not None and known.brand_id == shown.id:
        return "good", _("A GTIN of this brand: it begins with %(prefix)s.") % {"prefix": known.prefix}
    fitting = known_numbers.schemes_of(shown, code)
    if fitting:
        return "good", _("A serial number of this brand: it is like %(pattern)s.") % {"pattern": fitting[0].pattern}
    read = gtins.gtin(code)
    if isinstance(read, Fault):
        return "wait", _("No serial number of this brand, and no GTIN: %(why)s") % {"why": say_fault(read)}
    return "wait", _("A well-formed GTIN, but not one of this brand.")
