"""Asking for a back-scan: by a person, or by the registry's change."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.models import Party
from accounts.permissions import require
from gateway.text import text_fault
from registry import queries as registry
from scanner.backscans import BY_ITSELF, IN_THE_SHOP, KIND, Scope, changed_rights, covered_until
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.errors import Invalid
from workflow import jobs
from workflow.models import Job

WHILE_ONE_RUNS = timedelta(seconds=30)


@transaction.atomic
def start_backscan(
    *, actor: Actor, category: str = "", market: str = "", seller: str = "", only_changed: bool = False
) -> Job:
    """Have what is in the shop scanned again with the registry as it is; the empty scope is the whole catalogue.

    `only_changed`: for rights that changed since the whole catalogue was last scanned. Raises Invalid by field.
    """
    require(actor, "policy.manage")
    since = covered_until().isoformat() if only_changed else ""
    scope = Scope(category.strip(), market, seller.strip().upper(), since)
    if wrong := _faults(scope):
        raise Invalid(fields=wrong)
    return jobs.ask(actor=actor, kind=KIND, parameters=scope.as_parameters())


def follow_registry(*, actor: Actor, now: datetime) -> datetime | None:
    """Ask for a back-scan of the catalogue for the rights that changed since the last; at most one of them waits.

    Returns when to look again: later while one runs, which may have passed listings before the change.
    """
    since = covered_until()
    changed = [right.id for right in changed_rights(since)]
    if not changed or not registry.live_marks(changed):
        return None
    if not Listing.objects.filter(state__in=IN_THE_SHOP).exists():
        return None
    open_ones = Job.objects.filter(kind=KIND, key=BY_ITSELF).open()
    if open_ones.filter(state=Job.State.RUNNING).exists():
        return now + WHILE_ONE_RUNS
    if not open_ones.exists():
        parameters = Scope(since=since.isoformat()).as_parameters()
        jobs.ask(actor=actor, kind=KIND, parameters=parameters, key=BY_ITSELF)
    return None


def _faults(scope: Scope) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    if fault := text_fault(scope.category):
        wrong["category"] = [fault]
    if scope.market and scope.market not in countries:
        wrong["market"] = [_("Choose a country.")]
    if scope.seller and not Party.objects.filter(kind=Party.Kind.SELLER, reference=scope.seller).exists():
        wrong["seller"] = [_("There is no seller with this reference.")]
    return wrong
