"""A seller's vault as a page, and the end of the writing in a case."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.forms import add_refusal
from enforcement import services
from enforcement.defence.answering import PAPERS
from enforcement.forms_defence import ChannelEndForm, InspectForm, VaultForm
from enforcement.models import Case, Exhibit, VaultPaper
from enforcement.views.case import attempt
from enforcement.views.defending import kept_papers
from gateway.http import PageRequest, choice, see_other
from gateway.paging import Keyset
from policy.model import Pack
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid

NEWEST = Keyset("-id")


@page("case.answer")
def vault(request: PageRequest) -> HttpResponse:
    """The papers of a seller, the newest first, and a form for one more; by POST keeps it."""
    form = VaultForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.keep_paper(actor=request.actor, paper=form.paper)
            except (Invalid, Conflict) as refusal:
                add_refusal(form, refusal if isinstance(refusal, Invalid) else Invalid(refusal.message))
                status = refusal.status
            else:
                messages.success(request, _("Kept. You can put it into any case by a tick."))
                return see_other(request.path)
        form.keep_files()
    kind = choice(request.GET, "kind", list(PAPERS), default="")
    rows = VaultPaper.objects.visible_to(request.actor).kept().select_related("evidence")
    found = NEWEST.page(rows.filter(kind=kind) if kind else rows, request.GET.get("cursor"))
    slug = request.marketplace.slug
    papers = kept_papers(
        found.rows, slug, database_now().date(), used=_used_in([row.evidence_id for row in found.rows])
    )
    held = sorted(set(rows.order_by().values_list("kind", flat=True).distinct()), key=list(PAPERS).index)
    chips: list[tuple[Any, str, bool]] = [(_("All"), request.path, not kind)]
    chips += [(PAPERS[code], f"{request.path}?kind={code}", kind == code) for code in held]
    context = {"form": form, "papers": papers, "page": found, "chips": chips if len(held) > 1 else [], "slug": slug}
    return render(request, "enforcement/vault.html", context, status=status)


@page("case.answer")
def inspect(request: PageRequest) -> HttpResponse:
    """The goods of a listing beside what it says, point by point; by POST writes the report into the vault."""
    form = InspectForm(
        request.POST or None, request.FILES or None, initial={"listing": request.GET.get("listing", "")[:60]}
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                services.inspect_goods(
                    actor=request.actor, number=given["listing"], found=form.found, note=given["note"],
                    pictures=given["pictures"],
                )  # fmt: skip
            except (Invalid, Conflict) as refusal:
                add_refusal(form, refusal if isinstance(refusal, Invalid) else Invalid(refusal.message))
                status = refusal.status
            else:
                messages.success(request, _("The report is in your vault, with today’s date."))
                return see_other(reverse("enforcement:vault", args=[request.marketplace.slug]))
        form.keep_files()
    context = {"form": form, "points": form.points, "slug": request.marketplace.slug}
    return render(request, "enforcement/inspect.html", context, status=status)


def _used_in(evidence: list[UUID]) -> dict[UUID, list[str]]:
    """The references of the cases that each piece was put into."""
    found: dict[UUID, list[str]] = {}
    rows = Exhibit.objects.filter(evidence__in=evidence).order_by("id").values_list("evidence_id", "case__reference")
    for piece, reference in rows:
        found.setdefault(piece, []).append(reference)
    return found


@action("case.answer")
def end_paper(request: PageRequest, paper_id: UUID) -> HttpResponse:
    """Put a paper away."""
    services.end_paper(actor=request.actor, paper_id=paper_id)
    messages.success(request, _("Put away. Cases into which you had put it keep it."))
    return see_other(reverse("enforcement:vault", args=[request.marketplace.slug]))


@action("case.read")
def end_channel(request: PageRequest, reference: str) -> HttpResponse:
    """Either side ends the writing in its case."""
    form = ChannelEndForm(request.POST)

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        if not form.is_valid():
            raise Invalid
        services.end_channel(actor=request.actor, reference=reference, reasons=form.cleaned_data["reasons"])
        return _("Ended. Neither side can write here any more; the case itself goes on.")

    return attempt(request, reference, deed, "channel_form", form)
