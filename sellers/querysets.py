"""Filters over listings and restraints. What is public is derived here, in one place, never toggled."""

from datetime import datetime
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, When

from tenancy.actor import Actor
from tenancy.models import TenantQuerySet


class Without(Func):
    """A JSON array of texts without those in an array."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = models.JSONField()


class Places(Func):
    """The members of a JSON array of texts, each as a row."""

    function = "jsonb_array_elements_text"
    output_field = models.TextField()
    set_returning = True


CLOSING = ("delist", "hold", "suspend")
"""Kinds of restraints that keep a listing out of the shop where they reach. The others leave it there."""


class RestraintQuerySet(TenantQuerySet):
    """What may be asked of restraints."""

    def closing(self) -> Self:
        """Those that keep what they lie on out of the shop."""
        return self.filter(kind__in=CLOSING)

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
        standing = restraints.standing(now).closing().covering(market)  # type: ignore[attr-defined]
        return (
            self.filter(state="public", markets__contains=[market])
            .exclude(Exists(standing.filter(listing_id=OuterRef("id"))))
            .exclude(Exists(standing.filter(listing=None, seller_id=OuterRef("seller_id"))))
        )

    def public_somewhere(self, now: datetime, *, or_not: bool = False) -> Self:
        """Listings that are public in one country at least; with `or_not` those published that no country shows now."""
        listed = self.filter(state="public").alias(
            _open=Without(
                "markets",
                self._closed(now, listing_id=OuterRef("id")),
                self._closed(now, listing=None, seller_id=OuterRef("seller_id")),
            )
        )
        return listed.filter(_open=[]) if or_not else listed.exclude(_open=[])

    def _closed(self, now: datetime, **whose: Any) -> ArraySubquery:
        """The countries that such restraints close to a listing; one that names no territory closes all of its own."""
        restraints: models.QuerySet[Any] = self.model._meta.get_field("restraints").related_model._default_manager.all()
        reach = Case(When(territories=[], then=OuterRef("markets")), default=F("territories"))
        rows = restraints.standing(now).closing().filter(**whose)  # type: ignore[attr-defined]
        return ArraySubquery(rows.values(place=Places(reach)), output_field=ArrayField(models.TextField()))
