"""Who sees which complaint, case and Item."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from tenancy.actor import Actor


class ComplaintQuerySet(models.QuerySet[Any]):
    """What may be asked of complaints."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see what was filed; a party its own, drafts included, and an agent those of its brands."""
        if actor.is_operator or actor.is_system:
            filed = self.exclude(state="draft")
            return filed.filter(region__in=actor.regions) if actor.regions else filed
        if not actor.role.startswith(("holder.", "key")) or actor.party_id is None:
            return self.none()
        return self.filter(Q(complainant_id=actor.party_id) | Q(right__owner_id__in=list(actor.brands)))


class CaseQuerySet(models.QuerySet[Any]):
    """What may be asked of cases."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see the cases of their regions, the seller those against it once noticed, the complainant its own."""
        if actor.is_system:
            return self
        if actor.is_operator:
            return self.filter(region__in=actor.regions) if actor.regions else self
        if actor.party_id is None:
            return self.none()
        mine = Q(seller_id=actor.party_id) & ~Q(state="open")
        theirs = Q(complainant_id=actor.party_id) | Q(right__owner_id__in=[actor.party_id, *actor.brands])
        if actor.role.startswith("seller."):
            return self.filter(mine)
        if actor.role.startswith("holder."):
            return self.filter(theirs)
        return self.filter(mine | theirs) if actor.kind == "key" else self.none()
