"""What a decision lays on the seller's stock: only where it says that the goods themselves are wrong."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from enforcement.models import Case, Decision
from fulfillment.services.stock import Stock, restrain_stock
from tenancy.actor import Actor

OF_THE_GOODS = (
    "counterfeit", "mark.identical", "mark.similar", "mark.altered", "mark.imported", "design.same", "patent.claim",
    "copying.goods", "court.infringes",
)  # fmt: skip
"""Grounds by which no piece may be sold. A picture that was copied, or a word in a listing, says nothing about the goods."""
TAKES_AWAY = ("delist", "suspend", "terminate")
"""Remedies that take goods out of the shop; those that leave them in it leave the stock alone."""


def keep_stock_back(
    case: Case, ordered: Sequence[Decision], causes: Mapping[UUID, str], *, actor: Actor, now: datetime
) -> None:
    """Tell the docks: the goods of each listing by their number, and where they have none all of the right's brand."""
    stock = [
        Stock(
            cause=causes[one.id], gtin=one.item.listing.gtin.zfill(14) if one.item.listing.gtin else "", brand=case.right.brand,
            territories=tuple(one.territories),
        )
        for one in ordered
        if one.remedy in TAKES_AWAY and is_of_the_goods(one.ground)
    ]  # fmt: skip
    restrain_stock(actor=actor, seller=case.seller, case=case.reference, stock=stock, now=now)


def is_of_the_goods(ground: str) -> bool:
    """Whether a ground says that the goods themselves are wrong: one of OF_THE_GOODS, or below it."""
    return any(ground == one or ground.startswith(f"{one}.") for one in OF_THE_GOODS)
