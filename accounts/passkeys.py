"""The forms of passkeys: those of allauth, whose name field has no label that could be translated."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

from gateway.fields import FormText

LABEL, LONGEST = _("Name of the passkey"), 100


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey, under a name of one's own; without one it gets a name."""

    name = FormText(label=LABEL, max_length=LONGEST, strip=True, required=False)


class EditPasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = FormText(label=LABEL, max_length=LONGEST, strip=True)
