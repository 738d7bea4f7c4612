"""Complaints of buyers that the marketplace decides, and what follows when somebody says nothing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import require
from audit.log import Fact, record
from fulfillment.models import Remedy, TradeComplaint, TradeStatement
from fulfillment.services.trade_complaints import MONEY, end, owe, refer, set_remedy
from fulfillment.trade import letters, verbs
from fulfillment.trade.keeping import Side, cents_faults, held_complaint, put_down, refuse, word_faults
from fulfillment.trade.words import paid_of
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict
from workflow.models import Clock

State, Said, SettledBy = TradeComplaint.State, TradeStatement.Kind, TradeComplaint.SettledBy


@transaction.atomic
def decide_complaint(
    *, actor: Actor, complaint: TradeComplaint, remedy: str, words: str, cents: int | None = None, now: datetime | None = None
) -> TradeComplaint:  # fmt: skip
    """The marketplace decides, with reasons that both sides read; an empty `remedy` means that nothing is owed.

    Raises Invalid by field, Conflict where there is nothing to decide.
    """
    require(actor, "trade.mediate")
    at = now or database_now()
    fresh = held_complaint(complaint)
    if fresh.state != State.MEDIATION:
        raise Conflict(_("There is nothing to decide here now."), code="stage")
    refuse(
        {
            "remedy": [] if remedy in ("", *Remedy.values) else [_("Choose what the buyer gets.")],
            "cents": cents_faults(cents, most=paid_of(fresh), needed=remedy == Remedy.PRICE_DIFFERENCE)
            if remedy in MONEY and (cents is not None or remedy == Remedy.PRICE_DIFFERENCE) else [],
            "words": word_faults(words),
        }
    )  # fmt: skip
    _decide(actor, fresh, remedy, cents, words, at)
    return fresh


def note_seller_silent(*, actor: Actor, complaint: TradeComplaint, now: datetime) -> None:
    """The seller said nothing in time: the marketplace decides, and a refund is proposed. Nothing where it has answered."""
    if complaint.state != State.OPEN:
        return
    row = put_down(actor, complaint, Side.SELLER, Said.SILENT, now=now)
    complaint.seller_silent = True
    complaint.save(update_fields=["seller_silent"])
    refer(complaint, now)
    entry = record(verbs.SELLER_SILENT, actor=actor, subject=complaint, rows=[row], parties=[complaint.seller_id])
    letters.send_step(
        entry=entry, complaint=complaint, subject=gettext_lazy("%(seller)s has not answered your complaint %(reference)s"),
        body=gettext_lazy("%(marketplace)s decides now, within five working days. A refund is proposed."),
    )  # fmt: skip
    letters.tell_seller(
        entry=entry, complaint=complaint, subject=_("Complaint %(reference)s: you did not answer in time"),
        body=_("The marketplace decides now, and a refund is proposed."),
    )  # fmt: skip


def note_buyer_silent(*, actor: Actor, complaint: TradeComplaint, now: datetime) -> None:
    """The buyer said nothing in time: an offer counts as accepted, and a proof stands. Nothing where it has answered."""
    was = complaint.state
    if was not in (State.OFFERED, State.CONTESTED):
        return
    row = put_down(actor, complaint, Side.BUYER, Said.SILENT, now=now)
    if was == State.OFFERED:
        owe(complaint, SettledBy.SILENCE, now)
        body = gettext_lazy(
            "You said nothing, so the offer counts as accepted: %(remedy)s. The seller has seven days to do it."
        )
    else:
        end(complaint, State.CLOSED, SettledBy.SILENCE, None)
        body = gettext_lazy("You said nothing to what the seller showed, so the complaint is closed.")
    entry = record(
        verbs.BUYER_SILENT, actor=actor, subject=complaint, facts={"state": complaint.state}, rows=[row],
        parties=[complaint.seller_id],
    )  # fmt: skip
    letters.send_step(
        entry=entry, complaint=complaint, subject=gettext_lazy("Your complaint %(reference)s goes on"), body=body
    )


def note_undecided(*, actor: Actor, complaint: TradeComplaint, now: datetime) -> None:
    """The marketplace has not decided in time: where the seller was silent too, the rule of the house refunds the buyer; else it
    is shown. Nothing where it has decided."""
    if complaint.state != State.MEDIATION:
        return
    if not complaint.seller_silent:
        record(verbs.UNDECIDED, actor=actor, subject=complaint, parties=[complaint.seller_id])
        return
    words = _(
        "Neither the seller nor the marketplace has said anything in time. The rule of the house gives the money back."
    )
    _decide(actor, complaint, Remedy.REFUND, None, words, now, by_rule=True)


def note_not_done(*, actor: Actor, complaint: TradeComplaint, now: datetime) -> None:
    """What was owed was not done in time: the marketplace decides. Nothing where it was done."""
    if complaint.state != State.OWED:
        return
    row = put_down(actor, complaint, Side.SELLER, Said.NOT_DONE, now=now)
    refer(complaint, now)
    entry = record(verbs.NOT_DONE, actor=actor, subject=complaint, rows=[row], parties=[complaint.seller_id])
    letters.send_step(
        entry=entry, complaint=complaint, subject=gettext_lazy("Your complaint %(reference)s: it was not done in time"),
        body=gettext_lazy("%(seller)s has not shown that it did what it owes you. %(marketplace)s decides now."),
    )  # fmt: skip


def is_overdue(complaint: TradeComplaint) -> bool:
    """Whether the marketplace is late with its decision. One query."""
    late = Clock.objects.filter(subject_id=complaint.id, kind="trade_mediation", state=Clock.State.FIRED)
    return complaint.state == State.MEDIATION and late.exists()


def _decide(
    actor: Actor, complaint: TradeComplaint, remedy: str, cents: int | None, words: str, now: datetime, *, by_rule: bool = False
) -> None:  # fmt: skip
    kept = cents if remedy in MONEY else None
    kind = Said.DECIDED if remedy else Said.REJECTED
    row = put_down(actor, complaint, Side.MARKETPLACE, kind, now=now, words=words, remedy=remedy, cents=kept)
    set_remedy(complaint, remedy, kept)
    if remedy:
        owe(complaint, SettledBy.DECISION, now)
        facts: dict[str, Fact] = {"remedy": remedy, "cents": kept, "by_rule": by_rule}
        body = gettext_lazy("%(marketplace)s decided: %(remedy)s. The seller has seven days to do it.\n\n%(words)s")
    else:
        end(complaint, State.CLOSED, SettledBy.DECISION, None)
        facts = {}
        body = gettext_lazy("%(marketplace)s decided that the seller owes you nothing more.\n\n%(words)s")
    entry = record(
        verbs.DECIDED if remedy else verbs.REJECTED, actor=actor, subject=complaint, facts=facts, rows=[row],
        parties=[complaint.seller_id],
    )  # fmt: skip
    letters.send_step(
        entry=entry, complaint=complaint, words=words.strip(), body=body,
        subject=gettext_lazy("Your complaint %(reference)s is decided"),
    )  # fmt: skip
    letters.tell_seller(
        entry=entry,
        complaint=complaint,
        subject=_("Complaint %(reference)s is decided"),
        body=_("Do what was decided in seven days, and show a receipt.") if remedy else _("You owe nothing more."),
    )
