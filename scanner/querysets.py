"""Who sees which match."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from tenancy.actor import Actor
from tenancy.models import TenantQuerySet


class MatchQuerySet(TenantQuerySet):
    """What may be asked of matches."""

    def visible_to(self, actor: Actor) -> Self:
        """The house all; staff those that lie in one of their regions, if they have any; nobody else.

        The strongest come along their index, and others' regions are passed over: 100,000 open matches none of which
        lies there are 45 ms, a page that fills up is less.
        """
        if actor.is_system:
            return self
        if not actor.is_operator:
            return self.none()
        return self.filter(regions__overlap=sorted(actor.regions)) if actor.regions else self


class BanHitQuerySet(TenantQuerySet):
    """What may be asked of listings under bans."""

    def visible_to(self, actor: Actor) -> Self:
        """The house all; staff those that lie in one of their regions, if they have any; nobody else."""
        if actor.is_system:
            return self
        if not actor.is_operator:
            return self.none()
        return self.filter(regions__overlap=sorted(actor.regions)) if actor.regions else self


class FirstCheckQuerySet(BanHitQuerySet):
    """What may be asked of listings that a person passes first: the same people see them as those under bans."""


class SellerLinkQuerySet(TenantQuerySet):
    """What may be asked of links between sellers."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff all; a seller its own that were not dropped, while there is a reason for them; nobody else."""
        if actor.is_system or actor.is_operator:
            return self
        if not actor.role.startswith("seller."):
            return self.none()
        return self.standing().of(actor.party_id)

    def of(self, seller_id: UUID | None) -> Self:
        """Those of one seller."""
        return self.filter(Q(seller_a_id=seller_id) | Q(seller_b_id=seller_id))

    def of_reference(self, reference: str) -> Self:
        """Those of the seller of that reference."""
        return self.filter(Q(seller_a__reference=reference) | Q(seller_b__reference=reference))

    def standing(self) -> Self:
        """Those that were confirmed, or are proposed for a reason that still holds."""
        return self.filter(Q(state="confirmed") | Q(state="proposed", strength__gt=0))


class AuditQuerySet(TenantQuerySet):
    """What may be asked of audits."""

    def visible_to(self, actor: Actor) -> Self:
        """The house all; staff all, unless limited to regions: an audit is of a whole catalogue; a seller those that were
        published to it; nobody else."""
        if actor.is_system:
            return self
        if actor.is_operator:
            return self.none() if actor.regions else self
        return self.filter(seller_id=actor.party_id, published_at__isnull=False)


class AuditScheduleQuerySet(TenantQuerySet):
    """What may be asked of schedules of audits."""

    def visible_to(self, actor: Actor) -> Self:
        """The house and its staff, unless limited to regions; nobody else."""
        return self if actor.is_system or (actor.is_operator and not actor.regions) else self.none()


class AuditItemQuerySet(TenantQuerySet):
    """What may be asked of what sellers are to put right."""

    def visible_to(self, actor: Actor) -> Self:
        """As the audits; a seller sees of those that were published to it what was not accepted before."""
        if actor.is_system:
            return self
        if actor.is_operator:
            return self.none() if actor.regions else self
        mine = self.filter(audit__seller_id=actor.party_id, audit__published_at__isnull=False)
        return mine.exclude(state="accepted", state_at__lt=models.F("audit__published_at"))


class CertificateQuerySet(TenantQuerySet):
    """What may be asked of certificates of the pre-check."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff all; a seller its own; nobody else any. Who doubts one is given its entry of the log with the proof."""
        if actor.is_system or actor.is_operator:
            return self
        return self.filter(seller_id=actor.party_id) if actor.party_id else self.none()


class RuleStopQuerySet(TenantQuerySet):
    """What may be asked of listings that rules stop."""

    def visible_to(self, actor: Actor) -> Self:
        """The house all; staff those that lie in one of their regions, if they have any; a seller its own; nobody else."""
        if actor.is_system:
            return self
        if not actor.is_operator:
            return self.filter(seller_id=actor.party_id) if actor.party_id else self.none()
        return self.filter(regions__overlap=sorted(actor.regions)) if actor.regions else self
