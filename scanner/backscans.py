"""Back-scans, read: which listings and rights one is about, how far the catalogue has been scanned, what has changed since."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from registry import queries as registry
from registry.models import Right
from sellers.models import Listing
from workflow.models import Job

KIND = "backscan"
BY_ITSELF = "registry"
"""The key of those that follow a change of the registry: at most one of them waits."""
MOST_RIGHTS = 500
"""Up to so many changed rights a back-scan asks for these alone; beyond that for all."""
IN_THE_SHOP = (Listing.State.PUBLIC, Listing.State.HELD)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which listings: of a category (its first step), a market (an ISO country), a seller (by reference); "" is all.

    `since`: only rights that changed after this moment (ISO 8601); "" is all rights.
    """

    category: str = ""
    market: str = ""
    seller: str = ""
    since: str = ""

    @classmethod
    def of(cls, job: Job) -> "Scope":
        """That of a job."""
        return cls(**job.parameters)

    @property
    def is_whole(self) -> bool:
        """True for all listings."""
        return not (self.category or self.market or self.seller)

    def as_parameters(self) -> Mapping[str, Any]:
        """As a job keeps it."""
        return asdict(self)

    def listings(self) -> QuerySet[Listing]:
        """The listings in the shop that it is about."""
        rows: QuerySet[Listing] = Listing.objects.filter(state__in=IN_THE_SHOP)
        if self.category:
            rows = rows.filter(category__0=self.category)
        if self.market:
            rows = rows.filter(markets__contains=[self.market])
        return rows.filter(seller__reference=self.seller) if self.seller else rows

    def words(self) -> str:
        """For people."""
        parts = [
            _("category %(name)s") % {"name": self.category} if self.category else "",
            _("market %(name)s") % {"name": self.market} if self.market else "",
            _("seller %(name)s") % {"name": self.seller} if self.seller else "",
        ]
        where = ", ".join(part for part in parts if part) or _("all listings")
        return _("%(where)s; only rights changed since the last one") % {"where": where} if self.since else where


def covered_until(kind: str = KIND) -> datetime:
    """Up to which change of the registry the whole catalogue has been scanned, or what jobs of another kind scan."""
    done = Job.objects.filter(kind=kind, state=Job.State.DONE).order_by("-id")
    for job in done[:50]:
        scope = Scope.of(job)
        if scope.is_whole and "until" in job.plan:
            return datetime.fromisoformat(job.plan["until"])
    return registry.BEGINNING


def changed_rights(since: datetime, *, limit: int = MOST_RIGHTS + 1) -> QuerySet[Right]:
    """Rights that changed after that moment, the newest change first."""
    rows: QuerySet[Right] = Right.objects.filter(changed_at__gt=since).order_by("-changed_at", "-id")
    return rows[:limit]


def pace() -> float | None:
    """Listings a second of the last back-scan that had some; None before there was one."""
    done = Job.objects.filter(kind=KIND, state=Job.State.DONE, total__gt=0).order_by("-id").first()
    if done is None or done.paced_at is None or done.ended_at is None:
        return None
    seconds = (done.ended_at - done.paced_at).total_seconds()
    gone = (done.total or 0) - done.paced_done
    return gone / seconds if seconds > 0 and gone > 0 else None
