"""What a rights holder files, for many listings of many sellers at once."""

from functools import cached_property
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from audit.matters import Matter
from audit.rows import Worded, Words
from enforcement.querysets import ComplaintQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class Complaint(Stateful, Matter, Tenanted):
    """One right asserted in one region against listings. What it says stands in its newest version.

    `region` is the territory of the right asserted; the pack and its version are chosen when it is filed. `missing`
    are the codes of required elements that an incomplete complaint lacks. `lane` is as that of its cases. `power` is the
    power of attorney under which an agent filed it.
    """

    reference = models.CharField(max_length=12)
    complainant = TenantFK("accounts.Party", models.PROTECT)
    filed_by = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    right = TenantFK("registry.Right", models.PROTECT, null=True, blank=True)
    power = TenantFK("registry.PowerOfAttorney", models.PROTECT, null=True, blank=True)
    region = models.CharField(max_length=8, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    missing = models.JSONField(default=list)
    pack_code = models.CharField(max_length=60, blank=True)
    pack_version = models.CharField(max_length=40, blank=True)
    lane = models.CharField(max_length=10, blank=True, default="")
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

    @cached_property
    def wording(self) -> "ComplaintVersion":
        """What it says now: the newest version."""
        return self.versions.order_by("-number")[0]


class ComplaintVersion(Worded):
    """What a complaint says at one stage of its writing: appended with every change, the newest is what was filed.

    `elements` are the answers to what the pack requires, by code; `notes` what is said about single listings, by the
    listing's id. Words that may name people are kept apart, so that they can be erased.
    """

    complaint = TenantFK(Complaint, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    right = TenantFK("registry.Right", models.PROTECT, null=True, blank=True)
    region = models.CharField(max_length=8, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    listings = models.JSONField(default=list)
    statement = Words()
    elements = Words(as_json=True)
    notes = Words(as_json=True)
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    made_at = models.DateTimeField()

    committed_fields = ("complaint", "number", "right", "region", "reason", "listings", "by_membership", "made_at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "complaint", "number"], name="complaintversion_number")
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}, version {self.number}"


class ComplaintListing(Tenanted):
    """A listing complained of. `problem` says why it cannot stand."""

    complaint = TenantFK(Complaint, models.PROTECT, related_name="listings")
    listing = TenantFK("sellers.Listing", models.PROTECT)
    problem = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "complaint", "listing"], name="complaintlisting_once")
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} in {self.complaint_id}"

    @property
    def note(self) -> str:
        """What the complainant says about this one."""
        return str(self.complaint.wording.notes.get(str(self.listing_id), ""))


class ComplaintWriting(Tenanted):
    """What is being written at a complaint and is not said yet: kept with every change, gone once it is said or given up.

    It is no version and no entry of the log: think, then decide, then document. `number` is the version that it is written
    upon. `listings` are the ids that stay, `more` the listings to be added as they were pasted, `amiss` the lines that
    named no listing here, as `named.Amiss`. Without `elements` it is these lines alone.
    """

    complaint = TenantFK(Complaint, models.CASCADE, related_name="writings")
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    number = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=60, blank=True)
    elements = models.JSONField(null=True)
    notes = models.JSONField(default=dict)
    listings = models.JSONField(default=list)
    more = models.TextField(blank=True)
    amiss = models.JSONField(default=list)
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "complaint"], name="complaintwriting_once")]

    def __str__(self) -> str:
        return f"what is being written at {self.complaint_id}"
