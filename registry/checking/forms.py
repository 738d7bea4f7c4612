"""The forms of a review: what is wrong, and what was seen in the document."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gateway.fields import FormText
from registry.checking.refusals import REFUSALS, REVOKED


def _choices(reasons: Any) -> list[tuple[str, Any]]:
    return [("", _("Choose")), *((code, reason.sentence) for code, reason in reasons.items())]


class RefuseForm(forms.Form):
    """Why it cannot be verified as it is."""

    code = forms.ChoiceField(label=_("What is wrong"), choices=_choices(REFUSALS))
    reason = FormText(
        label=_("In your words"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Goes to the owner and to the log, after what the reason says of itself."),
    )  # fmt: skip


class RevokeForm(forms.Form):
    """Why a verified right should not stand."""

    code = forms.ChoiceField(label=_("Why it should not stand"), choices=_choices(REVOKED))
    reason = FormText(
        label=_("In your words"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you found, and where. The second person reads it."),
    )  # fmt: skip


class WordsForm(forms.Form):
    """A sentence of a second person."""

    reason = FormText(
        label=_("In your words"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
