"""Counters of limits, outside the wall; answers that an idempotent request may ask for again, inside it."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from tenancy.models import Tenanted


class Counter(models.Model):
    """Calls in one window. `key` is a keyed HMAC of what is limited and whom; nothing here says who that is.

    Written by one statement in `gateway.limits`, over the connection `counters`.
    """

    key = models.CharField(primary_key=True, max_length=64)
    hits = models.PositiveIntegerField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["ends_at"], name="counter_ends")]

    def __str__(self) -> str:
        return f"{self.hits} until {self.ends_at:%H:%M:%S}"


class StoredAnswer(Tenanted):
    """What a request with an Idempotency-Key was answered, so that sending it again answers the same and does nothing.

    `caller` says whose key it is (`gateway.idempotency.caller_of`); `request_hash` is SHA-256 of method, path and
    content. Kept for a day at least.
    """

    caller = models.CharField(max_length=120)
    key = models.CharField(max_length=255)
    request_hash = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField()
    body = models.BinaryField()
    headers = models.JSONField(default=dict)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "caller", "key"], name="stored_answer_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "made_at"], name="stored_answer_age")]

    def __str__(self) -> str:
        return f"{self.status} for {self.key}"
