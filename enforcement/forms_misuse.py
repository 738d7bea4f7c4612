"""Forms of misuse: what a seller reports, what a reviewer finds, the mark of a manifestly unfounded complaint."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from enforcement.misuse_words import GRAVITIES, KINDS
from enforcement.models import Message
from gateway.fields import FormDocuments, FormText

LONG = 4000


class MisuseForm(forms.Form):
    """What the complainant does, in the seller's words."""

    about = forms.ChoiceField(label=_("What is it about?"), required=False)
    kind = forms.ChoiceField(
        label=_("What does the complainant do?"),
        choices=list(KINDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the complainant does.")},
    )
    words = FormText(
        label=_("What happened?"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In your own words: what was said or done, and when."),
        error_messages={"required": _("Say in a few sentences what happened.")},
    )
    paper = FormDocuments(
        label=_("A letter, a mail or a picture"),
        required=False,
        help_text=_("One file: PDF, JPEG, PNG or WebP. The complainant does not see it."),
    )

    def __init__(self, said: Sequence[Message], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "misuse_%s"
        about = self.fields["about"]
        assert isinstance(about, forms.ChoiceField)
        about.choices = [("", _("The complaint itself")), *((str(one.id), _line(one)) for one in said)]

    def clean_about(self) -> UUID | None:
        """The message, or none for the whole complaint."""
        chosen = self.cleaned_data["about"]
        return UUID(chosen) if chosen else None

    def clean_paper(self) -> Any:
        """One file, or none."""
        given = self.cleaned_data["paper"]
        if len(given) > 1:
            raise forms.ValidationError(_("One file at a time."))
        return given[0] if given else None


def _line(message: Message) -> str:
    """A message as one line: when, and how it begins."""
    said = " ".join(message.words.split())
    return f"{date_format(localtime(message.at), 'SHORT_DATETIME_FORMAT')}: {said[:60]}"


class GravityForm(forms.Form):
    """How grave it is, and why."""

    gravity = forms.ChoiceField(label=_("How grave is it?"), choices=list(GRAVITIES.items()), widget=forms.RadioSelect)
    reasons = FormText(
        label=_("Why could anybody have seen it?"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "unfounded_%s"


class JudgeForm(forms.Form):
    """What a reviewer finds about a report of misuse."""

    outcome = forms.ChoiceField(
        label=_("What do you find?"),
        choices=[("upheld", _("It is so")), ("rejected", _("It is not so, or cannot be shown"))],
        widget=forms.RadioSelect,
    )
    gravity = forms.ChoiceField(
        label=_("If it is so: how grave is it?"), choices=list(GRAVITIES.items()), required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    reasons = FormText(
        label=_("Reasons"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The seller reads them."),
        error_messages={"required": _("Give your reasons; the seller is told them.")},
    )
