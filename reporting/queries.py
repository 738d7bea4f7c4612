"""Measures per rights holder: what was removed, what its price was, and the reviewers' time that it took.

What is counted, exactly:

* **Removed**: listings with an order to remove them that stands (not reversed, not waiting in the grace), made in the period;
  each listing once per rights holder, in however many cases and regions. What a seller removed by itself is not counted.
* **Value**: the asking price on file of each of those listings, once, by currency; nothing is converted, and how many pieces
  were offered or would have been sold is not known, so nothing is multiplied. Listings without a price add nothing.
* **Reviewers' time**: for each moment at which a person decided Items of a case, the time since that case was last taken or
  given (the log's “case.assigned”) or last decided, whichever is later, but at most 15 minutes: who comes back after lunch
  has not looked at one case all the while. A step of a case that nobody took has no beginning; it is counted as such and
  adds nothing.
  Decisions that follow from a rule, second looks and appeals add nothing: the log does not say when they began.
* **Found, confirmed**: matches made in the period, in listings and in shops outside, and those that a person or a case bore out.

Four queries whatever the number of rights holders, and one for their names. Rows are found by the time in their ids, an hour
early, and then by the exact time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.models import Party
from tenancy.actor import Actor
from tenancy.context import current_tenant

MOST_MINUTES = 15
MOST_BRANDS = 200
EARLY = timedelta(hours=1)

OF_OWNERS = "%(all)s OR r.owner_id = ANY(%(owners)s)"
OF_BRANDS = f"""{OF_OWNERS} OR EXISTS (
  SELECT 1 FROM registry_brand AS b
  WHERE b.tenant_id = r.tenant_id AND b.id = r.brand_id AND b.owner_id = r.owner_id AND b.id = ANY(%(marks)s)
)"""
"""Which rights are counted, in the place of SEEN: those of owners, and for an agent that is limited to brands theirs."""
_HEAD = """
FROM registry_right AS r
JOIN enforcement_case AS c ON c.tenant_id = r.tenant_id AND c.right_id = r.id
  AND (%(regions)s::text[] = '{}' OR c.region = ANY(%(regions)s))
JOIN enforcement_item AS i ON i.tenant_id = c.tenant_id AND i.case_id = c.id
"""
REMOVED = f"""
SELECT owner_id, currency, count(*), count(price_cents), coalesce(sum(price_cents), 0)::bigint
FROM (
  SELECT DISTINCT ON (r.owner_id, l.id) r.owner_id, l.currency, l.price_cents
  {_HEAD}
  JOIN enforcement_remedy AS m ON m.tenant_id = i.tenant_id AND m.item_id = i.id
  JOIN sellers_listing AS l ON l.tenant_id = i.tenant_id AND l.id = i.listing_id
  WHERE r.tenant_id = %(tenant)s AND (SEEN)
    AND m.code = 'delist' AND m.state <> 'reversed'
    AND m.id >= %(first)s AND m.ordered_at >= %(begin)s AND m.ordered_at < %(end)s
) AS removed
GROUP BY owner_id, currency
"""
STEPS = f"""
WITH step AS (
  SELECT r.owner_id, c.id AS case_id, d.decided_at AS at
  {_HEAD}
  JOIN enforcement_decision AS d ON d.tenant_id = i.tenant_id AND d.item_id = i.id
  WHERE r.tenant_id = %(tenant)s AND (SEEN)
    AND NOT d.automated AND d.decided_by_id IS NOT NULL AND d.appeal_id IS NULL
    AND d.id >= %(first)s AND d.decided_at >= %(begin)s AND d.decided_at < %(end)s
  GROUP BY r.owner_id, c.id, d.decided_at
), begun AS (
  SELECT step.owner_id, step.at, greatest(
    lag(step.at) OVER (PARTITION BY step.case_id ORDER BY step.at),
    (SELECT max(e.at) FROM audit_mention AS n JOIN audit_entry AS e ON e.tenant_id = n.tenant_id AND e.id = n.entry_id
     WHERE n.tenant_id = %(tenant)s AND n.target_id = step.case_id AND n.kind = 'about'
       AND e.verb = 'case.assigned' AND e.at <= step.at)
  ) AS start
  FROM step
)
SELECT owner_id, count(*), count(start),
  coalesce(
    sum(extract(epoch FROM least(at - start, make_interval(mins => %(minutes)s)))) FILTER (WHERE start IS NOT NULL), 0
  )::bigint
