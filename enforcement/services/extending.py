"""More time, where the rule of a clock names a reason for it: once, by a reviewer, with words."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from enforcement import verbs
from enforcement.models import CounterNotice
from enforcement.packs import of_case, time_zone
from enforcement.services.common import hold_case, refresh_due, say
from policy.model import ClockRule, Pack
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from workflow import clocks
from workflow.models import Clock


@transaction.atomic
def extend_clock(*, actor: Actor, reference: str, clock: UUID, reasons: str, now: datetime | None = None) -> Clock:
    """Give a running clock of the case the longer bound of its rule. It starts where it started, and ends later.

    Raises Invalid without reasons, Conflict for a clock whose rule names no more time, or that has it already.
    """
    require(actor, "case.decide")
    at = now or database_now()
    case = hold_case(actor, reference)
    running = Clock.objects.filter(id=clock, about_id=case.id).first()
    if running is None:
        raise NotFound
    if not reasons.strip():
        raise Invalid(fields={"reasons": [_("Say why more time is needed; both sides read it.")]})
    rule = extendable(running, of_case(case, at))
    if rule is None:
        raise Conflict(_("This clock cannot be given more time, or has been given it already."), code="stage")
    longer = longer_rule(rule)
    subject = case if running.subject_id == case.id else CounterNotice.objects.get(id=running.subject_id)
    clocks.stop(subject_id=running.subject_id, kind=running.kind, by="extended")
    started = clocks.start_by_rule(
        longer, subject=subject, starts_at=running.started_at, tz=time_zone(of_case(case, at)), about_id=case.id
    )
    say(
        verbs.CLOCK_EXTENDED, case, actor=actor, personal={"reasons": reasons},
        facts={"clock": running.kind, "due": started.due_at.isoformat() if started.due_at else None},
    )  # fmt: skip
    refresh_due(case)
    return started


def extendable(clock: Clock, pack: Pack) -> ClockRule | None:
    """The rule that lets a clock have more time; None where there is none, or it has had it."""
    if clock.state != Clock.State.RUNNING:
        return None
    rule = next((r for r in pack.clocks if r.kind == clock.kind and r.extension is not None), None)
    extended = rule is not None and rule.extension is not None and clock.upper == rule.extension.upper
    return None if rule is None or extended else rule


def longer_rule(rule: ClockRule) -> ClockRule:
    """The rule of a clock with the bound of its extension."""
    assert rule.extension is not None
    lower = rule.extension.upper if rule.lower else 0
    return replace(
        rule,
        upper=rule.extension.upper,
        lower=lower,
        unit=rule.extension.unit,
        rule=rule.extension.rule,
        extension=None,
    )
