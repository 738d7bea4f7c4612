"""Whether a marketplace's register is open to anybody."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenancy.models import Tenanted


class PublicRegister(Tenanted):
    """How this marketplace has set its public register: one row, or none while it is as it was at first (`OPEN`)."""

    class Access(models.TextChoices):
        """Who reads it."""

        OFF = "off", _("Off: nobody sees it")
        OPEN = "open", _("On, not in search engines")
        LISTED = "listed", _("On, in search engines too")

    access = models.CharField(max_length=10, choices=Access.choices, default=Access.OPEN)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant"], name="publicregister_once"),
            models.CheckConstraint(
                condition=models.Q(access__in=["off", "open", "listed"]), name="publicregister_access"
            ),
        ]

    def __str__(self) -> str:
        return self.access
