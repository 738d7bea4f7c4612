"""Jobs: what runs and what has ended; one of them with its progress, the rows at fault, and what can be done."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.models import Membership
from accounts.permissions import may
from gateway.http import PageRequest, found, fragment_wanted, position_answer, see_other
from gateway.paging import Keyset, Page
from gateway.text import disposition, neutral_cell
from tenancy.actor import Actor
from tenancy.context import database_now
from workflow import jobs as work
from workflow.jobs import MOST_FAULTS, Done
from workflow.kinds import KINDS, Kind
from workflow.machine import JOB as MACHINE
from workflow.models import Job, JobFault

NEWEST = Keyset("-id")
BY_ROW = Keyset("position", "id")
MOST_OPEN = 50
SIZE = 50
LEAST_SECONDS = 3
"""Before that a pace is a guess."""


@dataclass(frozen=True)
class Line:
    """A job as people read it."""

    job: Job
    kind: Kind | None
    done: Done
    url: str
    who: str

    @property
    def title(self) -> str:
        """The kind's name; of one that this version does not know, its code."""
        return str(self.kind.title) if self.kind else str(self.job.kind)

    @property
    def about(self) -> str:
        """What it is about, in a few words."""
        return self.kind.about(self.job) if self.kind and self.kind.about else ""

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return MACHINE.colour(self.job.state)

    @property
    def state(self) -> str:
        """Its state, in words."""
        stopping = self.job.cancel_wanted and self.job.state in ("waiting", "running")
        return _("Stopping") if stopping else str(self.job.get_state_display())

    @property
    def bar_tone(self) -> str:
        """The colour of its bar."""
        return self.tone if self.job.state in ("done", "failed") else ""

    @property
    def counts(self) -> list[tuple[str, int]]:
        """What came of it: words and number."""
        words = self.kind.counts if self.kind else {}
        return [(str(said), self.done.counts[name]) for name, said in words.items() if name in self.done.counts]


@page("job.read")
def jobs(request: PageRequest) -> HttpResponse:
    """Those that wait or run, then those that have ended, the newest first."""
    rows = Job.objects.visible_to(request.actor)
    running = list(rows.open().order_by("-id")[:MOST_OPEN])
    ended: Page = NEWEST.page(
        rows.exclude(state__in=["waiting", "running"]), request.GET.get("cursor"), size=SIZE
    )  # fmt: skip
    lines = _lines([*running, *ended.rows], request)
    context = {
        "running": lines[: len(running)],
        "ended": lines[len(running) :],
        "page": ended,
        "position": _etag(_position(lines[: len(running)])),
        "position_url": reverse("web:jobs_position", args=[request.marketplace.slug]),
        "refresh": request.get_full_path(),
    }
    return render(request, "web/jobs.html#rows" if fragment_wanted(request) else "web/jobs.html", context)


@page("job.read")
def jobs_position(request: PageRequest) -> HttpResponse:
    """How those that wait or run stand, as an ETag."""
    running = list(Job.objects.visible_to(request.actor).open().order_by("-id")[:MOST_OPEN])
    return position_answer(request, _position(_lines(running, request)))


@page("job.read")
def job(request: PageRequest, job_id: UUID) -> HttpResponse:
    """One job: how far it is, how fast, the rows at fault."""
    row = found(Job.objects.visible_to(request.actor), id=job_id)
    [line] = _lines([row], request)
    faults: Page = BY_ROW.page(JobFault.objects.filter(job=row), request.GET.get("cursor"), size=SIZE)
    slug = request.marketplace.slug
    context = {
        "line": line,
        "job": row,
        "remaining": _remaining(line, database_now()),
        "faults": [(fault, line.kind.said(fault) if line.kind else fault.code) for fault in faults.rows],
        "page": faults,
        "unkept": max(0, line.done.failed - MOST_FAULTS),
        "has_positions": any(fault.position for fault in faults.rows),
        "failure": _failure(row),
        "may_manage": may(request.actor, "job.manage"),
        "can_cancel": row.state in ("waiting", "running") and not row.cancel_wanted,
        "can_resume": row.state in ("failed", "cancelled"),
        "leads_to": _leads_to(line, slug),
        "position": _etag(_position([line])),
        "position_url": reverse("web:job_position", args=[slug, row.id]),
        "refresh": request.get_full_path(),
        "slug": slug,
    }
    return render(request, "web/job.html#whole" if fragment_wanted(request) else "web/job.html", context)


