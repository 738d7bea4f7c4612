"""What a supplier is asked to put right, followed until it is closed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.rows import Worded, Words
from fulfillment.models.docks import Hold
from fulfillment.models.goods import Batch, BatchInspection
from fulfillment.models.places import Site
from fulfillment.models.units import UnitSignal
from fulfillment.querysets import CorrectiveQuerySet
from registry.models import Brand
from tenancy.fields import TenantFK
from tenancy.models import TenantManager
from workflow.moves import Stateful


class CorrectiveAction(Stateful, Worded):
    """What is wrong with what a supplier makes, and what it is asked to do by the end of `due_on`.

    It comes from a hold, an inspection, a sign, or from nothing but what somebody saw. Of one brand: while it is overdue the
    supplier's batches of that brand are asked at every dock.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `fulfillment.machine.CORRECTIVE`."""

        ASKED = "asked", _("Waiting for the supplier")
        OVERDUE = "overdue", _("Overdue")
        ANSWERED = "answered", _("Answer to be judged")
        ACCEPTED = "accepted", _("Answer accepted")
        ESCALATED = "escalated", _("Escalated")
        CLOSED = "closed", _("Closed")

    reference = models.CharField(max_length=20)
    supplier = TenantFK("accounts.Party", models.PROTECT)
    brand = TenantFK(Brand, models.PROTECT)
    site = TenantFK(Site, models.PROTECT, null=True)
    batch = TenantFK(Batch, models.PROTECT, null=True)
    hold = TenantFK(Hold, models.PROTECT, null=True)
    inspection = TenantFK(BatchInspection, models.PROTECT, null=True)
    signal = TenantFK(UnitSignal, models.PROTECT, null=True)
    wrong = Words()
    asked = Words()
    due_on = models.DateField()
    by_party = TenantFK("accounts.Party", models.PROTECT, null=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.ASKED)

    committed_fields: ClassVar[tuple[str, ...]] = (
        "reference", "supplier", "brand", "site", "batch", "hold", "inspection", "signal", "by_party", "at",
    )  # fmt: skip

    objects = TenantManager.from_queryset(CorrectiveQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="corrective_reference"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["asked", "overdue", "answered", "accepted", "escalated", "closed"]
                ),
                name="corrective_state",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["tenant", "state", "-id"], name="corrective_in_state"),
            models.Index(fields=["tenant", "supplier", "-id"], name="corrective_supplier"),
            models.Index(fields=["tenant", "brand", "-id"], name="corrective_brand"),
            models.Index(
                fields=["tenant", "supplier", "brand"], name="corrective_biting",
                condition=models.Q(state__in=["overdue", "escalated"]),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference


class CorrectiveStep(Worded):
    """One step of it: asked, answered with the root cause and what was done, judged. Appended."""

    action = TenantFK(CorrectiveAction, models.PROTECT, related_name="steps")
    deed = models.CharField(max_length=12)
    words = Words()
    root_cause = Words()
    evidence = TenantFK("evidence.Evidence", models.PROTECT, null=True)
    due_on = models.DateField(null=True)
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True)
    by_party = TenantFK("accounts.Party", models.PROTECT, null=True)
    at = models.DateTimeField()

    committed_fields: ClassVar[tuple[str, ...]] = (
        "action", "deed", "evidence", "due_on", "by_membership", "by_party", "at",
    )  # fmt: skip

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "action", "id"], name="correctivestep_action")]

    def __str__(self) -> str:
        return f"{self.deed} of {self.action_id}"
