"""How sellers have conducted themselves lately, and what like goods cost: for many at once, in as many queries as for one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from sellers.models import PriorNotice, QualityFact, Strike
from tenancy.context import current_tenant

YEAR, WEEK, USUAL = timedelta(days=365), timedelta(days=7), timedelta(days=90)
STRIKES_WITHIN = timedelta(days=180)
"""As long as a plain strike counts."""
FEWEST_IN_A_WEEK = 5
"""Fewer complaints in a week are no surge, however few there are as a rule."""
MOST_LISTINGS = 1_000
"""Listings are counted so far: whoever has more has many."""
PRICES, SIGHTINGS = 500, 100
"""The newest listings of a category whose prices are looked at; the first uploads of a picture that are."""


@dataclass(frozen=True, slots=True)
class Conduct:
    """A seller over the last year: listings (at most 1,000), items decided, strikes of the last 180 days, complaints of
    quality; and how many times more of these came in the last week than in a usual one (1.0: as ever)."""

    listings: int = 0
    upheld: int = 0
    rejected: int = 0
    strikes: int = 0
    complaints: int = 0
    complaints_in_week: int = 0
    surge: float = 1.0


@dataclass(frozen=True, slots=True)
class Peers:
    """What the newest 500 public listings of a category cost in one currency, in hundredths."""

    median_cents: int
    low_cents: int
    count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """That a picture was uploaded for a listing; the earliest upload has the least `order`."""

    order: UUID
    listing_id: UUID
    seller_id: UUID


def conduct_of(seller_ids: Iterable[UUID], now: datetime) -> dict[UUID, Conduct]:
    """How each of these sellers has conducted itself. Four queries."""
    ids = list(set(seller_ids))
    if not ids:
        return {}
    decided = PriorNotice.objects.filter(seller_id__in=ids, at__gt=now - YEAR).values("seller_id")
    outcomes = decided.annotate(
        upheld=Count("id", filter=Q(outcome="upheld")), rejected=Count("id", filter=Q(outcome="rejected"))
    )
    by_seller = {row["seller_id"]: row for row in outcomes.order_by()}
    strikes = Strike.objects.filter(seller_id__in=ids, reversals=None, given_at__gt=now - STRIKES_WITHIN)
    standing = strikes.filter(Q(fades_at=None) | Q(fades_at__gt=now)).values_list("seller_id").order_by()
    struck = dict(standing.annotate(n=Count("id")))
    complained, counts = _complaints(ids, now), _listings(ids)
    found = {}
    for seller_id in ids:
        year, usual, week = complained.get(seller_id, (0, 0, 0))
        outcome = by_seller.get(seller_id, {})
        found[seller_id] = Conduct(
            listings=counts.get(seller_id, 0),
            upheld=outcome.get("upheld", 0),
            rejected=outcome.get("rejected", 0),
            strikes=struck.get(seller_id, 0),
            complaints=year,
            complaints_in_week=week,
            surge=surge(week, usual),
        )
    return found


@dataclass(frozen=True, slots=True)
class Complaints:
    """What was complained of a seller's goods in the last year, by kind, and how the last week compares."""

    by_kind: tuple[tuple[str, int], ...]
    week: int
    surge: float

    @property
    def total(self) -> int:
        """All of the year."""
        return sum(count for _kind, count in self.by_kind)

    @property
    def times(self) -> int:
        """How many times as many as usual came in the last week; 1 where that is no surge."""
        return round(self.surge)


def complaints_of(seller_id: UUID, now: datetime) -> Complaints:
    """The complaints about one seller's goods. Two queries."""
    rows = QualityFact.objects.filter(seller_id=seller_id, at__gt=now - YEAR, at__lte=now)
    counted = rows.values_list("kind").annotate(n=Count("id")).order_by("-n", "kind")
    labels = dict(QualityFact.Kind.choices)
    _year, usual, week = _complaints([seller_id], now).get(seller_id, (0, 0, 0))
    return Complaints(tuple((str(labels[kind]), count) for kind, count in counted), week, surge(week, usual))


def surge(week: int, usual: int) -> float:
    """How many times more complaints came in the last 7 days than in a usual week of the 83 days before.

    At least one a week counts as usual, so that a seller nobody ever complained of does not surge with the second.
    """
    if week < FEWEST_IN_A_WEEK:
        return 1.0
    return week / max(usual * WEEK / (USUAL - WEEK), 1.0)


