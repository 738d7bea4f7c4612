"""Appointments: that a rights holder lets an agent act for it, for what, and from when until when."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models.parties import Party
from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet


class AppointmentQuerySet(TenantQuerySet):
    """What may be asked of appointments."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all; the rights holder those it made, the agent those it was given."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        return self.filter(models.Q(principal_id=actor.party_id) | models.Q(agent_id=actor.party_id))

    def standing(self, day: date) -> Self:
        """Those that hold on that day."""
        open_ended = models.Q(ends_on=None) | models.Q(ends_on__gte=day)
        return self.filter(open_ended, ended_at=None, starts_on__lte=day)


class Appointment(Tenanted):
    """That `principal`, a rights holder, lets `agent` act for it. Ended, never deleted.

    `brand_ids` are brands of the registry as text; none means everything that the principal has. `kinds` are kinds of
    right and `territories` codes as rights have them, none meaning all: they limit what is done, `brand_ids` also what is
    seen. `deeds` are codes of `Deed`; without any the agent only reads. `ends_on` is the last day, None until it is
    ended. While there is any between two parties, standing or over, appointments alone say what the agent sees of the
    principal, whatever the marketplace had set for its members before.
    """

    class Deed(models.TextChoices):
        """What an agent may do."""

        COMPLAIN = "complain", _("File complaints and speak for you in cases")
        REGISTER = "register", _("Register and change rights")
        LICENSE = "license", _("Authorise sellers and manage licences")
        CUSTOMS = "customs", _("Apply to customs and answer them")

    reference = models.CharField(max_length=20)
    principal = TenantFK(Party, models.PROTECT)
    agent = TenantFK(Party, models.PROTECT)
    brand_ids = models.JSONField(default=list)
    kinds = models.JSONField(default=list)
    territories = models.JSONField(default=list)
    deeds = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(AppointmentQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="appointment_reference"),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")), name="appointment_days"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "agent", "principal"], name="appointment_of_agent"),
            models.Index(fields=["tenant", "principal", "id"], name="appointment_of_principal"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def brands(self) -> frozenset[UUID]:
        """The brands to which it is limited; empty for none."""
        return frozenset(UUID(text) for text in self.brand_ids)

    @property
    def is_taken_back(self) -> bool:
        """Whether it ended before its last day."""
        return self.ended_at is not None

    def is_over(self, day: date) -> bool:
        """Whether it was ended or its last day is past."""
        return self.ended_at is not None or (self.ends_on is not None and self.ends_on < day)

    def holds(self, day: date) -> bool:
        """Whether it holds on that day."""
        return self.starts_on <= day and not self.is_over(day)
