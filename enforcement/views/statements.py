"""Statements of reasons: the list, one of them as people read it and as the database takes it, and putting it right."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.permissions import may
from enforcement import outgoing, services
from enforcement.forms_outgoing import StatementForm
from enforcement.machine import STATEMENT
from enforcement.models import Case, Statement
from enforcement.statements import Problem
from enforcement.statements.checking import is_missing
from enforcement.statements.schema import FIELDS
from enforcement.views.shown import listing_url
from enforcement.words import STATEMENT_STATES
from gateway.http import PageRequest, choice, found, fragment_wanted, see_other
from gateway.paging import Keyset, capped_count
from registry.registers.offices import place_name
from registry.territories import EU, EU_MEMBERS
from tenancy.errors import Invalid, Refusal

NEWEST = Keyset("-id")


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One statement with its state in words."""

    row: Statement
    state: str | Promise
    tone: str
    url: str
    listing_url: str


@dataclass(frozen=True, slots=True)
class Said:
    """One field as a person reads it: its meaning, what it says, and what is wrong with it."""

    name: str
    title: str
    words: str
    problem: str


@page("statement.read")
def statements(request: PageRequest) -> HttpResponse:
    """All of them, the newest first; or those of one state."""
    state = choice(request.GET, "state", STATEMENT.states, default="")
    rows = outgoing.statements(request.actor, state=state)
    shown = NEWEST.page(rows, request.GET.get("cursor"))
    counted = outgoing.counts(request.actor)
    chips = [("", _("All"), None), *((code, str(words), counted[code]) for code, words in STATEMENT_STATES.items())]
    slug = request.marketplace.slug
    context = {
        "page": shown,
        "lines": [line_of(row, slug) for row in shown.rows],
        "count": capped_count(rows),
        "chips": [(words, f"?state={code}" if code else request.path, n, code == state) for code, words, n in chips],
        "state": state,
        "slug": slug,
    }
    return render(request, "enforcement/statements.html", context)


@page("statement.read", post="statement.correct")
def statement(request: PageRequest, statement_id: UUID) -> HttpResponse:
    """One statement; where the database would refuse it, field by field what is wrong, and the texts to write anew."""
    row = outgoing.statement(statement_id, request.actor)
    payload = row.newest.payload
    form = StatementForm(payload, request.POST or None)
    if request.method != "POST":
        return _shown(request, row, StatementForm(payload))
    try:
        if not form.is_valid():
            raise Invalid
        services.correct_statement(actor=request.actor, statement_id=statement_id, texts=form.cleaned_data)
    except Invalid as refusal:
        for name, sentences in refusal.fields.items():
            for sentence in sentences:
                form.add_error(name if name in form.fields else None, sentence)
        return _shown(request, row, form, refusal)
    messages.success(request, _("The statement meets the rules of the database now and is ready to be sent."))
    return see_other(reverse("enforcement:statement", args=[request.marketplace.slug, statement_id]))


@page("statement.read")
def statement_json(request: PageRequest, statement_id: UUID) -> HttpResponse:
    """The payload as the database takes it."""
    row = outgoing.statement(statement_id, request.actor)
    answer = JsonResponse(row.newest.payload, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="{row.puid}.json"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@page("case.read")
def case_statements(request: PageRequest, reference: str) -> HttpResponse:
    """The statements about a case that hold, as the seller is owed them: a part of the case, or a page of its own."""
    case = found(Case.objects.visible_to(request.actor), reference=reference)
    rows = outgoing.of_case(case.id, request.actor)
    slug, is_staff = request.marketplace.slug, bool(may(request.actor, "statement.read"))
    context = {
        "case": case,
        "told": [(line_of(row, slug), said(row.newest.payload, row.newest.problems)) for row in rows],
        "is_staff": is_staff,
        "slug": slug,
    }
    name = "enforcement/case_statements.html"
    return render(request, f"{name}#told" if fragment_wanted(request) else name, context)


def line_of(row: Statement, slug: str) -> StatementLine:
    """A loaded statement as a line."""
    return StatementLine(
        row=row,
        state=STATEMENT_STATES[row.state],
        tone=STATEMENT.colours[row.state],
        url=reverse("enforcement:statement", args=[slug, row.id]),
        listing_url=listing_url(slug, row.decision.item.listing),
    )


def said(payload: Mapping[str, Any], wrong: tuple[Problem, ...]) -> list[Said]:
    """The fields that say something or should, in the order of the schema."""
    sentences = {one.field: _(one.sentence).format(limit=one.limit) for one in reversed(wrong)}
    return [
        Said(name, _(rule.title), words_of(name, payload.get(name)), sentences.get(name, ""))
        for name, rule in FIELDS.items()
        if name in sentences or not is_missing(payload.get(name))
    ]


def words_of(name: str, value: Any) -> str:
    """What a field says, in words: codes by the labels of the database, countries by their names."""
    if is_missing(value):
        return ""
    if name == "territorial_scope":
        places = set(value)
        known = [EU, *sorted(places - EU_MEMBERS)] if places >= EU_MEMBERS else sorted(places)
        return ", ".join(place_name(code) for code in known)
    codes = FIELDS[name].codes
    if isinstance(value, dict):
        return ", ".join(f"{kind} {number}" for kind, number in value.items())
    if isinstance(value, list):
        return ", ".join(_(codes.get(one, one)) for one in value)
    return _(codes[value]) if value in codes else str(value)


def _shown(request: PageRequest, row: Statement, form: StatementForm, refusal: Refusal | None = None) -> HttpResponse:
    version, slug = row.newest, request.marketplace.slug
    if refusal is not None:
        request.refused = refusal
    context = {
        "line": line_of(row, slug),
        "said": said(version.payload, version.problems),
        "form": form if row.state == "needs_correction" else None,
        "may_correct": may(request.actor, "statement.correct"),
        "versions": row.versions.all(),
        "slug": slug,
    }
    return render(request, "enforcement/statement.html", context, status=refusal.status if refusal else 200)
