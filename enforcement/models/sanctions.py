"""What a reviewer disposes against a party that misuses the procedure, or infringes again and again; and appeals against it.

A warning stands at once. Whatever takes more needs a second person, and a due warning before it.
"""

from typing import ClassVar

from django.db import models

from audit.rows import Worded, Words
from enforcement.models.misuse import Gravity
from tenancy.fields import TenantFK
from workflow.moves import Stateful

FOR_A_TIME = ("check_first", "suspend")
"""The kinds of sanction that end by themselves."""
FOR_SELLERS = ("check_first", "terminate")
"""The kinds that are about a seller's offers alone."""


class Sanction(Stateful, Worded):
    """A warning, or a suspension until a day, with reasons.

    `about` says what it is for: notices and appeals whose processing is suspended (Digital Services Act, art. 23(2)), or
    offers of a seller (art. 23(1)). `figures` are the facts as they were when it was proposed. `cause` is the word under
    which restraints of a seller are laid. `look_again` is since when strikes it rested on are taken back, so that they would
    not have reached its rung; `kept_at` the points with which a reviewer let it stand all the same.
    """

    class About(models.TextChoices):
        """What was misused."""

        NOTICES = "notices"
        APPEALS = "appeals"
        SELLING = "selling"

    class Kind(models.TextChoices):
        """What is done."""

        WARN = "warn"
        CHECK_FIRST = "check_first"
        SUSPEND = "suspend"
        TERMINATE = "terminate"

    party = TenantFK("accounts.Party", models.PROTECT)
    about = models.CharField(max_length=10, choices=About.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    gravity = models.CharField(max_length=10, choices=Gravity.choices, blank=True)
    figures = models.JSONField(default=dict)
    days = models.PositiveSmallIntegerField(default=0)
    until = models.DateTimeField(null=True, blank=True)
    cause = models.CharField(max_length=60)
    reasons = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT)
    proposed_at = models.DateTimeField()
    look_again = models.DateTimeField(null=True, blank=True)
    kept_at = models.PositiveIntegerField(null=True, blank=True)

    committed_fields = ("party", "about", "kind", "gravity", "figures", "days", "cause", "by_membership", "proposed_at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "cause"], name="sanction_cause"),
            models.UniqueConstraint(
                fields=["tenant", "party", "about"], name="sanction_one_proposed", condition=models.Q(state="proposed")
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=FOR_A_TIME, days__gt=0) | (~models.Q(kind__in=FOR_A_TIME) & models.Q(days=0)),
                name="sanction_suspends_for_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=FOR_SELLERS) | models.Q(about="selling"), name="sanction_ends_selling_alone"
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["tenant", "party", "about", "id"], name="sanction_party"),
            models.Index(fields=["tenant", "state", "id"], name="sanction_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} about {self.about}"


class SanctionSecond(Worded):
    """That a second person confirmed a sanction, or refused to; never who proposed it (`proposed_by`)."""

    sanction = TenantFK(Sanction, models.PROTECT, related_name="seconds")
    agrees = models.BooleanField()
    words = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT)
    proposed_by = TenantFK("accounts.Membership", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    committed_fields = ("sanction", "agrees", "by_membership", "at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "sanction"], name="sanctionsecond_once"),
            models.CheckConstraint(
                condition=models.Q(proposed_by=None) | ~models.Q(by_membership=models.F("proposed_by")),
                name="sanctionsecond_is_another",
            ),
        ]

    def __str__(self) -> str:
        return "confirmed" if self.agrees else "refused"


class SanctionAppeal(Stateful, Worded):
    """That the party asks somebody else to look again."""

    sanction = TenantFK(Sanction, models.PROTECT, related_name="appeals")
    grounds = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    at = models.DateTimeField()

    committed_fields = ("sanction", "by_membership", "at")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "sanction"], name="sanctionappeal_once")]

    def __str__(self) -> str:
        return f"appeal against {self.sanction_id}"


class SanctionRuling(Worded):
    """How an appeal against a sanction was decided, and why: upheld, the sanction is reversed."""

    appeal = TenantFK(SanctionAppeal, models.PROTECT, related_name="rulings")
    outcome = models.CharField(max_length=10, choices=[("upheld", "upheld"), ("rejected", "rejected")])
    reasons = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT)
    at = models.DateTimeField()

    committed_fields = ("appeal", "outcome", "by_membership", "at")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "appeal"], name="sanctionruling_once")]

    def __str__(self) -> str:
        return self.outcome
