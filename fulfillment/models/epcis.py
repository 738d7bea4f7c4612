"""Events of supply chains as they were captured, and our own verdicts as such events.

An event is its hash (`fulfillment.epcis.hashing`), with the hash of its error declaration beside it, which is no part of the
first. What it says of goods is kept as their marks, and whole only sealed: whoever reads the tables alone prints no code.
"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from fulfillment.querysets import EpcisEventQuerySet, OfPartyQuerySet
from registry.models import Brand
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager

ROLES = ("epc", "parent", "child", "input", "output")
"""What a code is in its event; a class of goods (a product, a batch) has the same roles as its instances."""
LONGEST_URI = 500


class EpcisCapture(Tenanted):
    """One body that was handed in: how many events it had, how many of them were new, and what was refused, by field.

    `errors` are `{"path", "message", "event"}` as `fulfillment.epcis.values.Fault` says them.
    """

    reference = models.CharField(max_length=20)
    party = TenantFK("accounts.Party", models.PROTECT)
    proceeds = models.BooleanField()
    sha256 = models.CharField(max_length=64)
    fresh = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    errors = models.JSONField(default=list)
    made_at = models.DateTimeField()

    objects = TenantManager.from_queryset(OfPartyQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="epciscapture_reference"),
            models.CheckConstraint(
                condition=models.Q(proceeds=True) | models.Q(refused=0), name="epciscapture_all_or_nothing"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "party", "-id"], name="epciscapture_party")]

    def __str__(self) -> str:
        return self.reference


class EpcisEvent(Tenanted):
    """One event, whoever handed it in first (`party`), and however often it was handed in since.

    `type`, `step`, `disposition` are standard names, bare, or URIs of the sender's own. Empty: the event does not say. `declared`
    is the hash of its error declaration, empty without one. Without a capture it is a verdict of ours.
    """

    hash = models.CharField(max_length=64)
    declared = models.CharField(max_length=64, blank=True)
    type = models.CharField(max_length=LONGEST_URI)
    action = models.CharField(max_length=10, blank=True)
    step = models.CharField(max_length=LONGEST_URI, blank=True)
    disposition = models.CharField(max_length=LONGEST_URI, blank=True)
    read_point = models.CharField(max_length=LONGEST_URI, blank=True)
    location = models.CharField(max_length=LONGEST_URI, blank=True)
    time = models.DateTimeField()
    sealed = models.BinaryField()
    party = TenantFK("accounts.Party", models.PROTECT)
    capture = TenantFK(EpcisCapture, models.PROTECT, null=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(EpcisEventQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "hash", "declared"], name="epcisevent_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "-id"], name="epcisevent_newest"),
            models.Index(fields=["tenant", "time", "id"], name="epcisevent_time"),
            models.Index(fields=["tenant", "party", "-id"], name="epcisevent_party"),
        ]

    def __str__(self) -> str:
        return self.uri

    @property
    def uri(self) -> str:
        """The identity as others write it (CBV 2.0, section 8.9.2)."""
        return f"ni:///sha-256;{self.hash}?ver=CBV2.0"


class EpcisEventCode(Tenanted):
    """One thing, or one class of things, that an event speaks of, by its mark: of a unit of ours the unit's id."""

    event = TenantFK(EpcisEvent, models.PROTECT, related_name="codes")
    role = models.CharField(max_length=8)
    mark = models.UUIDField()
    is_class = models.BooleanField()
    brand = TenantFK(Brand, models.PROTECT, null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(role__in=ROLES), name="epciseventcode_role"),
            models.UniqueConstraint(fields=["tenant", "event", "role", "mark"], name="epciseventcode_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "mark", "-event"], name="epciseventcode_mark"),
            models.Index(
                fields=["tenant", "brand", "-event"],
                name="epciseventcode_brand",
                condition=models.Q(brand__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mark} in {self.event_id}"


class EpcisHandedIn(Tenanted):
    """An event in a capture, at its place there; `given_id` is what its sender calls it, where that is not its hash.
    Senders do call two events by one name; the hash tells them apart.
    """

    capture = TenantFK(EpcisCapture, models.PROTECT, related_name="events")
    event = TenantFK(EpcisEvent, models.PROTECT, related_name="handed_in")
    party = TenantFK("accounts.Party", models.PROTECT)
    place = models.PositiveIntegerField()
    given_id = models.CharField(max_length=LONGEST_URI, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "capture", "place"], name="epcishandedin_place"),
            models.UniqueConstraint(
                fields=["tenant", "party", "given_id", "event"],
                name="epcishandedin_name",
                condition=~models.Q(given_id=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "party", "event"], name="epcishandedin_party")]

    def __str__(self) -> str:
        return f"{self.place} of {self.capture_id}"


class EpcisQuery(Tenanted):
    """A question that a party asks again and again, by its name; sealed, as it may name goods."""

    party = TenantFK("accounts.Party", models.PROTECT)
    name = models.CharField(max_length=100)
    sealed = models.BinaryField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(OfPartyQuerySet)()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "party", "name"], name="epcisquery_name")]

    def __str__(self) -> str:
        return self.name
