"""A party's two lists of cases, and what it looks for in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from enforcement import queries
from enforcement.machine import OPEN_CASES
from enforcement.models import Case, Decision
from tenancy.actor import Actor


@dataclass(frozen=True, slots=True)
class Sought:
    """What a party looks for in its records: words, the reference of a right, and the days between which it was decided."""

    search: str = ""
    right: str = ""
    since: date | None = None
    until: date | None = None


def cases_of(
    actor: Actor, *, historical: bool = False, states: Sequence[str] = (), sought: Sought | None = None
) -> QuerySet[Case]:
    """A party's cases: those under way, to be paged by BOUND_ORDER, or the decided ones, by NEWEST_ORDER."""
    cases: QuerySet[Case] = Case.objects.visible_to(actor).filter(
        state__in=queries.DONE_CASES if historical else OPEN_CASES
    )
    wanted = sought or Sought()
    search = wanted.search
    if states:
        cases = cases.filter(state__in=states)
    if wanted.right:
        cases = cases.filter(right__reference=wanted.right)
    if wanted.since or wanted.until:
        taken = Decision.objects.filter(item__case=OuterRef("id"), taken_at__isnull=False)
        taken = taken.filter(taken_at__date__gte=wanted.since) if wanted.since else taken
        taken = taken.filter(taken_at__date__lte=wanted.until) if wanted.until else taken
        cases = cases.filter(Exists(taken))
    return (queries.found(cases, search, actor) if search else cases).select_related(*queries.SHOWN)


def rights_in_records(actor: Actor) -> list[tuple[str, str]]:
    """The rights of a party's decided cases, by reference and title, to choose from."""
    cases = Case.objects.visible_to(actor).filter(state__in=queries.DONE_CASES)
    rows = cases.order_by("right__folded").values_list("right__reference", "right__title").distinct()
    return list(rows[: queries.MOST_NAMED])
