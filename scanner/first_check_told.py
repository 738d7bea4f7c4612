"""What a seller is told of a listing that a person looked at before publication and did not pass."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOT_PASSED: Mapping[str, str | Promise] = MappingProxyType(
    {
        "infringes": _("It seems to offer what the decision was about again"),
        "unclear": _("It does not say whose goods these are: name the brand and where they come from"),
        "unproved": _("Papers are needed that show where these goods come from"),
    }
)
"""Why a listing is not passed, as the seller is told."""
SUBJECT = _("Your listing %(number)s was not passed")
BODY = _(
    "A person looked at %(number)s, “%(title)s”, before publication, because a decision says so of what you hand "
    "in.\n\n%(why)s.\n\nIt is not in the shop. Change it, and it is looked at again; the decision itself you can "
    "appeal in its case.\n\n%(link)s"
)
