"""How the marketplace's own people work on a case together: conflicts they declare, notes, and what they pass on."""

from typing import ClassVar

from django.db import models

from audit.rows import Worded, Words
from enforcement.models.cases import Case
from tenancy.fields import TenantFK
from tenancy.models import Tenanted


class ContactSeen(Tenanted):
    """That somebody looked at the contact of one side of a case, the first time. `reader` is a membership, or a key."""

    case = TenantFK(Case, models.PROTECT, related_name="contacts_seen")
    whose = models.CharField(max_length=12)
    reader = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "case", "reader", "whose"], name="contactseen_once"),
            models.CheckConstraint(condition=models.Q(whose__in=["seller", "complainant"]), name="contactseen_whose"),
        ]

    def __str__(self) -> str:
        return f"{self.whose} of {self.case_id}"


class DeclaredConflict(Worded):
    """That somebody said they must not decide a case, and why. It binds the person, under whatever membership."""

    case = TenantFK(Case, models.PROTECT, related_name="conflicts")
    reasons = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT)
    at = models.DateTimeField()

    committed_fields = ("case", "by_membership", "at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "case", "by_membership"], name="declaredconflict_once")
        ]

    def __str__(self) -> str:
        return f"{self.by_membership_id} in {self.case_id}"


class CaseNote(Worded):
    """What one of the marketplace's people wrote for the others. Neither side of the case ever sees it."""

    case = TenantFK(Case, models.PROTECT, related_name="case_notes")
    words = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT)
    at = models.DateTimeField()

    committed_fields = ("case", "by_membership", "at")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "case", "id"], name="casenote_case")]

    def __str__(self) -> str:
        return f"a note in {self.case_id}"


class NoteMention(Tenanted):
    """That a note names a colleague. `seen_at` is when they first looked at the case afterwards."""

    note = TenantFK(CaseNote, models.PROTECT, related_name="mentions")
    membership = TenantFK("accounts.Membership", models.PROTECT)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "note", "membership"], name="notemention_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "membership", "-id"], name="notemention_of"),
            models.Index(
                fields=["tenant", "membership", "id"], name="notemention_unseen",
                condition=models.Q(seen_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.membership_id} in {self.note_id}"


class Escalation(Worded):
    """That a case was passed on: to the lead, or to those who work for another region (`to_region`).

    `why` is a code of `casework_words.ESCALATIONS`. `answered_at` is set with the answer that gives the case back.
    """

    case = TenantFK(Case, models.PROTECT, related_name="escalations")
    to_region = models.CharField(max_length=8, blank=True)
    why = models.CharField(max_length=20)
    reasons = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    committed_fields = ("case", "to_region", "why", "by_membership", "at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "case"], name="escalation_one_open", condition=models.Q(answered_at__isnull=True)
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "case", "id"], name="escalation_case"),
            models.Index(
                fields=["tenant", "at", "id"], name="escalation_open", condition=models.Q(answered_at__isnull=True)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.why} in {self.case_id}"


class EscalationAnswer(Worded):
    """What was answered, once; with it the case goes back."""

    escalation = TenantFK(Escalation, models.PROTECT, related_name="answers")
    words = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT)
    at = models.DateTimeField()

    committed_fields = ("escalation", "by_membership", "at")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "escalation"], name="escalationanswer_once")]

    def __str__(self) -> str:
        return f"answer to {self.escalation_id}"
