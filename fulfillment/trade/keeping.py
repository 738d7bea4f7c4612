"""What the acts on orders, shipments and complaints share: rows held, words checked, papers kept, who is concerned."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from audit.rows import committed
from evidence.models import Evidence
from evidence.services import show, store
from fulfillment.models import (
    Order,
    Shipment,
    ShipmentEvent,
    ShipmentPaper,
    TradeComplaint,
    TradePaper,
    TradeStatement,
)
from gateway.text import text_fault
from gateway.uploads import CheckedDocument, CheckedPicture
from tenancy.actor import Actor
from tenancy.errors import Invalid, NotFound

File = tuple[str, CheckedDocument | CheckedPicture]
MOST_WORDS, MOST_FILES = 4000, 10
MOST_CENTS = 10_000_000_000
Side = TradeStatement.Side


def held_order(actor: Actor, order: Order) -> Order:
    """The row as it stands, for this transaction alone. NotFound for who does not see it."""
    return _held(Order.objects.visible_to(actor).select_related("seller", "tenant"), order.id)


def held_shipment(actor: Actor, shipment: Shipment) -> Shipment:
    """The same of a shipment."""
    rows = Shipment.objects.visible_to(actor).select_related(
        "seller", "order__seller", "order__tenant", "carrier", "tenant"
    )
    return _held(rows, shipment.id)


def held_complaint(complaint: TradeComplaint) -> TradeComplaint:
    """The same of a complaint; the caller has shown that the actor may see it."""
    rows = TradeComplaint.objects.select_related("order__seller", "order__tenant", "seller", "listing", "tenant")
    return _held(rows, complaint.id)


def put_down(
    actor: Actor, complaint: TradeComplaint, side: str, kind: str, *, now: datetime, words: str = "", remedy: str = "",
    cents: int | None = None,
) -> TradeStatement:  # fmt: skip
    """Put down what was said. Part of an act with its own entry."""
    return committed(
        TradeStatement, complaint=complaint, side=side, kind=kind, remedy=remedy, cents=cents,
        membership_id=actor.membership_id, at=now, words=words.strip(),
    )  # fmt: skip


def keep_event(
    actor: Actor, shipment: Shipment, kind: str, *, at: datetime, country: str = "", quantity: int | None = None, words: str = "",
) -> ShipmentEvent:  # fmt: skip
    """Append what happened to a shipment. Part of an act with its own entry."""
    return committed(
        ShipmentEvent, shipment=shipment, kind=kind, at=at, party_id=actor.party_id, country=country, quantity=quantity,
        words=words.strip(),
    )  # fmt: skip


def keep_papers(actor: Actor, complaint: TradeComplaint, files: Sequence[File], side: str, kind: str) -> list[Evidence]:
    """Put files to a complaint, which its seller sees; the same twice is one. Raises Invalid for more than ten."""
    fresh = _stored(actor, files, "trade", complaint.papers.values_list("evidence__sha256", flat=True))
    TradePaper.objects.bulk_create(
        TradePaper(complaint=complaint, evidence=one, side=side, kind=_kind_of(one, kind)) for one in fresh
    )
    if fresh:
        show(evidence=fresh, party=complaint.seller, actor=actor)
    return fresh


def keep_shipment_papers(actor: Actor, shipment: Shipment, files: Sequence[File], kind: str) -> list[Evidence]:
    """The same of a shipment: its seller and its carrier see them."""
    fresh = _stored(actor, files, "shipment", shipment.papers.values_list("evidence__sha256", flat=True))
    ShipmentPaper.objects.bulk_create(ShipmentPaper(shipment=shipment, evidence=one, kind=kind) for one in fresh)
    for party in (shipment.seller, shipment.carrier):
        if fresh and party is not None:
            show(evidence=fresh, party=party, actor=actor)
    return fresh


def parties_of(shipment: Shipment, actor: Actor) -> set[UUID | None]:
    """Who sees what the log says of a shipment."""
    return {shipment.seller_id, shipment.carrier_id, actor.party_id}


def word_faults(words: str, *, needed: bool = True) -> list[str]:
    """What is wrong with what somebody wrote."""
    if not words.strip():
        return [_("Say it in a sentence or two.")] if needed else []
    if fault := text_fault(words):
        return [fault]
    return [_("At most %(most)d characters.") % {"most": MOST_WORDS}] if len(words) > MOST_WORDS else []


def cents_faults(cents: int | None, *, most: int, needed: bool) -> list[str]:
    """What is wrong with an amount; `most` is what was paid."""
    if cents is None:
        return [_("Say how much.")] if needed else []
    return [] if 0 < cents <= most else [_("More than nothing, and at most what was paid.")]


def refuse(wrong: dict[str, list[str]]) -> None:
    """Raise Invalid where something is wrong."""
    if found := {name: sentences for name, sentences in wrong.items() if sentences}:
        raise Invalid(fields=found)


def _kind_of(piece: Evidence, kind: str) -> str:
    """A paper is no picture, whatever the form calls it."""
    return kind if piece.is_picture or kind != TradePaper.Kind.PICTURE else TradePaper.Kind.RECEIPT


def _stored(actor: Actor, files: Sequence[File], kind: str, had: Iterable[str]) -> list[Evidence]:
    if len(files) > MOST_FILES:
        raise Invalid(fields={"papers": [_("At most %(n)d files at once.") % {"n": MOST_FILES}]})
    known, fresh = set(had), []
    for name, checked in files:
        if checked.sha256 not in known:
            known.add(checked.sha256)
            fresh.append(store(data=checked, kind=kind, actor=actor, label=name))
    return fresh


def _held(rows, row_id: UUID):  # type: ignore[no-untyped-def]
    found = rows.select_for_update(of=("self",)).filter(id=row_id).first()
    if found is None:
        raise NotFound
    return found
