"""What a marketplace lets missing clauses hold up, and writing it down to where it bites.

Publishing is asked for at its door (`registry.agreements.queries.blocked`), which hears of each change by the due line
TERMS; what keys may not do is written down to `accounts`, as that floor cannot ask.
"""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.key_bars import BARRED
from accounts.permissions import require
from accounts.services import settle_key_bars
from audit.log import record
from registry import verbs
from registry.agreements.clauses import BLOCKS
from registry.agreements.queries import enforced, lacking_parties
from registry.models import EnforcedBlock
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.due import ring
from tenancy.errors import Conflict, Invalid

TERMS = "terms"
"""The due line by which the doors above learn that what is held up may have changed."""


def enforce_block(*, actor: Actor, code: str, holds: bool) -> None:
    """Let missing clauses hold that up from now on, or no more. Raises Invalid for what no door asks for, Conflict where it
    stands so already."""
    require(actor, "policy.manage")
    if code not in BLOCKS or not BLOCKS[code].asked:
        raise Invalid(fields={"code": [_("Nothing here asks for that yet.")]})
    with transaction.atomic():
        standing = EnforcedBlock.objects.select_for_update().filter(code=code).first()
        if (standing is not None) == holds:
            raise Conflict(_("This is so already."))
        if standing is None:
            row = EnforcedBlock.objects.create(code=code)
            record(verbs.BLOCK_ENFORCED, actor=actor, subject=row, facts={"code": code})
        else:
            record(verbs.BLOCK_LIFTED, actor=actor, subject=standing, facts={"code": code})
            standing.delete()
        settle_blocks()


def settle_blocks() -> None:
    """Write what keys may not do today down to `accounts`, and wake whoever keeps something back. Idempotent.

    The deed of which this is part was authorised; what follows from it is the house's.
    """
    settle_bars(day_of=database_now())
    ring(TERMS)


def settle_bars(*, day_of: datetime) -> int:
    """The bars of keys as they are on that day (UTC); how many changed."""
    standing = enforced() & BARRED.keys()
    wanted: dict[tuple[UUID, str], tuple[str, ...]] = {}
    for code in sorted(standing):
        for party_id, clauses in lacking_parties(code, day_of.date()).items():
            wanted[party_id, code] = tuple(one.code for one in clauses)
    return settle_key_bars(actor=Actor.system(current_tenant()), wanted=wanted)


def sweep(now: datetime) -> datetime | None:
    """Contracts begin, and waivers end, on their day: settled each night where anything is enforced."""
    settle_bars(day_of=now)
    if not enforced():
        return None
    ring(TERMS)
    return datetime.combine(now.date() + timedelta(days=1), time(), tzinfo=now.tzinfo)
