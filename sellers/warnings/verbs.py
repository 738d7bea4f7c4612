"""What reports of fraud and warnings say to the log."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import Audience, verb

SIGNAL_RECEIVED = verb("fraud.reported", _("Fraud was reported"), facts=("kind", "channel", "marks"))
SIGNAL_DISMISSED = verb("fraud.dismissed", _("Nothing follows from a report of fraud"), audience=Audience.OPERATOR)
SIGNALS_JOINED = verb(
    "fraud.joined",
    _("%(signals)s reports of fraud belong to a warning"),
    facts=("signals",),
    audience=Audience.OPERATOR,
)
WARNING_PUBLISHED = verb("warning.published", _("A warning was published to the sellers"), facts=("kind",), tone="stop")
WARNING_MAILED = verb(
    "warning.mailed",
    _("A warning was mailed to sellers (%(sellers)s)"),
    facts=("sellers",),
    audience=Audience.OPERATOR,
)
WARNING_CORRECTED = verb("warning.corrected", _("A warning was corrected (version %(number)s)"), facts=("number",))
WARNING_WITHDRAWN = verb("warning.withdrawn", _("A warning was withdrawn"), tone="good")
