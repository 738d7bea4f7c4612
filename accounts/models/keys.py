"""Keys with which programs call the API."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Now

from accounts.models.parties import Party, codes
from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet


class ApiKeyQuerySet(TenantQuerySet):
    """Which keys an actor sees."""

    def visible_to(self, actor: Actor) -> Self:
        """Operators see all, everybody else those of their own party."""
        if actor.is_operator or actor.is_system:
            return self
        return self.filter(party_id=actor.party_id) if actor.party_id else self.none()


class ApiKey(Tenanted):
    """A key of a party: `mw_<prefix>_<secret>`. The secret is shown once; only its SHA-256 is kept."""

    party = TenantFK(Party, related_name="keys")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12)
    secret_hash = models.CharField(max_length=64)
    scopes = models.TextField()
    read_only = models.BooleanField(default=False)
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(ApiKeyQuerySet)()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "prefix"], name="api_key_prefix_once")]
        indexes: ClassVar = [models.Index(fields=["tenant", "party", "id"], name="api_key_by_party")]

    def __str__(self) -> str:
        return f"mw_{self.prefix}"

    @property
    def scope_set(self) -> frozenset[str]:
        """The scopes as a set of the codes in `accounts.roles.SCOPES`."""
        return codes(self.scopes)

    def state(self, now: datetime) -> str:
        """`revoked`, `expired` or `active` at `now`."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= now else "active"
