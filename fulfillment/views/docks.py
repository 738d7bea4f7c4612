"""The dock: choose a place, scan, be told, hold or flag. Works with a hand scanner, a keyboard, a phone, and without script."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from accounts.doors import action, page
from accounts.permissions import may
from fulfillment import labels, services
from fulfillment.dock.words import ANSWERS, place_names, sentences
from fulfillment.models import Check, Flag, Hold, Site, Step
from fulfillment.queries import check_of, guide_for, site_of
from fulfillment.services import Scanned, Suspicion
from fulfillment.services.codes import serial_of
from gateway.fields import FormPicture, FormText
from gateway.http import PageRequest, choice, see_other, text
from registry.forms import add_errors
from tenancy.errors import Invalid

STEPS_HERE = ("received", "shipped", "handed", "returned", "checked")
LAST = 8


class ScanForm(forms.Form):
    """One scan: a code, or a picture of one; with the lane that stays as it is until somebody changes it."""

    code = FormText(label=gettext_lazy("Code"), max_length=2000, required=False, strip=True)
    picture = FormPicture(label=gettext_lazy("Picture of the code"), required=False)
    step = forms.ChoiceField(
        label=gettext_lazy("What is done"), choices=[(one, Step(one).label) for one in STEPS_HERE], initial="received"
    )
    seller = FormText(
        label=gettext_lazy("Seller"), max_length=20, required=False, strip=True,
        help_text=gettext_lazy("Whose goods these are, by reference: its licence is asked about."),
    )  # fmt: skip
    destination = forms.ChoiceField(
        label=gettext_lazy("Going to"), required=False,
        choices=lambda: [("", str(gettext_lazy("not known"))), *((code, str(name)) for code, name in countries)],
    )  # fmt: skip
    sent = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A code, typed, scanned or read from the picture."""
        said: dict[str, Any] = super().clean() or {}
        if self.errors:
            return said
        if not said.get("code") and (picture := said.get("picture")):
            found = labels.decode(picture)
            if not found:
                self.add_error(
                    "picture", _("No code can be read in this picture. Come closer, hold still, mind the light.")
                )
            else:
                said["code"] = found[0]
        elif not said.get("code"):
            self.add_error("code", _("Scan or type the code of a box."))
        return said


