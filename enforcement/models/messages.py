"""What the two sides write to each other to settle, where everybody who decides can read it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.rows import Worded, Words
from enforcement.models.cases import Case
from tenancy.fields import TenantFK


class Message(Worded):
    """One message in the channel of a case. An offer is answered by agreeing, or refused with reasons.

    `demands_money` is what the reader of letters found in it; the other side can report a demand that is not right.
    """

    class Kind(models.TextChoices):
        """What it is."""

        MESSAGE = "message", _("Message")
        OFFER = "offer", _("Offer")
        AGREEMENT = "agreement", _("Agreement")
        REFUSAL = "refusal", _("Refusal")

    case = TenantFK(Case, models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = Words()
    answers = TenantFK("enforcement.Message", models.PROTECT, null=True, blank=True, related_name="answered_by")
    demands_money = models.BooleanField(default=False)
    by_party = TenantFK("accounts.Party", models.PROTECT)
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    at = models.DateTimeField()

    committed_fields = ("case", "kind", "answers", "demands_money", "by_party", "by_membership", "at")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "case", "id"], name="message_case")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "answers"], name="message_answered_once", condition=models.Q(answers__isnull=False)
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["agreement", "refusal"], answers__isnull=False)
                | models.Q(kind__in=["message", "offer"], answers__isnull=True),
                name="message_answers_an_offer",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.kind
