"""Audits of sellers' catalogues: the list, one of them for staff, and what a seller is to put right."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Min
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.models import Party
from accounts.permissions import may
from gateway.http import PageRequest, choice, fragment_wanted, position_answer, see_other
from gateway.paging import Keyset, capped_count
from registry.models import Right
from scanner import services
from scanner.audit_words import ANSWERED, ANSWERS, DISGUISED, HOW, WHAT, reason
from scanner.machine import AUDIT, AUDITITEM
from scanner.models import Audit, AuditItem
from scanner.queries import audited_seller
from scanner.services.auditing import awaits_reply
from scanner.words import AUDIT_STATES, AUDITITEM_STATES
from tenancy.context import database_now
from tenancy.errors import Invalid
from workflow.jobs import done_of
from workflow.models import Job

NEWEST, ITEMS, BY_DAY = Keyset("-id"), Keyset("id"), Keyset("due_on", "id")
MOST_RIGHTS = 8

Refused = tuple[UUID, str, str, str]
"""What was sent and refused: of which item, the answer that was chosen, the words, and what is wrong."""


@page("match.review")
def audits(request: PageRequest) -> HttpResponse:
    """All audits, the newest first."""
    rows = Audit.objects.visible_to(request.actor).select_related("seller")
    found = NEWEST.page(rows, request.GET.get("cursor"))
    counted = AuditItem.objects.filter(audit_id__in=[one.id for one in found.rows]).order_by()
    counts = {
        (row["audit_id"], row["state"]): row["n"] for row in counted.values("audit_id", "state").annotate(n=Count("id"))
    }
    slug = request.marketplace.slug
    lines = [
        {
            "audit": one,
            "url": reverse("scanner:audit", args=[slug, one.seller.reference]),
            "open": counts.get((one.id, "open"), 0),
            "done": counts.get((one.id, "done"), 0),
            "state": AUDIT_STATES[one.state],
            "tone": AUDIT.colours[one.state],
        }
        for one in found.rows
    ]
    return render(request, "scanner/audits.html", {"page": found, "lines": lines, "count": capped_count(rows)})


@page("match.review")
def audit(request: PageRequest, reference: str) -> HttpResponse:
    """The latest audit of one seller: how far it is, the patterns, and what is to be put right."""
    seller = audited_seller(request.actor, reference)
    return _audit(request, seller, _latest(request, seller))


@page("match.review")
def position(request: PageRequest, reference: str) -> HttpResponse:
    """How far the audit is, as an ETag."""
    row = _latest(request, audited_seller(request.actor, reference))
    value = _position(row) if row else "none"
    return position_answer(request, value)


@action("match.review")
def do(request: PageRequest, reference: str) -> HttpResponse:
    """Begin an audit of the seller, publish the latest, or close it."""
    seller = audited_seller(request.actor, reference)
    deed = choice(request.POST, "deed", ["start", "publish", "close"], default="start")
    row = _latest(request, seller)
    if deed == "start" or row is None:
        services.start_audit(actor=request.actor, seller=seller)
    elif deed == "publish":
        services.publish_audit(actor=request.actor, audit_id=row.id)
        messages.success(request, _("Published. The seller sees what is to be put right."))
    else:
        services.close_audit(actor=request.actor, audit_id=row.id)
        messages.success(request, _("Closed."))
    return see_other(reverse("scanner:audit", args=[request.marketplace.slug, seller.reference]))


@action("match.review")
def accept(request: PageRequest, item_id: UUID) -> HttpResponse:
    """It may stay as it is."""
    item = services.accept_item(actor=request.actor, item_id=item_id)
    seller = Party.objects.get(id=item.audit.seller_id)
    return see_other(reverse("scanner:audit", args=[request.marketplace.slug, seller.reference]))


@action("match.review")
def reply(request: PageRequest, item_id: UUID) -> HttpResponse:
    """A word back to the seller."""
    words = request.POST.get("words", "")
    try:
        item = services.reply_to_item(actor=request.actor, item_id=item_id, words=words)
    except Invalid as wrong:
        item = AuditItem.objects.select_related("audit__seller").get(id=item_id)
        refused = (item_id, "", words, wrong.fields["words"][0])
        return _audit(request, item.audit.seller, item.audit, refused)
    messages.success(request, _("Sent. The seller is told by mail, too."))
    seller = Party.objects.get(id=item.audit.seller_id)
    return see_other(f"{reverse('scanner:audit', args=[request.marketplace.slug, seller.reference])}#{item.id}")


@page("listing.read")
def remediation(request: PageRequest) -> HttpResponse:
    """What the seller is to put right."""
    return _remediation(request)


@page("listing.read")
def remediation_count(request: PageRequest) -> HttpResponse:
    """How much is open, for the rail."""
    rows = AuditItem.objects.visible_to(request.actor).filter(audit__state="published", state="open")
    found = capped_count(rows)
    return HttpResponse(str(found) if found.number else "", content_type="text/plain")


@action("listing.submit")
def answer(request: PageRequest, item_id: UUID) -> HttpResponse:
    """The seller answers one of them."""
    said, words = request.POST.get("answer", ""), request.POST.get("words", "")
    try:
        item = services.answer_item(actor=request.actor, item_id=item_id, answer=said, words=words)
    except Invalid as wrong:
        fault = next(iter(message for given in wrong.fields.values() for message in given), "")
        return _remediation(request, refused=(item_id, said, words, fault))
    if item.state == "done":
        messages.success(request, _("Recognised as put right. Thank you."))
    elif item.answer == "fixed":
        messages.success(request, _("Noted. It is not recognised yet: what was found still stands in the listing."))
    else:
        messages.success(request, _("Noted. A person reads it."))
    return see_other(f"{reverse('scanner:remediation', args=[request.marketplace.slug])}#{item.id}")


def _remediation(request: PageRequest, refused: Refused | None = None) -> HttpResponse:
    mine = AuditItem.objects.visible_to(request.actor)
    rows = mine.filter(audit__state="published").select_related("audit", "listing", "right")
    found = BY_DAY.page(rows, request.GET.get("cursor"))
    states = {one["state"]: one["n"] for one in rows.order_by().values("state").annotate(n=Count("id"))}
    context = {
        "page": found,
        "lines": [_line(request, one, refused) for one in found.rows],
        "open": states.get("open", 0),
        "done": sum(states.values()) - states.get("open", 0),
        "total": sum(states.values()),
        "due": rows.filter(state="open").aggregate(day=Min("due_on"))["day"],
        "answers": list(ANSWERS.items()),
        "may_submit": may(request.actor, "listing.submit"),
        "today": database_now().date(),
        "fault": refused[3] if refused else "",
    }
    return render(request, "scanner/remediation.html", context, status=422 if refused else 200)


def _latest(request: PageRequest, seller: Party) -> Audit | None:
    row: Audit | None = Audit.objects.visible_to(request.actor).filter(seller=seller).order_by("-id").first()
    return row


def _audit(request: PageRequest, seller: Party, row: Audit | None, refused: Refused | None = None) -> HttpResponse:
    context: dict[str, Any] = {"seller": seller, "audit": row}
    if row is not None:
        context |= _of_audit(request, seller, row, refused)
    template = "scanner/audit.html#now" if fragment_wanted(request) and row else "scanner/audit.html"
    return render(request, template, context, status=422 if refused else 200)


def _of_audit(request: PageRequest, seller: Party, row: Audit, refused: Refused | None) -> dict[str, Any]:
    rows = row.items.select_related("listing", "right", "audit")
    found = ITEMS.page(rows, request.GET.get("cursor"))
    states = {one["state"]: one["n"] for one in row.items.order_by().values("state").annotate(n=Count("id"))}
    asked = Job.objects.filter(id=row.job_id).first()
    slug = request.marketplace.slug
    return {
        "state": AUDIT_STATES[row.state],
        "tone": AUDIT.colours[row.state],
        "job": done_of([asked])[asked.id] if asked else None,
        "job_total": asked.total if asked else None,
        "is_stopped": bool(asked and asked.state in (Job.State.FAILED, Job.State.CANCELLED)),
        "measures": _measures(row.summary),
        "rights": _rights(row.summary),
        "disguises": _bars([(DISGUISED.get(kind, kind), n) for kind, n in row.summary.get("disguises", {}).items()]),
        "lines": [_line(request, one, refused) for one in found.rows],
        "page": found,
        "open": states.get("open", 0),
        "total": sum(states.values()),
        "fault": refused[3] if refused else "",
        "more": row.summary.get("more", 0),
        "position": f'"{_position(row)}"',
        "position_url": reverse("scanner:audit_position", args=[slug, seller.reference]),
    }


def _measures(summary: dict[str, Any]) -> list[tuple[Any, str, str]]:
    """The numbers of the audit: each with what it counts, and its tone."""
    listings, matched = summary.get("listings", 0), summary.get("matched", 0)
    share = _("%(percent)s %%") % {"percent": round(100 * matched / listings)} if listings else "–"
    named = [
        ("shared", _("with a picture that another seller showed first")),
        ("below", _("priced below what is usual")),
        ("relisted", _("that offer again what was removed")),
        ("without_brand", _("without a brand")),
        ("cases", _("open cases")),
        ("strikes", _("strikes in force")),
    ]
    found = [
        (listings, _("listings looked through"), ""),
        (share, _("with a right found in them"), "wait" if matched else ""),
    ]
    alarming = {"relisted", "strikes"}
    return found + [
        (summary.get(name, 0), words, "wait" if name in alarming and summary.get(name) else "") for name, words in named
    ]


def _rights(summary: dict[str, Any]) -> list[dict[str, Any]]:
    """The rights found most often, by owner. One query."""
    counts = sorted(summary.get("rights", {}).items(), key=lambda one: -one[1])[:MOST_RIGHTS]
    named = {
        str(one.id): one for one in Right.objects.filter(id__in=[key for key, _n in counts]).select_related("owner")
    }
    return _bars([(f"{named[key].title} · {named[key].owner.name}", n) for key, n in counts if key in named])


def _bars(counts: Sequence[tuple[Any, int]]) -> list[dict[str, Any]]:
    most = max((n for _name, n in counts), default=1)
    return [
        {"name": name, "bars": [(_("listings"), str(n), round(100 * n / most))]}
        for name, n in sorted(counts, key=lambda one: -one[1])
    ]


def _line(request: PageRequest, item: AuditItem, refused: Refused | None = None) -> dict[str, Any]:
    slug = request.marketplace.slug
    is_refused = refused is not None and refused[0] == item.id
    return {
        "item": item,
        "url": reverse("sellers:listing", args=[slug, item.listing.number]),
        "edit_url": reverse("sellers:revise", args=[slug, item.listing.number]),
        "what": WHAT[item.what],
        "how": HOW[item.what],
        "why": reason(item),
        "state": AUDITITEM_STATES[item.state],
        "tone": AUDITITEM.colours[item.state],
        "answered": ANSWERED.get(item.answer, ""),
        "said": ANSWERS.get(item.answer, ""),
        "chosen": refused[1] if refused and is_refused else item.answer,
        "words": refused[2] if refused and is_refused else item.words,
        "fault": refused[3] if refused and is_refused else "",
        "opened": is_refused,
        "may_reply": item.audit.state == "published" and awaits_reply(item),
    }


def _position(row: Audit) -> str:
    """What changes whenever the page of the audit would."""
    states = {one["state"]: one["n"] for one in row.items.order_by().values("state").annotate(n=Count("id"))}
    asked = Job.objects.filter(id=row.job_id).first()
    far = done_of([asked])[asked.id].done if asked else 0
    said = row.items.aggregate(answered=Count("answered_at"), replied=Count("replied_at"))
    stopped = asked.state if asked else ""
    return f"{row.state}-{far}-{stopped}-{said['answered']}-{said['replied']}-{sum(states.values())}-{states.get('open', 0)}"
