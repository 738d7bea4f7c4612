"""Letters in free text that arrived: as they came, what was added to them, and what became of each."""

from functools import cached_property
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.rows import Worded, Words
from enforcement.machine import INCOMINGLETTER, WAITING_LETTERS
from enforcement.querysets import IncomingLetterQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class IncomingLetter(Stateful, Tenanted):
    """One letter. What it says stands in its versions, the bytes as they came in `evidence`.

    `kind` and `language` are those that were read in it when it came. `asked` are the codes of the elements that its
    sender was asked for, `token_hash` the SHA-256 of the secret in the link of that mail. `party` is whose program
    handed it in; empty where the marketplace's own people did. It became a complaint, or an answer in a case, or nothing.
    """

    class State(models.TextChoices):
        """Where it stands."""

        RECEIVED = "received", _("to be read")
        ASKED = "asked", _("sender asked")
        TAKEN_IN = "taken_in", _("taken in")
        SET_ASIDE = "set_aside", _("set aside")

    class Channel(models.TextChoices):
        """Which way it came."""

        PASTED = "pasted", _("pasted")
        FILE = "file", _("as a file")
        PROGRAM = "program", _("by a program")

    reference = models.CharField(max_length=12)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=10, blank=True)
    party = TenantFK("accounts.Party", models.PROTECT, null=True, blank=True)
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    asked = models.JSONField(default=list)
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    complaint = TenantFK("enforcement.Complaint", models.PROTECT, null=True, blank=True, related_name="letters")
    case = TenantFK("enforcement.Case", models.PROTECT, null=True, blank=True, related_name="incoming_letters")
    handled_by = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    received_at = models.DateTimeField()

    objects = TenantManager.from_queryset(IncomingLetterQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="incomingletter_reference"),
            models.UniqueConstraint(
                fields=["tenant", "token_hash"], name="incomingletter_token", condition=~models.Q(token_hash="")
            ),
            models.CheckConstraint(condition=models.Q(state__in=INCOMINGLETTER.states), name="incomingletter_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "received_at", "id"],
                name="incomingletter_waiting",
                condition=models.Q(state__in=WAITING_LETTERS),
            ),
            models.Index(fields=["tenant", "state", "received_at", "id"], name="incomingletter_state"),
            models.Index(fields=["tenant", "evidence"], name="incomingletter_evidence"),
        ]

    def __str__(self) -> str:
        return self.reference

    @cached_property
    def wording(self) -> "LetterVersion":
        """What was handed in; what its sender added stands in the later versions."""
        return self.versions.order_by("number")[0]

    @cached_property
    def added(self) -> dict[str, str]:
        """What its sender added when asked, by the code of the element; the newest words of each."""
        found: dict[str, str] = {}
        for version in self.versions.filter(number__gt=1).order_by("number"):
            found |= version.added
        return found


class LetterVersion(Worded):
    """The words of a letter (number 1), or what its sender added to it later. Appended, never edited.

    `sender` is the e-mail address of an envelope or as the reviewer gave it. Words are kept apart, so that they can be
    erased.
    """

    letter = TenantFK(IncomingLetter, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = Words()
    sender = Words()
    name = Words()
    subject = Words()
    added = Words(as_json=True)
    made_at = models.DateTimeField()

    committed_fields = ("letter", "number", "made_at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "letter", "number"], name="letterversion_number")
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}, version {self.number}"
