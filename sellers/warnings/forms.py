"""The forms of fraud: what anybody reports, what a warning says, and why something is corrected, withdrawn or dismissed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evidence.kept import KeepsFiles
from gateway.fields import FormDocument, FormText
from sellers.services.warnings import LONGEST, LONGEST_TITLE, LONGEST_WHY, Said, Warned
from sellers.warnings.words import KINDS

TRAP = "website"
"""A field that no person sees; who fills it in is a program that fills in everything."""


class FraudForm(KeepsFiles, forms.Form):
    """What looks like fraud, in somebody's own words."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("What does it look like?"), choices=list(KINDS.items()), widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it looks like.")},
    )  # fmt: skip
    words = FormText(
        label=_("What happened?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Copy the message in as you got it, with addresses, telephone and account numbers: by these others are "
            "recognised. Staff alone read it."
        ),
        error_messages={"required": _("Say what happened, or copy the message in.")},
    )
    paper = FormDocument(label=_("A picture or paper"), required=False, help_text=_("PDF, JPEG, PNG or WebP."))
    email = forms.EmailField(
        label=_("E-mail address"), required=False, max_length=254,
        help_text=_("Only if you want to hear what followed. Nobody else is told it."),
    )  # fmt: skip
    website = forms.CharField(
        label=_("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, is_member: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_member:
            del self.fields["email"]

    def clean_website(self) -> str:
        """Nothing that was typed is lost: a person who was helped by a program takes it out and goes on."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave the field “Leave this empty” empty, then send it again."))
        return ""

    def said(self, language: str) -> Said:
        """What was filled in."""
        given = self.cleaned_data
        paper = (self.called("paper"), given["paper"]) if given["paper"] else None
        return Said(
            kind=given["kind"], words=given["words"], email=given.get("email", ""), paper=paper, language=language
        )


class WarnedForm(forms.Form):
    """What a warning says."""

    title = FormText(label=_("In one line"), max_length=LONGEST_TITLE)
    watch = FormText(
        label=_("What to watch for"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The pattern, in plain words. No person, no seller, no mail address, telephone or account number."),
    )  # fmt: skip
    do = FormText(label=_("What to do"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))

    @property
    def warned(self) -> Warned:
        """What was filled in."""
        return Warned(**{name: self.cleaned_data[name] for name in ("title", "watch", "do")})


class WarnForm(WarnedForm):
    """A new warning: its kind, too."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    field_order = ("kind", "title", "watch", "do")


class CorrectForm(WarnedForm):
    """A correction: why, too."""

    why = FormText(
        label=_("Why is it corrected?"), max_length=LONGEST_WHY, help_text=_("Whoever has read it reads this too.")
    )


class WhyForm(forms.Form):
    """Why nothing follows, or why a warning is taken back."""

    why = FormText(label=_("Why?"), max_length=LONGEST_WHY, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "why_%s"
