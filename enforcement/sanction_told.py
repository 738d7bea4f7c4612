"""What a party is told of a warning or a suspension, by mail in its language and on its pages."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SANCTIONS: Mapping[tuple[str, str], str | Promise] = MappingProxyType(
    {
        ("notices", "warn"): _("A warning about complaints that are manifestly unfounded"),
        ("notices", "suspend"): _("Complaints are received and not looked at for a time"),
        ("appeals", "warn"): _("A warning about appeals that are manifestly unfounded"),
        ("appeals", "suspend"): _("Appeals are received and not looked at for a time"),
        ("selling", "warn"): _("A warning about repeated infringement"),
        ("selling", "check_first"): _(
            "New and changed listings are published once a person has passed them, for a time"
        ),
        ("selling", "suspend"): _("All listings are out of the shop for a time"),
        ("selling", "terminate"): _("All listings are out of the shop for good"),
    }
)
ENDED = _("It holds no longer: %(what)s")
STANDS = _("Your appeal was decided: %(what)s stands")
UNTIL = _("Until %(day)s.")
READ = _("Read it, and what you can do against it, here: %(link)s")
