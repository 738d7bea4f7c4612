"""What leaves the house about a decision: statements of reasons, as they are to be sent to the database of the Commission."""

from typing import ClassVar, Self

from django.db import models

from audit.rows import Committed, Worded, Words
from enforcement.models.cases import Case
from enforcement.models.decisions import Decision
from enforcement.statements import Problem, problems
from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import TenantManager
from workflow.moves import Stateful


class StatementQuerySet(models.QuerySet["Statement"]):
    """Who sees which statement."""

    def visible_to(self, actor: Actor) -> Self:
        """Those about the cases that the actor sees; what needs correction is the marketplace's own matter."""
        seen = self.filter(case__in=Case.objects.visible_to(actor))
        return seen if actor.is_operator or actor.is_system else seen.exclude(state="needs_correction")


class Statement(Stateful, Committed):
    """The statement of reasons about one decision (Regulation (EU) 2022/2065, art. 17 and 24(5)).

    `puid` is our number of it in the database. What it says is its newest version.
    """

    case = TenantFK(Case, models.PROTECT, related_name="statements_of_reasons")
    decision = TenantFK(Decision, models.PROTECT, related_name="statements")
    puid = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    committed_fields = ("case", "decision", "puid", "made_at")

    objects = TenantManager.from_queryset(StatementQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "puid"], name="statement_puid"),
            models.UniqueConstraint(fields=["tenant", "decision"], name="statement_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "state", "-id"], name="statement_state"),
            models.Index(fields=["tenant", "case", "id"], name="statement_case"),
        ]

    def __str__(self) -> str:
        return self.puid

    @property
    def newest(self) -> "StatementVersion":
        """What it says now."""
        return max(self.versions.all(), key=lambda version: version.number)


class StatementVersion(Worded):
    """What a statement says, appended with every correction. The payload may be erased, as every free text may."""

    statement = TenantFK(Statement, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    payload = Words(as_json=True)
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    made_at = models.DateTimeField()

    committed_fields = ("statement", "number", "by_membership", "made_at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "statement", "number"], name="statementversion_number")
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}, version {self.number}"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the database would refuse."""
        return problems(self.payload)
