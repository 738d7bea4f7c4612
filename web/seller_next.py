"""What a seller is to do next, the nearest day first: what is asked of it, and what of its papers ends soon."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enforcement.defence.answering import PAPERS
from enforcement.defence.last_look import to_be_mended
from enforcement.following import first_to_answer
from enforcement.models import StrikeProposal, VaultPaper
from registry.models import Licence, ProofRequest
from scanner.models import AuditItem, RuleStop
from sellers.learning.shelf import open_assignments
from sellers.models import DataRequest

SOON = timedelta(days=60)
MOST = 5
"""Of each kind, the nearest; the pages behind have them all."""


@dataclass(frozen=True, slots=True)
class Next:
    """One thing to do: where, what it is about, and the day by which, or, where nothing runs out, since which (`waits`)."""

    title: str
    words: str
    url: str
    day: date
    waits: bool = False


def next_of(party_id: UUID, slug: str, now: datetime, *, inspects: bool) -> list[Next]:
    """The nearest first; with what its own inspection found for who reads that. Eleven queries, however much there is."""
    found = [*_asked(party_id, slug, now), *_ending(party_id, slug, now.date())]
    return sorted([*found, *(_inspected(party_id, slug) if inspects else ())], key=lambda one: one.day)


def _asked(party_id: UUID, slug: str, now: datetime) -> Iterator[Next]:
    for case, due_at in first_to_answer(party_id, MOST):
        yield Next(
            _("Answer a complaint"), case, reverse("enforcement:case", args=[slug, case]) + "#answering", due_at.date()
        )
    for proposal in StrikeProposal.objects.filter(seller_id=party_id, state="told"):
        yield Next(
            _("Answer what your strikes propose"), _("Nothing is decided before."),
            reverse("enforcement:own_conduct", args=[slug]), proposal.answer_by.date(),
        )  # fmt: skip
    asked = DataRequest.objects.filter(seller_id=party_id, state__in=["open", "overdue"]).order_by("due_at")[:MOST]
    for one in asked:
        yield Next(
            _("Confirm your details"), one.get_basis_display(),
            reverse("sellers:data_request", args=[slug, one.reference]), one.due_at.date(),
        )  # fmt: skip
    if lessons := open_assignments(party_id):
        words = ngettext("%(n)d lesson", "%(n)d lessons", len(lessons)) % {"n": len(lessons)}
        yield Next(
            _("Learn what was assigned"), words, reverse("sellers:learning", args=[slug]), lessons[0].due_at.date()
        )
    stopped = RuleStop.objects.filter(seller_id=party_id, passed_at=None, objected_at=None).select_related("listing")
    for row in stopped.order_by("-id")[:MOST]:
        yield Next(
            _("Mend a listing: it is not published"), row.listing.title,
            reverse("sellers:listing", args=[slug, row.listing.number]), row.made_at.date(), waits=True,
        )  # fmt: skip
    plan = AuditItem.objects.filter(audit__seller_id=party_id, audit__state="published", state="open")
    asked_for = plan.aggregate(n=Count("id"), day=Min("due_on"))
    if asked_for["n"]:
        words = ngettext("%(n)d listing", "%(n)d listings", asked_for["n"]) % {"n": asked_for["n"]}
        yield Next(
            _("Put right after an audit"),
            words,
            reverse("scanner:remediation", args=[slug]),
            asked_for["day"] or now.date(),
        )
    proofs = ProofRequest.objects.filter(seller_id=party_id, state="open").select_related("right").order_by("due_on")
    for proof in proofs[:MOST]:
        yield Next(
            _("Show that you may sell"), proof.right.title, reverse("registry:proofs", args=[slug]), proof.due_on
        )


def _inspected(party_id: UUID, slug: str) -> Iterator[Next]:
    if found := to_be_mended(party_id):
        reference, left, day = found
        words = ngettext("%(n)d listing", "%(n)d listings", left) % {"n": left}
        url = reverse("enforcement:inspection", args=[slug, reference])
        yield Next(_("Mend what your inspection found"), words, url, day)


def _ending(party_id: UUID, slug: str, today: date) -> Iterator[Next]:
    ending = Licence.objects.filter(
        licensee_id=party_id, state="signed", ends_on__gte=today, ends_on__lte=today + SOON
    ).select_related("licensor")
    for licence in ending.order_by("ends_on")[:MOST]:
        yield Next(
            _("A licence ends"), licence.licensor.name,
            reverse("registry:licence", args=[slug, licence.reference]), licence.ends_on,
        )  # fmt: skip
    papers = VaultPaper.objects.filter(
        party_id=party_id, ended_at=None, expires_on__gte=today, expires_on__lte=today + SOON
    ).order_by("expires_on", "id")
    for paper in papers[:MOST]:
        yield Next(
            _("A paper in your vault ends"),
            str(PAPERS[paper.kind]),
            reverse("enforcement:vault", args=[slug]),
            paper.expires_on,
        )
