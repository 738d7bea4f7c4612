"""What somebody of a rights holder wants to hear of a brand, and how."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenancy.fields import TenantFK
from tenancy.models import Tenanted


class BrandWatch(Tenanted):
    """What one person wants to hear of one brand: shown on its page, and by mail every day or week where `how` says so.

    `matches_from` is the score from which new matches are told, None for none. `seen_at` is when the person last said that
    the news was read, `told_at` up to when mails have told, `next_at` when the next one is due; None without mails.
    """

    class How(models.TextChoices):
        """Where the news is told."""

        APP = "app", _("Here alone")
        DAILY = "daily", _("Here, and by mail once a day")
        WEEKLY = "weekly", _("Here, and by mail once a week")

    brand = TenantFK("registry.Brand", models.PROTECT)
    membership = TenantFK("accounts.Membership", models.PROTECT)
    matches_from = models.PositiveSmallIntegerField(null=True, blank=True)
    new_sellers = models.BooleanField(default=False)
    low_prices = models.BooleanField(default=False)
    endings = models.BooleanField(default=False)
    how = models.CharField(max_length=10, choices=How.choices, default=How.APP)
    seen_at = models.DateTimeField()
    told_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name_plural = "brand watches"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "membership", "brand"], name="brandwatch_once"),
            models.CheckConstraint(condition=Q(matches_from=None) | Q(matches_from__lte=100), name="brandwatch_score"),
            models.CheckConstraint(
                condition=Q(how="app", next_at=None) | Q(how__in=["daily", "weekly"], next_at__isnull=False),
                name="brandwatch_how",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "next_at", "id"], name="brandwatch_due", condition=Q(next_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.brand_id} for {self.membership_id}"

    @property
    def wants_anything(self) -> bool:
        """Whether there is anything to tell."""
        return self.matches_from is not None or self.new_sellers or self.low_prices or self.endings
