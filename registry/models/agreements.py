"""Contracts with sellers, suppliers and integrations, clause by clause, and what a marketplace enforces of them."""

from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet
from workflow.moves import Stateful


class AgreementQuerySet(TenantQuerySet):
    """Agreements."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all, a party its own."""
        if actor.is_operator or actor.is_system:
            return self
        return self.filter(party_id=actor.party_id) if actor.party_id else self.none()


class Agreement(Stateful, Tenanted):
    """A contract of the marketplace with `party`. `ends_on` is its last day, None is open.

    `signatory` is who signed for the other side. Its clauses are rows from the first day, `missing` until somebody has
    found them in the document.
    """

    class Kind(models.TextChoices):
        """With whom it is; its clauses are in `registry.agreements.clauses`."""

        VENDOR = "vendor", _("Contract with a seller")
        SUPPLIER = "supplier", _("Contract with a supplier")
        INTEGRATION = "integration", _("Terms of an integration")

    class State(models.TextChoices):
        """Where it stands; the moves are `registry.machine.AGREEMENT`. One in force holds from its first day."""

        DRAFT = "draft", _("Draft")
        IN_FORCE = "in_force", _("In force")
        ENDED = "ended", _("Ended")
        TERMINATED = "terminated", _("Terminated")

    reference = models.CharField(max_length=20)
    party = TenantFK("accounts.Party", models.PROTECT)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=300)
    evidence = TenantFK("evidence.Evidence", models.PROTECT, null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    signatory = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(AgreementQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="agreement_reference"),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")), name="agreement_days"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["vendor", "supplier", "integration"]), name="agreement_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "in_force", "ended", "terminated"]), name="agreement_standing"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "party", "kind", "id"], name="agreement_party")]

    def __str__(self) -> str:
        return self.title


class AgreementClause(Tenanted):
    """How one clause of `registry.agreements.clauses` stands in an agreement.

    `place` is where in the document it is. `waived_until` is the last day of a waiver, which a lead gives with a reason
    in `note`; one that does not apply says why there, too.
    """

    class Status(models.TextChoices):
        """How it stands."""

        PRESENT = "present", _("In the contract")
        MISSING = "missing", _("Missing")
        WAIVED = "waived", _("Waived until a day")
        NOT_APPLICABLE = "not_applicable", _("Does not apply")

    agreement = TenantFK(Agreement, models.PROTECT, related_name="clauses")
    code = models.CharField(max_length=40)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.MISSING)
    place = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    waived_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "agreement", "code"], name="agreementclause_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=["present", "missing", "waived", "not_applicable"]),
                name="agreementclause_status",
            ),
            models.CheckConstraint(
                condition=models.Q(status="waived", waived_until__isnull=False)
                | (~models.Q(status="waived") & models.Q(waived_until=None)),
                name="agreementclause_waived",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.status}"


class EnforcedBlock(Tenanted):
    """That this marketplace lets missing clauses hold something up: a code of `agreements.clauses.BLOCKS`. None at first."""

    code = models.CharField(max_length=20)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "code"], name="enforcedblock_once")]

    def __str__(self) -> str:
        return self.code
