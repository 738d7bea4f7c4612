"""That a picture of a right looks like one of somebody else's right."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from registry.models.rights import Right, Specimen
from tenancy.fields import TenantFK
from tenancy.models import Tenanted


class Likeness(Tenanted):
    """What the scanner found between a specimen and an `other` one, of another owner. For the marketplace alone.

    `score` is 0 to 100. Of a part, `region` is where it lies in the specimen and `other_region` where in the other one: left,
    top, width and height in hundredths of a percent. Retracted, never deleted, when one of the two goes.
    """

    class Kind(models.TextChoices):
        """How like: the very same picture, one that a person should look at, or one with a part in common."""

        COPY = "copy", _("the same picture, whole")
        SIMILAR = "similar", _("a similar picture, whole")
        PART = "part", _("a part of the same picture")

    right = TenantFK(Right, models.PROTECT, related_name="likenesses")
    specimen = TenantFK(Specimen, models.PROTECT, related_name="+")
    other = TenantFK(Specimen, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    score = models.PositiveSmallIntegerField()
    region = models.JSONField(default=list, blank=True)
    other_region = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    retracted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "likenesses"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "specimen", "other"], name="likeness_once", condition=models.Q(retracted_at=None)
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "right", "score"], name="likeness_right", condition=models.Q(retracted_at=None)
            ),
            models.Index(fields=["tenant", "other"], name="likeness_other", condition=models.Q(retracted_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.specimen_id} is like {self.other_id}"
