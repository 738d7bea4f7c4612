"""The forms of products and batches. What holds together is the services' word."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from accounts.forms import country_choices
from accounts.models import Party
from fulfillment.models import Batch, BatchInspection, Certificate, LabelPoint, Product
from fulfillment.services import Inspected, Numbering, Paper
from fulfillment.services.codes import MOST_AT_ONCE
from fulfillment.units import serials
from gateway.fields import FormDocument, FormText
from registry.forms import day_field
from registry.models import Brand, SerialScheme
from tenancy.actor import Actor


def name_of(files: Mapping[str, Any]) -> str:
    """What the document that was sent with a form is called."""
    return str(getattr(files.get("document"), "name", "") or "")


SEEN = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")), ("unseen", gettext_lazy("Not looked at"))]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NumberingForm(forms.Form):
    """A product and how its units are numbered."""

    name = FormText(
        label=gettext_lazy("What it is called"), max_length=200, help_text=gettext_lazy("As buyers know it.")
    )
    source = forms.ChoiceField(label=gettext_lazy("Its serial numbers"), choices=Product.Source.choices, initial="none")
    scheme: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Which range"), queryset=None, required=False,
        empty_label=gettext_lazy("choose"), help_text=gettext_lazy("Of the ranges on file for the brand."),
    )  # fmt: skip
    enrolled_on = day_field(
        gettext_lazy("Enrolled from"),
        help_text=gettext_lazy(
            "From this day on every unit that is made has a number that is on file. Empty: not yet."
        ),
    )
    older_numbered = forms.BooleanField(
        label=gettext_lazy("What was made before has numbers too"), required=False,
        help_text=gettext_lazy("Then a number that is not on file is asked about, as it may be an old one."),
    )  # fmt: skip
    needs_certificate = forms.BooleanField(
        label=gettext_lazy("Every batch must be certified"), required=False,
        help_text=gettext_lazy("Docks ask about goods of a batch whose origin nobody has certified."),
    )  # fmt: skip

    def __init__(self, *args: Any, brand: Brand | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if brand is not None:
            self.fields["scheme"].queryset = SerialScheme.objects.standing().filter(brand=brand)  # type: ignore[attr-defined]

    @property
    def numbering(self) -> Numbering:
        """As the services take it."""
        said = self.cleaned_data
        return Numbering(
            source=said["source"], scheme=said["scheme"] if said["source"] == "range" else None,
            enrolled_on=said["enrolled_on"], older_numbered=said["older_numbered"],
            needs_certificate=said["needs_certificate"],
        )  # fmt: skip


class ProductForm(NumberingForm):
    """One more product."""

    brand: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Brand"), queryset=None, to_field_name="reference", empty_label=gettext_lazy("choose")
    )
    gtin = FormText(
        label=gettext_lazy("GTIN"),
        max_length=20,
        strip=True,
        help_text=gettext_lazy("The number under its bar code: 8, 12, 13 or 14 digits."),
    )
    field_order = ("brand", "gtin")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brands = Brand.objects.visible_to(actor).standing().order_by("name")
        self.fields["brand"].queryset = brands  # type: ignore[attr-defined]
        self.fields["scheme"].queryset = SerialScheme.objects.standing().filter(brand__in=brands)  # type: ignore[attr-defined]


class IssueForm(forms.Form):
    """Codes to issue."""

    count = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=MOST_AT_ONCE)
    length = forms.IntegerField(
        label=gettext_lazy("Signs of each"), min_value=serials.SHORTEST, max_value=serials.LONGEST, initial=12,
        help_text=gettext_lazy("The longer, the harder to guess: 12 are good for millions. GS1 codes hold at most 20."),
    )  # fmt: skip
    batch: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("For batch"), queryset=None, required=False, to_field_name="reference",
        empty_label=gettext_lazy("none yet"),
    )  # fmt: skip

    def __init__(self, *args: Any, product: Product, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["batch"].queryset = Batch.objects.filter(product=product).order_by("-id")  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """Numbers of the brand's own."""

    numbers = FormText(
        label=gettext_lazy("Serial numbers"), max_length=500_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One a line, as they are printed."),
    )  # fmt: skip
    batch: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("For batch"), queryset=None, required=False, to_field_name="reference",
        empty_label=gettext_lazy("none yet"),
    )  # fmt: skip

    def __init__(self, *args: Any, product: Product, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["batch"].queryset = Batch.objects.filter(product=product).order_by("-id")  # type: ignore[attr-defined]

    def clean_numbers(self) -> list[str]:
        """Line by line, without empty ones."""
        return [line.strip() for line in self.cleaned_data["numbers"].splitlines() if line.strip()]


class BatchForm(forms.Form):
    """A batch."""

    lot = FormText(label=gettext_lazy("Number of the batch"), max_length=20, strip=True)
    made_on = forms.DateField(label=gettext_lazy("Made on"), widget=DAY)
    expires_on = day_field(gettext_lazy("Keeps until"), help_text=gettext_lazy("Empty, if it does not go bad."))
    quantity = forms.IntegerField(label=gettext_lazy("Pieces"), min_value=1)
    country = forms.ChoiceField(label=gettext_lazy("Made in"), choices=country_choices)
    supplier: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Supplier"), queryset=None, required=False, to_field_name="reference",
        empty_label=gettext_lazy("none here"), help_text=gettext_lazy("Who made it and certifies where it comes from."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Party.objects.filter(kind=Party.Kind.SUPPLIER, state=Party.State.ACTIVE).order_by("name_key")
        self.fields["supplier"].queryset = rows  # type: ignore[attr-defined]


class CertificateForm(forms.Form):
    """What is certified."""

    kind = forms.ChoiceField(label=gettext_lazy("What is certified"), choices=Certificate.Kind.choices)
    document = FormDocument(label=gettext_lazy("The document"))
    number = FormText(label=gettext_lazy("Its number"), max_length=60, strip=True)
    signer = FormText(label=gettext_lazy("Who signed it"), max_length=200)
    signed_on = forms.DateField(label=gettext_lazy("Signed on"), widget=DAY)
    valid_from = day_field(gettext_lazy("Holds from"), help_text=gettext_lazy("Empty: from the day it was signed."))
    valid_until = day_field(gettext_lazy("Holds until"), help_text=gettext_lazy("Empty: without end."))
    quantity = forms.IntegerField(label=gettext_lazy("Pieces it speaks of"), min_value=1)
    site = FormText(label=gettext_lazy("Where they were made"), max_length=200)
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=country_choices)

    def paper(self, name: str) -> Paper:
        """As the services take it."""
        said = dict(self.cleaned_data)
        document = (name, said.pop("document"))
        return Paper(**{**said, "valid_from": said["valid_from"] or said["signed_on"]}, document=document)


class InspectForm(forms.Form):
    """What an inspection saw."""

    result = forms.ChoiceField(
        label=gettext_lazy("What follows"), choices=BatchInspection.Result.choices, widget=forms.RadioSelect
    )
    inspected_on = forms.DateField(label=gettext_lazy("When"), widget=DAY)
    seen = forms.IntegerField(label=gettext_lazy("Pieces looked at"), min_value=1)
    found_fault = forms.IntegerField(label=gettext_lazy("Of these with a fault"), min_value=0, initial=0)
    words = FormText(
        label=gettext_lazy("What was seen"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    document = FormDocument(label=gettext_lazy("Report"), required=False)

    def __init__(self, *args: Any, points: Sequence[LabelPoint] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = {f"point_{one.id}": one for one in points}
        for name, one in self.points.items():
            label = gettext("%(title)s (must be there)") % {"title": one.title} if one.must else one.title
            self.fields[name] = forms.ChoiceField(
                label=label, help_text=one.words, choices=SEEN, widget=forms.RadioSelect, initial="unseen"
            )

    @property
    def inspected(self) -> Inspected:
        """As the services take it, without the report."""
        said = {name: self.cleaned_data[name] for name in ("result", "inspected_on", "seen", "found_fault", "words")}
        points = [(one, self.cleaned_data[name]) for name, one in self.points.items()]
        document = (name_of(self.files), file) if (file := self.cleaned_data["document"]) else None
        return Inspected(**said, points=points, document=document)
