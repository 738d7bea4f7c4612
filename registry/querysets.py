"""Filters over rights."""

from datetime import date, datetime
from typing import Self

from django.db import models

from tenancy.actor import Actor
from tenancy.models import TenantQuerySet


class RightQuerySet(TenantQuerySet):
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


class AuthorisedQuerySet(TenantQuerySet):
    """Authorisations of sellers."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all, an owner (and who acts for it) those under its rights, a seller those it was given."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        owners = {actor.party_id, *actor.brands}
        return self.filter(models.Q(right__owner_id__in=owners) | models.Q(seller_id=actor.party_id))

    def standing(self, now: datetime) -> Self:
        """Those that hold at that moment."""
        day = now.date()
        open_ended = models.Q(ends_on=None) | models.Q(ends_on__gte=day)
        return self.filter(open_ended, starts_on__lte=day).filter(
            models.Q(revoked_at=None) | models.Q(revoked_at__gt=now)
        )


class PriceBandQuerySet(TenantQuerySet):
    """Usual prices."""

    def standing(self, day: date) -> Self:
        """Those that hold on that day."""
        return self.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=day), ended_at=None, starts_on__lte=day)


class BanQuerySet(TenantQuerySet):
    """Bans."""

    def standing(self, day: date) -> Self:
        """Those in force on that day."""
        return self.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=day), ended_at=None, starts_on__lte=day)


class PowerQuerySet(TenantQuerySet):
    """Powers of attorney."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all; the rights holder those it gave, the agent those that it was given."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        return self.filter(models.Q(brand_id=actor.party_id) | models.Q(agent_id=actor.party_id))

    def standing(self, day: date) -> Self:
        """Those that hold on that day."""
        return self.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=day), revoked_at=None, starts_on__lte=day)
