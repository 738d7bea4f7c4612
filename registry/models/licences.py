"""Licences: who may use which rights, for which goods, where, through what, and until when."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.rows import Worded, Words
from registry.licensing.scope import Scope
from registry.models.rights import Right
from registry.querysets import LicenceQuerySet
from tenancy.fields import TenantFK
from tenancy.history import WalledHistory
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful

MOST_DEPTH = 5


class Licence(Stateful, Tenanted):
    """What `licensor` lets `licensee` do with the rights of its `LicenceRight` rows.

    `licensee` is None for one who has no party here: then `licensee_name`, as the document writes it, is all that is
    known. `on_paper`: both have signed a document, which is on file, and the licensee signs nothing here. `parent` is
    the licence that this one is a sublicence of, `allowed_depth` the depth of that one. No classes mean every class of
    the rights, no territories wherever they hold, no channels every channel (the codes are those of
    `registry.licensing.channels`). `sublicensing_depth` is how many generations of sublicences there may be; with
    `sublicensing_consent` each of them needs the licensor's consent, and `consent` is how that stands for this one.
    `quota` units may be sold in each `quota_per` (None: no limit). `ends_on` is the last day, None is open;
    `terminated_on` the day from which it was ended before. `reminded_days` is how many days were left when both sides
    were last reminded. The terms never change once it was offered.
    """

    class State(models.TextChoices):
        """Where a licence stands; the moves are `registry.machine.LICENCE`. A signed one is in force from its first day."""

        DRAFT = "draft", _("Being written")
        OFFERED = "offered", _("To be signed")
        SIGNED = "signed", _("Signed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        TERMINATED = "terminated", _("Terminated")
        ENDED = "ended", _("Ended")

    class Exclusivity(models.TextChoices):
        """Who else may use the rights in the same scope."""

        EXCLUSIVE = "exclusive", _("Exclusive: nobody else, not even the licensor")
        SOLE = "sole", _("Sole: the licensor itself, and nobody else")
        NON_EXCLUSIVE = "non_exclusive", _("Not exclusive")

    class Per(models.TextChoices):
        """How long a quota lasts."""

        TERM = "term", _("in the whole term")
        YEAR = "year", _("a calendar year")
        MONTH = "month", _("a calendar month")

    class Consent(models.TextChoices):
        """How the consent of the licensor of the head licence stands."""

        NOT_NEEDED = "not_needed", _("Not needed")
        MISSING = "missing", _("Asked for")
        GIVEN = "given", _("Given")
        REFUSED = "refused", _("Refused")

    reference = models.CharField(max_length=20)
    number = models.CharField(max_length=60, blank=True)
    licensor = TenantFK("accounts.Party", models.PROTECT)
    licensee = TenantFK("accounts.Party", models.PROTECT, null=True, blank=True)
    licensee_name = models.CharField(max_length=200)
    on_paper = models.BooleanField(default=False)
    parent = TenantFK("registry.Licence", models.PROTECT, related_name="sublicences", null=True, blank=True)
    allowed_depth = models.PositiveSmallIntegerField(null=True, blank=True)
    goods = models.TextField(max_length=2000, blank=True)
    classes = models.JSONField(default=list)
    territories = models.JSONField(default=list)
    carve_outs = models.JSONField(default=list)
    channels = models.JSONField(default=list)
    exclusivity = models.CharField(max_length=20, choices=Exclusivity.choices, default=Exclusivity.NON_EXCLUSIVE)
    sublicensing_depth = models.PositiveSmallIntegerField(default=0)
    sublicensing_consent = models.BooleanField(default=True)
    consent = models.CharField(max_length=20, choices=Consent.choices, default=Consent.NOT_NEEDED)
    quota = models.PositiveIntegerField(null=True, blank=True)
    quota_per = models.CharField(max_length=10, choices=Per.choices, default=Per.TERM)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    terminated_on = models.DateField(null=True, blank=True)
    reminded_days = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    history = WalledHistory()
    objects = TenantManager.from_queryset(LicenceQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="licence_reference"),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")), name="licence_days"
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None, allowed_depth=None)
                | models.Q(parent__isnull=False, sublicensing_depth__lt=models.F("allowed_depth")),
                name="licence_depth",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["draft", "offered", "signed", "declined", "withdrawn", "terminated", "ended"]
                ),
                name="licence_standing",
            ),
            models.CheckConstraint(
                condition=models.Q(terminated_on=None) | models.Q(state__in=["signed", "terminated"]),
                name="licence_terminated",
            ),
            models.CheckConstraint(
                condition=models.Q(terminated_on__isnull=False)
                | models.Q(state__in=["draft", "offered", "signed", "declined", "withdrawn", "ended"]),
                name="licence_terminated_on",
            ),
            models.CheckConstraint(
                condition=models.Q(on_paper=True) | models.Q(licensee__isnull=False), name="licence_sides"
            ),
            models.CheckConstraint(condition=models.Q(quota=None) | models.Q(quota__gt=0), name="licence_quota"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "licensee", "id"], name="licence_licensee"),
            models.Index(fields=["tenant", "parent", "id"], name="licence_parent"),
            models.Index(fields=["tenant", "ends_on", "id"], name="licence_ends", condition=models.Q(state="signed")),
        ]

    @property
    def scope(self) -> Scope:
        """What it allows, as plain values."""
        return Scope(
            frozenset(self.classes), tuple(self.territories), tuple(self.carve_outs), frozenset(self.channels),
            self.starts_on, self.ends_on,
        )  # fmt: skip

    def in_force(self, day: date) -> bool:
        """Whether it allows anything on that day: signed by both, begun, and not over."""
        if self.state not in ("signed", "ended", "terminated") or day < self.starts_on:
            return False
        if self.terminated_on is not None and day >= self.terminated_on:
            return False
        return self.ends_on is None or day <= self.ends_on

    def __str__(self) -> str:
        return self.reference


class LicenceRight(Tenanted):
    """A right that a licence is about."""

    licence = TenantFK(Licence, models.PROTECT, related_name="licensed")
    right = TenantFK(Right, models.PROTECT, related_name="licences")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "licence", "right"], name="licenceright_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "right", "licence"], name="licenceright_right")]

    def __str__(self) -> str:
        return f"{self.licence_id} of {self.right_id}"


class LicenceViewer(Tenanted):
    """A party that sees a licence: its licensor, those above it in the chain, and from the offer on its licensee."""

    licence = TenantFK(Licence, models.PROTECT, related_name="viewers")
    party = TenantFK("accounts.Party", models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "party", "licence"], name="licenceviewer_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "licence", "party"], name="licenceviewer_licence")]

    def __str__(self) -> str:
        return f"{self.party_id} sees {self.licence_id}"


class LicenceDocument(Tenanted):
    """A document of a licence: the contract on paper, a certificate, a permit."""

    licence = TenantFK(Licence, models.PROTECT, related_name="documents")
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "licence", "id"], name="licencedocument_licence")]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"document of {self.licence_id}"


class Signature(Worded):
    """That a person signed the terms of a licence for a party. The log commits to it.

    `terms_sha256` is the digest of the canonical terms, in hexadecimal; `terms` are those terms as they were shown, in
    words, and `name` what the person typed as their name.
    """

    committed_fields: ClassVar[tuple[str, ...]] = (
        "licence",
        "party",
        "side",
        "membership_id",
        "terms_sha256",
        "signed_at",
    )

    class Side(models.TextChoices):
        """For whom it was signed."""

        LICENSOR = "licensor", _("Licensor")
        LICENSEE = "licensee", _("Licensee")

    licence = TenantFK(Licence, models.PROTECT, related_name="signatures")
    party = TenantFK("accounts.Party", models.PROTECT)
    side = models.CharField(max_length=10, choices=Side.choices)
    membership_id = models.UUIDField(null=True, blank=True)
    terms_sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    name = Words()
    terms = Words()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "licence", "side"], name="signature_once"),
        ]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.side} of {self.licence_id}"


class LicenceUse(Tenanted):
    """Units that an order took of a licence's quota. `line_ref` is the order line as the shop calls it."""

    licence = TenantFK(Licence, models.PROTECT, related_name="uses")
    line_ref = models.CharField(max_length=120)
    quantity = models.PositiveIntegerField()
    day = models.DateField()
    given_back_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "licence", "line_ref"], name="licenceuse_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="licenceuse_quantity"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "licence", "day"], name="licenceuse_day", condition=models.Q(given_back_at=None)
            ),
            models.Index(fields=["tenant", "line_ref", "licence"], name="licenceuse_line"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.licence_id}"
