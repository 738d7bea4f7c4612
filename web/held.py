"""What is held on a seller, as one file a program can read: its details, listings, cases, strikes and what followed from them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.utils import timezone

from accounts.doors import page
from accounts.models import Membership, Party
from audit.rows import load_words
from enforcement.models import Case, CatalogueInspection, Sanction, StrikeProposal, VaultPaper
from gateway.http import PageRequest
from registry.models import PartyNumber
from scanner.models import Audit, PreCheckCertificate, RuleStop
from sellers import queries as sellers
from sellers.models import (
    AssignedLesson,
    DataRequest,
    FilledChecklist,
    Listing,
    PriorNotice,
    QualityFact,
    Restraint,
    SalesFact,
    SellerLimit,
    SellerTrait,
    Strike,
    Study,
)
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import NotFound

MOST = 10_000
"""Lines of a kind; the newest. Who has more listings takes them over the API, page by page."""
DETAILS = (
    "reference", "name", "country", "language", "contact_name", "contact_email", "phone", "address", "website", "about",
    "state", "made_at",
)  # fmt: skip


@page("listing.read")
def held(request: PageRequest) -> HttpResponse:
    """The file. Of what a seller is recognised by it says the kind and who told it, and no digest: they protect others. What
    others said in confidence is left out."""
    party: Party = request.membership.party  # type: ignore[attr-defined]
    if party.kind != Party.Kind.SELLER:
        raise NotFound
    now = database_now()
    told = {
        "about": party.reference,
        "marketplace": request.marketplace.name,
        "at": now,
        **_held(request.actor, party, now),
    }
    answer = JsonResponse(told, encoder=DjangoJSONEncoder, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="{party.reference}-{timezone.localdate(now)}.json"'
    return answer


def _held(actor: Actor, party: Party, now: Any) -> dict[str, Any]:
    """By kind. Some thirty queries, however much there is."""
    mine: dict[str, Any] = {"seller": party}
    standing = sellers.standing(party.id, now.date())
    return {
        "details": {name: getattr(party, name) for name in DETAILS},
        "numbers": _lines(PartyNumber.objects.filter(party=party), "scheme", "value"),
        "people": _lines(Membership.objects.filter(party=party), "user__email", "role"),
        "standing": {"points": standing.points, "strikes_in_force": len(standing.strikes)},
        "strikes": list(_strikes(party)),
        "proposed_from_strikes": list(_proposals(party)),
        "sanctions": list(_sanctions(party)),
        "restraints": _lines(
            Restraint.objects.filter(**mine), "kind", "listing__number", "territories", "starts_at", "ends_at",
            "releases__at",
        ),
        "cases": _lines(Case.objects.visible_to(actor).filter(**mine), "reference", "state", "region", "right__title"),
        "outcomes": _lines(PriorNotice.objects.filter(**mine), "case", "outcome", "at"),
        "complaints_about_goods": _lines(QualityFact.objects.filter(**mine), "kind", "at"),
        "limits": _lines(SellerLimit.objects.filter(**mine), "most", "categories", "made_at", "ended_at"),
        "data_requests": _lines(
            DataRequest.objects.filter(**mine), "reference", "basis", "words", "state", "due_at", "confirmed_at"
        ),
        "recognised_by": _lines(SellerTrait.objects.filter(**mine), "kind", "source", "noted_at", "ended_at"),
        "lessons_assigned": _lines(AssignedLesson.objects.filter(**mine), "lesson", "cause", "due_at", "state"),
        "lessons_passed": _lines(Study.objects.filter(**mine).exclude(passed_at=None), "lesson", "edition", "score", "passed_at"),
        "checklists": _lines(FilledChecklist.objects.filter(**mine), "reference", "kind", "listing__number", "answers", "at"),
        "vault": _lines(
            VaultPaper.objects.filter(party=party), "kind", "sha256", "issued_on", "expires_on", "at", "ended_at"
        ),
        "inspections": _lines(
            CatalogueInspection.objects.visible_to(actor).filter(party=party), "reference", "looks", "counts", "ended_at"
        ),
        "certificates": _lines(PreCheckCertificate.objects.filter(**mine), "reference", "content_hash", "rules", "at"),
        "stopped_by_rules": _lines(
            RuleStop.objects.filter(**mine), "listing__number", "revision", "rules", "objection", "passed_at", "made_at"
        ),
        "audits": _lines(
            Audit.objects.visible_to(actor).filter(**mine), "state", "published_at", "due_on", "checked_at", "left_open"
        ),
        "sales_by_month": _lines(SalesFact.objects.filter(**mine), "month", "sales", "gross_cents"),
        "listings": _lines(
            Listing.objects.filter(**mine), "number", "title", "brand", "state", "price_cents", "currency", "markets"
        ),
    }  # fmt: skip


def _lines(rows: "QuerySet[Any]", *names: str) -> list[dict[str, Any]]:
    return list(rows.order_by("-id").values(*names)[:MOST])


def _strikes(party: Party) -> Iterator[dict[str, Any]]:
    for row in Strike.objects.filter(seller=party).prefetch_related("reversals").order_by("-given_at")[:MOST]:
        yield {
            "points": row.weight, "for": row.reason, "given_at": row.given_at, "fades_at": row.fades_at,
            "taken_back_at": next((one.at for one in row.reversals.all()), None),
        }  # fmt: skip


def _proposals(party: Party) -> Iterator[dict[str, Any]]:
    rows = list(
        StrikeProposal.objects.filter(seller=party).prefetch_related("answers", "rulings").order_by("-id")[:MOST]
    )
    said = {row.id: ([*row.answers.all()], [*row.rulings.all()]) for row in rows}
    load_words([one for both in said.values() for kind in both for one in kind])
    for row in rows:
        answers, rulings = said[row.id]
        yield {
            "reference": row.reference, "kind": row.kind, "state": row.state, "at": row.at, "answer_by": row.answer_by,
            **row.figures, "answer": _words(one.words for one in answers),
            "reasons": _words(one.reasons for one in rulings),
        }  # fmt: skip


def _sanctions(party: Party) -> Iterator[dict[str, Any]]:
    """What came to stand; what two people did not agree on never was laid on anybody."""
    rows = list(Sanction.objects.filter(party=party).exclude(state__in=["proposed", "refused"]).order_by("-id")[:MOST])
    load_words(rows)
    for row in rows:
        yield {
            "about": row.about, "kind": row.kind, "state": row.state, "at": row.proposed_at, "until": row.until,
            "reasons": row.reasons,
        }  # fmt: skip


def _words(said: Iterable[str]) -> str:
    return "\n\n".join(said)