FROM begun GROUP BY owner_id
"""
MATCHES = """
SELECT r.owner_id, count(*), count(*) FILTER (WHERE m.state IN ('confirmed', 'cased', 'upheld'))
FROM scanner_match AS m JOIN registry_right AS r ON r.tenant_id = m.tenant_id AND r.id = m.right_id
WHERE m.tenant_id = %(tenant)s AND (SEEN)
  AND (%(regions)s::text[] = '{}' OR m.regions && %(regions)s::varchar[])
  AND m.id >= %(first)s AND m.made_at >= %(begin)s AND m.made_at < %(end)s
GROUP BY r.owner_id
"""
OUTSIDE = """
SELECT r.owner_id, count(*), count(*) FILTER (WHERE m.state = 'confirmed')
FROM scanner_outsidematch AS m JOIN registry_right AS r ON r.tenant_id = m.tenant_id AND r.id = m.right_id
WHERE m.tenant_id = %(tenant)s AND (SEEN)
  AND m.id >= %(first)s AND m.made_at >= %(begin)s AND m.made_at < %(end)s
GROUP BY r.owner_id
"""


@dataclass
class Worth:
    """Listings of one currency: how many, how many of them name a price, and the sum of those in hundredths."""

    currency: str
    listings: int
    priced: int
    cents: int


@dataclass
class BrandMeasure:
    """One rights holder in a period. `seconds` is the reviewers' time; of `steps`, `timed` have a beginning."""

    owner_id: UUID
    name: str = ""
    reference: str = ""
    worth: list[Worth] = field(default_factory=list)
    steps: int = 0
    timed: int = 0
    seconds: int = 0
    found: int = 0
    confirmed: int = 0
    found_outside: int = 0
    confirmed_outside: int = 0

    @property
    def removed(self) -> int:
        """Listings removed."""
        return sum(one.listings for one in self.worth)

    @property
    def priced(self) -> list[Worth]:
        """The worth of those that name a price, the largest sum first."""
        return sorted((one for one in self.worth if one.priced), key=lambda one: -one.cents)

    @property
    def minutes(self) -> int:
        """The reviewers' time in whole minutes."""
        return round(self.seconds / 60)


def brands(actor: Actor, *, begin: datetime, end: datetime) -> list[BrandMeasure]:
    """Every rights holder that the actor sees and of which there is something to say, most removed first; at most 200.

    Staff see all, those who work in some regions the cases there; a rights holder its own and an agent those for
    which it acts; of one that limited it to brands, what concerns their rights.
    """
    seen = _parameters(actor, begin, end)
    found: dict[UUID, BrandMeasure] = {}
    for owner, currency, listings, priced, cents in _rows(REMOVED, seen):
        found.setdefault(owner, BrandMeasure(owner)).worth.append(Worth(currency, listings, priced, cents))
    for owner, steps, timed, seconds in _rows(STEPS, seen):
        brand = found.setdefault(owner, BrandMeasure(owner))
        brand.steps, brand.timed, brand.seconds = steps, timed, seconds
    for owner, number, confirmed in _rows(MATCHES, seen):
        brand = found.setdefault(owner, BrandMeasure(owner))
        brand.found, brand.confirmed = number, confirmed
    for owner, number, confirmed in _rows(OUTSIDE, seen):
        brand = found.setdefault(owner, BrandMeasure(owner))
        brand.found_outside, brand.confirmed_outside = number, confirmed
    return _named(found)


def _named(found: Mapping[UUID, BrandMeasure]) -> list[BrandMeasure]:
    ranked = sorted(found.values(), key=lambda one: (-one.removed, -one.found, str(one.owner_id)))[:MOST_BRANDS]
    parties = Party.objects.in_bulk([brand.owner_id for brand in ranked])
    for brand in ranked:
        brand.name, brand.reference = parties[brand.owner_id].name, parties[brand.owner_id].reference
    return ranked


def _parameters(actor: Actor, begin: datetime, end: datetime) -> dict[str, Any]:
    sees_all = actor.is_operator or actor.is_system
    return {
        "tenant": current_tenant(),
        "all": sees_all,
        "owners": [] if sees_all else [one for one in (actor.party_id, *actor.brands) if one is not None],
        "marks": [] if sees_all else list(actor.marks),
        "regions": sorted(actor.regions),
        "first": _first_id(begin - EARLY),
        "begin": begin,
        "end": end,
        "minutes": MOST_MINUTES,
    }


def _first_id(moment: datetime) -> UUID:
    """No id that was made from that moment on is smaller: a UUIDv7 begins with its milliseconds."""
    return UUID(int=max(0, int(moment.timestamp() * 1000)) << 80)


def _rows(sql: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("SEEN", OF_BRANDS if parameters["marks"] else OF_OWNERS), parameters)
        return list(cursor.fetchall())
