"""Second looks: listings that wait for one, and what costly methods have read off pictures."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from tenancy.fields import TenantFK
from tenancy.models import Tenanted


class PictureTrait(Tenanted):
    """What a costly method read off a picture, by the SHA-256 of its bytes: features, a shape, the words in it.

    `method` names the method and its version; `data` is in its own form, empty where it found nothing to keep.
    """

    sha256 = models.CharField(max_length=64)
    method = models.CharField(max_length=30)
    data = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "sha256", "method"], name="picturetrait_once")
        ]

    def __str__(self) -> str:
        return f"{self.method} of {self.sha256[:12]}"


class Look(Tenanted):
    """That a revision of a listing, or of a page outside, waits for a second look at its pictures, and why.

    It is of either a `listing` or a `page`. `waiting` is looked at by eye alone, `unread` has the words in its pictures read
    first. Five attempts that fail leave it `dead`, for a person to see.
    """

    class State(models.TextChoices):
        """Where it stands; `looking` and `reading` are in the hands of a worker."""

        UNREAD = "unread"
        READING = "reading"
        WAITING = "waiting"
        LOOKING = "looking"
        DONE = "done"
        DEAD = "dead"

    listing = TenantFK("sellers.Listing", models.PROTECT, null=True, blank=True)
    page = TenantFK("scanner.OutsidePage", models.PROTECT, null=True, blank=True)
    revision = models.PositiveIntegerField()
    why = ArrayField(models.CharField(max_length=20), default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    next_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=100, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "listing", "revision"], name="look_once"),
            models.UniqueConstraint(fields=["tenant", "page"], name="look_page_once"),
            models.CheckConstraint(
                condition=models.Q(listing=None, page__isnull=False) | models.Q(listing__isnull=False, page=None),
                name="look_of_one",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["unread", "reading", "waiting", "looking", "done", "dead"]),
                name="look_state",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "next_at"], name="look_next", condition=models.Q(state__in=["waiting", "looking"])
            ),
            models.Index(
                fields=["tenant", "next_at"], name="look_unread", condition=models.Q(state__in=["unread", "reading"])
            ),
            models.Index(fields=["tenant", "-id"], name="look_dead", condition=models.Q(state="dead")),
        ]

    def __str__(self) -> str:
        return f"{self.state}: {', '.join(self.why)}"
