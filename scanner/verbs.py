"""What the scanner says to the log."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import Audience, verb

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
    _("%(listings)s listings scanned again with index %(index)s: nothing new"),
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
