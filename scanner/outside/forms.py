"""What people fill in about shops outside."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from gateway.fields import FormText
from gateway.http import PageRequest
from registry.forms import FormPictures
from scanner.outside import queries
from scanner.services.outside import INTERVALS, LONGEST_NAME, LONGEST_WHY

EVERY = {6: _("every 6 hours"), 24: _("every day"), 72: _("every three days"), 168: _("every week")}
LONGEST = 2_000


class ShopForm(forms.Form):
    """A shop to be watched."""

    url = FormText(
        label=_("Address"), max_length=LONGEST, strip=True,
        help_text=_("Of the shop, or of the page that lists its goods: shop.example or https://shop.example/bags."),
    )  # fmt: skip
    name = FormText(label=_("What it calls itself"), max_length=LONGEST_NAME, required=False, strip=True)
    party = forms.ChoiceField(label=_("Watched for"), required=False)
    markets = forms.MultipleChoiceField(
        label=_("Sells to"), required=False, choices=lambda: [(code, str(name)) for code, name in countries],
        widget=forms.SelectMultiple(attrs={"size": 5}), help_text=_("None chosen means everywhere."),
    )  # fmt: skip
    interval_hours = forms.TypedChoiceField(
        label=_("Looked at"), coerce=int, choices=[(hours, EVERY[hours]) for hours in INTERVALS], initial=24
    )
    why = FormText(
        label=_("Why"), max_length=LONGEST_WHY, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For the record; only you and the marketplace read it."),
    )  # fmt: skip

    def __init__(self, request: PageRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {party.reference: party for party in queries.parties(request.actor)}
        choices = [(reference, party.name) for reference, party in self.parties.items()]
        if request.actor.is_operator:
            choices.insert(0, ("", str(_("the marketplace itself"))))
        self.fields["party"].choices = choices  # type: ignore[attr-defined]
        if len(choices) < 2:
            del self.fields["party"]

    def values(self) -> dict[str, Any]:
        """What `add_shop` takes, without the actor."""
        given = dict(self.cleaned_data)
        given["party"] = self.parties.get(given.pop("party", ""))
        return given


class PageForm(forms.Form):
    """One page to be fetched."""

    url = FormText(label=_("Address of a page"), max_length=LONGEST, strip=True)


class UploadForm(forms.Form):
    """A page that was saved by hand."""

    file = forms.FileField(
        label=_("Saved page or archive"), widget=forms.ClearableFileInput(attrs={"accept": ".html,.htm,.warc,.gz"}),
        help_text=_("HTML (at most 8 MB) or a web archive (WARC, at most 20 MB), which may hold many pages and their pictures."),
    )  # fmt: skip
    url = FormText(
        label=_("Where it was found"), max_length=LONGEST, required=False, strip=True,
        help_text=_("The address of a saved page. A web archive says it itself."),
    )  # fmt: skip
    pictures = FormPictures(
        label=_("Its pictures"), required=False,
        help_text=_("Of a saved HTML page, at most six: JPEG, PNG, WebP or GIF. SVG is not taken, as it may hold a script."),
    )  # fmt: skip

    def values(self, most: int) -> dict[str, Any]:
        """What `upload` takes, without actor and shop; no more of the file than the limit and one byte."""
        given = self.cleaned_data
        return {"data": given["file"].read(most + 1), "url": given["url"], "pictures": given["pictures"] or ()}
