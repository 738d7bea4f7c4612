"""What orders, shipments and complaints of buyers say to the log."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import Audience, verb
from fulfillment.models import Remedy, ShipmentEvent, TradeComplaint


def _remedy(code: str) -> str:
    return str(Remedy(code).label) if code in Remedy.values else code


def _event(code: str) -> str:
    return str(ShipmentEvent.Kind(code).label) if code in ShipmentEvent.Kind.values else code


def _kind(code: str) -> str:
    return str(TradeComplaint.Kind(code).label) if code in TradeComplaint.Kind.values else code


ORDER_TOLD = verb(
    "order.told", _("The shop told of an order to %(destination)s (%(lines)s lines)"), facts=("destination", "lines")
)
ORDER_ACCEPTED = verb("order.accepted", _("The order is accepted"), facts=("by_staff",), tone="good")
ORDER_REFUSED = verb("order.refused", _("The order is refused"), facts=("lines", "by_staff"), tone="stop")
ORDER_WAITS = verb("order.waits", _("The licence gate cannot say; staff look at the order"), facts=("lines",))
ORDER_CANCELLED = verb("order.cancelled", _("The order was cancelled"))
ORDER_CLOSED = verb("order.closed", _("The order is closed"))
SHIPMENT_MADE = verb(
    "shipment.made",
    _("A shipment was made ready: %(origin)s to %(destination)s, %(pieces)s pieces"),
    facts=("origin", "destination", "pieces", "units"),
)
SHIPMENT_BANNED = verb(
    "shipment.banned",
    _("A shipment to %(destination)s was refused: the import ban %(ban)s covers it"),
    facts=("destination", "ban", "listing"),
    tone="stop",
)
SHIPMENT_EVENT = verb(
    "shipment.event", _("Shipment: %(kind)s"), facts=("kind", "country", "quantity"), words={"kind": _event}
)
BUYER_REMINDED = verb("shipment.reminded", _("The buyer was reminded of the parcel"), facts=("kind",))
LOSS_CLAIMED = verb(
    "shipment.claimed",
    _("The carrier is asked to pay for the loss; the buyer gets: %(plan)s"),
    facts=("plan", "amount_cents", "currency"),
)
LOSS_ANSWERED = verb("shipment.claim_answered", _("The carrier answered the claim: %(state)s"), facts=("state",))
COMPLAINED = verb("trade.complained", _("A buyer complained: %(kind)s"), facts=("kind", "wants"), words={"kind": _kind})
ADDED = verb("trade.added", _("Something was added to a buyer’s complaint"), facts=("papers",))
OFFERED = verb(
    "trade.offered", _("The seller offers: %(remedy)s"), facts=("remedy", "cents"), words={"remedy": _remedy}
)
CONTESTED = verb("trade.contested", _("The seller contests the buyer’s complaint"), facts=("papers",))
ACCEPTED = verb("trade.accepted", _("The buyer accepts"))
REFUSED = verb("trade.refused", _("The buyer does not accept; the marketplace decides"))
SELLER_SILENT = verb("trade.seller_silent", _("The seller said nothing in time; a refund is proposed"), tone="stop")
BUYER_SILENT = verb("trade.buyer_silent", _("The buyer said nothing in time"), facts=("state",))
DECIDED = verb(
    "trade.decided",
    _("The marketplace decided about the buyer’s complaint: %(remedy)s"),
    facts=("remedy", "cents", "by_rule"),
    words={"remedy": _remedy},
)
REJECTED = verb("trade.rejected", _("The marketplace decided that the buyer is owed nothing"), tone="stop")
UNDECIDED = verb("trade.undecided", _("The marketplace has not decided in time"), tone="stop")
DONE = verb("trade.done", _("The seller did what was owed: %(remedy)s"), facts=("remedy", "cents"), tone="good",
            words={"remedy": _remedy})  # fmt: skip
NOT_DONE = verb("trade.not_done", _("What was owed was not done; the marketplace decides"), tone="stop")
WITHDRAWN = verb("trade.withdrawn", _("The buyer took the complaint back"))
CLOSED = verb("trade.closed", _("A buyer’s complaint was closed"))
BRIDGED = verb("trade.bridged", _("The complaint became the report %(report)s of a right infringed"), facts=("report",))
SURGE_BEGAN = verb(
    "trade.surge",
    _("Complaints rose far above what is usual: %(complaints)s in seven days"),
    facts=("complaints", "expected_tenths"),
    audience=Audience.OPERATOR,
    tone="stop",
)
SURGE_ENDED = verb("trade.surge_ended", _("Complaints are as usual again"), audience=Audience.OPERATOR)
