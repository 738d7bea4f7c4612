"""Who is linked with whom."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from scanner.models import SellerLink


def linked_sellers(seller_ids: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """The sellers with whom each of these is linked, as a person has confirmed. One query."""
    ids = set(seller_ids)
    rows = SellerLink.objects.filter(Q(seller_a_id__in=ids) | Q(seller_b_id__in=ids), state="confirmed")
    found: dict[UUID, set[UUID]] = {}
    for one, other in rows.values_list("seller_a_id", "seller_b_id"):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {seller_id: frozenset(found.get(seller_id, ())) for seller_id in ids}


def network(seller_id: UUID, *, most: int) -> list[SellerLink]:
    """The standing links round a seller, the strongest first: its own, then those of its neighbours, up to `most` sellers.

    Links among the sellers that are shown are all there. Three queries.
    """
    own = list(_strongest(SellerLink.objects.of(seller_id))[: most - 1])
    near = _ends(own) | {seller_id}
    further = SellerLink.objects.filter(Q(seller_a_id__in=near) | Q(seller_b_id__in=near))
    for link in _strongest(further)[: 4 * most]:
        if len(near | _ends([link])) <= most:
            near |= _ends([link])
    return list(_strongest(SellerLink.objects.filter(seller_a_id__in=near, seller_b_id__in=near))[: 6 * most])


def _strongest(rows: Any) -> Any:
    return rows.standing().select_related("seller_a", "seller_b").order_by("-strength", "-id")


def _ends(rows: Iterable[SellerLink]) -> set[UUID]:
    return {end for row in rows for end in (row.seller_a_id, row.seller_b_id)}
