"""A case: one page with three faces. What each side does in it stands in `reviewing` and `sides`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.permissions import may
from enforcement import outgoing, queries, services
from enforcement.cleaning import suggestions
from enforcement.conflicts import conflict
from enforcement.disclosure import Face, face
from enforcement.forms import AppealForm, DecideForm, EvidenceForm, SecondForm, WithdrawForm
from enforcement.forms_answering import AnswerForm
from enforcement.likely_grounds import likely_first
from enforcement.machine import CASE, OPEN_CASES
from enforcement.models import Case, Decision, Item
from enforcement.origins import GENUINE, wanted
from enforcement.packs import of_case
from enforcement.placing import weighed
from enforcement.powers_told import power_of
from enforcement.priority_words import line_of
from enforcement.queueing.standing import FLAGS
from enforcement.queueing.words import clear_words
from enforcement.services.answering import answers_open_for
from enforcement.services.deciding import decidable as may_be_decided
from enforcement.services.handling import may_add_evidence
from enforcement.services.withdrawing import WITHDRAWABLE
from enforcement.views import contesting, told
from enforcement.views.about import about
from enforcement.views.afterwards import offer_after
from enforcement.views.asserted import standing_of
from enforcement.views.defending import defence_of
from enforcement.views.evidence import exhibits, pair_of, specimens
from enforcement.views.inside import casework_of, may_in
from enforcement.views.letters import letters_for
from enforcement.views.origins import asked_about, exemptions_of, origins_of
from enforcement.views.permits import permits_of
from enforcement.views.proceeding import procedure_of
from enforcement.views.routed import routing_words
from enforcement.views.shown import ItemLine, item_lines, member_names
from enforcement.words import CASE_STATES, OUTCOMES, SOURCES
from evidence.kept import KeepsFiles
from gateway.http import PageRequest, fragment_wanted, see_other
from policy.model import Answer, Pack
from registry.registers import nice
from registry.registers.offices import place_name
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Denied, Invalid, NotFound, Refusal


def case_url(request: PageRequest, reference: str) -> str:
    """The address of a case."""
    return reverse("enforcement:case", args=[request.marketplace.slug, reference])


@page("case.read")
def case(request: PageRequest, reference: str) -> HttpResponse:
    """The case as this person sees it. A party's first look at a letter is noted: due process has to be shown."""
    found = queries.case(reference, request.actor)
    if fragment_wanted(request):
        slug = request.marketplace.slug
        mine = face(found, request.actor)
        seen = pair_of(found, slug, request.GET.get("item"), specimens(found, slug, request.actor))
        context = {"pair": seen, "case": found, "slug": slug, "shows_scores": mine.sees_scores}
        return render(request, "enforcement/case.html#evidence", context)
    services.see_notice(actor=request.actor, reference=reference)
    if queries.may_have(found, "case_notes"):
        services.see_notes(actor=request.actor, reference=reference)
    shown = case_context(request, found)
    services.see_contacts(actor=request.actor, case=found, mine=shown["face"])
    return render(request, "enforcement/case.html", shown)


