"""What goods and docks say to the log."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import verb

PRODUCT_ADDED = verb("product.added", _("Product put on file"), facts=("source",))
PRODUCT_ENROLLED = verb(
    "product.enrolled", _("From %(enrolled_on)s every unit has a number that is on file"),
    facts=("source", "enrolled_on", "older_numbered"), tone="good",
)  # fmt: skip
PRODUCT_CHANGED = verb("product.changed", _("Product changed: %(fields)s"), facts=("fields",))
PRODUCT_ENDED = verb("product.ended", _("Product ended"))
LABEL_ADDED = verb("label.added", _("Label standard: point added"))
LABEL_CHANGED = verb("label.changed", _("Label standard: point changed"))
LABEL_RETIRED = verb("label.retired", _("Label standard: point retired"))
SITE_ADDED = verb("site.added", _("Place put on file"), facts=("kind", "country"))
SITE_CHANGED = verb("site.changed", _("Place changed"), facts=("fields",))
SITE_CLOSED = verb("site.closed", _("Place closed"))
BATCH_ADDED = verb(
    "batch.added", _("Batch of %(quantity)s pieces put on file"), facts=("quantity", "made_on", "country")
)
BATCH_CERTIFIED = verb(
    "batch.certified",
    _("%(quantity)s pieces of the batch certified"),
    facts=("kind", "quantity", "valid_until"),
    tone="good",
)
CERTIFICATE_WITHDRAWN = verb("certificate.withdrawn", _("Certificate withdrawn"), facts=("quantity",), tone="stop")
BATCH_INSPECTED = verb(
    "batch.inspected", _("Batch inspected: %(result)s"), facts=("result", "seen", "found_fault"),
)  # fmt: skip
BATCH_RECALLED = verb("batch.recalled", _("Batch recalled"), tone="stop")
CODES_ISSUED = verb("codes.issued", _("%(count)s serial numbers issued"), facts=("count", "length"), tone="good")
CODES_LISTED = verb(
    "codes.listed", _("%(count)s serial numbers of the brand's own taken in"), facts=("count", "sha256")
)
CODES_PRINTED = verb("codes.printed", _("Serial numbers taken out to be printed"), facts=("count",))
UNITS_VOIDED = verb("units.voided", _("%(count)s serial numbers taken back"), facts=("count",), tone="stop")
SCANNED = verb(
    "dock.scanned", _("%(checks)s scans: %(ship)s to ship, %(hold)s to hold, %(ask)s to ask"),
    facts=("checks", "ship", "hold", "ask", "sha256"),
)  # fmt: skip
SIGNAL_RAISED = verb("unit.signal", _("A serial number gave something away"), facts=("kind",), tone="stop")
SIGNAL_MISREAD = verb("unit.misread", _("It was a bad read"), facts=("kind",))
SIGNAL_CONFIRMED = verb("unit.signal_confirmed", _("The sign was confirmed"), facts=("kind",), tone="stop")
SIGNAL_DISMISSED = verb("unit.signal_dismissed", _("Nothing was wrong"), facts=("kind",), tone="good")
FLAGGED = verb("goods.flagged", _("Flagged at a dock"), facts=("kind", "pictures"), tone="stop")
FLAG_DISMISSED = verb("flag.dismissed", _("Nothing was wrong with what was flagged"), tone="good")
HELD = verb("goods.held", _("Goods held"), facts=("quantity", "reasons", "due_on"), tone="stop")
HOLD_INSPECTED = verb("hold.inspected", _("Held goods inspected"))
HOLD_ANSWERED = verb("hold.answered", _("The rights holder says: %(said)s"), facts=("said",))
HOLD_RELEASED = verb("hold.released", _("Held goods released"), tone="good")
HOLD_QUARANTINED = verb("hold.quarantined", _("Held goods put in quarantine"))
HOLD_RETURNED = verb("hold.returned", _("Held goods sent back"))
HOLD_DESTROYING = verb("hold.destroying", _("Destruction ordered; a second person has to confirm it"), tone="stop")
HOLD_KEPT = verb("hold.kept", _("Destruction not confirmed"), tone="good")
HOLD_DESTROYED = verb("hold.destroyed", _("Held goods destroyed"), facts=("quantity",), tone="stop")
HOLD_TO_CUSTOMS = verb("hold.to_customs", _("Held goods handed to customs"), tone="stop")
BUYER_CHECKED = verb("unit.checked_by_buyer", _("A buyer checked the number: %(verdict)s"), facts=("verdict",))
EVENTS_CAPTURED = verb(
    "epcis.captured", _("%(fresh)s events of a supply chain captured; %(known)s were known, %(refused)s refused"),
    facts=("fresh", "known", "refused", "sha256"),
)  # fmt: skip
QUERY_KEPT = verb("epcis.query_kept", _("A question about events kept under a name"))
QUERY_DROPPED = verb("epcis.query_dropped", _("A question about events dropped"))
TRACE_KEPT = verb(
    "goods.traced",
    _("The way of a piece kept as evidence: %(steps)s steps, %(breaks)s not explained"),
    facts=("steps", "breaks"),
)
CORRECTION_ASKED = verb(
    "correction.asked", _("The supplier was asked to put something right by %(due_on)s"), facts=("due_on",)
)  # fmt: skip
CORRECTION_ANSWERED = verb("correction.answered", _("The supplier answered what it was asked"))
CORRECTION_ACCEPTED = verb("correction.accepted", _("The supplier’s answer was accepted"), tone="good")
CORRECTION_ASKED_AGAIN = verb("correction.asked_again", _("The supplier’s answer is not enough; it was asked again"))
CORRECTION_REMINDED = verb("correction.reminded", _("The supplier was reminded of what it was asked"))
CORRECTION_OVERDUE = verb("correction.overdue", _("The supplier did not answer in time"), tone="stop")
CORRECTION_ESCALATED = verb("correction.escalated", _("What the supplier was asked was escalated"), tone="stop")
CORRECTION_CLOSED = verb("correction.closed", _("What the supplier was asked is closed"), tone="good")
RISK_ADJUSTED = verb(
    "goods.risk", _("Risk counted anew after “%(outcome)s”"), facts=("outcome", "cause", "before_bp", "after_bp")
)  # fmt: skip
SAMPLING_CHANGED = verb(
    "sampling.changed", _("Share that is looked at changed"), facts=("before_bp", "share_bp", "reasons")
)  # fmt: skip
STOCK_RESTRAINED = verb(
    "stock.restrained", _("Stock kept back by case %(case)s"), facts=("case", "restraints"), tone="stop"
)  # fmt: skip
STOCK_RELEASED = verb("stock.released", _("Stock let go again by %(by)s"), facts=("restraints", "by"), tone="good")
