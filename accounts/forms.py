"""The forms of the pages. They say what fits a field; what may be done is the services' word."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts.models import Party
from accounts.roles import roles_for, scopes_for
from gateway.fields import FormText
from policy import registry
from policy.letters.languages import LANGUAGES
from tenancy.errors import Invalid


def country_choices() -> list[tuple[str, str]]:
    """ISO 3166 countries in the person's language, with an empty first line."""
    return [("", str(_("Choose a country"))), *((code, str(name)) for code, name in countries)]


def language_choices() -> list[tuple[str, str]]:
    """The languages of letters, each by its own name, with an empty first line."""
    return [("", str(_("As the country reads"))), *LANGUAGES.items()]


def region_choices() -> list[tuple[str, str]]:
    """The countries and the European Union."""
    first, *others = country_choices()
    return [first, ("EU", str(_("European Union"))), *others]


def preset_choices() -> list[tuple[str, str]]:
    """The private procedures on file, in their newest versions."""
    found = {pack.code: pack.title for pack in registry.packs() if pack.preset}
    return [("", str(_("Choose a preset"))), *((code, gettext(title)) for code, title in found.items())]


class DetailsForm(forms.Form):
    """What is on file about a party."""

    name = FormText(label=_("Name of the organisation"), max_length=200)
    country = forms.ChoiceField(label=_("Country"), choices=country_choices)
    language = forms.ChoiceField(
        label=_("Language of letters"),
        choices=language_choices,
        required=False,
        help_text=_("Left open, letters come in the language of the country where we have it, else in English."),
    )
    contact_name = FormText(label=_("Contact person"), max_length=120, required=False)
    contact_email = forms.EmailField(label=_("E-mail"))
    phone = FormText(label=_("Telephone"), max_length=40, required=False)
    address = FormText(
        label=_("Postal address"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    website = forms.URLField(label=_("Website"), max_length=300, required=False, assume_scheme="https")


class PartyForm(DetailsForm):
    """A party that the operator registers."""

    kind = forms.ChoiceField(label=_("Kind"))
    field_order = (
        "kind",
        "name",
        "country",
        "language",
        "contact_name",
        "contact_email",
        "phone",
        "address",
        "website",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [choice for choice in Party.Kind.choices if choice[0] != Party.Kind.OPERATOR]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class InvitationForm(forms.Form):
    """Whom to invite, as what, where and until when."""

    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"))
    regions = FormText(
        label=_("Regions"),
        max_length=300,
        required=False,
        help_text=_("For reviewers: codes such as US, DE, separated by commas. Empty is all regions."),
    )
    ends_on = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, party_kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (code, role.title) for code, role in roles_for(party_kind).items()
        ]
        if party_kind != Party.Kind.OPERATOR:
            del self.fields["regions"]

    def terms(self) -> dict[str, Any]:
        """The arguments of `invite` and `change_role`."""
        found = self.cleaned_data
        regions = [code for code in found.get("regions", "").replace(";", ",").split(",") if code.strip()]
        return {"role": found["role"], "regions": regions, "ends_on": found["ends_on"]}


class RoleForm(InvitationForm):
    """A member's terms, without the address."""

    email = None  # type: ignore[assignment]


class BrandsForm(forms.Form):
    """The rights holders that a member of an agent acts for."""

    brands = FormText(
        label=_("Acts for"),
        max_length=2000,
        required=False,
        help_text=_("References of rights holders, such as PA-7Q4K2XA, separated by commas."),
    )

    def references(self) -> list[str]:
        """Each once, as they stand in the database."""
        typed = self.cleaned_data["brands"].replace(";", ",").split(",")
        return list(dict.fromkeys(code.strip().upper() for code in typed if code.strip()))


class AcceptForm(forms.Form):
    """A new account, made from an invitation."""

    name = FormText(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = FormText(
        label=_("Password"),
        min_length=12,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least twelve characters."),
    )


class KeyForm(forms.Form):
    """A new API key."""

    name = FormText(label=_("Name"), max_length=80, help_text=_("The program that will use it."))
    scopes = forms.MultipleChoiceField(label=_("Scopes"), widget=forms.CheckboxSelectMultiple)
    read_only = forms.BooleanField(label=_("Only reads"), required=False)
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: until it is revoked."),
    )

    def __init__(self, *args: Any, party_kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (code, scope.title) for code, scope in scopes_for(party_kind).items()
        ]

    def expires_at(self) -> datetime | None:
        """The end of the last day, where the person is."""
        day = self.cleaned_data["ends_on"]
        return None if day is None else timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


class ReasonForm(forms.Form):
    """A reason that goes to the log."""

    reason = FormText(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class TightenForm(forms.Form):
    """A stricter value for one clock of a pack."""

    value = forms.IntegerField(label=_("New upper bound"), min_value=1)


class PresetForm(forms.Form):
    """A private procedure for a country in which no law sets one."""

    region = forms.ChoiceField(label=_("Country"), choices=country_choices)
    preset = forms.ChoiceField(label=_("Preset"), choices=preset_choices)


class NewsForm(forms.Form):
    """What somebody has heard of a change of law."""

    region = forms.ChoiceField(label=_("Country"), choices=region_choices)
    title = FormText(label=_("What may change"), max_length=200)
    source = FormText(label=_("Source"), max_length=300, help_text=_("Title, place and address of what you have read."))
    read_on = forms.DateField(label=_("Read on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    expected_on = forms.DateField(
        label=_("Expected from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = FormText(label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class PolicyTextForm(forms.Form):
    """The marketplace's own introduction to its policy, in one language."""

    body = FormText(
        label=_("Introduction"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Plain text. An empty line begins a paragraph, “# ” a heading, “- ” a line of a list."),
    )


class PublishForm(forms.Form):
    """From which day the new version holds."""

    valid_from = forms.DateField(
        label=_("Valid from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ConfirmForm(forms.Form):
    """Where and when somebody read a rule."""

    source_title = FormText(label=_("Law or document"), max_length=200)
    source_reference = FormText(label=_("Place in it"), max_length=300, help_text=_("Article, section, address."))
    confirmed_on = forms.DateField(
        label=_("Read on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    name = FormText(label=_("By"), max_length=120)


class ProfileForm(forms.Form):
    """What a person says about themselves."""

    name = FormText(label=_("Your name"), max_length=120)


def add_refusal(form: forms.Form, refusal: Invalid) -> None:
    """Show a service's refusal at the fields it speaks of, the rest above the form."""
    for name, sentences in refusal.fields.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)
    if not refusal.fields:
        form.add_error(None, refusal.message)