def case_context(
    request: PageRequest, found: Case, *, refusal: Refusal | None = None, **refused: Form
) -> dict[str, Any]:
    """Everything the page shows, for one of its three faces; a `refused` form takes the place of the empty one."""
    now, slug, actor = database_now(), request.marketplace.slug, request.actor
    pack = of_case(found, now)
    mine = face(found, actor, pack)
    items = list(found.items.all())
    ticking = told.clocks_of(found, pack)
    open_answers = {item.id: answers_open_for(item, pack) for item in items} if mine.side == "seller" else {}
    lines = item_lines(
        found, mine, pack, slug, answers=open_answers, typed=_typed(request, items), ticked=_ticked(request)
    )
    pending = told.in_grace(found, now) if mine.sees_grace else []
    bound = conflict(actor.user_id, found) if mine.side == "reviewer" else None
    can = _abilities(request, found, mine, lines, open_answers, pack, ticking, pending, bound)
    read = _read(found, mine, pack, slug, actor, now)
    spoken = [line for line, _seal in read["timeline"]]
    forms = {**_forms(found, mine, pack, slug), **refused}
    return {
        **read,
        "clocks": ticking,
        "routed": routing_words(found.routed_by) if mine.side == "reviewer" and found.routed_by else "",
        "clear": clear_words(found.fast) if mine.side == "reviewer" else [],
        "flag": FLAGS.get(found.fallen) if found.state in OPEN_CASES else None,
        "presses": line_of(weighed(found, now).reasons) if mine.side == "reviewer" else "",
        "lines": lines,
        "pair": pair_of(found, slug, request.GET.get("item"), specimens(found, slug, actor)),
        "pending": pending,
        "seconds": told.waiting_for_second(pending),
        "takes_effect": max((d.effective_at for d in pending if d.effective_at), default=None),
        "asked": told.seller_is_asked(items) if mine.side == "seller" else [],
        **_days(ticking, pack),
        "contested": [line for line in lines if line.item.state == "contested"],
        "can": can,
        "in_form": any(can[deed] is not None for deed in ("decide", "answer", "withdraw")),
        "grounds": _grounds(found, pack),
        "documented": [_(one.title) for one in can["rest"] if one.needs == "evidence"],
        "rest_answers": [(one.code, _(one.title), _(one.help)) for one in can["rest"]],
        "rest_typed": request.POST.get("rest", "") or request.POST.get("all", ""),
        "refusal": refusal,
        "offer": offer_after(request, found) if mine.side == "complainant" else None,
        **forms,
        **procedure_of(found, mine, pack, actor, ticking, params=request.GET),
        **defence_of(found, mine, actor, slug, now, request.POST),
        **casework_of(found, mine, pack, actor, slug, told=spoken, bound=bound),
        **(_for_seller(found, pack, actor, can["rest"], read["records"], forms, now) if mine.side == "seller" else {}),
        **refused,
    }


def _days(ticking: list[told.Ticking], pack: Pack) -> dict[str, Any]:
    """The clocks that press, and the last day of each where the days of the case end."""
    return {
        "answer_by": told.running(ticking, "answer"),
        "hold": told.running(ticking, "hold"),
        "answer_day": told.last_day_of(told.running(ticking, "answer"), pack),
        "court_day": told.last_day_of(told.putting_back(ticking, pack), pack, lower=True),
        "put_back_day": told.last_day_of(told.putting_back(ticking, pack), pack),
        "decide_day": told.last_day_of(told.running(ticking, "decide"), pack),
        "appeal_day": told.last_day_of(told.running(ticking, pack.appeal.clock), pack),
    }


def _for_seller(
    found: Case, pack: Pack, actor: Actor, rest: list[Answer], records: dict[str, str], forms: dict[str, Form],
    now: datetime,
) -> dict[str, Any]:  # fmt: skip
    """What stands on the page for the seller alone: what it is about, where goods come from, what else looks alike."""
    genuine = next((_(answer.title) for answer in rest if answer.code == GENUINE), "")
    form = forms["answer_form"]
    return {
        "about": about(found, pack, rest, records, now),
        "alike": suggestions(found, pack) if may(actor, "case.answer") else [],
        "genuine_title": genuine,
        **(asked_about(found, pack, form) if genuine and isinstance(form, AnswerForm) else {}),
    }


def _read(found: Case, mine: Face, pack: Pack, slug: str, actor: Actor, now: datetime) -> dict[str, Any]:
    """What there is to read in a case: both sides, what each said, what was decided, what happened."""
    deciders = _deciders(found) if mine.sees_deciders else {}
    handed_in = exhibits(found, slug, actor)
    counter = next((one for one in pack.answers if one.needs == "counter_notice"), None)
    return {
        "case": found,
        "slug": slug,
        "face": mine,
        "shows_scores": mine.sees_scores,
        "state": _("you are asked") if mine.side == "seller" and found.state == "noticed" else CASE_STATES[found.state],
        "tone": CASE.colours[found.state],
        "source": SOURCES[found.source],
        "assignee": member_names([found.assigned_to_id]).get(found.assigned_to_id, ""),
        "complaint": _complaint(found, pack),
        "right_facts": _right_facts(found, pack, now),
        "records": told.records_of(found),
        "power": power_of(found),
        "said": told.sayings(found, pack),
        "exhibits": handed_in,
        **origins_of(found, pack, seen={one.evidence_id: one.name for one in handed_in}),
        "exemptions": exemptions_of(found),
        "permits": permits_of(found, actor),
        "verdicts": told.verdicts(found, mine, pack, deciders),
        "letters": letters_for(found.notices.all(), actor, slug),
        "appeals": told.appeals_of(found, actor),
        "timeline": told.timeline_of(found.id, actor, slug),
        "is_stated": outgoing.is_stated(found.id, actor),
        "may_export": bool(may(actor, "case.export")),
        "counter_title": _(counter.title) if counter else "",
        "counter_code": counter.code if counter else "",
        "misrepresentation": _(pack.misrepresentation) if pack.misrepresentation else "",
    }


