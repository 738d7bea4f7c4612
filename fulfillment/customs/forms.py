"""The forms of applications to customs and detentions. What holds together is the services' word."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import country_choices
from fulfillment.customs import wanted
from fulfillment.customs.keeping import MOST_WORDS
from fulfillment.customs.taking_in import LONGEST, Letter, cents
from fulfillment.customs.wanted import Wanted
from fulfillment.models import Detention
from gateway.fields import FormDocument, FormText
from registry.forms import FormPictures
from registry.goods_forms import read_text
from registry.models import Right
from registry.territories import countries_of

LARGEST_FILE = 1_000_000
ROWS = 2


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def _area(rows: int = ROWS) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def lines(text: str) -> list[str]:
    """What stands on lines of its own, or between commas and semicolons."""
    parts = text.replace(",", "\n").replace(";", "\n").splitlines()
    return [one.strip() for one in parts if one.strip()]


def right_choices(rights: Iterable[Right]) -> list[tuple[str, str]]:
    """Rights by title with their number."""
    return [(right.reference, f"{right.title} · {right.numbered or right.reference}") for right in rights]


class ApplicationForm(forms.Form):
    """What a rights holder asks customs for."""

    rights = forms.MultipleChoiceField(label=_("Rights"), widget=forms.CheckboxSelectMultiple)
    lodged_in = forms.ChoiceField(
        label=_("Filed with the customs of"), choices=country_choices, help_text=_("They decide, and give it a number.")
    )
    also_in = FormText(
        label=_("Also in"), max_length=300, required=False,
        help_text=_("Further member states of the European Union, as in FR, NL; EU for all of them. Only for rights of the Union."),
    )  # fmt: skip
    valid_from = _day(_("From"))
    valid_until = _day(_("Until"), help_text=_("The last day. In the European Union at most a year."))
    small_consignments = forms.BooleanField(
        label=_("Small consignments are destroyed without asking us"), required=False,
        help_text=_("At most three units, or less than two kilograms. You pay for it when customs ask you to."),
    )  # fmt: skip
    legal_name = FormText(label=_("For questions of law"), max_length=120)
    legal_email = forms.EmailField(label=_("E-mail"), max_length=200)
    legal_phone = FormText(label=_("Telephone"), max_length=40, required=False)
    technical_name = FormText(
        label=_("For questions about the goods"), max_length=120, required=False, help_text=_("Empty: the same person.")
    )
    technical_email = forms.EmailField(label=_("E-mail"), max_length=200, required=False)
    technical_phone = FormText(label=_("Telephone"), max_length=40, required=False)
    channels = FormText(
        label=_("Authorised channels"), max_length=wanted.LONGEST["channels"], required=False, widget=_area(4),
        help_text=_("Makers, importers, carriers and routes that are yours. Sellers and licensees on file are added."),
    )  # fmt: skip

    def __init__(self, *args: Any, rights: Iterable[Right], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rights"].choices = right_choices(rights)  # type: ignore[attr-defined]

    def clean_also_in(self) -> list[str]:
        """Codes of countries; EU stands for all member states."""
        return sorted(countries_of(one.upper() for one in lines(self.cleaned_data["also_in"])))

    def wanted(self) -> Wanted:
        """What was filled in."""
        said = self.cleaned_data
        contacts = [
            {"role": role, **{name: said[f"{role}_{name}"] or "" for name in ("name", "email", "phone")}}
            for role in wanted.ROLES
            if said[f"{role}_name"]
        ]
        return Wanted(
            said["rights"], said["lodged_in"], sorted({said["lodged_in"], *said["also_in"]}), said["valid_from"],
            said["valid_until"], small_consignments=said["small_consignments"], channels=said["channels"], contacts=contacts,
        )  # fmt: skip


class FilingForm(forms.Form):
    """When it was sent to customs."""

    filed_on = _day(_("Sent to customs on"))


class CustomsDecisionForm(forms.Form):
    """What customs decided about an application."""

    decision = forms.ChoiceField(
        label=_("Customs"),
        choices=[("granted", _("granted it")), ("refused", _("refused it"))],
        widget=forms.RadioSelect,
    )
    number = FormText(label=_("Number"), max_length=60, required=False, help_text=_("As customs gave it."))
    decided_on = _day(_("Decided on"))
    valid_from = _day(_("Valid from"), required=False)
    valid_until = _day(_("Valid until"), required=False)
    words = FormText(label=_("Their reasons"), max_length=2000, required=False, widget=_area(3))
    needed_at_times = frozenset({"number", "words"})


class DetentionForm(forms.Form):
    """What a letter of customs says."""

    customs_reference = FormText(
        label=_("Reference of customs"),
        max_length=LONGEST["customs_reference"],
        help_text=_("As it stands in the letter."),
    )
    country = forms.ChoiceField(label=_("Country"), choices=country_choices)
    office = FormText(label=_("Office"), max_length=LONGEST["office"], required=False)
    noticed_on = _day(_("Day of the letter"), help_text=_("The days to answer count from here."))
    right = forms.ChoiceField(label=_("Right"))
    goods = FormText(
        label=_("Goods"), max_length=LONGEST["goods"], help_text=_("As in: running shoes, white, with the mark.")
    )
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=2_000_000_000)
    unit = forms.ChoiceField(label=_("Counted in"), choices=Detention.Unit.choices)
    perishable = forms.BooleanField(
        label=_("They spoil"), required=False, help_text=_("Then the time to answer is shorter.")
    )
    small = forms.BooleanField(
        label=_("A small consignment"), required=False,
        help_text=_("Only where the rights holder agreed to that in its application; it is not asked again."),
    )  # fmt: skip
    pictures = FormPictures(label=_("Pictures"), required=False)
    value = FormText(label=_("Value"), max_length=20, required=False, help_text=_("Of all of it, as in 1250.00."))
    currency = FormText(label=_("Currency"), max_length=3, required=False, help_text=_("As in EUR."))
    weight_grams = forms.IntegerField(label=_("Weight in grams"), min_value=1, max_value=2_000_000_000, required=False)
    gtins = FormText(label=_("GTINs"), max_length=20_000, required=False, widget=_area(), help_text=_("One a line."))
    serials = FormText(
        label=_("Serial numbers"), max_length=30_000, required=False, widget=_area(), help_text=_("One a line.")
    )
    origin = forms.ChoiceField(label=_("Sent from"), choices=country_choices, required=False)
    destination = forms.ChoiceField(label=_("Bound for"), choices=country_choices, required=False)
    transport = forms.ChoiceField(label=_("Came by"), choices=[("", "–"), *Detention.Transport.choices], required=False)
    packaging = FormText(
        label=_("Packaging and marks"), max_length=LONGEST["packaging"], required=False,
        help_text=_("As in: plain white box, no label."),
    )  # fmt: skip
    declarant = FormText(label=_("Declarant"), max_length=1000, required=False, widget=_area())
    consignor = FormText(label=_("Consignor"), max_length=1000, required=False, widget=_area())
    consignee = FormText(label=_("Consignee"), max_length=1000, required=False, widget=_area())

    NEEDED: ClassVar = {
        "customs_reference": _("The reference in the letter of customs."),
        "right": _("Which right is infringed?"),
        "goods": _("Say what is held, as in “running shoes”."),
        "quantity": _("How many are held?"),
    }
    LETTER = ("customs_reference", "country", "office", "noticed_on", "right")
    GOODS = ("goods", "quantity", "unit", "pictures", "perishable", "small")
    ROUTE = ("origin", "destination", "transport", "packaging")
    MORE = ("value", "currency", "weight_grams", "gtins", "serials")
    PEOPLE = ("declarant", "consignor", "consignee")

    def __init__(self, *args: Any, rights: Iterable[Right], many: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["right"].choices = [("", _("Choose a right")), *right_choices(rights)]  # type: ignore[attr-defined]
        for name, sentence in self.NEEDED.items():
            self.fields[name].error_messages["required"] = sentence
        if many:  # staff see more rights than a list can show
            self.fields["right"] = FormText(
                label=_("Right"), max_length=60, help_text=_("Its reference, or its number.")
            )

    def clean_value(self) -> int | None:
        """In hundredths."""
        text = self.cleaned_data["value"].strip()
        try:
            return cents(text) if text else None
        except ValueError:
            raise forms.ValidationError(_("An amount such as 1250.00.")) from None

    def part(self, names: Iterable[str]) -> list[forms.BoundField]:
        """The fields of one part, in order."""
        return [self[name] for name in names]

    def letter(self) -> Letter:
        """What was filled in."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("pictures", "value")}
        said["currency"] = said["currency"].strip().upper()
        said |= {name: lines(said[name]) for name in ("gtins", "serials")}
        return Letter(**said, value_cents=self.cleaned_data["value"])


