"""What the scanner says to the log."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import Audience, verb

SCANNED = verb(
    "listing.scanned",
    _("Scanned with index %(index)s: %(outcome)s, %(matches)s matches"),
    facts=("index", "outcome", "matches", "revision"),
)
SCANNED_MANY = verb(
    "listings.scanned",
    _("%(count)s listings scanned with index %(index)s: %(public)s public, %(held)s held, %(matches)s matches"),
    facts=("count", "index", "public", "held", "matches"),
    audience=Audience.OPERATOR,
)
CONFIRMED = verb("match.confirmed", _("A match was confirmed"), facts=("score",), audience=Audience.OPERATOR)
DISMISSED = verb("match.dismissed", _("A match was dismissed"), facts=("score", "why"), audience=Audience.OPERATOR)
CASED = verb("match.cased", _("A match became case %(case)s"), facts=("case",), audience=Audience.OPERATOR)
VERDICT = verb("match.verdict", _("A match was found %(outcome)s"), facts=("outcome",), audience=Audience.OPERATOR)
CLEARED = verb("listing.cleared", _("What was held is published"), facts=(), tone="good")
THRESHOLD = verb(
    "threshold.set",
    _("Threshold set: reviewers from %(queue_at)s, hold from %(hold_at)s"),
    facts=("queue_at", "hold_at", "region", "category"),
    audience=Audience.OPERATOR,
)
