"""Forms of conduct: what is disposed against a party, a second person's word, lifting, an appeal and its ruling."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.misuse_words import GRAVITIES, SANCTION_KINDS
from enforcement.models import FOR_SELLERS
from gateway.fields import FormText

LONG = 4000


def _words(label: Any, help_text: Any = "", *, required: bool = True) -> FormText:
    return FormText(
        label=label, max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}), help_text=help_text, required=required
    )


class SanctionForm(forms.Form):
    """A warning, or a proposal that takes more. `sells` says whether it is about a seller's offers."""

    kind = forms.ChoiceField(label=_("What is to be done?"), widget=forms.RadioSelect)
    about = forms.ChoiceField(label=_("What was misused?"), widget=forms.RadioSelect)
    days = forms.IntegerField(
        label=_("If it is for a time: for how many days?"), min_value=0, max_value=365, required=False
    )
    gravity = forms.ChoiceField(
        label=_("How grave is it?"),
        choices=[("", _("not grave enough to do without a warning")), *GRAVITIES.items()],
        required=False,
    )
    reasons = _words(_("Reasons"), _("The party reads them."))

    def __init__(self, *args: Any, sells: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "sanction_%s"
        kind, about = self.fields["kind"], self.fields["about"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(about, forms.ChoiceField)
        kinds = [one for one in SANCTION_KINDS.items() if sells or one[0] not in FOR_SELLERS]
        kind.choices = kinds
        offers = ("selling", _("What is offered: repeated infringement"))
        notices = ("notices", _("Complaints: manifestly unfounded ones"))
        about.choices = [offers if sells else notices, ("appeals", _("Appeals: manifestly unfounded ones"))]
        about.initial = "selling" if sells else "notices"
        if not sells:
            del self.fields["gravity"]

    def clean_days(self) -> int:
        """None is 0."""
        return self.cleaned_data["days"] or 0


class WordsForm(forms.Form):
    """Words that a deed needs: of a second person, for lifting, for an appeal or its ruling."""

    words = _words(_("Your words"), required=False)
