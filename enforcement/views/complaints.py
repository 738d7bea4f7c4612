"""Complaints: say what the law asks for, file; and follow what became of them. The first step is `complaint_new`."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import action, page
from accounts.models import Party
from accounts.permissions import may
from audit import queries as log
from enforcement import queries, services
from enforcement.at_once import AtOnce, said_at_once
from enforcement.disclosure import OUTSIDE, shown_decision, shown_state
from enforcement.forms import ELEMENT, MEND, NOTE, WithdrawForm, as_initial
from enforcement.machine import CASE, COMPLAINT
from enforcement.models import Case, Complaint, ComplaintListing, Item
from enforcement.named import Amiss
from enforcement.powers_told import sentence_of
from enforcement.services.drafting import EDITABLE
from enforcement.services.filing import enforces_nothing, given, kept_until, needs_power, pack_of
from enforcement.services.withdrawing import WITHDRAWABLE
from enforcement.views.afterwards import offer_after
from enforcement.views.letters import letters_for
from enforcement.views.reviewing import ids_in
from enforcement.views.shown import listing_url, standing_words
from enforcement.views.told import given_words, timeline_of
from enforcement.views.writing import (
    Forms,
    added_to,
    checklist,
    elements_typed,
    forms_of,
    rules_of,
    somebody_at,
    tell_of,
)
from enforcement.words import AMISS, CASE_STATES, COMPLAINT_STATES, PROBLEMS
from gateway.http import PageRequest, integer, see_other
from policy import notices as policy
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound, Refusal
from workflow import clocks

CORRECT = "correct_notice"
ELSEWHERE = "elsewhere"
SENT = ("filed", "accepted")
ALL_THE_SAME = "incomplete"


@page("complaint.read", post="complaint.file")
def complaint(request: PageRequest, reference: str) -> HttpResponse:
    """A complaint: while it is a draft or incomplete its form, afterwards what became of each listing."""
    row = queries.complaint(reference, request.actor)
    if request.method == "POST":
        if row.state in SENT and "file" in request.POST:
            # The second press of a double click: it is filed, and this page shows it.
            return see_other(reverse("enforcement:complaint", args=[request.marketplace.slug, row.reference]))
        if row.state not in EDITABLE:
            raise Conflict(_("This complaint is filed; it can no longer be changed."), code="stage")
        return _saved_or_filed(request, row)
    services.see_complaint_notices(actor=request.actor, complaint=row)
    return _page(request, row, _empty_forms(row))


def _empty_forms(row: Complaint) -> Forms | None:
    """As it was kept; an incomplete complaint shows at once which elements are missing."""
    if row.state != "incomplete":
        return forms_of(row)
    kept = {"reason": row.reason, **{name: value for name, value in as_initial(row.wording.elements).items() if value}}
    shown = forms_of(row, about=kept)
    if shown is not None and shown.about.is_valid():
        for code in row.missing:
            if ELEMENT + code in shown.about.fields:
                shown.about.add_error(ELEMENT + code, _("This is required."))
    return shown


def _saved_or_filed(request: PageRequest, row: Complaint) -> HttpResponse:
    """Keep what was typed; then file, if that was asked. What cannot be kept is shown again as it was typed."""
    leaves, data = _without(row, request.POST, request.actor)
    typed = forms_of(row, data, request.FILES)
    if typed is None:
        raise Conflict(_("Choose the right first."), code="stage")
    if overtaken := _overtaken(request, row, typed):
        return _page(request, row, typed, refusal=Conflict(overtaken, code="changed"), status=409)
    if not typed.are_valid():
        return _page(request, row, typed, status=422)
    notes = typed.notes.kept()
    kept = {line.listing_id: notes[line.listing.number] for line in row.listings.all() if line.listing.number in notes}
    named = added_to(request, typed, list(kept))
    elements = {**elements_typed(row, data, typed.writing), **typed.about.given()}
    services.save_draft(
        actor=request.actor, complaint=row, right=row.right, region=row.region,
        reason=typed.about.cleaned_data["reason"], elements=elements, listings=kept | named.notes, amiss=named.to_mend,
        statement=elements.get("explanation", row.wording.statement),
    )  # fmt: skip
    here = see_other(reverse("enforcement:complaint", args=[request.marketplace.slug, row.reference]))
    tell_of(request, named)
    if leaves:
        messages.success(request, _("Left out: %(what)s. The others are kept as a draft.") % {"what": leaves})
        return here
    if "file" not in request.POST:
        if "add" not in request.POST:
            messages.success(request, _("Kept as a draft. Nobody but your own people sees it."))
        return here
    lacking = None if request.POST["file"] == ALL_THE_SAME else _lacking(request, row)
    if lacking is not None:
        return lacking
    try:
        services.file_complaint(actor=request.actor, reference=row.reference)
        return here
    except NotFound:
        raise
    except Refusal as refusal:
        request.refused = refusal
        return _shown_again(request, row, refusal)


def _overtaken(request: PageRequest, row: Complaint, typed: Forms) -> str:
    """Why these words are not kept at once: somebody else saved or writes at the same. Pressed again they are."""
    seen = integer(request.POST, "number", default=row.wording.number)
    if seen != row.wording.number:
        return _(
            "Somebody saved this complaint meanwhile. What you typed is below: keep it to put it in the place of theirs."
        )
    name = somebody_at(row, typed.writing, request, database_now())
    if name and request.POST.get("over") != "1":
        words = _(
            "%(name)s is writing at this complaint just now. What you typed is below: keep it to put it in its place."
        )
        return words % {"name": name}
    return ""


def _lacking(request: PageRequest, row: Complaint) -> HttpResponse | None:
    """The form with what the rules still ask for marked, before it is filed: the law takes an incomplete notice, but
    nobody sends one unasked. None where nothing is missing."""
    fresh = queries.complaint(row.reference, request.actor)
    shown = forms_of(fresh, request.POST)
    if shown is None or not shown.are_valid():
        return None
    missing = policy.missing(shown.pack.notice, given(fresh, shown.pack))
    if not missing:
        return None
    if not fresh.reason:
        shown.about.add_error("reason", _("Choose what is wrong with the listings."))
    for element in missing:
        name = ELEMENT + element.code
        has_field = name in shown.about.fields
        shown.about.add_error(name if has_field else None, _("This is required.") if has_field else _(element.title))
    return _page(request, fresh, shown, lacks=True, status=422)


def _without(row: Complaint, data: QueryDict, actor: Actor) -> tuple[str, QueryDict]:
    """What was typed without the listings that are to be left out, a seller's or those that stand elsewhere, and what
    these are called; "" where none are."""
    wanted, lines = data.get("leave_out", ""), row.listings.all()
    if wanted == ELSEWHERE:
        ids = said_at_once(row, actor, database_now()).elsewhere
    else:
        ids = {line.listing_id for line in lines if line.listing.seller.reference == wanted}
    gone = [line.listing for line in lines if line.listing_id in ids]
    if not gone:
        return "", data
    changed = data.copy()
    changed.setlist("keep", [number for number in data.getlist("keep") if number not in {one.number for one in gone}])
    return (_("what stands in another complaint") if wanted == ELSEWHERE else gone[0].seller.name), changed


def _shown_again(request: PageRequest, row: Complaint, refusal: Refusal) -> HttpResponse:
    """What could not be filed, kept as it was typed, with what is wrong beside its field."""
    fresh = queries.complaint(row.reference, request.actor)
    shown = forms_of(fresh, request.POST)
    if shown is not None and shown.are_valid() and isinstance(refusal, Invalid):
        for name, texts in refusal.fields.items():
            for sentence in texts:
                shown.about.add_error(name if name in shown.about.fields else None, sentence)
    return _page(request, fresh, shown, refusal=refusal, status=refusal.status)


@action("complaint.withdraw")
def withdraw_listings(request: PageRequest, reference: str) -> HttpResponse:
    """Take the complaint back for the ticked listings, whichever sellers' cases they stand in."""
    row, form, ids = queries.complaint(reference, request.actor), WithdrawForm(request.POST), ids_in(request, "item")
    if not form.is_valid():
        return _page(request, row, None, withdraw_form=form, status=422)
    if not ids:
        form.add_error(None, _("Choose the listings for which you take the complaint back."))
        return _page(request, row, None, withdraw_form=form, status=422)
    try:
        taken = services.withdraw_from_complaint(
            actor=request.actor, reference=reference, items=ids, **form.cleaned_data
        )
    except NotFound:
        raise
    except Refusal as refusal:
        request.refused = refusal
        return _page(request, row, None, withdraw_form=form, refusal=refusal, status=refusal.status)
    words = ngettext("Taken back for %(n)d listing.", "Taken back for %(n)d listings.", len(taken))
    messages.success(request, words % {"n": len(taken)})
    here = reverse("enforcement:complaint", args=[request.marketplace.slug, reference])
    return see_other(f"{here}?taken={form.cleaned_data['reason']}")


