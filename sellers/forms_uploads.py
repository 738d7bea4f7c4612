"""The forms of lists of listings: the file, and what its columns mean."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Party
from gateway.fields import FormText
from sellers.models import ListingFile
from tenancy.actor import Actor

FIELDS: Mapping[str, Any] = {
    "number": _("Number"),
    "title": _("Title"),
    "brand": _("Brand"),
    "category": _("Category"),
    "description": _("Description"),
    "price": _("Price"),
    "currency": _("Currency"),
    "markets": _("Offered in"),
    "origin": _("Made in"),
    "gtin": _("GTIN"),
    "variants": _("Variants"),
    "group": _("What rows of one listing share"),
    "form": _("What sets such a row apart"),
    "pictures": _("Addresses of pictures"),
    "url": _("Address in the shop"),
}
"""What a column may hold, the usual ones first."""


class UploadForm(forms.Form):
    """A file with listings, and, where the marketplace hands it in, whose they are."""

    seller: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Seller"), queryset=None, to_field_name="reference", help_text=_("Whose listings these are.")
    )
    file = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.jsonl,.ndjson,text/csv"}),
        help_text=_("CSV, Excel (.xlsx) or JSON Lines, a listing or a variant a row. At most 200 MB."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if actor.is_operator:
            active = Party.objects.filter(kind=Party.Kind.SELLER, state=Party.State.ACTIVE)
            self.fields["seller"].queryset = active.order_by("name_key")  # type: ignore[attr-defined]
        else:
            del self.fields["seller"]


class UploadedForm(forms.Form):
    """What holds for every row that does not say otherwise. The choice of columns stands in the page's own table."""

    markets = FormText(
        label=_("Offered in"), max_length=1500, required=False, help_text=_("Countries by code, as in US, DE, JP.")
    )
    currency = FormText(label=_("Currency"), max_length=3, required=False, help_text=_("As in USD or EUR."))

    def __init__(self, *args: Any, listed: ListingFile, **kwargs: Any) -> None:
        initial = {"markets": ", ".join(listed.markets), "currency": listed.currency}
        super().__init__(*args, **{**kwargs, "initial": initial})
