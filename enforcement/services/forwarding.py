"""Notice and notice: the notice is passed on, and the marketplace removes nothing because of it."""

from collections.abc import Sequence
from datetime import datetime

from enforcement import verbs
from enforcement.machine import CASE, ITEM
from enforcement.models import Case, Item
from enforcement.services.common import say, stop_clocks
from enforcement.services.notices import send
from policy.model import Pack
from tenancy.actor import Actor
from workflow.moves import move, move_all


def forward_notice(case: Case, items: Sequence[Item], pack: Pack, *, actor: Actor, now: datetime, reasons: str) -> None:
    """Pass a notice on to the seller: the Items are forwarded, which ends the marketplace's part."""
    move(case, "noticed", machine=CASE, now=now)
    send("notice", case, to=case.seller_id, actor=actor, pack=pack, now=now, items=items, places={"reasons": reasons})
    move_all(items, "forwarded", machine=ITEM, now=now)
    say(verbs.NOTICE_FORWARDED, case, actor=actor, items=items, facts={"items": len(items)})
    stop_clocks(case, "notice_forwarded")
