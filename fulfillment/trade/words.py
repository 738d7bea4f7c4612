"""What pages and API say of complaints and orders: whose turn it is, what follows, what was paid."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fulfillment.models import Order, TradeComplaint
from registry.gate.reasons import kept, say

THEN: Mapping[str, object] = {
    "trade_seller_silent": gettext_lazy("Silence: a refund is proposed, and the marketplace decides."),
    "trade_buyer_silent": gettext_lazy("Silence: an offer counts as accepted, and a proof stands."),
    "trade_undecided": gettext_lazy("Silence: where the seller said nothing either, the buyer is refunded."),
    "trade_not_done": gettext_lazy("Silence: the marketplace decides."),
    "parcel_reminder": gettext_lazy("The buyer is reminded."),
}
"""What follows when a clock runs out."""


@dataclass(frozen=True, slots=True)
class Next:
    """A headline, a sentence and its tone. `side` is whose turn it is: seller, buyer, marketplace, "" for nobody's."""

    headline: str
    sentence: str
    tone: str
    side: str


def next_step(complaint: TradeComplaint) -> Next:
    """From where it stands."""
    state = TradeComplaint.State(complaint.state)
    said = {
        state.OPEN: (_("The seller answers"), _("It offers something, or says why not."), "wait", "seller"),
        state.OFFERED: (
            _("The buyer answers the offer"), _("Accepted, the seller does it. Not accepted, the marketplace decides."), "wait",
            "buyer",
        ),
        state.CONTESTED: (
            _("The buyer looks at the proof"), _("Accepted, the complaint is closed. Not accepted, the marketplace decides."),
            "wait", "buyer",
        ),
        state.MEDIATION: (_("The marketplace decides"), _why_mediated(complaint), "wait", "marketplace"),
        state.OWED: (
            _("The seller does it: %(remedy)s") % {"remedy": complaint.get_remedy_display()},
            _("Then it shows a receipt here."), "wait", "seller",
        ),
        state.SETTLED: (_("Settled"), str(complaint.get_remedy_display()), "good", ""),
        state.CLOSED: (_("Closed"), _("Nothing more is owed."), "", ""),
        state.WITHDRAWN: (_("Taken back"), _("The buyer took the complaint back."), "", ""),
    }  # fmt: skip
    return Next(*said[state])


def _why_mediated(complaint: TradeComplaint) -> str:
    if complaint.seller_silent:
        return _("The seller said nothing in time; a refund is proposed.")
    return _("The buyer and the seller could not agree, or what was owed was not done.")


def paid_of(complaint: TradeComplaint) -> int:
    """What was paid for what is complained of, in hundredths: the line, or all of the order. At most one query."""
    if complaint.line is not None:
        return int(complaint.line.quantity * complaint.line.price_cents)
    return total_of(complaint.order)


def total_of(order: Order) -> int:
    """What was paid for an order, in hundredths. One query."""
    return sum(quantity * price for quantity, price in order.lines.values_list("quantity", "price_cents"))


def gate_words(order: Order) -> list[tuple[str, str, list[str]]]:
    """What the gate said of each line it was asked about: (title, verdict, sentences). One query."""
    rows = order.lines.select_related("gate_check").exclude(gate_check=None).order_by("position")
    return [
        (row.title, row.gate_check.verdict, list(dict.fromkeys(say(one) for one in kept(row.gate_check.reasons))))
        for row in rows
        if row.gate_check is not None
    ]
