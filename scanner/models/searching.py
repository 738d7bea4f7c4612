"""Searches that were kept, to be asked again and to tell of what is new."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet


class SavedSearchQuerySet(TenantQuerySet):
    """Whose searches somebody sees."""

    def visible_to(self, actor: Actor) -> "SavedSearchQuerySet":
        """Those of the actor's own membership, still kept."""
        if actor.membership_id is None:
            return self.none()
        found: SavedSearchQuerySet = self.filter(membership_id=actor.membership_id, ended_at=None)
        return found


class SavedSearch(Tenanted):
    """A search that somebody kept under a name.

    `query` are the parameters of its address (`scanner.search.asking.Asked.parameters`). With `alerts` a mail tells, at most
    once a day, how many public listings match that were handed in or changed after `seen_at`; `next_at` is when it is asked
    again. `told` counts what the last alert found.
    """

    party = TenantFK("accounts.Party", models.PROTECT)
    membership = TenantFK("accounts.Membership", models.PROTECT)
    name = models.CharField(max_length=120)
    query = models.JSONField(default=dict)
    alerts = models.BooleanField(default=False)
    seen_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)
    told = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(SavedSearchQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(alerts=False) | models.Q(next_at__isnull=False), name="savedsearch_alerts_when"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "membership", "id"], name="savedsearch_own", condition=models.Q(ended_at=None)
            ),
            models.Index(
                fields=["tenant", "next_at", "id"],
                name="savedsearch_due",
                condition=models.Q(alerts=True, ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name
