"""Views of the queue that somebody keeps."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from tenancy.fields import TenantFK
from tenancy.models import Tenanted


class SavedView(Tenanted):
    """What narrows the queue and how it is ordered, under a name; `shared` ones are shown to all reviewers.

    `asked` are the parameters of the queue's address.
    """

    name = models.CharField(max_length=60)
    asked = models.JSONField(default=dict)
    shared = models.BooleanField(default=False)
    membership = TenantFK("accounts.Membership", models.PROTECT)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "membership", "name"], name="savedview_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "id"], name="savedview_shared", condition=models.Q(shared=True))
        ]

    def __str__(self) -> str:
        return self.name
