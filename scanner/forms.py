"""The form by which an operator sets a threshold."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from gateway.fields import FormText
from scanner.services.thresholds import LONGEST_CATEGORY, NEVER


def market_choices() -> list[tuple[str, str]]:
    """All markets, then each country in the person's language."""
    return [("", str(_("All markets"))), *((code, str(name)) for code, name in countries)]


class ThresholdForm(forms.Form):
    """Where it holds, and the two scores."""

    region = forms.ChoiceField(label=_("Market"), choices=market_choices, required=False)
    category = FormText(
        label=_("Category"),
        max_length=LONGEST_CATEGORY,
        required=False,
        strip=True,
        help_text=_(
            "A step of the listing's category, such as Clothing or Shoes; the deepest one counts. Empty means all."
        ),
        widget=forms.TextInput(attrs={"list": "categories"}),
    )
    queue_at = forms.IntegerField(
        label=_("A reviewer looks from"), min_value=1, max_value=NEVER, help_text=_("A score from 1 to 100.")
    )
    hold_at = forms.IntegerField(
        label=_("Held before publication from"),
        min_value=1,
        max_value=NEVER,
        help_text=_("A score up to 100; 101 means never. What is held becomes a case at once, and silence publishes."),
    )

    def values(self) -> dict[str, Any]:
        """What `set_threshold` takes, without the actor."""
        return dict(self.cleaned_data)
