"""What enforcement says to the log. Decisions are the operator's own matter until they take effect."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import Audience, verb

COMPLAINT_FILED = verb(
    "complaint.filed", _("A complaint was filed (listings: %(listings)s)"), facts=("listings", "region", "reason")
)
COMPLAINT_INCOMPLETE = verb(
    "complaint.incomplete",
    _("The complaint is incomplete (elements missing: %(missing)s)"),
    facts=("missing", "must_be_contacted"),
    tone="stop",
)
COMPLAINT_DRAFTED = verb("complaint.drafted", _("A complaint was begun"))
COMPLAINT_CHANGED = verb("complaint.changed", _("What the complaint says was changed"))
COMPLAINT_DISCARDED = verb("complaint.discarded", _("The complaint was given up before it was accepted"))
COMPLAINT_WITHDRAWN = verb("complaint.withdrawn", _("All of the complaint was taken back"))
COMPLAINT_ACCEPTED = verb(
    "complaint.accepted",
    _("The complaint was accepted (cases: %(cases)s, listings: %(listings)s, left out: %(left_out)s)"),
    facts=("cases", "listings", "left_out", "pack", "pack_version"),
)
COMPLAINT_LAPSED = verb("complaint.lapsed", _("The complaint was not completed in time"), tone="stop")
CASE_OPENED = verb(
    "case.opened",
    _("Case opened from a %(source)s (listings: %(items)s)"),
    facts=("source", "items", "region", "pack", "pack_version"),
)
CASE_ASSIGNED = verb("case.assigned", _("The case was assigned"), audience=Audience.OPERATOR)
CASE_CLOSED = verb("case.closed", _("The case was closed"), tone="good")
NOTICE_SENT = verb("notice.sent", _("Letter “%(letter)s” sent"), facts=("letter", "language", "pack", "pack_version"))
NOTICE_SEEN = verb("notice.seen", _("Letter “%(letter)s” opened"), facts=("letter",))
ANSWERED = verb(
    "case.answered",
    _("The seller answered (listings: %(items)s; %(codes)s)"),
    facts=("items", "codes"),
)
COUNTER_NOTICE = verb(
    "counter_notice.received", _("Counter-notice (listings: %(items)s)"), facts=("items",), tone="stop"
)
COUNTER_NOTICE_FORWARDED = verb("counter_notice.forwarded", _("The counter-notice was given to the complainant"))
COURT_ACTION = verb("court_action.shown", _("The complainant showed a court action"), tone="stop")
SILENCE = verb("case.silence", _("The time to answer has passed without one (listings: %(items)s)"), facts=("items",))
DECIDED = verb(
    "decision.made",
    _("Decided (upheld: %(upheld)s, rejected: %(rejected)s)"),
    facts=("items", "upheld", "rejected", "automated", "needs_second"),
    audience=Audience.OPERATOR,
)
CONFIRMED = verb(
    "decision.confirmed",
    _("A second person confirmed (decisions: %(items)s)"),
    facts=("items",),
    audience=Audience.OPERATOR,
)
REFUSED = verb(
    "decision.refused",
    _("A second person refused (decisions: %(items)s)"),
    facts=("items",),
    audience=Audience.OPERATOR,
    tone="stop",
)
UNDONE = verb(
    "decision.undone", _("Undone in time (decisions: %(items)s)"), facts=("items",), audience=Audience.OPERATOR
)
TOOK_EFFECT = verb(
    "decision.took_effect",
    _("The decision took effect (upheld: %(upheld)s, rejected: %(rejected)s)"),
    facts=("upheld", "rejected"),
    tone="good",
)
REMEDY_APPLIED = verb(
    "remedy.applied", _("The shop confirmed the removal (listings: %(items)s)"), facts=("items",), tone="good"
)
REMEDY_OVERDUE = verb(
    "remedy.overdue",
    _("The shop has not confirmed the removal in time (listings: %(items)s)"),
    facts=("items",),
    tone="stop",
)
PUT_BACK = verb("item.put_back", _("Put back (listings: %(items)s)"), facts=("items", "why"), tone="good")
HOLD_LAPSED = verb(
    "case.hold_lapsed", _("Nobody decided in time; what was held is published (listings: %(items)s)"), facts=("items",)
)
APPEALED = verb("appeal.filed", _("The %(side)s appealed (listings: %(items)s)"), facts=("side", "items"), tone="stop")
APPEAL_DECIDED = verb("appeal.decided", _("The appeal was %(outcome)s"), facts=("outcome", "items"), tone="good")
WITHDRAWN = verb(
    "item.withdrawn", _("The complaint was taken back (listings: %(items)s; %(reason)s)"), facts=("items", "reason")
)
EXHIBIT_ADDED = verb("exhibit.added", _("Evidence was added"), facts=())
ROWS_COMMITTED = verb(
    "rows.committed", _("What was written before is answered for from here on"), audience=Audience.OPERATOR
)