class HolderAnswerForm(forms.Form):
    """What the rights holder says of the goods."""

    answer = forms.ChoiceField(
        label=_("What are these goods?"), widget=forms.RadioSelect,
        choices=[
            ("fake", _("They infringe our right")), ("genuine", _("They are genuine")),
            ("outside", _("A parallel import or an overrun")),
        ],
    )  # fmt: skip
    words = FormText(label=_("How can you tell?"), max_length=MOST_WORDS, widget=_area(4))
    pictures = FormPictures(label=_("Pictures"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choice_help = {  # type: ignore[attr-defined]
            "fake": _("You confirm the infringement, and agree that customs destroy them."),
            "genuine": _("Customs release them."),
            "outside": _(
                "Genuine, but meant for another market, or made beyond what you ordered. They cannot be destroyed this way: "
                "customs release them unless you go to court."
            ),
        }


class ToldForm(forms.Form):
    """What the rights holder told customs otherwise than here."""

    answer = forms.ChoiceField(
        label=_("The rights holder"), widget=forms.RadioSelect,
        choices=[
            ("fake", _("confirms the infringement and agrees to the destruction")), ("genuine", _("says the goods are genuine")),
            ("outside", _("says: a parallel import or an overrun")),
        ],
    )  # fmt: skip
    words = FormText(label=_("In its words"), max_length=MOST_WORDS, widget=_area())


class WordsForm(forms.Form):
    """Reasons."""

    words = FormText(label=_("Why"), max_length=MOST_WORDS, widget=_area(3))


class CourtForm(WordsForm):
    """That proceedings have begun."""

    court = FormText(
        label=_("Court and number"), max_length=200, help_text=_("As in: Landgericht Hamburg, 327 O 11/26.")
    )
    field_order = ("court", "words")


class DeclarantForm(forms.Form):
    """What the declarant told customs."""

    answer = forms.ChoiceField(
        label=_("The declarant"), choices=[
            ("told", _("was told of the detention")), ("consents", _("agrees to the destruction")), ("objects", _("objects to it")),
        ],
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = FormText(label=_("In its words"), max_length=MOST_WORDS, required=False, widget=_area())


class MoreTimeForm(forms.Form):
    """What customs said to a request for more time."""

    decision = forms.ChoiceField(
        label=_("Customs"),
        choices=[("granted", _("give more time")), ("refused", _("give none"))],
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(label=_("Working days more"), min_value=1, max_value=250, required=False)
    words = FormText(label=_("Their words"), max_length=MOST_WORDS, required=False, widget=_area())
    needed_at_times = frozenset({"days"})


class OutcomeForm(forms.Form):
    """What became of the goods."""

    outcome = forms.ChoiceField(
        label=_("The goods were"),
        choices=[("destroyed", _("destroyed")), ("seized", _("seized by a court")), ("released", _("released"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    on = _day(_("On"))
    quantity = forms.IntegerField(label=_("How many"), min_value=1, required=False)
    paper = FormDocument(
        label=_("Paper of customs"), required=False, help_text=_("The record of the destruction, as PDF or picture.")
    )
    words = FormText(label=_("Remarks"), max_length=MOST_WORDS, required=False, widget=_area())
    needed_at_times = frozenset({"quantity"})


class ListForm(forms.Form):
    """A list of detentions as CSV."""

    file = forms.FileField(label=_("List"), widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}))

    def clean_file(self) -> str:
        """The text of the file."""
        return read_text(self.cleaned_data["file"], most=LARGEST_FILE)
