"""Who is a high-volume third-party seller. Pure.

15 U.S.C. 45f(f)(3) (INFORM Consumers Act): in any continuous 12-month period during the previous 24 months, 200 or more
discrete sales of new or unused consumer products and an aggregate of 5,000 US dollars or more in gross revenues, paid through
the marketplace. Collected within 10 days of qualifying (45f(a)(1)(A)); certified at least annually (45f(a)(1)(B)).
Sales are told by the month, so a period is counted in whole months.
"""

from collections.abc import Mapping
from datetime import date, timedelta

SALES, GROSS_CENTS = 200, 500_000
PERIOD, LOOKED_BACK = 12, 24
DAYS_TO_GIVE = timedelta(days=10)
YEAR = timedelta(days=365)


def months_back(today: date) -> list[date]:
    """The first days of the current month and the 23 before it, the newest first."""
    count = today.year * 12 + today.month - 1
    return [date((count - n) // 12, (count - n) % 12 + 1, 1) for n in range(LOOKED_BACK)]


def is_high_volume(months: Mapping[date, tuple[int, int]], today: date) -> bool:
    """Whether sales and gross by month reach both thresholds in one continuous period of twelve months."""
    told = [months.get(month, (0, 0)) for month in months_back(today)]
    for start in range(LOOKED_BACK - PERIOD + 1):
        period = told[start : start + PERIOD]
        if sum(sales for sales, _gross in period) >= SALES and sum(gross for _sales, gross in period) >= GROSS_CENTS:
            return True
    return False