@action("complaint.file")
def discard(request: PageRequest, reference: str) -> HttpResponse:
    """Give up a complaint that was not accepted yet."""
    services.discard_draft(actor=request.actor, reference=reference)
    messages.success(request, _("Given up. Nobody was told anything."))
    return see_other(reverse("enforcement:complaints", args=[request.marketplace.slug]))


def _page(
    request: PageRequest, row: Complaint, shown: Forms | None, *, withdraw_form: WithdrawForm | None = None,
    refusal: Refusal | None = None, lacks: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    now, slug = database_now(), request.marketplace.slug
    pack = shown.pack if shown else pack_of(row, now)
    may_file = may(request.actor, "complaint.file")
    at_once = said_at_once(row, request.actor, now) if shown else AtOnce()
    reasons = {reason.code: _(reason.title) for reason in pack.reasons} if pack else {}
    lines, cases = _lines(row, slug, shown, request.POST.getlist("item"), at_once), list(row.cases.all())
    context = {
        "complaint": row,
        "kept_until": kept_until(row, now),
        "may_give_up": bool(may_file),
        "slug": slug,
        "forms": shown if may_file else None,
        "editable": shown is not None and bool(may_file),
        "refusal": refusal,
        "lacks": lacks,
        "checklist": checklist(row, pack) if pack and row.state == "incomplete" else [],
        "was_refused": status != 200 and shown is not None,
        "withdraw_form": withdraw_form or WithdrawForm(),
        "can_withdraw": may(request.actor, "complaint.withdraw") if any(line.can_go for line in lines) else None,
        "state": COMPLAINT_STATES[row.state],
        "tone": COMPLAINT.colours[row.state],
        "reason": reasons.get(row.reason, ""),
        "given": given_words(row.wording.elements, pack.notice) if pack else [],
        "lines": lines,
        "groups": _by_seller(lines) if shown else [],
        "unfit": sum(bool(line.problem) for line in lines) if shown else 0,
        "at_once": at_once,
        "bar": _bar(row, at_once),
        "short_bar": _("See above why not.") if at_once.is_lapsed or at_once.lacks_power else "",
        "right_classes": ", ".join(map(str, row.right.classes)) if row.right else "",
        "mending": _mending(shown),
        "kept_at": shown.begun.kept_at if shown and shown.begun else None,
        "writer": somebody_at(row, shown.writing, request, now) if shown else "",
        "left_out": sum(bool(line.row.problem) for line in lines),
        "cases": [(case, CASE_STATES[case.state], CASE.colours[case.state]) for case in cases],
        "open_cases": sum(case.state != "closed" for case in cases),
        "correct_by": next((one for one in clocks.standing([row.id]).get(row.id, []) if one.kind == CORRECT), None),
        "letters": letters_for(queries.letters().filter(complaint=row), request.actor, slug),
        "timeline": timeline_of(row.id, request.actor, slug),
        "is_sealed": bool(row.receipt_entry and log.seal_positions([row.receipt_entry])),
        "power": sentence_of(row.power) if row.power else "",
        "rules": rules_of(row, pack),
        "offer": offer_after(request, row) if not shown else None,
    }
    return render(request, "enforcement/complaint.html", context, status=status)


def _bar(row: Complaint, at_once: AtOnce) -> str:
    """Why it cannot be filed as things stand; "" where it can."""
    if at_once.is_lapsed:
        return enforces_nothing()
    return needs_power(row.right, row.region) if at_once.lacks_power and row.right else ""


@dataclass(frozen=True, slots=True)
class ListingLine:
    """A listing of a complaint: why it was left out if it was, else its case, its Item and how that stands.

    While the complaint is written: whether it stays, and the field for what is said about it. Afterwards: whether the
    complaint can still be taken back for it.
    """

    row: ComplaintListing
    problem: str | Promise
    url: str
    case: Case | None
    outcome: str | Promise
    tone: str
    kept: bool
    note: BoundField | None
    item_id: UUID | None
    can_go: bool
    ticked: bool
    stands_in: Complaint | Case | None
    in_case: bool
    classes: str


def _mending(shown: Forms | None) -> list[tuple[Amiss, str, BoundField]]:
    """The lines that named no listing: each with why and what to do, and the field to mend it in."""
    amiss = shown.notes.amiss if shown else ()
    return [
        (one, AMISS[one.code] % {"first": one.first}, shown.notes[f"{MEND}{at}"])
        for at, one in enumerate(amiss)
        if shown
    ]


def _lines(
    row: Complaint, slug: str, shown: Forms | None, ticked: Collection[str], at_once: AtOnce
) -> list[ListingLine]:
    """Two queries, however many listings."""
    items = _items(row)
    kept = set(shown.notes["keep"].value() or ()) if shown else set()
    found = []
    for line in row.listings.all():
        listing = line.listing
        item = items.get(listing.id)
        problem = shown.problems[line.listing_id] if shown else line.problem
        outcome, tone = standing_words(shown_state(item, OUTSIDE), shown_decision(item, OUTSIDE)) if item else ("", "")
        found.append(
            ListingLine(
                row=line,
                problem=PROBLEMS[problem] if problem or not shown else "",
                url=listing_url(slug, listing),
                case=item.case if item else None,
                outcome=outcome,
                tone=tone,
                kept=listing.number in kept,
                note=shown.notes[NOTE + listing.number] if shown else None,
                item_id=item.id if item else None,
                can_go=item is not None and item.state in WITHDRAWABLE,
                ticked=item is not None and str(item.id) in ticked,
                stands_in=at_once.cases.get(listing.id) or at_once.drafts.get(listing.id),
                in_case=listing.id in at_once.cases,
                classes=at_once.classes.get(listing.id, ""),
            )
        )
    return found


def _by_seller(lines: Collection[ListingLine]) -> list[tuple[Party, list[ListingLine], int]]:
    """The listings of a complaint that is written, seller by seller, with how many of each are ticked."""
    ordered = sorted(lines, key=lambda line: (line.row.listing.seller.name, str(line.row.listing.seller_id)))
    groups = [(seller, list(group)) for seller, group in groupby(ordered, key=lambda line: line.row.listing.seller)]
    return [(seller, group, sum(line.kept for line in group)) for seller, group in groups]


def _items(row: Complaint) -> dict[UUID, Item]:
    """The Item of each listing that stands in a case. Two queries."""
    found = queries.items_of(row.id).select_related("case").prefetch_related("decisions")
    return {item.listing_id: item for item in found}
