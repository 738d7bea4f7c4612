"""Looks of sellers at their own catalogues: when, what was found, and what became of it since the look before."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from enforcement.models.defence import VaultPaper
from enforcement.querysets import OwnQuerySet
from scanner.models import AuditSchedule
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager


class InspectionSchedule(Tenanted):
    """That a seller has its own catalogue looked through again and again. `looks` are codes of `selfcheck.HEADINGS`. Nothing
    begins while it is paused; ended, never deleted."""

    party = TenantFK("accounts.Party", models.PROTECT)
    cadence = models.CharField(max_length=10, choices=AuditSchedule.Cadence.choices)
    looks = models.JSONField()
    next_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(OwnQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "party"], name="inspectionschedule_one", condition=models.Q(ended_at=None)
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "next_at"], name="inspectionschedule_due",
                condition=models.Q(ended_at=None, paused_at=None),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.cadence} of {self.party_id}"


class CatalogueInspection(Tenanted):
    """One look of a seller at its catalogue. It runs as the job `job_id` until `ended_at`; `stopped_at` is set where the job was
    stopped and another look has begun. `counts` say what was found: see `services.inspecting`. `paper` is the report in the
    vault, None where that was full."""

    party = TenantFK("accounts.Party", models.PROTECT)
    reference = models.CharField(max_length=20)
    looks = models.JSONField()
    schedule = TenantFK(InspectionSchedule, models.PROTECT, null=True, blank=True)
    previous = TenantFK("self", models.PROTECT, null=True, blank=True)
    job_id = models.UUIDField(null=True)
    counts = models.JSONField(default=dict)
    paper = TenantFK(VaultPaper, models.PROTECT, null=True, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(OwnQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="catalogueinspection_reference"),
            models.UniqueConstraint(
                fields=["tenant", "party"], name="catalogueinspection_one_runs",
                condition=models.Q(ended_at=None, stopped_at=None),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["tenant", "party", "-id"], name="catalogueinspection_party")]

    def __str__(self) -> str:
        return self.reference


class InspectionFinding(Tenanted):
    """One thing that was found in a listing as it stood at `revision`, or that was found the last time and is no more.

    `code`, `field`, `picture`, `rule`, `remedy` and `facts` are those of `scanner.precheck.values.Finding`, or of
    `selfcheck`. `weight` is 0 for what must be mended, 1 for what should be, 2 for a hint. `key` says that two findings of two
    looks are the same one.
    """

    class Change(models.TextChoices):
        """Against the look before."""

        NEW = "new", _("New")
        OPEN = "open", _("Still open")
        MENDED = "mended", _("Mended")

    inspection = TenantFK(CatalogueInspection, models.PROTECT, related_name="findings")
    listing = TenantFK("sellers.Listing", models.PROTECT)
    revision = models.PositiveIntegerField()
    heading = models.CharField(max_length=10)
    weight = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    field = models.CharField(max_length=20, blank=True)
    picture = models.PositiveSmallIntegerField(default=0)
    rule = models.CharField(max_length=120, blank=True)
    remedy = models.CharField(max_length=40)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    key = models.CharField(max_length=64)
    change = models.CharField(max_length=6, choices=Change.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "inspection", "listing", "key"], name="inspectionfinding_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "inspection", "weight", "id"], name="inspectionfinding_weight"),
            models.Index(fields=["tenant", "inspection", "id"], name="inspectionfinding_order"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.change}"
