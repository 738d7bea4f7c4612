"""What enforcement says to the log. Decisions are the operator's own matter until they take effect."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import Audience, verb
from enforcement.casework_words import ESCALATIONS
from enforcement.incoming_words import LETTER_BECAME, LETTER_CHANNELS, LETTER_KINDS, SET_ASIDE
from enforcement.report_told import DISMISSALS
from enforcement.report_told import OUTCOMES as REPORT_OUTCOMES
from enforcement.report_words import CHANNELS, SHORT_KINDS, reports_words
from enforcement.words import (
    EXPORT_PURPOSES,
    LETTERS,
    MEANS,
    SAID_MESSAGES,
    SAID_OUTCOMES,
    SAID_PAPERS,
    SAID_SIDES,
    SAID_SOURCES,
    SECURITY_STATES,
    WITHDRAWALS,
    answers_words,
    cases_words,
    decisions_words,
    left_out_words,
    listings_words,
    statements_words,
    to_correct_words,
    word_of,
)

COMPLAINT_FILED = verb(
    "complaint.filed",
    _("A complaint about %(listings)s was filed"),
    facts=("listings", "region", "reason"),
    words={"listings": listings_words},
)
CLEANED_UP = verb(
    "case.cleaned_up", _("The seller ended others that look alike: %(listings)s"), facts=("listings",),
    words={"listings": listings_words},
)  # fmt: skip
CONTACT_SEEN = verb(
    "contact.seen",
    _("The contact of the %(whose)s was looked at"),
    facts=("whose", "level"),
    words={"whose": word_of(SAID_SIDES)},
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
APPEAL_LAPSED = verb("appeal.lapsed", _("The appeal lapsed: what it was about was taken back"))
HEARD_ANEW = verb(
    "item.heard_anew",
    _("Nobody had heard the seller about %(items)s: the seller is asked"),
    facts=("items",),
    words={"items": listings_words},
)
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
CONFLICT_DECLARED = verb("case.conflict_declared", _("A conflict of interest was declared"), audience=Audience.OPERATOR)
NOTE_WRITTEN = verb(
    "case.noted", _("A note was written for colleagues"), facts=("mentions",), audience=Audience.OPERATOR
)
NOTE_SEEN = verb("case.note_seen", _("A note was read by whom it names"), audience=Audience.OPERATOR)
ESCALATED = verb(
    "case.escalated",
    _("The case was passed on: %(why)s"),
    facts=("why", "to_region"),
    audience=Audience.OPERATOR,
    words={"why": word_of(ESCALATIONS)},
)
ESCALATION_ANSWERED = verb(
    "case.escalation_answered", _("The case was given back with an answer"), audience=Audience.OPERATOR
)
BULK_DECIDED = verb(
    "cases.decided_together",
    _("%(cases)s decided together"),
    facts=("cases", "refused", "ground"),
    audience=Audience.OPERATOR,
    words={"cases": cases_words},
)
BULK_UNDONE = verb(
    "cases.undone_together",
    _("What was decided together was undone: %(cases)s"),
    facts=("cases",),
    audience=Audience.OPERATOR,
    words={"cases": cases_words},
)
CASE_CLOSED = verb("case.closed", _("The case was closed"), tone="good")
NOTICE_SENT = verb(
    "notice.sent",
    _("Letter “%(letter)s” sent"),
    version=2,
    facts=("letter", "language", "template", "template_version", "pack", "pack_version"),
    words={"letter": word_of(LETTERS)},
)
NOTICE_DELIVERED = verb(
    "notice.delivered",
    _("Letter “%(letter)s” delivered %(means)s"),
    facts=("letter", "means"),
    words={"letter": word_of(LETTERS), "means": word_of(MEANS)},
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
PAPER_SHOWN = verb(
    "paper.shown",
    _("A paper of a court or an authority was shown: %(paper)s"),
    facts=("paper", "side"),
    tone="stop",
    words={"paper": word_of(SAID_PAPERS)},
)
TURN_TAKEN = verb(
    "turn.taken",
    _("The %(side)s spoke about %(items)s, round %(round)s"),
    facts=("side", "items", "round"),
    words={"side": word_of(SAID_SIDES), "items": listings_words},
)
TURN_PASSED = verb(
    "turn.passed",
    _("The time of the %(side)s to speak about %(items)s has passed"),
    facts=("side", "items"),
    words={"side": word_of(SAID_SIDES), "items": listings_words},
)
NOTICE_FORWARDED = verb(
    "notice.forwarded",
    _("The notice about %(items)s was passed on; the law asks for no more"),
    facts=("items",),
    tone="good",
    words={"items": listings_words},
)
CLOCK_EXTENDED = verb("clock.extended", _("More time was given until %(due)s"), facts=("clock", "due"))
CLOCK_MOVED = verb(
    "clock.moved", _("A deadline was counted anew and ends %(due)s, not %(was)s"), facts=("clock", "was", "due", "why")
)
SECURITY_OFFERED = verb(
    "security.offered",
    _("The seller offered a security for %(items)s"),
    facts=("form", "items"),
    words={"items": listings_words},
)
SECURITY_JUDGED = verb(
    "security.judged",
    _("The security was %(outcome)s"),
    facts=("outcome",),
    words={"outcome": word_of(SECURITY_STATES)},
)
MESSAGE_WRITTEN = verb(
    "message.written",
    _("The %(side)s wrote to the other side: %(kind)s"),
    facts=("kind", "side"),
    words={"side": word_of(SAID_SIDES), "kind": word_of(SAID_MESSAGES)},
)
COMPLAINT_KEPT = verb(
    "complaint.kept",
    _("The complaint is kept and looked at once the suspension is over"),
    facts=("until",),
    tone="stop",
)
COMPLAINT_TAKEN_UP = verb("complaint.taken_up", _("The suspension is over: the complaint is looked at now"))
BLOCK_LAPSED = verb(
    "item.block_lapsed",
    _("No order of a court was shown in time; %(items)s put back"),
    facts=("items",),
    tone="good",
    words={"items": listings_words},
)
WINDOW_CLOSED = verb("case.window_closed", _("The time to contest the removal has passed"))
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
REPORT_FILED = verb(
    "report.filed",
    _("%(listings)s reported by %(channel)s: %(kind)s"),
    facts=("listings", "channel", "kind", "lane"),
    words={"listings": listings_words, "channel": word_of(CHANNELS), "kind": word_of(SHORT_KINDS)},
)
REPORT_ADDED = verb("report.added", _("The reporter added something"))
REPORT_WITHDRAWN = verb("report.withdrawn", _("The report was taken back"))
REPORT_CONTESTED = verb("report.contested", _("The reporter asks for a second look"), tone="stop")
REPORTS_TAKEN_UP = verb(
    "report.taken_up",
    _("Somebody looks at %(reports)s"),
    facts=("reports",),
    words={"reports": reports_words},
    audience=Audience.OPERATOR,
)
REPORTS_DISMISSED = verb(
    "report.dismissed",
    _("%(reports)s dismissed: %(reason)s"),
    facts=("reports", "reason"),
    words={"reports": reports_words, "reason": word_of(DISMISSALS)},
)
REPORTS_MERGED = verb(
    "report.merged",
    _("%(reports)s taken together with the case that is open"),
    facts=("reports",),
    words={"reports": reports_words},
    audience=Audience.OPERATOR,
)
REPORTS_CASED = verb(
    "report.case_opened",
    _("%(cases)s opened from %(reports)s"),
    facts=("reports", "cases"),
    words={"reports": reports_words, "cases": cases_words},
    audience=Audience.OPERATOR,
)
REPORTER_TOLD = verb(
    "report.told",
    _("The reporter was told: %(outcome)s"),
    facts=("outcome",),
    words={"outcome": word_of(REPORT_OUTCOMES)},
    tone="good",
)
FLAGGER_ADDED = verb(
    "flagger.added", _("Trusted flagger, awarded by the coordinator of %(coordinator)s"), facts=("coordinator", "kinds")
)
FLAGGER_ENDED = verb("flagger.ended", _("The status of trusted flagger ends on %(day)s"), facts=("day",))
FLAGGER_REPORTED = verb(
    "flagger.reported",
    _("The coordinator was told of poor notices: %(rejected)s of %(notices)s rejected"),
    facts=("notices", "upheld", "rejected"),
    audience=Audience.OPERATOR,
    tone="stop",
)
EXHIBIT_ADDED = verb("exhibit.added", _("Evidence was added"), facts=())
STATEMENTS_MADE = verb(
    "statement.made",
    _("Made from the decision: %(statements)s%(to_correct)s"),
    facts=("statements", "to_correct"),
    words={"statements": statements_words, "to_correct": to_correct_words},
)
STATEMENT_CORRECTED = verb(
    "statement.corrected", _("A statement of reasons was put right"), facts=("puid", "version"), tone="good"
)
STATEMENTS_ENDED = verb(
    "statement.ended",
    _("No longer hold: %(statements)s"),
    facts=("statements", "became"),
    words={"statements": statements_words},
)
CASE_EXPORTED = verb(
    "case.exported",
    _("The case was taken out of the house %(purpose)s"),
    facts=("purpose", "files", "sha256"),
    words={"purpose": word_of(EXPORT_PURPOSES)},
)
CASE_ARCHIVED = verb("case.archived", _("The case was handed out for a public archive"), facts=("documents", "sha256"))
ROWS_COMMITTED = verb(
    "rows.committed", _("What was written before is answered for from here on"), audience=Audience.OPERATOR
)
LETTER_RECEIVED = verb(
    "letter.received",
    _("A letter arrived %(channel)s: %(kind)s"),
    facts=("channel", "kind", "language", "missing"),
    words={"channel": word_of(LETTER_CHANNELS), "kind": word_of(LETTER_KINDS)},
)
LETTER_ASKED = verb(
    "letter.asked",
    _("The sender was asked for what is missing (elements: %(missing)s)"),
    facts=("missing", "codes"),
    tone="stop",
)
LETTER_SUPPLIED = verb(
    "letter.supplied", _("The sender added what was missing (elements: %(added)s)"), facts=("added", "codes")
)
LETTER_TAKEN_IN = verb(
    "letter.taken_in",
    _("The letter was taken in as %(became)s"),
    facts=("became", "kind"),
    tone="good",
    words={"became": word_of(LETTER_BECAME)},
)
LETTER_SET_ASIDE = verb(
    "letter.set_aside",
    _("The letter was set aside: %(reason)s"),
    facts=("reason",),
    words={"reason": word_of(SET_ASIDE)},
)
LETTER_SENDER = verb("letter.sender_registered", _("The letter’s sender and its work were put on file"))
