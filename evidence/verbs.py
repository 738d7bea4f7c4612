"""What evidence says to the log: the chain of custody."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import verb

STORED = verb(
    "evidence.stored", _("Evidence handed in (%(kind)s, %(media_type)s)"), facts=("kind", "media_type", "size", "open")
)
SHOWN = verb("evidence.shown", _("Evidence shown to a party (%(pieces)s)"), facts=("pieces",))
OPENED = verb("evidence.opened", _("Original of the evidence opened"))
