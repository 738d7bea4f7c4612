"""Surges: far more complaints in a week than a seller, or one of its listings, is used to. Noted once on the seller's record."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count

from audit.log import record
from fulfillment.models import ComplaintSurge, Order, TradeComplaint
from fulfillment.trade import verbs
from fulfillment.trade.surging import PAST, WEEK, Counted, expected, is_over, is_surge
from sellers.models import Listing
from sellers.services import Complained, note_quality
from tenancy.actor import Actor
from tenancy.references import unused

JOB = "trade_surges"
AGAIN = timedelta(hours=6)
"""How soon a surge that goes on is counted again."""
WITHDRAWN = TradeComplaint.State.WITHDRAWN


def find_surges(*, actor: Actor, now: datetime) -> datetime | None:
    """Count the complaints of the last seven days against the past; when it is to be done again, None while there is none."""
    week = now - timedelta(days=WEEK)
    recent = list(
        TradeComplaint.objects.filter(filed_at__gt=week, filed_at__lte=now)
        .exclude(state=WITHDRAWN)
        .values_list("seller_id", "listing_id", "kind")
    )
    open_ = {row.about: row for row in ComplaintSurge.objects.select_for_update().filter(ended_at=None)}
    sellers = Counter(seller for seller, _listing, _kind in recent)
    listings = Counter((seller, listing) for seller, listing, _kind in recent)
    fakes: Counter[UUID] = Counter()
    for seller, listing, kind in recent:
        if kind == TradeComplaint.Kind.FAKE:
            fakes.update([seller, listing])
    wanted = [(seller, None) for seller in sellers] + list(listings)
    wanted += [(row.seller_id, row.listing_id) for row in open_.values()]
    past, orders = _past({seller for seller, _listing in wanted}, now), _orders({seller for seller, _ in wanted}, now)
    for seller, listing in dict.fromkeys(wanted):
        about = listing or seller
        many = listings[seller, listing] if listing else sellers[seller]
        # A listing that sells more does so with its seller: its own orders are not counted apart.
        counted = Counted(many, past[about], orders[seller][0], orders[seller][1])
        _note(actor, seller, listing, counted, fakes[about], open_.get(about), now)
    return now + AGAIN if recent or open_ else None


def _past(sellers: Iterable[UUID], now: datetime) -> Counter[UUID]:
    """Complaints of the days before the last seven, by seller and by listing. One query."""
    begin, end = now - timedelta(days=WEEK + PAST), now - timedelta(days=WEEK)
    rows = TradeComplaint.objects.filter(seller_id__in=list(sellers), filed_at__gt=begin, filed_at__lte=end)
    found: Counter[UUID] = Counter()
    for seller, listing, many in (
        rows.exclude(state=WITHDRAWN).values_list("seller_id", "listing_id").annotate(n=Count("id"))
    ):
        found[seller] += many
        found[listing] += many
    return found


def _orders(sellers: Iterable[UUID], now: datetime) -> dict[UUID, tuple[int, int]]:
    """How many orders each seller had in the last seven days, and in those before. Two queries."""
    wanted = list(sellers)
    begin, week = now - timedelta(days=WEEK + PAST), now - timedelta(days=WEEK)
    rows = Order.objects.filter(seller_id__in=wanted).values_list("seller_id").annotate(n=Count("id"))
    late = dict(rows.filter(placed_at__gt=week, placed_at__lte=now))
    early = dict(rows.filter(placed_at__gt=begin, placed_at__lte=week))
    return {seller: (late.get(seller, 0), early.get(seller, 0)) for seller in wanted}


def _note(
    actor: Actor,
    seller: UUID,
    listing: UUID | None,
    counted: Counted,
    fakes: int,
    known: ComplaintSurge | None,
    now: datetime,
) -> None:
    if known is None and is_surge(counted):
        _begin(actor, seller, listing, counted, fakes, now)
    elif known is not None and is_over(counted):
        known.ended_at = now
        known.save(update_fields=["ended_at"])
        record(verbs.SURGE_ENDED, actor=actor, subject=known, refs=[seller])
    elif known is not None and counted.now > known.complaints:
        known.complaints, known.fakes = counted.now, max(fakes, known.fakes)
        known.save(update_fields=["complaints", "fakes"])


def _begin(
    actor: Actor, seller: UUID, listing: UUID | None, counted: Counted, fakes: int, now: datetime
) -> ComplaintSurge:
    tenths = round(expected(counted) * 10)
    made: ComplaintSurge = ComplaintSurge.objects.create(
        reference=unused(ComplaintSurge, "SU"), seller_id=seller, listing_id=listing, about=listing or seller,
        complaints=counted.now, fakes=fakes, expected_tenths=tenths, began_at=now,
    )  # fmt: skip
    facts = {"complaints": counted.now, "expected_tenths": tenths}
    record(verbs.SURGE_BEGAN, actor=actor, subject=made, refs=[seller, *([listing] if listing else [])], facts=facts)
    number = Listing.objects.values_list("number", flat=True).get(id=listing) if listing else ""
    fact = Complained(
        seller=made.seller.reference,
        kind="surge",
        source="buyer",
        cause=f"surge {made.reference}",
        at=now,
        listing=number,
    )
    note_quality(actor=actor, complaints=[fact])
    return made
