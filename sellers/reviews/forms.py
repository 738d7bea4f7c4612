"""The forms of reviews. What holds together is the services' word."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts.forms import country_choices
from gateway.fields import FormText
from registry.forms import FormPictures
from sellers.models import ReviewKind, SellerReview
from sellers.reviews.checklists import Section
from sellers.services.inspecting import LONGEST_NOTE, Said
from sellers.services.reviews import MOST_WORDS

DAY = forms.DateInput(attrs={"type": "date"})
ANSWERS = [("yes", _("Yes")), ("no", _("No")), ("none", _("Does not apply"))]


def listed(words: str) -> list[str]:
    """What stands between commas."""
    return [one.strip() for one in words.split(",") if one.strip()]


class ReasonForm(forms.Form):
    """Why."""

    reason = FormText(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=MOST_WORDS, required=False)
    needed_at_times = frozenset({"reason"})


class AccreditForm(forms.Form):
    """What an inspector may review, and until when."""

    inspector = FormText(label=_("Inspector"), max_length=20, help_text=_("The reference of its party."))
    kinds = forms.MultipleChoiceField(
        label=_("For which reviews"), choices=ReviewKind.choices, widget=forms.CheckboxSelectMultiple
    )
    departments = FormText(
        label=_("For which goods"), max_length=3200, required=False,
        help_text=_("Separated by commas; empty for goods of every kind."),
    )  # fmt: skip
    countries = FormText(
        label=_("In which countries"), max_length=1000, required=False,
        help_text=_("Codes of two letters, separated by commas; empty for all."),
    )  # fmt: skip
    until_on = forms.DateField(label=_("Until"), widget=DAY, help_text=_("The last day; at most three years ahead."))
    reason = FormText(
        label=_("What it rests on"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as the certificate that was seen. The inspector reads it."),
    )  # fmt: skip

    def clean_countries(self) -> list[str]:
        """Codes of ISO 3166-1."""
        found = [one.upper() for one in listed(self.cleaned_data["countries"])]
        if unknown := sorted(set(found) - {code for code, _name in countries}):
            raise forms.ValidationError(_("Not a country: %(codes)s") % {"codes": ", ".join(unknown)})
        return found


class InterestForm(forms.Form):
    """What ties an inspector to a seller."""

    party = FormText(label=_("Seller"), max_length=20, help_text=_("The reference of its party."))
    words = FormText(label=_("What ties them"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 2}))


class AskForm(forms.Form):
    """A review that is wanted."""

    seller = FormText(label=_("Seller"), max_length=20, help_text=_("The reference of its party."))
    kind = forms.ChoiceField(label=_("What is looked at"), choices=ReviewKind.choices, widget=forms.RadioSelect)
    department = FormText(label=_("Which goods"), max_length=100, required=False, help_text=_("Empty for all of them."))
    country = forms.ChoiceField(label=_("Country"), choices=country_choices)
    due_on = forms.DateField(label=_("Report until"), widget=DAY)
    why = FormText(
        label=_("What you want to know"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The inspector reads it, the seller does not."),
    )  # fmt: skip


class DeclareForm(forms.Form):
    """Whether anything ties the inspector to the seller."""

    free = forms.ChoiceField(
        label=_("Have you, your organisation or your family anything to do with this seller?"),
        choices=[("yes", _("No, nothing")), ("no", _("Yes"))], widget=forms.RadioSelect,
    )  # fmt: skip
    interest = FormText(
        label=_("What ties you to it"), max_length=MOST_WORDS, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    needed_at_times = frozenset({"interest"})


class SectionForm(forms.Form):
    """One step of the checklist: for each question an answer, words and pictures."""

    use_required_attribute = False

    def __init__(self, section: Section, answers: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        for one in section.questions:
            said = answers.get(one.code, {})
            self.fields[one.code] = forms.ChoiceField(
                label=str(one.words),
                choices=ANSWERS,
                widget=forms.RadioSelect,
                required=False,
                initial=said.get("answer"),
            )
            self.fields[f"{one.code}_note"] = FormText(
                label=_("In your words"), max_length=LONGEST_NOTE, required=False, initial=said.get("note"),
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
            self.fields[f"{one.code}_pictures"] = FormPictures(label=_("Pictures"), required=False)

    @property
    def needed_at_times(self) -> frozenset[str]:
        """What is not called optional: the answers."""
        return frozenset(one.code for one in self.section.questions)

    def said(self) -> dict[str, Said]:
        """What fitted, by question."""
        found = self.cleaned_data
        return {
            one.code: Said(
                found.get(one.code) or "", found.get(f"{one.code}_note") or "", found.get(f"{one.code}_pictures") or ()
            )
            for one in self.section.questions
        }


class SignForm(forms.Form):
    """The signature under a report."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    name = FormText(label=_("Your name"), max_length=120, help_text=_("Typed, it is your signature."))
    agreed = forms.BooleanField(label=_("I saw myself what I report, and nothing ties me to the seller."))


class EffectForm(ReasonForm):
    """What follows for the seller's limits."""

    effect = forms.ChoiceField(label=_("What follows"), choices=SellerReview.Effect.choices, widget=forms.RadioSelect)
    most = forms.IntegerField(label=_("At most so many listings"), min_value=1, max_value=100_000, required=False)
    categories = FormText(
        label=_("Only these categories"), max_length=2200, required=False, help_text=_("Separated by commas.")
    )
    checked_first = forms.BooleanField(label=_("A person looks at each listing before it is published"), required=False)
    field_order = ("effect", "most", "categories", "checked_first", "reason")


class AppealForm(forms.Form):
    """What the seller says."""

    words = FormText(label=_("What is wrong"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 5}))
