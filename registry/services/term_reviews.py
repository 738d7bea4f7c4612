"""Terms and rules whose outcomes lag are reviewed: opened by a daily sweep, decided by a person."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.log import Fact, record
from registry import verbs
from registry.agreements import term_queries
from registry.agreements.term_targets import DEFAULTS, MOST_DAYS, MOST_LIMIT, Missed, Subject, missed
from registry.machine import TERMREVIEW
from registry.models import TermReview, TermReviewCase, TermTarget
from registry.services.doubts import ASKS
from tenancy.actor import Actor
from tenancy.context import current_tenant
from tenancy.due import ring
from tenancy.errors import Invalid
from tenancy.ids import reference
from workflow.moves import move

JOB = "term_reviews"
DECISIONS = ("changed", "kept", "confirmed")
TERMS: Mapping[str, str] = MappingProxyType({code: str(reason) for code, (reason, _wanted) in ASKS.items()})
"""Which term a doubt of the gate is about, as requests for proof call it: their cases and those of orders count together."""


def set_target(*, actor: Actor, code: str, limit: int, days: int) -> TermTarget:
    """From the next sweep on, so many cases in so many days open a review. Raises Invalid."""
    require(actor, "policy.manage")
    wrong: dict[str, list[str]] = {}
    if code not in DEFAULTS:
        wrong["code"] = [_("There is no such target.")]
    if not 1 <= limit <= MOST_LIMIT:
        wrong["limit"] = [_("From 1 to %(most)d.") % {"most": MOST_LIMIT}]
    if not 1 <= days <= MOST_DAYS:
        wrong["days"] = [_("From 1 to %(most)d.") % {"most": MOST_DAYS}]
    if wrong:
        raise Invalid(fields=wrong)
    with transaction.atomic():
        target, _new = TermTarget.objects.update_or_create(code=code, defaults={"limit": limit, "days": days})
        facts: dict[str, Fact] = {"code": code, "limit": limit, "days": days}
        record(verbs.TARGET_SET, actor=actor, subject=target, facts=facts)
        ring(JOB)
    return target


def open_reviews(*, actor: Actor, now: datetime) -> int:
    """Open a review for each target that is missed today, at most one a subject and target; what is new goes to the one
    that is open. How many reviews were opened or got cases. Doing it again changes nothing."""
    require(actor, "policy.manage")
    touched = 0
    with transaction.atomic():
        standing = _standing()
        for one in missed(
            term_queries.cases(now, TERMS), term_queries.targets(), now.date(), decided=term_queries.decided_cases()
        ):
            review = standing.get((one.subject, one.target.code)) or _opened(actor, one)
            touched += _add_cases(actor, review, one)
    return touched


def _standing() -> dict[tuple[Subject, str], TermReview]:
    rows = TermReview.objects.select_for_update().filter(state=TermReview.State.OPEN).order_by("id")
    return {(Subject(row.subject, row.about, row.code), row.target): row for row in rows}


def _opened(actor: Actor, one: Missed) -> TermReview:
    review: TermReview = TermReview.objects.create(
        reference=reference(), subject=one.subject.kind, about=one.subject.about, code=one.subject.code,
        target=one.target.code, limit=one.target.limit, days=one.target.days, state=TERMREVIEW.initial,
    )  # fmt: skip
    facts: dict[str, Fact] = {
        "subject": one.subject.kind, "code": one.subject.code, "target": one.target.code, "limit": one.target.limit,
        "days": one.target.days, "measured": one.measured,
    }  # fmt: skip
    refs: list[Any] = [term_queries.uuid_of(one.subject)] if term_queries.uuid_of(one.subject) else []
    record(verbs.REVIEW_OPENED, actor=actor, subject=review, refs=refs, facts=facts)
    return review


def _add_cases(actor: Actor, review: TermReview, one: Missed) -> int:
    """1 if cases were new to the review."""
    known = {str(case) for case in review.cases.values_list("case", flat=True)}
    fresh = [case for case in one.cases if case.id not in known]
    if not fresh:
        return 0
    TermReviewCase.objects.bulk_create(
        TermReviewCase(review=review, of=case.of, case=case.id, day=case.day) for case in fresh
    )
    if known:
        record(verbs.REVIEW_GREW, actor=actor, subject=review, facts={"cases": len(fresh)})
    return 1


def decide_review(*, actor: Actor, review: TermReview, state: str, reason: str) -> None:
    """Say what becomes of the term or rule, and why. A rule may be confirmed, too; its own record is the page of rules.

    Raises Invalid, Conflict for one that is decided.
    """
    require(actor, "policy.manage")
    wrong: dict[str, list[str]] = {}
    if state not in DECISIONS or (state == "confirmed" and review.subject != TermReview.Subject.RULE):
        wrong["state"] = [_("Choose what becomes of it.")]
    if not reason.strip():
        wrong["reason"] = [_("Say why.")]
    if wrong:
        raise Invalid(fields=wrong)
    with transaction.atomic():
        move(review, state, machine=TERMREVIEW)
        review.reason, review.decided_by_id = reason.strip(), actor.membership_id
        review.save(update_fields=["reason", "decided_by"])
        record(
            verbs.REVIEW_DECIDED, actor=actor, subject=review, facts={"state": state},
            personal={"reason": review.reason},
        )  # fmt: skip


def sweep(now: datetime) -> datetime | None:
    """Once a day."""
    open_reviews(actor=Actor.system(current_tenant()), now=now)
    return datetime.combine(now.date() + timedelta(days=1), time(4), tzinfo=now.tzinfo)
