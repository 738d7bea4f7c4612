"""A complaint as pages show it, to its seller, to staff and to the buyer: what was said, the papers, the time that runs."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.rows import load_words
from fulfillment.machine import TRADECOMPLAINT
from fulfillment.models import TradeComplaint, TradeStatement
from fulfillment.trade.words import THEN, next_step, paid_of
from policy.trade import CLOCKS
from sellers.wording import price_text
from workflow.models import Clock

Side = TradeStatement.Side
TONES = {
    "accepted": "good",
    "done": "good",
    "refused": "stop",
    "silent": "stop",
    "not_done": "stop",
    "rejected": "stop",
}
YOU = {
    Side.BUYER: gettext_lazy("You"),
    Side.SELLER: gettext_lazy("The seller"),
    Side.MARKETPLACE: gettext_lazy("The marketplace"),
}


def shown_complaint(complaint: TradeComplaint, *, to_buyer: bool = False) -> dict[str, Any]:
    """What stands on each page of a complaint. Four queries."""
    said = list(complaint.statements.order_by("id"))
    load_words(said)
    running = Clock.objects.filter(subject_id=complaint.id, state=Clock.State.RUNNING).order_by("due_at").first()
    papers = list(complaint.papers.select_related("evidence").order_by("id"))
    currency = complaint.order.currency
    return {
        "complaint": complaint, "colour": TRADECOMPLAINT.colour(complaint.state), "step": next_step(complaint),
        "said": [
            {
                "row": row, "who": _who(row, to_buyer), "tone": TONES.get(row.kind, ""),
                "title": _title(row, currency, _who(row, to_buyer)),
            }
            for row in said
        ],
        "pictures": [row for row in papers if row.evidence.is_picture],
        "papers": [row for row in papers if not row.evidence.is_picture],
        "clock": running, "clock_title": _(CLOCKS[running.kind].title) if running and running.kind in CLOCKS else "",
        "then": str(THEN.get(running.then, "")) if running else "",
        "remedy": _remedy(complaint.get_remedy_display(), complaint.remedy_cents, currency) if complaint.remedy else "",
        "paid": price_text(paid_of(complaint), currency),
        "is_over": complaint.state in ("settled", "closed", "withdrawn"),
    }  # fmt: skip


def _who(row: TradeStatement, to_buyer: bool) -> str:
    return str(YOU[Side(row.side)]) if to_buyer else str(row.get_side_display())


def _title(row: TradeStatement, currency: str, who: str) -> str:
    """As in “Buyer complained; what is wanted: Give the money back”."""
    said = f"{who} {row.get_kind_display()}"
    what = _remedy(row.get_remedy_display(), row.cents, currency)
    if row.kind == TradeStatement.Kind.COMPLAINED:
        return _("%(said)s; what is wanted: %(what)s") % {"said": said, "what": what}
    return f"{said}: {what}" if row.remedy else said


def _remedy(label: object, cents: int | None, currency: str) -> str:
    return f"{label} ({price_text(cents, currency)})" if cents else str(label)
