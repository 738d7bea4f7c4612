"""Setting what a score leads to."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.permissions import require
from audit import log
from audit.verbs import Verb
from gateway.text import text_fault
from scanner import verbs
from scanner.models import Threshold
from tenancy.actor import Actor
from tenancy.errors import Invalid, NotFound

NEVER = 101
"""No score reaches it."""
LONGEST_CATEGORY = 100
PLACE, SCORES = ("region", "category"), ("queue_at", "hold_at")


@transaction.atomic
def set_threshold(*, actor: Actor, region: str = "", category: str = "", queue_at: int, hold_at: int) -> Threshold:
    """Set what a score leads to in a market (an ISO country) and a category; "" is all of them.

    101 means never. Raises Invalid by field. Listings that were checked already stay as they are.
    """
    require(actor, "policy.manage")
    said = checked_threshold(region, category, queue_at, hold_at)
    place, scores = {name: said[name] for name in PLACE}, {name: said[name] for name in SCORES}
    threshold, _made = Threshold.objects.update_or_create(**place, defaults=scores)
    _record(threshold, verbs.THRESHOLD, actor)
    return threshold


@transaction.atomic
def remove_threshold(*, actor: Actor, threshold_id: UUID) -> None:
    """Take a threshold away: the next wider one holds there again. Raises NotFound."""
    require(actor, "policy.manage")
    threshold = Threshold.objects.select_for_update().filter(id=threshold_id).first()
    if threshold is None:
        raise NotFound
    _record(threshold, verbs.THRESHOLD_REMOVED, actor)
    threshold.delete()


def checked_threshold(region: str, category: str, queue_at: int, hold_at: int) -> dict[str, Any]:
    """The columns of a threshold as they may stand. Raises Invalid by field."""
    category = category.strip()
    if wrong := _faults(region, category, queue_at, hold_at):
        raise Invalid(fields=wrong)
    return {"region": region, "category": category, "queue_at": queue_at, "hold_at": hold_at}


def _faults(region: str, category: str, queue_at: int, hold_at: int) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    if region and region not in countries:
        wrong["region"] = [_("Choose a country.")]
    if fault := text_fault(category):
        wrong["category"] = [fault]
    elif len(category) > LONGEST_CATEGORY:
        wrong["category"] = [_("At most %(most)d characters.") % {"most": LONGEST_CATEGORY}]
    if not 1 <= queue_at <= NEVER:
        wrong["queue_at"] = [_("From 1 to 100, or 101 for never.")]
    if not queue_at <= hold_at <= NEVER:
        wrong["hold_at"] = [_("At least the score from which a reviewer looks, and at most 101, which means never.")]
    return wrong


def _record(threshold: Threshold, verb: Verb, actor: Actor) -> None:
    facts: dict[str, log.Fact] = {
        "queue_at": threshold.queue_at,
        "hold_at": threshold.hold_at,
        "region": threshold.region or None,
    }
    personal = {"category": threshold.category} if threshold.category else {}
    log.record(verb, actor=actor, subject=threshold, facts=facts, personal=personal)
