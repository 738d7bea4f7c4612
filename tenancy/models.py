"""The marketplace, what stands inside its wall, and the lines that say where work is due."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Now

from tenancy.context import current_tenant
from tenancy.ids import uuid7


class Marketplace(models.Model):
    """The tenant. Nothing but its address and state; everything else about it stands inside the wall."""

    class State(models.TextChoices):
        """Where a marketplace stands: a closed one answers 404 to everybody."""

        OPEN = "open"
        CLOSED = "closed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering: ClassVar = ["slug"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=["open", "closed"]), name="marketplace_state"),
        ]

    def __str__(self) -> str:
        return self.name


class TenantQuerySet(models.QuerySet[Any]):
    """Base of all walled querysets; filters are added by the apps."""

    def in_state(self, *states: str) -> Self:
        """Rows in one of `states`."""
        return self.filter(state__in=states)


class TenantManager(models.Manager[Any]):
    """Second wall: filters by the current marketplace, and raises where there is none.

    Row security alone answers a forgotten marketplace with silence (no rows); this answers loudly, and
    puts the id into the statement as a constant, which gives the best plans.
    """

    def get_queryset(self) -> models.QuerySet[Any]:
        """All rows of the current marketplace."""
        return super().get_queryset().filter(tenant_id=current_tenant())


class Tenanted(models.Model):
    """What every walled row has: its marketplace, and an id made in Python.

    For the database the primary key is (tenant_id, id); `tenancy.operations.Wall` makes it so.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(
        Marketplace, models.PROTECT, related_name="+", db_index=False, default=current_tenant, editable=False
    )

    objects = TenantManager.from_queryset(TenantQuerySet)()

    class Meta:
        abstract = True


class Due(models.Model):
    """“Marketplace T has work of kind `job` from `next_at` on.” Outside the wall, without content.

    A transaction that makes work inserts a line; nobody ever updates one, and there is no unique key but
    `id`: an upserted line would be a lock that all writers of a marketplace wait for.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Marketplace, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    job = models.CharField(max_length=30)
    next_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "tenancy_due"
        indexes: ClassVar = [models.Index(fields=["job", "next_at", "tenant"], name="due_ripe")]

    def __str__(self) -> str:
        return f"{self.job} for {self.tenant_id} at {self.next_at}"