class FlagForm(forms.Form):
    """What is suspicious."""

    kind = forms.ChoiceField(label=gettext_lazy("What is suspicious?"), choices=Flag.Kind.choices)
    picture = FormPicture(
        label=gettext_lazy("Picture"), required=False, help_text=gettext_lazy("Of the label, or of what looks wrong.")
    )
    words = FormText(
        label=gettext_lazy("What you see"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class HoldForm(forms.Form):
    """Where the box is put."""

    shelf = FormText(label=gettext_lazy("Shelf"), max_length=40, required=False, strip=True, initial="H")


@page("dock.scan")
def docks(request: PageRequest) -> HttpResponse:
    """The places of one's own party; with one alone, that."""
    rows = list(Site.objects.visible_to(request.actor).standing().order_by("name", "id")[:200])
    if len(rows) == 1 and request.GET.get("choose") is None:
        return see_other(reverse("fulfillment:dock", args=[request.marketplace.slug, rows[0].reference]))
    slug = request.marketplace.slug
    lines = [
        (row, reverse("fulfillment:dock", args=[slug, row.reference]), countries.name(row.country)) for row in rows
    ]
    return render(
        request, "fulfillment/docks.html",
        {"lines": lines, "may_add": may(request.actor, "site.manage"), "slug": slug},
    )  # fmt: skip


@page("dock.scan")
def dock(request: PageRequest, reference: str) -> HttpResponse:
    """Scan, and be told: by POST one scan, by GET the scan page with the answer of `check`."""
    site = site_of(request.actor, reference)
    if request.method != "POST":
        lane = {name: text(request.GET, name, default="", longest=20) for name in ("seller", "destination")}
        lane["step"] = choice(request.GET, "step", STEPS_HERE, default="received")
        return _dock(request, site, ScanForm(initial=lane), lane, _shown(request))
    form = ScanForm(request.POST, request.FILES)
    valid = form.is_valid()
    lane = {name: request.POST.get(name, "")[:20] for name in ("step", "seller", "destination")}
    if not valid:
        return _dock(request, site, form, lane, None, status=422)
    said = form.cleaned_data
    scan = Scanned(
        code=said["code"], step=said["step"], seller=said["seller"], destination=said["destination"], sent=said["sent"],
        device=f"page {request.actor.membership_id}"[:60],
    )  # fmt: skip
    try:
        [answered] = services.check(actor=request.actor, site=site, scans=[scan])
    except Invalid as refused:
        add_errors({name.removeprefix("0."): words for name, words in refused.fields.items()}, form)
        return _dock(request, site, form, lane, None, status=422)
    return see_other(_dock_url(request, site, lane, answered.check.id))


def _dock_url(request: PageRequest, site: Site, lane: dict[str, str], check_id: UUID) -> str:
    query = urlencode({**{name: value for name, value in lane.items() if value}, "check": str(check_id)})
    return f"{reverse('fulfillment:dock', args=[request.marketplace.slug, site.reference])}?{query}"


def _shown(request: PageRequest) -> Check | None:
    wanted = request.GET.get("check", "")
    try:
        return check_of(request.actor, UUID(wanted)) if wanted else None
    except ValueError:
        return None


def _dock(
    request: PageRequest, site: Site, form: ScanForm, lane: dict[str, str], shown: Check | None, *, status: int = 200,
    flag_form: FlagForm | None = None, hold_form: HoldForm | None = None,
) -> HttpResponse:  # fmt: skip
    slug = request.marketplace.slug
    last = Check.objects.filter(site=site, party_id=request.actor.party_id).select_related("product").order_by("-id")
    context: dict[str, Any] = {
        "site": site,
        "form": form,
        "lane": lane,
        "lane_words": _lane_words(lane),
        "last": [_line(row, request, site, lane) for row in last[:LAST]],
        "slug": slug,
        "query": urlencode({name: value for name, value in lane.items() if value}),
    }
    if shown is not None:
        context |= _answer(request, shown)
        context |= {"flag_form": flag_form or FlagForm(), "hold_form": hold_form or HoldForm()}
    return render(request, "fulfillment/dock.html", context, status=status)


def _lane_words(lane: dict[str, str]) -> str:
    """What every scan is taken for, until somebody changes it."""
    said = [str(Step(lane["step"]).label) if lane.get("step") in STEPS_HERE else ""]
    said.append(_("seller %(seller)s") % lane if lane.get("seller") else "")
    said.append(
        _("to %(country)s") % {"country": countries.name(lane["destination"])} if lane.get("destination") else ""
    )
    return " · ".join([*filter(None, said), _("change, or read a code from a picture")])


def _line(row: Check, request: PageRequest, site: Site, lane: dict[str, str]) -> dict[str, Any]:
    word, tone = ANSWERS[row.answer]
    return {
        "row": row, "word": word, "tone": tone, "url": _dock_url(request, site, lane, row.id),
        "name": row.product.name if row.product else row.gtin or _("not read"),
        "serial": serial_of(row.mark, bytes(row.sealed)) if row.mark else "",
    }  # fmt: skip


def _answer(request: PageRequest, shown: Check) -> dict[str, Any]:
    """What is told about one scan, with how genuine goods of the brand look."""
    word, tone = ANSWERS[shown.answer]
    hold = Hold.objects.filter(mark=shown.mark).order_by("-id").first() if shown.mark else None
    hold = hold or Hold.objects.filter(scan=shown).first()
    return {
        "shown": shown,
        "word": word,
        "tone": tone,
        "reasons": sentences(shown.reasons, place_names(shown.reasons)),
        "serial": serial_of(shown.mark, bytes(shown.sealed)) if shown.mark else "",
        "points": guide_for(request.actor, shown.brand_id),
        "hold": hold,
        "is_held": hold is not None and hold.state in ("held", "inspected", "destroying", "quarantined"),
        "flags": list(Flag.objects.filter(scan=shown).order_by("id")[:5]),
        "step": Step(shown.step).label,
    }


@action("dock.scan")
def hold(request: PageRequest, reference: str, check_id: UUID) -> HttpResponse:
    """Put the box back, on a shelf."""
    site, shown = site_of(request.actor, reference), check_of(request.actor, check_id)
    form, lane = HoldForm(request.POST), _lane(request)
    if form.is_valid():
        try:
            made = services.hold_box(actor=request.actor, scan=shown, shelf=form.cleaned_data["shelf"])
        except Invalid as refused:
            add_errors(refused.fields, form)
        else:
            messages.success(request, _("Held as %(reference)s. Put it on its shelf.") % {"reference": made.reference})
            return see_other(_dock_url(request, site, lane, shown.id))
    return _dock(request, site, ScanForm(initial=lane), lane, shown, status=422, hold_form=form)


@action("dock.scan")
def flag(request: PageRequest, reference: str, check_id: UUID) -> HttpResponse:
    """Flag the box with a picture; it is put back at once."""
    site, shown = site_of(request.actor, reference), check_of(request.actor, check_id)
    form, lane = FlagForm(request.POST, request.FILES), _lane(request)
    if form.is_valid():
        said = form.cleaned_data
        pictures = [said["picture"]] if said["picture"] else []
        try:
            made = services.flag_box(
                actor=request.actor, scan=shown,
                said=Suspicion(kind=said["kind"], words=said["words"], pictures=pictures),
            )  # fmt: skip
        except Invalid as refused:
            add_errors(refused.fields, form)
        else:
            words = _("Flagged as %(reference)s and held. The brand and the marketplace see it.")
            messages.success(request, words % {"reference": made.reference})
            return see_other(_dock_url(request, site, lane, shown.id))
    return _dock(request, site, ScanForm(initial=lane), lane, shown, status=422, flag_form=form)


def _lane(request: PageRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "")[:20] for name in ("step", "seller", "destination")} | (
        {} if request.GET.get("step") in STEPS_HERE else {"step": "received"}
    )
