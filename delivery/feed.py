"""The change feed: sealed effects of one audience, in the order of the log.

A place in the feed is `position.index`: where the entry stands in the tree, and where the change stands within its
entry. What has been served is never preceded by anything that comes later, so a reader who keeps the last place misses
nothing and sees nothing twice.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.permissions import require
from delivery.effects import CHANGE
from delivery.services import SHOP, party_recipient
from tenancy.actor import Actor
from tenancy.errors import Invalid, NotFound
from workflow.models import Effect

MOST = 500
WRITTEN = re.compile(r"(0|[1-9][0-9]{0,17})\.(0|[1-9][0-9]{0,8})", re.ASCII)


class Place(NamedTuple):
    """A place in the feed; `BEGINNING` is before the first."""

    position: int
    ordinal: int

    def __str__(self) -> str:
        return f"{self.position}.{self.ordinal}"


BEGINNING = Place(-1, 0)


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `key` is the same for ever, `what` happened and its `facts` are what the sender declared."""

    place: Place
    key: str
    entry_id: UUID
    at: datetime
    what: str
    facts: dict[str, Any]


def place(written: str) -> Place:
    """The place written as `12.0`; the beginning if nothing is written. Raises Invalid for anything else."""
    if not written:
        return BEGINNING
    found = WRITTEN.fullmatch(written)
    if found is None:
        raise Invalid(fields={"after": [_("A place in the feed such as 12.0, as an earlier answer gave it.")]})
    return Place(int(found[1]), int(found[2]))


def audience(actor: Actor) -> str:
    """Whose changes `actor` reads: the operator's keys the shop's, everybody else those of their party."""
    if actor.is_operator or actor.is_system:
        return SHOP
    if actor.party_id is None:
        raise NotFound
    return party_recipient(actor.party_id)


def changes_after(actor: Actor, position: int, ordinal: int, limit: int = MOST) -> list[Change]:
    """The changes after a place, oldest first, at most `limit`. One query. Raises Denied without changes.read."""
    require(actor, "changes.read")
    after = Q(position__gt=position) | Q(position=position, ordinal__gt=ordinal)
    # The first condition lets the index start at the place; the second leaves out what was served of its entry.
    rows = Effect.objects.filter(recipient=audience(actor), kind=CHANGE, position__gte=position).filter(after)
    return [_change(effect) for effect in rows.order_by("position", "ordinal")[:limit]]


def _change(effect: Effect) -> Change:
    payload = json.loads(effect.payload)
    return Change(
        place=Place(effect.position or 0, effect.ordinal),
        key=effect.key,
        entry_id=effect.entry_id,
        at=effect.made_at,
        what=payload["what"],
        facts=payload["facts"],
    )
