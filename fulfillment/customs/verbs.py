"""What applications to customs and detentions say to the log."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_countries import countries

from audit.verbs import verb
from fulfillment.models import Detention, DetentionAnswer


def _of(choices: Mapping[Any, Any]) -> Callable[[Any], str]:
    """How a code is said to people; an unknown one as it is."""
    said = {str(code): label for code, label in choices.items()}
    return lambda code: str(said.get(str(code), code)).lower()


WORDS = {
    "country": lambda code: str(countries.name(code) or code),
    "unit": _of(dict(Detention.Unit.choices)),
    "outcome": _of(dict(Detention.State.choices)),
    "kind": _of(dict(DetentionAnswer.Kind.choices)),
}

APPLICATION_DRAWN = verb(
    "customs.drawn", _("An application to customs was drawn up (rights: %(rights)s)"), facts=("rights",)
)
APPLICATION_CHANGED = verb("customs.changed", _("An application to customs was changed"))
APPLICATION_FILED = verb(
    "customs.filed", _("An application was filed with customs (%(country)s)"), facts=("country", "rights"), words=WORDS
)
APPLICATION_GRANTED = verb(
    "customs.granted", _("Customs granted the application, until %(until_on)s"), facts=("until_on",), tone="good"
)
APPLICATION_REFUSED = verb("customs.refused", _("Customs refused the application"), tone="stop")
APPLICATION_ENDED = verb("customs.ended", _("An application to customs ended"))
APPLICATION_ENDING = verb(
    "customs.ending", _("An application to customs ends in %(days)s days"), facts=("days", "until_on"), tone="stop"
)
DECISION_OVERDUE = verb("customs.overdue", _("Customs have not decided on the application in time"))
DETAINED = verb(
    "detention.entered",
    _("Customs detained goods (%(country)s, %(quantity)s %(unit)s), notified on %(noticed_on)s"),
    facts=("country", "quantity", "unit", "noticed_on", "small", "perishable"),
    tone="stop",
    words=WORDS,
)
ANSWERED = verb("detention.answered", _("The rights holder answered: %(kind)s"), facts=("kind",), words=WORDS)
MORE_TIME_ASKED = verb("detention.more_time", _("The rights holder asked customs for more time"))
MORE_TIME_DECIDED = verb(
    "detention.extended", _("Customs answered the request for more time: %(kind)s"), facts=("kind", "days"), words=WORDS
)
COURT_SHOWN = verb("detention.court", _("Proceedings before a court have begun about detained goods"))
DECLARANT_ANSWERED = verb("detention.declarant", _("The declarant: %(kind)s"), facts=("kind",), words=WORDS)
DECLARANT_TOLD = verb("detention.told", _("Customs told the declarant of the detention"))
DECLARANT_UNTOLD = verb("detention.untold", _("It is not on file that customs told the declarant in time"), tone="stop")
HOLDER_SILENT = verb("detention.silent", _("The rights holder did not confirm in time"), tone="stop")
ANSWER_OVERDUE = verb("detention.overdue", _("The rights holder has not answered in the time of the house"))
NOT_APPLIED = verb("detention.not_applied", _("No application followed what customs did on their own"), tone="stop")
DETENTION_ENDED = verb(
    "detention.ended",
    _("Detained goods: %(outcome)s (%(quantity)s)"),
    facts=("outcome", "quantity", "ended_on"),
    tone="good",
    words=WORDS,
)
