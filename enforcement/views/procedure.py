"""What is done in a case between the answer and the decision: turns, papers, more time, securities, messages."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.doors import action
from enforcement import queries, services
from enforcement.forms_procedure import ExtendForm, MessageForm, PaperForm, SecurityForm, TurnForm
from enforcement.models import Case
from enforcement.packs import of_case
from enforcement.services.papers import papers_of
from enforcement.views.case import attempt
from enforcement.views.reviewing import ids_in
from enforcement.views.sides import attach, put_in
from gateway.http import PageRequest, identifier, text
from policy.model import Pack
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound


def _id(request: PageRequest, name: str) -> UUID:
    found = identifier(request.POST, name)
    if found is None:
        raise NotFound
    return found


@action("case.read")
def take_turn(request: PageRequest, reference: str) -> HttpResponse:
    """Answer the other side."""
    form, ids = TurnForm(request.POST, request.FILES), ids_in(request, "turn")

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        if not form.is_valid():
            raise Invalid
        given = form.cleaned_data
        services.take_turn(actor=request.actor, reference=reference, items=ids, statement=given["statement"])
        put_in(request, reference, given["evidence"])
        attach(request, reference)
        return _("Your answer is recorded. You see what follows, and by when, here.")

    return attempt(request, reference, deed, "turn_form", form)


@action("case.read")
def show_paper(request: PageRequest, reference: str) -> HttpResponse:
    """Show a paper of a court, an authority or a body."""
    pack = of_case(queries.case(reference, request.actor), database_now())
    form = PaperForm(papers_of(pack), request.POST, request.FILES)

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        if not form.is_valid():
            raise Invalid
        given: dict[str, Any] = dict(form.cleaned_data)
        stored = put_in(request, reference, given.pop("evidence"))
        services.show_paper(actor=request.actor, reference=reference, evidence=stored[0] if stored else None, **given)
        return _("The paper is recorded; the other side is told.")

    return attempt(request, reference, deed, "paper_form", form)


@action("case.decide")
def decide_by_paper(request: PageRequest, reference: str) -> HttpResponse:
    """Carry out an order that was shown."""
    ids, paper = ids_in(request, "item"), _id(request, "paper")

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        if not ids:
            raise Invalid(fields={"": [_("Choose the listings that the order is about.")]})
        services.decide_by_paper(actor=request.actor, reference=reference, paper=paper, items=ids)
        return _("Decided by the order. It takes effect in a minute; until then it can be undone.")

    return attempt(request, reference, deed)


@action("case.decide")
def extend_clock(request: PageRequest, reference: str) -> HttpResponse:
    """Give a clock more time."""
    form, clock = ExtendForm(request.POST), _id(request, "clock")

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        if not form.is_valid():
            raise Invalid
        services.extend_clock(actor=request.actor, reference=reference, clock=clock, **form.cleaned_data)
        return _("More time is given; the case says until when.")

    return attempt(request, reference, deed, "extend_form", form)


@action("case.answer")
def offer_security(request: PageRequest, reference: str) -> HttpResponse:
    """Offer a security for contested listings."""
    pack = of_case(queries.case(reference, request.actor), database_now())
    form, ids = SecurityForm(pack.security, request.POST, request.FILES), ids_in(request, "item")

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        if not form.is_valid():
            raise Invalid
        if not ids:
            raise Invalid(fields={"": [_("Choose the listings that the security is for.")]})
        given: dict[str, Any] = dict(form.cleaned_data)
        stored = put_in(request, reference, given.pop("evidence"))
        given["amount"] = int(given["amount"] * 100)
        services.offer_security(
            actor=request.actor, reference=reference, items=ids, evidence=stored[0] if stored else None, **given
        )
        return _("Your offer is recorded. A reviewer says whether it is accepted.")

    return attempt(request, reference, deed, "security_form", form)


@action("case.decide")
def judge_security(request: PageRequest, reference: str) -> HttpResponse:
    """Accept or refuse a security, release it or call on it."""
    security, outcome = _id(request, "security"), text(request.POST, "outcome", default="")

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        services.judge_security(actor=request.actor, reference=reference, security=security, outcome=outcome)
        return _("Recorded; both sides see it.")

    return attempt(request, reference, deed)


@action("case.read")
def write_message(request: PageRequest, reference: str) -> HttpResponse:
    """Write to the other side, or answer its offer."""
    answering = request.POST.get("answers", "")
    form = MessageForm(request.POST)

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        if answering:
            services.write_message(
                actor=request.actor, reference=reference, words=text(request.POST, "words", default=""),
                kind=text(request.POST, "kind", default=""), answers=_id(request, "answers"),
            )  # fmt: skip
            return _("Your answer to the offer is recorded.")
        if not form.is_valid():
            raise Invalid
        services.write_message(actor=request.actor, reference=reference, **form.cleaned_data)
        return _("Sent. The other side is told by mail; reviewers can read it.")

    return attempt(request, reference, deed, "message_form", None if answering else form)
