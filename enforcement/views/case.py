"""A case: one page with three faces, and what each side does in it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import action, page
from accounts.permissions import may
from audit import queries as log
from enforcement import queries, services
from enforcement.disclosure import Face, face
from enforcement.forms import AnswerForm, AppealForm, CourtForm, WithdrawForm
from enforcement.machine import CASE
from enforcement.models import Case, Decision
from enforcement.packs import of_case
from enforcement.services import Choice
from enforcement.services.answering import answers_open_for
from enforcement.services.deciding import DECIDABLE
from enforcement.services.withdrawing import WITHDRAWABLE
from enforcement.views.evidence import exhibits, pair_of, specimens
from enforcement.views.shown import item_lines, member_names, record_words
from enforcement.words import CASE_STATES, bound_words
from gateway.http import PageRequest, fragment_wanted, see_other
from policy.model import Pack
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound, Refusal
from workflow.models import Clock


def case_url(request: PageRequest, reference: str) -> str:
    """The address of a case."""
    return reverse("enforcement:case", args=[request.marketplace.slug, reference])


@page("case.read")
def case(request: PageRequest, reference: str) -> HttpResponse:
    """The case as this person sees it. A party's first look at a letter is noted: due process has to be shown."""
    found = queries.case(reference, request.actor)
    services.see_notice(actor=request.actor, reference=reference)
    context = case_context(request, found)
    template = "enforcement/case.html#timeline" if fragment_wanted(request) else "enforcement/case.html"
    return render(request, template, context)


def case_context(request: PageRequest, found: Case, **more: Any) -> dict[str, Any]:
    """Everything the page shows, for one of its three faces."""
    now = database_now()
    pack = of_case(found, now)
    mine = face(found, request.actor)
    grounds = {ground.code: _(ground.title) for ground in pack.leaves()}
    lines = item_lines(found, grounds, request.marketplace.slug)
    slug = request.marketplace.slug
    return {
        "case": found,
        "face": mine,
        "pack": pack,
        "state": CASE_STATES[found.state],
        "tone": CASE.colours[found.state],
        "clocks": _clocks(found),
        "lines": lines,
        "pair": pair_of(found, slug, request.GET.get("item")),
        "specimens": specimens(found, slug),
        "exhibits": exhibits(found, request.actor),
        "grounds": pack.leaves(found.right.kind),
        "timeline": log.timeline(found.id, request.actor),
        "records": _records(found, mine),
        "names": member_names([found.assigned_to_id]),
        "grace": _in_grace(found, now),
        "seconds": _waiting_for_second(found, request),
        "letters": [
            n for n in found.notices.all() if mine.side == "reviewer" or n.to_party_id == request.actor.party_id
        ],
        "deciders": _deciders(found) if mine.sees_deciders else {},
        "can": _abilities(request, found, mine, lines, pack, now),
        **_forms(request, found, mine, pack),
        **more,
    }


def _clocks(found: Case) -> list[tuple[Clock, str, str]]:
    """Every clock of the case, running or done, each with its length, its source and what it is for."""
    rows = Clock.objects.filter(about_id=found.id).exclude(kind="take_effect").order_by("started_at", "id")
    newest = {(clock.kind, clock.subject_id): clock for clock in rows}
    return [(clock, bound_words(clock), _clock_name(found, clock)) for clock in newest.values()]


def _clock_name(found: Case, clock: Clock) -> str:
    pack = of_case(found, clock.started_at)
    try:
        return _(pack.clock(clock.kind).title)
    except LookupError:
        return clock.kind


def _records(found: Case, mine: Face) -> dict[str, str]:
    """Both sides' records, the same for everybody: how often each was right."""
    seller = queries.record_of([found.seller_id])[found.seller_id]
    words = {"seller": record_words(seller)}
    if found.complainant_id:
        accuracy = queries.accuracy_of(found.complainant_id)
        words["complainant"] = _("%(upheld)d upheld, %(rejected)d rejected, %(withdrawn)d taken back") % accuracy
    return words


def _in_grace(found: Case, now: Any) -> list[Decision]:
    """Decisions that can still be undone."""
    decisions = [d for item in found.items.all() for d in item.decisions.all()]
    return [
        d for d in decisions
        if d.undone_at is None and d.taken_at is None and not d.automated and (d.effective_at or now) >= now
    ]  # fmt: skip


def _waiting_for_second(found: Case, request: PageRequest) -> list[Decision]:
    return [d for d in _in_grace(found, database_now()) if d.needs_second and d.effective_at is None]


def _deciders(found: Case) -> dict[Any, str]:
    return member_names([d.decided_by_id for item in found.items.all() for d in item.decisions.all()])


