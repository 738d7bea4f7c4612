"""What of a seller's goods was taken out of the shop, and which of its listings offer the same under another number."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Literal
from uuid import UUID

from sellers.models import Listing, ListingImage, Restraint

MOST_REMOVED = 1_000
"""The newest removals that are looked at."""
How = Literal["gtin", "picture", "title"]


@dataclass(frozen=True, slots=True)
class Relisted:
    """That a listing offers what was taken out of the shop as `number`, known by its GTIN, a picture or its title; `linked`
    where that one was another seller's, linked with this one."""

    number: str
    how: How
    linked: bool = False


@dataclass
class _Removed:
    """The number of a removed listing by each thing it can be known by, and the numbers of all."""

    by: dict[tuple[How, str], str] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)


def relisted(
    listings: Sequence[Listing],
    images: Sequence[ListingImage],
    now: datetime,
    linked: Mapping[UUID, Collection[UUID]] = MappingProxyType({}),
) -> Mapping[UUID, Relisted]:
    """Those of these listings that offer again what their seller had to take out, or one that is `linked` with it, by seller.

    `images` are their pictures, loaded with their evidence. Of another seller's a title alone says nothing. Two queries, one
    where nothing of these sellers was removed.
    """
    sellers = {one.seller_id for one in listings}
    removed = _removed(sellers.union(*(linked.get(one, ()) for one in sellers)), now)
    addresses: dict[UUID, list[str]] = {}
    for image in images:
        addresses.setdefault(image.listing_id, []).append(image.evidence.address)
    found = {}
    for one in listings:
        own = removed.get(one.seller_id)
        if own is not None and one.number in own.numbers:
            continue
        keys: list[tuple[How, str]] = [("gtin", one.gtin)] if one.gtin else []
        keys += [("picture", address) for address in addresses.get(one.id, ())]
        if again := _again(own, [*keys, ("title", one.folded)]):
            found[one.id] = again
            continue
        others = (_again(removed.get(other), keys) for other in sorted(linked.get(one.seller_id, ())))
        if again := next((other for other in others if other), None):
            found[one.id] = replace(again, linked=True)
    return found


def _again(gone: _Removed | None, keys: Sequence[tuple[How, str]]) -> Relisted | None:
    if gone is None:
        return None
    key = next((key for key in keys if key in gone.by), None)
    return Relisted(gone.by[key], key[0]) if key else None


def _removed(seller_ids: Iterable[UUID], now: datetime) -> dict[UUID, _Removed]:
    lying = Restraint.objects.standing(now).filter(seller_id__in=seller_ids, kind="delist", listing__isnull=False)
    columns = ("seller_id", "listing_id", "listing__number", "listing__folded", "listing__gtin")
    rows = list(lying.order_by("-id").values_list(*columns)[:MOST_REMOVED])
    found: dict[UUID, _Removed] = {}
    whose = {}
    for seller_id, listing_id, number, title, gtin in rows:
        of = found.setdefault(seller_id, _Removed())
        of.numbers.add(number)
        of.by.setdefault(("title", title), number)
        if gtin:
            of.by.setdefault(("gtin", gtin), number)
        whose[listing_id] = (of, number)
    shown = ListingImage.objects.filter(listing_id__in=whose).values_list("listing_id", "evidence__address")
    for listing_id, address in shown if whose else ():
        of, number = whose[listing_id]
        of.by.setdefault(("picture", address), number)
    return found
