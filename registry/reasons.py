"""What the gate says, in sentences for people."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.gate import AUTHORISATION, PROOF_OF_PURCHASE, Reason

SENTENCES = {
    "owner": gettext_lazy("The seller owns this right."),
    "authorised": gettext_lazy("The owner of the right has authorised this seller since %(starts_on)s."),
    "revoked": gettext_lazy("The owner of the right took its authorisation back on %(revoked_on)s."),
    "ended": gettext_lazy("The authorisation of this seller ended on %(ends_on)s."),
    "not_yet": gettext_lazy("The authorisation of this seller begins on %(starts_on)s."),
    "elsewhere": gettext_lazy("The authorisation of this seller holds in %(territories)s, not in %(destination)s."),
    "not_authorised": gettext_lazy("The owner of the right has not named this seller."),
    "unknown_right": gettext_lazy("Nothing is on file about this right."),
}
DOCUMENTS = {
    AUTHORISATION: gettext_lazy("An authorisation by the owner of the right"),
    PROOF_OF_PURCHASE: gettext_lazy("An invoice that shows the goods were bought from the owner or with its consent"),
}


def say(reason: Reason) -> str:
    """The sentence of a reason; what is not known reads as “an unknown place”."""
    facts = dict(reason.facts)
    if reason.code == "elsewhere":
        facts["destination"] = facts["destination"] or _("an unknown place")
        facts["territories"] = facts["territories"].replace(" ", ", ")
    return str(SENTENCES[reason.code]) % facts


def document(code: str) -> str:
    """The document that would change an answer, in words; "" for none."""
    return str(DOCUMENTS[code]) if code else ""
