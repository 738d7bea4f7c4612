"""What the strikes of a seller propose: told to the seller first, answered, then disposed of by people."""

from typing import ClassVar

from django.db import models

from audit.rows import Committed, Worded, Words
from enforcement.models.sanctions import Sanction
from tenancy.fields import TenantFK
from workflow.moves import Stateful


class StrikeProposal(Stateful, Committed):
    """That the strikes in force of a seller reach a rung of the policy, and what is proposed there. Nothing takes effect by it.

    `figures` are points, strikes and the rung as they were then (`points`, `strikes`, `rung`), `policy` the code and version
    of the pack that names the rung. The seller may answer until `answer_by`. `sanction` is what a reviewer made of it.
    """

    seller = TenantFK("accounts.Party", models.PROTECT)
    reference = models.CharField(max_length=20)
    kind = models.CharField(max_length=12, choices=Sanction.Kind.choices)
    days = models.PositiveSmallIntegerField(default=0)
    figures = models.JSONField(default=dict)
    policy = models.CharField(max_length=60)
    answer_by = models.DateTimeField()
    at = models.DateTimeField()
    sanction = TenantFK(Sanction, models.PROTECT, null=True, blank=True, related_name="proposals")

    committed_fields = ("seller", "reference", "kind", "days", "figures", "policy", "answer_by", "at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="strikeproposal_reference"),
            models.UniqueConstraint(
                fields=["tenant", "seller"], name="strikeproposal_one_open",
                condition=models.Q(state__in=["told", "answered", "heard"]),
            ),
            models.CheckConstraint(
                condition=models.Q(sanction__isnull=False) | ~models.Q(state="taken"),
                name="strikeproposal_taken_by_a_sanction",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["tenant", "seller", "-id"], name="strikeproposal_seller"),
            models.Index(fields=["tenant", "state", "answer_by"], name="strikeproposal_state"),
        ]

    def __str__(self) -> str:
        return self.reference


class StrikeProposalAnswer(Worded):
    """What the seller says to it, once."""

    proposal = TenantFK(StrikeProposal, models.PROTECT, related_name="answers")
    words = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    at = models.DateTimeField()

    committed_fields = ("proposal", "by_membership", "at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "proposal"], name="strikeproposalanswer_once")
        ]

    def __str__(self) -> str:
        return f"answer to {self.proposal_id}"


class StrikeProposalRuling(Worded):
    """What a reviewer made of it, and why: taken, it becomes a sanction (which may need a second person), or refused."""

    proposal = TenantFK(StrikeProposal, models.PROTECT, related_name="rulings")
    taken = models.BooleanField()
    reasons = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT)
    at = models.DateTimeField()

    committed_fields = ("proposal", "taken", "by_membership", "at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "proposal"], name="strikeproposalruling_once")
        ]

    def __str__(self) -> str:
        return "taken" if self.taken else "refused"
