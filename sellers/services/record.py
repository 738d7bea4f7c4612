"""The seller's record: strikes given and taken back, and the cases there were."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db import transaction

from accounts.models import Party
from audit.log import Fact, record
from sellers import verbs
from sellers.models import PriorNotice, Strike, StrikeReversal
from sellers.services.shop import hold_seller, hold_sellers
from tenancy.actor import Actor
from tenancy.due import ring

THRESHOLDS_JOB = "thresholds"
"""Rung when a strike is given or taken back: higher up somebody looks what the points of the seller come to."""


def give_strike(
    *,
    actor: Actor,
    seller_id: UUID,
    weight: int,
    reason: str,
    cause: str,
    now: datetime,
    fades_at: datetime | None = None,
) -> Strike:
    """A strike of `weight` points (100 are one plain strike) for `cause`, once: the same cause gives the same strike.

    `reason` is the outcome's or the ground's code. `fades_at` ends it on a day of its own; without it, it fades as the
    policy says.
    """
    with transaction.atomic():
        hold_seller(seller_id, shared=False)
        given = Strike.objects.filter(cause=cause).first()
        if given is not None:
            return given
        strike = Strike.objects.create(
            seller_id=seller_id, weight=weight, reason=reason, cause=cause, given_at=now, fades_at=fades_at
        )
        fades_on = fades_at.date().isoformat() if fades_at else None
        facts: dict[str, Fact] = {"points": weight, "reason": reason, "cause": cause, "fades_on": fades_on}
        record(verbs.STRIKE_GIVEN, actor=actor, subject=strike, refs=[seller_id], facts=facts, parties=[seller_id])
        ring(THRESHOLDS_JOB, at=now)
    return strike


def reverse_strikes(*, actor: Actor, causes: Sequence[str], by: str, now: datetime) -> int:
    """Take back the strikes of these causes; how many. One that is taken back already or unknown changes nothing."""
    with transaction.atomic():
        standing = Strike.objects.filter(cause__in=list(causes), reversals=None).order_by("seller_id", "id")
        hold_sellers(standing.values_list("seller_id", flat=True), shared=False)
        taken = list(standing)
        StrikeReversal.objects.bulk_create(StrikeReversal(strike=one, at=now, cause=by) for one in taken)
        for seller_id, group in groupby(taken, key=lambda one: one.seller_id):
            strikes = list(group)
            facts: dict[str, Fact] = {"strikes": len(strikes), "by": by}
            record(
                verbs.STRIKE_REVERSED, actor=actor, subject=strikes[0], refs=[*strikes[1:], seller_id], facts=facts,
                parties=[seller_id],
            )  # fmt: skip
        if taken:
            ring(THRESHOLDS_JOB, at=now)
    return len(taken)


def note_prior(
    *,
    actor: Actor,
    seller_id: UUID,
    case: str,
    outcome: str,
    now: datetime,
    seller: Party | None = None,
    complainant: UUID | None = None,
) -> PriorNotice:
    """That a case was opened against a seller (`outcome` ""), or how one of its listings came out.

    `seller` spares a query where the caller has read it; `complainant` is who had the case opened.
    """
    with transaction.atomic(savepoint=False):
        noted = PriorNotice.objects.create(
            seller_id=seller_id, case=case, outcome=outcome, complainant=complainant, at=now
        )
        seller = seller or Party.objects.get(id=seller_id)
        verb = verbs.OUTCOME_NOTED if outcome else verbs.CASE_NOTED
        facts = {"case": case, "outcome": outcome} if outcome else {"case": case}
        record(verb, actor=actor, subject=seller, facts=facts, parties=[seller_id])
    return noted
