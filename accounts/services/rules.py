"""A marketplace's choice of packs, its stricter values, and the rules that its people have verified at their source."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import verbs
from accounts.models import ChosenPack, ConfirmedRule, TightenedRule
from accounts.permissions import require
from audit.log import record
from policy import registry
from policy.model import Pack, Tightened
from policy.tighten import NotTighter, tighten
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid


def choose_pack(*, actor: Actor, pack_code: str) -> ChosenPack:
    """Take up a pack: from now on new cases of its region and rights get it."""
    require(actor, "policy.manage")
    _pack(pack_code)
    with transaction.atomic():
        chosen, new = ChosenPack.objects.get_or_create(pack_code=pack_code)
        if new:
            record(verbs.PACK_CHOSEN, actor=actor, subject=chosen, facts={"pack": pack_code})
    return chosen


def drop_pack(*, actor: Actor, pack_code: str) -> None:
    """Give a pack up: new cases get the house policy. Cases that run keep the pack they have stored."""
    require(actor, "policy.manage")
    with transaction.atomic():
        chosen = ChosenPack.objects.select_for_update().filter(pack_code=pack_code).first()
        if chosen is None:
            raise Conflict(_("This pack is not chosen."))
        record(verbs.PACK_DROPPED, actor=actor, subject=chosen, facts={"pack": pack_code})
        chosen.delete()


def tighten_rule(*, actor: Actor, pack_code: str, what: str, code: str, value: int | None = None) -> TightenedRule:
    """Lay a stricter value over a pack. Invalid, with the reason, for one that would loosen it or break its law."""
    require(actor, "policy.manage")
    try:
        tighten(_pack(pack_code), [Tightened(what, code, value)])  # type: ignore[arg-type]
    except KeyError as unknown:
        raise Invalid(fields={"what": [_("Choose what to tighten.")]}) from unknown
    except NotTighter as loose:
        raise Invalid(fields={"value": [_(loose.reason)]}) from loose
    with transaction.atomic():
        row, _new = TightenedRule.objects.update_or_create(
            pack_code=pack_code, what=what, code=code, defaults={"value": value}
        )
        facts = {"pack": pack_code, "what": what, "code": code, "value": value}
        record(verbs.RULE_TIGHTENED, actor=actor, subject=row, facts=facts)
    return row


def confirm_rule(
    *, actor: Actor, pack_code: str, rule_code: str, source_title: str, source_reference: str, day: date, name: str
) -> ConfirmedRule:
    """Somebody called `name` read this rule at its source on `day`: it counts as verified, and starts its clocks."""
    require(actor, "policy.manage")
    unverified = {rule.code for rule in _pack(pack_code).rules() if not rule.verified}
    wrong = {}
    if rule_code not in unverified:
        wrong["rule"] = [_("This pack has no unverified rule of that code.")]
    if day > database_now().date():
        wrong["confirmed_on"] = [_("This day is yet to come.")]
    for field, text in (("source_title", source_title), ("source_reference", source_reference), ("name", name)):
        if not text.strip():
            wrong[field] = [_("This is needed: somebody will want to check it.")]
    if wrong:
        raise Invalid(fields=wrong)
    with transaction.atomic():
        row, new = ConfirmedRule.objects.get_or_create(
            pack_code=pack_code,
            rule_code=rule_code,
            defaults={
                "source_title": source_title,
                "source_reference": source_reference,
                "confirmed_on": day,
                "confirmed_by": name,
            },
        )
        if not new:
            raise Conflict(_("This rule is confirmed already."))
        record(
            verbs.RULE_CONFIRMED,
            actor=actor,
            subject=row,
            facts={"pack": pack_code, "rule": rule_code, "confirmed_on": day.isoformat()},
            personal={"name": name, "source": f"{source_title}, {source_reference}"},
        )
    return row


def _pack(code: str) -> Pack:
    try:
        return registry.pack(code)
    except registry.UnknownPack as unknown:
        raise Invalid(fields={"pack": [_("There is no such pack.")]}) from unknown
