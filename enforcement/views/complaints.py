"""Complaints: choose the right and the listings, say what the law asks for, file; and follow what became of them."""

import re
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.permissions import require
from enforcement import queries, services
from enforcement.forms import ComplaintForm, RightForm, as_initial
from enforcement.machine import CASE, COMPLAINT
from enforcement.models import Complaint
from enforcement.services.filing import pack_of
from enforcement.words import CASE_STATES, COMPLAINT_STATES, PROBLEMS
from gateway.http import PageRequest, found, see_other
from gateway.paging import Keyset
from registry.models import Right
from sellers.models import Listing
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound, Refusal

NEWEST = Keyset("-made_at", "-id")
LINE = re.compile(r"[\s,;]+")


@page("complaint.read")
def complaints(request: PageRequest) -> HttpResponse:
    """The party's complaints, the newest first."""
    page_found = NEWEST.page(queries.complaints(request.actor), request.GET.get("cursor"))
    lines = [(row, COMPLAINT_STATES[row.state], COMPLAINT.colours[row.state]) for row in page_found.rows]
    return render(request, "enforcement/complaints.html", {"page": page_found, "lines": lines})


@page("complaint.file")
def complaint_new(request: PageRequest) -> HttpResponse:
    """First step: the right with its territory, and the listings."""
    rights = list(Right.objects.visible_to(request.actor).live(database_now().date()).order_by("title", "id")[:500])
    chosen = request.GET.getlist("listing")
    form = RightForm(rights, request.POST or None, initial={"listings": "\n".join(chosen)})
    if request.method == "POST" and form.is_valid():
        try:
            draft = _draft(request, form)
            return see_other(reverse("enforcement:complaint", args=[request.marketplace.slug, draft.reference]))
        except Invalid as refusal:
            for name, texts in refusal.fields.items():
                for sentence in texts:
                    form.add_error(name if name in form.fields else None, sentence)
    context = {"form": form, "rights": rights, "chosen": chosen}
    return render(request, "enforcement/complaint_new.html", context, status=422 if form.is_bound else 200)


def _draft(request: PageRequest, form: RightForm) -> Complaint:
    reference, _colon, region = form.cleaned_data["right"].partition(":")
    right = found(Right.objects.visible_to(request.actor), reference=reference)
    numbers = numbers_in(form.cleaned_data["listings"])
    rows = dict(Listing.objects.visible_to(request.actor).filter(number__in=numbers).values_list("number", "id"))
    unknown = [number for number in numbers if number not in rows]
    if unknown:
        shown = ", ".join(unknown[:10])
        raise Invalid(fields={"listings": [_("These are not listings here: %(numbers)s.") % {"numbers": shown}]})
    return services.save_draft(
        actor=request.actor, right=right, region=region, listings=[rows[number] for number in numbers]
    )


def numbers_in(typed: str) -> list[str]:
    """Listing numbers out of what was pasted: numbers, or links that end with one."""
    parts = [part.rstrip("/").rpartition("/")[2].partition("?")[0] for part in LINE.split(typed.strip())]
    return list(dict.fromkeys(part for part in parts if part))


@page("complaint.read", post="complaint.file")
def complaint(request: PageRequest, reference: str) -> HttpResponse:
    """A complaint: while it is a draft or incomplete its form, afterwards what became of each listing."""
    row = queries.complaint(reference, request.actor)
    editable = row.state in ("draft", "incomplete")
    if request.method == "POST":
        if not editable:
            raise NotFound
        return _saved_or_filed(request, row)
    return render(request, "enforcement/complaint.html", _context(request, row, None))


def _form(row: Complaint, data: Any = None) -> ComplaintForm | None:
    pack = pack_of(row, database_now())
    if pack is None or row.right is None or row.state not in ("draft", "incomplete"):
        return None
    return ComplaintForm(pack, row.right.kind, data, initial={"reason": row.reason, **as_initial(row.elements)})


def _saved_or_filed(request: PageRequest, row: Complaint) -> HttpResponse:
    """Keep what was typed, always; then file, if that was asked."""
    require(request.actor, "complaint.file")
    form = _form(row, request.POST)
    assert form is not None
    form.is_valid()
    keep = set(request.POST.getlist("keep"))
    listings = {line.listing_id: line.note for line in row.listings.all() if line.listing.number in keep or not keep}
    given = form.given() if form.is_valid() else row.elements
    services.save_draft(
        actor=request.actor, complaint=row, right=row.right, region=row.region,
        reason=form.cleaned_data.get("reason", ""), statement=given.get("explanation", row.statement),
        elements=given, listings=listings,
    )  # fmt: skip
    here = see_other(reverse("enforcement:complaint", args=[request.marketplace.slug, row.reference]))
    if "file" not in request.POST:
        return here
    try:
        services.file_complaint(actor=request.actor, reference=row.reference)
        return here
    except Refusal as refusal:
        fresh = queries.complaint(row.reference, request.actor)
        shown = _form(fresh, request.POST)
        return render(
            request, "enforcement/complaint.html", _context(request, fresh, shown, refusal), status=refusal.status
        )


def _context(
    request: PageRequest, row: Complaint, form: ComplaintForm | None, refusal: Refusal | None = None
) -> dict[str, Any]:
    shown = form or _form(row)
    if shown is not None and not shown.is_bound and row.state == "incomplete":
        shown = _form(row, _stored(row))
        assert shown is not None
        shown.is_valid()
        for code in row.missing:
            if f"element_{code}" in shown.fields:
                shown.add_error(f"element_{code}", _("This is required."))
    pack = pack_of(row, database_now())
    return {
        "complaint": row,
        "form": shown,
        "pack": pack,
        "note": _(pack.note) if pack and pack.note else "",
        "refusal": refusal,
        "state": COMPLAINT_STATES[row.state],
        "tone": COMPLAINT.colours[row.state],
        "listings": [(line, PROBLEMS[line.problem]) for line in row.listings.all()],
        "cases": [(case, CASE_STATES[case.state], CASE.colours[case.state]) for case in row.cases.all()],
    }


def _stored(row: Complaint) -> dict[str, str]:
    return {"reason": row.reason, **{k: v for k, v in as_initial(row.elements).items() if v}}
