"""The forms of reports: what anybody fills in, what a reporter adds, and what the register of flaggers asks."""

from operator import itemgetter
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.models import Report
from enforcement.report_words import KIND_HELP
from enforcement.services.flaggers import Award
from evidence.kept import KeepsFiles
from gateway.fields import FormDocument, FormDocuments, FormText
from policy.letters.languages import LANGUAGES
from registry.models import Right
from registry.registers.offices import place_name
from registry.territories import EU_MEMBERS

LONG = 8000
TRAP = "website"
"""A field that no person sees; who fills it in is a program that fills in everything."""
GOOD_FAITH = _("I believe in good faith that what I say here is accurate and complete.")


class ReportForm(KeepsFiles, forms.Form):
    """What and why, and nothing else (Digital Services Act, art. 16(2)): who says so is asked only to hear back."""

    use_required_attribute = False

    listings = FormText(
        label=_("Which listing?"),
        max_length=20_000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The link to its page, or its number. Several: one a line."),
        error_messages={"required": _("Say which listing it is: its number, or the link to its page.")},
    )
    kind = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Report.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    explanation = FormText(
        label=_("How can one tell?"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What you have seen, and what the genuine thing looks like. In any language."),
        error_messages={"required": _("Say what is wrong, in your own words.")},
    )
    order = FormText(
        label=_("Order number"),
        max_length=120,
        required=False,
        help_text=_("If you bought it. The seller is not told."),
    )
    papers = FormDocuments(
        label=_("Pictures or papers"),
        required=False,
        help_text=_("Up to 10 pictures or PDFs, of what you received, say. The seller does not see them."),
    )
    name = FormText(label=_("Name"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    language = forms.ChoiceField(
        label=_("Language of the mails"),
        choices=list(LANGUAGES.items()),
        required=False,
        error_messages={"invalid_choice": _("Choose a language that letters are written in.")},
    )
    good_faith = forms.BooleanField(
        label=GOOD_FAITH,
        help_text=_("Digital Services Act, art. 16(2)(d)"),
        error_messages={"required": _("A report needs this statement.")},
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choice_help = dict(KIND_HELP)  # type: ignore[attr-defined]

    def clean_website(self) -> str:
        """Nothing that was typed is lost: a person who was helped by a program takes it out and goes on."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave the field “Leave this empty” empty, then send it again."))
        return ""

    def clean_email(self) -> str:
        """Spaces round it are nobody's address."""
        return str(self.cleaned_data["email"]).strip()


class AddForm(forms.Form):
    """What a reporter adds later, or says against a dismissal."""

    use_required_attribute = False
    explanation = FormText(
        label=_("What do you want to add?"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    papers = FormDocuments(label=_("Pictures or papers"), required=False)


class ContestForm(forms.Form):
    """Why a dismissal is wrong."""

    use_required_attribute = False
    explanation = FormText(label=_("Why do you not agree?"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}))


class FlaggerForm(forms.Form):
    """What a coordinator published about a trusted flagger."""

    use_required_attribute = False
    party = FormText(
        label=_("Party"),
        max_length=20,
        strip=True,
        help_text=_("The reference of a brand, an agent or an agency, such as PA-7Q4K2XA."),
    )
    coordinator = forms.ChoiceField(label=_("Awarded by the coordinator of"))
    kinds = forms.MultipleChoiceField(
        label=_("Area of expertise"), choices=Right.Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    evidence = FormDocument(label=_("What the coordinator published"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["coordinator"]
        assert isinstance(field, forms.ChoiceField)
        members = [(code, place_name(code)) for code in EU_MEMBERS]
        field.choices = sorted(members, key=itemgetter(1))

    @property
    def award(self) -> Award:
        """What was filled in."""
        given = self.cleaned_data
        name = getattr(self.files.get("evidence"), "name", "")
        paper = (name, given["evidence"]) if given["evidence"] else None
        facts = {key: given[key] for key in ("party", "coordinator", "kinds", "starts_on", "ends_on")}
        return Award(**facts, evidence=paper)


class EndForm(forms.Form):
    """The last day of a status."""

    use_required_attribute = False
    ends_on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))


class CoordinatorForm(forms.Form):
    """What a coordinator is told about poor notices."""

    use_required_attribute = False
    since = forms.DateField(label=_("Counted since"), widget=forms.DateInput(attrs={"type": "date"}))
    words = FormText(
        label=_("What is poor about the notices"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Imprecise, inaccurate or not substantiated; with examples."),
    )
