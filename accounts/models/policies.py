"""A marketplace's policy as it is published: its own words, the numbered versions, and news of law to come."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from audit.rows import Committed
from policy.letters.languages import LANGUAGES
from tenancy.fields import TenantFK
from tenancy.models import Tenanted


class PolicyText(Tenanted):
    """The marketplace's own introduction to its policy in one language. Appended: of each language the newest holds."""

    language = models.CharField(max_length=10, choices=list(LANGUAGES.items()))
    number = models.PositiveIntegerField()
    body = models.TextField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "language", "number"], name="policy_text_once")
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.number}"


class PolicyVersion(Committed):
    """What was in force when the policy was published: frozen, numbered from 1, the log commits to all of it.

    `snapshot` is as `accounts.publishing.snapshot` makes it. `valid_from` is the day from which it is shown as valid.
    """

    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    digest = models.CharField(max_length=64)
    snapshot = models.JSONField()
    published_by = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    published_at = models.DateTimeField()

    committed_fields = ("number", "valid_from", "digest", "published_by", "published_at")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "number"], name="policy_version_once")]

    def __str__(self) -> str:
        return f"version {self.number}"


class LegalNews(Tenanted):
    """A change of law that somebody has heard of: a draft, a bill, a judgment to come. It changes no rule by itself."""

    region = models.CharField(max_length=8)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=1000, blank=True, default="")
    read_on = models.DateField()
    expected_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "region", "-id"], name="legal_news_region")]

    def __str__(self) -> str:
        return self.title
