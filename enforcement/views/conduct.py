"""Conduct: what is proposed and disposed against a party, for reviewers; and for the party itself, with its appeal."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.models import Party
from accounts.permissions import may
from audit.rows import load_words
from enforcement import accuracy, conduct, hunters, services
from enforcement.forms_conduct import SanctionForm
from enforcement.machine import SANCTION
from enforcement.misuse import hunting
from enforcement.misuse.weighing import PUBLISHED
from enforcement.misuse_words import SANCTION_KINDS, accuracy_words, reason_words
from enforcement.models import Sanction, SanctionAppeal
from enforcement.sanction_told import SANCTIONS
from enforcement.thresholds.queries import to_propose
from enforcement.thresholds.services import answer_proposal, dispose, keep_sanction
from enforcement.thresholds.shown import proposal_lines, waiting_lines
from enforcement.views.shown import member_names, record_words
from enforcement.words import SANCTION_STATES, SANCTIONAPPEAL_STATES
from gateway.http import PageRequest, choice, identifier, integer, see_other, text
from sellers import queries as sellers
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound, Refusal

KINDS = (Party.Kind.BRAND, Party.Kind.AGENT, Party.Kind.SELLER)
MOST = 200
Deed = Callable[[PageRequest, Party, Form], str]


@page("misuse.read")
def proposals(request: PageRequest) -> HttpResponse:
    """Whom the published thresholds name: sellers whose strikes reach a rung, complainants whose conduct weighs; and what
    waits for a second person or on appeal."""
    now, slug = database_now(), request.marketplace.slug
    named = [*(party for party, _found in to_propose(now)), *conduct.complainants_to_weigh(now)]
    lines = [_proposal_line(party, slug, now) for party in named[:MOST]]
    again = Sanction.objects.exclude(look_again=None).filter(state="standing").select_related("party").order_by("id")
    waiting = Sanction.objects.filter(state="proposed").select_related("party").order_by("id")
    appealed = SanctionAppeal.objects.filter(state="filed").select_related("sanction__party").order_by("id")
    context = {
        "lines": [line for line in lines if line["deed"]],
        "waiting": [_waiting(one, slug) for one in waiting[:MOST]],
        "struck": [{**one, "url": _conduct_url(slug, one["row"].seller)} for one in waiting_lines(MOST)],
        "again": [_waiting(one, slug) for one in again[:MOST]],
        "appealed": [_waiting(one.sanction, slug) for one in appealed[:MOST]],
        "published": PUBLISHED,
    }
    return render(request, "enforcement/proposals.html", context)


def _conduct_url(slug: str, party: Party) -> str:
    return reverse("enforcement:conduct", args=[slug, party.reference])


def _proposal_line(party: Party, slug: str, now: datetime) -> dict[str, Any]:
    found = conduct.proposal_for(party, now)
    return {
        "party": party,
        "url": reverse("enforcement:conduct", args=[slug, party.reference]),
        "deed": SANCTION_KINDS.get(found.deed, ""),
        "days": found.days,
        "reasons": [reason_words(reason) for reason in found.reasons],
        "warned": conduct.warned_on(party.id, conduct.about_of(party), now),
    }


def _waiting(found: Sanction, slug: str) -> dict[str, Any]:
    return {
        "party": found.party,
        "what": SANCTIONS[found.about, found.kind],
        "url": reverse("enforcement:conduct", args=[slug, found.party.reference]),
        "at": found.proposed_at,
    }


@page("misuse.read")
def signs(request: PageRequest) -> HttpResponse:
    """Who shows signs of a serial claim hunter, the most first. A list to look at; nothing follows from it."""
    now, slug = database_now(), request.marketplace.slug
    found = [(party, hunters.signs_of(party.id, now)) for party in hunters.worth_a_look(now)]
    lines: list[dict[str, Any]] = [
        {
            "party": party,
            "score": hunting.score(shown),
            "signs": [reason_words(sign.reason) for sign in shown],
            "url": reverse("enforcement:conduct", args=[slug, party.reference]),
            "record": accuracy_words(accuracy.figures_of(party.id, now - accuracy.YEAR)),
        }
        for party, shown in found
        if shown
    ]
    lines.sort(key=lambda line: -line["score"])
    return render(request, "enforcement/signs.html", {"lines": lines, "slug": slug})


@page("misuse.read", post="misuse.judge")
def conduct_of(request: PageRequest, reference: str) -> HttpResponse:
    """One party: the facts, what is proposed and why, what was disposed; by POST warns, proposes, confirms, lifts."""
    party = _party(reference)
    if request.method != "POST":
        return _page(request, party, SanctionForm(sells=_sells(party)))
    deed = choice(request.POST, "deed", list(DEEDS), default="sanction")
    sent = [request.POST] if deed == "sanction" else []
    return _attempt(request, party, DEEDS[deed], SanctionForm(*sent, sells=_sells(party)))


@action("appeal.decide")
def rule_appeal(request: PageRequest, reference: str) -> HttpResponse:
    """Decide the party's appeal against what was disposed."""
    party = _party(reference)
    return _attempt(request, party, _rule, SanctionForm(sells=_sells(party)))


