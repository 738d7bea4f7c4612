"""Reporting a listing without an account, and following what became of it by a link that nobody guesses."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import public_page
from accounts.queries import house_language
from enforcement import services
from enforcement.machine import UNDECIDED_REPORTS
from enforcement.models import Report
from enforcement.report_forms import TRAP, AddForm, ContestForm, ReportForm
from enforcement.report_told import REDRESS, SECOND_LOOK
from enforcement.reported import Progress, numbers_in, progress_of
from enforcement.services import Reported
from enforcement.services.report_letters import address_of, follow_url
from enforcement.services.reporting import KNOWN_TO_ANYBODY, contestable
from gateway.http import PageRequest, see_other
from gateway.limits import client_address, limit
from gateway.text import text_fault
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, Refusal, TooMany

PER_ADDRESS, PER_MARKETPLACE, LINKS = 10, 600, 240
"""Reports an hour by one network address, and to one marketplace in all; follow-up pages an hour by one address."""
MOST_PREFILLED = 20


@public_page("Anybody reports what they have seen or bought (Digital Services Act, art. 16).")
def report(request: PageRequest) -> HttpResponse:
    """The form; `?listing=` with a number or link, as often as needed, fills in which. What was typed stays."""
    first = {"listings": "\n".join(_prefilled(request)), "language": house_language()}
    form = ReportForm(request.POST or None, request.FILES or None, initial=first)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _filed(request, form)
            except Invalid as refused:
                _explain(form, refused)
            except TooMany as refused:
                form.add_error(
                    None, _("So many reports came at once that this one must wait. %(why)s") % {"why": refused}
                )
                status = 429
        form.keep_files_of(client_address(request))
    context = {"form": form, "trap": form[TRAP], "known": _known(request), "marketplace": request.marketplace}
    return _kept_private(render(request, "enforcement/report.html", context, status=status))


def _filed(request: PageRequest, form: ReportForm) -> HttpResponse:
    address = client_address(request)
    limit("report", address, per_hour=PER_ADDRESS)
    limit("reports of a marketplace", str(request.marketplace.id), per_hour=PER_MARKETPLACE)
    given = form.cleaned_data
    words = {name: given[name] for name in ("kind", "explanation", "order", "name", "email", "language")}
    said = Reported(
        numbers=numbers_in(given["listings"]), in_good_faith=given["good_faith"], files=given["papers"], **words
    )
    filed = services.file_report(actor=request.actor, said=said, whence=address)
    here = reverse("enforcement:follow_report", args=[request.marketplace.slug, filed.token])
    return _kept_private(see_other(f"{here}?filed=1"))


@public_page("Whoever holds the link of a report's receipt sees what became of it; the link is the proof.")
def follow_report(request: PageRequest, token: str) -> HttpResponse:
    """Where the report stands, what was decided and why, and what can be done; by POST adds, contests or takes back."""
    limit("report link", client_address(request), per_hour=LINKS)
    row = services.report_of(token)
    if request.method != "POST":
        return _followed(request, row, token)
    forms = {"add": AddForm, "contest": ContestForm}
    deed = request.POST.get("deed", "")
    if deed not in DEEDS:
        return _followed(request, row, token)
    kind = forms.get(deed)
    form = kind(request.POST, request.FILES) if kind else None
    try:
        if form is not None and not form.is_valid():
            return _followed(request, row, token, status=422, refused={f"{deed}_form": form})
        done = DEEDS[deed](row, _by(request, row), form.cleaned_data if form else {})
    except Refusal as refused:
        if form is not None and isinstance(refused, Invalid):
            _explain(form, refused)
        given = {f"{deed}_form": form} if form else {}
        shown = refused if isinstance(refused, Conflict) else None
        return _followed(request, row, token, status=refused.status, refusal=shown, refused=given)
    messages.success(request, done)
    return _kept_private(see_other(request.path))


def _add(row: Report, actor: Actor, given: dict[str, Any]) -> str:
    services.add_to_report(actor=actor, report=row, explanation=given["explanation"], files=given["papers"])
    return _("Added. Whoever looks at the report sees it.")


def _contest(row: Report, actor: Actor, given: dict[str, Any]) -> str:
    services.contest_dismissal(actor=actor, report=row, explanation=given["explanation"])
    return _("Somebody else looks at it now.")


def _withdraw(row: Report, actor: Actor, given: dict[str, Any]) -> str:
    services.withdraw_report(actor=actor, report=row)
    return _("You have taken the report back.")


DEEDS: dict[str, Callable[[Report, Actor, dict[str, Any]], str]] = {
    "add": _add,
    "contest": _contest,
    "withdraw": _withdraw,
}


def _followed(
    request: PageRequest,
    row: Report,
    token: str,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
    refused: Mapping[str, Form] | None = None,
) -> HttpResponse:
    steps = progress_of(row)
    waits = any(step.state in UNDECIDED_REPORTS for step in steps)
    context = {
        "report": row,
        "steps": steps,
        "statements": list(row.statements.order_by("number")),
        "files": row.pictures.count(),
        "link": follow_url(row, token),
        "just_filed": "filed" in request.GET,
        "is_mailed": bool(address_of(row)),
        "waits": waits,
        "may_contest": bool(contestable([step.line for step in steps], database_now())),
        "redress": _redress(steps),
        "refusal": refusal,
        "add_form": AddForm(),
        "contest_form": ContestForm(),
        **(refused or {}),
    }
    return _kept_private(render(request, "enforcement/report_followed.html", context, status=status))


def _redress(steps: list[Progress]) -> list[object]:
    """What can be done against what was decided."""
    found: list[object] = []
    if any(step.state == "dismissed" and step.line.contested_at is None for step in steps):
        found.append(SECOND_LOOK)
    if found or any(
        step.state == "dismissed" or any(end.outcome == "rejected" for end in step.ended) for step in steps
    ):
        found.append(REDRESS)
    return found


def _by(request: PageRequest, row: Report) -> Actor:
    """Who acts: the party of the report, if one of its people is signed in; else nobody's name is kept."""
    mine = row.party_id is not None and request.actor.party_id == row.party_id
    return request.actor if mine else Actor.anonymous(request.marketplace.id)


def _prefilled(request: PageRequest) -> list[str]:
    given = [text for text in request.GET.getlist("listing")[:MOST_PREFILLED] if text_fault(text) is None]
    return [text[:500] for text in given]


def _known(request: PageRequest) -> list[Listing]:
    """What the address names, where it is for anybody to know: so that one sees that it is the right one."""
    numbers = numbers_in("\n".join(_prefilled(request)))
    rows = Listing.objects.filter(number__in=numbers, state__in=KNOWN_TO_ANYBODY).select_related("seller")
    return list(rows.order_by("number")) if numbers else []


def _explain(form: Form, refused: Invalid) -> None:
    for name, sentences in refused.fields.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


def _kept_private(response: HttpResponse) -> HttpResponse:
    """The address of the page is the secret: nobody is told it as a referrer, and nobody keeps the page.

    Not “no-referrer”: then a browser hides the origin too, by which a form proves that it is ours.
    """
    response["Referrer-Policy"] = "strict-origin"
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response
