"""Reports of fraud, what they are recognised by, and the warnings that are published about it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.rows import Worded, Words
from sellers.warnings.words import KINDS, MARKS
from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class FraudWarningQuerySet(models.QuerySet[Any]):
    """Who sees which warning."""

    def visible_to(self, actor: Actor) -> Self:
        """Whoever is inside sees those that stand and those that were withdrawn: whoever has read it must learn of that."""
        return self if actor.kind != "anonymous" else self.none()


class FraudWarning(Stateful, Tenanted):
    """A warning to the sellers here. What it says stands in its versions; none is ever taken away.

    `withdrawn_why` is told to everybody who can read it. While it is `to_mail`, sellers up to the one of the id `mailed_until`
    were written to.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `sellers.machine.FRAUDWARNING`."""

        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    reference = models.CharField(max_length=12)
    kind = models.CharField(max_length=14, choices=list(KINDS.items()))
    withdrawn_why = models.TextField(max_length=1000, blank=True)
    published_at = models.DateTimeField()
    to_mail = models.BooleanField(default=False, db_default=False)
    mailed_until = models.UUIDField(null=True, blank=True, editable=False)

    objects = TenantManager.from_queryset(FraudWarningQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="fraudwarning_reference"),
            models.CheckConstraint(
                condition=models.Q(state__in=["published", "withdrawn"]), name="fraudwarning_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state="published") | ~models.Q(withdrawn_why=""),
                name="fraudwarning_says_why",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["tenant", "state", "-id"], name="fraudwarning_newest"),
            models.Index(fields=["tenant", "id"], name="fraudwarning_to_mail", condition=models.Q(to_mail=True)),
        ]

    def __str__(self) -> str:
        return self.reference


class FraudWarningVersion(Worded):
    """What a warning says: number 1 as it was published, further ones with why it was corrected."""

    warning = TenantFK(FraudWarning, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = Words()
    watch = Words()
    do = Words()
    why = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT)
    at = models.DateTimeField()

    committed_fields = ("warning", "number", "by_membership", "at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "warning", "number"], name="fraudwarningversion_number")
        ]

    def __str__(self) -> str:
        return f"{self.warning_id}, version {self.number}"


class FraudSignal(Stateful, Worded):
    """One report of fraud, by a seller, a partner or anybody without an account.

    `party` is who reports; empty for the public. `email` is where an answer goes, if somebody wants one. `told` is what the
    reporter was told when nothing follows.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `sellers.machine.FRAUDSIGNAL`."""

        RECEIVED = "received", _("to be read")
        JOINED = "joined", _("in a warning")
        DISMISSED = "dismissed", _("nothing follows")

    class Channel(models.TextChoices):
        """Which way it came."""

        PUBLIC = "public"
        MEMBER = "member"
        PROGRAM = "program"

    reference = models.CharField(max_length=12)
    kind = models.CharField(max_length=14, choices=list(KINDS.items()))
    channel = models.CharField(max_length=10, choices=Channel.choices)
    words = Words()
    email = Words()
    party = TenantFK("accounts.Party", models.PROTECT, null=True, blank=True)
    evidence = TenantFK("evidence.Evidence", models.PROTECT, null=True, blank=True)
    warning = TenantFK(FraudWarning, models.PROTECT, null=True, blank=True, related_name="signals")
    told = models.TextField(max_length=1000, blank=True)
    language = models.CharField(max_length=10)
    at = models.DateTimeField()

    committed_fields = ("reference", "kind", "channel", "party", "evidence", "at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="fraudsignal_reference"),
            models.CheckConstraint(
                condition=models.Q(state__in=["received", "dismissed"]) | models.Q(state="joined", warning__isnull=False),
                name="fraudsignal_joined_has_warning",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["tenant", "state", "id"], name="fraudsignal_state"),
            models.Index(fields=["tenant", "warning", "id"], name="fraudsignal_warning"),
        ]

    def __str__(self) -> str:
        return self.reference


class FraudMark(Tenanted):
    """What a report is recognised by, hashed under the marketplace's own key. `shown` is what staff see of it."""

    signal = TenantFK(FraudSignal, models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=10, choices=list(MARKS.items()))
    digest = models.CharField(max_length=64)
    shown = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "signal", "kind", "digest"], name="fraudmark_once")
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "kind", "digest"], name="fraudmark_same")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.signal_id}"
