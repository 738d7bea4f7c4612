"""What was said in a case, as it was said: notices, answers, counter-notices, withdrawals. The log commits to them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.rows import Worded, Words
from enforcement.models.cases import Case, Item
from tenancy.fields import TenantFK
from tenancy.models import Tenanted


class Notice(Worded):
    """A letter as it was sent to one party: what it is, the words, the template and the pack they came from.

    `language` is a BCP 47 tag. `html` is what was made of `body` when it was sent, kept so that it stays what it was.
    It and `template` are empty in what was sent before there were templates.
    """

    case = TenantFK(Case, models.PROTECT, null=True, blank=True, related_name="notices")
    complaint = TenantFK("enforcement.Complaint", models.PROTECT, null=True, blank=True, related_name="notices")
    to_party = TenantFK("accounts.Party", models.PROTECT)
    letter = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    template = models.CharField(max_length=60, blank=True, default="")
    template_version = models.PositiveSmallIntegerField(default=0)
    subject = Words()
    body = Words()
    html = Words()
    pack_code = models.CharField(max_length=60)
    pack_version = models.CharField(max_length=40)
    sent_at = models.DateTimeField()

    committed_fields = (
        "case", "complaint", "to_party", "letter", "language", "pack_code", "pack_version", "sent_at",
    )  # fmt: skip

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["tenant", "case", "sent_at"], name="notice_case"),
            models.Index(fields=["tenant", "complaint", "sent_at"], name="notice_complaint"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(case__isnull=False) ^ models.Q(complaint__isnull=False), name="notice_about_one"
            )
        ]

    def __str__(self) -> str:
        return self.letter


class Seen(Tenanted):
    """That a party opened a notice for the first time: due process has to be shown."""

    notice = TenantFK(Notice, models.PROTECT, related_name="seen")
    membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "notice"], name="seen_once")]

    def __str__(self) -> str:
        return f"{self.notice_id} seen at {self.at}"


class Delivered(Tenanted):
    """When a letter is first known to have reached its reader: the mail server took it, or it was opened here."""

    class Means(models.TextChoices):
        """How it got there."""

        MAIL = "mail"
        PAGE = "page"

    notice = TenantFK(Notice, models.PROTECT, related_name="delivered")
    means = models.CharField(max_length=10, choices=Means.choices)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "notice"], name="delivered_once")]

    def __str__(self) -> str:
        return f"{self.notice_id} by {self.means} at {self.at}"


class CounterNotice(Worded):
    """The seller's counter-notice: the elements the pack asks for, as given, for one or more Items."""

    case = TenantFK(Case, models.PROTECT, related_name="counter_notices")
    elements = Words(as_json=True)
    statement = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    received_at = models.DateTimeField()

    committed_fields = ("case", "by_membership", "received_at")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "case"], name="counternotice_case")]

    def __str__(self) -> str:
        return f"counter-notice of {self.received_at:%Y-%m-%d}"


class Answer(Worded):
    """The seller's answer about one Item: a code of the pack's answers, with words."""

    item = TenantFK(Item, models.PROTECT, related_name="answers")
    code = models.CharField(max_length=40)
    statement = Words()
    counter_notice = TenantFK(CounterNotice, models.PROTECT, null=True, blank=True, related_name="answers")
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    at = models.DateTimeField()

    committed_fields = ("item", "code", "counter_notice", "by_membership", "at")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "item", "at"], name="answer_item")]

    def __str__(self) -> str:
        return self.code


class Withdrawal(Worded):
    """That the complainant takes the complaint back for one Item, and why."""

    class Reason(models.TextChoices):
        """Structured outcomes, so that nobody has to write “filed in error”."""

        AUTHORISED = "authorised"
        MISTAKE = "mistake"
        SETTLED = "settled"
        WRONG_LISTING = "wrong_listing"

    item = TenantFK(Item, models.PROTECT, related_name="withdrawals")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    words = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    at = models.DateTimeField()

    committed_fields = ("item", "reason", "by_membership", "at")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "item"], name="withdrawal_once")]

    def __str__(self) -> str:
        return self.reason


class Turn(Worded):
    """What a side says about one contested Item when it is its turn; silent if it let the time pass.

    `number` is the round, from 1. The complainant's turn maintains the complaint; the seller's answers it.
    """

    class Side(models.TextChoices):
        """Whose turn it was."""

        COMPLAINANT = "complainant", _("Complainant")
        SELLER = "seller", _("Seller")

    item = TenantFK(Item, models.PROTECT, related_name="turns")
    side = models.CharField(max_length=12, choices=Side.choices)
    number = models.PositiveSmallIntegerField()
    statement = Words()
    silent = models.BooleanField(default=False)
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    at = models.DateTimeField()

    committed_fields = ("item", "side", "number", "silent", "by_membership", "at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "item", "side", "number"], name="turn_once_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.side} in round {self.number}"


class CourtAction(Worded):
    """That a paper of a court, an authority or an out-of-court body was shown in a case, mostly to stop a clock.

    `code` is that of a paper of the pack; "court_action" is what a complainant shows to keep a listing from being put
    back. `by_party` is the side that showed it, empty for a reviewer.
    """

    case = TenantFK(Case, models.PROTECT, related_name="court_actions")
    code = models.CharField(max_length=40, default="court_action")
    by_party = TenantFK("accounts.Party", models.PROTECT, null=True, blank=True)
    court = Words()
    number = Words()
    filed_on = models.DateField()
    evidence = TenantFK("evidence.Evidence", models.PROTECT, null=True, blank=True)
    shown_at = models.DateTimeField()

    # What it was and who showed it stand in the entry itself: rows from before they were asked still answer.
    committed_fields = ("case", "filed_on", "evidence", "shown_at")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "case"], name="courtaction_case")]

    def __str__(self) -> str:
        return f"court action of {self.filed_on}"
