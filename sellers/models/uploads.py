"""Lists of listings as they were uploaded, and what became of each row."""

from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet


class ListingFileQuerySet(TenantQuerySet):
    """Who sees which lists."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all, a seller its own."""
        if actor.is_operator or actor.is_system:
            return self
        return self.filter(seller_id=actor.party_id) if actor.party_id else self.none()


class ListingFile(Tenanted):
    """A file with listings of one seller: kept as it came, understood by a mapping, taken in by a job.

    `headings` are the columns of the file, `columns` says of each of our fields in which of them it stands; `markets` and
    `currency` hold for every row that does not say otherwise. `job` is None until somebody has it taken in; then nothing
    of this changes any more.
    """

    reference = models.CharField(max_length=20)
    seller = TenantFK("accounts.Party", models.PROTECT)
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    membership = TenantFK("accounts.Membership", models.PROTECT, null=True)
    job = TenantFK("workflow.Job", models.PROTECT, null=True)
    format = models.CharField(max_length=10)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    markets = models.JSONField(default=list)
    currency = models.CharField(max_length=3, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(ListingFileQuerySet)()

    class Meta:
        verbose_name = _("list of listings")
        verbose_name_plural = _("lists of listings")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="listingfile_reference"),
            models.CheckConstraint(condition=models.Q(format__in=["csv", "jsonl", "xlsx"]), name="listingfile_format"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "seller", "id"], name="listingfile_seller")]

    def __str__(self) -> str:
        return self.reference


class RowReport(Tenanted):
    """What became of the rows of one step of a list, in their order.

    `rows` has of each [line, number, what became of it, [[column, sentence], …]]; that is "made", "changed", "unchanged"
    or "refused", and only a refused row has sentences.
    """

    listed = TenantFK(ListingFile, models.CASCADE, related_name="reports")
    first_line = models.PositiveIntegerField()
    rows = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "listed", "first_line"], name="rowreport_once"),
        ]

    def __str__(self) -> str:
        return f"from line {self.first_line}"
