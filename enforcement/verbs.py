"""What enforcement says to the log. Decisions are the operator's own matter until they take effect."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import Audience, verb

COMPLAINT_FILED = verb(
    "complaint.filed", _("A complaint about %(listings)s listings was filed"), facts=("listings", "region", "reason")
)
COMPLAINT_INCOMPLETE = verb(
    "complaint.incomplete",
    _("The complaint lacks %(missing)s required elements"),
    facts=("missing", "must_be_contacted"),
    tone="stop",
)
COMPLAINT_DRAFTED = verb("complaint.drafted", _("A complaint was begun"))
COMPLAINT_ACCEPTED = verb(
    "complaint.accepted",
    _("The complaint was accepted: %(cases)s cases over %(listings)s listings"),
    facts=("cases", "listings", "left_out", "pack", "pack_version"),
)
COMPLAINT_LAPSED = verb("complaint.lapsed", _("The complaint was not completed in time"), tone="stop")
CASE_OPENED = verb(
    "case.opened",
    _("Case opened from a %(source)s, %(items)s listings"),
    facts=("source", "items", "region", "pack", "pack_version"),
)
CASE_ASSIGNED = verb("case.assigned", _("The case was assigned"), audience=Audience.OPERATOR)
CASE_CLOSED = verb("case.closed", _("The case was closed"), tone="good")
NOTICE_SENT = verb("notice.sent", _("Letter “%(letter)s” sent"), facts=("letter", "language", "pack", "pack_version"))
NOTICE_SEEN = verb("notice.seen", _("Letter “%(letter)s” opened"), facts=("letter",))
ANSWERED = verb(
    "case.answered",
    _("The seller answered about %(items)s listings (%(codes)s)"),
    facts=("items", "codes"),
)
COUNTER_NOTICE = verb(
    "counter_notice.received", _("Counter-notice about %(items)s listings"), facts=("items",), tone="stop"
)
COUNTER_NOTICE_FORWARDED = verb("counter_notice.forwarded", _("The counter-notice was given to the complainant"))
COURT_ACTION = verb("court_action.shown", _("The complainant showed a court action"), tone="stop")
SILENCE = verb("case.silence", _("The time to answer has passed without one, for %(items)s listings"), facts=("items",))
DECIDED = verb(
    "decision.made",
    _("Decided about %(items)s listings: %(upheld)s upheld, %(rejected)s rejected"),
    facts=("items", "upheld", "rejected", "automated", "needs_second"),
    audience=Audience.OPERATOR,
)
CONFIRMED = verb(
    "decision.confirmed",
    _("A second person confirmed %(items)s decisions"),
    facts=("items",),
    audience=Audience.OPERATOR,
)
REFUSED = verb(
    "decision.refused",
    _("A second person refused %(items)s decisions"),
    facts=("items",),
    audience=Audience.OPERATOR,
    tone="stop",
)
UNDONE = verb(
    "decision.undone", _("%(items)s decisions were undone in time"), facts=("items",), audience=Audience.OPERATOR
)
TOOK_EFFECT = verb(
    "decision.took_effect",
    _("The decision took effect: %(upheld)s listings removed or restrained, %(rejected)s kept"),
    facts=("upheld", "rejected"),
    tone="good",
)
REMEDY_APPLIED = verb("remedy.applied", _("The shop confirmed %(items)s removals"), facts=("items",), tone="good")
REMEDY_OVERDUE = verb(
    "remedy.overdue", _("The shop has not confirmed %(items)s removals in time"), facts=("items",), tone="stop"
)
PUT_BACK = verb("item.put_back", _("%(items)s listings were put back"), facts=("items", "why"), tone="good")
HOLD_LAPSED = verb(
    "case.hold_lapsed", _("Nobody decided in time: %(items)s held listings were published"), facts=("items",)
)
APPEALED = verb(
    "appeal.filed", _("The %(side)s appealed about %(items)s listings"), facts=("side", "items"), tone="stop"
)
APPEAL_DECIDED = verb("appeal.decided", _("The appeal was %(outcome)s"), facts=("outcome", "items"), tone="good")
WITHDRAWN = verb(
    "item.withdrawn", _("The complaint was taken back for %(items)s listings: %(reason)s"), facts=("items", "reason")
)
EXHIBIT_ADDED = verb("exhibit.added", _("Evidence was added"), facts=())
