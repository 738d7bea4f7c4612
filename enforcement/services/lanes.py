"""The lanes that rules open: parties enter and leave the good-faith lane; and the thresholds of all of them."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit import log
from audit.rows import committed
from enforcement.clearcut import Thresholds, in_good_faith, out_of_range
from enforcement.good_faith import Outcomes, outcomes_of, thresholds
from enforcement.models import GoodFaith, LaneThresholds
from enforcement.queueing import verbs
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid


@transaction.atomic
def set_lane_thresholds(*, actor: Actor, values: Thresholds) -> LaneThresholds:
    """Set the thresholds; published at once, and applied from the next case and the next night on. Raises Invalid."""
    require(actor, "policy.manage")
    if actor.membership_id is None:
        raise Denied(_("Only a person sets the thresholds."))
    wrong = out_of_range(values)
    if wrong:
        raise Invalid(fields={name: [_("This is out of the range that is sensible.")] for name in wrong})
    if values == thresholds():
        raise Conflict(_("Nothing was changed."), code="unchanged")
    row = committed(LaneThresholds, **asdict(values), by_membership_id=actor.membership_id, at=database_now())
    facts: dict[str, log.Fact] = {**asdict(values)}
    log.record(verbs.THRESHOLDS_SET, actor=actor, subject=row, facts=facts, rows=[row])
    return row


@transaction.atomic
def weigh_good_faith(*, actor: Actor, now: datetime, parties: Iterable[UUID] | None = None) -> int:
    """Let these parties, or all, enter or leave the good-faith lane as the rule says; how many did.

    Three queries where nobody moves, however many parties.
    """
    wanted = None if parties is None else list(parties)
    found, limits = outcomes_of(now, wanted), thresholds()
    rows = GoodFaith.objects.filter(left_at=None).select_for_update(of=("self",))
    inside = {row.party_id: row for row in (rows if wanted is None else rows.filter(party_id__in=wanted))}
    ought = {party for party, out in found.items() if in_good_faith(out.decided, out.upheld, out.unfounded, limits)}
    moving = Party.objects.in_bulk(ought ^ set(inside))
    for party_id in sorted(ought ^ set(inside)):
        out, row = found.get(party_id, Outcomes()), inside.get(party_id)
        if row is not None:
            GoodFaith.objects.filter(id=row.id).update(left_at=now)
        else:
            row = GoodFaith.objects.create(
                party_id=party_id, decided=out.decided, upheld=out.upheld, entered_at=now
            )  # fmt: skip
        verb = verbs.GOOD_FAITH_LEFT if party_id in inside else verbs.GOOD_FAITH_ENTERED
        facts: dict[str, log.Fact] = {"decided": out.decided, "upheld": out.upheld, "unfounded": out.unfounded}
        log.record(verb, actor=actor, subject=row, refs=[moving[party_id]], facts=facts, parties=[party_id])
    return len(moving)
