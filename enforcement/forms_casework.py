"""Forms of what the marketplace's own people do with a case among themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enforcement.casework_words import ESCALATIONS
from enforcement.forms import FormText
from enforcement.words import OUTCOMES
from policy.model import Ground


class ConflictForm(forms.Form):
    """What binds somebody who must not decide."""

    binds = FormText(label=_("What binds you?"), max_length=1000, help_text=_("Colleagues read it; neither side does."))


class NoteForm(forms.Form):
    """A note for colleagues."""

    note = FormText(
        label=_("Your note"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name a colleague as @name, and they are told."),
    )


class EscalateForm(forms.Form):
    """To whom a case is passed, and why."""

    to_region = forms.ChoiceField(label=_("To whom"), required=False)
    why = forms.ChoiceField(label=_("Why"), choices=[*ESCALATIONS.items()])
    matter = FormText(label=_("What should they look at?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, regions: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["to_region"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", _("The lead")), *regions]


class EscalationAnswerForm(forms.Form):
    """The answer with which a case is given back."""

    reply = FormText(label=_("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class BulkForm(forms.Form):
    """One ground and the same reasons for several cases."""

    ground = forms.ChoiceField(label=_("Ground for all"))
    reasons = FormText(
        label=_("Reasons for all"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Both sides of each case read them."),
        error_messages={"required": _("Give the reasons: both sides of each case read them.")},
    )

    def __init__(self, grounds: list[Ground], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["ground"]
        assert isinstance(chosen, forms.ChoiceField)
        titles = [
            (code, [(leaf.code, gettext(leaf.title)) for leaf in grounds if leaf.outcome == code]) for code in OUTCOMES
        ]
        chosen.choices = [(str(OUTCOMES[code]), found) for code, found in titles if found]
