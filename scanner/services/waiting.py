"""Publishing what waits: a batch a transaction, for the sweep and the command."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection
from django.db.models import Exists, OuterRef, QuerySet

from accounts.permissions import require
from audit import log
from scanner import reference, verbs
from scanner.models import FirstCheck, RuleStop, Scan, TermsWait
from scanner.models.matching import LONGEST_FAILURE
from scanner.scanning import HELD, PUBLIC
from scanner.services.first_checks import let_go_of_free
from scanner.services.precheck_rules import in_force
from scanner.services.publishing import publish_many
from sellers.models import Listing, PictureAddress
from tenancy.actor import Actor
from tenancy.context import current_tenant
from tenancy.errors import Conflict

BATCH = 500
AGAIN = timedelta(hours=1)
"""How long a listing that cannot be scanned is let rest."""

logger = logging.getLogger(__name__)


@dataclass
class Published:
    """What became of a batch: how many of `taken` are public, held, or set aside as they cannot be scanned.

    The rest was changed meanwhile and is taken again. `busy`: another process is at it in this marketplace.
    """

    taken: int = 0
    public: int = 0
    held: int = 0
    matches: int = 0
    set_aside: int = 0
    busy: bool = False

    def add(self, other: "Published") -> None:
        """Count another batch in."""
        for name in ("taken", "public", "held", "matches", "set_aside"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def waiting(now: datetime) -> QuerySet[Listing]:
    """Listings that wait for their check, the longest first; without those that have just failed it, that a person
    must pass first, that rules stop, whose seller's contract lacks clauses, or whose pictures were not fetched yet."""
    failed = Scan.objects.filter(
        listing_id=OuterRef("id"), revision=OuterRef("revision"), outcome=Scan.FAILED, at__gt=now - AGAIN
    )
    found: QuerySet[Listing] = Listing.objects.filter(state=Listing.State.CHECKING)
    first = FirstCheck.objects.filter(listing_id=OuterRef("id"), revision=OuterRef("revision"), state="open")
    terms = TermsWait.objects.filter(listing_id=OuterRef("id"), revision=OuterRef("revision"))
    stopped = RuleStop.objects.filter(
        listing_id=OuterRef("id"), revision=OuterRef("revision"), passed_at=None, version=in_force().version
    )
    pictures = PictureAddress.objects.filter(listing_id=OuterRef("id")).exclude(state=PictureAddress.State.DONE)
    for kept in (failed, first, terms, stopped, pictures):
        found = found.exclude(Exists(kept))
    return found.order_by("state_at", "id")


def publish_waiting(*, actor: Actor, now: datetime, most: int = BATCH) -> Published:
    """Publish or hold at most so many of what waits, in the caller's transaction.

    A listing that cannot be scanned is set aside for an hour, said in the log, and stops nobody else.
    """
    require(actor, "listing.submit")
    if not _alone():
        return Published(busy=True)
    let_go_of_free(now=now)
    ids = list(waiting(now).values_list("id", flat=True)[:most])
    report = Published(taken=len(ids))
    if ids:
        _publish(ids, reference.current(), report, actor=actor, now=now)
    return report


def _alone() -> bool:
    """Whether this process is the only one at it, until the end of the transaction: two would do the work twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"publish:{current_tenant()}"])
        return bool(cursor.fetchone()[0])


def _publish(ids: Sequence[UUID], loaded: reference.Loaded, report: Published, *, actor: Actor, now: datetime) -> None:
    """All at once; where that fails, in halves, down to the one that is at fault."""
    listings = list(Listing.objects.filter(id__in=ids, state=Listing.State.CHECKING).order_by("id"))
    if not listings:
        return
    try:
        results = publish_many(actor=actor, listings=listings, loaded=loaded, now=now)
    except (OperationalError, InterfaceError):
        raise  # the database itself: everything waits
    except Exception as fault:
        if len(listings) > 1:
            half = len(listings) // 2
            for part in (listings[:half], listings[half:]):
                _publish([listing.id for listing in part], loaded, report, actor=actor, now=now)
        elif not isinstance(fault, Conflict):
            _set_aside(listings[0], loaded, fault, actor=actor, now=now)
            report.set_aside += 1
        return
    report.public += sum(scanned.outcome == PUBLIC for scanned in results)
    report.held += sum(scanned.outcome == HELD for scanned in results)
    report.matches += sum(len(scanned.found) for scanned in results)


def _set_aside(listing: Listing, loaded: reference.Loaded, fault: Exception, *, actor: Actor, now: datetime) -> None:
    """Remember that it failed; say so in the log the first time."""
    logger.error("Listing %s cannot be scanned.", listing.number, exc_info=fault)
    known = Scan.objects.filter(listing=listing, revision=listing.revision, outcome=Scan.FAILED).exists()
    said = type(fault).__name__
    Scan.objects.create(
        listing=listing, revision=listing.revision, index=loaded.version, outcome=Scan.FAILED, at=now,
        failure=said[:LONGEST_FAILURE],
    )  # fmt: skip
    if not known:
        facts: dict[str, log.Fact] = {"fault": said, "revision": listing.revision}
        log.record(verbs.SCAN_FAILED, actor=actor, subject=listing, facts=facts)
