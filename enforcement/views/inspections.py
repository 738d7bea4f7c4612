"""A seller's looks at its own catalogue: how far the one that runs is, the reports, when the next begins by itself."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.forms import add_refusal
from enforcement import services
from enforcement.defence.selfcheck import HEADINGS, said
from enforcement.forms_defence import ONCE, InspectionForm
from enforcement.models import CatalogueInspection, InspectionFinding, InspectionSchedule
from gateway.http import PageRequest, choice, fragment_wanted, position_answer, see_other
from gateway.http import found as one_of
from gateway.paging import Keyset
from scanner.precheck.told import LABELS, TONES
from scanner.precheck.values import SEVERITIES
from sellers.models import Listing
from tenancy.errors import Conflict, Invalid
from workflow import jobs
from workflow.models import Job

NEWEST, GRAVEST = Keyset("-id"), Keyset("weight", "id")
Change = InspectionFinding.Change
CHANGE_TONES = {Change.NEW: "stop", Change.OPEN: "wait", Change.MENDED: "good"}


@page("case.answer")
def inspections(request: PageRequest) -> HttpResponse:
    """What runs, what was found before, when the next begins; by POST begins one, or has them begin by themselves."""
    if request.method != "POST":
        return _page(request, InspectionForm(initial=_initial(request)))
    form = InspectionForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    given = form.cleaned_data
    try:
        if given["cadence"] != ONCE:
            services.schedule_inspections(actor=request.actor, cadence=given["cadence"], looks=given["looks"])
            messages.success(
                request, _("Your catalogue is looked through by itself from now on. You get a mail each time.")
            )
        else:
            services.inspect_catalogue(actor=request.actor, looks=given["looks"])
            messages.success(request, _("It has begun. You get a mail when the report is there."))
    except (Invalid, Conflict) as refusal:
        add_refusal(form, refusal if isinstance(refusal, Invalid) else Invalid(refusal.message))
        return _page(request, form, refusal.status)
    return _back(request)


@page("case.answer")
def inspections_position(request: PageRequest) -> HttpResponse:
    """How far the look is that runs, as an ETag."""
    return position_answer(request, _position(_newest(request)))


@action("case.answer")
def pause_inspections(request: PageRequest) -> HttpResponse:
    """Let none begin, or let them begin again."""
    paused = choice(request.POST, "paused", ["yes", "no"], default="yes") == "yes"
    services.pause_inspections(actor=request.actor, paused=paused)
    messages.success(
        request, _("Paused. None begins until you go on.") if paused else _("They begin by themselves again.")
    )
    return _back(request)


@action("case.answer")
def end_inspections(request: PageRequest) -> HttpResponse:
    """None begins by itself any more."""
    services.end_inspections(actor=request.actor)
    messages.success(request, _("Ended. The reports stay."))
    return _back(request)


@page("case.answer")
def inspection(request: PageRequest, reference: str) -> HttpResponse:
    """The report of one look: what was found in which listing, what to do, what was mended since the look before."""
    rows = CatalogueInspection.objects.visible_to(request.actor).select_related("paper__evidence", "previous")
    row: CatalogueInspection = one_of(rows, reference=reference)
    if row.ended_at is None:
        return _back(request)
    heading = choice(request.GET, "heading", list(row.looks), default="")
    is_mended = choice(request.GET, "show", ["open", "mended"], default="open") == "mended"
    found = GRAVEST.page(_shown(row, heading, is_mended=is_mended), request.GET.get("cursor"))
    slug, counts = request.marketplace.slug, row.counts
    context = {
        "row": row, "slug": slug, "page": found, "counts": counts,
        "lines": [_line(one, slug) for one in found.rows],
        "chips": _chips(row, heading, request.path, is_mended=is_mended),
        "total": counts.get("new", 0) + counts.get("open", 0), "is_mended": is_mended, "is_filtered": bool(heading),
        "paper_url": _paper_url(row, slug),
    }  # fmt: skip
    return render(request, "enforcement/inspection.html", context)


def _shown(row: CatalogueInspection, heading: str, *, is_mended: bool) -> QuerySet[InspectionFinding]:
    rows = InspectionFinding.objects.filter(inspection=row).select_related("listing")
    rows = rows.filter(change=Change.MENDED) if is_mended else rows.exclude(change=Change.MENDED)
    return rows.filter(heading=heading) if heading else rows


def _line(one: InspectionFinding, slug: str) -> dict[str, Any]:
    sentence, remedy, where = said(one)
    listing, severity = one.listing, SEVERITIES[one.weight]
    has_ended = listing.state == Listing.State.ENDED
    goods_url = reverse("enforcement:inspect_goods", args=[slug]) + f"?listing={listing.number}"
    return {
        "row": one, "sentence": sentence, "remedy": remedy, "where": where,
        "label": LABELS[severity], "tone": TONES[severity],
        "change": one.get_change_display(), "change_tone": CHANGE_TONES[Change(one.change)],
        "touched": _("ended") if has_ended else _("changed since") if listing.revision > one.revision else "",
        "url": reverse("sellers:listing", args=[slug, listing.number]),
        "mend_url": "" if has_ended else reverse("sellers:revise", args=[slug, listing.number]),
        "goods_url": goods_url if one.code == "complained" and not has_ended else "",
    }  # fmt: skip


def _chips(row: CatalogueInspection, heading: str, path: str, *, is_mended: bool) -> list[tuple[str, str, bool]]:
    counts = row.counts
    chips = [(_("All"), path, not heading and not is_mended)]
    chips += [
        (f"{HEADINGS[code]} {counts.get(code, 0)}", f"{path}?heading={code}", heading == code)
        for code in row.looks
        if counts.get(code)
    ]
    if counts.get("mended"):
        chips.append((f"{Change.MENDED.label} {counts['mended']}", f"{path}?show=mended", is_mended))
    return chips if len(chips) > 1 else []


def _paper_url(row: CatalogueInspection, slug: str) -> str:
    """Where the PDF is looked at; "" where it is not in the vault."""
    return reverse("evidence:paper", args=[slug, row.paper.evidence.reference]) if row.paper else ""


def _page(request: PageRequest, form: InspectionForm, status: int = 200) -> HttpResponse:
    slug, newest = request.marketplace.slug, _newest(request)
    ended = CatalogueInspection.objects.visible_to(request.actor).filter(ended_at__isnull=False)
    earlier = NEWEST.page(ended, request.GET.get("cursor"), size=20)
    schedule = InspectionSchedule.objects.visible_to(request.actor).filter(ended_at=None).first()
    job = _job(newest)
    context = {
        "form": form, "rows": [(row, _words(row.looks)) for row in earlier.rows], "page": earlier, "slug": slug,
        "schedule": schedule, "schedule_words": _words(schedule.looks) if schedule else "", "running": newest, "job": job,
        "done": jobs.done_of([job])[job.id] if job else None,
        "is_running": job is not None and job.state in (Job.State.WAITING, Job.State.RUNNING),
        "is_stopped": job is not None and job.state in (Job.State.CANCELLED, Job.State.FAILED),
        "job_url": reverse("web:job", args=[slug, job.id]) if job else "",
        "position": f'"{_position(newest)}"',
        "position_url": reverse("enforcement:inspections_position", args=[slug]), "refresh": request.get_full_path(),
    }  # fmt: skip
    template = "enforcement/inspections.html"
    return render(request, f"{template}#now" if fragment_wanted(request) else template, context, status=status)


def _newest(request: PageRequest) -> CatalogueInspection | None:
    """The one that runs, or was stopped and not begun anew."""
    rows = CatalogueInspection.objects.visible_to(request.actor)
    found: CatalogueInspection | None = rows.filter(ended_at=None, stopped_at=None).order_by("-id").first()
    return found


def _job(row: CatalogueInspection | None) -> Job | None:
    return Job.objects.filter(id=row.job_id).first() if row else None


def _position(row: CatalogueInspection | None) -> str:
    """Changes whenever the look moves on, begins and ends."""
    job = _job(row)
    return f"{job.id}.{job.version}.{jobs.done_of([job])[job.id].done}" if job else "none"


def _initial(request: PageRequest) -> dict[str, Any]:
    known = InspectionSchedule.objects.visible_to(request.actor).filter(ended_at=None).first()
    return {"looks": known.looks if known else list(HEADINGS), "cadence": ONCE}


def _words(looks: Iterable[str]) -> str:
    return ", ".join(str(HEADINGS[code]) for code in looks)


def _back(request: PageRequest) -> HttpResponse:
    return see_other(reverse("enforcement:inspections", args=[request.marketplace.slug]))