def _party(reference: str) -> Party:
    party = Party.objects.filter(reference=reference, kind__in=KINDS).first()
    if party is None:
        raise NotFound
    return party


def _sells(party: Party) -> bool:
    return bool(party.kind == Party.Kind.SELLER)


def _attempt(request: PageRequest, party: Party, deed: Deed, form: SanctionForm) -> HttpResponse:
    """Do it and show the party; or show it again with what was typed and why it was refused."""
    try:
        messages.success(request, deed(request, party, form))
    except NotFound:
        raise
    except Refusal as refused:
        _blame(form, refused)
        return _page(request, party, form, refusal=refused)
    return see_other(reverse("enforcement:conduct", args=[request.marketplace.slug, party.reference]))


def _page(request: PageRequest, party: Party, form: SanctionForm, *, refusal: Refusal | None = None) -> HttpResponse:
    actor, found = request.actor, conduct.proposal_for(party, database_now())
    context = {
        "party": party,
        "sells": _sells(party),
        "record": _record(party),
        "deed": SANCTION_KINDS.get(found.deed, ""),
        "days": found.days,
        "reasons": [reason_words(reason) for reason in found.reasons],
        "signs": [] if _sells(party) else sign_words(party.id),
        "published": PUBLISHED,
        "lines": sanction_lines(party.id),
        "form": form if may(actor, "misuse.judge") else None,
        "may_judge": bool(may(actor, "misuse.judge")),
        "struck": proposal_lines(party.id) if _sells(party) else [],
        "typed": _text(request.POST, "words") if refusal else "",
        "may_rule": bool(may(actor, "appeal.decide")),
        "refusal": refusal,
        "slug": request.marketplace.slug,
    }
    return render(request, "enforcement/conduct.html", context, status=refusal.status if refusal else 200)


@page("case.read", post="appeal.file")
def own_conduct(request: PageRequest) -> HttpResponse:
    """What was disposed against one's own party, and how to appeal."""
    party: Party = request.membership.party  # type: ignore[attr-defined]
    if party.kind not in KINDS:
        raise NotFound
    refusal = None
    if request.method == "POST":
        try:
            messages.success(request, _own_deed(request))
            return see_other(request.path)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    shown = [line for line in sanction_lines(party.id) if line["row"].state not in ("proposed", "refused")]
    context = {
        "party": party,
        "lines": shown,
        "struck": proposal_lines(party.id) if _sells(party) else [],
        "typed": _text(request.POST, "words") if refusal else "",
        "may_appeal": may(request.actor, "appeal.file"),
        "published": PUBLISHED,
        "sells": party.kind == Party.Kind.SELLER,
        "refusal": refusal,
        "slug": request.marketplace.slug,
    }
    return render(request, "enforcement/own_conduct.html", context, status=refusal.status if refusal else 200)


def _own_deed(request: PageRequest) -> str:
    """Answer what one's strikes propose, or appeal against what was disposed; what came of it in a sentence."""
    words = _text(request.POST, "words")
    if request.POST.get("deed") == "answer":
        answer_proposal(actor=request.actor, reference=_reference(request.POST), words=words)
        return _("Your answer is here. A reviewer reads it before deciding.")
    services.appeal_sanction(actor=request.actor, sanction_id=_id(request.POST, "sanction"), grounds=words)
    return _("Your appeal is filed. Somebody who did not decide before looks at it.")


def sign_words(party_id: UUID) -> list[str]:
    """The signs of a complainant as sentences."""
    return [reason_words(sign.reason) for sign in hunters.signs_of(party_id, database_now())]


