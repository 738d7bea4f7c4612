"""What a seller says against a rule that stops a listing, and why a reviewer passes it all the same."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gateway.fields import FormText
from scanner.services.rule_stops import MOST_WORDS


class ObjectionForm(forms.Form):
    """The seller's words."""

    words = FormText(
        label=_("Why may it be said?"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as the study, the approval, or that the words are part of a name. A person reads it."),
    )  # fmt: skip


class PassForm(forms.Form):
    """The reviewer's."""

    why = FormText(
        label=_("Why is it passed?"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The seller reads it."),
    )  # fmt: skip
