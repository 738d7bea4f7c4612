"""What anybody else than a rights holder reports: in whose words, about which listings, and what became of each."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.rows import Worded, Words
from enforcement.machine import REPORTEDLISTING, UNDECIDED_REPORTS
from enforcement.querysets import ReportedListingQuerySet, ReportQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class Report(Tenanted):
    """One filing, with one receipt, about one or several listings.

    `party` is the partner or trusted flagger that reports; empty for the public. `token_hash` is the SHA-256 of the
    secret in the follow-up link; empty where a program follows by its key. `reporter` tells two reporters apart without
    saying who they are: a keyed HMAC of the party, the e-mail address or the network address. `lane` is "flagger" for
    what must have priority.
    """

    class Channel(models.TextChoices):
        """Which way it came."""

        PUBLIC = "public", _("the public")
        PARTNER = "partner", _("a partner")
        FLAGGER = "flagger", _("a trusted flagger")
        TRADE = "trade", _("a buyer’s complaint about an order")

    class Kind(models.TextChoices):
        """What is said to be wrong."""

        COUNTERFEIT = "counterfeit", _("Counterfeit: it bears a mark and is a fake")
        MARK = "mark", _("Uses somebody’s mark without permission")
        COPIED = "copied", _("Copied picture, text or other work")
        DESIGN = "design", _("Copied design")
        PATENT = "patent", _("Infringes a patent")
        BOUGHT = "bought", _("I bought it, and it is not genuine")
        OTHER = "other", _("Something else")

    reference = models.CharField(max_length=12)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    lane = models.CharField(max_length=10, blank=True, default="")
    party = TenantFK("accounts.Party", models.PROTECT, null=True, blank=True)
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    reporter = models.CharField(max_length=64, editable=False)
    language = models.CharField(max_length=10)
    filed_at = models.DateTimeField()

    objects = TenantManager.from_queryset(ReportQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="report_reference"),
            models.UniqueConstraint(
                fields=["tenant", "token_hash"], name="report_token_once", condition=~models.Q(token_hash="")
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "reporter", "id"], name="report_reporter"),
            models.Index(
                fields=["tenant", "party", "id"], name="report_party", condition=models.Q(party__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def state(self) -> str:
        """Where the whole stands: as its listing that is the least far."""
        reached = {line.root.state for line in self.listings.all()}
        return next(state for state in REPORTEDLISTING.states if state in reached)


class ReportStatement(Worded):
    """What the reporter says: number 1 with the report, further ones added later. Appended, never edited.

    `in_good_faith` is the statement of art. 16(2)(d) of the Digital Services Act. Words that may name people are kept
    apart, so that they can be erased.
    """

    report = TenantFK(Report, models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    in_good_faith = models.BooleanField()
    made_at = models.DateTimeField()
    explanation = Words()
    order = Words()
    name = Words()
    email = Words()

    committed_fields = ("report", "number", "in_good_faith", "made_at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "report", "number"], name="reportstatement_number")
        ]

    def __str__(self) -> str:
        return f"{self.report_id}, statement {self.number}"


class ReportPicture(Tenanted):
    """A file that came with a report. The marketplace's staff see it, no party of a case does."""

    report = TenantFK(Report, models.PROTECT, related_name="pictures")
    evidence = TenantFK("evidence.Evidence", models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "report", "evidence"], name="reportpicture_once")
        ]

    def __str__(self) -> str:
        return str(self.evidence_id)


class ReportVerdict(Worded):
    """What a reviewer decided about all open reports of a listing together, with the words that the reporters are told.

    `reason` is a code of `report_words.DISMISSALS`; "" where a case was opened or there is one.
    """

    class Outcome(models.TextChoices):
        """What became of them."""

        CASE_OPENED = "case_opened", _("a case was opened")
        MERGED = "merged", _("looked at in a case that is open")
        DISMISSED = "dismissed", _("dismissed")

    listing = TenantFK("sellers.Listing", models.PROTECT)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    reason = models.CharField(max_length=30, blank=True)
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    at = models.DateTimeField()
    words = Words()

    committed_fields = ("listing", "outcome", "reason", "by_membership", "at")

    def __str__(self) -> str:
        return f"{self.outcome} about {self.listing_id}"


class ReportedListing(Stateful, Tenanted):
    """One listing of a report, and how far it has come. `revision` is that of the listing reported.

    `same_as` is an earlier report of the same reporter about the same listing: both are looked at as one.
    `contested_at` is when the reporter asked for a second look after a dismissal.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `enforcement.machine.REPORTEDLISTING`."""

        RECEIVED = "received", _("received")
        IN_REVIEW = "in_review", _("being looked at")
        CASE_OPENED = "case_opened", _("a case was opened")
        MERGED = "merged", _("taken together with others")
        DISMISSED = "dismissed", _("dismissed")
        WITHDRAWN = "withdrawn", _("taken back")

    report = TenantFK(Report, models.PROTECT, related_name="listings")
    listing = TenantFK("sellers.Listing", models.PROTECT)
    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.RECEIVED)
    same_as = TenantFK("self", models.PROTECT, null=True, blank=True, related_name="repeats")
    verdict = TenantFK(ReportVerdict, models.PROTECT, null=True, blank=True, related_name="reported")
    contested_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(ReportedListingQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "report", "listing"], name="reportedlisting_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "listing", "id"], name="reportedlisting_waiting",
                condition=models.Q(state__in=UNDECIDED_REPORTS),
            ),
            models.Index(
                fields=["tenant", "id"], name="reportedlisting_queue", condition=models.Q(state__in=UNDECIDED_REPORTS)
            ),
            models.Index(fields=["tenant", "listing", "id"], name="reportedlisting_listing"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.listing_id} in {self.report_id}"

    @property
    def root(self) -> "ReportedListing":
        """The one that is looked at: this, or the earlier one of the same reporter."""
        return self.same_as or self


class ReportCase(Tenanted):
    """That a reported listing is looked at in a case, and when the reporter was told how that ended."""

    reported = TenantFK(ReportedListing, models.PROTECT, related_name="cases")
    case = TenantFK("enforcement.Case", models.PROTECT, related_name="reports")
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "reported", "case"], name="reportcase_once")]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "case", "id"], name="reportcase_case"),
            models.Index(fields=["tenant", "id"], name="reportcase_untold", condition=models.Q(told_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.reported_id} in {self.case_id}"
