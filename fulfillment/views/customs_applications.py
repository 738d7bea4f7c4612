"""Applications to customs: the list, drawing one up, its packet, and what became of it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.doors import action, page
from accounts.models import Party
from accounts.permissions import may
from audit.queries import timeline
from evidence.models import Evidence
from fulfillment.customs import deadlines
from fulfillment.customs.forms import ApplicationForm, CustomsDecisionForm, FilingForm
from fulfillment.customs.packet import packet_of, rights_of
from fulfillment.customs.standing import rights_to_enter
from fulfillment.customs.wanted import longest_until
from fulfillment.machine import CUSTOMSAPPLICATION
from fulfillment.models import CustomsApplication, CustomsPacket
from fulfillment.services import customs_applications as services
from gateway.http import PageRequest, choice, found, see_other
from gateway.paging import Keyset, capped_count
from gateway.text import disposition
from policy.customs import regime
from registry.forms import add_errors
from registry.models import Right
from registry.registers.offices import place_name
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound, Refusal
from workflow.models import Clock

NEWEST = Keyset("-id")
MOST_OFFERED = 200


@page("customs.read")
def applications(request: PageRequest) -> HttpResponse:
    """Those that the person may see, the newest first."""
    rows = CustomsApplication.objects.visible_to(request.actor).select_related("holder").prefetch_related("places")
    state = choice(request.GET, "state", list(CUSTOMSAPPLICATION.states), default="")
    chosen = rows.filter(state=state) if state else rows
    part = NEWEST.page(chosen, request.GET.get("cursor"))
    today = database_now().date()
    context = {
        "lines": [
            (
                row, _url(request, "customs_application", row.reference), CUSTOMSAPPLICATION.colour(row.state),
                [place.country for place in row.places.all()], _ending(row, today),
            )
            for row in part.rows
        ],
        "page": part,
        "count": capped_count(chosen),
        "chips": [
            (str(label), f"{request.path}?state={code}" if code else request.path, code == state)
            for code, label in [("", _("All")), *CustomsApplication.State.choices]
        ],
        "is_filtered": bool(state),
        "may_apply": may(request.actor, "customs.apply"),
        "is_customs": request.actor.role.startswith("agency."),
        "slug": request.marketplace.slug,
    }  # fmt: skip
    return render(request, "fulfillment/customs_applications.html", context)


@page("customs.apply")
def new_application(request: PageRequest) -> HttpResponse:
    """Draw one up."""
    return _form_page(request, None)


@page("customs.apply")
def change_application(request: PageRequest, reference: str) -> HttpResponse:
    """Say it otherwise while it is being written."""
    shown = load(request, reference)
    if shown.state != "draft":
        return application_page(request, shown, refusal=Conflict(_("It was filed; what customs have is fixed.")))
    return _form_page(request, shown)


@page("customs.read")
def application(request: PageRequest, reference: str) -> HttpResponse:
    """One application: where it stands, and what customs get."""
    return application_page(request, load(request, reference))


@page("customs.read")
def packet(request: PageRequest, reference: str) -> HttpResponse:
    """All that customs get, on one page to print."""
    shown = load(request, reference)
    content = packet_of(shown)
    return render(request, "fulfillment/customs_packet.html", {**_packet(request, shown, content), "packet": content})


@page("customs.read")
def packet_file(request: PageRequest, reference: str) -> HttpResponse:
    """The same as a file for programs."""
    shown = load(request, reference)
    answer = JsonResponse(packet_of(shown), json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = disposition(f"{shown.reference}.json", download=True)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@action("customs.apply")
def file_application(request: PageRequest, reference: str) -> HttpResponse:
    """It was sent to customs."""
    shown, form = load(request, reference), FilingForm(request.POST, prefix="file")
    if form.is_valid():
        try:
            services.file_application(actor=request.actor, application=shown, filed_on=form.cleaned_data["filed_on"])
            return _back(request, shown, _("Filed. What customs have is fixed from now on."))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except (Conflict, Denied) as refusal:
            return application_page(request, shown, refusal=refusal)
    return application_page(request, shown, refused={"file": form})


@action("customs.detain")
def decide_application(request: PageRequest, reference: str) -> HttpResponse:
    """What customs decided."""
    shown, form = load(request, reference), CustomsDecisionForm(request.POST, prefix="decide")
    if form.is_valid():
        said = dict(form.cleaned_data)
        granted = said.pop("decision") == "granted"
        try:
            services.decide_application(actor=request.actor, application=shown, granted=granted, **said)
            return _back(request, shown, _("On file; the rights holder is told."))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except (Conflict, Denied) as refusal:
            return application_page(request, shown, refusal=refusal)
    return application_page(request, shown, refused={"decide": form})


@action("customs.apply")
def settle_application(request: PageRequest, reference: str, deed: str) -> HttpResponse:
    """End it, or draw up its renewal."""
    shown = load(request, reference)
    if deed not in ("end", "renew"):
        raise NotFound
    try:
        if deed == "end":
            services.end_application(actor=request.actor, application=shown)
            return _back(request, shown, _("Ended."))
        made = services.renew_application(actor=request.actor, application=shown)
        return _back(request, made, _("The renewal is drawn up: look at it, and file it with customs."))
    except (Conflict, Denied) as refusal:
        return application_page(request, shown, refusal=refusal)
    except Invalid as refused:
        sentence = " ".join(text for texts in refused.fields.values() for text in texts)
        return application_page(request, shown, refusal=Conflict(sentence))


def load(request: PageRequest, reference: str) -> CustomsApplication:
    """The one of that reference, if the person may see it."""
    rows = CustomsApplication.objects.visible_to(request.actor)
    return found(rows.select_related("holder", "renews", "tenant"), reference=reference)


def application_page(
    request: PageRequest,
    shown: CustomsApplication,
    *,
    refused: Mapping[str, Any] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The page of an application for whoever looks; `refused` are forms that come back."""
    actor, slug, today = request.actor, request.marketplace.slug, deadlines.today_in(shown.lodged_in)
    content = packet_of(shown)
    days = {
        "decided_on": today,
        "valid_from": shown.valid_from,
        "valid_until": shown.valid_until,
        "decision": "granted",
    }
    forms: dict[str, Any] = {
        "file": FilingForm(prefix="file", initial={"filed_on": today}),
        "decide": CustomsDecisionForm(prefix="decide", initial=days),
        **(refused or {}),
    }
    applies = bool(may(actor, "customs.apply"))
    clock = Clock.objects.filter(subject_id=shown.id, kind__startswith="customs_decision", state="running").first()
    lines = timeline(shown.id, actor, limit=50) if may(actor, "log.read") else []
    context = {
        **_packet(request, shown, content),
        "packet": content, "forms": forms, "all_forms": list(forms.values()), "refused": bool(refused), "refusal": refusal,
        "may_change": applies and shown.state == "draft", "may_file": applies and shown.state == "draft",
        "may_decide": bool(may(actor, "customs.detain")) and shown.state == "filed",
        "may_end": applies and shown.state in ("draft", "filed", "granted"),
        "may_renew": applies and shown.state == "granted" and not shown.renewals.exclude(state__in=["refused", "ended"]).exists(),
        "renewals": list(shown.renewals.order_by("-id")[:3]), "clock": clock, "ending": _ending(shown, today),
        "detained": shown.detentions.count(),
        "timeline": [
            (line, reverse("web:log_entry", args=[slug, line.id]) if line.index is not None else "") for line in lines
        ],
    }  # fmt: skip
    status = refusal.status if refusal else 422 if refused else 200
    return render(request, "fulfillment/customs_application.html", context, status=status)


