"""Rounds: the two sides speak in turn about what is contested, before anybody decides; silence has its consequence."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.log import Fact
from audit.rows import committed_many
from enforcement import verbs
from enforcement.letter_words import day_of
from enforcement.models import Answer, Case, Item, Turn
from enforcement.packs import of_case
from enforcement.services import taking
from enforcement.services.common import (
    hold_case,
    hold_items,
    refresh_due,
    say,
    settle,
    speaking_side,
    start_clocks,
    stop_clocks,
)
from enforcement.services.notices import send
from enforcement.turning import waiting
from policy.model import Pack
from policy.vocabulary import SILENT_COMPLAINANT
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid
from tenancy.ids import uuid7

ASKED = {"complainant": "reply_asked", "seller": "rejoinder_asked"}
SPOKEN = {"complainant": "complainant_replied", "seller": "seller_rejoined"}


def ask(case: Case, items: Sequence[Item], side: str, pack: Pack, *, reasons: str, actor: Actor, now: datetime) -> None:
    """Tell a side that it is its turn, and start its clock."""
    clocks = start_clocks(case, ASKED[side], pack, now=now)
    deadline = min((clock.due_at for clock in clocks if clock.due_at), default=None)
    places = {"reasons": reasons, "deadline": day_of(deadline, pack)}
    to = case.complainant_id if side == "complainant" else case.seller_id
    letter = "reply_asked" if side == "complainant" else "reply"
    send(letter, case, to=to, actor=actor, pack=pack, now=now, items=items, places=places)


@transaction.atomic
def take_turn(
    *, actor: Actor, reference: str, items: Iterable[UUID], statement: str, now: datetime | None = None
) -> list[Turn]:
    """Say why the complaint stands (the complainant), or why it does not (the seller), when it is one's turn.

    Raises Invalid without words, Conflict where it is not this side's turn.
    """
    at = now or database_now()
    case = hold_case(actor, reference)
    side = speaking_side(actor, case)
    require(actor, "case.answer" if side == "seller" else "complaint.file")
    if not statement.strip():
        raise Invalid(fields={"statement": [_("Say in a few sentences what you answer.")]})
    pack = of_case(case, at)
    found = hold_items(case, items)
    open_now = {item.id: number for item, number in waiting(case, pack, side or "nobody")}
    if any(item.id not in open_now for item in found):
        raise Conflict(_("It is not your turn about these listings, or a reviewer decides already."), code="stage")
    turns = _write(found, side, open_now, statement, silent=False, actor=actor, now=at)
    say(
        verbs.TURN_TAKEN, case, actor=actor, items=found, rows=turns, personal={"statement": statement},
        facts={"side": side, "items": len(found), "round": max(open_now[item.id] for item in found)},
    )  # fmt: skip
    _pass_on(case, found, pack, reasons=statement, actor=actor, now=at)
    if not waiting(case, pack, side):
        stop_clocks(case, SPOKEN[side])
    settle(case, actor=actor, now=at)
    _hand_over(case, pack, now=at)
    return turns


def _hand_over(case: Case, pack: Pack, *, now: datetime) -> None:
    """Both sides have spoken: the time to decide begins, in a case that was open again already as well."""
    if case.state == "deciding" and not waiting(case, pack) and case.items.filter(state="contested").exists():
        start_clocks(case, "deciding_began", pack, now=now)
        refresh_due(case)


def _pass_on(case: Case, items: Sequence[Item], pack: Pack, *, reasons: str, actor: Actor, now: datetime) -> None:
    """Ask the other side, where it has a turn now."""
    named = {item.id for item in items}
    for side in ("complainant", "seller"):
        theirs = [item for item, _number in waiting(case, pack, side) if item.id in named]
        if theirs:
            ask(case, theirs, side, pack, reasons=reasons, actor=actor, now=now)


def _write(
    items: Sequence[Item], side: str, numbers: dict[UUID, int], statement: str, *, silent: bool, actor: Actor,
    now: datetime,
) -> list[Turn]:  # fmt: skip
    return committed_many(
        Turn,
        [
            dict(
                id=uuid7(), item=item, side=side, number=numbers[item.id], statement=statement, silent=silent,
                by_membership_id=actor.membership_id, at=now,
            )
            for item in items
        ],
    )  # fmt: skip


def pass_in_silence(case: Case, side: str, since: datetime, *, actor: Actor, now: datetime) -> datetime | None:
    """The time of a side has passed: what follows from its silence. The moment its next Items were asked about, if any.

    Items about which it was asked later than `since` have their own time. Idempotent.
    """
    pack = of_case(case, now)
    found = [(item, number, _asked_at(item)) for item, number in waiting(case, pack, side)]
    silent = [(item, number) for item, number, asked in found if asked <= since]
    if silent:
        items, numbers = [item for item, _number in silent], {item.id: number for item, number in silent}
        rows = _write(items, side, numbers, "", silent=True, actor=actor, now=now)
        facts: dict[str, Fact] = {"side": side, "items": len(items)}
        say(verbs.TURN_PASSED, case, actor=actor, items=items, rows=rows, facts=facts)
        if side == "complainant":
            ground = pack.ground(SILENT_COMPLAINANT)
            taking.decide_automatically(
                case, items, pack, outcome="rejected", ground=ground.code, reference=ground.reference, remedy="",
                territories=[], reasons="", actor=actor, now=now,
            )  # fmt: skip
        settle(case, actor=actor, now=now)
        _hand_over(case, pack, now=now)
    return min((asked for _item, _number, asked in found if asked > since), default=None)


def _asked_at(item: Item) -> datetime:
    """When the turn about a contested Item began: with the last thing that was said about it."""
    turns = list(item.turns.all())
    if turns:
        return max(turn.at for turn in turns)
    answer = Answer.objects.filter(item_id=item.id).order_by("-id").first()
    return answer.at if answer else item.state_at
