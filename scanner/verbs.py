"""What the scanner says to the log."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import Audience, verb
from registry.agreements.clauses import PUBLISH
from registry.agreements.queries import reason

SCANNED = verb(
    "listing.scanned",
    _("Scanned with index %(index)s: %(outcome)s, %(matches)s matches"),
    facts=("index", "outcome", "matches", "revision", "listings"),
)
RESCANNED = verb(
    "listing.rescanned",
    _("Scanned again with index %(index)s: %(matches)s new matches"),
    facts=("index", "matches", "revision"),
)
NOTHING_NEW = verb(
    "listing.nothing_new",
    _("Listings scanned again with index %(index)s, nothing new: %(listings)s"),
    facts=("index", "listings"),
    audience=Audience.OPERATOR,
)
SCAN_FAILED = verb(
    "listing.scan_failed",
    _("Could not be scanned (%(fault)s)"),
    facts=("fault", "revision"),
    audience=Audience.OPERATOR,
    tone="stop",
)
PICTURES_REFUSED = verb(
    "pictures.refused",
    _("%(pictures)s pictures could not be opened and were compared with nothing (%(faults)s)"),
    facts=("pictures", "faults", "revision"),
    audience=Audience.OPERATOR,
    tone="stop",
)
LOOK_FAILED = verb(
    "look.failed",
    _("Nobody could take a second look at the pictures (%(fault)s)"),
    facts=("fault", "revision"),
    audience=Audience.OPERATOR,
    tone="stop",
)
LOOK_ASKED_AGAIN = verb(
    "look.asked_again",
    _("A second look that was given up begins anew"),
    facts=("revision",),
    audience=Audience.OPERATOR,
)
SUPERSEDED = verb(
    "match.superseded",
    _("%(matches)s matches of earlier revisions set aside"),
    facts=("matches",),
    audience=Audience.OPERATOR,
)
HOLDS = verb(
    "match.holds", _("A match of score %(score)s holds the listing back"), facts=("score",), audience=Audience.OPERATOR
)
CONFIRMED = verb("match.confirmed", _("A match was confirmed"), facts=("score",), audience=Audience.OPERATOR)
DISMISSED = verb("match.dismissed", _("A match was dismissed"), facts=("score", "why"), audience=Audience.OPERATOR)
CASED = verb("match.cased", _("A match became case %(case)s"), facts=("case",), audience=Audience.OPERATOR)
VERDICT = verb("match.verdict", _("A match was found %(outcome)s"), facts=("outcome",), audience=Audience.OPERATOR)
CLEARED = verb("listing.cleared", _("What was held is published"), facts=(), tone="good")
THRESHOLD = verb(
    "threshold.set",
    _("Threshold set: reviewers from %(queue_at)s, hold from %(hold_at)s"),
    facts=("queue_at", "hold_at", "region"),
    audience=Audience.OPERATOR,
)
THRESHOLD_REMOVED = verb(
    "threshold.removed",
    _("Threshold removed: reviewers from %(queue_at)s, hold from %(hold_at)s"),
    facts=("queue_at", "hold_at", "region"),
    audience=Audience.OPERATOR,
)
WATCH_SET = verb(
    "watch.set",
    _("What is told of the brand was chosen (%(how)s)"),
    facts=("matches_from", "new_sellers", "low_prices", "endings", "how"),
)
WATCH_TOLD = verb("watch.told", _("News of brands told by mail: %(lines)s"), facts=("lines",))
SEARCH_SAVED = verb("search.saved", _("A search was kept"), facts=("alerts",))
SEARCH_ENDED = verb("search.ended", _("A kept search, or its mails, ended"), facts=("alerts",))
SEARCH_ALERTED = verb("search.alerted", _("A kept search found %(found)s new or changed listings"), facts=("found",))
BAN_FOUND = verb(
    "ban.found",
    _("%(listings)s listings seem to fall under a ban"),
    facts=("listings", "holds"),
    audience=Audience.OPERATOR,
)
BAN_CONFIRMED = verb(
    "ban.confirmed", _("A listing falls under the ban %(ban)s"), facts=("ban", "territories"), tone="stop"
)
BAN_DISMISSED = verb(
    "ban.dismissed", _("A listing does not fall under the ban %(ban)s"), facts=("ban", "why"), tone="good"
)
BAN_LET_GO = verb(
    "ban.let_go",
    _("Nobody has looked in time: the listing is no longer held for the ban %(ban)s"),
    facts=("ban",),
    audience=Audience.OPERATOR,
)
TERMS_WAIT = verb(
    "terms.wait", _("It waits. %(clauses)s"), facts=("clauses",), tone="stop",
    words={"clauses": lambda codes: reason(PUBLISH, codes.split(","))},
)  # fmt: skip
TERMS_MET = verb("terms.met", _("The seller's contract no longer keeps it back; it is checked next"), tone="good")
FIRST_CHECK_WAITS = verb("first_check.waits", _("It waits for a person to pass it before it is published"))
FIRST_CHECK_PASSED = verb("first_check.passed", _("A person passed it"), tone="good")
FIRST_CHECK_REFUSED = verb("first_check.refused", _("A person did not pass it"), facts=("why",), tone="stop")
TRIAL_ASKED = verb(
    "trial.asked",
    _("A trial of a %(kind)s over %(days)s days was asked for"),
    facts=("kind", "days"),
    audience=Audience.OPERATOR,
)
TRIAL_PROMOTED = verb(
    "trial.promoted",
    _("A trial of a %(kind)s was put into force: %(seen_now)s things to look at became %(seen_then)s in %(days)s days"),
    facts=("kind", "days", "seen_now", "seen_then"),
    audience=Audience.OPERATOR,
)
TRIAL_DROPPED = verb(
    "trial.dropped",
    _("A trial of a %(kind)s was dropped"),
    facts=("kind", "days", "seen_now", "seen_then"),
    audience=Audience.OPERATOR,
)
MATCHER_SWITCHED = verb(
    "matcher.switched", _("Matcher %(matcher)s: %(state)s"), facts=("matcher", "state"), audience=Audience.OPERATOR
)
CALIBRATED = verb(
    "calibration.fitted",
    _("Calibration %(number)s fitted on %(verdicts)s verdicts"),
    facts=("number", "verdicts"),
    audience=Audience.OPERATOR,
)
GOODS_ASKED = verb(
    "goods.asked",
    _("Classifier of goods %(number)s is to be trained"),
    facts=("number",),
    audience=Audience.OPERATOR,
)
GOODS_TRAINED = verb(
    "goods.trained",
    _("Classifier of goods %(number)s trained on %(listings)s listings of %(categories)s categories"),
    facts=("number", "listings", "categories", "right"),
    audience=Audience.OPERATOR,
)
WORDS_COUNTED = verb(
    "words.counted",
    _("Words of the %(listings)s newest listings counted: %(usual)s are everyday words here"),
    facts=("listings", "usual", "came", "went"),
    audience=Audience.OPERATOR,
)
GOODS_IN_FORCE = verb(
    "goods.in_force",
    _("Classifier of goods %(number)s was put into force"),
    facts=("number",),
    audience=Audience.OPERATOR,
)
GOODS_TAKEN_BACK = verb(
    "goods.taken_back",
    _("Classifier of goods %(number)s was taken out of force"),
    facts=("number",),
    audience=Audience.OPERATOR,
)
GOODS_CLASSES = verb(
    "goods.classes_set",
    _("The goods of a category are of the Nice classes %(classes)s"),
    facts=("classes",),
    audience=Audience.OPERATOR,
)
GOODS_CLASSES_CLEARED = verb(
    "goods.classes_cleared",
    _("The Nice classes of a category are no longer set by hand"),
    facts=(),
    audience=Audience.OPERATOR,
)
LINKS_PROPOSED = verb(
    "link.proposed",
    _("%(links)s links between sellers were found"),
    facts=("links",),
    audience=Audience.OPERATOR,
)
LINK_CONFIRMED = verb(
    "link.confirmed",
    _("A link between two sellers was confirmed"),
    facts=("strength",),
    audience=Audience.OPERATOR,
    tone="stop",
)
LINK_DROPPED = verb(
    "link.dropped",
    _("A link between two sellers was dropped"),
    facts=("strength",),
    audience=Audience.OPERATOR,
    tone="good",
)
LINK_CONTESTED = verb("link.contested", _("The seller contests a link to another account"), facts=())
CONTEST_REJECTED = verb("link.contest_rejected", _("The link to another account stays"), facts=(), tone="stop")
CONTEST_UPHELD = verb("link.contest_upheld", _("The link to another account was dropped"), facts=(), tone="good")
MISSED = verb(
    "match.missed",
    _("Case %(case)s was upheld over something the scanner had not found"),
    facts=("case",),
    audience=Audience.OPERATOR,
)
NOT_MISSED = verb(
    "match.not_missed",
    _("Case %(case)s counts no longer as missed by the scanner"),
    facts=("case",),
    audience=Audience.OPERATOR,
)
AUDIT_ASKED = verb(
    "audit.asked", _("An audit of the seller's catalogue was begun"), facts=(), audience=Audience.OPERATOR
)
AUDIT_READY = verb(
    "audit.ready",
    _("The audit is finished: %(listings)s listings, %(items)s things to put right"),
    facts=("listings", "items"),
    audience=Audience.OPERATOR,
)
AUDIT_PUBLISHED = verb(
    "audit.published", _("%(items)s things to put right until %(due)s, after an audit"), facts=("items", "due")
)
AUDIT_REMINDED = verb(
    "audit.reminded", _("Reminded of %(items)s things to put right until %(due)s"), facts=("items", "due")
)
AUDIT_ANSWERED = verb("audit.answered", _("The seller answered after an audit: %(answer)s"), facts=("answer",))
AUDIT_REPLIED = verb(
    "audit.replied", _("The marketplace replied to what the seller said after an audit"), facts=("answer",)
)
AUDIT_FIXED = verb("audit.fixed", _("%(items)s listings were put right after an audit"), facts=("items",), tone="good")
AUDIT_ACCEPTED = verb("audit.accepted", _("Accepted as it is, after an audit"), facts=("what",))
AUDIT_CLOSED = verb(
    "audit.closed",
    _("The audit was closed: %(done)s put right, %(accepted)s accepted as they are, %(open)s left open"),
    facts=("done", "accepted", "open"),
)
AUDIT_SCHEDULED = verb(
    "audit.scheduled", _("Audits are to begin by themselves (%(cadence)s)"), facts=("cadence", "sample"),
    audience=Audience.OPERATOR,
)  # fmt: skip
AUDIT_UNSCHEDULED = verb("audit.unscheduled", _("Audits begin by themselves no more"), audience=Audience.OPERATOR)
AUDITS_BEGUN = verb(
    "audits.begun",
    _("%(audits)s audits began by their schedule"),
    facts=("audits", "drawn"),
    audience=Audience.OPERATOR,
)
AUDIT_KEPT = verb("audit.kept", _("The plan after an audit was kept"), facts=("open",), tone="good")
AUDIT_LEFT_OPEN = verb(
    "audit.left_open",
    _("Looked at again after the last day of its plan: %(open)s left open"),
    facts=("open",),
    tone="stop",
)
PRECHECK_RULE = verb(
    "precheck.rule",
    _("Rule %(rule)s of the pre-check: %(severity)s (version %(number)s)"),
    facts=("rule", "severity", "number"),
    audience=Audience.OPERATOR,
)
PRECHECK_PASSED = verb(
    "precheck.passed",
    _("Passed the pre-check by rules %(rules)s: certificate %(certificate)s"),
    facts=("certificate", "rules", "content"),
)
RULES_STOP = verb(
    "rules.stop",
    _("It is not published: by rule %(rules)s something must be mended first"),
    facts=("rules",),
    tone="stop",
)
RULES_OBJECTED = verb(
    "rules.objected", _("The seller says why rule %(rules)s does not speak of the listing"), facts=("rules",)
)
RULES_PASSED = verb("rules.passed", _("A person passed it in spite of rule %(rules)s"), facts=("rules",), tone="good")
