"""The rules of the pre-check that a marketplace has of its own, and the certificates of passed checks."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.rows import Committed
from scanner.querysets import CertificateQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager


class PreCheckRule(Tenanted):
    """One change of a marketplace's rules. Rows are appended: of each `rule` the newest counts, and the greatest `number` is the
    version that a certificate names.

    `rule` is the id of a rule of the house, or `own.…`. A change of a house rule has a severity alone: `off` silences it, "" gives
    it back to the house. An own rule has phrases, or the fields that a category needs.
    """

    class Severity(models.TextChoices):
        """What a finding does; `house` is what the rule says by itself."""

        STOP = "stop", _("Must be mended")
        WARN = "warn", _("Should be mended")
        HINT = "hint", _("Hint")
        OFF = "off", _("Off")
        HOUSE = "house", _("As the house says")

    number = models.PositiveIntegerField()
    rule = models.CharField(max_length=80)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    phrases = models.JSONField(default=list)
    unless = models.JSONField(default=list)
    needs = models.JSONField(default=list)
    category = models.CharField(max_length=100, blank=True)
    markets = models.JSONField(default=list)
    why = models.CharField(max_length=500)
    source = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()

    objects = TenantManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "number"], name="precheckrule_number"),
            models.CheckConstraint(
                condition=models.Q(severity__in=["stop", "warn", "hint", "off", "house"]), name="precheckrule_severity"
            ),
            models.CheckConstraint(condition=~models.Q(why=""), name="precheckrule_why"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "rule", "-number"], name="precheckrule_newest")]

    def __str__(self) -> str:
        return f"{self.number}: {self.rule} {self.severity}"


class PreCheckCertificate(Committed):
    """That a content passed the pre-check on a day. It says nothing of the content but its hash, SHA-256 over the canonical JSON
    of what the listing says and of the digests of its pictures.

    `rules` is the version of the rules: the digest of the house's, a point, the number of the marketplace's own. `index` is the
    number of the version of the rights it was compared with; `told` are the ids of the rules that warned or hinted.
    """

    committed_fields = ("reference", "seller", "content_hash", "rules", "index", "told", "at")

    reference = models.CharField(max_length=20)
    seller = TenantFK("accounts.Party", models.PROTECT)
    content_hash = models.CharField(max_length=64)
    rules = models.CharField(max_length=40)
    index = models.PositiveIntegerField()
    told = models.JSONField(default=list)
    at = models.DateTimeField()

    objects = TenantManager.from_queryset(CertificateQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="precheckcert_reference"),
            models.UniqueConstraint(
                fields=["tenant", "seller", "content_hash", "rules", "index"], name="precheckcert_once"
            ),
        ]

    def __str__(self) -> str:
        return self.reference
