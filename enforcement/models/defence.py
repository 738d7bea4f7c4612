"""What a seller keeps to defend itself with, and that one side of a case has ended the writing."""

from typing import ClassVar

from django.db import models

from audit.rows import Worded, Words
from enforcement.defence.answering import PAPERS
from enforcement.models.cases import Case
from enforcement.querysets import VaultPaperQuerySet
from tenancy.fields import TenantFK
from tenancy.models import TenantManager


class VaultPaper(Worded):
    """A paper that a seller keeps once and puts into as many cases as it answers. Nobody but the seller sees it before.

    `goods` says in its words which goods it is about, `issued_on` and `expires_on` are what the paper says. `sha256` is that of the
    file, so that the same one is not kept twice. `ended_at` is when it was put away: what it was put into stays.
    """

    party = TenantFK("accounts.Party", models.PROTECT)
    evidence = TenantFK("evidence.Evidence", models.PROTECT, related_name="vault_papers")
    kind = models.CharField(max_length=12, choices=[(code, code) for code in PAPERS])
    goods = Words()
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    committed_fields = ("party", "evidence", "kind", "issued_on", "expires_on", "sha256", "by_membership", "at")
    objects = TenantManager.from_queryset(VaultPaperQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "party", "sha256"], name="vaultpaper_once", condition=models.Q(ended_at=None)
            ),
            models.CheckConstraint(
                condition=models.Q(issued_on=None) | models.Q(expires_on=None)
                | models.Q(expires_on__gte=models.F("issued_on")),
                name="vaultpaper_days",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["tenant", "party", "-id"], name="vaultpaper_party", condition=models.Q(ended_at=None)),
            models.Index(fields=["tenant", "evidence"], name="vaultpaper_evidence"),
        ]

    def __str__(self) -> str:
        return self.kind


class ChannelEnd(Worded):
    """That one side does not want to be written to any more in a case, and why. The procedure goes on without it."""

    case = TenantFK(Case, models.PROTECT, related_name="channel_ends")
    by_party = TenantFK("accounts.Party", models.PROTECT)
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    reasons = Words()
    at = models.DateTimeField()

    committed_fields = ("case", "by_party", "by_membership", "at")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "case"], name="channelend_once")]

    def __str__(self) -> str:
        return str(self.case_id)
