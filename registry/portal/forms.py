"""The forms of the rights holder's portal: brands, and agents. What holds together is the services' word."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts.models import Appointment, Party
from evidence.kept import KeepsFiles
from gateway.fields import FormDocument, FormPicture, FormText
from registry.forms import day_field, split
from registry.licensing.party_field import PartyName
from registry.models import Right
from registry.services.brands import LONGEST_ABOUT, LONGEST_NAME, LONGEST_URL, MOST_TOGETHER
from tenancy.context import database_now

A_YEAR = timedelta(days=364)
"""From today to the last day of a year."""


class BrandForm(forms.Form):
    """A brand: its name, and what people know it by."""

    owner = forms.ModelChoiceField(  # type: ignore[var-annotated]  # whose it is stands in __init__
        label=_("Of which rights holder"), queryset=None, required=False, to_field_name="reference"
    )
    name = FormText(label=_("Name"), max_length=LONGEST_NAME)
    logo = FormPicture(label=_("Logo"), required=False)
    website = FormText(
        label=_("Website"), max_length=LONGEST_URL, required=False, help_text=_("Such as https://example.com.")
    )
    about = FormText(
        label=_("About it"), max_length=LONGEST_ABOUT, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is sold under it, for whom. Reviewers read this."),
    )  # fmt: skip

    def __init__(self, *args: Any, owners: Any = None, **kwargs: Any) -> None:
        """`owners` are the parties to choose from, where the actor acts for several."""
        super().__init__(*args, **kwargs)
        if owners is None:
            del self.fields["owner"]
        else:
            self.fields["owner"].queryset = owners  # type: ignore[attr-defined]


class RightsForm(forms.Form):
    """Which of the rights that stand behind no brand are put into one."""

    rights = forms.MultipleChoiceField(
        label=_("Rights"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one right.")},
    )

    def __init__(self, rows: Sequence[Right], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rights"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(row.reference, " – ".join(filter(None, (row.title, row.numbered)))) for row in rows]

    def clean_rights(self) -> list[str]:
        """At most as many as go in together."""
        chosen: list[str] = self.cleaned_data["rights"]
        if len(chosen) > MOST_TOGETHER:
            raise forms.ValidationError(_now("At most %(most)d at once.") % {"most": MOST_TOGETHER})
        return chosen


class AppointForm(KeepsFiles, forms.Form):
    """Whom a rights holder appoints, for what, and until when."""

    agent = FormText(
        label=_("Agent"), max_length=200, required=False,
        help_text=_("Its name or reference. Names are suggested as you type."),
        widget=PartyName(kinds=(Party.Kind.AGENT,)),
    )  # fmt: skip
    brands = forms.ModelMultipleChoiceField(  # type: ignore[var-annotated]  # whose they are stands in __init__
        label=_("For which brands"), queryset=None, required=False, to_field_name="reference",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The agent sees these and nothing else of yours. None ticked: all that you have."),
    )  # fmt: skip
    deeds = forms.MultipleChoiceField(
        label=_("What it may do"), choices=Appointment.Deed.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("None ticked: it only reads."),
    )  # fmt: skip
    ends_on = day_field(_("Last day"), help_text=_("Empty: until you end it."))
    starts_on = day_field(_("From"), help_text=_("Empty: from today."))
    kinds = forms.MultipleChoiceField(
        label=_("For which kinds of right"), choices=Right.Kind.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("None ticked: for all."),
    )  # fmt: skip
    territories = FormText(
        label=_("Where"), max_length=400, required=False, help_text=_("Such as EU, US. Empty: everywhere.")
    )
    document = FormDocument(
        label=_("Signed power of attorney"), required=False,
        help_text=_("If you have one, as PDF or picture. Without one, your appointment here and its entry in the log count."),
    )  # fmt: skip
    new_name = FormText(label=_("Its name"), max_length=200, required=False)
    new_country = forms.ChoiceField(label=_("Country"), required=False)
    new_email = forms.EmailField(
        label=_("Mail address"), required=False, help_text=_("Whoever reads it is invited as the agent's main account.")
    )
    ALWAYS = ("agent", "brands", "deeds", "ends_on")
    MORE = ("starts_on", "kinds", "territories", "document")
    NEW = ("new_name", "new_country", "new_email")

    def __init__(self, brands: Any, *args: Any, slug: str, **kwargs: Any) -> None:
        """`brands` are those to choose from, in the marketplace `slug`."""
        kwargs["initial"] = {
            "ends_on": database_now().date() + A_YEAR,
            "deeds": ["complain"],
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        self.fields["agent"].widget.slug = slug  # type: ignore[attr-defined]
        field = self.fields["brands"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = brands
        self.fields["new_country"].choices = [("", _now("Choose")), *countries]  # type: ignore[attr-defined]

    def clean_territories(self) -> tuple[str, ...]:
        """Codes or names of countries, separated by commas."""
        return split(self.cleaned_data["territories"])

    def clean(self) -> dict[str, Any]:
        """One that is here, or one to be invited with all that takes."""
        found = super().clean() or self.cleaned_data
        is_new = [name for name in self.NEW if found.get(name)]
        if not found.get("agent") and not is_new:
            self.add_error("agent", _now("Name the agent, or invite one that is not here yet."))
        if is_new and not found.get("agent"):
            for name in self.NEW:
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, _now("This is needed to invite somebody."))
        return found

    def shown(self, names: Sequence[str]) -> list[forms.BoundField]:
        """These fields, in order."""
        return [self[name] for name in names]


class DaysForm(forms.Form):
    """From which day to which."""

    first = day_field(_("From"))
    last = day_field(_("To"))
