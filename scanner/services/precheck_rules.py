"""The rules of the pre-check as they hold in a marketplace: the house's, its own, and what it has changed; every change a row."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.permissions import require
from audit import log
from gateway.text import text_fault
from scanner import verbs
from scanner.models import PreCheckRule
from scanner.precheck.completeness import NEEDED, Need
from scanner.precheck.matching import RuleTable
from scanner.precheck.rules import Rule, Source, shipped, shipped_digest
from scanner.precheck.values import OFF, SEVERITIES
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Invalid, NotFound

OWN = "own."
NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,40}")
MOST_OWN, MOST_PHRASES, LONGEST_PHRASE = 300, 200, 100
LONGEST = {"why": 500, "source": 300, "category": 100}


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules in force. `version` names them: the digest of the house's, a point, the number of the marketplace's own."""

    table: RuleTable
    needs: tuple[Need, ...]
    version: str


@dataclass(frozen=True, slots=True)
class Change:
    """A row of a marketplace as a plain value, which a table of rules can be kept by."""

    rule: str
    severity: str
    phrases: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    category: str = ""
    markets: tuple[str, ...] = ()
    why: str = ""
    source: str = ""


def in_force() -> RuleSet:
    """The rules of the current marketplace. One query; building the table is kept by its rows."""
    rows = newest()
    number = max((row.number for row in rows), default=0)
    return _built(tuple(change_of(row) for row in rows), f"{shipped_digest()}.{number}")


def newest() -> list[PreCheckRule]:
    """The newest row of each rule, by its id. One query."""
    return list(PreCheckRule.objects.order_by("rule", "-number").distinct("rule"))


def change_of(row: PreCheckRule) -> Change:
    """What a row says."""
    return Change(
        row.rule, row.severity, tuple(row.phrases), tuple(row.unless), tuple(row.needs), row.category, tuple(row.markets),
        row.why, row.source,
    )  # fmt: skip


@lru_cache(maxsize=32)
def _built(changes: tuple[Change, ...], version: str) -> RuleSet:
    changed = {change.rule: change.severity for change in changes if change.severity in (*SEVERITIES, OFF)}
    house = [
        replace(rule, severity=changed.get(rule.id, rule.severity)) for rule in shipped() if changed.get(rule.id) != OFF
    ]
    own = [change for change in changes if change.rule.startswith(OWN) and change.severity in SEVERITIES]
    worded = [_rule_of(change) for change in own if change.phrases]
    needs = tuple(
        Need(change.rule, change.category, change.needs, change.severity, change.markets)
        for change in own
        if change.needs
    )
    return RuleSet(RuleTable([*house, *worded]), needs, version)


def _rule_of(change: Change) -> Rule:
    return Rule(
        id=change.rule, language="", territory="", kind="own", severity=change.severity, remedy="remove",
        sources=(Source(change.source, "", ""),) if change.source else (), phrases=change.phrases, unless=change.unless,
        categories=(change.category,) if change.category else (), markets=change.markets, why=change.why,
    )  # fmt: skip


@transaction.atomic
def change_house_rule(*, actor: Actor, rule: str, severity: str, why: str) -> PreCheckRule:
    """Weigh a rule of the house differently here: stop, warn, hint, off, or `house` for as it was. With a reason.

    Raises NotFound for a rule that there is not, Invalid by field.
    """
    require(actor, "policy.manage")
    if rule not in {one.id for one in shipped()}:
        raise NotFound
    wrong = _faults({"why": why})
    if severity not in PreCheckRule.Severity.values:
        wrong["severity"] = [_("Choose what a finding does.")]
    if wrong:
        raise Invalid(fields=wrong)
    return _appended(actor, rule=rule, severity=severity, why=why.strip())


@transaction.atomic
def set_own_rule(
    *,
    actor: Actor,
    name: str,
    severity: str,
    why: str,
    phrases: Sequence[str] = (),
    unless: Sequence[str] = (),
    needs: Sequence[str] = (),
    category: str = "",
    markets: Sequence[str] = (),
    source: str = "",
) -> PreCheckRule:
    """A rule of the marketplace's own: words that it does not want, or what listings of a category must say. The same name again
    changes it; `off` ends it. `why` is what a seller reads. Raises Invalid by field.
    """
    require(actor, "policy.manage")
    said = {"why": why, "source": source, "category": category}
    wrong = _faults(said) | _list_faults(phrases, unless, needs, markets)
    if not NAME.fullmatch(name):
        wrong["name"] = [_("2 to 41 small letters, digits and hyphens, as in no-fireworks.")]
    if severity not in (*SEVERITIES, OFF):
        wrong["severity"] = [_("Choose what a finding does.")]
    if bool(phrases) == bool(needs):
        wrong.setdefault("phrases", [_("Give words that are not wanted, or what a category needs: one of the two.")])
    known = {row.rule for row in newest()}
    if OWN + name not in known and len(known) >= MOST_OWN:
        wrong["name"] = [_("There are %(most)d rules of your own; end one first.") % {"most": MOST_OWN}]
    if wrong:
        raise Invalid(fields=wrong)
    return _appended(
        actor, rule=OWN + name, severity=severity, phrases=list(phrases), unless=list(unless), needs=list(needs),
        markets=sorted(set(markets)), **{key: value.strip() for key, value in said.items()},
    )  # fmt: skip


def _appended(actor: Actor, *, rule: str, severity: str, **more: Any) -> PreCheckRule:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"precheck:{current_tenant()}"])
    last = PreCheckRule.objects.aggregate(last=Max("number"))["last"] or 0
    row = PreCheckRule.objects.create(number=last + 1, rule=rule, severity=severity, made_at=database_now(), **more)
    facts: dict[str, log.Fact] = {"rule": rule, "severity": severity, "number": row.number}
    log.record(verbs.PRECHECK_RULE, actor=actor, subject=row, facts=facts, personal={"why": row.why})
    return row


def _faults(said: dict[str, str]) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    for name, value in said.items():
        if fault := text_fault(value):
            wrong[name] = [fault]
        elif len(value.strip()) > LONGEST[name]:
            wrong[name] = [_("At most %(most)d characters.") % {"most": LONGEST[name]}]
    if not said["why"].strip():
        wrong["why"] = [_("Say why.")]
    return wrong


def _list_faults(
    phrases: Sequence[str], unless: Sequence[str], needs: Sequence[str], markets: Iterable[str]
) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    for name, words in (("phrases", phrases), ("unless", unless)):
        if len(words) > MOST_PHRASES:
            wrong[name] = [_("At most %(most)d lines.") % {"most": MOST_PHRASES}]
        elif any(len(word) > LONGEST_PHRASE or text_fault(word) for word in words):
            wrong[name] = [_("A line has at most %(most)d characters.") % {"most": LONGEST_PHRASE}]
        elif any(sum(map(str.isalnum, word)) < 2 for word in words):
            wrong[name] = [_("A line has at least two letters or digits.")]
    if not set(needs) <= set(NEEDED):
        wrong["needs"] = [_("Choose from the list.")]
    if any(market not in countries for market in markets):
        wrong["markets"] = [_("Choose countries.")]
    return wrong
