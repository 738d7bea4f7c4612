"""What the decision of a case lays on a seller's stock: docks keep it back until the decision is reversed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Party
from audit.log import Fact, record
from fulfillment import verbs
from fulfillment.models import StockRelease, StockRestraint
from registry.models import Brand
from registry.territories import countries_of
from tenancy.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """Goods of a seller: those with one number (14 digits), or without it all of a brand. `cause` is the remedy's reference."""

    cause: str
    gtin: str = ""
    brand: Brand | None = None
    territories: tuple[str, ...] = ()


@transaction.atomic
def restrain_stock(*, actor: Actor, seller: Party, case: str, stock: Sequence[Stock], now: datetime) -> int:
    """Keep this stock back at every dock from `now` until it is released; how many restraints are new.

    Called by the decision of a case, in its transaction. Stock without a number and without a brand is nothing anybody could find
    at a dock, and is left out. The same of the same cause is laid once.
    """
    found = [one for one in stock if one.gtin or one.brand is not None]
    laid = set(
        StockRestraint.objects.filter(cause__in=[one.cause for one in found]).values_list("cause", "gtin", "brand_id")
    )
    rows = [
        StockRestraint(
            seller=seller, gtin=one.gtin, brand=None if one.gtin else one.brand, territories=sorted(countries_of(one.territories)),
            starts_at=now, case=case, cause=one.cause,
        )
        for one in found
        if (one.cause, one.gtin, None if one.gtin or one.brand is None else one.brand.id) not in laid
    ]  # fmt: skip
    StockRestraint.objects.bulk_create(rows)
    if rows:
        brands = list({one.brand_id for one in rows if one.brand_id})
        record(
            verbs.STOCK_RESTRAINED, actor=actor, subject=seller, refs=brands, facts={"case": case, "restraints": len(rows)},
            parties=[seller.id],
        )  # fmt: skip
    return len(rows)


@transaction.atomic
def release_stock(*, actor: Actor, causes: Sequence[str], by: str, now: datetime) -> int:
    """Let go what these causes laid on stock; how many restraints ended. `by` is the reference of what reversed them.

    A cause that is released already or unknown changes nothing.
    """
    rows = StockRestraint.objects.filter(cause__in=list(causes), releases=None)
    ended = list(rows.select_related("seller").order_by("id"))
    StockRelease.objects.bulk_create(StockRelease(restraint=one, at=now, cause=by) for one in ended)
    by_seller: dict[UUID, list[StockRestraint]] = {}
    for one in ended:
        by_seller.setdefault(one.seller_id, []).append(one)
    for restraints in by_seller.values():
        seller = restraints[0].seller
        facts: dict[str, Fact] = {"restraints": len(restraints), "by": by}
        record(verbs.STOCK_RELEASED, actor=actor, subject=seller, facts=facts, parties=[seller.id])
    return len(ended)
