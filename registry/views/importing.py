"""Lists of rights: upload, what the columns mean, what would change, the job, and the rows to be mended."""

from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import action, page
from accounts.models import Party
from accounts.permissions import may
from evidence.services import labels_of
from gateway.http import PageRequest, fragment_wanted, position_answer, see_other
from gateway.http import found as one_of
from gateway.paging import Keyset
from registry.forms import add_errors
from registry.list_forms import FACTS, ConstantsForm, ListForm, WrongRowForm, facts_of
from registry.models import RightList, WrongRow
from registry.reading.cells import cell_of
from registry.reading.columns import PICTURE
from registry.reading.raw import Unreadable
from registry.reading.source import FORMATS
from registry.services import lists
from registry.views.looking import file_name_of, right_url
from tenancy.errors import Conflict, Invalid
from workflow import jobs
from workflow.machine import JOB as MACHINE

NEWEST, BY_LINE = Keyset("-id"), Keyset("line", "id")
FIRST_VALUES, SHOWN, FORMS = 3, 8, 20


def _url(request: PageRequest, name: str, *args: str) -> str:
    return reverse(f"registry:{name}", args=[request.marketplace.slug, *args])


def _list(request: PageRequest, ref: str) -> RightList:
    rows = RightList.objects.visible_to(request.actor).select_related("owner", "evidence", "pictures", "job")
    return one_of(rows, reference=ref)


@page("right.register")
def upload(request: PageRequest) -> HttpResponse:
    """Hand in a list; the ones before it."""
    owners = _owners(request)
    form = ListForm(request.POST or None, request.FILES or None, owners=owners)
    if request.method == "POST" and form.is_valid():
        try:
            owner = form.cleaned_data.get("owner") or (owners[0] if len(owners) == 1 else None)
            name = file_name_of(request, "file")
            made = lists.receive_list(
                actor=request.actor, file=form.cleaned_data["file"], name=name, owner=owner,
                pictures=form.cleaned_data["pictures"],
            )  # fmt: skip
            return see_other(_url(request, "import", made.reference))
        except Invalid as refusal:
            add_errors(refusal.fields, form)
    rows = RightList.objects.visible_to(request.actor).select_related("owner", "evidence", "job")
    earlier = NEWEST.page(rows, request.GET.get("cursor"), size=10)
    done = jobs.done_of([one.job for one in earlier.rows if one.job])
    labels = labels_of([one.evidence for one in earlier.rows])
    context = {
        "form": form,
        "lines": [
            {
                "list": one,
                "name": labels.get(one.evidence_id) or one.reference,
                "url": _url(request, "import", one.reference),
                "format": FORMATS[one.format],
                **_state(one, done[one.job_id].failed - one.mended if one.job_id else 0),
            }
            for one in earlier.rows
        ],
        "page": earlier,
        "shows_owner": request.actor.is_operator or bool(request.actor.brands),
    }
    return render(request, "registry/imports.html", context, status=422 if request.method == "POST" else 200)


def _owners(request: PageRequest) -> list[Party]:
    """For whom this person may hand in a list; none where that is clear."""
    brands = Party.objects.filter(kind=Party.Kind.BRAND, state=Party.State.ACTIVE).order_by("name_key")
    if request.actor.is_operator:
        return list(brands[:500])
    return list(brands.filter(id__in={request.actor.party_id, *request.actor.brands} - {None}))


def _state(listed: RightList, wrong: int) -> dict[str, Any]:
    if listed.job is None:
        return {"state": _("Not brought in yet"), "tone": "wait", "wrong": 0}
    return {"state": listed.job.get_state_display(), "tone": MACHINE.colour(listed.job.state), "wrong": max(0, wrong)}


@page("right.register")
def one_list(request: PageRequest, ref: str) -> HttpResponse:
    """A list: before it is brought in what its columns mean and what would change, afterwards what came of it."""
    listed = _list(request, ref)
    if listed.job_id is not None:
        return _brought_in(request, listed)
    if request.method != "POST":
        return _mapping(request, listed, checked="check" in request.GET)
    form = ConstantsForm(request.POST, listed=listed)
    try:
        columns = {fact: name for fact in FACTS if (name := request.POST.get(f"column_{fact}", ""))}
        if listed.format == "xml":
            constants: dict[str, str] = {}
        else:
            constants = {name.removeprefix("all_"): request.POST.get(name, "") for name in form.fields}
        verified = request.POST.get("verified") == "yes" if may(request.actor, "right.verify") else None
        listed = lists.map_list(
            actor=request.actor, listed=listed, columns=columns, constants=constants, verified=verified
        )  # fmt: skip
        if "bring_in" in request.POST:
            lists.bring_in(actor=request.actor, listed=listed)
            return see_other(_url(request, "import", ref))
    except Invalid as refusal:
        add_errors(refusal.fields, form)
        return _mapping(request, _list(request, ref), form=form, status=422)
    except Conflict as conflict:
        messages.error(request, conflict.message)
        return see_other(_url(request, "import", ref))
    return see_other(f"{_url(request, 'import', ref)}?check=1#difference")


