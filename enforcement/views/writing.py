"""A complaint while it is written: its forms, what was typed in them, and keeping that with every change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import queries as accounts
from accounts.doors import action
from enforcement import queries, services
from enforcement.forms import ELEMENT, MEND, NOTE, ComplaintForm, NotesForm, as_initial
from enforcement.models import Complaint, ComplaintWriting
from enforcement.named import Amiss, Named, resolve
from enforcement.services.drafting import EDITABLE
from enforcement.services.filing import given, pack_of, problems
from enforcement.services.writing import Typed, amiss_in, is_at_it, writing_of
from gateway.http import PageRequest, integer
from gateway.text import text_fault
from policy import notices as policy
from policy.model import Pack
from registry.registers.offices import place_name
from tenancy.context import database_now
from tenancy.errors import Conflict

LONGEST_CODE = 60


@dataclass(frozen=True, slots=True)
class Forms:
    """The two forms of a complaint that is being written: what is wrong and signed, and the listings with their notes.

    `pack` is that of the reason that is chosen there. `problems` says of each listing, by id, why it cannot be complained
    of as things stand; such a one is not ticked. `writing` is what was kept and not saved yet.
    """

    pack: Pack
    about: ComplaintForm
    notes: NotesForm
    problems: Mapping[UUID, str]
    writing: ComplaintWriting | None

    @property
    def begun(self) -> ComplaintWriting | None:
        """What was kept of the words themselves; None where only lines are to be mended."""
        return self.writing if self.writing is not None and self.writing.elements is not None else None

    def are_valid(self) -> bool:
        """Both, so that all that is wrong is said at once."""
        return all([self.about.is_valid(), self.notes.is_valid()])


def forms_of(row: Complaint, data: QueryDict | None = None, files: Any = None, *, about: Any = None) -> Forms | None:
    """The forms of a complaint that can still be changed, with `data` as typed, else as it was kept. None otherwise.

    `about` binds the first form alone.
    """
    if row.right is None or row.state not in EDITABLE:
        return None
    now, writing = database_now(), writing_of(row)
    begun = writing if writing is not None and writing.elements is not None else None
    bound = data if data is not None else about
    reason = bound.get("reason", "") if bound else begun.reason if begun else row.reason
    pack = pack_of(row, now, reason=reason)
    if pack is None:
        return None
    lines = list(row.listings.all())
    unfit = problems(row.right, row.region, [line.listing for line in lines], now, pack=pack)
    notes = {NOTE + line.listing.number: line.note for line in lines}
    keep = [line.listing.number for line in lines if not unfit[line.listing_id]]
    elements = row.wording.elements
    if begun is not None:
        elements = begun.elements or {}
        notes |= {NOTE + line.listing.number: begun.notes.get(str(line.listing_id), "") for line in lines}
        keep = [line.listing.number for line in lines if str(line.listing_id) in begun.listings]
    reasons = accounts.reasons(row.region, row.right.kind, now.date())
    more = writing.more if writing is not None else ""
    return Forms(
        pack,
        ComplaintForm(pack, reasons, bound, initial={"reason": reason, **as_initial(elements)}),
        NotesForm(
            [line.listing.number for line in lines], amiss_in(writing), data, files,
            initial={**notes, "keep": keep, "more": more},
        ),
        unfit,
        writing,
    )  # fmt: skip


def elements_typed(row: Complaint, data: QueryDict, writing: ComplaintWriting | None) -> dict[str, str]:
    """Every element that was typed, of whichever regime: who goes back to the reason before finds the words again."""
    before = writing.elements if writing is not None and writing.elements is not None else row.wording.elements
    typed = {name.removeprefix(ELEMENT): str(data[name]) for name in data if name.startswith(ELEMENT)}
    sound = {code: words for code, words in typed.items() if len(code) <= LONGEST_CODE and not text_fault(words)}
    return {**before, **sound}


@action("complaint.file")
def keep_writing(request: PageRequest, reference: str) -> HttpResponse:
    """Keep what stands in the form, and say when; what another reason asks comes along. Called while somebody types."""
    row = queries.complaint(reference, request.actor)
    shown = forms_of(row, request.POST)
    context: dict[str, Any] = {"complaint": row, "slug": request.marketplace.slug, "forms": shown}
    if shown is None:
        context["refused"] = _("This complaint is filed; it can no longer be changed.")
        return render(request, "enforcement/complaint_kept.html", context)
    try:
        typed = _typed(row, request.POST, shown)
        number = integer(request.POST, "number", default=0)
        context["kept_at"] = services.keep_writing(actor=request.actor, reference=reference, number=number, typed=typed)
    except Conflict as refusal:
        context["refused"] = refusal.message
        return render(request, "enforcement/complaint_kept.html", context)
    if request.POST.get("asked") != shown.pack.code:
        fresh = forms_of(queries.complaint(reference, request.actor))
        context |= {"forms": fresh, "rules": rules_of(row, shown.pack), "is_other": True}
    return render(request, "enforcement/complaint_kept.html", context)


def _typed(row: Complaint, data: QueryDict, shown: Forms) -> Typed:
    """All that stands in the form, as far as it is text; nothing is checked."""
    ticked = set(data.getlist("keep"))
    notes = {
        line.listing_id: _sound(data.get(NOTE + line.listing.number, ""))
        for line in row.listings.all()
        if line.listing.number in ticked
    }
    elements = elements_typed(row, data, shown.writing)
    for bound in shown.about.shown("statement"):
        elements[bound.name.removeprefix(ELEMENT)] = data.get(bound.name, "")
    amiss = [
        Amiss(one.line, _sound(data.get(f"{MEND}{at}", one.text)), one.code, one.first, one.note)
        for at, one in enumerate(amiss_in(shown.writing))
    ]
    reason = data.get("reason", "")
    known = {code for code, _title in shown.about.fields["reason"].choices}  # type: ignore[attr-defined]
    return Typed(reason if reason in known else "", elements, notes, _sound(data.get("more", "")), amiss)


def _sound(words: str) -> str:
    return "" if text_fault(words) else words


def added_to(request: PageRequest, shown: Forms, kept: Sequence[UUID]) -> Named:
    """The listings that were added in the form, and the lines that are still to be mended."""
    return resolve(request.actor, shown.notes.written(), already=kept)


def tell_of(request: PageRequest, named: Named) -> None:
    """Say how many listings were taken in, and what became of lines that were not."""
    doubled = [one for one in named.amiss if one.code == "doubled"]
    if doubled:
        lines = ", ".join(
            _("line %(line)d (as line %(first)d)") % {"line": one.line, "first": one.first} for one in doubled[:20]
        )
        words = ngettext(
            "Named twice, taken in once: %(lines)s.", "Named twice, taken in once: %(lines)s.", len(doubled)
        )
        messages.info(request, words % {"lines": lines})


def somebody_at(row: Complaint, writing: ComplaintWriting | None, request: PageRequest, now: datetime) -> str:
    """The name of the colleague who is writing at this complaint just now; "" where nobody is."""
    if writing is None or not is_at_it(writing, request.actor, now) or writing.by_membership is None:
        return ""
    return str(writing.by_membership.user)


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that the rules ask for: whether it is there, how to add it, and the place where."""

    title: str
    how: str
    is_there: bool
    place: str


def checklist(row: Complaint, pack: Pack) -> list[Asked]:
    """All that is required of a complaint under this pack, in the order of the law."""
    lacking = {element.code for element in policy.missing(pack.notice, given(row, pack))}
    return [
        Asked(
            title=_(element.title),
            how=_(element.help or element.statement) if element.help or element.statement else "",
            is_there=element.code not in lacking,
            place="" if element.filled_from else f"#id_{ELEMENT}{element.code}",
        )
        for element in pack.notice
        if element.required
    ]


def rules_of(row: Complaint, pack: Pack | None) -> dict[str, str]:
    """What a complaint stands under, in words: the right's number, the territory, the pack and its warnings."""
    if pack is None or row.right is None:
        return {}
    return {
        "number": row.right.numbered,
        "where": place_name(row.region),
        "title": _(pack.title),
        "version": _("version %(version)s") % {"version": pack.version},
        "note": _(pack.note) if pack.note else "",
        "caution": _(pack.caution) if pack.caution else "",
        "misrepresentation": _(pack.misrepresentation) if pack.misrepresentation else "",
    }
