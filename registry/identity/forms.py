"""The form of an application, and the reviewer's words. What holds together is the service's word."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import DetailsForm
from accounts.models import Party
from evidence.kept import KeepsFiles
from gateway.fields import FormDocument, FormText
from gateway.uploads import CheckedDocument
from registry.models import Application, ApplicationPaper, PartyNumber
from registry.services.applications import LONGEST_NAME, Said

KINDS_THAT_APPLY = [
    (Party.Kind.BRAND.value, _("We own rights (a brand, an author, a designer)")),
    (Party.Kind.AGENT.value, _("We act for owners of rights")),
]
DETAILS = (
    "name", "country", "address", "language", "contact_name", "contact_email", "phone", "website", "about",
)  # fmt: skip
PAPERS: Mapping[str, str] = {
    "extract": ApplicationPaper.Kind.EXTRACT,
    "signatory_paper": ApplicationPaper.Kind.SIGNATORY,
    "power": ApplicationPaper.Kind.POWER,
}
"""Fields of the form, and what their documents are."""


class ApplicationForm(KeepsFiles, DetailsForm):
    """A rights holder's or an agent's application, and what is mended in it."""

    kind = forms.ChoiceField(label=_("Who are you?"), choices=KINDS_THAT_APPLY, widget=forms.RadioSelect)
    name = FormText(
        label=_("Legal name"), max_length=200,
        help_text=_("As it stands in the trade register, with the legal form. A person: first and last name."),
    )  # fmt: skip
    address = FormText(label=_("Registered address"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    number = FormText(
        label=_("Number in the register, or tax number"), max_length=60, required=False,
        help_text=_("Needed, unless there is none. Such as 556036-0793, DE136695976, GB 980 7806 84, 91-1144442."),
    )  # fmt: skip
    no_number = forms.BooleanField(
        label=_("There is none"), required=False, help_text=_("A person applies, or the country gives none.")
    )
    lei = FormText(
        label=_("LEI"), max_length=40, required=False, help_text=_("Twenty characters, if the company has one.")
    )
    contact_name = FormText(label=_("Contact person"), max_length=120)
    signatory = FormText(
        label=_("Who signs for you"), max_length=LONGEST_NAME, help_text=_("As in the trade register, or in the power.")
    )
    extract = FormDocument(
        label=_("Extract of the trade register"), required=False,
        help_text=_("Needed, unless a person applies. PDF or picture, not older than a year."),
    )  # fmt: skip
    signatory_paper = FormDocument(
        label=_("Identity of the signatory"), required=False,
        help_text=_("PDF or picture. Only the marketplace's reviewers see it."),
    )  # fmt: skip
    acts_for = FormText(
        label=_("For whom you act"), max_length=200, required=False,
        help_text=_("Needed from those who act for owners. The legal name of the rights holder."),
    )  # fmt: skip
    power = FormDocument(
        label=_("Power of attorney"), required=False,
        help_text=_("Needed from those who act for owners. Signed by the rights holder."),
    )  # fmt: skip
    about = FormText(
        label=_("What do you want to protect?"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The marks, works or designs, with their numbers where they have one."),
    )  # fmt: skip
    needed_at_times = frozenset({"number", "extract", "acts_for", "power"})
    COMPANY = ("name", "country", "address", "number", "no_number", "lei", "website")
    CONTACT = ("contact_name", "contact_email", "phone", "language")
    DOCUMENTS = ("signatory", "signatory_paper", "extract")
    AGENT = ("acts_for", "power")

    def __init__(self, *args: Any, shown: Application | None = None, **kwargs: Any) -> None:
        """`shown` is the application that is mended: who applies stays, and papers that are here are not asked for."""
        if shown is not None:
            kwargs["initial"] = {**_initial(shown), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if shown is None:
            self.fields["signatory_paper"].required = True
            return
        del self.fields["kind"]
        if shown.party.kind != Party.Kind.AGENT:
            for name in self.AGENT:
                del self.fields[name]
        for name in PAPERS.keys() & self.fields.keys():
            self.fields[name].help_text = _("Only to add one: what you handed in before stays.")
        self.needed_at_times = self.needed_at_times - PAPERS.keys()

    def part(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        """These fields, in order, as far as they are there."""
        return [self[name] for name in names if name in self.fields]

    def company(self) -> list[forms.BoundField]:
        """Who applies."""
        return self.part(self.COMPANY)

    def contact(self) -> list[forms.BoundField]:
        """Whom to write to."""
        return self.part(self.CONTACT)

    def documents(self) -> list[forms.BoundField]:
        """What shows it."""
        return self.part(self.DOCUMENTS)

    def agent(self) -> list[forms.BoundField]:
        """For agents alone."""
        return self.part(self.AGENT)

    def said(self) -> Said:
        """What the service takes. Only for a valid form."""
        found = self.cleaned_data
        papers: list[tuple[str, CheckedDocument, str]] = [
            (kind, found[name], self.called(name)) for name, kind in PAPERS.items() if found.get(name) is not None
        ]
        return Said(
            details={name: found[name] for name in DETAILS},
            number=found["number"],
            lei=found["lei"],
            no_number=found["no_number"],
            signatory=found["signatory"],
            acts_for=found.get("acts_for", ""),
            papers=papers,
        )


def _initial(shown: Application) -> dict[str, Any]:
    numbers = {row.scheme: row.value for row in PartyNumber.objects.filter(party=shown.party)}
    return {
        **{name: getattr(shown.party, name) for name in DETAILS},
        "lei": numbers.pop("lei", ""),
        "number": next(iter(numbers.values()), ""),
        "no_number": shown.no_number,
        "signatory": shown.signatory,
        "acts_for": shown.acts_for,
    }


class WordsForm(forms.Form):
    """What the applicant is told."""

    reason = FormText(label=_("To the applicant"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
