"""Rights, what shows them, and who may sell under them."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.rows import Committed
from registry.offices import office_label
from registry.querysets import AuthorisedQuerySet, RightQuerySet
from tenancy.fields import TenantFK
from tenancy.history import WalledHistory
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class Right(Stateful, Tenanted):
    """A trademark, copyright, design or patent, with office, number, classes, territories and dates.

    `territories` are ISO 3166 alpha-2 codes, with "EU" for the member states together; an unregistered copyright has
    those that the complainant asserts. `classes` are Nice classes 1–45 of a trademark, Locarno classes
    1–32 of a design, `made_in` the countries in which the genuine goods are made, all of them; `aliases` the other
    wordings under which the right is known. `everyday`: the title is an ordinary word, often used without meaning the
    right; `famous`: known for goods that are copied. `external_id` is what the owner calls the right in its own files.
    `folded` is the title as lists are ordered by it. `changed_at` is what the scanner's index looks at; `version`
    grows with every change.
    """

    class Kind(models.TextChoices):
        """What kind of right it is."""

        TRADEMARK = "trademark", _("Trademark")
        COPYRIGHT = "copyright", _("Copyright")
        DESIGN = "design", _("Design")
        PATENT = "patent", _("Patent")

    class State(models.TextChoices):
        """Where a right stands; the moves are `registry.machine.RIGHT`. Only a verified one is enforced."""

        SUBMITTED = "submitted", _("Being checked")
        VERIFIED = "verified", _("Verified")
        REJECTED = "rejected", _("Rejected")
        LAPSED = "lapsed", _("Expired")
        RETIRED = "retired", _("Retired")

    reference = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=300)
    folded = models.CharField(max_length=400, editable=False)
    aliases = models.JSONField(default=list)
    owner = TenantFK("accounts.Party", models.PROTECT)
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
                condition=models.Q(kind__in=["trademark", "copyright", "design", "patent"]), name="right_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["submitted", "verified", "rejected", "lapsed", "retired"]),
                name="right_standing",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "folded", "id"], name="right_folded"),
            models.Index(fields=["tenant", "owner", "folded", "id"], name="right_owner"),
            models.Index(fields=["tenant", "state", "folded", "id"], name="right_state"),
            models.Index(fields=["tenant", "changed_at", "id"], name="right_changed"),
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


class SearchWord(Tenanted):
    """A folded word by which a right is found: of its title, its other names, its numbers."""

    right = TenantFK(Right, models.CASCADE)
    word = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "right", "word"], name="searchword_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "word", "right"], name="searchword_word")]

    def __str__(self) -> str:
        return self.word


class Specimen(Tenanted):
    """A reference picture of a right. Retired, never deleted: old scans were made with it."""

    right = TenantFK(Right, models.PROTECT, related_name="specimens")
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "right", "position"], name="specimen_right")]
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