def _complaints(ids: list[UUID], now: datetime) -> dict[UUID, tuple[int, int, int]]:
    """By seller: of the year, of the usual 83 days, of the last week."""
    rows = QualityFact.objects.filter(seller_id__in=ids, at__gt=now - YEAR, at__lte=now).values_list("seller_id")
    lately, before = Q(at__gt=now - WEEK), Q(at__gt=now - USUAL, at__lte=now - WEEK)
    counted = rows.annotate(
        year=Count("id"), usual=Count("id", filter=before), week=Count("id", filter=lately)
    ).order_by()
    return {seller_id: (year, usual, week) for seller_id, year, usual, week in counted}


def _listings(ids: list[UUID]) -> dict[UUID, int]:
    """Counted no further than need be: a seller with a million listings costs as little as one with a thousand."""
    counting = """
        SELECT s.id, few.n FROM unnest(%(ids)s::uuid[]) AS s (id) CROSS JOIN LATERAL (
            SELECT count(*) AS n FROM (
                SELECT 1 FROM sellers_listing l WHERE l.tenant_id = %(tenant)s AND l.seller_id = s.id LIMIT %(most)s
            ) AS one
        ) AS few
    """
    with connection.cursor() as cursor:
        cursor.execute(counting, {"ids": ids, "tenant": current_tenant(), "most": MOST_LISTINGS})
        return dict(cursor.fetchall())


def peers_of(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Peers]:
    """What the newest public listings of each (department, currency) cost. One query."""
    wanted = sorted({key for key in keys if all(key)})
    if not wanted:
        return {}
    pricing = """
        SELECT k.department, k.currency, count(*),
               percentile_disc(0.5) WITHIN GROUP (ORDER BY p.price_cents),
               percentile_disc(0.1) WITHIN GROUP (ORDER BY p.price_cents)
        FROM unnest(%(departments)s::text[], %(currencies)s::text[]) AS k (department, currency)
        CROSS JOIN LATERAL (
            SELECT l.price_cents FROM sellers_listing l
            WHERE l.tenant_id = %(tenant)s AND l.department = k.department AND l.currency = k.currency
              AND l.state = 'public' AND l.price_cents > 0
            ORDER BY l.id DESC LIMIT %(most)s
        ) AS p
        GROUP BY k.department, k.currency
    """
    departments, currencies = map(list, zip(*wanted, strict=True))
    values: dict[str, Any] = {
        "departments": departments,
        "currencies": currencies,
        "tenant": current_tenant(),
        "most": PRICES,
    }
    with connection.cursor() as cursor:
        cursor.execute(pricing, values)
        return {(row[0], row[1]): Peers(row[3], row[4], row[2]) for row in cursor.fetchall()}


def shown_with(addresses: Iterable[str]) -> dict[str, list[Shown]]:
    """The listings of anybody that show the pictures with these addresses in the store, the first upload first; a hundred
    uploads of each. One query."""
    wanted = sorted(set(addresses))
    if not wanted:
        return {}
    seeing = """
        SELECT a.address, i.evidence_id, i.listing_id, i.seller_id
        FROM unnest(%(addresses)s::text[]) AS a (address) CROSS JOIN LATERAL (
            SELECT image.evidence_id, image.listing_id, l.seller_id
            FROM evidence_evidence e
            JOIN sellers_listingimage image ON image.tenant_id = e.tenant_id AND image.evidence_id = e.id
            JOIN sellers_listing l ON l.tenant_id = image.tenant_id AND l.id = image.listing_id
            WHERE e.tenant_id = %(tenant)s AND e.address = a.address
            ORDER BY e.id LIMIT %(most)s
        ) AS i
    """
    found: dict[str, list[Shown]] = {}
    with connection.cursor() as cursor:
        cursor.execute(seeing, {"addresses": wanted, "tenant": current_tenant(), "most": SIGHTINGS})
        for address, evidence_id, listing_id, seller_id in cursor.fetchall():
            found.setdefault(address, []).append(Shown(evidence_id, listing_id, seller_id))
    return {address: sorted(rows, key=lambda shown: shown.order) for address, rows in found.items()}
