"""Who gets which case: the rules of the leads, and how many cases a person takes at a time."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from tenancy.fields import TenantFK
from tenancy.models import Tenanted


class RoutingRule(Tenanted):
    """To whom cases of a kind go when they open; "" stands for any region, kind of right, source or lane.

    It names people, or nobody: then the case is for anybody of the region. The rule that says most holds, the newest of
    several. It is ended, never edited.
    """

    region = models.CharField(max_length=8, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=10, blank=True)
    lane = models.CharField(max_length=10, blank=True)
    by_membership = TenantFK("accounts.Membership", models.PROTECT)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["tenant", "-id"], name="routingrule_holds", condition=models.Q(ended_at__isnull=True))
        ]

    def __str__(self) -> str:
        return "/".join((self.region, self.kind, self.source, self.lane))

    @property
    def says(self) -> int:
        """How many things it asks for."""
        return sum(bool(one) for one in (self.region, self.kind, self.source, self.lane))


class RoutedTo(Tenanted):
    """One of the people whom a rule names."""

    rule = TenantFK(RoutingRule, models.PROTECT, related_name="people")
    membership = TenantFK("accounts.Membership", models.PROTECT)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "rule", "membership"], name="routedto_once")]

    def __str__(self) -> str:
        return f"{self.membership_id} by {self.rule_id}"


class WorkLimit(Tenanted):
    """How many open cases a person takes at a time; without a row there is no limit."""

    membership = TenantFK("accounts.Membership", models.PROTECT)
    most = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "membership"], name="worklimit_once")]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.most}"
