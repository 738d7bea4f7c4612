"""The register of trusted flaggers (Digital Services Act, art. 22), and what their coordinators were told of them."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from audit.rows import Worded, Words
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager


class FlaggerQuerySet(models.QuerySet[Any]):
    """What may be asked of the register."""

    def standing(self, day: date) -> Self:
        """Those whose status stands on that day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class TrustedFlagger(Tenanted):
    """That a digital services coordinator gave a party the status, for its area of expertise.

    The coordinator of `coordinator` (a member state) alone gives and revokes it; a marketplace writes down what the
    coordinator published. `kinds` are kinds of right; `ends_on` is the last day.
    """

    party = TenantFK("accounts.Party", models.PROTECT)
    coordinator = models.CharField(max_length=2)
    kinds = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    evidence = TenantFK("evidence.Evidence", models.PROTECT, null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(FlaggerQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "party", "starts_on"], name="trustedflagger_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="trustedflagger_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}, {self.coordinator}"


class CoordinatorNotice(Worded):
    """That the marketplace told the coordinator of poor notices (art. 22(6)): since when counted, how many came out how."""

    flagger = TenantFK(TrustedFlagger, models.PROTECT, related_name="coordinator_notices")
    since = models.DateField()
    notices = models.PositiveIntegerField()
    upheld = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    at = models.DateTimeField()
    words = Words()

    committed_fields = ("flagger", "since", "notices", "upheld", "rejected", "by_membership", "at")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "flagger", "id"], name="coordinatornotice_flagger")]

    def __str__(self) -> str:
        return f"{self.flagger_id}, {self.at:%Y-%m-%d}"
