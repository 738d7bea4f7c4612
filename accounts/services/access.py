"""Access follows the memberships: written with each of them, in the same transaction."""

from collections.abc import Iterable
from typing import Any

from accounts.models import Access, Membership
from accounts.roles import ROLES
from tenancy.context import current_tenant, database_now


def settle_access(user_ids: Iterable[int]) -> None:
    """Make `Access` of these people say what their memberships in the current marketplace come to now.

    A person without a standing membership has none. One of several roles that needs a second factor is enough to need
    it: the role is chosen inside, and a session that may choose must have shown it.
    """
    for user_id in set(user_ids):
        memberships = Membership.objects.filter(user_id=user_id).standing(database_now().date())
        roles = set(memberships.values_list("role", flat=True))
        place: dict[str, Any] = {"user_id": user_id, "marketplace_id": current_tenant()}
        if not roles:
            Access.objects.filter(**place).delete()
            continue
        needs = any(ROLES[role].needs_two_factor for role in roles)
        Access.objects.update_or_create(**place, defaults={"needs_two_factor": needs})


def members_of(party_id: object) -> list[int]:
    """The user ids of a party's active memberships."""
    active = Membership.objects.filter(party_id=party_id, state=Membership.State.ACTIVE)
    return list(active.values_list("user_id", flat=True))
