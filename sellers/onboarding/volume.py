"""Who is a high-volume third-party seller. Pure.

15 U.S.C. 45f(f)(3) (INFORM Consumers Act): in any continuous 12-month period during the previous 24 months, 200 or more
discrete sales of new or unused consumer products and an aggregate of 5,000 US dollars or more in gross revenues, paid through
the marketplace. Collected within 10 days of qualifying (45f(a)(1)(A)); certified at least annually (45f(a)(1)(B)).
Sales are told by the month, so a period is counted in whole months.

A high-volume seller with 20,000 US dollars or more in annual gross revenues is disclosed to buyers (45f(b)(1)). The Act does
not say which year is meant: any twelve continuous months of the previous 24 count here.
"""

from collections.abc import Mapping
from datetime import date, timedelta

SALES, GROSS_CENTS = 200, 500_000
DISCLOSED_CENTS = 2_000_000
PERIOD, LOOKED_BACK = 12, 24
DAYS_TO_GIVE = timedelta(days=10)
YEAR = timedelta(days=365)


def months_back(today: date) -> list[date]:
    """The first days of the current month and the 23 before it, the newest first."""
    count = today.year * 12 + today.month - 1
    return [date((count - n) // 12, (count - n) % 12 + 1, 1) for n in range(LOOKED_BACK)]


def is_high_volume(months: Mapping[date, tuple[int, int]], today: date) -> bool:
    """Whether sales and gross by month reach both thresholds in one continuous period of twelve months."""
    return any(sales >= SALES and gross >= GROSS_CENTS for sales, gross in _periods(months, today))


def is_disclosed(months: Mapping[date, tuple[int, int]], today: date) -> bool:
    """Whether it is a high-volume seller whose gross in twelve months reaches what makes it known to buyers."""
    gross = max(gross for _sales, gross in _periods(months, today))
    return is_high_volume(months, today) and gross >= DISCLOSED_CENTS


def _periods(months: Mapping[date, tuple[int, int]], today: date) -> list[tuple[int, int]]:
    """Sales and gross of each continuous period of twelve months of the last 24."""
    told = [months.get(month, (0, 0)) for month in months_back(today)]
    return [
        (sum(sales for sales, _gross in told[at : at + PERIOD]), sum(gross for _sales, gross in told[at : at + PERIOD]))
        for at in range(LOOKED_BACK - PERIOD + 1)
    ]
