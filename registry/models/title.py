"""Chain of title: how a right came from one owner to the next."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from registry.models.rights import Right
from registry.querysets import AssignmentQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class Assignment(Stateful, Tenanted):
    """One document of a right's chain of title, as it was recorded here.

    `giver` and `taker` are the names as the document has them; `from_party` and `to_party` who they are on this
    marketplace, None where they are not. `effective_on` is the day from which the taker owns it (the day of execution where
    nothing else is agreed), `recorded_on` and `office_reference` what the office says (reel and frame in the United States).
    """

    class Kind(models.TextChoices):
        """What kind of conveyance it is, in the words of the offices."""

        ASSIGNMENT = "assignment", _("Assignment of the whole interest")
        MERGER = "merger", _("Merger")
        NAME = "change_of_name", _("Change of name")
        PARTIAL = "partial", _("Assignment for part of the goods or places")
        SECURITY = "security", _("Security interest")
        RELEASE = "release", _("Release of a security interest")
        LICENCE = "licence", _("Licence recorded at the office")
        CORRECTION = "correction", _("Correction of an earlier record")

    class State(models.TextChoices):
        """Where it stands; the moves are `registry.machine.ASSIGNMENT`."""

        RECORDED = "recorded", _("Waits for the new owner")
        ACCEPTED = "accepted", _("Waits for the marketplace")
        CONFIRMED = "confirmed", _("Confirmed")
        REFUSED = "refused", _("Refused")
        TAKEN_BACK = "taken_back", _("Taken back")

    right = TenantFK(Right, models.PROTECT, related_name="assignments")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    giver = models.CharField(max_length=300)
    taker = models.CharField(max_length=300)
    from_party = TenantFK("accounts.Party", models.PROTECT, null=True, blank=True)
    to_party = TenantFK("accounts.Party", models.PROTECT, null=True, blank=True)
    executed_on = models.DateField()
    recorded_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField()
    office_reference = models.CharField(max_length=120, blank=True)
    evidence = TenantFK("evidence.Evidence", models.PROTECT, null=True, blank=True)
    note = models.CharField(max_length=2000, blank=True)
    made_by = TenantFK("accounts.Party", models.PROTECT, null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.RECORDED)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(AssignmentQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "assignment", "merger", "change_of_name", "partial", "security", "release", "licence", "correction",
                    ]
                ),
                name="assignment_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["recorded", "accepted", "confirmed", "refused", "taken_back"]),
                name="assignment_standing",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["tenant", "right", "effective_on", "id"], name="assignment_right"),
            models.Index(fields=["tenant", "to_party", "state", "id"], name="assignment_taker"),
        ]

    def __str__(self) -> str:
        return f"{self.giver} to {self.taker}"
