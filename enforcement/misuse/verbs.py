"""What misuse and sanctions say to the log. What is proposed is the operator's own matter until it stands."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import Audience, verb
from enforcement.misuse_words import ENDINGS, GRAVITIES, SAID_KINDS, SAID_RULINGS, SAID_SANCTIONS
from enforcement.words import word_of

MISUSE_REPORTED = verb(
    "misuse.reported",
    _("The seller reported misuse by the complainant: %(kind)s"),
    facts=("kind",),
    tone="stop",
    words={"kind": word_of(SAID_KINDS)},
)
MISUSE_JUDGED = verb(
    "misuse.judged",
    _("The report of misuse was %(outcome)s"),
    facts=("outcome", "gravity"),
    words={"outcome": word_of(SAID_RULINGS)},
)
UNFOUNDED_MARKED = verb(
    "decision.marked_unfounded",
    _("The complaint was marked as manifestly unfounded: %(gravity)s"),
    facts=("gravity",),
    tone="stop",
    words={"gravity": word_of(GRAVITIES)},
)
SANCTION_PROPOSED = verb(
    "sanction.proposed",
    _("Proposed: %(kind)s"),
    facts=("kind", "about", "days"),
    words={"kind": word_of(SAID_SANCTIONS)},
    audience=Audience.OPERATOR,
)
SANCTION_CONFIRMED = verb("sanction.confirmed", _("A second person confirmed it"), audience=Audience.OPERATOR)
SANCTION_REFUSED = verb("sanction.refused", _("A second person refused it"), audience=Audience.OPERATOR, tone="stop")
SANCTION_STANDS = verb(
    "sanction.stands",
    _("From now on it stands: %(kind)s"),
    facts=("kind", "about", "until"),
    tone="stop",
    words={"kind": word_of(SAID_SANCTIONS)},
)
SANCTION_ENDED = verb(
    "sanction.ended",
    _("It stands no longer: %(how)s"),
    facts=("kind", "how"),
    tone="good",
    words={"how": word_of(ENDINGS)},
)
SANCTION_APPEALED = verb("sanction.appealed", _("The party appealed against it"), tone="stop")
SANCTION_APPEAL_DECIDED = verb(
    "sanction.appeal_decided",
    _("The appeal against it was %(outcome)s"),
    facts=("outcome",),
    words={"outcome": word_of(SAID_RULINGS)},
)