def _abilities(
    request: PageRequest, found: Case, mine: Face, lines: list[Any], pack: Pack, now: Any
) -> dict[str, Any]:  # fmt: skip
    """What this person can do now, and with which Items; the page shows only that."""
    actor = request.actor
    items = [line.item for line in lines]
    running = set(Clock.objects.filter(subject_id=found.id, state="running").values_list("kind", flat=True))
    is_seller, is_complainant = mine.side == "seller", mine.side == "complainant"
    answerable = {item.id: answers_open_for(item, pack) for item in items} if is_seller else {}
    against = "upheld" if is_seller else "rejected"
    standing = {line.item.id: line.decision for line in lines}
    appealable = [
        item for item in items
        if pack.appeal.clock in running and standing[item.id] is not None
        and standing[item.id].outcome == against and standing[item.id].taken_at is not None
    ]  # fmt: skip
    return {
        "decide": may(actor, "case.decide") if mine.side == "reviewer" else None,
        "decidable": [item.id for item in items if item.state in DECIDABLE],
        "confirm": may(actor, "case.confirm") if mine.side == "reviewer" else None,
        "answer": may(actor, "case.answer") if is_seller and any(answerable.values()) else None,
        "answers": answerable,
        "withdraw": may(actor, "complaint.withdraw") if is_complainant else None,
        "withdrawable": [item.id for item in items if item.state in WITHDRAWABLE],
        "appeal": may(actor, "appeal.file") if (is_seller or is_complainant) and appealable else None,
        "appealable": [item.id for item in appealable],
        "court": may(actor, "complaint.withdraw") if is_complainant and _awaits_court(found) else None,
    }


def _awaits_court(found: Case) -> bool:
    return Clock.objects.filter(about_id=found.id, kind="put_back", state="running").exists()


def _forms(request: PageRequest, found: Case, mine: Face, pack: Pack) -> dict[str, Any]:
    if mine.side == "seller":
        needs = any(answer.needs == "counter_notice" for answer in pack.answers)
        elements = pack.counter_notice.elements if needs else ()
        return {"answer_form": AnswerForm(elements, required=False), "appeal_form": AppealForm()}
    if mine.side == "complainant":
        return {"withdraw_form": WithdrawForm(), "appeal_form": AppealForm(), "court_form": CourtForm()}
    return {}


def shown_again(request: PageRequest, reference: str, refusal: Refusal, **forms: Any) -> HttpResponse:
    """The page again with what was typed and why it was refused; nothing is lost."""
    found = queries.case(reference, request.actor)
    for form in forms.values():
        _blame(form, refusal)
    context = case_context(request, found, **forms, refusal=refusal, typed=request.POST)
    return render(request, "enforcement/case.html", context, status=refusal.status)


def _blame(form: Any, refusal: Refusal) -> None:
    """Put a refusal to the fields it names."""
    if not isinstance(refusal, Invalid):
        return
    form.is_valid()
    for name, texts in refusal.fields.items():
        field = name if name in form.fields else f"element_{name}"
        for sentence in texts:
            form.add_error(field if field in form.fields else None, sentence)


@action("case.assign")
def assign(request: PageRequest, reference: str) -> HttpResponse:
    """Take the case, or put it back into the queue."""
    to = None if request.POST.get("back") else request.actor.membership_id
    services.assign(actor=request.actor, reference=reference, membership_id=to)
    return see_other(case_url(request, reference))


@action("case.decide")
def decide(request: PageRequest, reference: str) -> HttpResponse:
    """Decide the Items for which a ground was chosen."""
    reasons = request.POST.get("reasons", "")
    choices = {
        UUID(name.removeprefix("ground_")): Choice(
            ground=ground, reasons=reasons, remedy=request.POST.get("remedy") or None if ground else None
        )
        for name, ground in request.POST.items()
        if name.startswith("ground_") and ground
    }
    try:
        if not choices:
            raise Invalid(fields={"": [_("Choose an outcome for at least one listing.")]})
        made = services.decide(actor=request.actor, reference=reference, choices=choices)
    except (Invalid, Refusal) as refusal:
        if isinstance(refusal, NotFound):
            raise
        return shown_again(request, reference, refusal)
    words = ngettext("%(n)d decision. It takes effect in a minute; undo until then.",
                     "%(n)d decisions. They take effect in a minute; undo until then.", len(made))  # fmt: skip
    messages.success(request, words % {"n": len(made)})
    return see_other(case_url(request, reference))


def _chosen(request: PageRequest, name: str) -> list[UUID]:
    try:
        return [UUID(value) for value in request.POST.getlist(name)]
    except ValueError:
        raise NotFound from None


