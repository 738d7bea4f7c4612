"""What a seller fills in for its defence: a paper for its vault, the reply it begins with, why it writes no more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.defence.answering import PAPERS
from enforcement.defence.replying import LANGUAGES, REPLIES
from enforcement.services.defence import LONGEST, LONGEST_REASONS, Paper
from evidence.kept import KeepsFiles
from gateway.fields import FormDocument, FormText


class VaultForm(KeepsFiles, forms.Form):
    """A paper for the vault."""

    file = FormDocument(
        label=_("The paper"),
        help_text=_("PDF, JPEG, PNG or WebP. Nobody else sees it until you put it into a case."),
        error_messages={"required": _("Choose the file.")},
    )
    kind = forms.ChoiceField(label=_("What is it?"), error_messages={"required": _("Choose what it is.")})
    goods = FormText(
        label=_("For which goods?"),
        required=False,
        max_length=LONGEST,
        help_text=_("As you look for them later: brand, kind, batch or order number."),
    )
    issued_on = forms.DateField(label=_("Its date"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    expires_on = forms.DateField(label=_("Good until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", _("Choose …")), *PAPERS.items()]

    @property
    def paper(self) -> Paper:
        """What was filled in."""
        given = self.cleaned_data
        said = {name: given[name] for name in ("kind", "goods", "issued_on", "expires_on", "file")}
        return Paper(name=self.called("file"), **said)


class ReplyForm(forms.Form):
    """Which text to begin with, and in which language."""

    reply = forms.ChoiceField(label=_("Begin with"), choices=list(REPLIES.items()))
    language = forms.ChoiceField(label=_("In"), choices=list(LANGUAGES.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "begin_%s"


class ChannelEndForm(forms.Form):
    """Why one does not want to be written to any more."""

    reasons = FormText(
        label=_("Why?"), max_length=LONGEST_REASONS, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The other side and reviewers read it."),
        error_messages={"required": _("Say in a sentence why; the other side reads it.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "ending_%s"
