"""Goods that may not be brought into a country, as an authority ordered it."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from registry.models.rights import Right
from registry.querysets import BanQuerySet
from tenancy.fields import TenantFK
from tenancy.history import WalledHistory
from tenancy.models import Tenanted, TenantManager


class Ban(Tenanted):
    """An exclusion order, import ban or recall. Not a right: nobody asserts it, an authority has ordered it.

    `territories` are ISO countries and "EU". `products` are phrases of which a listing must name every word; `model_numbers`
    the only models that it reaches (none: all), `allowed` those that it expressly leaves alone. `patents` are the numbers it
    rests on, `right` the one of them that is on file. `action` is what becomes of a listing that seems to fall under it:
    a person looks (queue), or it waits for that person (hold). `ended_at` is when somebody ended it before its last day
    `ends_on`. `changed_at` is what the scanner's index looks at.
    """

    class Kind(models.TextChoices):
        """What was ordered."""

        EXCLUSION_ORDER = "exclusion_order", _("Exclusion order")
        IMPORT_BAN = "import_ban", _("Import ban")
        RECALL = "recall", _("Recall")

    class Action(models.TextChoices):
        """What becomes of a listing that seems to fall under it."""

        QUEUE = "queue", _("A reviewer looks")
        HOLD = "hold", _("Held until a reviewer has looked")

    reference = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=300)
    authority = models.CharField(max_length=120)
    order = models.CharField(max_length=120)
    territories = models.JSONField(default=list)
    products = models.JSONField(default=list)
    model_numbers = models.JSONField(default=list)
    allowed = models.JSONField(default=list)
    patents = models.JSONField(default=list)
    right = TenantFK(Right, models.PROTECT, related_name="bans", null=True, blank=True)
    action = models.CharField(max_length=10, choices=Action.choices, default=Action.QUEUE)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    history = WalledHistory()
    objects = TenantManager.from_queryset(BanQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="ban_reference"),
            models.UniqueConstraint(
                fields=["tenant", "authority", "order"], name="ban_order", condition=models.Q(ended_at=None)
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")), name="ban_days"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "id"], name="ban_standing", condition=models.Q(ended_at=None)),
            models.Index(fields=["tenant", "changed_at", "id"], name="ban_changed"),
        ]

    def __str__(self) -> str:
        return self.title


class BanException(Tenanted):
    """A party that a ban does not bind: a licensed seller, or one whose goods were found not to infringe."""

    ban = TenantFK(Ban, models.PROTECT, related_name="exceptions")
    seller = TenantFK("accounts.Party", models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "ban", "seller"], name="banexception_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seller_id} is not bound by {self.ban_id}"
