"""The forms of passkeys: those of allauth, whose name field has no label that could be translated."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

LABEL = _("Name of the passkey")


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey, under a name of one's own; without one it gets a name."""

    name = forms.CharField(label=LABEL, required=False)


class EditPasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = forms.CharField(label=LABEL)
