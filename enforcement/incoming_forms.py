"""The forms of letters: how one is handed in, what is asked of its sender, and what its sender adds."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.incoming_words import ELEMENTS, HOW_TO_ADD, STATEMENTS
from enforcement.services.receiving import LARGEST, Arrived
from gateway.fields import FormText
from registry.registers.offices import place_code

ADDED = "added_"
LONG = 8000
ACCEPTED = ".txt,.md,.eml,.html,.htm,text/plain,text/html,message/rfc822"


class LetterForm(forms.Form):
    """A letter, pasted or as a file."""

    use_required_attribute = False

    text = FormText(
        label=_("The letter"),
        max_length=LARGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Paste all of it, with its head and its end."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text=_("Text, an e-mail (.eml) or a saved page (.html), at most 2 MB."),
    )
    sender = forms.EmailField(
        label=_("E-mail address of the sender"),
        required=False,
        max_length=254,
        help_text=_("If you know it and the letter does not say it."),
    )

    def clean(self) -> dict[str, Any]:
        """One of both."""
        given: dict[str, Any] = super().clean() or {}
        if not (given.get("text") or "").strip() and not given.get("file") and not self.errors:
            self.add_error("text", _("Paste the letter, or choose a file."))
        return given

    @property
    def arrived(self) -> Arrived:
        """What was handed in."""
        given = self.cleaned_data
        sender = given["sender"].strip()
        if given["file"]:
            return Arrived(data=given["file"].read(LARGEST + 1), filename=given["file"].name[:120], sender=sender)
        return Arrived(data=given["text"].encode(), channel="pasted", sender=sender)


class AskForm(forms.Form):
    """What the sender is asked for."""

    use_required_attribute = False
    missing = forms.MultipleChoiceField(label=_("What is missing?"), widget=forms.CheckboxSelectMultiple)
    to = forms.CharField(label=_("Write to"), max_length=254, widget=forms.EmailInput())
    words = FormText(
        label=_("More words to the sender"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, codes: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["missing"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(code, str(ELEMENTS[code])) for code in codes]


class SenderForm(forms.Form):
    """A sender who is on file nowhere, and the work that the letter asserts."""

    use_required_attribute = False
    name = FormText(label=_("Rights holder"), max_length=200, strip=True)
    country = FormText(label=_("Country"), max_length=60, strip=True)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    work = FormText(label=_("The work"), max_length=300, strip=True)
    territory = FormText(
        label=_("Asserted in"),
        max_length=60,
        strip=True,
        help_text=_("The country in whose law the letter claims the right."),
    )

    def clean_country(self) -> str:
        """A country by name or code."""
        return _country(self.cleaned_data["country"])

    def clean_territory(self) -> str:
        """The same."""
        return _country(self.cleaned_data["territory"])


def _country(typed: str) -> str:
    code = place_code(typed)
    if len(code) != 2:
        raise forms.ValidationError(_("Not a country: %(words)s."), params={"words": typed})
    return code


class AddToLetterForm(forms.Form):
    """One field for each element that the sender was asked for: sentences to agree to, the rest to write."""

    use_required_attribute = False

    def __init__(self, codes: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in codes:
            widget = forms.TextInput() if code in STATEMENTS | {"signature"} else forms.Textarea(attrs={"rows": 3})
            self.fields[ADDED + code] = FormText(
                label=ELEMENTS[code], max_length=LONG, required=False, help_text=HOW_TO_ADD[code], widget=widget
            )

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields, in the order of the law. Any of them may wait, but none is shown as if it were not wanted."""
        assert self.errors is not None
        for field in self.fields.values():
            field.required = True
        return [self[name] for name in self.fields]

    def given(self) -> dict[str, str]:
        """What was written, by the code of the element."""
        return {name.removeprefix(ADDED): value for name, value in self.cleaned_data.items() if value}
