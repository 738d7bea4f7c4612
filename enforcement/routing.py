"""Who gets a case that opens, and how much room people have; reading only."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from accounts.models import Membership
from accounts.roles import ROLES
from enforcement.conflicts import conflict
from enforcement.machine import OPEN_CASES
from enforcement.models import Case, RoutedTo, RoutingRule, WorkLimit
from tenancy.actor import Actor

DECIDERS = [code for code, role in ROLES.items() if "case.decide" in role.permissions]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in force with the people it names who still work here."""

    row: RoutingRule
    people: tuple[Membership, ...]

    def fits(self, case: Case) -> bool:
        """Whether it speaks of such a case."""
        asked = (self.row.region, self.row.kind, self.row.source, self.row.lane)
        given = (case.region, case.right.kind, case.source, case.lane)
        return all(want in ("", have) for want, have in zip(asked, given, strict=True))


def rules_in_force() -> list[Rule]:
    """The rules that hold, those that say most first, then the newest. Two queries, one where there is none."""
    rows = list(RoutingRule.objects.filter(ended_at=None).order_by("-id"))
    if not rows:
        return []
    named = RoutedTo.objects.filter(rule__in=rows, membership__state="active").select_related("membership__user")
    people: dict[UUID, list[Membership]] = {}
    for one in named.order_by("id"):
        people.setdefault(one.rule_id, []).append(one.membership)
    rows.sort(key=lambda row: -row.says)
    return [Rule(row, tuple(people.get(row.id, ()))) for row in rows]


def deciders() -> list[Membership]:
    """The marketplace's people who decide cases, by name."""
    rows = Membership.objects.filter(role__in=DECIDERS, state="active").select_related("user")
    return sorted(rows, key=lambda row: str(row.user))


def open_cases_with(people: Iterable[UUID]) -> Counter[UUID]:
    """How many open cases each of these people has. One query."""
    rows = Case.objects.filter(assigned_to__in=list(people), state__in=OPEN_CASES)
    return Counter(dict(rows.values_list("assigned_to").annotate(n=Count("id"))))


def limits_of(people: Iterable[UUID]) -> dict[UUID, int]:
    """How many each takes at a time; who has no limit is left out. One query."""
    rows = WorkLimit.objects.filter(membership__in=list(people))
    return dict(rows.values_list("membership", "most"))


def is_full(actor: Actor) -> int | None:
    """The limit of a person who has reached it; None for whoever has room. Two queries at most."""
    if actor.membership_id is None:
        return None
    most = limits_of([actor.membership_id]).get(actor.membership_id)
    return most if most is not None and open_cases_with([actor.membership_id])[actor.membership_id] >= most else None


def who_gets(case: Case, people: Sequence[Membership]) -> Membership | None:
    """Of these the one with the fewest open cases who has room, works in the region, and is no side of the case."""
    able = [one for one in people if not one.region_set or case.region in one.region_set]
    if not able:
        return None
    ids = [one.id for one in able]
    load, most = open_cases_with(ids), limits_of(ids)
    for one in sorted(able, key=lambda one: load[one.id]):
        if load[one.id] < most.get(one.id, load[one.id] + 1) and conflict(one.user_id, case) is None:
            return one
    return None
