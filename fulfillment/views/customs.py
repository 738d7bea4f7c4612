"""Detentions at the border: the list, one of them as customs, the rights holder and staff see it, and taking one in."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_countries import countries

from accounts.doors import page
from accounts.models import Party
from accounts.permissions import may
from audit.queries import timeline
from audit.rows import load_words
from fulfillment.customs import deadlines
from fulfillment.customs.forms import (
    CourtForm,
    DeclarantForm,
    DetentionForm,
    HolderAnswerForm,
    ListForm,
    MoreTimeForm,
    OutcomeForm,
    ToldForm,
    WordsForm,
)
from fulfillment.customs.letters import day_of
from fulfillment.customs.next_step import next_step
from fulfillment.customs.standing import rights_to_enter
from fulfillment.customs.taking_in import COLUMNS
from fulfillment.machine import DETENTION
from fulfillment.models import Detention, DetentionNotice
from fulfillment.services import customs as services
from fulfillment.services.customs_answers import may_ask_for_more_time
from fulfillment.services.customs_outcomes import not_yet
from gateway.http import PageRequest, choice, found, see_other
from gateway.paging import Keyset, capped_count
from registry.forms import add_errors
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, Refusal
from workflow import clocks
from workflow.models import Clock

NEWEST = Keyset("-id")
OPEN = ("waiting", "confirmed", "unconfirmed", "court")
MOST_OFFERED, MOST_FAULTS, MOST_LINES = 300, 100, 50


@page("customs.read")
def detentions(request: PageRequest) -> HttpResponse:
    """Those that the person may see, the newest first; chosen by state."""
    rows = Detention.objects.visible_to(request.actor).select_related("right", "holder")
    state = choice(request.GET, "state", [*DETENTION.states, "open"], default="")
    chosen = rows.filter(state__in=OPEN if state == "open" else [state]) if state else rows
    part = NEWEST.page(chosen, request.GET.get("cursor"))
    running = clocks.standing([row.id for row in part.rows])
    context = {
        "lines": [
            (row, _url(request, "detention", row.reference), DETENTION.colour(row.state), _time(row, running.get(row.id, [])))
            for row in part.rows
        ],
        "page": part,
        "count": capped_count(chosen),
        "chips": [
            (str(label), f"{request.path}?state={code}" if code else request.path, code == state)
            for code, label in [("", _("All")), ("open", _("Open")), *Detention.State.choices]
        ],
        "is_filtered": bool(state),
        "may_enter": may(request.actor, "customs.detain"),
        "is_customs": request.actor.role.startswith("agency."),
        "is_staff": request.actor.is_operator,
        "slug": request.marketplace.slug,
    }  # fmt: skip
    return render(request, "fulfillment/customs.html", context)


@page("customs.read")
def detentions_count(request: PageRequest) -> HttpResponse:
    """How many wait for this person, for the rail: an answer of the rights holder, or a deed of customs."""
    rows = Detention.objects.visible_to(request.actor)
    wanted = ["confirmed", "unconfirmed"] if request.actor.role.startswith("agency.") else ["waiting"]
    waiting = capped_count(rows.filter(state__in=wanted))
    return HttpResponse(str(waiting) if waiting.number else "", content_type="text/plain")


@page("customs.detain")
def new_detention(request: PageRequest) -> HttpResponse:
    """Take in what customs wrote."""
    actor = request.actor
    many = actor.is_operator
    rights = [] if many else list(rights_to_enter(actor)[:MOST_OFFERED])
    form = DetentionForm(
        request.POST or None, request.FILES or None, rights=rights, many=many, initial=_starting(actor)
    )
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            made = services.enter_detention(actor=actor, letter=form.letter(), pictures=form.cleaned_data["pictures"])
            messages.success(request, _taken_in(made))
            return see_other(_url(request, "detention", made.reference))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except (Conflict, Denied) as found_wrong:
            refusal = found_wrong
    context = {
        "form": form, "refusal": refusal, "has_rights": many or bool(rights), "is_customs": actor.role.startswith("agency."),
        "parts": [
            (_("The letter of customs"), "", form.part(form.LETTER)),
            (_("The goods"), "", form.part(form.GOODS)),
            (_("Where from, where to"), _("What officers learn from for the next time."), form.part(form.ROUTE)),
            (_("People"), _("As the letter names them; kept so that it can be erased."), form.part(form.PEOPLE)),
            (_("Value and numbers"), "", form.part(form.MORE)),
        ],
        "slug": request.marketplace.slug,
    }  # fmt: skip
    status = refusal.status if refusal else 422 if request.method == "POST" else 200
    return render(request, "fulfillment/customs_new.html", context, status=status)


@page("customs.detain")
def import_detentions(request: PageRequest) -> HttpResponse:
    """Take in a list; what is wrong with a row is said with its line, and the others go in."""
    form = ListForm(request.POST or None, request.FILES or None)
    taken = None
    if request.method == "POST" and form.is_valid():
        try:
            taken = services.import_detentions(actor=request.actor, text=form.cleaned_data["file"])
        except Invalid as refused:
            add_errors(refused.fields, form)
    if taken is not None and not taken.faults:
        told = ngettext("%(new)d detention is new.", "%(new)d detentions are new.", taken.new) % {"new": taken.new}
        messages.success(request, f"{told} {_('%(known)d were on file already.') % {'known': taken.known}}")
        return see_other(_url(request, "detentions"))
    context = {
        "form": form, "taken": taken, "faults": taken.faults[:MOST_FAULTS] if taken else [],
        "columns": ", ".join((*COLUMNS, "value")), "slug": request.marketplace.slug,
    }  # fmt: skip
    return render(request, "fulfillment/customs_import.html", context, status=422 if request.method == "POST" else 200)


@page("customs.read")
def detention(request: PageRequest, reference: str) -> HttpResponse:
    """One detention: whose turn it is, the days that are left, and all that was said."""
    return detention_page(request, load(request, reference))


def load(request: PageRequest, reference: str) -> Detention:
    """The one of that reference, if the person may see it."""
    rows = Detention.objects.visible_to(request.actor)
    return found(rows.select_related("right", "holder", "application", "paper", "tenant"), reference=reference)


def detention_page(
    request: PageRequest, shown: Detention, *, refused: Mapping[str, Any] | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    """The page of a detention for whoever looks; `refused` are forms that come back."""
    actor, rules = request.actor, deadlines.regime_of(shown)
    running = list(Clock.objects.filter(subject_id=shown.id, state=Clock.State.RUNNING).order_by("due_at", "id"))
    answers = list(shown.answers.all())
    notice = DetentionNotice.objects.filter(detention=shown).first()
    load_words([*answers, *([notice] if notice else [])])
    step = next_step(shown, declarant_waits=any(clock.kind in deadlines.DECLARANTS for clock in running))
    slug = request.marketplace.slug
    drawn = [_shown_clock(shown, clock) for clock in running]
    context = {
        "detention": shown, "notice": notice, "answers": answers, "step": step, "rules": rules, "slug": slug,
        "colour": DETENTION.colour(shown.state), "country": countries.name(shown.country),
        "from_name": countries.name(shown.origin) if shown.origin else "",
        "to_name": countries.name(shown.destination) if shown.destination else "",
        "clocks": drawn, "first_clock": next((one for one in drawn if one["side"] == step.side), None),
        "pictures": list(shown.pictures.select_related("evidence").order_by("id")),
        "timeline": _timeline(request, shown), "sees_right": bool(may(actor, "right.read")),
        "value": f"{shown.value_cents / 100:,.2f} {shown.currency}" if shown.value_cents else "",
        "refusal": refusal, "refused": bool(refused),
        **_forms(actor, shown, dict(refused or {})),
    }  # fmt: skip
    status = refusal.status if refusal else 422 if refused else 200
    return render(request, "fulfillment/customs_detention.html", context, status=status)


def _forms(actor: Actor, shown: Detention, refused: dict[str, Any]) -> dict[str, Any]:
    """What this person may do here now, with the forms for it."""
    answers, records = bool(may(actor, "customs.apply")), bool(may(actor, "customs.detain"))
    open_ = shown.state in OPEN
    today = deadlines.today_in(shown.country)
    forms: dict[str, Any] = {
        "answer": HolderAnswerForm(prefix="answer"),
        "holder": ToldForm(prefix="holder"),
        "court": CourtForm(prefix="court"),
        "time": WordsForm(prefix="time"),
        "declarant": DeclarantForm(prefix="declarant"),
        "extension": MoreTimeForm(prefix="extension", initial={"days": deadlines.most_days_more(shown)}),
        "outcome": OutcomeForm(
            prefix="outcome", initial={"on": today, "quantity": shown.quantity, "outcome": _likely(shown)}
        ),
        **refused,
    }
    return {
        "forms": forms,
        "all_forms": list(forms.values()),
        "may_answer": answers and shown.state == "waiting",
        "may_go_to_court": answers and shown.state in ("waiting", "confirmed", "unconfirmed"),
        "may_ask_time": answers and open_ and may_ask_for_more_time(shown),
        "may_note": records and shown.state == "waiting" and actor.role.startswith("agency."),
        "may_declare": records and open_ and shown.declarant_said in ("", "silent"),
        "may_extend": records and open_ and shown.more_time == "asked",
        "may_end": records and open_,
        "not_yet": not_yet(shown, "destroyed") if records and open_ else "",
        "opened": next(iter(refused), ""),
    }


def _likely(shown: Detention) -> str:
    return {"confirmed": "destroyed", "unconfirmed": "released", "court": "seized"}.get(shown.state, "")


def _starting(actor: Actor) -> dict[str, Any]:
    """Today, and the country of the person's own customs."""
    agency = Party.objects.filter(id=actor.party_id, kind=Party.Kind.AGENCY).first()
    today = deadlines.today_in(agency.country if agency else "")
    place = {"country": agency.country, "office": agency.name, "destination": agency.country} if agency else {}
    return {"noticed_on": today, **place}


