"""Forms for what leaves the house: the texts of a statement of reasons, and taking a case out as a file."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enforcement.statements.schema import FIELDS, WRITABLE
from enforcement.words import EXPORT_PURPOSES
from gateway.fields import FormText

LONG = 20_000
# More than the database takes: a browser would cut what is pasted, and the service refuses it in words.


class StatementForm(forms.Form):
    """The texts of one statement, as long as the database takes them. `rules` are checked by the service alone."""

    use_required_attribute = False

    def __init__(self, payload: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in WRITABLE:
            if name in payload:
                rule = FIELDS[name]
                self.fields[name] = FormText(
                    label=gettext(rule.title), max_length=LONG, initial=payload[name],
                    widget=forms.Textarea(attrs={"rows": 3 if rule.longest <= 500 else 6}),
                    help_text=gettext("At most %(most)d characters, without names of people.") % {"most": rule.longest},
                )  # fmt: skip


class CaseFileForm(forms.Form):
    """What a case is taken out for, and to whom it goes."""

    use_required_attribute = False

    purpose = forms.ChoiceField(
        label=_("What is it for?"), choices=list(EXPORT_PURPOSES.items()), widget=forms.RadioSelect
    )
    note = FormText(
        label=_("To whom does it go?"), max_length=300, required=False,
        help_text=_("Such as the number of the court's file. It stands in the log beside your name."),
    )  # fmt: skip
