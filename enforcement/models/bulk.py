"""Several cases decided in one act: with one ground and the same reasons, each by itself."""

from typing import ClassVar

from django.db import models

from audit.rows import Worded, Words
from enforcement.models.cases import Case
from tenancy.fields import TenantFK
from tenancy.models import Tenanted


class BulkDecision(Worded):
    """One act over several cases: the ground and the reasons that all of them were decided with."""

    ground = models.CharField(max_length=60)
    reasons = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT)
    at = models.DateTimeField()

    committed_fields = ("ground", "by_membership", "at")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "by_membership", "-id"], name="bulkdecision_by")]

    def __str__(self) -> str:
        return f"{self.ground} by {self.by_membership_id}"


class BulkCase(Tenanted):
    """What became of one case in the act: the ids of the decisions made, or why it was refused, as it was told then."""

    bulk = TenantFK(BulkDecision, models.PROTECT, related_name="lines")
    case = TenantFK(Case, models.PROTECT)
    decisions = models.JSONField(default=list)
    refused = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "bulk", "case"], name="bulkcase_once")]

    def __str__(self) -> str:
        return f"{self.case_id} in {self.bulk_id}"