@page("job.read")
def job_position(request: PageRequest, job_id: UUID) -> HttpResponse:
    """How far it is, as an ETag: asking again costs two queries and no body."""
    row = found(Job.objects.visible_to(request.actor), id=job_id)
    return position_answer(request, _position(_lines([row], request)))


@page("job.read")
def job_faults(request: PageRequest, job_id: UUID) -> HttpResponse:
    """The rows at fault as CSV, made so that no spreadsheet runs a cell."""
    row = found(Job.objects.visible_to(request.actor), id=job_id)
    kind = KINDS.get(row.kind)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_("Line"), _("What"), _("Code"), _("Reason")])
    for fault in JobFault.objects.filter(job=row).order_by("position", "id"):
        said = kind.said(fault) if kind else fault.code
        writer.writerow(map(neutral_cell, (fault.position or "", fault.called, fault.code, said)))
    headers = {"Content-Disposition": disposition(f"faults-{row.id}.csv", download=True)}
    return HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


@action("job.manage")
def cancel_job(request: PageRequest, job_id: UUID) -> HttpResponse:
    """Stop it after the step it is at."""
    row = found(Job.objects.visible_to(request.actor), id=job_id)
    work.cancel(actor=request.actor, asked=row)
    messages.success(request, _("It stops within seconds. What is done stays done."))
    return see_other(reverse("web:job", args=[request.marketplace.slug, row.id]))


@action("job.manage")
def resume_job(request: PageRequest, job_id: UUID) -> HttpResponse:
    """Let it go on where it stopped."""
    row = found(Job.objects.visible_to(request.actor), id=job_id)
    work.resume(actor=request.actor, asked=row)
    messages.success(request, _("It goes on within seconds, where it stopped."))
    return see_other(reverse("web:job", args=[request.marketplace.slug, row.id]))


def _lines(rows: list[Job], request: PageRequest) -> list[Line]:
    """Two queries: how far they are, and who asked."""
    done, names = work.done_of(rows), _names(rows, request.actor)
    slug = request.marketplace.slug
    return [
        Line(row, KINDS.get(row.kind), done[row.id], reverse("web:job", args=[slug, row.id]), names[row.id])
        for row in rows
    ]


def _names(rows: list[Job], actor: Actor) -> dict[UUID, str]:
    """Who asked for each. Staff are named to staff; a party sees its own people."""
    ids = {row.asked_by["membership_id"] for row in rows if row.asked_by["membership_id"]}
    people = {str(one.id): one for one in Membership.objects.filter(id__in=ids).select_related("user", "party")}
    names = {}
    for row in rows:
        person = people.get(row.asked_by["membership_id"] or "")
        if person is not None:
            sees = actor.is_operator or person.party_id == actor.party_id
            names[row.id] = str(person.user) if sees else str(person.party.name)
        else:
            names[row.id] = {"system": _("The house"), "key": _("A program")}.get(row.asked_by["kind"], _("Somebody"))
    return names


def _remaining(line: Line, now: datetime) -> dict[str, Any] | None:
    """Rows a second and when it will be done, at the pace since it began or went on; None while nobody knows."""
    row = line.job
    if row.state != "running" or row.paced_at is None or row.total is None:
        return None
    seconds, gone = (now - row.paced_at).total_seconds(), line.done.done - row.paced_done
    if seconds < LEAST_SECONDS or gone <= 0:
        return None
    pace = gone / seconds
    left = timedelta(seconds=max(0, row.total - line.done.done) / pace)
    return {"pace": round(pace) if pace >= 1 else round(pace, 2), "ends_at": now + left}


def _failure(row: Job) -> str:
    """Why a job has failed, as a sentence: a refusal's own, or the name of the fault for whoever looks into it."""
    if row.state != "failed":
        return ""
    if row.failure == "WorkerLost":
        return _("Each time the process that worked at it disappeared. It stands where it was; nothing is half done.")
    if row.failure.isidentifier():
        words = _("It failed five times at the same place (%(fault)s). It stands where it was; nothing is half done.")
        return words % {"fault": row.failure}
    return row.failure


def _leads_to(line: Line, slug: str) -> tuple[str, str] | None:
    if line.kind is None or line.kind.leads_to is None or line.job.state != "done":
        return None
    name, words = line.kind.leads_to
    return reverse(name, args=[slug]), str(words)


def _position(lines: list[Line]) -> str:
    """Changes whenever one of them moves."""
    return "-".join(f"{one.job.id.hex[-8:]}.{one.job.version}.{one.done.done}.{one.done.failed}" for one in lines)


def _etag(value: str) -> str:
    return f'"{value}"'
