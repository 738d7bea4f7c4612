"""The forms of the search page. What an address says is read by `scanner.search.asking`; these show it, faults included."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gateway.fields import FormText
from scanner.services.searching import LONGEST_NAME
from tenancy.errors import Invalid

EITHER = ("", _("All"))
SORTS = [("best", _("Best first")), ("newest", _("Newest first")), ("cheapest", _("Cheapest first")),
         ("dearest", _("Dearest first"))]  # fmt: skip


class FiltersForm(forms.Form):
    """What narrows a search; everything is optional."""

    market = FormText(
        label=_("Offered in"), max_length=60, required=False, help_text=_("A country, as in DE or Germany.")
    )
    category = FormText(label=_("Category"), max_length=100, required=False, help_text=_("A step of it, as in Bags."))
    brand = FormText(label=_("Brand field says"), max_length=200, required=False)
    seller = FormText(label=_("Seller"), max_length=200, required=False, help_text=_("Exact name or reference."))
    price_from = FormText(label=_("Price from"), max_length=20, required=False)
    price_to = FormText(label=_("Price to"), max_length=20, required=False)
    currency = FormText(label=_("Currency"), max_length=10, required=False, help_text=_("As in USD or EUR."))
    since = forms.DateField(
        label=_("Listed since"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    authorised = forms.ChoiceField(
        label=_("Authorised sellers"),
        required=False,
        choices=[EITHER, ("without", _("Leave them out")), ("only", _("Only they"))],
    )
    complained = forms.ChoiceField(
        label=_("In a complaint already"),
        required=False,
        choices=[EITHER, ("without", _("Leave them out")), ("only", _("Only they"))],
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("public", _("Published")), ("held", _("Held"))]
    )
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)
    deep = forms.BooleanField(label=_("Look into descriptions too"), required=False)

    def __init__(self, *args: Any, is_operator: bool, refusal: Invalid | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_operator:
            del self.fields["state"]
        self.is_valid()
        for name, sentences in (refusal.fields if refusal else {}).items():
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, list(map(str, sentences)))


class PictureForm(forms.Form):
    """A picture to search by. The service judges the file, so that page and API say the same."""

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG, WebP or GIF. Copies are found mirrored, turned, recoloured and framed, too."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )


class SaveForm(forms.Form):
    """A search to keep."""

    name = FormText(label=_("Name"), max_length=LONGEST_NAME)
    alerts = forms.BooleanField(
        label=_("Write to me about new listings"),
        required=False,
        help_text=_("At most one mail a day, for all searches."),
    )
