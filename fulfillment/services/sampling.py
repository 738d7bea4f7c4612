"""How much of a partner's flow is looked at, set anew once a week from what its docks did."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from accounts.models import Party
from audit.log import record
from fulfillment import verbs
from fulfillment.machine import HOLD
from fulfillment.models import Check, GoodsRisk, Hold, SamplingChange, Site
from fulfillment.sampling.rule import LATE_HOURS, WINDOW, Figures, next_share
from fulfillment.services.places import SAMPLING_JOB
from fulfillment.services.risks import count_again
from tenancy.actor import Actor

JOB = SAMPLING_JOB
WEEK, AGAIN = timedelta(days=7), timedelta(days=1)
RISKS_A_SWEEP, MOST_ASKED = 500, 20_000


def sweep_sampling(*, actor: Actor, now: datetime) -> datetime | None:
    """Set the shares that were set a week ago or never, and count risks anew; None while no partner has a dock."""
    for risk in GoodsRisk.objects.filter(counted_at__lt=now - AGAIN).order_by("counted_at")[:RISKS_A_SWEEP]:
        count_again(risk, now)
    sites = Site.objects.standing().filter(party__kind="logistics")
    partners = list(Party.objects.filter(id__in=sites.values("party_id")).order_by("id"))
    for party in partners:
        set_share(actor=actor, party=party, now=now)
    return now + AGAIN if partners else None


@transaction.atomic
def set_share(*, actor: Actor, party: Party, now: datetime) -> SamplingChange | None:
    """Set the share of one partner by the rule; None where that was done within a week. All its docks sample by it."""
    sites = list(Site.objects.standing().filter(party=party).select_for_update(of=("self",)).order_by("id"))
    last = SamplingChange.objects.filter(party=party).order_by("-id").first()
    if last is not None and last.at > now - WEEK:
        return None
    before = last.share_bp if last else 0
    seen = figures_of(party, now)
    found = next_share(before, seen)
    facts = {name: getattr(seen, name) for name in ("scans", "held", "asked", "late", "due", "settled")}
    row = SamplingChange.objects.create(
        party=party, before_bp=before, share_bp=found.share_bp, facts=facts, reasons=list(found.reasons), at=now
    )
    Site.objects.filter(id__in=[one.id for one in sites]).update(sampled_bp=found.share_bp)
    if found.share_bp != before:
        record(
            verbs.SAMPLING_CHANGED, actor=actor, subject=party, parties=[party.id],
            facts={"before_bp": before, "share_bp": found.share_bp, "reasons": ", ".join(found.reasons)},
        )  # fmt: skip
    return row


def figures_of(party: Party, now: datetime) -> Figures:
    """What the docks of a partner did in the last 28 days. Four queries."""
    since = now - timedelta(days=WINDOW)
    checks = Check.objects.filter(party=party, received_at__gt=since, received_at__lte=now)
    counts = checks.aggregate(scans=Count("id"), held=Count("id", filter=Q(answer="hold")))
    sampled = checks.filter(reasons__contains=[{"code": "sample"}], mark__isnull=False).order_by("received_at")
    asked: dict[object, datetime] = {}
    for mark, at in sampled.values_list("mark", "received_at")[:MOST_ASKED]:
        asked.setdefault(mark, at)
    looked: dict[object, datetime] = {}
    for mark, at in (
        checks.filter(step="inspected", mark__in=list(asked)).order_by("received_at").values_list("mark", "received_at")
    ):
        looked.setdefault(mark, at)
    limit = timedelta(hours=LATE_HOURS)
    late = sum(1 for mark, at in asked.items() if (looked.get(mark) or now) - at > limit)
    due = list(
        Hold.objects.filter(party=party, due_on__gt=since.date(), due_on__lt=now.date()).values_list(
            "state", "state_at", "due_on"
        )
    )
    settled = sum(1 for state, at, day in due if state in HOLD.final and at.date() <= day)
    return Figures(counts["scans"], counts["held"], len(asked), late, len(due), settled)
