"""The forms for what is known of genuine goods, and for bans. They say what fits a field; the rest is the services' word."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gateway.fields import FormText
from gateway.text import text_fault
from registry.banning import LONGEST, BanDetails
from registry.forms import day_field, split
from registry.models import Ban
from registry.services.goods import LONGEST_GOODS, LONGEST_TEXT, LONGEST_TITLE

LARGEST_FILE = 1_000_000


class TextForm(forms.Form):
    """A text in which a copyright subsists, typed or in a file."""

    title = FormText(
        label=_("What it is"), max_length=LONGEST_TITLE, help_text=_("As in “Manual of the trail bottle”.")
    )
    text = FormText(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("As it is published. At least 16 words, at most 100,000 characters."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("Plain text in UTF-8."),
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,text/plain"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        found = super().clean() or self.cleaned_data
        if found.get("file"):
            found["text"] = read_text(found["file"], most=4 * LONGEST_TEXT)
        if not self.errors and not found.get("text"):
            self.add_error("text", _now("Paste the text or choose a file."))
        return found


class PriceForm(forms.Form):
    """What genuine goods usually cost."""

    currency = FormText(label=_("Currency"), max_length=3, help_text=_("As in USD or EUR."))
    low = forms.DecimalField(label=_("From"), min_value=Decimal("0.01"), max_digits=12, decimal_places=2)
    high = forms.DecimalField(label=_("To"), min_value=Decimal("0.01"), max_digits=12, decimal_places=2)
    goods = FormText(
        label=_("For which goods"),
        max_length=LONGEST_GOODS,
        required=False,
        help_text=_("Words that the listing must name, as in “running shoes”. Empty: for all goods."),
    )
    market = FormText(
        label=_("In which country"), max_length=60, required=False, help_text=_("As in DE. Empty: everywhere.")
    )
    ends_on = day_field(_("Last day"), help_text=_("Empty: until you change it."))

    def clean_currency(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["currency"].strip().upper())

    def band(self) -> dict[str, Any]:
        """What `set_band` takes, without actor and right."""
        given = self.cleaned_data
        cents = {"low_cents": int(given["low"] * 100), "high_cents": int(given["high"] * 100)}
        return {**{name: given[name] for name in ("currency", "goods", "market", "ends_on")}, **cents}

    def take(self, errors: dict[str, list[str]]) -> None:
        """Put what the service says at the fields."""
        for name, sentences in errors.items():
            field = name.removesuffix("_cents")
            for sentence in sentences:
                self.add_error(field if field in self.fields else None, sentence)


def _lines(label: Any, help_text: Any, *, required: bool = False) -> FormText:
    """A list, one a line."""
    area = forms.Textarea(attrs={"rows": 3})
    return FormText(label=label, max_length=12_000, required=required, widget=area, help_text=help_text)


class BanForm(forms.Form):
    """An order of an authority."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Ban.Kind.choices)
    title = FormText(label=_("What may not be brought in"), max_length=LONGEST["title"])
    authority = FormText(label=_("Authority"), max_length=LONGEST["authority"], help_text=_("As in USITC."))
    order = FormText(label=_("Number of the order"), max_length=LONGEST["order"], help_text=_("As in 337-TA-1234."))
    territories = FormText(label=_("Where"), max_length=400, help_text=_("Countries by code or name, or EU."))
    products = _lines(
        _("Goods"),
        _("One product a line, in the words of listings, as in “hair dryer”. A listing must name every word of one."),
        required=True,
    )
    model_numbers = _lines(_("Only these models"), _("One a line. Empty: all models."))
    allowed = _lines(_("Models that it leaves alone"), _("One a line: redesigned or licensed ones."))
    excepted = _lines(_("Sellers that it does not bind"), _("References, one a line, as in PA-7Q4K2XA."))
    patents = _lines(_("Patents it rests on"), _("Numbers, one a line."))
    right = FormText(
        label=_("Patent on file"),
        max_length=20,
        required=False,
        help_text=_("Its reference here, if it is registered."),
    )
    action = forms.ChoiceField(label=_("What becomes of such a listing"), choices=Ban.Action.choices)
    starts_on = day_field(_("From"), help_text=_("Empty: from today."))
    ends_on = day_field(_("Last day"), help_text=_("Empty: until you end it."))
    source = FormText(
        label=_("Source"), max_length=LONGEST["source"], required=False, help_text=_("Where it is published.")
    )

    def details(self) -> BanDetails:
        """What was filled in."""
        given = dict(self.cleaned_data)
        for name in ("products", "model_numbers", "allowed", "excepted", "patents"):
            given[name] = tuple(line.strip() for line in given[name].splitlines() if line.strip())
        return BanDetails(**{**given, "territories": split(given["territories"])})


class BansFileForm(forms.Form):
    """A list of bans as CSV."""

    file = forms.FileField(label=_("List"), widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}))

    def clean_file(self) -> str:
        """The text of the file."""
        return read_text(self.cleaned_data["file"], most=LARGEST_FILE)


def read_text(file: Any, *, most: int) -> str:
    """The text of a file in UTF-8. Raises ValidationError."""
    data = file.read(most + 1)
    if len(data) > most:
        raise forms.ValidationError(_now("This file is too large."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise forms.ValidationError(_now("This file is no text in UTF-8.")) from None
    if fault := text_fault(text):
        raise forms.ValidationError(fault)
    return str(text)
