"""What the marketplace's own people do with a case among themselves: notes, conflicts of interest, passing it on."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from audit.rows import load_words
from enforcement import queries, services
from enforcement.casework_words import RULES
from enforcement.forms_casework import ConflictForm, EscalateForm, EscalationAnswerForm, NoteForm
from enforcement.models import Case
from enforcement.views.case import attempt, case_url
from enforcement.views.inside import other_regions, passed
from enforcement.views.shown import member_names
from gateway.http import PageRequest, see_other
from gateway.paging import Keyset, capped_count
from policy.model import Pack
from tenancy.errors import Invalid

NEWEST = Keyset("-id")
OLDEST = Keyset("at", "id")


@action("case.assign")
def declare_conflict(request: PageRequest, reference: str) -> HttpResponse:
    """Say that one must not decide this case; it goes back to the queue."""
    form = ConflictForm(request.POST)

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        if not form.is_valid():
            raise Invalid
        services.declare_conflict(actor=request.actor, reference=reference, reasons=form.cleaned_data["binds"])
        return _("Declared. Somebody else decides this case.")

    return attempt(request, reference, deed, "conflict_form", form)


@action("case.note")
def write_note(request: PageRequest, reference: str) -> HttpResponse:
    """Write a note for colleagues."""
    form = NoteForm(request.POST)

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        if not form.is_valid():
            raise Invalid
        services.write_note(actor=request.actor, reference=reference, words=form.cleaned_data["note"])
        return _("Your note is kept. Neither side sees it.")

    return attempt(request, reference, deed, "note_form", form)


@action("case.assign")
def escalate(request: PageRequest, reference: str) -> HttpResponse:
    """Pass a case on."""
    found = queries.case(reference, request.actor)
    form = EscalateForm(other_regions(found), request.POST)

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        if not form.is_valid():
            raise Invalid
        given = form.cleaned_data
        services.escalate(
            actor=request.actor, reference=reference, why=given["why"], reasons=given["matter"],
            to_region=given["to_region"],
        )  # fmt: skip
        return _("Passed on. You get it back with an answer; its clocks run on.")

    return attempt(request, reference, deed, "escalate_form", form)


@action("case.assign")
def answer_escalation(request: PageRequest, reference: str) -> HttpResponse:
    """Give a case back, with an answer."""
    form = EscalationAnswerForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid
    except Invalid:
        return attempt(request, reference, _refused, "escalation_answer_form", form)
    services.answer_escalation(actor=request.actor, reference=reference, words=form.cleaned_data["reply"])
    messages.success(request, _("Answered. The case is back with whoever passed it on."))
    still_seen = Case.objects.reachable_by(request.actor).filter(reference=reference).exists()
    back = reverse("enforcement:escalations", args=[request.marketplace.slug])
    return see_other(case_url(request, reference) if still_seen else back)


def _refused(_case: Case, _pack: Pack, _now: datetime) -> str:
    raise Invalid


@page("case.read")
def escalations(request: PageRequest) -> HttpResponse:
    """Cases that are passed on and wait: all of them for the lead, those of their regions for the others."""
    rows = queries.escalations(request.actor)
    found = OLDEST.page(rows, request.GET.get("cursor"))
    context = {
        "page": found,
        "lines": passed(list(found.rows)),
        "count": capped_count(rows),
        "rules": RULES,
        "slug": request.marketplace.slug,
    }
    return render(request, "enforcement/escalations.html", context)


@page("case.read")
def escalations_count(request: PageRequest) -> HttpResponse:
    """How many cases were passed to this person."""
    return _number(queries.escalations(request.actor))


@page("case.note")
def mentions(request: PageRequest) -> HttpResponse:
    """The notes that name this person, the newest first."""
    rows = queries.mentions(request.actor)
    found = NEWEST.page(rows, request.GET.get("cursor"))
    notes = [row.note for row in found.rows]
    load_words(notes)
    names = member_names([note.by_membership_id for note in notes])
    context = {
        "page": found,
        "lines": [(row, names.get(row.note.by_membership_id, "")) for row in found.rows],
        "count": capped_count(rows),
        "slug": request.marketplace.slug,
    }
    return render(request, "enforcement/mentions.html", context)


@page("case.note")
def mentions_count(request: PageRequest) -> HttpResponse:
    """How many of them this person has not looked at."""
    return _number(queries.mentions(request.actor).filter(seen_at=None))


def _number(rows: Any) -> HttpResponse:
    return HttpResponse(str(capped_count(rows)) if rows.exists() else "", content_type="text/plain")
