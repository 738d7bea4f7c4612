"""What proposals from strikes say to the log. The seller reads all of it: it is told before anybody disposes."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import verb
from enforcement.misuse_words import SAID_SANCTIONS
from enforcement.words import word_of

TOLD = verb(
    "strike_proposal.told",
    _("%(points)s points reach the rung of %(rung)s: %(kind)s is proposed, and the seller may answer"),
    facts=("kind", "points", "rung", "strikes", "answer_by"),
    words={"kind": word_of(SAID_SANCTIONS)},
)
ANSWERED = verb("strike_proposal.answered", _("The seller answered what its strikes propose"))
HEARD = verb("strike_proposal.heard", _("The time to answer what the strikes propose is over"))
TAKEN = verb(
    "strike_proposal.taken",
    _("A reviewer took up what the strikes propose: %(kind)s"),
    facts=("kind",),
    tone="stop",
    words={"kind": word_of(SAID_SANCTIONS)},
)
REFUSED = verb("strike_proposal.refused", _("A reviewer refused what the strikes propose"), tone="good")
WITHDRAWN = verb(
    "strike_proposal.withdrawn",
    _("The points are below the rung again (%(points)s): the proposal is withdrawn"),
    facts=("points",),
    tone="good",
)
LOOK_AGAIN = verb(
    "sanction.look_again",
    _("Strikes behind it were taken back: without them it was %(points)s points. A reviewer looks at it again"),
    facts=("points",),
    tone="stop",
)
KEPT = verb("sanction.kept", _("A reviewer looked at it again and lets it stand"))
