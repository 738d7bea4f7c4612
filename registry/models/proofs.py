"""Requests for proof: what a seller is asked where the papers do not say enough, instead of guessing."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from registry.models.licences import Licence
from registry.models.rights import Right
from registry.querysets import ProofRequestQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class ProofRequest(Stateful, Tenanted):
    """That `seller` is asked to show that it may sell under `right`, for a `reason`; `owner` is the right's owner then.

    `about` is the listing or order that raised the question, in plain text. `number` and `evidence` are what the seller
    answered with. `due_on` is the last day to answer.
    """

    class Reason(models.TextChoices):
        """What the papers leave open."""

        MISSING_TERRITORY = "missing_territory", _("The licence does not say where it holds.")
        EXPIRED_SUBLICENCE = "expired_sublicence", _("The sublicence has ended, or the licence above it.")
        NAME_MISMATCH = "name_mismatch", _("The licence names somebody else.")
        UNSIGNED = "unsigned", _("The licence is not signed by both sides.")
        CONSENT_MISSING = "consent_missing", _("The consent to the sublicence is missing.")
        NOT_NAMED = "not_named", _("The licence does not name these goods or this channel.")
        NO_LICENCE = "no_licence", _("No licence of the seller is on file.")

    class Wanted(models.TextChoices):
        """What would settle it."""

        CERTIFICATE_NUMBER = "certificate_number", _("Number of the certificate")
        PERMIT = "permit", _("Permit")
        REGISTRATION_ID = "registration_id", _("Registration number")
        INVOICE = "invoice", _("Invoice of the first sale")
        DOCUMENT = "document", _("The signed document")

    class State(models.TextChoices):
        """Where a request stands; the moves are `registry.machine.PROOFREQUEST`."""

        OPEN = "open", _("To be answered")
        ANSWERED = "answered", _("To be weighed")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Not accepted")
        LAPSED = "lapsed", _("Not answered")

    reference = models.CharField(max_length=20)
    seller = TenantFK("accounts.Party", models.PROTECT)
    right = TenantFK(Right, models.PROTECT, related_name="proof_requests")
    owner = TenantFK("accounts.Party", models.PROTECT)
    licence = TenantFK(Licence, models.PROTECT, null=True, blank=True)
    reason = models.CharField(max_length=30, choices=Reason.choices)
    wanted = models.CharField(max_length=30, choices=Wanted.choices)
    about = models.CharField(max_length=120, blank=True)
    due_on = models.DateField()
    number = models.CharField(max_length=120, blank=True)
    evidence = TenantFK("evidence.Evidence", models.PROTECT, null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(ProofRequestQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="proofrequest_reference"),
            models.UniqueConstraint(
                fields=["tenant", "seller", "right", "reason"],
                name="proofrequest_once",
                condition=models.Q(state__in=["open", "answered"]),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "answered", "accepted", "refused", "lapsed"]),
                name="proofrequest_standing",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "seller", "id"], name="proofrequest_seller"),
            models.Index(fields=["tenant", "owner", "id"], name="proofrequest_owner"),
            models.Index(fields=["tenant", "due_on", "id"], name="proofrequest_due", condition=models.Q(state="open")),
        ]

    def __str__(self) -> str:
        return self.reference
