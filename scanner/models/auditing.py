"""Audits of a seller's whole catalogue, and what the seller is asked to put right after one."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from scanner.querysets import AuditItemQuerySet, AuditQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class Audit(Stateful, Tenanted):
    """All of a seller's listings looked through at once for patterns. The states are `scanner.machine.AUDIT`.

    `summary` is what its job counted: listings, those with matches, rights and disguises by how many listings have them,
    pictures that other sellers showed first, prices below the band, listings without a brand, relisted ones, and at its
    end the open cases and strikes. `due_on` is the day until which the seller is asked to answer.
    """

    seller = TenantFK("accounts.Party", models.PROTECT)
    asked_by = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    job_id = models.UUIDField(null=True, blank=True)
    summary = models.JSONField(default=dict)
    due_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
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
        ]

    def __str__(self) -> str:
        return f"audit of {self.seller_id}: {self.state}"


class AuditItem(Stateful, Tenanted):
    """One thing that the seller is asked to put right in one listing, found in its `revision`.

    `code` is a key of `scanner.audit_words.REASONS` or of the scoring's sentences, filled by `facts`; `what` says what is
    asked. `answer` is what the seller says of it, `words` why; `reply` is what staff say to that.
    """

    audit = TenantFK(Audit, models.PROTECT, related_name="items")
    listing = TenantFK("sellers.Listing", models.PROTECT)
    right = TenantFK("registry.Right", models.PROTECT, null=True, blank=True)
    revision = models.PositiveIntegerField()
    code = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)
    what = models.CharField(max_length=20)
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
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.state}"
