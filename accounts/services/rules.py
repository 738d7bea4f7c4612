"""A marketplace's choice of packs, its stricter values, and the rules that its people have verified at their source."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django_countries import countries

from accounts import verbs
from accounts.models import ChosenPack, Circumstance, ConfirmedRule, TightenedRule
from accounts.permissions import require
from audit.log import record
from policy import registry
from policy.model import Pack, Tightened
from policy.tighten import NotTighter, tighten
from policy.vocabulary import CIRCUMSTANCES
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid


def choose_pack(*, actor: Actor, pack_code: str, region: str = "") -> ChosenPack:
    """Take up a pack: from now on new cases of its region and rights get it.

    A preset is taken up for a `region`, in place of the one that was, and holds where no law's pack does.
    """
    require(actor, "policy.manage")
    found = _pack(pack_code)
    if found.preset != bool(region):
        raise Invalid(fields={"region": [_("A preset is chosen for a region; a pack of a region is chosen as it is.")]})
    if region and not is_region(region):
        raise Invalid(fields={"region": [_("There is no such country.")]})
    with transaction.atomic():
        if region:
            ChosenPack.objects.filter(region=region).exclude(pack_code=pack_code).delete()
        chosen, new = ChosenPack.objects.get_or_create(pack_code=pack_code, region=region)
        if new:
            record(verbs.PACK_CHOSEN, actor=actor, subject=chosen, facts={"pack": pack_code, "region": region})
    return chosen


def is_region(code: str) -> bool:
    """True for a country by ISO 3166-1 alpha-2, and for the European Union."""
    return code == "EU" or code in countries


def drop_pack(*, actor: Actor, pack_code: str, region: str = "") -> None:
    """Give a pack up: new cases get the house policy. Cases that run keep the pack they have stored."""
    require(actor, "policy.manage")
    with transaction.atomic():
        chosen = ChosenPack.objects.select_for_update().filter(pack_code=pack_code, region=region).first()
        if chosen is None:
            raise Conflict(_("This pack is not chosen."))
        record(verbs.PACK_DROPPED, actor=actor, subject=chosen, facts={"pack": pack_code, "region": region})
        chosen.delete()


def state_circumstance(*, actor: Actor, code: str, holds: bool) -> None:
    """Say that the marketplace is in a circumstance that decides which duties bind it, or is no more."""
    require(actor, "policy.manage")
    if code not in CIRCUMSTANCES:
        raise Invalid(fields={"code": [_("Choose one of the circumstances.")]})
    with transaction.atomic():
        row, new = Circumstance.objects.get_or_create(code=code)
        if holds and not new:
            return
        if new and not holds:
            row.delete()
            return
        record(verbs.CIRCUMSTANCE_STATED, actor=actor, subject=row, facts={"code": code, "holds": holds})
        if not holds:
            row.delete()


def tighten_rule(*, actor: Actor, pack_code: str, what: str, code: str, value: int | None = None) -> TightenedRule:
    """Lay a stricter value over a pack, or take up an option of it. Invalid, with the reason, for one that loosens."""
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


def loosen_back(*, actor: Actor, pack_code: str, what: str, code: str) -> None:
    """Take a stricter value away again: the pack's own holds, and nothing looser. Cases that run keep their clocks."""
    require(actor, "policy.manage")
    with transaction.atomic():
        rows = TightenedRule.objects.select_for_update().filter(pack_code=pack_code, what=what, code=code)
        row = rows.first()
        if row is None:
            raise Conflict(_("This is as the pack has it."), code="as_the_pack")
        facts = {"pack": pack_code, "what": what, "code": code, "was": row.value}
        record(verbs.RULE_LOOSENED, actor=actor, subject=row, facts=facts)
        row.delete()


def confirm_rule(
    *, actor: Actor, pack_code: str, rule_code: str, source_title: str, source_reference: str, day: date, name: str
) -> ConfirmedRule:
    """Somebody called `name` read this rule at its source on `day`: it counts as verified, and starts its clocks."""
    require(actor, "policy.manage")
    unverified = {rule.code for rule in _laid(pack_code).rules() if not rule.settled}
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


def _laid(code: str) -> Pack:
    """The pack with what is known about its region's first sale and exceptions, whose rules can be confirmed too."""
    found = _pack(code)
    return registry.in_region(found, found.region)


def _pack(code: str) -> Pack:
    try:
        return registry.pack(code)
    except registry.UnknownPack as unknown:
        raise Invalid(fields={"pack": [_("There is no such pack.")]}) from unknown
