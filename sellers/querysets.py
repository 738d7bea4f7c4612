"""Filters over listings and restraints. What is public is derived here, in one place, never toggled."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from tenancy.actor import Actor
from tenancy.models import TenantQuerySet


class RestraintQuerySet(TenantQuerySet):
    """What may be asked of restraints."""

    def standing(self, now: datetime) -> Self:
        """Those that bite at `now`: begun, not ended, not released by then."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now), starts_at__lte=now).exclude(releases__at__lte=now)

    def covering(self, market: str) -> Self:
        """Those that reach a market: it is named, or no territory is."""
        return self.filter(Q(territories=[]) | Q(territories__contains=[market]))


class ListingQuerySet(TenantQuerySet):
    """What may be asked of listings."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff and keys of the operator see all; a seller its own; everybody else what is public, and their own."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.role.startswith("seller."):
            return self.filter(seller_id=actor.party_id)
        return self.filter(Q(state="public") | Q(seller_id=actor.party_id))

    def public_in(self, market: str, now: datetime) -> Self:
        """Listings that passed publication, are offered there, and that no standing restraint covers there."""
        restraints: models.QuerySet[Any] = self.model._meta.get_field("restraints").related_model._default_manager.all()
        standing = restraints.standing(now).covering(market)  # type: ignore[attr-defined]
        return (
            self.filter(state="public", markets__contains=[market])
            .exclude(Exists(standing.filter(listing_id=OuterRef("id"))))
            .exclude(Exists(standing.filter(listing=None, seller_id=OuterRef("seller_id"))))
        )
