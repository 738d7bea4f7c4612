"""The forms of the pages. They say what fits a field; what holds together is the services' word."""

import io
import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gateway.fields import FormText
from gateway.text import text_fault
from registry.forms import FormPictures, split
from registry.registers.offices import place_code
from sellers import variants
from sellers.content import LONGEST, Content, content_of, faults, number_faults
from sellers.models import Listing
from sellers.reading import STEP
from sellers.services.listings import MOST_PICTURES
from tenancy.ids import reference

LARGEST_LIST = 200_000


class ListingForm(forms.Form):
    """A listing, new or changed. What was typed is kept when something is wrong; a browser drops the pictures."""

    title = FormText(label=_("Title"), max_length=LONGEST["title"])
    number = FormText(
        label=_("Number"),
        max_length=60,
        required=False,
        help_text=_("Your own, as in SKU-1042. Left empty, you get one."),
    )
    brand = FormText(
        label=_("Brand"),
        max_length=LONGEST["brand"],
        required=False,
        help_text=_("Whose brand the goods bear. Empty, if none."),
    )
    category = FormText(
        label=_("Category"),
        max_length=1000,
        required=False,
        help_text=_("From the top down, as in Sports > Hiking > Bottles."),
    )
    description = FormText(
        label=_("Description"),
        max_length=LONGEST["description"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    price = forms.DecimalField(
        label=_("Price"), required=False, min_value=0, max_digits=12, decimal_places=2, help_text=_("As in 18.95.")
    )
    currency = FormText(label=_("Currency"), max_length=3, required=False, help_text=_("As in USD or EUR."))
    markets = FormText(
        label=_("Offered in"), max_length=1500, help_text=_("Countries by code or name, as in US, Germany, JP.")
    )
    origin = FormText(
        label=_("Made in"),
        max_length=60,
        required=False,
        help_text=_("The country by code or name, as in IT. Empty, if it is not known."),
    )
    gtin = FormText(
        label=_("GTIN"),
        max_length=20,
        required=False,
        help_text=_("The number below the bar code, with 8 to 14 digits. Empty, if there is none."),
    )
    variants = FormText(
        label=_("Variants"),
        max_length=60_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line: number | what sets it apart | price | GTIN. Price and GTIN may be left out."),
    )
    url = FormText(label=_("Address in the shop"), max_length=LONGEST["url"], required=False)
    pictures = FormPictures(
        label=_("Pictures"),
        required=False,
        help_text=_("At most 12: JPEG, PNG, WebP or GIF, at most 20 MB each. The first one is shown in lists."),
    )
    picture_urls = FormText(
        label=_("Addresses of pictures"), max_length=30_000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line. We fetch them; the listing is checked once they are there."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, listing: Listing | None = None, **kwargs: Any) -> None:
        self.listing = listing
        if listing is not None:
            kwargs.setdefault("initial", initial_of(listing))
        super().__init__(*args, **kwargs)
        if listing is not None:
            del self.fields["number"]
            self.fields["pictures"].help_text = _now("New pictures replace all that are there. Left empty, they stay.")
        else:
            del self.fields["version"]

    def clean_number(self) -> str:
        """As typed, or a new one."""
        number = self.cleaned_data["number"].strip() or new_number()
        for sentence in number_faults(number):
            raise forms.ValidationError(sentence)
        return number

    def clean_category(self) -> list[str]:
        """The steps."""
        return [step.strip() for step in self.cleaned_data["category"].split(STEP) if step.strip()]

    def clean_currency(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["currency"].strip().upper())

    def clean_markets(self) -> list[str]:
        """Codes; a word that is neither code nor name of a country is named."""
        wanted = split(self.cleaned_data["markets"])
        unknown = [word for word in wanted if len(place_code(word)) != 2]
        if unknown:
            words = {"words": ", ".join(unknown[:5])}
            raise forms.ValidationError(_now("Not a country: %(words)s.") % words)
        return [place_code(word) for word in wanted]

    def clean_origin(self) -> str:
        """The code; a word that is neither code nor name of a country is refused."""
        word = self.cleaned_data["origin"].strip()
        code = place_code(word) if word else ""
        if word and len(code) != 2:
            raise forms.ValidationError(_now("Not a country: %(words)s.") % {"words": word})
        return code

    def clean_variants(self) -> list[dict[str, Any]]:
        """As the service takes them; a line that is none is named."""
        try:
            return variants.as_columns(variants.read(self.cleaned_data["variants"]))
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from fault

    def clean_picture_urls(self) -> list[str]:
        """One for each line that is not empty."""
        return self.cleaned_data["picture_urls"].split()

    def clean_pictures(self) -> list[Any]:
        """Not too many."""
        pictures: list[Any] = self.cleaned_data["pictures"]
        if len(pictures) > MOST_PICTURES:
            raise forms.ValidationError(_now("At most %(most)d pictures.") % {"most": MOST_PICTURES})
        return pictures

    def clean(self) -> dict[str, Any]:
        """What the service would refuse is said at its field; and nobody overwrites what somebody else has changed."""
        found = super().clean() or self.cleaned_data
        if not self.errors:
            for name, sentences in faults(Content().changed(self.content())).items():
                for sentence in sentences:
                    self.add_error("price" if name == "price_cents" else name, sentence)
        if self.listing is not None and found.get("version") != self.listing.version:
            self.add_error(None, _now("Somebody has changed this listing since you opened it. Look at it again."))
        return found

    def content(self) -> dict[str, Any]:
        """What `submit_listing` and `revise_listing` take as content."""
        names = (
            "title",
            "brand",
            "category",
            "description",
            "currency",
            "markets",
            "origin",
            "url",
            "gtin",
            "variants",
            "picture_urls",
        )
        price = self.cleaned_data.get("price")
        cents = None if price is None else int(price * 100)
        return {**{name: self.cleaned_data[name] for name in names}, "price_cents": cents}

    def submission(self) -> dict[str, Any]:
        """What `submit_listing` takes, without the actor."""
        return {
            "number": self.cleaned_data["number"],
            "pictures": self.cleaned_data["pictures"],
            **self.content(),
        }


def initial_of(listing: Listing) -> dict[str, Any]:
    """What a listing says, as the form shows it."""
    said = content_of(listing)
    price = None if said.price_cents is None else f"{said.price_cents // 100}.{said.price_cents % 100:02d}"
    columns = said.columns()
    return {
        **columns,
        "price": price,
        "category": f" {STEP} ".join(said.category),
        "markets": ", ".join(said.markets),
        "variants": variants.typed(said.variants),
        "picture_urls": "\n".join(said.picture_urls),
        "version": listing.version,
    }


def new_number() -> str:
    """A number for a listing that has none of its own: short, and with a digit, as every number has."""
    found = reference("L")
    return found if any(character.isdigit() for character in found) else new_number()


class NumbersForm(forms.Form):
    """Listings by a list of their numbers: typed, pasted, or in a file."""

    numbers = FormText(
        label=_("Numbers"),
        max_length=LARGEST_LIST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Or links: one a line, or separated by commas or spaces."),
    )
    file = forms.FileField(
        label=_("File with numbers"),
        required=False,
        help_text=_("A text or CSV file; of a table the first column is read."),
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.csv,text/plain,text/csv"}),
    )

    def clean_file(self) -> list[str]:
        """The first cell of each line."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return []
        data = file.read(LARGEST_LIST + 1)
        try:
            if len(data) > LARGEST_LIST:
                raise forms.ValidationError(_now("This file is too large: at most 200 kB."))
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_now("This file is no text in UTF-8.")) from None
        if fault := text_fault(text):
            raise forms.ValidationError(fault)
        lines = io.StringIO(text)
        cells = (re.split(r"[,;\t]", line, maxsplit=1)[0].strip().strip("\"'") for line in lines)
        return [cell for cell in cells if cell]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        found = super().clean() or self.cleaned_data
        typed = [word for word in re.split(r"[\s,;]+", found.get("numbers") or "") if word]
        found["wanted"] = list(dict.fromkeys([*typed, *(found.get("file") or [])]))
        if not self.errors and not found["wanted"]:
            raise forms.ValidationError(_now("Paste numbers or choose a file."))
        return found
