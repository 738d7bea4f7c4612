"""What the two sides do in a case: answer, take back, appeal, add evidence."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import action
from enforcement import queries, services
from enforcement.forms import AppealForm, EvidenceForm, WithdrawForm
from enforcement.models import Case
from enforcement.packs import of_case
from enforcement.services.answering import answers_open_for
from enforcement.views.case import answer_form, attempt, case_context
from enforcement.views.reviewing import ids_in
from evidence.models import Evidence
from gateway.http import PageRequest, SeeOther, see_other
from gateway.uploads import CheckedDocument
from policy.model import Pack
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound


@action("case.answer")
def answer(request: PageRequest, reference: str) -> HttpResponse:
    """The seller's answers, per Item or one for all; with evidence and the elements of a counter-notice."""
    found = queries.case(reference, request.actor)
    pack = of_case(found, database_now())
    form = answer_form(found, pack, request.marketplace.slug, request.POST, request.FILES)
    if request.POST.get("look"):
        # Without script: what a first sale there means is told with everything else as it was typed and chosen.
        form.keep_files()
        return render(request, "enforcement/case.html", case_context(request, found, answer_form=form))

    def deed(case: Case, pack: Pack, _now: datetime) -> str:
        answers = _answers(request, case, pack)
        if not form.is_valid():
            raise Invalid
        if not answers:
            raise Invalid(fields={"": [_("Choose an answer for at least one listing.")]})
        given = form.cleaned_data
        services.answer(
            actor=request.actor, reference=reference, answers=answers, statement=given["statement"],
            elements=form.given(), first_sold_in=given.get("first_sold_in", ""),
            exemptions=given.get("exemptions", ()),
        )  # fmt: skip
        files = form.handed_in()
        for shows, several in files:
            put_in(request, reference, several, shows=shows)
        ticked = attach(request, reference)
        documented = ticked or any(several for _shows, several in files) or bool(case.exhibits.all())
        return _answered(answers, pack, documented=documented)

    return attempt(request, reference, deed, "answer_form", form)


def put_in(
    request: PageRequest, reference: str, files: Sequence[tuple[str, CheckedDocument]], *, shows: str = ""
) -> list[Evidence]:
    """Put these files into the case."""
    return [
        services.add_exhibit(actor=request.actor, reference=reference, data=file.data, name=name, shows=shows).evidence
        for name, file in files
    ]


def attach(request: PageRequest, reference: str) -> bool:
    """Put the ticked papers of the vault into the case; whether there were any."""
    papers = ids_in(request, "kept")
    return bool(papers and services.attach_papers(actor=request.actor, reference=reference, papers=papers))


def _answered(answers: Mapping[UUID, str], pack: Pack, *, documented: bool) -> str:
    """What an answer did, in words."""
    rules = [pack.answer(code) for code in answers.values()]
    deleted = sum(rule.becomes == "deleted" for rule in rules)
    if deleted == len(rules):
        return ngettext("%(n)d listing deleted.", "%(n)d listings deleted.", deleted) % {"n": deleted}
    if not documented and any(rule.needs == "evidence" for rule in rules):
        return _("Your answer is recorded, without a document. Add it below before a reviewer decides.")
    return _("Your answer is recorded. You see every further step and date here.")


@action("case.read")
def add_evidence(request: PageRequest, reference: str) -> HttpResponse:
    """Put files into a case that is under way."""
    form, kept = EvidenceForm(request.POST, request.FILES), ids_in(request, "kept")
    form.fields["evidence"].required = not kept

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        if not form.is_valid():
            raise Invalid
        added = len(put_in(request, reference, form.cleaned_data["evidence"]))
        added += len(kept) if attach(request, reference) else 0
        return ngettext("%(n)d file added; both sides see it.", "%(n)d files added; both sides see them.", added) % {
            "n": added
        }

    return attempt(request, reference, deed, "evidence_form", form)


def _answers(request: PageRequest, case: Case, pack: Pack) -> dict[UUID, str]:
    """By Item: its own answer (`answer_<id>`), else the one for the rest (`all`) where that one is open to it.

    Raises NotFound for an Item that is not of this case.
    """
    rest, found = request.POST.get("all", ""), {}
    items = case.items.all()
    if {name for name in request.POST if name.startswith("answer_")} - {f"answer_{item.id}" for item in items}:
        raise NotFound
    for item in items:
        own = request.POST.get(f"answer_{item.id}", "")
        if own:
            found[item.id] = own
        elif rest and any(open_to.code == rest for open_to in answers_open_for(item, pack)):
            found[item.id] = rest
    return found


@action("case.answer")
def clean_up(request: PageRequest, reference: str) -> HttpResponse:
    """End the other listings that were ticked."""
    ids = ids_in(request, "listing")

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        ended = services.clean_up(actor=request.actor, reference=reference, listing_ids=ids)
        return ngettext("%(n)d further listing ended.", "%(n)d further listings ended.", len(ended)) % {"n": len(ended)}

    return attempt(request, reference, deed)


@action("complaint.withdraw")
def withdraw(request: PageRequest, reference: str) -> HttpResponse:
    """Take the complaint back for the chosen Items."""
    form, ids = WithdrawForm(request.POST), ids_in(request, "item")

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        if not ids:
            raise Invalid(fields={"": [_("Choose the listings for which you take the complaint back.")]})
        if not form.is_valid():
            raise Invalid
        taken = services.withdraw(actor=request.actor, reference=reference, items=ids, **form.cleaned_data)
        words = ngettext("Taken back for %(n)d listing.", "Taken back for %(n)d listings.", len(taken))
        return words % {"n": len(taken)}

    answer = attempt(request, reference, deed, "withdraw_form", form)
    if isinstance(answer, SeeOther):
        return see_other(f"{answer.url}?taken={form.cleaned_data['reason']}")
    return answer


@action("appeal.file")
def appeal(request: PageRequest, reference: str) -> HttpResponse:
    """Ask another reviewer to look again."""
    form, ids = AppealForm(request.POST, request.FILES), ids_in(request, "item")

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        if not ids:
            raise Invalid(fields={"": [_("Choose the listings whose decision you appeal.")]})
        if not form.is_valid():
            raise Invalid
        services.file_appeal(actor=request.actor, reference=reference, items=ids, grounds=form.cleaned_data["grounds"])
        put_in(request, reference, form.cleaned_data["evidence"])
        attach(request, reference)
        return _("Your appeal is filed. Another reviewer decides it; you see the date here.")

    return attempt(request, reference, deed, "appeal_form", form)