@action("case.decide")
def undo(request: PageRequest, reference: str) -> HttpResponse:
    """Take decisions back while their grace runs."""
    try:
        services.undo(actor=request.actor, reference=reference, decisions=_chosen(request, "decision"))
    except Refusal as refusal:
        if isinstance(refusal, NotFound):
            raise
        return shown_again(request, reference, refusal)
    messages.success(request, _("Undone. The listings stand where they stood before."))
    return see_other(case_url(request, reference))


@action("case.confirm")
def second(request: PageRequest, reference: str) -> HttpResponse:
    """A second person confirms, or refuses and says why."""
    ids, words = _chosen(request, "decision"), request.POST.get("words", "")
    try:
        if request.POST.get("refuse"):
            services.refuse(actor=request.actor, reference=reference, decisions=ids, words=words)
        else:
            services.confirm(actor=request.actor, reference=reference, decisions=ids, words=words)
    except Refusal as refusal:
        if isinstance(refusal, NotFound):
            raise
        return shown_again(request, reference, refusal)
    return see_other(case_url(request, reference))


@action("case.answer")
def answer(request: PageRequest, reference: str) -> HttpResponse:
    """The seller's answers, per Item or one for all; with evidence and the elements of a counter-notice."""
    found = queries.case(reference, request.actor)
    pack = of_case(found, database_now())
    answers = _answers(request, found)
    form = AnswerForm(pack.counter_notice.elements, request.POST, request.FILES, required=False)
    try:
        if not form.is_valid():
            raise Invalid(fields={"": [_("Look at what is marked below.")]})
        if not answers:
            raise Invalid(fields={"": [_("Choose an answer for at least one listing.")]})
        services.answer(
            actor=request.actor, reference=reference, answers=answers,
            statement=form.cleaned_data["statement"], elements=form.given(),
        )  # fmt: skip
        if form.cleaned_data["evidence"]:
            document = form.cleaned_data["evidence"]
            services.add_exhibit(
                actor=request.actor, reference=reference, data=document, name=request.FILES["evidence"].name or ""
            )
    except Refusal as refusal:
        if isinstance(refusal, NotFound):
            raise
        return shown_again(request, reference, refusal, answer_form=form)
    messages.success(request, _("Your answer is recorded. You see every further step and date here."))
    return see_other(case_url(request, reference))


def _answers(request: PageRequest, found: Case) -> dict[UUID, str]:
    """By Item; `all` answers for every Item that is still open, `answer_<id>` for one."""
    everything = request.POST.get("all", "")
    if everything:
        return {item.id: everything for item in found.items.all() if item.state in ("open", "unanswered")}
    return {
        item.id: request.POST[f"answer_{item.id}"]
        for item in found.items.all()
        if request.POST.get(f"answer_{item.id}")
    }


@action("complaint.withdraw")
def withdraw(request: PageRequest, reference: str) -> HttpResponse:
    """Take the complaint back for the chosen Items."""
    form = WithdrawForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(fields={"": [_("Say why you take it back.")]})
        ids = _chosen(request, "item")
        if not ids:
            raise Invalid(fields={"": [_("Choose the listings for which you take the complaint back.")]})
        taken = services.withdraw(actor=request.actor, reference=reference, items=ids, **form.cleaned_data)
    except Refusal as refusal:
        if isinstance(refusal, NotFound):
            raise
        return shown_again(request, reference, refusal, withdraw_form=form)
    words = ngettext("Taken back for %(n)d listing.", "Taken back for %(n)d listings.", len(taken))
    messages.success(request, words % {"n": len(taken)})
    return see_other(case_url(request, reference))


@action("appeal.file")
def appeal(request: PageRequest, reference: str) -> HttpResponse:
    """Ask another reviewer to look again."""
    form = AppealForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(fields={"": [_("Say why the decision is wrong.")]})
        ids = _chosen(request, "item")
        if not ids:
            raise Invalid(fields={"": [_("Choose the listings whose decision you appeal.")]})
        services.file_appeal(actor=request.actor, reference=reference, items=ids, grounds=form.cleaned_data["grounds"])
    except Refusal as refusal:
        if isinstance(refusal, NotFound):
            raise
        return shown_again(request, reference, refusal, appeal_form=form)
    messages.success(request, _("Your appeal is filed. Another reviewer decides it; you see the date here."))
    return see_other(case_url(request, reference))


@action("complaint.withdraw")
def court(request: PageRequest, reference: str) -> HttpResponse:
    """Show a court action in time."""
    form = CourtForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(fields={"": [_("Look at what is marked below.")]})
        services.show_court_action(actor=request.actor, reference=reference, **form.cleaned_data)
    except Refusal as refusal:
        if isinstance(refusal, NotFound):
            raise
        return shown_again(request, reference, refusal, court_form=form)
    messages.success(request, _("The court action is recorded. The listings stay down until the court has spoken."))
    return see_other(case_url(request, reference))
