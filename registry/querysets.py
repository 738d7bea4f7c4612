"""Filters over rights."""

from datetime import date
from typing import Any, Self

from django.db import models

from tenancy.actor import Actor


class RightQuerySet(models.QuerySet[Any]):
    """What may be asked of the registry."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see every right, a rights holder's party its own; an agent's brands are its principals."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        owners = {actor.party_id, *actor.brands}
        return self.filter(owner_id__in=owners)

    def live(self, day: date) -> Self:
        """Rights that can be enforced on that day: verified and not expired."""
        return self.filter(state="verified").filter(models.Q(expires_on=None) | models.Q(expires_on__gte=day))
