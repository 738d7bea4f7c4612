"""What the gate was asked about an order and what it said, and that the order was cancelled."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from audit.rows import Committed
from registry.models.rights import Right
from tenancy.fields import TenantFK
from tenancy.models import Tenanted


class GateCheck(Committed):
    """One line of an order that the gate was asked about, and its answer. Never changed.

    `line` is what the shop calls the line of the order, `rights` are the ids of the rights in question, `known` what was said
    of goods and first sale. `reasons` are codes with their facts and the ids of the `rights` they were given for, `used` the
    ids of the licences and authorisations relied on, `rules` the texts of the rules with their sources as they stood. `moment`
    is when in the sale it was asked: a line is asked about once at each.
    """

    line = models.CharField(max_length=120)
    seller = TenantFK("accounts.Party", models.PROTECT)
    rights = models.JSONField(default=list)
    channel = models.CharField(max_length=80)
    destination = models.CharField(max_length=2, blank=True)
    day = models.DateField()
    quantity = models.PositiveIntegerField(default=1)
    moment = models.CharField(max_length=12, default="order")
    known = models.JSONField(default=dict)
    verdict = models.CharField(max_length=5)
    reasons = models.JSONField(default=list)
    used = models.JSONField(default=list)
    rules = models.JSONField(default=list)
    would_change = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    committed_fields: ClassVar[tuple[str, ...]] = (
        "line", "seller", "rights", "channel", "destination", "day", "quantity", "moment", "known", "verdict", "reasons",
        "used", "rules", "would_change",
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "line", "moment"], name="gatecheck_line_moment")
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", name, "-id"], name=f"gatecheck_{name}")
            for name in ("seller", "verdict", "moment", "destination", "day")
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.verdict}"


class GateCheckRight(Tenanted):
    """A right under which a line was checked: what `GateCheck.rights` says, so that a right's lines are found."""

    gate_check = TenantFK(GateCheck, models.PROTECT, related_name="under")
    right = TenantFK(Right, models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "right", "gate_check"], name="gatecheckright_once")
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "gate_check"], name="gatecheckright_check")]

    def __str__(self) -> str:
        return f"{self.gate_check_id} under {self.right_id}"


class GateCancel(Committed):
    """That the line of the order was cancelled: what it drew is given back."""

    gate_check = TenantFK(GateCheck, models.PROTECT, related_name="cancels")
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    committed_fields: ClassVar[tuple[str, ...]] = ("gate_check",)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "gate_check"], name="gatecancel_once")]

    def __str__(self) -> str:
        return f"{self.gate_check_id} cancelled"