def _packet(request: PageRequest, shown: CustomsApplication, content: Mapping[str, Any]) -> dict[str, Any]:
    """What both pages of a packet show beside its words: the pictures of the guide, names of places, the digest."""
    named = {one[side] for one in content.get("guide", []) for side in ("genuine_picture", "fake_picture") if one[side]}
    pieces = {one.reference: one for one in Evidence.objects.visible_to(request.actor).filter(reference__in=named)}
    filed = CustomsPacket.objects.filter(application=shown).first()
    return {
        "application": shown,
        "colour": CUSTOMSAPPLICATION.colour(shown.state),
        "guide": [
            (one, pieces.get(one["genuine_picture"]), pieces.get(one["fake_picture"]))
            for one in content.get("guide", [])
        ],
        "places": ", ".join(str(countries.name(code)) for code in content.get("countries", [])),
        "lodged": countries.name(shown.lodged_in),
        "rights": [
            (one, ", ".join(place_name(code) for code in one["territories"])) for one in content.get("rights", [])
        ],
        "rules": regime(shown.lodged_in, shown.valid_from),
        "filed": filed,
        "slug": request.marketplace.slug,
    }


def _form_page(request: PageRequest, shown: CustomsApplication | None) -> HttpResponse:
    rights = list(rights_to_enter(request.actor)[:MOST_OFFERED])
    form = ApplicationForm(request.POST or None, rights=rights, initial=_initial(request, shown, rights))
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            if shown is None:
                made = services.draw_up_application(actor=request.actor, wanted=form.wanted())
            else:
                made = services.change_application(actor=request.actor, application=shown, wanted=form.wanted())
            return _back(request, made, _("Drawn up. Look at what customs get, then file it."))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except (Conflict, Denied) as found_wrong:
            refusal = found_wrong
    context = {
        "form": form, "application": shown, "refusal": refusal, "has_rights": bool(rights), "slug": request.marketplace.slug,
    }  # fmt: skip
    status = refusal.status if refusal else 422 if request.method == "POST" else 200
    return render(request, "fulfillment/customs_apply.html", context, status=status)


def _initial(request: PageRequest, shown: CustomsApplication | None, rights: list[Right]) -> dict[str, Any]:
    if shown is None:
        first = database_now().date() + timedelta(days=30)
        party = Party.objects.filter(id=request.actor.party_id).first()
        own = (
            {"legal_name": party.contact_name, "legal_email": party.contact_email, "legal_phone": party.phone}
            if party
            else {}
        )
        return {"valid_from": first, "valid_until": longest_until("DE", first), **own}
    people = {f"{one['role']}_{name}": one[name] for one in shown.contacts for name in ("name", "email", "phone")}
    also = [place.country for place in shown.places.all() if place.country != shown.lodged_in]
    return {
        "rights": [right.reference for right in rights_of(shown)], "lodged_in": shown.lodged_in, "also_in": ", ".join(also),
        "valid_from": shown.valid_from, "valid_until": shown.valid_until, "channels": shown.channels,
        "small_consignments": shown.small_consignments, **people,
    }  # fmt: skip


def _ending(row: CustomsApplication, today: Any) -> int | None:
    """Days until a granted application ends, where that is soon."""
    left = (row.valid_until - today).days
    return left if row.state == "granted" and left <= 90 else None


def _back(request: PageRequest, shown: CustomsApplication, told: str) -> HttpResponse:
    messages.success(request, told)
    return see_other(_url(request, "customs_application", shown.reference))


def _url(request: PageRequest, name: str, *args: str) -> str:
    return reverse(f"fulfillment:{name}", args=[request.marketplace.slug, *args])
