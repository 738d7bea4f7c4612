"""Rules by which cases go to people, what each person takes at a time, and a case given out by them."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import require
from audit import log
from enforcement import queries
from enforcement.models import Case, RoutedTo, RoutingRule, WorkLimit
from enforcement.queueing import verbs
from enforcement.routing import Rule, deciders, is_full, who_gets
from enforcement.services.common import say
from enforcement.services.handling import assign
from registry.models import Right
from registry.registers.offices import place_name
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound

MOST_AT_A_TIME = 500
LANES = ("", "flagger", "good_faith")


@transaction.atomic
def add_routing_rule(
    *, actor: Actor, region: str = "", kind: str = "", source: str = "", lane: str = "", people: Collection[UUID] = ()
) -> RoutingRule:
    """Write a rule for cases that open from now on. Nobody named means anybody of the region. Raises Invalid."""
    require(actor, "case.route")
    if actor.membership_id is None:
        raise Denied(_("Only a person says who gets which case."))
    wrong: dict[str, list[str]] = {}
    if region and place_name(region) == region:
        wrong["region"] = [_("Choose a region.")]
    if kind and kind not in Right.Kind.values:
        wrong["kind"] = [_("Choose a kind of right.")]
    if (source and source not in Case.Source.values) or lane not in LANES:
        wrong["source"] = [_("Choose where the case comes from.")]
    known = {one.id for one in deciders()}
    if set(people) - known:
        wrong["people"] = [_("Choose people who decide cases here.")]
    if wrong:
        raise Invalid(fields=wrong)
    rule = RoutingRule.objects.create(
        region=region, kind=kind, source=source, lane=lane, by_membership_id=actor.membership_id
    )
    RoutedTo.objects.bulk_create(RoutedTo(rule=rule, membership_id=one) for one in people)
    facts: dict[str, log.Fact] = {
        "region": region, "kind": kind, "source": source, "lane": lane, "people": len(set(people)),
    }  # fmt: skip
    log.record(verbs.ROUTING_ADDED, actor=actor, subject=rule, facts=facts)
    return rule


@transaction.atomic
def end_routing_rule(*, actor: Actor, rule_id: UUID) -> None:
    """End a rule. Cases that were given out by it stay where they are. Raises NotFound, Conflict."""
    require(actor, "case.route")
    rule = RoutingRule.objects.select_for_update().filter(id=rule_id).first()
    if rule is None:
        raise NotFound
    if rule.ended_at is not None:
        raise Conflict(_("This rule was ended already."), code="stage")
    RoutingRule.objects.filter(id=rule.id).update(ended_at=database_now())
    log.record(verbs.ROUTING_ENDED, actor=actor, subject=rule)


@transaction.atomic
def set_work_limits(*, actor: Actor, limits: Mapping[UUID, int | None]) -> int:
    """How many open cases each person takes at a time, None for no limit; how many were changed. Raises Invalid."""
    require(actor, "case.route")
    people = {one.id: one for one in deciders()}
    if set(limits) - set(people):
        raise NotFound
    if any(most is not None and not 1 <= most <= MOST_AT_A_TIME for most in limits.values()):
        raise Invalid(fields={"": [_("From 1 to %(n)d cases, or empty.") % {"n": MOST_AT_A_TIME}]})
    stands = dict(WorkLimit.objects.filter(membership__in=limits).values_list("membership", "most"))
    changed = {one: most for one, most in limits.items() if stands.get(one) != most}
    for one, most in changed.items():
        if most is None:
            WorkLimit.objects.filter(membership_id=one).delete()
        else:
            WorkLimit.objects.update_or_create(membership_id=one, defaults={"most": most})
        log.record(verbs.WORK_LIMIT_SET, actor=actor, subject=people[one], facts={"most": most})
    return len(changed)


def route(case: Case, rules: Sequence[Rule], *, actor: Actor) -> None:
    """Give a case that opens to whom the first fitting rule names and who has room; else it waits for anybody."""
    rule = next((one for one in rules if one.fits(case)), None)
    person = who_gets(case, rule.people) if rule else None
    if rule is None or person is None:
        return
    case.assigned_to, case.routed_by = person, rule.row
    Case.objects.filter(id=case.id).update(assigned_to=person, routed_by=rule.row)
    say(verbs.CASE_ROUTED, case, actor=actor, to=[])


@transaction.atomic
def take_next(*, actor: Actor) -> Case | None:
    """Take the head of the queue that nobody has; None where nothing waits. Raises Conflict for whoever has no room."""
    require(actor, "case.assign")
    most = is_full(actor)
    if most is not None:
        words = ngettext(
            "You have %(n)d open case, as many as you take at a time. Decide it or put it back first.",
            "You have %(n)d open cases, as many as you take at a time. Decide one or put one back first.",
            most,
        )
        raise Conflict(words % {"n": most}, code="full")
    head = queries.next_unassigned(actor)
    if head is None:
        return None
    return assign(actor=actor, reference=head.reference, membership_id=actor.membership_id)
