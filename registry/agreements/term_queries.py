"""What reviews of terms read: the cases there are, the targets, and what a subject is called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from registry.agreements.order_cases import TERM_WORDS, Line, cases_of, references
from registry.agreements.term_targets import DEFAULTS, MOST_DAYS, Case, Subject, Target
from registry.models import (
    GateCancel,
    GateCheck,
    Licence,
    ProofRequest,
    Right,
    TermReview,
    TermReviewCase,
    TermTarget,
)
from tenancy.actor import Actor
from tenancy.errors import Denied
from tenancy.ids import least_uuid7

MOST_CASES = 20_000
REFUSED = (ProofRequest.State.REFUSED, ProofRequest.State.LAPSED)


@dataclass(frozen=True, slots=True)
class Called:
    """A subject as people call it: its title, reference and the page where it stands ("" for none)."""

    title: str
    ref: str
    url_name: str


def targets() -> list[Target]:
    """The targets that hold here: the defaults, and what the marketplace has set instead. One query."""
    own = {row.code: Target(row.code, row.limit, row.days) for row in TermTarget.objects.filter(code__in=DEFAULTS)}
    return [own.get(code, target) for code, target in DEFAULTS.items()]


def cases(now: datetime, terms: Mapping[str, str]) -> Iterator[Case]:
    """All that counts: requests for proof, and lines of orders, whose doubts are called by `terms`. Three queries."""
    yield from _proofs(now)
    lines = _lines(now)
    named = dict(Licence.objects.filter(reference__in=references(lines)).values_list("reference", "id"))
    licences = {reference: str(id_) for reference, id_ in named.items()}
    for line in lines:
        yield from cases_of(line, licences, terms)


def _lines(now: datetime) -> list[Line]:
    """The lines of the last year that the gate refused, and those that it asked about and that wait still. One query."""
    checks = GateCheck.objects.filter(id__gte=least_uuid7(now - timedelta(days=MOST_DAYS)))
    again = GateCheck.objects.filter(
        seller=OuterRef("seller"), rights=OuterRef("rights"), destination=OuterRef("destination"), id__gt=OuterRef("id")
    )
    settled = Exists(again.exclude(verdict="ask")) | Exists(GateCancel.objects.filter(gate_check=OuterRef("id")))
    rows = checks.filter(Q(verdict="no") | (Q(verdict="ask") & ~settled)).order_by("-id")
    wanted = rows.values_list("id", "made_at", "verdict", "rights", "reasons", "rules")
    return [
        Line(str(id_), made_at.date(), verdict == "ask", rights, reasons, [rule["code"] for rule in rules])
        for id_, made_at, verdict, rights, reasons, rules in wanted[:MOST_CASES]
    ]


def _proofs(now: datetime) -> Iterator[Case]:
    """The requests for proof that wait, and those of the last year that were not met. One query."""
    since = now - timedelta(days=MOST_DAYS)
    rows = ProofRequest.objects.filter(Q(state=ProofRequest.State.OPEN) | Q(state__in=REFUSED, state_at__gte=since))
    wanted = rows.order_by("-id").values_list("id", "licence_id", "right_id", "reason", "state", "made_at", "state_at")
    for id_, licence_id, right_id, reason, state, made_at, state_at in wanted[:MOST_CASES]:
        kind, about = ("licence", licence_id) if licence_id else ("right", right_id)
        waits = state == ProofRequest.State.OPEN
        day = (made_at if waits else state_at).date()
        yield Case("proof", str(id_), Subject(kind, str(about), reason), day, waits)


def decided_cases() -> dict[tuple[Subject, str], set[str]]:
    """The cases of reviews that were decided, by subject and target. One query."""
    found: dict[tuple[Subject, str], set[str]] = {}
    rows = TermReviewCase.objects.exclude(review__state=TermReview.State.OPEN)
    names = ("review__subject", "review__about", "review__code", "review__target", "case")
    for kind, about, code, target, case in rows.values_list(*names):
        found.setdefault((Subject(kind, about, code), target), set()).add(str(case))
    return found


def uuid_of(subject: Subject) -> UUID | None:
    """The id of the licence or right that a subject is; None for a rule."""
    return None if subject.kind == "rule" else UUID(subject.about)


def reviews(actor: Actor) -> QuerySet[TermReview]:
    """Reviews with how many cases each rests on; for the marketplace's people alone."""
    if not (actor.is_operator or actor.is_system):
        raise Denied(_("Reviews of terms are the marketplace's own."))
    cases_of = TermReviewCase.objects.filter(review=OuterRef("id")).order_by()
    counted = cases_of.values("review").annotate(n=Count("id")).values("n")
    return TermReview.objects.annotate(measured=Coalesce(Subquery(counted), 0)).select_related("decided_by__user")


def called(rows: list[TermReview]) -> dict[UUID, Called]:
    """What the subjects of these reviews are called. Two queries at most."""
    ids = {kind: [row.about for row in rows if row.subject == kind] for kind in ("licence", "right")}
    licences = {str(one.id): one for one in Licence.objects.filter(id__in=ids["licence"])} if ids["licence"] else {}
    rights = {str(one.id): one for one in Right.objects.filter(id__in=ids["right"])} if ids["right"] else {}
    found = {}
    for row in rows:
        if row.about in licences:
            one = licences[row.about]
            found[row.id] = Called(one.number or one.licensee_name, one.reference, "registry:licence")
        elif row.about in rights:
            right = rights[row.about]
            found[row.id] = Called(right.title, right.reference, "registry:right")
        else:
            found[row.id] = Called(row.about, "", "accounts:unverified" if row.subject == "rule" else "")
    return found


def why(review: TermReview) -> str:
    """The term in question, in words."""
    if review.code in TERM_WORDS:
        return _(TERM_WORDS[review.code])
    return str(dict(ProofRequest.Reason.choices).get(review.code, review.code))
