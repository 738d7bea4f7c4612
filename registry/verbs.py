"""What the registry says to the log."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import Audience, verb
from registry.models import Ban

_WHAT = ("kind", "office", "territories", "classes", "expires_on")

RIGHT_REGISTERED = verb("right.registered", _("Right registered (%(kind)s, %(territories)s)"), facts=_WHAT)
RIGHT_REVISED = verb(
    "right.revised", _("Right changed: %(fields)s"), facts=("fields", "state", "territories", "classes", "expires_on")
)
RIGHT_VERIFIED = verb(
    "right.verified", _("Right verified"), facts=("everyday", "famous", "territories", "classes"), tone="good"
)
RIGHT_REJECTED = verb("right.rejected", _("Right rejected"), tone="stop")
RIGHT_LAPSED = verb("right.lapsed", _("Right expired on %(expires_on)s"), facts=("expires_on",), tone="stop")
RIGHT_RETIRED = verb("right.retired", _("Right retired"), tone="stop")
SPECIMEN_ADDED = verb("specimen.added", _("Picture %(position)s added"), facts=("position",))
SPECIMEN_RETIRED = verb("specimen.retired", _("Picture %(position)s retired"), facts=("position",))
CERTIFICATE_ADDED = verb("certificate.added", _("Certificate added"))
SELLER_AUTHORISED = verb(
    "seller.authorised",
    _("Seller authorised from %(starts_on)s"),
    facts=("territories", "starts_on", "ends_on"),
    tone="good",
)
AUTHORISATION_REVOKED = verb("seller.authorisation_revoked", _("Authorisation of a seller taken back"), tone="stop")
POWER_FILED = verb(
    "power.filed",
    _("Power of attorney on file from %(starts_on)s"),
    facts=("kinds", "territories", "starts_on", "ends_on"),
    tone="good",
)
POWER_REVOKED = verb("power.revoked", _("Power of attorney taken back"), tone="stop")
TEXT_ADDED = verb("text.added", _("Text of %(characters)s characters added"), facts=("characters", "sha256"))
TEXT_RETIRED = verb("text.retired", _("Text retired"), tone="stop")
PRICE_SET = verb(
    "price.set",
    _("Usual price set in %(currency)s"),
    facts=("currency", "low", "high", "market", "replaced", "starts_on"),
)
PRICE_ENDED = verb("price.ended", _("Usual price in %(currency)s ended"), facts=("currency",), tone="stop")
BAN_ADDED = verb(
    "ban.added",
    _("Ban put on the list (%(kind)s, %(territories)s)"),
    facts=("kind", "territories", "products", "action", "starts_on", "ends_on"),
    audience=Audience.OPERATOR,
    words={"kind": lambda code: str(dict(Ban.Kind.choices).get(code, code))},
    tone="stop",
)
BAN_ENDED = verb("ban.ended", _("Ban ended"), audience=Audience.OPERATOR, tone="good")
RIGHTS_IMPORTED = verb(
    "rights.imported",
    _("List of rights imported: %(new)s new, %(changed)s changed"),
    facts=("new", "changed", "first_line", "last_line", "verified"),
)