def sanction_lines(party_id: UUID) -> list[dict[str, Any]]:
    """What was disposed against a party, with its words and whoever disposed."""
    rows = conduct.sanctions_of(party_id)
    seconds = {row.id: _first(row.seconds.all()) for row in rows}
    appeals = {row.id: _first(row.appeals.all()) for row in rows}
    rulings = {key: _first(appeal.rulings.all()) if appeal else None for key, appeal in appeals.items()}
    load_words([one for one in (*rows, *seconds.values(), *appeals.values(), *rulings.values()) if one is not None])
    names = member_names([row.by_membership_id for row in rows])
    return [
        {
            "row": row,
            "what": SANCTIONS[row.about, row.kind],
            "state": SANCTION_STATES[row.state],
            "tone": SANCTION.colours[row.state],
            "by": names.get(row.by_membership_id, ""),
            "second": seconds[row.id],
            "appeal": appeals[row.id],
            "appeal_state": _appeal_state(appeals[row.id]),
            "ruling": rulings[row.id],
        }
        for row in rows
    ]


def _first(rows: Iterable[Any]) -> Any:
    return next(iter(rows), None)


def _appeal_state(appeal: SanctionAppeal | None) -> str:
    return str(SANCTIONAPPEAL_STATES[appeal.state]) if appeal else ""


def _record(party: Party) -> str:
    if party.kind == Party.Kind.SELLER:
        counted = sellers.outcomes([party.id]).get(party.id, {})
        return record_words({"upheld": 0, "rejected": 0} | counted)
    return accuracy_words(accuracy.figures_of(party.id))


def _sanction(request: PageRequest, party: Party, form: Form) -> str:
    if not form.is_valid():
        raise Invalid
    made = services.sanction(actor=request.actor, party=party.reference, **form.cleaned_data)
    if made.state == "standing":
        return _("The warning stands; the party is told.")
    return _("Proposed. A second person must confirm it before it holds.")


def _second(request: PageRequest, party: Party, _form: Form) -> str:
    agrees = choice(request.POST, "agrees", ["yes", "no"], default="no") == "yes"
    services.confirm_sanction(
        actor=request.actor,
        sanction_id=_of(party, request.POST),
        agrees=agrees,
        words=_text(request.POST, "words"),
    )
    return _("Confirmed: it stands, and the party is told.") if agrees else _("Refused.")


def _lift(request: PageRequest, party: Party, _form: Form) -> str:
    services.lift_sanction(
        actor=request.actor, sanction_id=_of(party, request.POST), reasons=_text(request.POST, "words")
    )
    return _("Lifted; the party is told.")


def _rule(request: PageRequest, party: Party, _form: Form) -> str:
    services.decide_sanction_appeal(
        actor=request.actor, appeal_id=_appeal_of(party, request.POST), reasons=_text(request.POST, "words"),
        outcome=_text(request.POST, "outcome"),
    )  # fmt: skip
    return _("Decided; the party is told, with your reasons.")


def _dispose(request: PageRequest, party: Party, _form: Form) -> str:
    take = choice(request.POST, "take", ["yes", "no"], default="no") == "yes"
    if not any(line["row"].reference == _reference(request.POST) for line in proposal_lines(party.id)):
        raise NotFound
    made = dispose(
        actor=request.actor, reference=_reference(request.POST), take=take, reasons=_text(request.POST, "words"),
        days=integer(request.POST, "days", default=0, least=0, most=365) or None,
    )  # fmt: skip
    if not take:
        return _("It is let be; the seller is told, with your reasons.")
    if made.kind == Sanction.Kind.WARN:
        return _("The warning stands; the party is told.")
    return _("Proposed. A second person must confirm it before it holds.")


def _keep(request: PageRequest, party: Party, _form: Form) -> str:
    keep_sanction(actor=request.actor, sanction_id=_of(party, request.POST), reasons=_text(request.POST, "words"))
    return _("It stands; your reasons are in the log.")


DEEDS: dict[str, Deed] = {
    "sanction": _sanction, "second": _second, "lift": _lift, "dispose": _dispose, "keep": _keep,
}  # fmt: skip


def _reference(sent: QueryDict) -> str:
    return text(sent, "proposal", default="", longest=20)


def _of(party: Party, sent: QueryDict) -> UUID:
    """What is meant of this party's sanctions. Raises NotFound for another's."""
    found = _id(sent, "sanction")
    if not Sanction.objects.filter(id=found, party=party).exists():
        raise NotFound
    return found


def _appeal_of(party: Party, sent: QueryDict) -> UUID:
    found = _id(sent, "appeal")
    if not SanctionAppeal.objects.filter(id=found, sanction__party=party).exists():
        raise NotFound
    return found


def _id(sent: QueryDict, name: str) -> UUID:
    found = identifier(sent, name)
    if found is None:
        raise NotFound
    return found


def _text(sent: QueryDict, name: str) -> str:
    return text(sent, name, default="", longest=4000)


def _blame(form: Form, refused: Refusal) -> None:
    if not form.is_bound or not isinstance(refused, Invalid):
        return
    for name, sentences in refused.fields.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)
