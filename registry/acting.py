"""What an agent may do for a rights holder that appointed it. What it sees stands in the actor."""

from datetime import UTC, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Appointment
from registry.models import Right
from registry.territories import covers
from tenancy.actor import Actor
from tenancy.errors import Denied

Deed = Appointment.Deed


def refuse_beyond(actor: Actor, right: Right, deed: str, *, region: str = "") -> None:
    """Raise Denied where an agent's appointment does not reach this deed; nothing for whoever needs none.

    `region` is left out where the deed reaches no place. One query, for an agent that the owner appointed.
    """
    refuse_beyond_for(actor, principal=right.owner_id, brand=right.brand_id, deed=deed, kind=right.kind, region=region)


def refuse_beyond_for(
    actor: Actor, *, principal: UUID, brand: UUID | None, deed: str, kind: str = "", region: str = ""
) -> None:
    """The same of what is not on file yet: of one of the principal's brands, or of none."""
    if actor.party_id == principal or principal not in actor.appointed_by:
        return
    rows = Appointment.objects.filter(agent_id=actor.party_id, principal_id=principal)
    reaching = [row for row in rows.standing(datetime.now(UTC).date()) if not row.brand_ids or brand in row.brands]
    if not any(deed in row.deeds for row in reaching):
        raise Denied(_("The rights holder appointed you to read this, not to do that."), code="appointment")
    if not any(deed in row.deeds and _fits(row, kind, region) for row in reaching):
        raise Denied(_("Your appointment does not reach this kind of right, or this place."), code="appointment")


def _fits(row: Appointment, kind: str, region: str) -> bool:
    in_kind = not kind or not row.kinds or kind in row.kinds
    return in_kind and (not region or not row.territories or covers(row.territories, region))
