"""What enforcement says to the log. Decisions are the operator's own matter until they take effect."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import Audience, verb
from enforcement.words import (
    LETTERS,
    SAID_OUTCOMES,
    SAID_SIDES,
    SAID_SOURCES,
    WITHDRAWALS,
    answers_words,
    cases_words,
    decisions_words,
    left_out_words,
    listings_words,
    word_of,
)

COMPLAINT_FILED = verb(
    "complaint.filed",
    _("A complaint about %(listings)s was filed"),
    facts=("listings", "region", "reason"),
    words={"listings": listings_words},
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
    _("The complaint was accepted: %(cases)s, %(listings)s%(left_out)s"),
    facts=("cases", "listings", "left_out", "pack", "pack_version"),
    words={"cases": cases_words, "listings": listings_words, "left_out": left_out_words},
)
COMPLAINT_LAPSED = verb("complaint.lapsed", _("The complaint was not completed in time"), tone="stop")
CASE_OPENED = verb(
    "case.opened",
    _("Case about %(items)s opened from a %(source)s"),
    facts=("source", "items", "region", "pack", "pack_version"),
    words={"source": word_of(SAID_SOURCES), "items": listings_words},
)
CASE_ASSIGNED = verb("case.assigned", _("The case was assigned"), audience=Audience.OPERATOR)
CASE_CLOSED = verb("case.closed", _("The case was closed"), tone="good")
NOTICE_SENT = verb(
    "notice.sent",
    _("Letter “%(letter)s” sent"),
    facts=("letter", "language", "pack", "pack_version"),
    words={"letter": word_of(LETTERS)},
)
NOTICE_SEEN = verb(
    "notice.seen", _("Letter “%(letter)s” opened"), facts=("letter",), words={"letter": word_of(LETTERS)}
)
ANSWERED = verb(
    "case.answered",
    _("The seller answered about %(items)s: %(codes)s"),
    facts=("items", "codes"),
    words={"items": listings_words, "codes": answers_words},
)
COUNTER_NOTICE = verb(
    "counter_notice.received",
    _("Counter-notice about %(items)s"),
    facts=("items",),
    tone="stop",
    words={"items": listings_words},
)
COUNTER_NOTICE_FORWARDED = verb("counter_notice.forwarded", _("The counter-notice was given to the complainant"))
COURT_ACTION = verb("court_action.shown", _("The complainant showed a court action"), tone="stop")
SILENCE = verb(
    "case.silence",
    _("The time to answer about %(items)s has passed without an answer"),
    facts=("items",),
    words={"items": listings_words},
)
DECIDED = verb(
    "decision.made",
    _("Decided: %(upheld)s upheld, %(rejected)s rejected"),
    facts=("items", "upheld", "rejected", "automated", "needs_second"),
    audience=Audience.OPERATOR,
)
CONFIRMED = verb(
    "decision.confirmed",
    _("A second person confirmed %(items)s"),
    facts=("items",),
    words={"items": decisions_words},
    audience=Audience.OPERATOR,
)
REFUSED = verb(
    "decision.refused",
    _("A second person refused %(items)s"),
    facts=("items",),
    words={"items": decisions_words},
    audience=Audience.OPERATOR,
    tone="stop",
)
UNDONE = verb(
    "decision.undone",
    _("Undone in time: %(items)s"),
    facts=("items",),
    audience=Audience.OPERATOR,
    words={"items": decisions_words},
)
TOOK_EFFECT = verb(
    "decision.took_effect",
    _("The decision took effect: %(upheld)s upheld, %(rejected)s rejected"),
    facts=("upheld", "rejected"),
    tone="good",
)
REMEDY_APPLIED = verb(
    "remedy.applied",
    _("The shop confirmed the removal of %(items)s"),
    facts=("items",),
    tone="good",
    words={"items": listings_words},
)
REMEDY_OVERDUE = verb(
    "remedy.overdue",
    _("The shop has not confirmed the removal of %(items)s in time"),
    facts=("items",),
    tone="stop",
    words={"items": listings_words},
)
PUT_BACK = verb(
    "item.put_back", _("%(items)s put back"), facts=("items", "why"), tone="good", words={"items": listings_words}
)
HOLD_LAPSED = verb(
    "case.hold_lapsed",
    _("Nobody decided in time; what was held is published: %(items)s"),
    facts=("items",),
    words={"items": listings_words},
)
APPEALED = verb(
    "appeal.filed",
    _("The %(side)s appealed about %(items)s"),
    facts=("side", "items"),
    tone="stop",
    words={"side": word_of(SAID_SIDES), "items": listings_words},
)
APPEAL_DECIDED = verb(
    "appeal.decided",
    _("The appeal was %(outcome)s"),
    facts=("outcome", "items"),
    tone="good",
    words={"outcome": word_of(SAID_OUTCOMES)},
)
WITHDRAWN = verb(
    "item.withdrawn",
    _("The complaint about %(items)s was taken back: %(reason)s"),
    facts=("items", "reason"),
    words={"items": listings_words, "reason": word_of(WITHDRAWALS)},
)
EXHIBIT_ADDED = verb("exhibit.added", _("Evidence was added"), facts=())
ROWS_COMMITTED = verb(
    "rows.committed", _("What was written before is answered for from here on"), audience=Audience.OPERATOR
)
