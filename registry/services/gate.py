"""Asking the gate: at once, or for a line of an order, which is recorded and draws from the quota of a licence."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from audit.rows import committed
from registry import gate, verbs
from registry.gate.exhausting import UNKNOWN
from registry.gate.queries import gate_facts, rules_for
from registry.gate.reasons import law
from registry.models import GateCancel, GateCheck, GateCheckRight, Licence, LicenceUse, Right
from registry.services.quota import give_back, take
from tenancy.actor import Actor
from tenancy.context import current_tenant
from tenancy.errors import Conflict, Denied

MOMENTS = ("publication", "order", "dock")
MOST_ASKED = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A seller's item under some rights, as people and programs ask about it. No `channel` is this marketplace."""

    seller: Party
    rights: tuple[Right, ...]
    destination: str
    day: date
    channel: str = ""
    item: gate.ItemFacts = gate.NOTHING_KNOWN
    quantity: int = 1


def answers(*, actor: Actor, asked: Sequence[Asked]) -> list[gate.Answer]:
    """What the gate says of each item; all its rights must allow it. At most five queries for each day in question, however many.

    Denied for a seller that asks about somebody else, and for whoever says that papers were accepted and is not staff.
    """
    require(actor, "gate.read")
    for one in asked:
        _allowed(actor, one)
    facts = _facts(asked)
    return [_answer(one, facts) for one in asked]


def check_order(*, actor: Actor, line: str, asked: Asked, moment: str = "order") -> GateCheck:
    """Ask about one line of an order and keep the answer; once at each moment: the same again is answered as it was.

    A “yes” draws the pieces from the licences it relies on, once for the line: what it drew at the order it may ship at the
    dock. Conflict where the line was checked as something else, with fewer pieces, or was cancelled.
    """
    require(actor, "gate.order")
    _allowed(actor, asked)
    with transaction.atomic():
        _hold(f"line:{line}")
        before = list(GateCheck.objects.filter(line=line).order_by("id"))
        known = _as_before(before, asked, moment)
        if known is not None:
            return known
        facts = _with_own(_facts([asked]), line) if before else _facts([asked])
        answer = _answer(asked, facts)
        if answer.verdict == "yes" and _lowest(answer.used):
            _lock(one.id for one in facts.licences)
            facts = _with_own(_facts([asked]), line)
            answer = _answer(asked, facts)
        drawn = _lowest(answer.used) if answer.verdict == "yes" else []
        for licence in drawn:
            take(actor=actor, licence=licence, quantity=asked.quantity, line_ref=line, day=asked.day)
        return _keep(actor, line, asked, moment, answer, facts.here, drawn)


def _keep(
    actor: Actor, line: str, asked: Asked, moment: str, answer: gate.Answer, here: str, drawn: Sequence[Licence]
) -> GateCheck:
    question = {**_kept(asked, moment), "channel": asked.channel or here}
    check = committed(GateCheck, line=line, **question, **_said(answer))
    GateCheckRight.objects.bulk_create(GateCheckRight(gate_check=check, right=right) for right in asked.rights)
    owners = {right.owner_id for right in asked.rights}
    record(
        verbs.GATE_CHECKED, actor=actor, subject=check, refs=[*asked.rights, *drawn], facts=_for_the_log(check), rows=[check],
        parties=[asked.seller.id, *owners],
    )  # fmt: skip
    return check


def _as_before(before: Sequence[GateCheck], asked: Asked, moment: str) -> GateCheck | None:
    """What was answered to the same question at this moment. Conflict where the line is known as something else."""
    question = _kept(asked, moment)
    for known in before:
        if known.moment == moment:
            as_before = {**question, "channel": asked.channel or known.channel}
            if any(getattr(known, name) != value for name, value in as_before.items()):
                raise Conflict(_("This line was checked as something else."), code="other_line")
            return known
    if any(one.seller_id != asked.seller.id for one in before):
        raise Conflict(_("This line was checked as something else."), code="other_line")
    ordered = next((one for one in before if one.moment == "order"), None)
    if moment == "dock" and ordered is not None and asked.quantity > ordered.quantity:
        sentence = _("%(ordered)d pieces of this line were ordered, not %(asked)d.")
        raise Conflict(sentence % {"ordered": ordered.quantity, "asked": asked.quantity}, code="other_line")
    if GateCancel.objects.filter(gate_check_id__in=[one.id for one in before]).exists():
        raise Conflict(_("This line was cancelled."), code="line_cancelled")
    return None


def _with_own(facts: gate.Facts, line: str) -> gate.Facts:
    """The facts with what this line drew itself still left to it. One query."""
    uses = LicenceUse.objects.filter(line_ref=line, given_back_at=None)
    own = dict(uses.values_list("licence_id", "quantity"))
    licences = tuple(
        one if one.quota_left is None or one.id not in own else replace(one, quota_left=one.quota_left + own[one.id])
        for one in facts.licences
    )
    return replace(facts, licences=licences) if own else facts


