"""What jobs say to the log: that they were asked for, and how they ended; never single steps."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import verb

ASKED = verb("job.asked", _("Asked for the job %(kind)s"), facts=("kind",))
CANCELLED = verb("job.cancelled", _("Cancelled the job %(kind)s"), facts=("kind",))
RESUMED = verb("job.resumed", _("The job %(kind)s is to go on, from row %(done)s"), facts=("kind", "done"))
ENDED = verb(
    "job.ended",
    _("The job %(kind)s ended: %(state)s, %(done)s rows gone through, %(faults)s set aside"),
    facts=("kind", "state", "done", "faults"),
)
FAILED = verb(
    "job.failed",
    _("The job %(kind)s was stopped by a fault after %(done)s rows"),
    facts=("kind", "done", "faults"),
    tone="stop",
)
