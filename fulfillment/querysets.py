"""Who sees which goods."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models

from registry.models import Brand
from registry.querysets import is_carrier
from tenancy.actor import Actor
from tenancy.models import TenantQuerySet


def brands_seen(actor: Actor) -> models.QuerySet[Any, Any]:
    """The brands whose goods a rights holder or an agent sees whole."""
    return Brand.objects.visible_to(actor).values("id")


class ProductQuerySet(TenantQuerySet):
    """Products of brands."""

    def standing(self) -> Self:
        """Those that were not ended."""
        return self.filter(ended_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """Staff and docks see all, a rights holder and its agents those of its brands, a supplier those it makes."""
        if actor.is_operator or actor.is_system or is_carrier(actor):
            return self
        if actor.party_id is None:
            return self.none()
        made = models.Q(batches__supplier_id=actor.party_id)
        return self.filter(models.Q(brand__in=brands_seen(actor)) | made).distinct()


class BatchQuerySet(TenantQuerySet):
    """Batches of products."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff and docks see all, a rights holder and its agents those of its brands, a supplier its own."""
        if actor.is_operator or actor.is_system or is_carrier(actor):
            return self
        if actor.party_id is None:
            return self.none()
        return self.filter(models.Q(product__brand__in=brands_seen(actor)) | models.Q(supplier_id=actor.party_id))


class SiteQuerySet(TenantQuerySet):
    """Docks and other places."""

    def standing(self) -> Self:
        """Those that were not closed."""
        return self.filter(closed_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all, everybody else the places of their own party."""
        if actor.is_operator or actor.is_system:
            return self
        return self.filter(party_id=actor.party_id) if actor.party_id else self.none()


class OfUnitQuerySet(TenantQuerySet):
    """Checks, signals, flags and holds: of a brand's goods, seen at a place of a partner."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all, a rights holder and its agents those of its brands, a partner what was seen at its own places."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        return self.filter(models.Q(brand__in=brands_seen(actor)) | models.Q(party_id=actor.party_id))


class CorrectiveQuerySet(TenantQuerySet):
    """What suppliers are asked to put right."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all, a rights holder and its agents those of its brands, a supplier what it is asked."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        return self.filter(models.Q(brand__in=brands_seen(actor)) | models.Q(supplier_id=actor.party_id))


class RiskQuerySet(TenantQuerySet):
    """How often goods turned out bad."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all; everybody else what is measured of its own party and its own places."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        return self.filter(models.Q(party_id=actor.party_id) | models.Q(site__party_id=actor.party_id))


class OfPartyQuerySet(TenantQuerySet):
    """What a party keeps for itself, and what is measured of it alone."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all, everybody else their own party's."""
        if actor.is_operator or actor.is_system:
            return self
        return self.filter(party_id=actor.party_id) if actor.party_id else self.none()


class EpcisEventQuerySet(TenantQuerySet):
    """Events of supply chains."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all; a party what it handed in itself, our verdicts on what it holds, and what speaks of its brands' goods."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        mine = self.model.handed_in.rel.related_model.objects.filter(
            event_id=models.OuterRef("id"), party_id=actor.party_id
        )
        codes = self.model.codes.rel.related_model.objects.filter(
            event_id=models.OuterRef("id"), brand__in=brands_seen(actor)
        )
        return self.filter(models.Q(party_id=actor.party_id) | models.Exists(mine) | models.Exists(codes))


class StockRestraintQuerySet(TenantQuerySet):
    """What cases lay on stock."""

    def standing(self, now: datetime) -> Self:
        """Those that bite at `now`: begun and not released by then."""
        return self.filter(starts_at__lte=now).exclude(releases__at__lte=now)

    def covering(self, brands: Iterable[Any], gtins: Iterable[str]) -> Self:
        """Those that lie on goods of these brands, or with these numbers."""
        return self.filter(models.Q(brand__in=list(brands)) | models.Q(gtin__in=[one for one in gtins if one]))
