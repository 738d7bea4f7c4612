"""Filters over rights."""

from datetime import date, datetime
from typing import Self

from django.db import models

from accounts.models import Party
from tenancy.actor import Actor
from tenancy.models import TenantQuerySet


def in_sight(actor: Actor, path: str = "") -> models.Q:
    """Of rights, reached by `path` as in "right__": those that the actor's party owns or acts for.

    A rights holder that let an agent act for one brand shows it the rights of that brand and no others.
    """
    owners = models.Q(**{f"{path}owner_id__in": {*([actor.party_id] if actor.party_id else ()), *actor.brands}})
    if not actor.marks:
        return owners
    theirs = models.F(f"{path}owner_id")  # a right that was sold does not take the old owner's agent along
    return owners | models.Q(**{f"{path}brand_id__in": actor.marks, f"{path}brand__owner_id": theirs})


class RightQuerySet(TenantQuerySet):
    """What may be asked of the registry."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see every right, a rights holder's party its own; an agent's brands are its principals."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        return self.filter(in_sight(actor))

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
        return self.filter(in_sight(actor, "right__") | models.Q(seller_id=actor.party_id))

    def standing(self, now: datetime) -> Self:
        """Those that hold at that moment."""
        day = now.date()
        open_ended = models.Q(ends_on=None) | models.Q(ends_on__gte=day)
        return self.filter(open_ended, starts_on__lte=day).filter(
            models.Q(revoked_at=None) | models.Q(revoked_at__gt=now)
        )


class BrandQuerySet(TenantQuerySet):
    """Brands of rights holders."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all, a rights holder its own, an agent those of whom it acts for, and those it is limited to."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        owners = {actor.party_id, *actor.brands}
        return self.filter(models.Q(owner_id__in=owners) | models.Q(id__in=actor.marks))

    def standing(self) -> Self:
        """Those that were not retired."""
        return self.filter(retired_at=None)


def is_carrier(actor: Actor) -> bool:
    """Whether a fulfilment partner or carrier acts, by a person or a program. A query for a program alone."""
    if actor.kind == "key":
        return bool(Party.objects.filter(id=actor.party_id, kind=Party.Kind.LOGISTICS).exists())
    return actor.role.startswith("logistics.")


class GuideQuerySet(TenantQuerySet):
    """Points of product identification guides."""

    def visible_to(self, actor: Actor) -> Self:
        """Reviewers those for them, carriers those for docks, a rights holder and its agents those of its brands.

        Nobody else any: a seller would learn how to make a better fake.
        """
        if actor.is_system:
            return self
        if actor.is_operator:
            return self.exclude(audience="docks")
        if actor.party_id is None:
            return self.none()
        if is_carrier(actor):
            return self.exclude(audience="reviewers")
        owners = {actor.party_id, *actor.brands}
        return self.filter(models.Q(brand__owner_id__in=owners) | models.Q(brand_id__in=actor.marks))

    def standing(self) -> Self:
        """Those that were not retired."""
        return self.filter(retired_at=None)


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


class AssignmentQuerySet(TenantQuerySet):
    """Documents of title."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all; a party those of its own rights, and those that come to it."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        mine = {actor.party_id, *actor.brands}
        return self.filter(
            models.Q(right__owner_id__in=mine) | models.Q(to_party_id__in=mine) | models.Q(from_party_id__in=mine)
        )


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


class LicenceQuerySet(TenantQuerySet):
    """Licences."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all; others those of which they are a side, or that stand under one that they gave."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        seen = self.model.viewers.rel.related_model.objects.filter(party_id__in={actor.party_id, *actor.brands})
        return self.filter(id__in=seen.values("licence_id"))


class ProofRequestQuerySet(TenantQuerySet):
    """Requests for proof."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all, the seller those it is asked, the owner of the right (and who acts for it) those about it."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        owners = {actor.party_id, *actor.brands}
        return self.filter(models.Q(seller_id=actor.party_id) | models.Q(owner_id__in=owners))
