"""Lists of listings: upload, what the columns mean and what would go in, how far it is, what became of every row."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import page
from accounts.forms import add_refusal
from evidence.services import labels_of
from gateway.http import PageRequest, choice, fragment_wanted, position_answer, see_other
from gateway.http import found as one_of
from gateway.paging import Keyset
from gateway.text import disposition, neutral_cell
from registry.reading.raw import Unreadable
from registry.reading.source import FORMATS, MEDIA_TYPES
from sellers.forms_uploads import FIELDS, UploadedForm, UploadForm
from sellers.models import ListingFile
from sellers.services import uploads
from sellers.uploading.columns import FORM, GROUP, further_forms
from sellers.wording import places, price_text
from tenancy.errors import Conflict, Invalid
from workflow import jobs
from workflow.kinds import KINDS
from workflow.machine import JOB as MACHINE
from workflow.models import JobFault

NEWEST = Keyset("-id")
FIRST_VALUES, PREVIEWED, SHOWN_FAULTS = 3, 5, 20
BECAME = {
    "made": gettext_lazy("new"),
    "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("as before"),
    "refused": gettext_lazy("not taken in"),
}


def _url(request: PageRequest, name: str, *args: str) -> str:
    return reverse(f"sellers:{name}", args=[request.marketplace.slug, *args])


def _file(request: PageRequest, ref: str) -> ListingFile:
    return one_of(
        ListingFile.objects.visible_to(request.actor).select_related("seller", "evidence", "job"), reference=ref
    )


@page("listing.submit")
def upload(request: PageRequest) -> HttpResponse:
    """Hand in a list; the ones before it."""
    form = UploadForm(request.POST or None, request.FILES or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            file = form.cleaned_data["file"]
            made = uploads.receive_upload(
                actor=request.actor, file=file, name=str(file.name or ""), seller=form.cleaned_data.get("seller")
            )
            return see_other(_url(request, "upload", made.reference))
        except Invalid as refusal:
            add_refusal(form, refusal)
    rows = ListingFile.objects.visible_to(request.actor).select_related("seller", "evidence", "job")
    earlier = NEWEST.page(rows, request.GET.get("cursor"), size=10)
    done = jobs.done_of([one.job for one in earlier.rows if one.job])
    labels = labels_of([one.evidence for one in earlier.rows])
    context = {
        "form": form,
        "lines": [
            {
                "list": one, "name": labels.get(one.evidence_id) or one.reference,
                "url": _url(request, "upload", one.reference), "format": FORMATS[one.format],
                "done": done[one.job_id] if one.job_id else None, **_state(one),
            }
            for one in earlier.rows
        ],
        "page": earlier,
        "shows_seller": request.actor.is_operator,
    }  # fmt: skip
    return render(request, "sellers/uploads.html", context, status=422 if request.method == "POST" else 200)


def _state(listed: ListingFile) -> dict[str, str]:
    if listed.job is None:
        return {"state": _("Not taken in yet"), "tone": "wait"}
    return {"state": str(listed.job.get_state_display()), "tone": MACHINE.colour(listed.job.state)}


@page("listing.submit")
def one_upload(request: PageRequest, ref: str) -> HttpResponse:
    """A list: before it is taken in what its columns mean and what would go in, afterwards what became of it."""
    listed = _file(request, ref)
    if listed.job_id is not None:
        return _taken_in(request, listed)
    if request.method != "POST":
        return _mapping(request, listed)
    form = UploadedForm(request.POST, listed=listed)
    columns = {name: column for name in FIELDS if (column := request.POST.get(f"column_{name}", ""))}
    try:
        listed = uploads.map_upload(
            actor=request.actor, listed=listed, columns=columns,
            markets=request.POST.get("markets", ""), currency=request.POST.get("currency", ""),
        )  # fmt: skip
        if "take_in" in request.POST:
            uploads.take_in(actor=request.actor, listed=listed)
    except Invalid as refusal:
        add_refusal(form, refusal)
        return _mapping(request, _file(request, ref), form=form, status=422)
    except Conflict as conflict:
        messages.error(request, conflict.message)
    return see_other(_url(request, "upload", ref))


def _mapping(
    request: PageRequest, listed: ListingFile, *, form: UploadedForm | None = None, status: int = 200
) -> HttpResponse:
    broken, outlook = "", uploads.Outlook()
    try:
        outlook = uploads.outlook(listed)
    except Unreadable as fault:
        broken = str(fault)
    used = uploads.columns_used(listed)
    context = {
        "list": listed,
        "name": labels_of([listed.evidence]).get(listed.evidence_id) or listed.reference,
        "format": FORMATS[listed.format],
        "form": form or UploadedForm(listed=listed),
        "columns": [
            (name, label, listed.columns.get(name, ""), _says(listed, outlook, name))
            for name, label in FIELDS.items()
        ],
        "unused": [(name, _first(outlook, name)) for name in listed.headings if name not in used],
        "outlook": outlook,
        "wrong": len({fault.line for fault in outlook.faults}),
        "faults": [
            (fault.line, listed.columns.get(fault.field, fault.field), fault.sentence)
            for fault in outlook.faults[:SHOWN_FAULTS]
        ],
        "previewed": [
            (row.number, row.content.title, len(row.content.variants), price_text(row.content.price_cents, row.content.currency),
             places(row.content.markets, most=3))
            for row in outlook.sound[:PREVIEWED]
        ],
        "broken": broken,
        "slug": request.marketplace.slug,
    }  # fmt: skip
    return render(request, "sellers/upload_map.html", context, status=status)


def _says(listed: ListingFile, outlook: uploads.Outlook, name: str) -> str:
    """The first values of the column for a fact; for what sets rows apart the columns that are read for it."""
    if name == FORM and GROUP in listed.columns:
        return ", ".join(further_forms(listed.headings, listed.columns.get(FORM, "")))
    return _first(outlook, listed.columns.get(name, ""))


def _first(outlook: uploads.Outlook, column: str) -> str:
    """The first values of a column, to know it by."""
    values = [str(raw.values.get(column) or "")[:60] for raw in outlook.first[:FIRST_VALUES] if column]
    return " · ".join(value for value in values if value)


def _taken_in(request: PageRequest, listed: ListingFile) -> HttpResponse:
    """How far the job is, and what became of the rows so far."""
    assert listed.job is not None
    done = jobs.done_of([listed.job])[listed.job.id]
    faults = JobFault.objects.filter(job=listed.job).order_by("position", "id")[:SHOWN_FAULTS]
    refused = [(fault.position, fault.called, KINDS[uploads.KIND].said(fault)) for fault in faults]
    context = {
        "list": listed,
        "name": labels_of([listed.evidence]).get(listed.evidence_id) or listed.reference,
        "format": FORMATS[listed.format],
        "done": done,
        "total": listed.job.total,
        "state": str(listed.job.get_state_display()),
        "tone": MACHINE.colour(listed.job.state),
        "is_running": listed.job.state in ("waiting", "running"),
        "counts": [(_("new"), done.counts.get("made", 0)), (_("changed"), done.counts.get("changed", 0)),
                   (_("as before"), done.counts.get("unchanged", 0))],
        "refused": refused,
        "job_url": reverse("web:job", args=[request.marketplace.slug, listed.job.id]),
        "position": f'"{_position(listed)}"',
        "position_url": _url(request, "upload_position", listed.reference),
        "refresh": request.get_full_path(),
        "slug": request.marketplace.slug,
    }  # fmt: skip
    template = "sellers/upload_done.html#whole" if fragment_wanted(request) else "sellers/upload_done.html"
    return render(request, template, context)


def _position(listed: ListingFile) -> str:
    """Changes whenever the job moves on."""
    if listed.job is None:
        return "none"
    done = jobs.done_of([listed.job])[listed.job.id]
    return f"{listed.job.version}.{done.done}.{done.failed}"


@page("listing.submit")
def position(request: PageRequest, ref: str) -> HttpResponse:
    """How far the job is, as an ETag."""
    return position_answer(request, _position(_file(request, ref)))


@page("listing.submit")
def report(request: PageRequest, ref: str) -> HttpResponseBase:
    """What became of every row, or of those alone that were not taken in, as a table to take away."""
    listed = _file(request, ref)
    which = choice(request.GET, "which", ["all", "refused"], default="all")
    name = f"{listed.reference}-{which}.csv"
    headers = {"Content-Disposition": disposition(name, download=True)}
    pieces = _as_csv(uploads.reported(listed, refused_alone=which == "refused"))
    return StreamingHttpResponse(pieces, content_type=MEDIA_TYPES["csv"], headers=headers)


def _as_csv(rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    yield _line([_("Line"), _("Number"), _("What became of it"), _("Column"), _("What is wrong")])
    for line, number, became, wrong in rows:
        for column, sentence in wrong or [("", "")]:
            yield _line([line, number, BECAME.get(became, became), column, sentence])


def _line(cells: list[Any]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow([neutral_cell(str(cell)) for cell in cells])
    return out.getvalue().encode()