def _mapping(
    request: PageRequest,
    listed: RightList,
    *,
    form: ConstantsForm | None = None,
    checked: bool = False,
    status: int = 200,
) -> HttpResponse:
    broken = ""
    outlook = None
    first: list[Any] = []
    try:
        first = list(islice(lists.records(listed), FIRST_VALUES))
        outlook = lists.outlook(actor=request.actor, listed=listed)
    except Unreadable as fault:
        broken = str(fault)
    context = {
        "list": listed,
        "name": labels_of([listed.evidence]).get(listed.evidence_id) or listed.reference,
        "format": FORMATS[listed.format],
        "form": form or ConstantsForm(listed=listed),
        "choices": [(fact, str(label)) for fact, label in FACTS.items()],
        "columns": [
            (f"column_{fact}", label, listed.columns.get(fact, ""), _first(first, listed.columns.get(fact, "")))
            for fact, label in FACTS.items()
        ],
        "unused": [(name, _first(first, name)) for name in listed.headings if name not in listed.columns.values()],
        "outlook": outlook,
        "names_pictures": bool(listed.columns.get(PICTURE)),
        "checked": checked,
        "previewed": _previewed(outlook) if outlook else [],
        "differences": _differences(request, outlook) if outlook else [],
        "faults": [(line, faults) for line, faults in sorted(outlook.faults.items())[:50]] if outlook else [],
        "broken": broken,
        "is_table": listed.format != "xml",
        "may_verify": bool(may(request.actor, "right.verify")),
        "slug": request.marketplace.slug,
    }
    return render(request, "registry/import_map.html", context, status=status)


def _first(raws: list[Any], column: str) -> str:
    """The first values of a column, to know it by."""
    values = [cell_of("", raw.values.get(column)) for raw in raws if column]
    return " · ".join(value[:60] for value in values if value)


def _previewed(outlook: lists.Outlook) -> list[Any]:
    """The first new rows as they would go in."""
    facts = [
        fact for fact in FACTS if fact != PICTURE and any(_is_said(row.details, fact) for row in outlook.fresh[:SHOWN])
    ][:8]
    return [
        [str(FACTS[fact]) for fact in facts],
        [
            (row.line, [(str(FACTS[fact]), cell_of(fact, getattr(row.details, fact))) for fact in facts])
            for row in outlook.fresh[:SHOWN]
        ],
    ]


def _is_said(details: Any, fact: str) -> bool:
    return getattr(details, fact) not in ("", (), None, False, {})


def _differences(request: PageRequest, outlook: lists.Outlook) -> list[Any]:
    return [
        (
            one,
            right_url(one.right, request.marketplace.slug),
            [(FACTS[name], cell_of(name, before), cell_of(name, after)) for name, before, after in one.fields],
        )
        for one in outlook.differences
    ]


def _brought_in(
    request: PageRequest, listed: RightList, *, forms: list[WrongRowForm] | None = None, status: int = 200
) -> HttpResponse:
    """How far the job is, what came of it, and the rows to be mended."""
    assert listed.job is not None
    done = jobs.done_of([listed.job])[listed.job.id]
    wrong = WrongRow.objects.filter(listed=listed)
    found = BY_LINE.page(wrong, request.GET.get("cursor"), size=FORMS)
    is_running = listed.job.state in ("waiting", "running")
    context = {
        "list": listed,
        "name": labels_of([listed.evidence]).get(listed.evidence_id) or listed.reference,
        "format": FORMATS[listed.format],
        "done": done,
        "state": str(listed.job.get_state_display()),
        "tone": MACHINE.colour(listed.job.state),
        "is_running": is_running,
        "counts": [(_("new"), done.counts.get("new", 0)), (_("changed"), done.counts.get("changed", 0)),
                   (_("as on file"), done.counts.get("unchanged", 0)),
                   *([(_("pictures"), done.counts.get("pictures", 0))] if listed.pictures_id else [])],
        "wrong": wrong.count(),
        "unkept": max(0, done.failed - lists.MOST_WRONG),
        "forms": forms if forms is not None else _forms(listed, list(found.rows)) if not is_running else [],
        "page": found,
        "job_url": reverse("web:job", args=[request.marketplace.slug, listed.job.id]),
        "position": f'"{_position(listed)}"',
        "position_url": _url(request, "import_position", listed.reference),
        "refresh": request.get_full_path(),
        "slug": request.marketplace.slug,
    }  # fmt: skip
    template = "registry/import_done.html#whole" if fragment_wanted(request) else "registry/import_done.html"
    return render(request, template, context, status=status)


def _forms(listed: RightList, rows: list[WrongRow]) -> list[WrongRowForm]:
    facts = facts_of(listed, rows)
    return [WrongRowForm(row, facts) for row in rows]


def _position(listed: RightList) -> str:
    """Changes whenever the job moves on or a row is mended."""
    assert listed.job is not None
    done = jobs.done_of([listed.job])[listed.job.id]
    return f"{listed.job.version}.{done.done}.{done.failed}.{listed.mended}"


@page("right.register")
def position(request: PageRequest, ref: str) -> HttpResponse:
    """How far the job is, as an ETag."""
    listed = _list(request, ref)
    value = _position(listed) if listed.job else "none"
    return position_answer(request, value)


@action("right.register")
def mend(request: PageRequest, ref: str) -> HttpResponse:
    """Take in the rows that were put right; those still wrong stay, as they were typed."""
    listed = _list(request, ref)
    corrections: dict[int, dict[str, str]] = {}
    for name, value in request.POST.items():
        line, dash, fact = name.partition("-")
        if dash and line.isascii() and line.isdecimal() and len(line) < 10 and fact in FACTS:
            corrections.setdefault(int(line), {})[fact] = str(value)
    came = lists.mend(actor=request.actor, listed=listed, corrections=corrections)
    if came.taken:
        told = ngettext("%(count)d row went in.", "%(count)d rows went in.", came.taken) % {"count": came.taken}
        messages.success(request, told)
    if came.still_wrong:
        rows = list(WrongRow.objects.filter(listed=listed, line__in=came.still_wrong))
        return _brought_in(request, _list(request, ref), forms=_forms(listed, rows), status=422)
    return see_other(_url(request, "import", ref))
