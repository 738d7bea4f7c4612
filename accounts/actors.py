"""Making the `Actor` that every service takes: from a person's membership, or from a key."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest

from accounts.models import ApiKey, KeyBar, Membership, Party, User
from accounts.models.parties import brand_ids
from accounts.principals import NOBODY, principals
from accounts.roles import KEY_ROLE, OPERATOR_KEY_ROLE, key_permissions
from tenancy.actor import Actor


def of_membership(membership: Membership) -> Actor:
    """The actor of a standing membership whose `party` is loaded. Three more queries only for an agent."""
    is_agent = membership.party.kind == Party.Kind.AGENT
    acts_for = principals(membership.party_id, brand_ids(membership)) if is_agent else NOBODY
    return Actor(
        kind="person",
        tenant_id=membership.tenant_id,
        user_id=membership.user_id,
        membership_id=membership.id,
        party_id=membership.party_id,
        role=membership.role,
        regions=membership.region_set,
        brands=acts_for.whole,
        marks=acts_for.marks,
        appointed_by=acts_for.appointed_by,
    )


def of_key(key: ApiKey) -> Actor:
    """The actor of a live key whose `party` is loaded. `scopes` holds the permissions that its scopes come to."""
    kind = key.party.kind
    acts_for = principals(key.party_id) if kind == Party.Kind.AGENT else NOBODY
    return Actor(
        kind="key",
        tenant_id=key.tenant_id,
        party_id=key.party_id,
        brands=acts_for.whole,
        marks=acts_for.marks,
        appointed_by=acts_for.appointed_by,
        role=OPERATOR_KEY_ROLE if kind == Party.Kind.OPERATOR else KEY_ROLE,
        scopes=key_permissions(kind, key.scope_set),
        key_id=key.id,
        read_only=key.read_only,
    )


def barred(actor: Actor) -> Actor:
    """The same actor of a key, with what the keys of its party may not do. One query, so only for one that is let in."""
    rows = KeyBar.objects.filter(party_id=actor.party_id).order_by("what").values_list("what", "clauses")
    return replace(actor, bars=tuple(rows))


def session_slot(tenant_id: UUID) -> str:
    """Where the session keeps which of several memberships of a marketplace was chosen."""
    return f"membership:{tenant_id}"


def standing_memberships(user: User) -> list[Membership]:
    """The person's memberships in the current marketplace that count today, the oldest first. One query."""
    today = datetime.now(UTC).date()
    found = Membership.objects.filter(user_id=user.pk).standing(today)
    return list(found.select_related("party").order_by("id"))


def chosen_membership(request: HttpRequest, tenant_id: UUID) -> Membership | None:
    """The membership under which the signed-in person acts here: the one chosen in the session, else the oldest."""
    memberships = standing_memberships(request.user)  # type: ignore[arg-type]
    wanted = request.session.get(session_slot(tenant_id))
    for membership in memberships:
        if str(membership.id) == wanted:
            return membership
    return memberships[0] if memberships else None
