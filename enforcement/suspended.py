"""Whose notices and appeals wait, until when: what the suspensions that stand say on a moment."""

from datetime import datetime
from uuid import UUID

from enforcement.misuse.weighing import processed_all_the_same
from enforcement.models import Sanction


def suspended_until(party_id: UUID | None, about: str, now: datetime) -> datetime | None:
    """Until when the processing of a party's notices or appeals is suspended; None if it is not. One query."""
    if party_id is None:
        return None
    standing = Sanction.objects.filter(party_id=party_id, about=about, kind="suspend", state="standing", until__gt=now)
    return standing.order_by("-until").values_list("until", flat=True).first()


def waits_until(party_id: UUID | None, about: str, pack_code: str, now: datetime) -> datetime | None:
    """The same for what stands under a pack: where the law acts on every notice, nothing waits."""
    return None if processed_all_the_same(pack_code) else suspended_until(party_id, about, now)
