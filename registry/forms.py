"""The forms of the pages. They say what fits a field; what holds together is the services' word."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Party
from gateway.fields import FormDocument, FormPicture, FormText
from gateway.uploads import CheckedPicture
from registry.details import Details
from registry.extract_forms import RegistrationExtract, SubjectExtract, as_typed
from registry.models import Right
from registry.registers.class_field import NiceClasses
from registry.registers.offices import office_choices
from registry.territories import EU

TRADEMARK, COPYRIGHT, DESIGN = Right.Kind.TRADEMARK, Right.Kind.COPYRIGHT, Right.Kind.DESIGN
TITLES = {
    "trademark": (_("The mark"), _("The word as it is registered. For a pure logo, what people call it.")),
    "copyright": (_("The work"), _("What the work is called.")),
    "design": (_("The design"), _("What the design is called, such as “Trail shoe, sole”.")),
    "patent": (_("The invention"), _("The title of the patent.")),
    "geographical_indication": (_("The name"), _("As it is registered, such as “Aceto Balsamico di Modena”.")),
}


NEEDED = {"office": _("Choose the office where it is registered."), "number": _("Give the number of the registration.")}


class FormPictures(FormPicture):
    """Several pictures at once; the cleaned value is a list of CheckedPicture."""

    class widget(forms.ClearableFileInput):
        """A file input that takes more than one."""

        allow_multiple_selected = True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """What `FormPicture` accepts."""
        return {**super().widget_attrs(widget), **FormPicture.widget.attrs}

    def clean(self, data: Any, initial: Any = None) -> list[CheckedPicture]:  # type: ignore[override]
        """Every one of them must be a picture; of several, each that is none is named."""
        files = data if isinstance(data, list | tuple) else [data]
        checked, wrong = [], []
        for file in files:
            try:
                checked.append(super().clean(file, initial))
            except forms.ValidationError as fault:
                wrong += [f"{file.name}: {text}" for text in fault.messages] if len(files) > 1 else fault.messages
        if wrong:
            raise forms.ValidationError(wrong)
        return [picture for picture in checked if picture is not None]


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A date, typed or picked; never required."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, **options)


class SubjectForm(SubjectExtract):
    """What the right protects: the same at every office."""

    field_order = ("owner", "title", "mark_feature", "classes", "pictures", "aliases")

    owner: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Owner"), queryset=None, to_field_name="reference", empty_label=None
    )
    title = FormText(label="", max_length=300, error_messages={"required": _("Say what it is called.")})
    aliases = FormText(
        label=_("Other names"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line: other scripts, earlier names, short forms. Listings are compared with each."),
    )
    classes = FormText(
        label=_("Classes"),
        max_length=200,
        help_text=_("Nice classes from 1 to 45, such as 18, 25, 28."),
        widget=NiceClasses,
        error_messages={"required": _("Give at least one class; the list below says which number is what.")},
    )
    made_in = FormText(
        label=_("Made in"),
        max_length=400,
        required=False,
        help_text=_(
            "All countries in which the genuine goods are made, as in IT, PT. Empty, if you do not want to say."
        ),
    )
    everyday = forms.BooleanField(
        label=_("Also an everyday word"),
        required=False,
        help_text=_("People use the word without meaning the mark, as with “Orange”. Such a word alone proves little."),
    )
    famous = forms.BooleanField(
        label=_("Often copied"),
        required=False,
        help_text=_("Known for goods that counterfeiters copy. Matches are looked at more closely."),
    )
    pictures = FormPictures(
        label=_("Pictures"),
        required=False,
        help_text=_("The logo, the work, the design. JPEG, PNG, WebP or GIF, at most 20 MB each."),
    )

    def __init__(self, *args: Any, kind: str, owners: Iterable[Party] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        label, help_text = TITLES[kind]
        self.fields["title"].label, self.fields["title"].help_text = label, help_text
        self.keep_for(kind)
        choices = list(owners)
        if len(choices) > 1:
            self.fields["owner"].queryset = Party.objects.filter(id__in=[party.id for party in choices])  # type: ignore[attr-defined]
        else:
            del self.fields["owner"]
        if kind == DESIGN:
            self.fields["classes"].required = False
            self.fields["classes"].widget = forms.TextInput(attrs=self.fields["classes"].widget.attrs)
            self.fields["classes"].help_text = _now("Locarno classes from 1 to 32, such as 2, 3. Empty, if unknown.")
        if kind != TRADEMARK:
            for name in ("everyday", "famous", *(() if kind == DESIGN else ("classes",))):
                del self.fields[name]

    def clean_classes(self) -> tuple[int, ...]:
        """Numbers, however they are separated."""
        return numbers(self.cleaned_data["classes"])

    def clean_markets(self) -> tuple[str, ...]:
        """Codes or names of countries, separated by commas."""
        return split(self.cleaned_data["markets"])

    def clean_made_in(self) -> tuple[str, ...]:
        """Codes or names of countries, separated by commas."""
        return split(self.cleaned_data["made_in"])

    def clean_aliases(self) -> tuple[str, ...]:
        """One a line."""
        return tuple(line for line in self.cleaned_data["aliases"].splitlines() if line.strip())


class RegistrationForm(RegistrationExtract):
    """One registration of it. Left empty, it counts for nothing."""

    field_order = (
        "office",
        "number",
        "registered_on",
        "expires_on",
        "territories",
        "certificate",
        *RegistrationExtract.later,
    )

    office = forms.ChoiceField(label=_("Office"), required=False)
    number = FormText(label=_("Number"), max_length=60, required=False)
    registered_on = day_field(_("Registered on"))
    expires_on = day_field(_("Expires on"))
    filed_on = day_field(_("Filed on"))
    renewed_on = day_field(_("Renewed on"))
    status_on = day_field(_("Status since"))
    external_id = FormText(label=_("Your reference"), max_length=120, required=False)
    territories = FormText(label=_("Where it holds"), max_length=400, required=False)
    certificate = FormDocument(
        label=_("Certificate"), required=False, help_text=_("Or an extract of the register, as PDF or picture.")
    )

    def __init__(self, *args: Any, kind: str, is_needed: bool = False, heading: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heading = heading
        for name, sentence in NEEDED.items():
            self.fields[name].required = is_needed and kind != COPYRIGHT
            self.fields[name].error_messages["required"] = sentence
        unregistered = _now("Not registered") if kind == COPYRIGHT else _now("Choose an office")
        self.fields["office"].choices = [("", unregistered), *office_choices()]  # type: ignore[attr-defined]
        self.fields["territories"].help_text = (
            _now("Without an office: where you assert it, such as EU, US, JP.")
            if kind == COPYRIGHT
            else _now("Only if each registration of this office names its places, as at WIPO.")
        )

    @property
    def is_empty(self) -> bool:
        """Nothing was filled in, not even wrongly."""
        return not self.errors and not any(self.cleaned_data.get(name) for name in self.fields)

    def clean_territories(self) -> tuple[str, ...]:
        """Codes or names of countries, separated by commas."""
        return split(self.cleaned_data["territories"])


class SpecimensForm(forms.Form):
    """More pictures of a right."""

    pictures = FormPictures(label=_("Pictures"), help_text=_("JPEG, PNG, WebP or GIF, at most 20 MB each."))


class CertificateForm(forms.Form):
    """A document that shows a right."""

    certificate = FormDocument(label=_("Certificate"), help_text=_("A PDF or a picture, at most 20 MB."))


class VerifyForm(forms.Form):
    """What the reviewer says beside yes."""

    everyday = forms.BooleanField(label=_("Also an everyday word"), required=False)
    famous = forms.BooleanField(label=_("Often copied"), required=False)


class AuthoriseForm(forms.Form):
    """Which seller may sell, where and until when."""

    seller = FormText(
        label=_("Seller"), max_length=200, help_text=_("Its reference, such as PA-7Q4K2XA, or its exact name.")
    )
    territories = FormText(
        label=_("Where"),
        max_length=400,
        required=False,
        help_text=_("Such as PL, CZ. Empty: wherever the right holds."),
    )
    starts_on = day_field(_("From"), help_text=_("Empty: from today."))
    ends_on = day_field(_("Last day"), help_text=_("Empty: until you take it back."))

    def clean_territories(self) -> tuple[str, ...]:
        """Codes or names of countries, separated by commas."""
        return split(self.cleaned_data["territories"])


class PowerForm(forms.Form):
    """A power of attorney: between whom, for what, until when."""

    party = forms.ChoiceField(label=_("Of which rights holder"))
    document = FormDocument(
        label=_("The signed document"),
        help_text=_("As PDF or picture. The rights holder, the agent and reviewers see it."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("For which rights"), choices=Right.Kind.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: for all."),
    )  # fmt: skip
    territories = FormText(
        label=_("Where"), max_length=400, required=False, help_text=_("Such as EU, US. Empty: everywhere.")
    )
    starts_on = day_field(_("From"), help_text=_("Empty: from today."))
    ends_on = day_field(_("Last day"), help_text=_("As the document says. Empty: until it is taken back."))

    def __init__(self, others: Sequence[Party], *args: Any, is_brand: bool, **kwargs: Any) -> None:
        """`others` are the other sides there may be: agents for a brand, brands for an agent."""
        super().__init__(*args, **kwargs)
        field = self.fields["party"]
        assert isinstance(field, forms.ChoiceField)
        field.label = _("For which agent") if is_brand else _("Of which rights holder")
        field.choices = [(party.reference, party.name) for party in others]

    def clean_territories(self) -> tuple[str, ...]:
        """Codes or names of countries, separated by commas."""
        return split(self.cleaned_data["territories"])


def split(text: str) -> tuple[str, ...]:
    """The parts of a text between commas, semicolons and line ends; where there is none, between spaces.

    “EU US JP” are three places, “South Korea, Japan” two.
    """
    has_separators = re.search(r"[,;\n]", text)
    is_codes = all(len(word) == len(EU) for word in text.split())
    parts = re.split(r"[,;\n]+", text) if has_separators else text.split() if is_codes else [text]
    return tuple(part.strip() for part in parts if part.strip())


def numbers(text: str) -> tuple[int, ...]:
    """The numbers in a text. Raises ValidationError where something else stands."""
    parts = [part for part in re.split(r"[\s,;]+", text) if part]
    if any(not (part.isascii() and part.isdecimal() and len(part) < 5) for part in parts):
        raise forms.ValidationError(_now("Numbers from 1 to 45, separated by commas."))
    return tuple(int(part) for part in parts)


def details_from(subject: SubjectForm, registration: RegistrationForm, kept: Details | None = None) -> Details:
    """Both halves as one, without what does not fit its field; over what was `kept`, where something is on file."""
    found = {"title": "", **subject.cleaned_data, **registration.cleaned_data}
    names = set(Details.__dataclass_fields__) & found.keys()
    given = {name: found[name] for name in names}
    return replace(kept, **given) if kept is not None else Details(kind=subject.kind, **given)


def initial_of(right: Right) -> dict[str, Any]:
    """What is on file, as it stands in the two forms."""
    found: dict[str, Any] = {name: getattr(right, name) for name in Details.__dataclass_fields__}
    return {
        **found,
        **as_typed(right),
        "aliases": "\n".join(right.aliases),
        "classes": ", ".join(str(number) for number in right.classes),
        "territories": ", ".join(right.territories),
        "made_in": ", ".join(right.made_in),
    }


def add_errors(errors: Mapping[str, Iterable[str]], *candidates: forms.Form) -> None:
    """Put each sentence at the first form that has its field, else at the whole of the first.

    A field that has a fault of its own keeps that alone: the others follow from it.
    """
    faulty = {(form, name) for form in candidates for name in form.errors if name in form.fields}
    for name, sentences in errors.items():
        form = next((form for form in candidates if name in form.fields), candidates[0])
        if (form, name) in faulty:
            continue
        for sentence in sentences:
            field = name if name in form.fields else None
            if sentence not in form.errors.get(field or "__all__", []):
                form.add_error(field, sentence)
