"""Complaints: choose the right and the listings, say what the law asks for, file; and follow what became of them."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
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
from enforcement.disclosure import OUTSIDE, shown_decision, shown_state
from enforcement.forms import ELEMENT, NOTE, ComplaintForm, NotesForm, RightForm, WithdrawForm, as_initial
from enforcement.machine import CASE, COMPLAINT
from enforcement.models import Case, Complaint, ComplaintListing, Item
from enforcement.services.drafting import EDITABLE
from enforcement.services.filing import given, kept_until, pack_of, problems
from enforcement.services.withdrawing import WITHDRAWABLE
from enforcement.views.chosen import chosen_of
from enforcement.views.letters import letters_for
from enforcement.views.reviewing import ids_in
from enforcement.views.shown import listing_url, standing_words
from enforcement.views.told import given_words, timeline_of
from enforcement.words import CASE_STATES, COMPLAINT_STATES, PROBLEMS
from gateway.http import PageRequest, found, see_other, text
from gateway.text import text_fault
from policy import notices as policy
from policy.model import Pack
from registry import queries as registry
from registry.models import Right
from registry.offices import place_name
from sellers.models import Listing
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound, Refusal
from workflow import clocks

LINE = re.compile(r"[\s,;]+")
# Rights that the first step offers at once; more are found by a word.
MOST_OFFERED = 200
CORRECT = "correct_notice"
ALL_THE_SAME = "incomplete"


@page("complaint.file")
def complaint_new(request: PageRequest) -> HttpResponse:
    """First step: the right with its territory, and the listings."""
    chosen = _chosen(request)
    comes = "from" in request.POST
    if comes and not chosen:
        messages.warning(request, _("Choose the listings first that you complain about."))
        query = text(request.POST, "query", default="", longest=2000)
        return see_other(f"{reverse('scanner:search', args=[request.marketplace.slug])}{'?' if query else ''}{query}")
    # Where listings were found, “q” is what they were found by.
    search = "" if comes else text(request.POST, "q", default="", longest=80)
    wanted = Right.objects.visible_to(request.actor).live(database_now().date())
    named = text(request.POST if comes else request.GET, "under" if comes else "right", default="", longest=20)
    if named:
        wanted = wanted.filter(reference=named)
    elif search:
        wanted = wanted.filter(id__in=registry.rights(request.actor, search=search).values("id"))
    rights = list(wanted.order_by("folded", "id")[: MOST_OFFERED + 1])
    filing = request.method == "POST" and not comes and "narrow" not in request.POST
    given = {"listings": request.POST.get("listings", "") or "\n".join(chosen), "right": request.POST.get("right", "")}
    picked = chosen_of(request.actor, numbers_in(given["listings"]))
    form = RightForm(rights[:MOST_OFFERED], request.POST if filing else None, initial=given, markets=picked.markets)
    if filing and form.is_valid():
        try:
            draft = _draft(request, form)
            return see_other(reverse("enforcement:complaint", args=[request.marketplace.slug, draft.reference]))
        except Invalid as refusal:
            for name, texts in refusal.fields.items():
                for sentence in texts:
                    form.add_error(name if name in form.fields else None, sentence)
    context = {
        "form": form,
        "chosen": picked,
        "none": not rights and not search,
        "more": len(rights) > MOST_OFFERED,
        "search": search,
        "found": len(rights),
        "slug": request.marketplace.slug,
    }
    return render(request, "enforcement/complaint_new.html", context, status=422 if form.is_bound else 200)


def _chosen(request: PageRequest) -> list[str]:
    """Numbers of listings that come along: those of a link, or those that were chosen where listings are found."""
    found = [*request.GET.getlist("listing"), *request.POST.getlist("listing")]
    if "from" in request.POST:
        found += request.POST.get("chosen", "").split()
    return [number for number in dict.fromkeys(found) if text_fault(number) is None]


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
    parts = [part.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2] for part in LINE.split(typed)]
    return list(dict.fromkeys(part for part in parts if part))


@page("complaint.read", post="complaint.file")
def complaint(request: PageRequest, reference: str) -> HttpResponse:
    """A complaint: while it is a draft or incomplete its form, afterwards what became of each listing."""
    row = queries.complaint(reference, request.actor)
    if request.method == "POST":
        if row.state not in EDITABLE:
            raise Conflict(_("This complaint is filed; it can no longer be changed."), code="stage")
        return _saved_or_filed(request, row)
    services.see_complaint_notices(actor=request.actor, complaint=row)
    return _page(request, row, _empty_forms(row))


@dataclass(frozen=True, slots=True)
class Forms:
    """The two forms of a complaint that is being written: what is wrong and signed, and the listings with their notes.

    `problems` says of each listing, by id, why it cannot be complained of as things stand; such a one is not ticked.
    """

    about: ComplaintForm
    notes: NotesForm
    problems: Mapping[UUID, str]

    def are_valid(self) -> bool:
        """Both, so that all that is wrong is said at once."""
        return all([self.about.is_valid(), self.notes.is_valid()])


def _forms(row: Complaint, data: Any = None, about: Any = None) -> Forms | None:
    """The forms of a complaint that can still be changed, with `data` as typed. None otherwise."""
    now = database_now()
    pack = pack_of(row, now)
    if pack is None or row.right is None or row.state not in EDITABLE:
        return None
    unfit = problems(row.right, row.region, [line.listing for line in row.listings.all()], now)
    fit = [line.listing.number for line in row.listings.all() if not unfit[line.listing_id]]
    numbers = [line.listing.number for line in row.listings.all()]
    notes = {NOTE + line.listing.number: line.note for line in row.listings.all()}
    written = {"reason": row.reason, **as_initial(row.wording.elements)}
    return Forms(
        ComplaintForm(pack, row.right.kind, data or about, initial=written),
        NotesForm(numbers, data, initial={**notes, "keep": fit}),
        unfit,
    )


def _empty_forms(row: Complaint) -> Forms | None:
    """As it was kept; an incomplete complaint shows at once which elements are missing."""
    if row.state != "incomplete":
        return _forms(row)
    kept = {"reason": row.reason, **{name: value for name, value in as_initial(row.wording.elements).items() if value}}
    shown = _forms(row, about=kept)
    if shown is not None and shown.about.is_valid():
        for code in row.missing:
            if ELEMENT + code in shown.about.fields:
                shown.about.add_error(ELEMENT + code, _("This is required."))
    return shown


def _saved_or_filed(request: PageRequest, row: Complaint) -> HttpResponse:
    """Keep what was typed; then file, if that was asked. What cannot be kept is shown again as it was typed."""
    leaves, data = _without_seller(row, request.POST)
    typed = _forms(row, data)
    if typed is None:
        raise Conflict(_("Choose the right first."), code="stage")
    if not typed.are_valid():
        return _page(request, row, typed, status=422)
    notes, given = typed.notes.kept(), typed.about.given()
    services.save_draft(
        actor=request.actor, complaint=row, right=row.right, region=row.region,
        reason=typed.about.cleaned_data["reason"], statement=given.get("explanation", row.wording.statement), elements=given,
        listings={line.listing_id: notes[line.listing.number] for line in row.listings.all() if line.listing.number in notes},
    )  # fmt: skip
    here = see_other(reverse("enforcement:complaint", args=[request.marketplace.slug, row.reference]))
    if leaves:
        messages.success(request, _("Left out: %(seller)s. The others are kept as a draft.") % {"seller": leaves})
        return here
    if "file" not in request.POST:
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


def _lacking(request: PageRequest, row: Complaint) -> HttpResponse | None:
    """The form with what the rules still ask for marked, before it is filed: the law takes an incomplete notice, but
    nobody sends one unasked. None where nothing is missing."""
    fresh = queries.complaint(row.reference, request.actor)
    pack, shown = pack_of(fresh, database_now()), _forms(fresh, request.POST)
    missing = policy.missing(pack.notice, given(fresh, pack)) if pack else ()
    if not missing or shown is None or not shown.are_valid():
        return None
    if not fresh.reason:
        shown.about.add_error("reason", _("Choose what is wrong with the listings."))
    for element in missing:
        name = ELEMENT + element.code
        has_field = name in shown.about.fields
        shown.about.add_error(name if has_field else None, _("This is required.") if has_field else _(element.title))
    return _page(request, fresh, shown, lacks=True, status=422)


def _without_seller(row: Complaint, data: QueryDict) -> tuple[str, QueryDict]:
    """What was typed without the listings of the seller that is to be left out, and its name; "" where none is."""
    reference = data.get("leave_out", "")
    lines = [line for line in row.listings.all() if line.listing.seller.reference == reference]
    if not lines:
        return "", data
    numbers, changed = {line.listing.number for line in lines}, data.copy()
    changed.setlist("keep", [number for number in data.getlist("keep") if number not in numbers])
    return lines[0].listing.seller.name, changed


def _shown_again(request: PageRequest, row: Complaint, refusal: Refusal) -> HttpResponse:
    """What could not be filed, kept as it was typed, with what is wrong beside its field."""
    fresh = queries.complaint(row.reference, request.actor)
    shown = _forms(fresh, request.POST)
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
    return see_other(reverse("enforcement:complaint", args=[request.marketplace.slug, reference]))


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
    pack, slug = pack_of(row, database_now()), request.marketplace.slug
    may_file = may(request.actor, "complaint.file")
    reasons = {reason.code: _(reason.title) for reason in pack.reasons} if pack else {}
    lines = _lines(row, slug, shown, request.POST.getlist("item"))
    context = {
        "complaint": row,
        "kept_until": kept_until(row, database_now()),
        "slug": slug,
        "forms": shown if may_file else None,
        "editable": shown is not None and bool(may_file),
        "refusal": refusal,
        "lacks": lacks,
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
        "left_out": sum(bool(line.row.problem) for line in lines),
        "cases": [(case, CASE_STATES[case.state], CASE.colours[case.state]) for case in row.cases.all()],
        "correct_by": next((one for one in clocks.standing([row.id]).get(row.id, []) if one.kind == CORRECT), None),
        "letters": letters_for(queries.letters().filter(complaint=row), request.actor, slug),
        "timeline": timeline_of(row.id, request.actor, slug),
        "is_sealed": bool(row.receipt_entry and log.seal_positions([row.receipt_entry])),
        "rules": _rules(row, pack),
    }
    return render(request, "enforcement/complaint.html", context, status=status)


def _rules(row: Complaint, pack: Pack | None) -> dict[str, str]:
    """What a complaint stands under, in words: the right's number, the territory, the pack and its warnings."""
    if pack is None or row.right is None:
        return {}
    return {
        "number": row.right.numbered,
        "where": place_name(row.region),
        "title": _(pack.title),
        "version": _("version %(version)s") % {"version": pack.version},
        "note": _(pack.note) if pack.note else "",
        "misrepresentation": _(pack.misrepresentation) if pack.misrepresentation else "",
    }


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


def _lines(row: Complaint, slug: str, shown: Forms | None, ticked: Collection[str]) -> list[ListingLine]:
    """Two queries, however many listings."""
    cases, items = {case.seller_id: case for case in row.cases.all()}, _items(row)
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
                case=cases.get(listing.seller_id),
                outcome=outcome,
                tone=tone,
                kept=listing.number in kept,
                note=shown.notes[NOTE + listing.number] if shown else None,
                item_id=item.id if item else None,
                can_go=item is not None and item.state in WITHDRAWABLE,
                ticked=item is not None and str(item.id) in ticked,
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
    found = Item.objects.filter(case__complaint_id=row.id).prefetch_related("decisions")
    return {item.listing_id: item for item in found}