def cancel_order(*, actor: Actor, check: GateCheck) -> GateCancel:
    """The line of the order was cancelled, at all its moments: what it drew is free again. Twice changes nothing."""
    require(actor, "gate.order")
    with transaction.atomic():
        _hold(f"line:{check.line}")
        known = check.cancels.first()
        if known is not None:
            return known
        checks = list(GateCheck.objects.filter(line=check.line).order_by("id"))
        used = [UUID(one) for row in checks for one in row.used]
        _lock(used)
        for licence in _lowest(used):
            give_back(actor=actor, licence=licence, line_ref=check.line)
        rows = {row.id: committed(GateCancel, gate_check=row) for row in checks}
        rights = list(Right.objects.filter(id__in={right for row in checks for right in row.rights}))
        parties = [check.seller_id, *(right.owner_id for right in rights)]
        others = [row for row in checks if row.id != check.id]
        record(
            verbs.GATE_CANCELLED, actor=actor, subject=check, refs=[*others, *rights], rows=list(rows.values()),
            parties=parties,
        )  # fmt: skip
    return rows[check.id]


def _allowed(actor: Actor, asked: Asked) -> None:
    sale = asked.item.first_sale
    if actor.is_operator or actor.is_system:
        return
    if sale.shown or sale.met or sale.consent or sale.owner_says:
        raise Denied(_("Only the marketplace says which papers it has accepted."), code="papers")
    owners = {right.owner_id for right in asked.rights}
    mine = {actor.party_id, *actor.brands}
    if asked.seller.id != actor.party_id and not owners <= mine:
        raise Denied(_("You may ask about yourself and about your own rights."), code="not_yours")


def _facts(asked: Sequence[Asked]) -> gate.Facts:
    """The facts for all of them; the rules only where somebody said something of a first sale."""
    rights = {right.id for one in asked for right in one.rights}
    facts = gate_facts(rights, *{one.seller.id for one in asked}, day=max(one.day for one in asked))
    sold = [one for one in asked if one.item.first_sale != UNKNOWN]
    rules: dict[Any, Any] = {}
    for day in {one.day for one in sold}:
        then = [one for one in sold if one.day == day]
        kinds = {right.kind for one in then for right in one.rights}
        rules |= rules_for({one.destination for one in then}, kinds, day)
    return replace(facts, rules=rules)


def _answer(asked: Asked, facts: gate.Facts) -> gate.Answer:
    channel = asked.channel or facts.here
    return gate.ask_all(
        [
            gate.Question(asked.seller.id, right.id, asked.item, channel, asked.destination, asked.day, asked.quantity)
            for right in asked.rights
        ],
        facts,
    )


def _lowest(used: Iterable[UUID]) -> list[Licence]:
    """The licences among these that no other of them stands under: pieces are drawn from each and from all above it."""
    rows = list(Licence.objects.filter(id__in=list(used)).order_by("id"))
    above = {row.parent_id for row in rows}
    return [row for row in rows if row.id not in above]


def _lock(licences: Iterable[UUID]) -> None:
    """The rest of the transaction alone with these licences, taken in one order so that nobody waits for good."""
    list(Licence.objects.select_for_update().filter(id__in=list(licences)).order_by("id").values_list("id"))


def _kept(asked: Asked, moment: str) -> dict[str, Any]:
    said = asdict(asked.item.first_sale)
    sale = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in said.items()}
    return {
        "seller_id": asked.seller.id,
        "rights": sorted(str(right.id) for right in asked.rights),
        "channel": asked.channel,
        "destination": asked.destination,
        "day": asked.day,
        "quantity": asked.quantity,
        "moment": moment,
        "known": {"classes": sorted(asked.item.classes), **{name: value for name, value in sale.items() if value}},
    }


def _said(answer: gate.Answer) -> dict[str, Any]:
    return {
        "verdict": answer.verdict,
        "reasons": [
            {"code": said.code, "facts": dict(said.facts), "rights": sorted(map(str, rights))}
            for said, rights in zip(answer.reasons, answer.rights, strict=True)
        ],
        "used": [str(one) for one in answer.used],
        "rules": [{"code": rule.rule.code, "text": law(rule)} for rule in answer.rules],
        "would_change": answer.would_change,
    }


def _for_the_log(check: GateCheck) -> dict[str, str | int | bool | None]:
    facts = {name: getattr(check, name) for name in ("verdict", "moment", "channel", "destination", "quantity")}
    return {**facts, "day": check.day.isoformat(), "rights": len(check.rights)}


def _hold(what: str) -> None:
    """The rest of the transaction alone about one thing of this marketplace."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"gate:{current_tenant()}:{what}"])
