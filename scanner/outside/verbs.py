"""What shops outside say to the log. No address and no name of a shop: those stand in the rows and in the evidence."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import verb

WATCHED = verb("outside.watched", _("A shop outside is watched from now on"))
UNWATCHED = verb("outside.unwatched", _("A shop outside is no longer watched for this party"))
PAUSED = verb("outside.paused", _("The watch over a shop outside pauses"))
RESUMED = verb("outside.resumed", _("The watch over a shop outside goes on"))
ENDED = verb("outside.ended", _("The watch over a shop outside has ended"))
ASKED = verb("outside.look_asked", _("A look at a shop outside was asked for"))
PAGE_ASKED = verb("outside.page_asked", _("A page outside is to be fetched"))
LOOKED = verb("outside.looked", _("Looked at a shop outside: %(links)s pages to fetch"), facts=("links",))
NOT_REACHED = verb(
    "outside.not_reached",
    _("A shop outside could not be looked at (%(fault)s, %(failures)s times now)"),
    facts=("fault", "failures"),
)
KEPT = verb(
    "outside.kept",
    _("Revision %(revision)s of a page outside was kept with %(pictures)s pictures (%(source)s)"),
    facts=("revision", "pictures", "source"),
)
SCANNED = verb(
    "outside.scanned", _("A page outside was scanned with index %(index)s: %(matches)s matches"),
    facts=("index", "matches"),
)  # fmt: skip
SCAN_FAILED = verb(
    "outside.scan_failed", _("A page outside could not be scanned (%(fault)s)"), facts=("fault",), tone="stop"
)
LOOKED_AGAIN = verb(
    "outside.looked_again",
    _("Second look at the pictures of a page outside with index %(index)s: %(matches)s new matches"),
    facts=("index", "matches"),
)
RESCANNED = verb(
    "outside.rescanned",
    _("A page outside was scanned again with index %(index)s: %(matches)s new matches"),
    facts=("index", "matches"),
)
JUDGED = verb("outside.judged", _("A match outside was judged: %(verdict)s"), facts=("verdict", "score"))
