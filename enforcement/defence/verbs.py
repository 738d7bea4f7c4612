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
DEEDS = {
    "begun": _("begun"), "changed": _("changed"), "paused": _("paused"), "resumed": _("taken up again"),
    "ended": _("ended"),
}  # fmt: skip
INSPECTIONS_SCHEDULED = verb(
    "inspection.scheduled",
    _("Inspections of the own catalogue: %(deed)s"),
    facts=("deed", "cadence"),
    words={"deed": word_of(DEEDS)},
)
INSPECTION_BEGUN = verb("inspection.begun", _("An inspection of the own catalogue has begun"))
CATALOGUE_INSPECTED = verb(
    "inspection.done", _("The own catalogue was inspected; the report lies in the vault"), tone="good"
)