def _taken_in(made: Detention) -> str:
    clock = Clock.objects.filter(subject_id=made.id, kind__in=deadlines.HOLDERS, state=Clock.State.RUNNING).first()
    if clock is None:
        return _("Taken in.")
    return _("Taken in. The rights holder answers until %(day)s.") % {"day": day_of(made, clock)}


def _time(row: Detention, running: list[Clock]) -> str:
    """How much time is left for whom, in the list."""
    if not running:
        return ""
    return _left(deadlines.days_left(running[0], deadlines.regime_of(row), database_now()))


def _left(days: int) -> str:
    if days < 0:
        return _("the time has passed")
    if days == 0:
        return _("today is the last day")
    return ngettext("%(n)d working day left", "%(n)d working days left", days) % {"n": days}


def _shown_clock(shown: Detention, clock: Clock) -> dict[str, Any]:
    """A clock as the page shows it: the working days that are left, the last day, where that stands."""
    rules = deadlines.regime_of(shown)
    rule = next((one for one in rules.clocks if one.kind == clock.kind), None)
    until = _("until %(day)s") % {"day": day_of(shown, clock)}
    return {
        "clock": clock,
        "side": "holder"
        if clock.kind in deadlines.HOLDERS
        else "declarant"
        if clock.kind in deadlines.DECLARANTS
        else "",
        "title": str(_(rule.title)) if rule else clock.kind,
        "left": _left(deadlines.days_left(clock, rules, database_now())),
        "until": until,
        "of": ngettext("%(n)d working day", "%(n)d working days", clock.upper or 0) % {"n": clock.upper or 0},
        "source": clock.source.rstrip(", "),
        "is_law": clock.basis == "law",
        "may_be_longer": bool(rule and rule.extension and not shown.more_time),
        "then": _then(clock),
    }


def _then(clock: Clock) -> str:
    said = {
        "customs_holder_silent": _("Silence: customs release the goods."),
        "customs_declarant_silent": _("Silence: its consent to the destruction is assumed."),
        "customs_declarant_untold": _("Nothing follows but that both sides see it."),
        "customs_no_application": _("Without an application customs release the goods."),
        "customs_answer_overdue": _("Silence: a reminder, nothing else."),
    }
    return said.get(clock.then, "")


def _timeline(request: PageRequest, shown: Detention) -> list[tuple[Any, str]]:
    if not may(request.actor, "log.read"):
        return []
    lines = timeline(shown.id, request.actor, limit=MOST_LINES)
    slug = request.marketplace.slug
    return [(line, reverse("web:log_entry", args=[slug, line.id]) if line.index is not None else "") for line in lines]


def _url(request: PageRequest, name: str, *args: str) -> str:
    return reverse(f"fulfillment:{name}", args=[request.marketplace.slug, *args])
