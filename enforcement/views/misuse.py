"""Reports of misuse: made by a seller in a case, read and judged by reviewers; and the mark of an unfounded complaint."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.permissions import may
from audit.rows import load_words
from enforcement import accuracy, queries, services
from enforcement.forms_misuse import GravityForm, JudgeForm, MisuseForm
from enforcement.machine import MISUSEREPORT
from enforcement.misuse_words import GRAVITIES, KINDS, accuracy_words
from enforcement.models import Case, MisuseReport
from enforcement.views.case import attempt, case_url
from enforcement.views.misused import theirs
from enforcement.views.shown import member_names
from enforcement.words import MISUSEREPORT_STATES
from evidence.services import labels_of
from gateway.http import PageRequest, choice, identifier, see_other
from gateway.paging import Keyset, capped_count
from policy.model import Pack
from tenancy.errors import Invalid, NotFound, Refusal

NEWEST = Keyset("-at", "-id")


@action("case.answer")
def report_misuse(request: PageRequest, reference: str) -> HttpResponse:
    """A seller reports misuse in its case."""
    form = MisuseForm(theirs(queries.case(reference, request.actor)), request.POST, request.FILES)

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        if not form.is_valid():
            raise Invalid
        given = form.cleaned_data
        services.report_misuse(
            actor=request.actor, reference=reference, kind=given["kind"], words=given["words"], message=given["about"],
            paper=given["paper"],
        )  # fmt: skip
        return _("Reported. A reviewer looks at it, and you are told what was found, with reasons.")

    return attempt(request, reference, deed, "misuse_form", form)


@action("misuse.judge")
def mark_unfounded(request: PageRequest, reference: str) -> HttpResponse:
    """Mark a complaint as manifestly unfounded, on the decision that rejected it."""
    decision, form = identifier(request.POST, "decision"), GravityForm(request.POST)
    if decision is None:
        raise NotFound

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        if not form.is_valid():
            raise Invalid
        services.mark_unfounded(actor=request.actor, reference=reference, decision=decision, **form.cleaned_data)
        return _("Marked. Both sides see it; nothing follows from it by itself.")

    return attempt(request, reference, deed, "unfounded_form", form)


@page("misuse.read")
def misuse(request: PageRequest) -> HttpResponse:
    """What sellers reported: what waits, or all of it, the newest first."""
    state = choice(request.GET, "state", ["all"], default="")
    rows = MisuseReport.objects.visible_to(request.actor).select_related("case__complainant", "by_party")
    rows = rows if state else rows.filter(state="filed")
    found = NEWEST.page(rows, request.GET.get("cursor"))
    context = {
        "page": found,
        "lines": [_line(request, row) for row in found.rows],
        "count": capped_count(rows),
        "chips": [(_("Waiting"), request.path, not state), (_("All"), f"{request.path}?state=all", bool(state))],
        "shows_all": bool(state),
    }
    return render(request, "enforcement/misuse.html", context)


@page("misuse.read")
def misuse_count(request: PageRequest) -> HttpResponse:
    """How many reports wait, for the rail."""
    found = capped_count(MisuseReport.objects.visible_to(request.actor).filter(state="filed"))
    return HttpResponse(str(found) if found.number else "", content_type="text/plain")


@page("misuse.read", post="misuse.judge")
def misuse_report(request: PageRequest, report_id: UUID) -> HttpResponse:
    """One report with what it is about; by POST judges it."""
    shown = MisuseReport.objects.visible_to(request.actor).filter(id=report_id)
    row = shown.select_related("case__complainant", "case__seller", "by_party", "message", "evidence").first()
    if row is None:
        raise NotFound
    form, refusal = JudgeForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            services.judge_misuse(actor=request.actor, report_id=row.id, **form.cleaned_data)
            messages.success(request, _("Judged. The seller is told, with your reasons."))
            return see_other(request.path)
        except Refusal as refused:
            refusal = refused
            for name, sentences in (refused.fields if isinstance(refused, Invalid) else {}).items():
                for sentence in sentences:
                    form.add_error(name, sentence)
    ruling = row.rulings.first()
    load_words([row, *([row.message] if row.message else []), *([ruling] if ruling else [])])
    context = {
        **_line(request, row),
        "ruling": ruling,
        "judged_by": member_names([ruling.by_membership_id]).get(ruling.by_membership_id, "") if ruling else "",
        "gravity": GRAVITIES.get(ruling.gravity, "") if ruling else "",
        "paper": _paper(request, row),
        "complainant_record": accuracy_words(accuracy.figures_of(row.case.complainant_id)),
        "form": form if row.state == "filed" and may(request.actor, "misuse.judge") else None,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form.is_bound else 200
    return render(request, "enforcement/misuse_report.html", context, status=status)


def _line(request: PageRequest, row: MisuseReport) -> dict[str, Any]:
    return {
        "row": row,
        "url": reverse("enforcement:misuse_report", args=[request.marketplace.slug, row.id]),
        "case_url": case_url(request, row.case.reference),
        "kind": KINDS[row.kind],
        "state": MISUSEREPORT_STATES[row.state],
        "tone": MISUSEREPORT.colours[row.state],
    }


def _paper(request: PageRequest, row: MisuseReport) -> tuple[str, str] | None:
    """Name and address of what the seller gave with the report."""
    if row.evidence is None:
        return None
    name = labels_of([row.evidence]).get(row.evidence_id) or row.evidence.reference
    return name, reverse("evidence:original", args=[request.marketplace.slug, row.evidence.reference])
