"""What fraud is called here, what to watch for in each kind and what to do, as sellers read it."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "advance": _("Money asked for in advance"),
        "overpayment": _("Paid too much, the rest is to be sent back"),
        "identity": _("Forged identity or papers"),
        "impersonation": _("Somebody claims to be another company or person"),
        "phishing": _("Asked for a password or a code"),
        "takeover": _("An account was taken over or is to be handed over"),
        "shipping": _("Fake shipping papers, or goods that were sent back are others"),
        "other": _("Something else"),
    }
)
MARKS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "domain": _("Domain"),
        "mail": _("Mail address"),
        "phone": _("Telephone"),
        "payment": _("Account"),
        "wording": _("Same wording"),
    }
)
"""What a signal is recognised by."""
TO_DO: Mapping[str, str | Promise] = MappingProxyType(
    {
        "advance": _("Pay nothing before you have the goods or a contract with a company that you looked up yourself."),
        "overpayment": _("Send nothing back before your bank says that the money cannot be called back any more."),
        "identity": _("Look the company up in its register, and call it at the number that stands there."),
        "impersonation": _("Answer to the address that you knew before, not to the one in the message."),
        "phishing": _("Open the shop by typing its address. Nobody here ever asks for a password or a code."),
        "takeover": _("Change your password, end all sessions, and tell us at once."),
        "shipping": _(
            "Wait until the carrier itself shows the parcel as delivered; film what comes back as you open it."
        ),
        "other": _("Keep everything that you were sent, and ask us before you pay or ship."),
    }
)
