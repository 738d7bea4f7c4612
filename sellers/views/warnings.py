"""Fraud: the page by which anybody reports it, the reports as staff read and join them, and the warnings for everybody inside."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.doors import action, page, public_page
from accounts.forms import add_refusal
from accounts.permissions import may
from accounts.queries import house_language
from audit.rows import load_words
from evidence.services import labels_of
from gateway.http import PageRequest, choice, see_other
from gateway.limits import client_address, limit
from gateway.paging import Keyset, capped_count
from policy.letters.languages import LANGUAGES
from sellers.machine import FRAUDSIGNAL, FRAUDWARNING
from sellers.models import FraudMark, FraudSignal, FraudWarning, FraudWarningVersion
from sellers.services import warnings as services
from sellers.warnings.forms import TRAP, CorrectForm, FraudForm, WarnForm, WhyForm
from sellers.warnings.words import KINDS, MARKS, TO_DO
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound, TooMany

PER_ADDRESS, PER_MARKETPLACE = 10, 300
"""Reports an hour by one network address, and to one marketplace in all."""
OLDEST, NEWEST = Keyset("id"), Keyset("-id")
STATES = ("received", "joined", "dismissed")
NEW_FOR = timedelta(days=30)
MOST_ALIKE = 40


@public_page("Anybody reports fraud that they met: sellers, buyers, passers-by.")
def report_fraud(request: PageRequest) -> HttpResponse:
    """The form; what was typed stays. Who is signed in hears of it at home, others by mail if they leave an address."""
    member = request.actor.kind == "person" and not request.actor.is_operator
    form, status = FraudForm(request.POST or None, request.FILES or None, is_member=member), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _reported(request, form)
            except Invalid as refused:
                add_refusal(form, refused)
            except TooMany as refused:
                form.add_error(None, str(refused))
                status = 429
        form.keep_files_of(client_address(request))
    context = {
        "form": form, "trap": form[TRAP], "marketplace": request.marketplace, "sent": request.GET.get("sent", "")[:12],
        "is_member": member,
    }  # fmt: skip
    return render(request, "sellers/fraud_report.html", context, status=status)


def _reported(request: PageRequest, form: FraudForm) -> HttpResponse:
    limit("fraud", client_address(request), per_hour=PER_ADDRESS)
    limit("fraud of a marketplace", str(request.marketplace.id), per_hour=PER_MARKETPLACE)
    asked = get_language() or ""
    language = next((one for one in LANGUAGES if one.lower() == asked), house_language())
    row = services.report_fraud(actor=request.actor, said=form.said(language))
    return see_other(f"{request.path}?sent={row.reference}")


@page("report.read")
def fraud_signals(request: PageRequest) -> HttpResponse:
    """Reports of fraud in one state, the oldest first, each with how many others it has something in common with."""
    return _signals(request, None)


def _signals(
    request: PageRequest, form: WarnForm | None, ticked: Collection[str] = (), status: int = 200
) -> HttpResponse:
    state = choice(request.GET, "state", STATES, default="received")
    rows = FraudSignal.objects.filter(state=state)
    found = OLDEST.page(rows.select_related("party"), request.GET.get("cursor"))
    load_words(list(found.rows))
    alike = _alike([row.id for row in found.rows])
    slug = request.marketplace.slug
    waits = state == "received" and bool(may(request.actor, "report.triage"))
    context = {
        "lines": [
            {**_line(row, slug), "alike": len(alike.get(row.id, {})), "ticked": row.reference in ticked}
            for row in found.rows
        ],
        "page": found,
        "count": capped_count(rows),
        "chips": [(FraudSignal.State(one).label, f"{request.path}?state={one}", one == state) for one in STATES],
        "form": (form or WarnForm()) if waits and found.rows else None,
        "slug": slug,
    }
    return render(request, "sellers/fraud_signals.html", context, status=status)


@page("report.read")
def fraud_signals_count(request: PageRequest) -> HttpResponse:
    """How many wait to be read, for the rail."""
    found = capped_count(FraudSignal.objects.filter(state="received"))
    return HttpResponse(str(found) if found.number else "", content_type="text/plain")


@action("report.triage")
def warn(request: PageRequest) -> HttpResponse:
    """Publish a warning on the reports that are ticked."""
    form, ticked = WarnForm(request.POST), request.POST.getlist("signal")
    if form.is_valid():
        try:
            made = services.publish_warning(
                actor=request.actor, kind=form.cleaned_data["kind"], said=form.warned, signals=ticked
            )
        except (Invalid, Conflict) as refused:
            add_refusal(form, refused if isinstance(refused, Invalid) else Invalid(refused.message))
        else:
            messages.success(request, _("Published. Everybody inside can read it; those who reported it are told."))
            return see_other(reverse("sellers:fraud_warning", args=[request.marketplace.slug, made.reference]))
    return _signals(request, form, ticked, status=422)


@page("report.read", post="report.triage")
def fraud_signal(request: PageRequest, reference: str) -> HttpResponse:
    """One report with what it shares with others; by POST dismisses it, or puts it to a warning that stands."""
    row = FraudSignal.objects.filter(reference=reference).select_related("party", "evidence", "warning").first()
    if row is None:
        raise NotFound
    form = WhyForm(request.POST if request.POST.get("deed") == "dismiss" else None)
    if request.method == "POST" and (answer := _settle(request, row, form)):
        return answer
    load_words([row])
    slug = request.marketplace.slug
    others = _alike([row.id]).get(row.id, {})
    rows = FraudSignal.objects.filter(id__in=others).select_related("warning").order_by("id")
    waits = row.state == "received" and bool(may(request.actor, "report.triage"))
    context = {
        **_line(row, slug),
        "marks": [(MARKS[one.kind], one.shown) for one in row.marks.order_by("kind", "id") if one.shown],
        "others": [(_line(one, slug), ", ".join(str(MARKS[kind]) for kind in sorted(others[one.id]))) for one in rows],
        "paper": _paper(row, slug),
        "form": form if waits else None,
        "standing": _titled(FraudWarning.objects.filter(state="published").order_by("-id")[:20]) if waits else [],
        "slug": slug,
    }
    return render(request, "sellers/fraud_signal.html", context, status=422 if form.is_bound else 200)


def _settle(request: PageRequest, row: FraudSignal, form: WhyForm) -> HttpResponse | None:
    """Dismiss or join; None where what was typed has to be put right."""
    back = see_other(reverse("sellers:fraud_signals", args=[request.marketplace.slug]))
    if request.POST.get("deed") == "join":
        services.join_signals(actor=request.actor, reference=request.POST.get("warning", ""), signals=[row.reference])
        messages.success(request, _("Put to the warning. Whoever reported it is told."))
        return back
    if not form.is_valid():
        return None
    services.dismiss_signal(actor=request.actor, reference=row.reference, words=form.cleaned_data["why"])
    messages.success(request, _("Nothing follows. Whoever reported it is told why."))
    return back


def _alike(signals: Collection[UUID]) -> dict[UUID, dict[UUID, set[str]]]:
    """By report, the others that share something with it, and what. Two queries."""
    mine: dict[tuple[str, str], set[UUID]] = {}
    for signal, kind, value in FraudMark.objects.filter(signal__in=signals).values_list("signal_id", "kind", "digest"):
        mine.setdefault((kind, value), set()).add(signal)
    found: dict[UUID, dict[UUID, set[str]]] = {}
    rows = FraudMark.objects.filter(kind__in=list(MARKS), digest__in=[value for _kind, value in mine]).order_by("-id")
    for other, kind, value in rows.values_list("signal_id", "kind", "digest")[: MOST_ALIKE * max(1, len(signals))]:
        for signal in mine.get((kind, value), ()):
            if signal != other:
                found.setdefault(signal, {}).setdefault(other, set()).add(kind)
    return found


def _line(row: FraudSignal, slug: str) -> dict[str, Any]:
    return {
        "row": row,
        "url": reverse("sellers:fraud_signal", args=[slug, row.reference]),
        "kind": KINDS[row.kind],
        "state": FraudSignal.State(row.state).label,
        "tone": FRAUDSIGNAL.colours[row.state],
        "by": row.party.name if row.party else _("a program") if row.channel == "program" else _("somebody outside"),
    }


def _paper(row: FraudSignal, slug: str) -> tuple[str, str] | None:
    if row.evidence is None:
        return None
    name = labels_of([row.evidence]).get(row.evidence_id) or row.evidence.reference
    kind = "evidence:picture" if row.evidence.is_picture else "evidence:paper"
    return name, reverse(kind, args=[slug, row.evidence.reference])


def _titled(rows: Collection[FraudWarning]) -> list[dict[str, Any]]:
    """Warnings with their newest version. Two queries."""
    found = list(rows)
    newest: dict[UUID, FraudWarningVersion] = {}
    for version in FraudWarningVersion.objects.filter(warning__in=found).order_by("number"):
        newest[version.warning_id] = version
    load_words(list(newest.values()))
    return [
        {
            "row": row, "said": newest[row.id], "kind": KINDS[row.kind], "tone": FRAUDWARNING.colours[row.state],
            "state": FraudWarning.State(row.state).label,
        }
        for row in found
    ]  # fmt: skip


@page("listing.read")
def fraud_warnings(request: PageRequest) -> HttpResponse:
    """The warnings, the newest first, also those that were withdrawn."""
    found = NEWEST.page(FraudWarning.objects.visible_to(request.actor), request.GET.get("cursor"))
    context = {"lines": _titled(found.rows), "page": found, "slug": request.marketplace.slug}
    return render(request, "sellers/fraud_warnings.html", context)


@page("listing.read")
def fraud_warnings_count(request: PageRequest) -> HttpResponse:
    """How many were published within thirty days and stand, for the rail."""
    rows = FraudWarning.objects.visible_to(request.actor).filter(state="published")
    found = capped_count(rows.filter(published_at__gt=database_now() - NEW_FOR))
    return HttpResponse(str(found) if found.number else "", content_type="text/plain")


@page("listing.read")
def fraud_warning(request: PageRequest, reference: str) -> HttpResponse:
    """One warning with what it said before."""
    return _warning(request, reference)


def _warning(request: PageRequest, reference: str, status: int = 200, **refused: Form) -> HttpResponse:
    row = FraudWarning.objects.visible_to(request.actor).filter(reference=reference).first()
    if row is None:
        raise NotFound
    versions = list(row.versions.order_by("-number"))
    load_words(versions)
    said = versions[0]
    edits = row.state == "published" and bool(may(request.actor, "report.triage"))
    known = {name: getattr(said, name) for name in ("title", "watch", "do")}
    context = {
        "row": row,
        "said": said,
        "earlier": versions[1:],
        "corrected": said.number > 1,
        "kind": KINDS[row.kind],
        "rule": TO_DO[row.kind],
        "state": FraudWarning.State(row.state).label,
        "tone": FRAUDWARNING.colours[row.state],
        "reports": row.signals.count() if request.actor.is_operator else None,
        "correct_form": CorrectForm(initial=known) if edits else None,
        "why_form": WhyForm() if edits else None,
        "slug": request.marketplace.slug,
        **refused,
    }
    return render(request, "sellers/fraud_warning.html", context, status=status)


@action("report.triage")
def change_warning(request: PageRequest, reference: str, deed: str) -> HttpResponse:
    """Correct a warning, or take it back."""
    forms: dict[str, tuple[str, type[Form]]] = {
        "correct": ("correct_form", CorrectForm),
        "withdraw": ("why_form", WhyForm),
    }
    if deed not in forms:
        raise NotFound
    name, kind = forms[deed]
    form = kind(request.POST)
    if form.is_valid():
        try:
            if isinstance(form, CorrectForm):
                services.correct_warning(
                    actor=request.actor, reference=reference, said=form.warned, why=form.cleaned_data["why"]
                )
                messages.success(request, _("Corrected. What it said before stays to be read."))
            else:
                services.withdraw_warning(actor=request.actor, reference=reference, why=form.cleaned_data["why"])
                messages.success(request, _("Withdrawn. Whoever has read it reads why."))
            return see_other(reverse("sellers:fraud_warning", args=[request.marketplace.slug, reference]))
        except Invalid as refused:
            add_refusal(form, refused)
    return _warning(request, reference, status=422, **{name: form})
