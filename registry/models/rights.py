"""Rights, what shows them, and who may sell under them."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.rows import Committed
from registry.querysets import AuthorisedQuerySet, RightQuerySet
from registry.registers.features import FEATURES
from registry.registers.offices import office_label
from registry.registers.statuses import STATUSES
from tenancy.fields import TenantFK
from tenancy.history import WalledHistory
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class Right(Stateful, Tenanted):
    """A trademark, copyright, design, patent or geographical indication, with office, number, classes and dates.

    `territories` are ISO 3166 alpha-2 codes, with "EU" for the member states together; an unregistered copyright has
    those that the complainant asserts. `classes` are Nice classes 1–45 of a trademark, Locarno classes
    1–32 of a design, `made_in` the countries in which the genuine goods are made, all of them; `aliases` the other
    wordings under which the right is known. `everyday`: the title is an ordinary word, often used without meaning the
    right; `famous`: known for goods that are copied. `external_id` is what the owner calls the right in its own files.
    `brand` is the one of the owner's brands that it stands behind.
    `folded` is the title as lists are ordered by it. `changed_at` is what the scanner's index looks at; `version`
    grows with every change.

    What the register says further: `status` is a term of `registry.registers.statuses` and `status_raw` the office's own code
    for it; `priorities` are objects of office, number and filed_on; `goods` the wording per class, by the class as text;
    `locarno` subclasses as "08-05", `vienna` codes as "1.1.2"; `holder` and `representative` the names as the register
    has them. `categories` and `markets` are where the marketplace offers such goods: paths of its own categories and
    ISO 3166 codes, none meaning all.
    """

    class Kind(models.TextChoices):
        """What kind of right it is."""

        TRADEMARK = "trademark", _("Trademark")
        COPYRIGHT = "copyright", _("Copyright")
        DESIGN = "design", _("Design")
        PATENT = "patent", _("Patent")
        INDICATION = "geographical_indication", _("Geographical indication")

    class State(models.TextChoices):
        """Where a right stands; the moves are `registry.machine.RIGHT`. Only a verified one is enforced."""

        SUBMITTED = "submitted", _("Waiting to be checked")
        IN_REVIEW = "in_review", _("Being checked")
        VERIFIED = "verified", _("Verified")
        REJECTED = "rejected", _("Rejected")
        LAPSED = "lapsed", _("Expired")
        REVOKED = "revoked", _("Revoked")
        RETIRED = "retired", _("Retired")

    reference = models.CharField(max_length=20)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    title = models.CharField(max_length=300)
    folded = models.CharField(max_length=400, editable=False)
    aliases = models.JSONField(default=list)
    owner = TenantFK("accounts.Party", models.PROTECT)
    brand = TenantFK("registry.Brand", models.PROTECT, null=True, blank=True)
    external_id = models.CharField(max_length=120, blank=True)
    office = models.CharField(max_length=2, blank=True)
    number = models.CharField(max_length=60, blank=True)
    territories = models.JSONField(default=list)
    classes = models.JSONField(default=list)
    made_in = models.JSONField(default=list)
    everyday = models.BooleanField(default=False)
    famous = models.BooleanField(default=False)
    filed_on = models.DateField(null=True, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    mark_feature = models.CharField(max_length=20, blank=True)
    application_number = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=40, blank=True)
    status_raw = models.CharField(max_length=60, blank=True)
    status_on = models.DateField(null=True, blank=True)
    renewed_on = models.DateField(null=True, blank=True)
    priorities = models.JSONField(default=list)
    nice_edition = models.CharField(max_length=10, blank=True)
    goods = models.JSONField(default=dict)
    locarno = models.JSONField(default=list)
    vienna = models.JSONField(default=list)
    holder = models.CharField(max_length=300, blank=True)
    representative = models.CharField(max_length=300, blank=True)
    categories = models.JSONField(default=list)
    markets = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=State.choices, default=State.SUBMITTED)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    history = WalledHistory()
    objects = TenantManager.from_queryset(RightQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="right_reference"),
            # Two parties may claim one registration; only one of them can be right.
            models.UniqueConstraint(
                fields=["tenant", "kind", "office", "number"],
                name="right_verified_number",
                condition=~models.Q(number="") & models.Q(state__in=["verified", "lapsed"]),
            ),
            models.UniqueConstraint(
                fields=["tenant", "owner", "kind", "office", "number"],
                name="right_number",
                condition=~models.Q(number="") & ~models.Q(state="retired"),
            ),
            models.UniqueConstraint(
                fields=["tenant", "owner", "external_id"],
                name="right_external",
                condition=~models.Q(external_id="") & ~models.Q(state="retired"),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["trademark", "copyright", "design", "patent", "geographical_indication"]),
                name="right_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["submitted", "in_review", "verified", "rejected", "lapsed", "revoked", "retired"]
                ),
                name="right_standing",
            ),
            models.CheckConstraint(condition=models.Q(mark_feature__in=["", *FEATURES]), name="right_feature"),
            models.CheckConstraint(condition=models.Q(status__in=["", *STATUSES]), name="right_status"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "folded", "id"], name="right_folded"),
            models.Index(fields=["tenant", "owner", "folded", "id"], name="right_owner"),
            models.Index(fields=["tenant", "brand", "folded", "id"], name="right_brand"),
            models.Index(fields=["tenant", "state", "folded", "id"], name="right_state"),
            models.Index(fields=["tenant", "changed_at", "id"], name="right_changed"),
            models.Index(
                fields=["tenant", "state_at", "id"], name="right_waiting", condition=models.Q(state="submitted")
            ),
            models.Index(
                fields=["tenant", "expires_on", "id"], name="right_expires", condition=models.Q(state="verified")
            ),
        ]

    @property
    def numbered(self) -> str:
        """Its number with the office that gave it, as people write it; "" for what is not registered."""
        return f"{office_label(self.office)} {self.number}".strip() if self.number else ""

    def __str__(self) -> str:
        return self.title


class Specimen(Tenanted):
    """A reference picture of a right. Retired, never deleted: old scans were made with it.

    `compared_at` is when it was held against the pictures of other owners' rights; None where that is still to be done.
    """

    right = TenantFK(Right, models.PROTECT, related_name="specimens")
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    compared_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["tenant", "right", "position"], name="specimen_right"),
            models.Index(
                fields=["tenant", "id"], name="specimen_uncompared",
                condition=models.Q(compared_at=None) & models.Q(retired_at=None),
            ),
        ]  # fmt: skip
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return f"specimen {self.position + 1}"


class Certificate(Tenanted):
    """A document that shows a right: the certificate of registration, an extract of the register."""

    right = TenantFK(Right, models.PROTECT, related_name="certificates")
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "right", "id"], name="certificate_right")]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"certificate of {self.right_id}"


class AuthorisedSeller(Tenanted):
    """That the owner of a right lets a seller sell under it, where and until when. Ended, never deleted.

    No territories mean wherever the right holds; `ends_on` is the last day.
    """

    right = TenantFK(Right, models.PROTECT, related_name="authorised")
    seller = TenantFK("accounts.Party", models.PROTECT)
    territories = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(AuthorisedQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")), name="authorised_days"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "right", "seller"], name="authorised_right"),
            models.Index(fields=["tenant", "seller", "right"], name="authorised_seller"),
        ]

    def __str__(self) -> str:
        return f"{self.seller_id} may sell under {self.right_id}"


class ImportedRow(Committed):
    """One row of an imported list, as it was read. The entry of its import commits to it.

    `line` is where it stood in the file, counted from 1; `content` the values taken from it.
    """

    right = TenantFK(Right, models.PROTECT, related_name="imported")
    line = models.PositiveIntegerField()
    content = models.JSONField()

    committed_fields: ClassVar[tuple[str, ...]] = ("right", "line", "content")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "right", "id"], name="importedrow_right")]

    def __str__(self) -> str:
        return f"line {self.line}"
