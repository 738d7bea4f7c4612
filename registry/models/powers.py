"""Powers of attorney: that a rights holder lets an agent act for it."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from registry.querysets import PowerQuerySet
from registry.territories import covers
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager


class PowerOfAttorney(Tenanted):
    """The document by which `brand` lets `agent` complain for it. Ended, never deleted.

    `kinds` are kinds of right, `territories` regions as rights have them; none means all. `ends_on` is the last day, None
    until it is taken back. One that came with an `appointment` ends with it; given by the holder in the product, it has
    no document: then the entry of the log is the proof.
    """

    brand = TenantFK("accounts.Party", models.PROTECT)
    agent = TenantFK("accounts.Party", models.PROTECT)
    evidence = TenantFK("evidence.Evidence", models.PROTECT, null=True, blank=True)
    appointment = TenantFK("accounts.Appointment", models.PROTECT, null=True, blank=True)
    kinds = models.JSONField(default=list)
    territories = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(PowerQuerySet)()

    class Meta:
        verbose_name = _("power of attorney")
        verbose_name_plural = _("powers of attorney")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")), name="power_days"
            ),
            models.CheckConstraint(
                condition=models.Q(evidence__isnull=False) | models.Q(appointment__isnull=False), name="power_shown"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "agent", "brand"], name="power_of_agent"),
            models.Index(fields=["tenant", "brand", "agent"], name="power_of_brand"),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} for {self.brand_id}"

    @property
    def principal_id(self) -> UUID:
        """The rights holder, as an appointment calls it."""
        found: UUID = self.brand_id
        return found

    @property
    def is_taken_back(self) -> bool:
        """Whether it ended before its last day."""
        return self.revoked_at is not None

    def holds(self, now: datetime) -> bool:
        """Whether it holds at that moment."""
        return self.starts_on <= now.date() and not self.is_over(now.date())

    def is_over(self, day: date) -> bool:
        """Whether it was taken back or its last day is past."""
        return self.revoked_at is not None or (self.ends_on is not None and self.ends_on < day)

    def covers(self, kind: str, region: str) -> bool:
        """Whether it reaches a right of that kind in that region."""
        return (not self.kinds or kind in self.kinds) and (not self.territories or covers(self.territories, region))