def _typed(request: PageRequest, items: list[Item]) -> dict[UUID, str]:
    """What was chosen per Item before a refusal, or on the page that led here."""
    sent = request.POST or request.GET
    return {item.id: sent.get(f"ground_{item.id}", "") or sent.get(f"answer_{item.id}", "") for item in items}


def _ticked(request: PageRequest) -> frozenset[UUID]:
    try:
        return frozenset(UUID(value) for value in request.POST.getlist("item"))
    except ValueError:
        return frozenset()


def _complaint(found: Case, pack: Pack) -> dict[str, str] | None:
    """What the complainant asserts: the reason in words, and the statement."""
    if found.complaint is None:
        return None
    reasons = {reason.code: _(reason.title) for reason in pack.reasons}
    return {
        "reference": found.complaint.reference,
        "reason": reasons.get(found.complaint.reason, ""),
        "statement": found.complaint.wording.statement,
    }


def _right_facts(found: Case, pack: Pack, now: datetime) -> dict[str, str]:
    right = found.right
    exhaustion = pack.exhaustion_for(right.kind)
    return {
        "number": right.numbered,
        "in_force": standing_of(right, found.region, now.date()).sentence,
        "places": ", ".join(place_name(code) for code in right.territories[:12]),
        "classes": ", ".join(f"{number} {words}" for number, words in nice.named(right.classes)),
        "region": place_name(found.region),
        "rules": _(pack.title),
        "exhaustion": _(exhaustion.title) if exhaustion else "",
        "exhaustion_note": _(exhaustion.but) if exhaustion and exhaustion.but else "",
        "exceptions": "; ".join(_(one.title) for one in pack.exceptions_for(right.kind)),
        "note": _(pack.note) if pack.note else "",
    }


def _deciders(found: Case) -> dict[UUID | None, str]:
    decisions = [decision for item in found.items.all() for decision in item.decisions.all()]
    return member_names([decision.decided_by_id for decision in decisions])


def _grounds(found: Case, pack: Pack) -> list[tuple[str, list[tuple[str, str]]]]:
    """The grounds that can be picked, as groups: those that uphold the complaint, and those that reject it; in each first
    those that speak to what was said."""
    answers = {answer.code for item in found.items.all() for answer in item.answers.all()}
    reason = found.complaint.reason if found.complaint else ""
    said = [*(["not_in_force"] if found.fallen else []), reason, *sorted(answers)]
    leaves = likely_first(pack.pickable(found.right.kind), said)
    return [
        (str(OUTCOMES[outcome]), [(leaf.code, _(leaf.title)) for leaf in leaves if leaf.outcome == outcome])
        for outcome in ("upheld", "rejected")
    ]


