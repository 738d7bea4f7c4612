"""Addresses at which a listing's pictures are, until they were fetched."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sellers.models.listings import Listing
from tenancy.fields import TenantFK
from tenancy.models import Tenanted

LONGEST_URL = 2000


class PictureAddress(Tenanted):
    """An address that a listing names for a picture. Until all of a listing are fetched, it is not checked.

    `digest` is the SHA-256 of the address. `failure` is why the last try failed: a code of `gateway.fetching`, or
    "picture" for what is none. `evidence` is the picture.
    """

    class State(models.TextChoices):
        """Where it stands; `fetching` is in the hands of a worker."""

        WAITING = "waiting", _("waiting")
        FETCHING = "fetching", _("being fetched")
        DONE = "done", _("fetched")
        DEAD = "dead", _("not fetched")

    listing = TenantFK(Listing, models.CASCADE, related_name="addresses")
    position = models.PositiveSmallIntegerField()
    url = models.CharField(max_length=LONGEST_URL)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    next_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=100, blank=True, default="")
    evidence = TenantFK("evidence.Evidence", models.PROTECT, null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "listing", "digest"], name="pictureaddress_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "fetching", "done", "dead"]), name="pictureaddress_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(evidence__isnull=False), name="pictureaddress_done_has_one"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "next_at"], name="pictureaddress_due",
                condition=models.Q(state__in=["waiting", "fetching"]),
            ),
            models.Index(fields=["tenant", "digest", "-fetched_at"], name="pictureaddress_same"),
            models.Index(fields=["tenant", "listing"], name="pictureaddress_dead", condition=models.Q(state="dead")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.url
