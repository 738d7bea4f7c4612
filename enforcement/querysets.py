"""Who sees which complaint, case and Item."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from enforcement.machine import UNDECIDED_REPORTS, WAITING_LETTERS
from registry.querysets import in_sight
from tenancy.actor import Actor


def _filed_by(actor: Actor) -> Q:
    """What the actor's own party filed. What an agent filed for a principal that appointed it, it sees while that reaches."""
    own = Q(complainant_id=actor.party_id)
    return own & ~Q(right__owner_id__in=actor.appointed_by) if actor.appointed_by else own


class ComplaintQuerySet(models.QuerySet[Any]):
    """What may be asked of complaints."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see what was filed; a party its own, drafts included, what was filed over its rights, and an
        agent what its principals have."""
        if actor.is_operator or actor.is_system:
            filed = self.exclude(state="draft")
            return filed.filter(region__in=actor.regions) if actor.regions else filed
        if not actor.role.startswith(("holder.", "key")) or actor.party_id is None:
            return self.none()
        open_to_them = ~Q(state="draft") | Q(right__owner_id__in=actor.brands) | Q(complainant_id=actor.party_id)
        return self.filter(_filed_by(actor) | (in_sight(actor, "right__") & open_to_them))


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
        theirs = _filed_by(actor) | in_sight(actor, "right__")
        if actor.role.startswith("seller."):
            return self.filter(mine)
        if actor.role.startswith("holder."):
            return self.filter(theirs)
        return self.filter(mine | theirs) if actor.kind == "key" else self.none()

    def reachable_by(self, actor: Actor) -> Self:
        """Those visible, and those that were passed on to the regions of a reviewer; for one case, not for the queue."""
        if not actor.is_operator or not actor.regions:
            return self.visible_to(actor)
        regions = sorted(actor.regions)
        passed = self.model.objects.filter(escalations__answered_at=None, escalations__to_region__in=regions)
        return self.filter(Q(region__in=regions) | Q(id__in=passed.values("id")))


class ReportQuerySet(models.QuerySet[Any]):
    """What may be asked of reports."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all; a partner or flagger its own. Who has no account sees its own by the secret of its link."""
        if actor.is_operator or actor.is_system:
            return self
        return self.none() if actor.party_id is None else self.filter(party_id=actor.party_id)


class ReportedListingQuerySet(models.QuerySet[Any]):
    """What may be asked of reported listings."""

    def visible_to(self, actor: Actor) -> Self:
        """As the reports themselves."""
        if actor.is_operator or actor.is_system:
            return self
        return self.none() if actor.party_id is None else self.filter(report__party_id=actor.party_id)

    def waiting(self) -> Self:
        """Those that wait for a reviewer. The condition is that of the partial indexes, or they are not used."""
        return self.filter(state__in=UNDECIDED_REPORTS)


class IncomingLetterQuerySet(models.QuerySet[Any]):
    """What may be asked of letters that arrived."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all; a program those that its party handed in. A sender sees its own by the secret of the link."""
        if actor.is_operator or actor.is_system:
            return self
        return self.none() if actor.party_id is None else self.filter(party_id=actor.party_id)

    def for_us(self) -> Self:
        """Those that wait for a reviewer: not read yet, or answered by their sender."""
        waiting = self.filter(state__in=WAITING_LETTERS)
        return waiting.filter(Q(state="received") | Q(answered_at__isnull=False))


class MisuseReportQuerySet(models.QuerySet[Any]):
    """What may be asked of reports of misuse."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see those in the cases of their regions, a seller its own; nobody else any."""
        if actor.is_system:
            return self
        if actor.is_operator:
            return self.filter(case__region__in=actor.regions) if actor.regions else self
        return self.none() if actor.party_id is None else self.filter(by_party_id=actor.party_id)


class OwnQuerySet(models.QuerySet[Any]):
    """What a party keeps for itself."""

    def visible_to(self, actor: Actor) -> Self:
        """A seller's own. Staff see a paper in the case it was put into, and nothing here."""
        if actor.is_system:
            return self
        return self.none() if actor.party_id is None or actor.is_operator else self.filter(party_id=actor.party_id)


class VaultPaperQuerySet(OwnQuerySet):
    """What may be asked of the papers in sellers' vaults."""

    def kept(self) -> Self:
        """Those that were not put away."""
        return self.filter(ended_at=None)
