"""What sellers share, read for many at once in as many queries as for one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from registry.models import AuthorisedSeller, Specimen
from scanner.linking import CROWD, Shared
from scanner.models import Scan
from scanner.near_pictures import near_things
from sellers.models import SellerTrait
from tenancy.context import current_tenant
from tenancy.ids import least_uuid7

PICTURES, UPLOADS = 500, 2_000
"""The newest pictures of a seller that are looked at; the uploads of one picture that are."""
TRAITS = """
    SELECT m.kind, m.digest, ARRAY(
        SELECT t.seller_id FROM sellers_sellertrait t
        WHERE t.tenant_id = %(tenant)s AND t.kind = m.kind AND t.digest = m.digest AND t.ended_at IS NULL
        ORDER BY t.seller_id LIMIT %(crowd)s
    ) FROM (
        SELECT DISTINCT kind, digest FROM sellers_sellertrait WHERE tenant_id = %(tenant)s AND seller_id = ANY(%(ids)s)
    ) AS m
"""
SHOWN = """
    SELECT m.address, ARRAY(
        SELECT DISTINCT u.seller_id FROM (
            SELECT l.seller_id FROM evidence_evidence e
            JOIN sellers_listingimage i ON i.tenant_id = e.tenant_id AND i.evidence_id = e.id
            JOIN sellers_listing l ON l.tenant_id = i.tenant_id AND l.id = i.listing_id
            WHERE e.tenant_id = %(tenant)s AND e.address = m.address LIMIT %(uploads)s
        ) AS u ORDER BY u.seller_id LIMIT %(crowd)s
    ) FROM (
        SELECT DISTINCT p.address FROM unnest(%(ids)s::uuid[]) AS s (id) CROSS JOIN LATERAL (
            SELECT e.address FROM sellers_listing l
            JOIN sellers_listingimage i ON i.tenant_id = l.tenant_id AND i.listing_id = l.id
            JOIN evidence_evidence e ON e.tenant_id = i.tenant_id AND e.id = i.evidence_id
            WHERE l.tenant_id = %(tenant)s AND l.seller_id = s.id ORDER BY l.id DESC LIMIT %(pictures)s
        ) AS p
    ) AS m
"""


@dataclass(frozen=True, slots=True)
class Touched:
    """Sellers of whom something changed after a moment, and up to which id that is known. `more`: there are others."""

    sellers: frozenset[UUID]
    upto: UUID
    more: bool


def touched(after: UUID, before: datetime, *, most: int) -> Touched:
    """The sellers of scans and traits that came, and of traits that ended, after an id and before a time. Three queries."""
    between = Q(id__gt=after, id__lt=least_uuid7(before))
    rows = list(Scan.objects.filter(between).order_by("id").values_list("id", "listing__seller_id")[:most])
    rows += SellerTrait.objects.filter(between).order_by("id").values_list("id", "seller_id")[:most]
    rows.sort()
    since = datetime.fromtimestamp((after.int >> 80) / 1000, tz=UTC)
    over = SellerTrait.objects.filter(ended_at__gte=since, ended_at__lt=before).order_by("ended_at")
    ended = list(over.values_list("ended_at", "seller_id")[:most])
    sellers = frozenset(seller for _when, seller in [*rows[:most], *ended])
    ends = [rows[:most][-1][0]] if rows else []
    ends += [least_uuid7(ended[-1][0] + timedelta(milliseconds=1))] if ended else []
    full = [end for end, found in zip(ends, [one for one in (rows, ended) if one], strict=True) if len(found) >= most]
    return Touched(sellers, min(full) if full else max(ends, default=after), bool(full))


def things_of(seller_ids: Collection[UUID], now: datetime) -> list[Shared]:
    """All that these sellers share with others, with everybody who shares it, up to one more than a crowd.

    A thing that nobody else has is not there. As many queries for many sellers as for one.
    """
    values: dict[str, Any] = {
        "tenant": current_tenant(), "ids": list(seller_ids), "crowd": CROWD + 1, "pictures": PICTURES,
        "uploads": UPLOADS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(TRAITS, values)
        traits = [Shared(kind, digest, frozenset(sellers)) for kind, digest, sellers in cursor.fetchall()]
        cursor.execute(SHOWN, values)
        pictures = {address: frozenset(sellers) for address, sellers in cursor.fetchall() if len(sellers) > 1}
    shown = [Shared("picture", address, sellers) for address, sellers in pictures.items()] + near_things(seller_ids)
    entitled = _entitled([one.key for one in shown], now)
    shown = [replace(one, entitled=(*one.entitled, *entitled.get(one.key, ()))) for one in shown]
    return [one for one in traits if len(one.sellers) > 1] + shown


def _entitled(addresses: Iterable[str], now: datetime) -> dict[str, list[frozenset[UUID]]]:
    """Of each picture that is a specimen: by right, who may show it: its owner's authorised sellers."""
    specimens = Specimen.objects.filter(evidence__address__in=list(addresses), retired_at=None)
    rights = list(specimens.values_list("evidence__address", "right_id"))
    standing = AuthorisedSeller.objects.standing(now).filter(right_id__in={right for _address, right in rights})
    sellers: dict[UUID, set[UUID]] = {}
    for right_id, seller_id in standing.values_list("right_id", "seller_id"):
        sellers.setdefault(right_id, set()).add(seller_id)
    found: dict[str, list[frozenset[UUID]]] = {}
    for address, right_id in rights:
        found.setdefault(address, []).append(frozenset(sellers.get(right_id, ())))
    return found
