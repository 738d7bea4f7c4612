"""The product identification guide: what to look at to tell genuine goods of a brand from fakes."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.rows import Committed
from registry.models.brands import Brand
from registry.models.rights import Right
from registry.querysets import GuideQuerySet
from tenancy.fields import TenantFK
from tenancy.models import TenantManager


class GuidePoint(Committed):
    """One thing to look at on goods of a brand; of one `right` alone where it is named. Never shown to sellers.

    `spot` is where on the product, `genuine` and `fake` how each looks there, with a picture of each where there is one.
    `certainty` is how sure the difference is, `audience` who is shown it. A changed point takes the place of the one it
    `replaces`; that is retired, never deleted, and the log commits to what each said.
    """

    class Certainty(models.TextChoices):
        """How far the difference alone carries."""

        CERTAIN = "certain", _("Certain: only fakes look like this")
        LIKELY = "likely", _("Likely: look for a second sign")
        HINT = "hint", _("A hint: genuine goods may look like this")

    class Audience(models.TextChoices):
        """Who is shown it."""

        BOTH = "both", _("Reviewers and docks")
        REVIEWERS = "reviewers", _("Reviewers only")
        DOCKS = "docks", _("Docks only")

    committed_fields: ClassVar[tuple[str, ...]] = (
        "brand", "right", "title", "spot", "genuine", "fake", "certainty", "audience", "genuine_picture", "fake_picture",
        "number",
    )  # fmt: skip

    brand = TenantFK(Brand, models.PROTECT)
    right = TenantFK(Right, models.PROTECT, null=True, blank=True)
    title = models.CharField(max_length=120)
    spot = models.CharField(max_length=200)
    genuine = models.TextField(max_length=1000)
    fake = models.TextField(max_length=1000)
    certainty = models.CharField(max_length=10, choices=Certainty.choices)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    genuine_picture = TenantFK("evidence.Evidence", models.PROTECT, null=True, blank=True)
    fake_picture = TenantFK("evidence.Evidence", models.PROTECT, null=True, blank=True)
    number = models.PositiveIntegerField()
    replaces = TenantFK("registry.GuidePoint", models.PROTECT, null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(GuideQuerySet)()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "brand", "number", "id"], name="guidepoint_brand")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(certainty__in=["certain", "likely", "hint"]), name="guidepoint_certainty"
            ),
            models.CheckConstraint(
                condition=models.Q(audience__in=["both", "reviewers", "docks"]), name="guidepoint_audience"
            ),
        ]

    def __str__(self) -> str:
        return self.title
