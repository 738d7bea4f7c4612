"""Audits of a seller's whole catalogue, and what the seller is asked to put right after one."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from scanner.querysets import AuditItemQuerySet, AuditQuerySet, AuditScheduleQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class Audit(Stateful, Tenanted):
    """All of a seller's listings looked through at once for patterns. The states are `scanner.machine.AUDIT`.

    `summary` is what its job counted: listings, those with matches, rights and disguises by how many listings have them,
    pictures that other sellers showed first, prices below the band, listings without a brand, relisted ones, and at its
    end the open cases and strikes. `due_on` is the day until which the seller is asked to answer, `checked_at` when it was
    looked at again after that day, and `left_open` how much was open then.
    """

    seller = TenantFK("accounts.Party", models.PROTECT)
    asked_by = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    job_id = models.UUIDField(null=True, blank=True)
    summary = models.JSONField(default=dict)
    due_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    left_open = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(AuditQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "seller"],
                name="audit_under_way_once",
                condition=models.Q(state__in=["running", "ready"]),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["running", "ready", "published", "closed"]), name="audit_state"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "-id"], name="audit_newest"),
            models.Index(fields=["tenant", "seller", "-id"], name="audit_of_seller"),
            models.Index(
                fields=["tenant", "due_on", "id"],
                name="audit_to_check",
                condition=models.Q(state="published", checked_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"audit of {self.seller_id}: {self.state}"


class AuditSchedule(Tenanted):
    """That catalogues are audited again and again: the one of `seller`, or each time those of `sample` sellers, drawn by
    risk. Ended, never deleted; `next_at` is when the next audits begin."""

    class Cadence(models.TextChoices):
        """How often."""

        WEEKLY = "weekly", _("Every week")
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every quarter")

    seller = TenantFK("accounts.Party", models.PROTECT, null=True, blank=True)
    sample = models.PositiveSmallIntegerField(null=True, blank=True)
    cadence = models.CharField(max_length=10, choices=Cadence.choices)
    reason = models.TextField(max_length=2_000)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True, blank=True)
    last_begun = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(AuditScheduleQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(seller=None, sample__gte=1, sample__lte=100)
                | models.Q(seller__isnull=False, sample=None),
                name="auditschedule_whom",
            ),
            models.UniqueConstraint(
                fields=["tenant", "seller"], name="auditschedule_one", condition=models.Q(ended_at=None)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "next_at"], name="auditschedule_due", condition=models.Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.cadence} of {self.seller_id or self.sample}"


class AuditItem(Stateful, Tenanted):
    """One thing that the seller is asked to put right in one listing, found in its `revision`.

    `code` is a key of `scanner.audit_words.REASONS` or of the scoring's sentences, filled by `facts`; `what` says what is
    asked, `due_on` until when, once it was published. `answer` is what the seller says of it, `words` why; `reply` is what
    staff say to that.
    """

    audit = TenantFK(Audit, models.PROTECT, related_name="items")
    listing = TenantFK("sellers.Listing", models.PROTECT)
    right = TenantFK("registry.Right", models.PROTECT, null=True, blank=True)
    revision = models.PositiveIntegerField()
    code = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)
    what = models.CharField(max_length=20)
    due_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=20, blank=True)
    words = models.TextField(max_length=2_000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(max_length=2_000, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(AuditItemQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "audit", "listing", "code", "right"], name="audititem_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=models.Q(state__in=["open", "done", "accepted"]), name="audititem_state"),
            models.CheckConstraint(
                condition=models.Q(what__in=["remove", "brand", "authorisation", "picture"]), name="audititem_what"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "audit", "id"], name="audititem_audit"),
            models.Index(fields=["tenant", "id"], name="audititem_open", condition=models.Q(state="open")),
            models.Index(fields=["tenant", "due_on", "id"], name="audititem_due"),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.state}"
