"""The forms of the steps. A form says what fits a field; what is missing is the word of `steps.lacks`.

No field is required by its form: what was typed is kept whether the step is whole or not.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from accounts.forms import country_choices, language_choices
from gateway.fields import FormDocument, FormDocuments, FormText
from sellers.onboarding.words import BASIS, CERTIFIED
from sellers.services.onboarding import MOST_WORDS, Paper

KINDS = [("company", _("A company, or a registered trader")), ("person", _("A person, in their own name"))]
WORK_KINDS = [("drawing", _("Drawing")), ("prototype", _("Prototype")), ("marketing", _("Marketing material"))]


class StepForm(forms.Form):
    """One step. `PAPERS` are its fields of documents, with the kind of each; `NEEDED` those that are not optional."""

    use_required_attribute = False
    PAPERS: ClassVar[Mapping[str, str]] = {}
    NEEDED: ClassVar[frozenset[str]] = frozenset()

    @property
    def needed_at_times(self) -> frozenset[str]:
        """What is not called optional."""
        return self.NEEDED

    def typed(self) -> dict[str, Any]:
        """What fitted its field, without the documents. Ask `errors` for the rest."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if not isinstance(self.fields[name], FormDocument | FormDocuments)
        }

    def papers(self, about: str = "") -> list[Paper]:
        """The documents that were sent and can be read."""
        found = []
        for name, kind in self.PAPERS.items():
            sent = self.cleaned_data.get(name)
            if isinstance(sent, list):
                found += [Paper(kind, document, called, about) for called, document in sent]
            elif sent:
                called = str(getattr(self.files.get(self.add_prefix(name)), "name", "") or "")
                found.append(Paper(kind, sent, called, about))
        return found

    def without_kept_files(self) -> None:
        """Of a form that comes back: its documents are on file, so that none is asked for again."""
        kept = [self.add_prefix(name) for name in self.fields if name not in self.errors]
        self.files = MultiValueDict({key: self.files.getlist(key) for key in self.files if key not in kept})

    def at_row(self, place: int | None) -> None:
        """Of a form that comes back: the brand or supplier that it has become, so that it is mended and not doubled."""
        if isinstance(self.data, QueryDict):
            data = self.data.copy()
            data["row"] = "" if place is None else str(place)
            self.data = data

    def parts(self) -> list[forms.BoundField]:
        """The fields in order."""
        return [self[name] for name in self.fields]


