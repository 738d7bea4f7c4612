"""Complaints of buyers: made by link or by the shop, answered by the seller, replied to, done, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import require
from audit.log import record
from fulfillment.machine import TRADECOMPLAINT
from fulfillment.models import (
    Order,
    OrderLine,
    Remedy,
    ShipmentPaper,
    TradeComplaint,
    TradePaper,
    TradeStatement,
)
from fulfillment.services.surges import JOB as SURGES
from fulfillment.trade import letters, timing, verbs
from fulfillment.trade.keeping import (
    File,
    Side,
    cents_faults,
    held_complaint,
    keep_papers,
    put_down,
    refuse,
    word_faults,
)
from fulfillment.trade.words import paid_of
from policy import trade as rules
from sellers.services import Complained, note_quality
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.due import ring
from tenancy.errors import Conflict, Denied, Invalid
from tenancy.references import unused
from workflow.moves import move

State, Kind, Said = TradeComplaint.State, TradeComplaint.Kind, TradeStatement.Kind
BRIDGE = "trade_fakes"
"""The bell for what carries complaints of fakes into the procedure for rights."""
MONEY = (Remedy.REFUND, Remedy.PRICE_DIFFERENCE)
QUALITY = {Kind.FAKE: "suspected_fake", Kind.QUALITY: "quality", Kind.SHORT_QUANTITY: "not_as_described"}
"""What is noted on the seller's record, where the goods themselves are complained of."""
PROVED = (Kind.NOT_SHIPPED, Kind.FALSE_TRACKING, Kind.FAKE)
"""Complaints that a seller contests with a paper: that it was delivered, or where it was bought."""
OPEN = (State.OPEN, State.OFFERED, State.CONTESTED, State.MEDIATION, State.OWED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What a buyer complains of. `position` is that of a line of the order, None for all of it."""

    kind: str
    wants: str
    words: str
    position: int | None = None
    files: Sequence[File] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a seller says: an offer of a `remedy` (with `cents` where it is money), or, without one, that it disagrees.

    `paper` is a kind of `TradePaper`.
    """

    words: str
    remedy: str = ""
    cents: int | None = None
    files: Sequence[File] = ()
    paper: str = TradePaper.Kind.RECEIPT


@transaction.atomic
def complain(*, actor: Actor, order: Order, wrong: Wrong, now: datetime | None = None) -> TradeComplaint:
    """Take in a complaint. A buyer is anonymous and has shown its link to the caller; everybody else needs the permission.

    Raises Invalid by field, Conflict where the same is open already or the order cannot be complained of.
    """
    source = _source(actor)
    at = now or database_now()
    fresh = Order.objects.select_for_update(of=("self",)).select_related("seller", "tenant").get(id=order.id)
    line = _checked(fresh, wrong, at)
    listing = (line or fresh.lines.select_related("listing").order_by("position")[0]).listing
    if TradeComplaint.objects.filter(order=fresh, kind=wrong.kind, listing=listing, state__in=OPEN).exists():
        raise Conflict(_("You have complained of this already; add to that complaint."), code="open_already")
    made = TradeComplaint(
        reference=unused(TradeComplaint, "TC"), order=fresh, line=line, seller=fresh.seller, listing=listing, kind=wrong.kind,
        wants=wrong.wants, source=source, filed_at=at, state_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    row = put_down(actor, made, Side.BUYER, Said.COMPLAINED, now=at, words=wrong.words, remedy=wrong.wants)
    keep_papers(actor, made, wrong.files, Side.BUYER, TradePaper.Kind.PICTURE)
    entry = record(
        verbs.COMPLAINED, actor=actor, subject=made, refs=[fresh, listing], facts={"kind": made.kind, "wants": made.wants},
        rows=[row], parties=[fresh.seller_id],
    )  # fmt: skip
    timing.begin(rules.ANSWER, made, at)
    _note_down(made, at)
    letters.tell_seller(
        entry=entry, complaint=made, subject=_("A buyer complains about order %(number)s"),
        body=_("Answer in three working days: offer something, or say why not. Silence proposes a refund to the marketplace."),
    )  # fmt: skip
    letters.send_step(
        entry=entry, complaint=made, subject=gettext_lazy("Your complaint %(reference)s has arrived"),
        body=gettext_lazy(
            "%(seller)s has three working days to answer you. If it says nothing, %(marketplace)s decides, and a refund"
            " is proposed."
        ),
    )  # fmt: skip
    return made


@transaction.atomic
def add_to_complaint(
    *, actor: Actor, complaint: TradeComplaint, words: str, files: Sequence[File] = (), now: datetime | None = None
) -> TradeStatement:
    """Add words or files before it is over; by the buyer, whose link the caller was shown, by the shop for it, or the seller."""
    side = _side_of(actor, complaint)
    fresh = held_complaint(complaint)
    if fresh.state not in OPEN:
        raise Conflict(_("This complaint is over; nothing can be added to it."), code="stage")
    refuse({"words": word_faults(words, needed=not files)})
    pieces = keep_papers(actor, fresh, files, side, TradePaper.Kind.PICTURE)
    row = put_down(actor, fresh, side, Said.ADDED, now=now or database_now(), words=words)
    record(
        verbs.ADDED, actor=actor, subject=fresh, rows=[row], facts={"papers": len(pieces)}, parties=[fresh.seller_id]
    )  # fmt: skip
    return row


@transaction.atomic
def answer_complaint(
    *, actor: Actor, complaint: TradeComplaint, answer: Answer, now: datetime | None = None
) -> TradeComplaint:
    """The seller offers something, or contests. Raises Invalid by field, Denied for anybody else, Conflict when it is not its turn.

    Who contests that something never came shows that it was delivered, unless the shipment has that proof; who contests a fake
    shows where it was bought.
    """
    _require_seller(actor, complaint)
    at = now or database_now()
    fresh = held_complaint(complaint)
    _check_answer(fresh, answer)
    keep_papers(actor, fresh, answer.files, Side.SELLER, answer.paper)
    offers = bool(answer.remedy)
    cents = answer.cents if answer.remedy in MONEY else None
    row = put_down(
        actor, fresh, Side.SELLER, Said.OFFERED if offers else Said.CONTESTED, now=at, words=answer.words,
        remedy=answer.remedy, cents=cents,
    )  # fmt: skip
    if offers:
        set_remedy(fresh, answer.remedy, cents)
    move(fresh, State.OFFERED if offers else State.CONTESTED, machine=TRADECOMPLAINT, now=now)
    timing.stop(fresh, "trade_offered" if offers else "trade_contested")
    timing.begin(rules.REPLY if offers else rules.PROOF, fresh, at)
    facts = {"remedy": answer.remedy, "cents": cents} if offers else {"papers": len(answer.files)}
    entry = record(
        verbs.OFFERED if offers else verbs.CONTESTED, actor=actor, subject=fresh, facts=facts, rows=[row],
        parties=[fresh.seller_id],
    )  # fmt: skip
    letters.send_step(
        entry=entry, complaint=fresh, words=answer.words.strip(),
        subject=gettext_lazy("%(seller)s answered your complaint %(reference)s"),
        body=_OFFERED if offers else _CONTESTED,
    )  # fmt: skip
    return fresh


_OFFERED = gettext_lazy(
    "The offer: %(remedy)s.\n\n%(words)s\n\nSay in seven days whether you accept it. If you say nothing, it counts as accepted."
)
_CONTESTED = gettext_lazy(
    "%(seller)s disagrees:\n\n%(words)s\n\nLook at what it shows, and say in seven days whether you accept that. If you say"
    " nothing, your complaint is closed; if you do not accept it, %(marketplace)s decides."
)


@transaction.atomic
def reply(
    *, actor: Actor, complaint: TradeComplaint, accepts: bool, words: str = "", now: datetime | None = None
) -> TradeComplaint:
    """The buyer (by its link, or the shop for it) accepts the offer or the proof, or does not: then the marketplace decides.

    Raises Invalid where a refusal has no reason, Conflict where there is nothing to reply to.
    """
    _require_buyer(actor)
    at = now or database_now()
    fresh = held_complaint(complaint)
    if fresh.state not in (State.OFFERED, State.CONTESTED):
        raise Conflict(_("There is nothing to answer here now."), code="stage")
    refuse({"words": word_faults(words, needed=not accepts)})
    row = put_down(actor, fresh, Side.BUYER, Said.ACCEPTED if accepts else Said.REFUSED, now=at, words=words)
    verb = verbs.ACCEPTED if accepts else verbs.REFUSED
    was = fresh.state
    if not accepts:
        refer(fresh, at)
    elif was == State.OFFERED:
        owe(fresh, TradeComplaint.SettledBy.AGREEMENT, at)
    else:
        end(fresh, State.CLOSED, TradeComplaint.SettledBy.AGREEMENT, at)
    entry = record(verb, actor=actor, subject=fresh, rows=[row], parties=[fresh.seller_id])
    said = (
        _("The buyer accepts: do now what you offered, in seven days.") if was == State.OFFERED else _("It is closed.")
    )
    letters.tell_seller(
        entry=entry, complaint=fresh, subject=_("Complaint %(reference)s: the buyer answered"),
        body=said if accepts else _("The buyer does not accept it. The marketplace decides."),
    )  # fmt: skip
    return fresh


@transaction.atomic
def confirm_done(
    *, actor: Actor, complaint: TradeComplaint, words: str = "", files: Sequence[File] = (), now: datetime | None = None
) -> TradeComplaint:
    """What was owed is done: the seller shows a receipt, or the buyer says that it has it. Raises Invalid, Denied, Conflict."""
    side = _side_of(actor, complaint)
    fresh = held_complaint(complaint)
    if fresh.state != State.OWED:
        raise Conflict(_("Nothing is owed here now."), code="stage")
    refuse({"words": word_faults(words, needed=False)})
    if side == Side.SELLER and not files:
        raise Invalid(fields={"papers": [_("Show it: a receipt of the payment, or of the parcel.")]})
    keep_papers(actor, fresh, files, side, TradePaper.Kind.RECEIPT)
    row = put_down(
        actor,
        fresh,
        side,
        Said.DONE,
        now=now or database_now(),
        words=words,
        remedy=fresh.remedy,
        cents=fresh.remedy_cents,
    )
    end(fresh, State.SETTLED, fresh.settled_by, now)
    facts = {"remedy": fresh.remedy, "cents": fresh.remedy_cents}
    entry = record(verbs.DONE, actor=actor, subject=fresh, facts=facts, rows=[row], parties=[fresh.seller_id])
    letters.send_step(
        entry=entry, complaint=fresh, subject=gettext_lazy("Your complaint %(reference)s is settled"),
        body=gettext_lazy("What you were to get: %(remedy)s. The receipt is on the page. If it is not so, complain again there."),
    )  # fmt: skip
    return fresh


@transaction.atomic
def withdraw(*, actor: Actor, complaint: TradeComplaint, now: datetime | None = None) -> TradeComplaint:
    """The buyer takes it back. What was noted about the seller's goods stays noted. Raises Conflict when it is over."""
    _require_buyer(actor)
    fresh = held_complaint(complaint)
    row = put_down(actor, fresh, Side.BUYER, Said.WITHDRAWN, now=now or database_now())
    end(fresh, State.WITHDRAWN, "", now)
    entry = record(verbs.WITHDRAWN, actor=actor, subject=fresh, rows=[row], parties=[fresh.seller_id])
    letters.tell_seller(
        entry=entry,
        complaint=fresh,
        subject=_("Complaint %(reference)s was taken back"),
        body=_("Nothing is left to be done."),
    )
    return fresh


def refer(complaint: TradeComplaint, now: datetime) -> None:
    """The marketplace is to decide from here on. Part of an act with its own entry; the row is locked."""
    move(complaint, State.MEDIATION, machine=TRADECOMPLAINT)
    timing.stop(complaint, "trade_referred")
    timing.begin(rules.MEDIATION, complaint, now)


def owe(complaint: TradeComplaint, settled_by: str, now: datetime) -> None:
    """The seller is to do what `remedy` says. Part of an act with its own entry; the row is locked."""
    move(complaint, State.OWED, machine=TRADECOMPLAINT)
    complaint.settled_by = settled_by
    complaint.save(update_fields=["settled_by"])
    timing.stop(complaint, "trade_replied")
    timing.stop(complaint, "trade_owed")
    timing.begin(rules.OWED, complaint, now)


def end(complaint: TradeComplaint, state: str, settled_by: str, now: datetime | None) -> None:
    """It is over. Part of an act with its own entry; the row is locked."""
    move(complaint, state, machine=TRADECOMPLAINT, now=now)
    complaint.settled_by = settled_by
    complaint.save(update_fields=["settled_by"])
    timing.stop(complaint, "trade_ended")


def _side_of(actor: Actor, complaint: TradeComplaint) -> str:
    """For whom somebody speaks: the seller for itself, the shop and whoever holds the link for the buyer. Raises Denied."""
    if actor.party_id is not None and actor.party_id == complaint.seller_id:
        require(actor, "trade.answer")
        return Side.SELLER
    _require_buyer(actor)
    return Side.BUYER


def note_bridged(*, actor: Actor, complaint: TradeComplaint, report: str) -> None:
    """The procedure for rights has made a report of it. Called down by whoever made it, in the transaction of that deed."""
    complaint.ip_report = report
    complaint.save(update_fields=["ip_report"])
    record(
        verbs.BRIDGED, actor=actor, subject=complaint, refs=[complaint.listing_id], facts={"report": report},
        parties=[complaint.seller_id],
    )  # fmt: skip


def _source(actor: Actor) -> str:
    _require_buyer(actor)
    return TradeComplaint.Source.BUYER if actor.kind == "anonymous" else TradeComplaint.Source.SHOP


def _require_buyer(actor: Actor) -> None:
    if actor.kind != "anonymous":
        require(actor, "trade.file")


def _require_seller(actor: Actor, complaint: TradeComplaint) -> None:
    require(actor, "trade.answer")
    if actor.party_id != complaint.seller_id:
        raise Denied(_("Only the seller answers."), code="not_yours")


def set_remedy(complaint: TradeComplaint, remedy: str, cents: int | None) -> None:
    """What is offered, or decided, stands on the row. Part of an act with its own entry."""
    complaint.remedy, complaint.remedy_cents = remedy, cents
    complaint.save(update_fields=["remedy", "remedy_cents"])


def _checked(order: Order, wrong: Wrong, now: datetime) -> OrderLine | None:
    if order.state in (Order.State.PLACED, Order.State.REFUSED):
        raise Conflict(_("This order was not carried out; there is nothing to complain of yet."), code="stage")
    line = order.lines.select_related("listing").filter(position=wrong.position).first() if wrong.position else None
    early = ""
    if (
        wrong.kind == Kind.NOT_SHIPPED
        and order.ship_by
        and order.ship_by >= now.date()
        and not order.shipments.exists()
    ):
        day = date_format(order.ship_by, "j F Y")
        early = _("The seller has until %(day)s to send it. If it has not by then, come back.") % {"day": day}
    tracked = wrong.kind != Kind.FALSE_TRACKING or order.shipments.exists()
    refuse(
        {
            "kind": (
                [_("Choose what is wrong.")] if wrong.kind not in Kind.values
                else [early] if early
                else [] if tracked else [_("Nothing was sent yet: say that it was never sent.")]
            ),
            "wants": [] if wrong.wants in Remedy.values else [_("Choose what you would like.")],
            "position": [_("The order has no such line.")] if wrong.position and line is None else [],
            "words": word_faults(wrong.words),
        }
    )  # fmt: skip
    return line


def _check_answer(complaint: TradeComplaint, answer: Answer) -> None:
    if complaint.state != State.OPEN:
        raise Conflict(_("This is not your turn: %(state)s.") % {"state": complaint.get_state_display()}, code="stage")
    needs_paper = not answer.remedy and complaint.kind in PROVED and not answer.files
    if needs_paper and complaint.kind != Kind.FAKE:
        proofs = ShipmentPaper.objects.filter(shipment__order=complaint.order_id, kind=ShipmentPaper.Kind.DELIVERY)
        needs_paper = not proofs.exists()
    papers = [_("Show it: the proof of delivery, or an invoice of where you bought the goods.")] if needs_paper else []
    refuse(
        {
            "remedy": [] if answer.remedy in ("", *Remedy.values) else [_("Choose what you offer.")],
            "cents": cents_faults(
                answer.cents, most=paid_of(complaint), needed=answer.remedy == Remedy.PRICE_DIFFERENCE
            ) if answer.remedy in MONEY else [],
            "words": word_faults(answer.words),
            "papers": papers,
            "paper": [] if answer.paper in TradePaper.Kind.values else [_("Choose what the papers show.")],
        }
    )  # fmt: skip


def _note_down(complaint: TradeComplaint, now: datetime) -> None:
    """What concerns the goods goes to the seller's record; a fake is brought to the procedure for rights."""
    kind = QUALITY.get(Kind(complaint.kind))
    if kind:
        fact = Complained(
            seller=complaint.seller.reference, kind=kind, source="buyer", cause=complaint.reference, at=now,
            listing=complaint.listing.number,
        )  # fmt: skip
        note_quality(actor=Actor.system(current_tenant()), complaints=[fact])
    ring(SURGES)
    if complaint.kind == Kind.FAKE:
        ring(BRIDGE)
