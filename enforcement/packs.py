"""The rules that a case stands under: the pack chosen at notice, in the version of then."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from accounts import queries as accounts
from enforcement.models import Case, Complaint
from policy import registry
from policy.model import Pack


def choose(region: str, right_kind: str, now: datetime, *, reason: str = "") -> Pack:
    """The pack for a new complaint or case, with the marketplace's stricter values laid over it.

    `reason` is what the complainant says is wrong, by which regimes of one region may differ.
    """
    return accounts.pack(region, right_kind, now.date(), reason=reason)


def of_case(case: Case | Complaint, day: datetime) -> Pack:
    """The pack that a case was opened under, as its rules stand on `day`."""
    found = registry.pack(case.pack_code, case.pack_version, region=case.region)
    return accounts.laid_over(found.on(day.date()))[0]


def time_zone(pack: Pack) -> tzinfo:
    """Where the days of a case end."""
    return ZoneInfo(pack.time_zone) if pack.time_zone else UTC
