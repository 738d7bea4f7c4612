"""Which brand a GTIN is of, and whether a serial number is of its goods. For pages, and for checks at docks."""

from datetime import date

from registry.models import Brand, GtinPrefix, SerialScheme
from registry.portal import gtins, serials
from registry.portal.gtins import Prefix


def prefix_of(text: str) -> GtinPrefix | None:
    """The longest standing prefix that this GTIN begins with; None also for what is no GTIN. One query, by the unique key."""
    found = gtins.gtin(text)
    if not isinstance(found, Prefix):
        return None
    rows = GtinPrefix.objects.standing().filter(prefix__in=gtins.covering(found.value)).select_related("brand__owner")
    return max(rows, key=lambda row: len(row.prefix), default=None)


def schemes_of(brand: Brand, serial: str, day: date | None = None) -> list[SerialScheme]:
    """The standing patterns of a brand that this serial number fits; those that hold on `day` where one is given."""
    rows = SerialScheme.objects.standing().filter(brand=brand).order_by("id")
    return [row for row in rows if serials.fits(serial, row.said) and (day is None or row.holds(day))]
