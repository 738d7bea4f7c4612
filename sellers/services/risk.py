"""A seller's risk is weighed again when something came out about it, and every week, as what is known fades."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Min, OuterRef

from accounts.models import Party
from audit.log import Deed, record, record_each
from sellers import verbs
from sellers.models import RiskCall, SellerRisk, SellerRiskStep
from sellers.risk.queries import risks_of
from sellers.risk.weighing import AGAIN_AFTER_DAYS, Risk
from tenancy.actor import Actor
from tenancy.due import next_at, ring

RISK_JOB, A_SWEEP = "risk", 300
AGAIN_AFTER = timedelta(days=AGAIN_AFTER_DAYS)


def call_for_weighing(seller_ids: Iterable[UUID]) -> None:
    """Have these sellers weighed again, as something came out about them. Called in the transaction that wrote it.

    Lines are only added here and nothing is locked, so that no decision ever waits for the weighing.
    """
    lines = [RiskCall(seller_id=one) for one in dict.fromkeys(seller_ids)]
    if lines:
        RiskCall.objects.bulk_create(lines)
        ring(RISK_JOB)


@transaction.atomic
def weigh(*, actor: Actor, now: datetime) -> datetime | None:
    """Weigh whom something came out about, who was never weighed, and who was not for a week. When to come again."""
    calls = dict(
        RiskCall.objects.order_by("id").select_for_update(skip_locked=True).values_list("id", "seller_id")[:A_SWEEP]
    )
    ids = set(calls.values())
    if len(calls) < A_SWEEP:
        ids |= set(_never(A_SWEEP)) | set(_longest_ago(now))
    _keep(actor, risks_of(ids, now), now)
    RiskCall.objects.filter(id__in=calls).delete()
    if len(ids) >= A_SWEEP or len(calls) == A_SWEEP:
        return now
    if next_at(RISK_JOB) is not None:
        return None  # it comes again anyway
    first = SellerRisk.objects.aggregate(first=Min("weighed_at"))["first"]
    return first + AGAIN_AFTER if first else None


def _never(most: int) -> list[UUID]:
    weighed = Exists(SellerRisk.objects.filter(seller=OuterRef("id")))
    here = Party.objects.filter(~weighed, kind=Party.Kind.SELLER).exclude(state=Party.State.APPLIED)
    return list(here.order_by("id").values_list("id", flat=True)[:most])


def _longest_ago(now: datetime) -> list[UUID]:
    rows = SellerRisk.objects.filter(weighed_at__lte=now - AGAIN_AFTER).order_by("weighed_at")
    return list(rows.values_list("seller_id", flat=True)[:A_SWEEP])


def _keep(actor: Actor, found: Mapping[UUID, Risk], now: datetime) -> None:
    """Write down what was found: a line in the history of each whose figure moved, and today's figure of all."""
    rows = SellerRisk.objects.filter(seller_id__in=found).order_by("seller_id").select_for_update(of=("self",))
    stood = {row.seller_id: row for row in rows}
    steps, figures = [], []
    for seller_id, risk in sorted(found.items()):
        before = stood.get(seller_id)
        said: dict[str, Any] = {
            "seller_id": seller_id, "figure": risk.figure, "band": risk.band,
            "reasons": [{"code": one.code, "weight": one.weight, "count": one.count} for one in risk.reasons],
        }  # fmt: skip
        moved = before is None or risk.moved_from(before.told, before.band)
        if moved:
            steps.append(SellerRiskStep(**said, at=now))
        told = risk.figure if before is None or moved else before.told
        figures.append(SellerRisk(**said, told=told, weighed_at=now))
    SellerRisk.objects.bulk_create(
        figures, update_conflicts=True, unique_fields=["tenant", "seller"],
        update_fields=["figure", "band", "told", "reasons", "weighed_at"],
    )  # fmt: skip
    SellerRiskStep.objects.bulk_create(steps)
    _record(actor, [(step, stood.get(step.seller_id)) for step in steps])


def _record(actor: Actor, steps: Sequence[tuple[SellerRiskStep, SellerRisk | None]]) -> None:
    """One entry for all who were weighed for the first time, one for each whose figure moved, which the seller sees."""
    first = [step for step, before in steps if before is None]
    if first:
        record(verbs.RISK_BEGUN, actor=actor, subject=first[0], facts={"sellers": len(first)})
    moved = [
        Deed(
            subject=step, refs=[step.seller_id], parties=[step.seller_id],
            facts={"figure": step.figure, "before": before.told, "band": step.band},
        )
        for step, before in steps
        if before is not None
    ]  # fmt: skip
    record_each(verbs.RISK_MOVED, actor=actor, deeds=moved)