class WhoForm(StepForm):
    """Who applies, and how to reach them."""

    NEEDED = frozenset({"kind", "country", "contact_name", "email", "phone"})

    kind = forms.ChoiceField(label=_("Who applies?"), choices=KINDS, widget=forms.RadioSelect, required=False)
    country = forms.ChoiceField(
        label=_("Country"), choices=country_choices, required=False, help_text=_("Where the company is registered or you live.")
    )  # fmt: skip
    contact_name = FormText(label=_("Contact person"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("The link to go on with comes here, and so does the answer.")
    )
    phone = FormText(
        label=_("Telephone"), max_length=40, required=False,
        help_text=_("With the code of the country, as in +49 30 901820."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language of letters"), choices=language_choices, required=False,
        help_text=_("Left open, letters come in the language of the country where we have it, else in English."),
    )  # fmt: skip


class CompanyForm(StepForm):
    """The company, its register and its numbers."""

    PAPERS = {"extract": "extract"}
    NEEDED = frozenset({"name", "address", "register", "number", "no_number", "extract"})

    name = FormText(
        label=_("Legal name"), max_length=200, required=False,
        help_text=_("As it stands in the register, with the legal form. A person: first and last name."),
    )  # fmt: skip
    address = FormText(
        label=_("Address"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The registered seat. A person: where you live."),
    )  # fmt: skip
    register = FormText(
        label=_("Register"), max_length=200, required=False,
        help_text=_("The court or office, such as “Amtsgericht Hamburg, HRB” or “Companies House”."),
    )  # fmt: skip
    number = FormText(
        label=_("Number in the register, or tax number"), max_length=60, required=False,
        help_text=_("Such as Hamburg HRB 11223, 556036-0793, 404 833 048, 91-1144442."),
    )  # fmt: skip
    no_number = forms.BooleanField(label=_("There is none"), required=False)
    vat = FormText(
        label=_("VAT number"), max_length=40, required=False,
        help_text=_("Of the European Union or the United Kingdom, such as DE136695976."),
    )  # fmt: skip
    lei = FormText(
        label=_("LEI"), max_length=40, required=False, help_text=_("Twenty characters, if the company has one.")
    )
    website = forms.URLField(label=_("Website"), max_length=300, required=False, assume_scheme="https")
    extract = FormDocument(
        label=_("Extract of the trade register"), required=False,
        help_text=_("PDF or picture, not older than a year."),
    )  # fmt: skip


class PersonForm(CompanyForm):
    """The same for a person, of whom no register is asked."""

    NEEDED = frozenset({"name", "address"})


class SignatoryForm(StepForm):
    """Who binds the seller by their word."""

    PAPERS = {"identity": "identity"}
    NEEDED = frozenset({"signatory", "identity"})

    signatory = FormText(
        label=_("First and last name"), max_length=120, required=False, help_text=_("As in the identity document.")
    )
    role = FormText(
        label=_("Position"), max_length=120, required=False, help_text=_("Such as managing director, or holder of a power.")
    )  # fmt: skip
    identity = FormDocument(
        label=_("Identity document"), required=False,
        help_text=_("PDF or picture of both sides. Only the marketplace's reviewers see it."),
    )  # fmt: skip


class PaymentForm(StepForm):
    """The account to be paid to, and the seller's word."""

    NEEDED = frozenset({"holder", "account", "certified"})

    holder = FormText(
        label=_("Holder of the account"), max_length=200, required=False,
        help_text=_("Has to be the applicant, or the one who signs."),
    )  # fmt: skip
    account = FormText(
        label=_("IBAN"), max_length=60, required=False,
        help_text=_("Where there are no IBANs, the number of the account. Of it we keep a seal and the last four characters."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    certified = forms.BooleanField(
        label=CERTIFIED, required=False, help_text=_("Your word under article 30(1)(e) of the Digital Services Act.")
    )


class BrandForm(StepForm):
    """One brand that the seller offers, and why it may."""

    PAPERS = {"proof": "proof"}
    NEEDED = frozenset({"name", "basis", "proof"})

    row = forms.IntegerField(required=False, min_value=0, max_value=99, widget=forms.HiddenInput)
    name = FormText(label=_("Brand"), max_length=120, required=False)
    basis = forms.ChoiceField(
        label=_("Why may you sell it?"), choices=list(BASIS.items()), widget=forms.RadioSelect, required=False
    )
    number = FormText(
        label=_("Number of the registration"), max_length=60, required=False, help_text=_("If the brand is yours.")
    )
    proof = FormDocuments(
        label=_("Proof"), required=False,
        help_text=_("Certificate, licence, or invoices of the last year. PDF or pictures, several at once."),
    )  # fmt: skip
    work_kind = forms.ChoiceField(label=_("Documents of your own work"), choices=WORK_KINDS, required=False)
    works = FormDocuments(
        label=_("Files"), required=False,
        help_text=_(
            "Drawings, prototypes, marketing material. Each is kept with its hash and the time: evidence that you had it."
        ),
    )  # fmt: skip
    field_order = ("row", "name", "basis", "number", "proof", "work_kind", "works")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].choice_help = {  # type: ignore[attr-defined]
            "own": _("Give its number, or a certificate."),
            "licence": _("Add the licence."),
            "reseller": _("Add invoices."),
        }

    def papers(self, about: str = "") -> list[Paper]:
        """The proof, and the works under the kind that was chosen."""
        kind = self.cleaned_data.get("work_kind") or "drawing"
        works = self.cleaned_data.get("works") or []
        return [*super().papers(about), *(Paper(kind, document, called, about) for called, document in works)]

    def typed(self) -> dict[str, Any]:
        """The row as it is kept."""
        return {name: self.cleaned_data.get(name) or "" for name in ("name", "basis", "number")}


class SupplierForm(StepForm):
    """One of those from whom the seller buys."""

    PAPERS = {"contract": "contract"}
    NEEDED = frozenset({"name", "country", "contract"})

    row = forms.IntegerField(required=False, min_value=0, max_value=99, widget=forms.HiddenInput)
    name = FormText(label=_("Supplier"), max_length=120, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=country_choices, required=False)
    goods = FormText(label=_("What you buy there"), max_length=200, required=False)
    contract = FormDocuments(
        label=_("Contract"), required=False,
        help_text=_("The contract, or an order that it has confirmed. PDF or pictures."),
    )  # fmt: skip

    def typed(self) -> dict[str, Any]:
        """The row as it is kept."""
        return {name: self.cleaned_data.get(name) or "" for name in ("name", "country", "goods")}


class NoneForm(forms.Form):
    """That there is nothing to name."""

    none = forms.BooleanField(required=False)


class SendForm(forms.Form):
    """The last word before it is handed in."""

    true = forms.BooleanField(
        label=_("What I say is true and whole, and I may speak for the applicant."),
        error_messages={"required": _("Tick this to hand it in.")},
    )


class AppealForm(forms.Form):
    """Why the refusal is wrong."""

    words = FormText(
        label=_("Why do you not agree?"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Another person than the one who refused decides. It costs nothing."),
    )  # fmt: skip


class AgainForm(forms.Form):
    """Where the link is to go."""

    email = forms.EmailField(label=_("E-mail"), help_text=_("The address that you gave when you began."))


FORM_OF = {
    "who": WhoForm,
    "company": CompanyForm,
    "signatory": SignatoryForm,
    "payment": PaymentForm,
    "brands": BrandForm,
    "suppliers": SupplierForm,
}
