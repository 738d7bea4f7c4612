"""What a seller's defence says to the log. What lies in a vault is the seller's own matter."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import verb
from enforcement.defence.answering import PAPERS
from enforcement.words import word_of

PAPER_KEPT = verb(
    "vault.paper_kept", _("A paper was put into the vault: %(kind)s"), facts=("kind",), words={"kind": word_of(PAPERS)}
)
PAPER_ENDED = verb("vault.paper_ended", _("A paper was put away from the vault"))
CHANNEL_ENDED = verb(
    "case.channel_ended", _("The %(side)s does not want to be written to in this case any more"), facts=("side",)
)
