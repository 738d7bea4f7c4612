"""Places where goods are scanned, and the devices that scan there."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from fulfillment.querysets import SiteQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager

E4 = 10_000
"""What columns hold of a degree: eleven metres."""


class Site(Tenanted):
    """A place of a party: a factory, a warehouse, a shop. `gln` is its GS1 number where it has one; where it lies on the earth
    (in ten-thousandths of a degree) tells whether goods can be in two places. `sampled_bp` hundredths of a percent of what comes
    through are looked at (`fulfillment.sampling`)."""

    class Kind(models.TextChoices):
        """What it is."""

        FACTORY = "factory", _("Factory")
        WAREHOUSE = "warehouse", _("Warehouse")
        CARRIER = "carrier", _("Hub of a carrier")
        SHOP = "shop", _("Shop")

    reference = models.CharField(max_length=20)
    party = TenantFK("accounts.Party", models.PROTECT)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120)
    gln = models.CharField(max_length=13, blank=True)
    country = models.CharField(max_length=2)
    latitude_e4 = models.IntegerField(null=True, blank=True)
    longitude_e4 = models.IntegerField(null=True, blank=True)
    sampled_bp = models.PositiveIntegerField(default=0, db_default=0)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(SiteQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="site_reference"),
            models.UniqueConstraint(
                fields=["tenant", "gln"], name="site_gln_once", condition=~models.Q(gln="") & models.Q(closed_at=None)
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["factory", "warehouse", "carrier", "shop"]), name="site_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(latitude_e4=None, longitude_e4=None)
                | models.Q(latitude_e4__range=(-900_000, 900_000), longitude_e4__range=(-1_800_000, 1_800_000)),
                name="site_on_earth",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "party", "id"], name="site_party")]

    def __str__(self) -> str:
        return self.name

    @property
    def where(self) -> tuple[float, float] | None:
        """Degrees of latitude and longitude, if they are known."""
        if self.latitude_e4 is None or self.longitude_e4 is None:
            return None
        return self.latitude_e4 / E4, self.longitude_e4 / E4


class Device(Tenanted):
    """A scanner at a place, with what is known of its clock (`fulfillment.dock.known.Clock`): `lag_ms` is how far it is behind,
    less than nothing if it is ahead. Where its scans came later than that explains, `late_ms` is by how much, since `late_since`.
    """

    site = TenantFK(Site, models.CASCADE, related_name="devices")
    name = models.CharField(max_length=60)
    lag_ms = models.BigIntegerField(default=0)
    late_ms = models.BigIntegerField(null=True, blank=True)
    late_since = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "site", "name"], name="device_once"),
            models.CheckConstraint(
                condition=models.Q(late_ms=None, late_since=None)
                | models.Q(late_ms__isnull=False, late_since__isnull=False),
                name="device_late_since",
            ),
        ]

    def __str__(self) -> str:
        return self.name
