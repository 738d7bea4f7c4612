"""How the goods of a brand are numbered: prefixes of GTINs, and serial numbers of units. For checks at docks."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Now

from registry.models.brands import Brand
from registry.portal.serials import Serials
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet


class NumberingQuerySet(TenantQuerySet):
    """Prefixes or patterns."""

    def standing(self) -> Self:
        """Those that were not ended."""
        return self.filter(ended_at=None)


class GtinPrefix(Tenanted):
    """That GTINs which begin so are of `brand`; of twelve digits, one product. The longest that fits a GTIN counts.

    `prefix` is aligned as `registry.portal.gtins` has it. Two brands never have the same; brands of two rights holders
    none of which one is the beginning of the other. Ended, never deleted.
    """

    brand = TenantFK(Brand, models.PROTECT)
    prefix = models.CharField(max_length=12)
    note = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(NumberingQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "prefix"], name="gtinprefix_once", condition=models.Q(ended_at=None)
            ),
            models.CheckConstraint(condition=models.Q(prefix__regex=r"^[0-9]{4,12}$"), name="gtinprefix_digits"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "brand", "id"], name="gtinprefix_brand")]

    def __str__(self) -> str:
        return self.prefix


class SerialScheme(Tenanted):
    """That units of `brand` made from `starts_on` to `ends_on` have serial numbers like `pattern`, its digits in a range.

    The signs of a pattern are those of `registry.portal.serials`. Ended, never deleted.
    """

    brand = TenantFK(Brand, models.PROTECT)
    pattern = models.CharField(max_length=60)
    first = models.CharField(max_length=60, blank=True)
    last = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(NumberingQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="serialscheme_days",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "brand", "id"], name="serialscheme_brand")]

    def __str__(self) -> str:
        return self.pattern

    @property
    def said(self) -> Serials:
        """As the pure part takes it."""
        return Serials(self.pattern, self.first, self.last)

    def holds(self, day: date) -> bool:
        """Whether units made that day are numbered so."""
        return self.ended_at is None and self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
