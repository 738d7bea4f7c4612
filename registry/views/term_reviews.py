"""Reviews of licence terms and rules whose outcomes lag: the list, one with its cases, the targets."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.permissions import may
from audit.queries import timeline
from gateway.http import PageRequest, choice, found, integer, see_other, text
from gateway.paging import Keyset, capped_count
from registry import services
from registry.agreements import term_queries
from registry.agreements.term_targets import DEFAULTS, MOST_DAYS, MOST_LIMIT, TITLES
from registry.gate.checks import VERDICT_WORDS, order_checks
from registry.machine import TERMREVIEW
from registry.models import GateCheck, ProofRequest, TermReview
from tenancy.errors import Conflict, Invalid

NEWEST = Keyset("-id")
MOST_SHOWN = 200


def _url(request: PageRequest, name: str, *args: str) -> str:
    return reverse(f"registry:{name}", args=[request.marketplace.slug, *args])


@page("policy.read")
def term_reviews(request: PageRequest) -> HttpResponse:
    """Those that are open first asked for; with the targets."""
    return _list(request)


def _list(request: PageRequest, *, refusal: Invalid | None = None) -> HttpResponse:
    state = choice(request.GET, "state", ["", *TermReview.State.values], default="open")
    rows = term_queries.reviews(request.actor)
    if state:
        rows = rows.filter(state=state)
    shown = NEWEST.page(rows, request.GET.get("cursor"))
    called = term_queries.called(shown.rows)
    labels = {"open": _("Open"), "": _("All")}
    context = {
        "lines": [
            (one, called[one.id], term_queries.why(one), _url(request, "term_review", one.reference),
             TERMREVIEW.colours.get(one.state, ""), _(TITLES[one.target]))
            for one in shown.rows
        ],
        "page": shown,
        "count": capped_count(rows),
        "chips": [(label, f"?state={code}", code == state) for code, label in labels.items()],
        "targets": [(target, _(TITLES[target.code])) for target in term_queries.targets()],
        "most_limit": MOST_LIMIT, "most_days": MOST_DAYS,
        "refusal": refusal,
        "may_manage": may(request.actor, "policy.manage"),
        "slug": request.marketplace.slug,
    }  # fmt: skip
    return render(request, "registry/term_reviews.html", context, status=422 if refusal else 200)


@page("policy.read")
def term_reviews_count(request: PageRequest) -> HttpResponse:
    """How many are open, for the rail."""
    found_rows = capped_count(term_queries.reviews(request.actor).filter(state="open"))
    return HttpResponse(str(found_rows) if found_rows.number else "", content_type="text/plain")


@page("policy.read")
def term_review(request: PageRequest, ref: str) -> HttpResponse:
    """One with its cases."""
    return _review_page(request, found(term_queries.reviews(request.actor), reference=ref))


@action("policy.manage")
def decide(request: PageRequest, ref: str) -> HttpResponse:
    """Say what becomes of the term or rule."""
    shown = found(term_queries.reviews(request.actor), reference=ref)
    state = choice(request.POST, "state", list(services.DECISIONS), default="kept")
    try:
        reason = text(request.POST, "reason", default="", longest=2000)
        services.decide_review(actor=request.actor, review=shown, state=state, reason=reason)
        messages.success(request, _("Decided. What comes in from now on opens another."))
        return see_other(_url(request, "term_review", ref))
    except (Conflict, Invalid) as refusal:
        return _review_page(request, shown, refusal=refusal)


@action("policy.manage")
def set_target(request: PageRequest) -> HttpResponse:
    """How many cases in how many days are too many."""
    try:
        services.set_target(
            actor=request.actor, code=choice(request.POST, "code", list(DEFAULTS), default=""),
            limit=integer(request.POST, "limit", default=0), days=integer(request.POST, "days", default=0),
        )  # fmt: skip
        messages.success(request, _("Set. The next sweep counts by it."))
        return see_other(_url(request, "term_reviews"))
    except Invalid as refusal:
        return _list(request, refusal=refusal)


def _review_page(request: PageRequest, shown: TermReview, *, refusal: Conflict | Invalid | None = None) -> HttpResponse:
    rows = list(shown.cases.order_by("day", "id")[:MOST_SHOWN])
    ids = [row.case for row in rows]
    proofs = ProofRequest.objects.select_related("seller", "right").in_bulk(ids)
    checks = order_checks(request.actor).in_bulk(ids)
    lines = timeline(shown.id, request.actor, limit=50) if may(request.actor, "log.read") else []
    fault = ""
    if isinstance(refusal, Invalid):
        fault = " ".join(sentence for sentences in refusal.fields.values() for sentence in sentences)
    elif refusal is not None:
        fault = str(refusal.message)
    context: dict[str, Any] = {
        "review": shown,
        "called": term_queries.called([shown])[shown.id],
        "why": term_queries.why(shown),
        "tone": TERMREVIEW.colours.get(shown.state, ""),
        "target_title": _(TITLES[shown.target]),
        "lines": [(row, proofs.get(row.case), _checked(request, checks.get(row.case))) for row in rows],
        "more": max(shown.cases.count() - MOST_SHOWN, 0),
        "refusal": fault,
        "may_manage": may(request.actor, "policy.manage") if shown.state == "open" else False,
        "is_rule": shown.subject == TermReview.Subject.RULE,
        "timeline": [
            (line, reverse("web:log_entry", args=[request.marketplace.slug, line.id]) if line.index is not None else "")
            for line in lines
        ],
        "slug": request.marketplace.slug,
    }
    return render(request, "registry/term_review.html", context, status=refusal.status if refusal else 200)


def _checked(request: PageRequest, check: GateCheck | None) -> dict[str, Any] | None:
    """A line of an order as a case of a review."""
    if check is None:
        return None
    word, tone = VERDICT_WORDS[check.verdict]
    return {"check": check, "url": _url(request, "gate_check", str(check.id)), "word": word, "tone": tone}
