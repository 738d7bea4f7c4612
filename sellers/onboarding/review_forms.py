"""The reviewer's forms. What holds together is the service's word."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gateway.fields import FormText
from sellers.services.onboarding import MOST_WORDS
from sellers.services.onboarding_review import Limits


class ReasonForm(forms.Form):
    """What the applicant is told."""

    reason = FormText(
        label=_("To the applicant"), max_length=MOST_WORDS, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    needed_at_times = frozenset({"reason"})


class ApproveForm(ReasonForm):
    """Letting a seller in, under limits or without."""

    most = forms.IntegerField(label=_("At most so many listings"), min_value=1, max_value=100_000, required=False)
    categories = FormText(
        label=_("Only these categories"), max_length=1000, required=False,
        help_text=_("Separated by commas; each with what lies under it."),
    )  # fmt: skip
    checked_first = forms.BooleanField(label=_("A person looks at each listing before it is published"), required=False)
    field_order = ("most", "categories", "checked_first", "reason")
    needed_at_times: frozenset[str] = frozenset()

    def limits(self) -> Limits:
        """What was chosen. Only for a valid form."""
        found = self.cleaned_data
        names = tuple(one.strip() for one in found["categories"].split(",") if one.strip())
        return Limits(found["most"], names, found["checked_first"])
