"""What a rights holder files, for many listings of many sellers at once."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from enforcement.querysets import ComplaintQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class Complaint(Stateful, Tenanted):
    """One right asserted in one region against listings. `elements` are the answers to what the pack requires.

    `region` is the territory of the right asserted; the pack and its version are chosen when it is filed. `missing`
    are the codes of required elements that an incomplete complaint lacks.
    """

    reference = models.CharField(max_length=12)
    complainant = TenantFK("accounts.Party", models.PROTECT)
    filed_by = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    right = TenantFK("registry.Right", models.PROTECT, null=True, blank=True)
    region = models.CharField(max_length=8, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    statement = models.TextField(blank=True)
    elements = models.JSONField(default=dict)
    missing = models.JSONField(default=list)
    pack_code = models.CharField(max_length=60, blank=True)
    pack_version = models.CharField(max_length=40, blank=True)
    receipt_entry = models.UUIDField(null=True, editable=False)
    filed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(ComplaintQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="complaint_reference"),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(state="withdrawn") | models.Q(right__isnull=False),
                name="complaint_filed_over_a_right",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "complainant", "state", "id"], name="complaint_complainant"),
            models.Index(fields=["tenant", "right", "id"], name="complaint_right"),
        ]

    def __str__(self) -> str:
        return self.reference


class ComplaintListing(Tenanted):
    """A listing complained of. `note` is what the complainant says about this one; `problem` why it cannot stand."""

    complaint = TenantFK(Complaint, models.PROTECT, related_name="listings")
    listing = TenantFK("sellers.Listing", models.PROTECT)
    note = models.TextField(blank=True)
    problem = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "complaint", "listing"], name="complaintlisting_once")
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} in {self.complaint_id}"