def _abilities(
    request: PageRequest, found: Case, mine: Face, lines: list[ItemLine], answers: dict[UUID, tuple[Answer, ...]],
    pack: Pack, ticking: list[told.Ticking], pending: list[Decision], bound: Denied | None,
) -> dict[str, Any]:  # fmt: skip
    """What this person can do now, and with which Items; the page shows only that, a refusal with its reason."""
    actor = request.actor
    items = [line.item for line in lines]
    reviewer, seller, complainant = (mine.side == side for side in ("reviewer", "seller", "complainant"))
    in_time = (seller or complainant) and told.running(ticking, pack.appeal.clock) is not None
    to_appeal = contesting.offer(lines if in_time else (), mine.side, pack, refused="grounds" in request.POST)
    first_answer = any(answers.values()) and not any(item.answers.all() for item in items)
    waiting = any(row.state == "filed" and row.side == mine.side for row in found.appeals.all())
    withdrawable = [item.id for item in items if complainant and item.state in WITHDRAWABLE]
    to_decide = [item.id for item in items if reviewer and may_be_decided(item, pack)]
    seconds = told.waiting_for_second(pending)
    return {
        "decide": may_in(found, actor, "case.decide", bound) if to_decide else None,
        "decidable": to_decide,
        "uphold": any(item.state != "open" for item in items if item.id in to_decide),
        "unheard": [item.id for item in items if reviewer and item.state == "open"],
        "undo": may(actor, "case.decide") if reviewer else None,
        "open_appeal": reviewer and bool(may(actor, "appeal.decide")),
        "confirm": may_in(found, actor, "case.confirm", bound, seconds).message if seconds else "",
        "assign": may_in(found, actor, "case.assign", bound) if reviewer else None,
        "take_next": reviewer and bool(may(actor, "case.assign")),
        "mine": found.assigned_to_id is not None and found.assigned_to_id == actor.membership_id,
        "answer": may(actor, "case.answer") if any(answers.values()) else None,
        "rest": _common(answers),
        "counter": any(answer.needs == "counter_notice" for found in answers.values() for answer in found),
        "only_counter": any(answers.values())
        and all(answer.needs == "counter_notice" for found in answers.values() for answer in found),
        "delete_all": [item.id for item in items if any(one.code == "delete" for one in answers.get(item.id, ()))],
        "withdraw": may(actor, "complaint.withdraw") if withdrawable else None,
        "withdrawable": withdrawable,
        "appeal": may(actor, "appeal.file") if to_appeal and not waiting else None,
        "appealable": to_appeal,
        "add_evidence": bool(may_add_evidence(actor, found)) and found.state != "closed" and not first_answer,
        "court": may(actor, "complaint.withdraw") if complainant and told.putting_back(ticking, pack) else None,
    }


def _common(answers: dict[UUID, tuple[Answer, ...]]) -> list[Answer]:
    """The answers that are open for at least one Item, each once, in the pack's order."""
    return list({answer.code: answer for found in answers.values() for answer in found}.values())


def _forms(found: Case, mine: Face, pack: Pack, slug: str) -> dict[str, Form]:
    both = {"evidence_form": EvidenceForm()}
    if mine.side == "seller":
        return {**both, "answer_form": answer_form(found, pack, slug), "appeal_form": AppealForm()}
    if mine.side == "complainant":
        return {**both, "withdraw_form": WithdrawForm(), "appeal_form": AppealForm()}
    return {**both, "decide_form": DecideForm(pack, pack.pickable(found.right.kind)), "second_form": SecondForm()}


def answer_form(found: Case, pack: Pack, slug: str, *data: Any) -> AnswerForm:
    """The seller's form; it asks for the elements of a counter-notice where this pack knows one, and where genuine goods
    come from where they are an answer."""
    needs = any(answer.needs == "counter_notice" for answer in pack.answers)
    genuine = any(answer.code == GENUINE for answer in pack.answers)
    return AnswerForm(
        pack.counter_notice.elements if needs else (), *data, required=False,
        exceptions=pack.exceptions_for(found.right.kind),
        proofs=wanted(pack, found.right.kind) if genuine else (),
        origin_url=reverse("enforcement:case_origin", args=[slug, found.reference]) if genuine else "",
    )  # fmt: skip


def attempt(
    request: PageRequest, reference: str, deed: Callable[[Case, Pack, datetime], str], form: str = "",
    made: Form | None = None,
) -> HttpResponse:  # fmt: skip
    """Do it, say so and show the case; or show the page again with what was typed and why it was refused.

    `deed` gets the loaded case, its pack and the time, and answers the words of success; all of it is one transaction.
    """
    found, now = queries.case(reference, request.actor), database_now()
    try:
        with transaction.atomic():
            words = deed(found, of_case(found, now), now)
    except NotFound:
        raise
    except Refusal as refusal:
        request.refused = refusal
        fresh = queries.case(reference, request.actor)
        forms = {form: made} if made is not None else {}
        for one in forms.values():
            _blame(one, refusal)
            if isinstance(one, KeepsFiles):
                one.keep_files()
        context = case_context(request, fresh, refusal=refusal, **forms)
        return render(request, "enforcement/case.html", context, status=refusal.status)
    messages.success(request, words)
    return see_other(case_url(request, reference))


def _blame(form: Form, refusal: Refusal) -> None:
    """Put a refusal to the fields it names; what names none stands above the form."""
    if not isinstance(refusal, Invalid):
        return
    form.is_valid()
    for name, texts in refusal.fields.items():
        field = name if name in form.fields else f"element_{name}"
        for sentence in texts:
            if sentence not in form.errors.get(field, []):
                form.add_error(field if field in form.fields else None, sentence)
