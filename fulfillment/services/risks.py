"""The risk of suppliers, lanes and places, counted anew after each outcome. One event never decides."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Party
from audit.log import record
from fulfillment import verbs
from fulfillment.models import GoodsRisk, Hold, RiskOutcome, Site
from fulfillment.risk.measure import OUTCOMES, Estimate, Outcome, estimate
from sellers.services import Complained, note_quality
from tenancy.actor import Actor
from tenancy.context import current_tenant

Kind = GoodsRisk.Kind
AFTER_HOLD = {"released": "released", "returned": "returned", "destroyed": "destroyed", "customs": "to_customs"}
"""What a settled hold counts as, by its state."""


def note_outcome(
    *, actor: Actor, outcome: str, cause: str, now: datetime, supplier: Party | None = None, site: Site | None = None,
    lane: tuple[str, str] | None = None,
) -> None:  # fmt: skip
    """Count one outcome for who made the goods, the way they came (origin and destination, ISO 3166) and where they were.

    `outcome` is a code of `risk.measure.OUTCOMES`; the same `cause` counts once for each of them.
    """
    with transaction.atomic():
        for kind, about, facts in _about(supplier, site, lane):
            _adjust(actor, kind, about, facts, outcome, cause, now)


def note_hold(*, actor: Actor, hold: Hold, now: datetime) -> None:
    """Count how a hold ended; nothing as long as it has not."""
    outcome = AFTER_HOLD.get(hold.state)
    if outcome is None:
        return
    if hold.state == Hold.State.DESTROYED and hold.seller is not None and hold.steps.filter(deed="said_fake").exists():
        # The measure of sellers is their own: what its warehouse found is written to the seller's record.
        fact = Complained(
            seller=hold.seller.reference,
            kind="suspected_fake",
            source="warehouse",
            cause=f"hold {hold.reference}",
            at=now,
        )
        note_quality(actor=Actor.system(current_tenant()), complaints=[fact])
    batch = hold.batch
    lane = (batch.country, hold.site.country) if batch is not None and batch.country else None
    note_outcome(
        actor=actor, outcome=outcome, cause=hold.reference, now=now, supplier=batch.supplier if batch else None,
        site=hold.site, lane=lane,
    )  # fmt: skip


def count_again(risk: GoodsRisk, now: datetime) -> Estimate:
    """The risk as of today from all that is on file: what is long ago counts less. Kept, without a line in the log."""
    found = estimate(_past(risk), now.date())
    _keep(risk, found, now)
    return found


def _about(
    supplier: Party | None, site: Site | None, lane: tuple[str, str] | None
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    if supplier is not None:
        yield Kind.SUPPLIER, str(supplier.id), {"party": supplier}
    if lane is not None:
        yield Kind.LANE, ">".join(lane), {}
    if site is not None:
        yield Kind.SITE, str(site.id), {"site": site}


def _adjust(
    actor: Actor, kind: str, about: str, facts: dict[str, Any], outcome: str, cause: str, now: datetime
) -> None:
    before = estimate((), now.date())
    GoodsRisk.objects.bulk_create(
        [
            GoodsRisk(
                kind=kind, about=about, low_bp=before.low_bp, mean_bp=before.mean_bp, high_bp=before.high_bp,
                counted_at=now, **facts,
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    risk = GoodsRisk.objects.select_for_update(of=("self",)).get(kind=kind, about=about)
    if risk.adjustments.filter(cause=cause).exists():
        return
    weight, past = OUTCOMES[outcome], _past(risk)
    was = estimate(past, now.date()).mean_bp
    found = estimate([*past, Outcome(weight.bad, weight.good, now.date())], now.date())
    RiskOutcome.objects.create(
        risk=risk, outcome=outcome, cause=cause, bad=weight.bad, good=weight.good, before_bp=was, after_bp=found.mean_bp, at=now
    )  # fmt: skip
    _keep(risk, found, now)
    record(
        verbs.RISK_ADJUSTED, actor=actor, subject=risk, refs=[one.id for one in facts.values()],
        facts={"outcome": outcome, "cause": cause, "before_bp": was, "after_bp": found.mean_bp},
    )  # fmt: skip


def _past(risk: GoodsRisk) -> list[Outcome]:
    rows = RiskOutcome.objects.filter(risk=risk).values_list("bad", "good", "at")
    return [Outcome(bad, good, at.date()) for bad, good, at in rows]


def _keep(risk: GoodsRisk, found: Estimate, now: datetime) -> None:
    risk.low_bp, risk.mean_bp, risk.high_bp = found.low_bp, found.mean_bp, found.high_bp
    risk.outcomes, risk.counted_at = found.outcomes, now
    risk.save(update_fields=["low_bp", "mean_bp", "high_bp", "outcomes", "counted_at"])
