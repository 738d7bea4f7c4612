"""Seminars: what is announced, one with its places, signing up, and for staff announcing and who was there."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import action, page
from accounts.forms import country_choices
from accounts.permissions import may
from gateway.fields import FormText
from gateway.http import PageRequest, found, see_other, text
from gateway.paging import Keyset
from registry.forms import add_errors
from registry.registers.offices import place_name
from sellers.learning.library import LANGUAGES
from sellers.machine import SEMINAR, SEMINARPLACE
from sellers.models import Seminar, SeminarPlace
from sellers.services import seminars as services
from sellers.services.seminars import Announced
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid

LATEST = Keyset("-starts_at", "-id")
USUAL_ZONES = (
    "UTC", "America/Los_Angeles", "America/New_York", "America/Sao_Paulo", "Europe/London", "Europe/Berlin",
    "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Asia/Singapore", "Australia/Sydney",
)  # fmt: skip


class SeminarForm(forms.Form):
    """A seminar as it is announced."""

    title = FormText(label=gettext_lazy("Title"), max_length=200)
    words = FormText(
        label=gettext_lazy("What it is about"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=[*LANGUAGES.items()])
    region = forms.ChoiceField(label=gettext_lazy("For sellers to"), required=False)
    starts_at = forms.DateTimeField(
        label=gettext_lazy("Begins"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )  # fmt: skip
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=[(zone, zone) for zone in USUAL_ZONES])
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=10, max_value=600, initial=60)
    places = forms.IntegerField(label=gettext_lazy("Places"), min_value=1, max_value=services.MOST_PLACES, initial=50)
    place = FormText(label=gettext_lazy("Place"), max_length=300, required=False)
    link = forms.URLField(label=gettext_lazy("Link"), max_length=300, required=False, assume_scheme="https")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["region"].choices = [("", _("all regions")), ("EU", place_name("EU")), *country_choices()[1:]]  # type: ignore[attr-defined]

    def said(self) -> Announced:
        """After `is_valid`. What was typed is a time of the chosen zone."""
        given = dict(self.cleaned_data)
        typed: datetime = given["starts_at"]
        given["starts_at"] = typed.replace(tzinfo=ZoneInfo(given["zone"]))
        return Announced(**given)


def _one(request: PageRequest, reference: str) -> Seminar:
    return found(Seminar.objects.select_related("tenant"), reference=reference)


def _back(request: PageRequest, seminar: Seminar) -> HttpResponse:
    return see_other(reverse("sellers:seminar", args=[request.marketplace.slug, seminar.reference]))


@page("lesson.read")
def seminars(request: PageRequest) -> HttpResponse:
    """All seminars, the latest first; for a seller with its own places."""
    shown = LATEST.page(Seminar.objects.all(), request.GET.get("cursor"))
    mine = SeminarPlace.objects.filter(seminar__in=shown.rows, membership_id=request.actor.membership_id)
    own = {place.seminar_id: place for place in mine if request.actor.membership_id}
    context = {
        "lines": [
            {
                "seminar": one, "tone": SEMINAR.colour(one.state), "own": own.get(one.id),
                "own_tone": SEMINARPLACE.colour(own[one.id].state) if one.id in own else "",
                "language": LANGUAGES.get(one.language, one.language),
            }
            for one in shown.rows
        ],
        "page": shown,
        "may_manage": may(request.actor, "lesson.manage"),
        "slug": request.marketplace.slug,
    }  # fmt: skip
    return render(request, "sellers/learning/seminars.html", context)


@page("lesson.manage")
def announce(request: PageRequest) -> HttpResponse:
    """Announce a seminar."""
    form = SeminarForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.announce_seminar(actor=request.actor, said=form.said())
            return _back(request, made)
        except Invalid as refused:
            add_errors(refused.fields, form)
    context = {"form": form, "slug": request.marketplace.slug}
    status = 422 if request.method == "POST" else 200
    return render(request, "sellers/learning/seminar_new.html", context, status=status)


@page("lesson.read")
def seminar(request: PageRequest, reference: str) -> HttpResponse:
    """One seminar: when in its own zone and in the reader's, where, how many places are left; for staff who comes."""
    shown, actor, now = _one(request, reference), request.actor, database_now()
    places = SeminarPlace.objects.filter(seminar=shown)
    own = places.filter(membership_id=actor.membership_id).first() if actor.membership_id else None
    manages = bool(may(actor, "lesson.manage"))
    people = places.exclude(state="withdrawn").select_related("seller", "membership__user").order_by("state_at", "id")
    begun = shown.starts_at <= now
    context = {
        "shown": shown,
        "tone": SEMINAR.colour(shown.state),
        "local": date_format(shown.starts_at.astimezone(ZoneInfo(shown.zone)), "j F Y, H:i"),
        "language": LANGUAGES.get(shown.language, shown.language),
        "region": place_name(shown.region) if shown.region else _("all regions"),
        "left": max(shown.places - places.filter(state="signed").count(), 0),
        "came": places.filter(state="attended").count() if shown.state == "held" else 0,
        "waiting": places.filter(state="waiting").count(),
        "own": own,
        "own_tone": SEMINARPLACE.colour(own.state) if own else "",
        "shows_link": manages or (own is not None and own.state in ("signed", "attended")),
        "may_sign": shown.state == "announced" and not begun and bool(may(actor, "lesson.take")),
        "manages": manages,
        "may_mark": manages and begun and shown.state != "cancelled",
        "may_cancel": manages and shown.state == "announced",
        "people": [(one, SEMINARPLACE.colour(one.state)) for one in people] if manages else [],
        "slug": request.marketplace.slug,
    }
    return render(request, "sellers/learning/seminar.html", context)


@action("lesson.take")
def sign_up(request: PageRequest) -> HttpResponse:
    """Take a place in the seminar that is named, or wait for one."""
    shown = _one(request, text(request.POST, "seminar", default="", longest=20))
    try:
        place = services.sign_up(actor=request.actor, seminar_id=shown.id)
        signed = place.state == "signed"
        messages.success(request, _("You have a place.") if signed else _("You are on the waiting list."))
    except (Conflict, Denied) as refused:
        messages.error(request, refused.message)
    return _back(request, shown)


@action("lesson.take")
def withdraw(request: PageRequest, reference: str) -> HttpResponse:
    """Give the place back; to who has none there is nothing here."""
    shown = _one(request, reference)
    found(SeminarPlace.objects.filter(seminar=shown), membership_id=request.actor.membership_id)
    try:
        services.withdraw_from(actor=request.actor, seminar_id=shown.id)
        messages.success(request, _("You have given your place back."))
    except Conflict as refused:
        messages.error(request, refused.message)
    return _back(request, shown)


@action("lesson.manage")
def attendance(request: PageRequest, reference: str) -> HttpResponse:
    """Who was there."""
    shown = _one(request, reference)
    rows = SeminarPlace.objects.filter(seminar=shown).values_list("id", flat=True)
    ticked = set(request.POST.getlist("place"))
    attended: set[UUID] = {one for one in rows if str(one) in ticked}
    try:
        services.mark_attendance(actor=request.actor, seminar_id=shown.id, attended=attended)
    except Conflict as refused:
        messages.error(request, refused.message)
    return _back(request, shown)


@action("lesson.manage")
def cancel(request: PageRequest, reference: str) -> HttpResponse:
    """Call it off."""
    shown = _one(request, reference)
    try:
        services.cancel_seminar(actor=request.actor, seminar_id=shown.id)
    except Conflict as refused:
        messages.error(request, refused.message)
    return _back(request, shown)
