"""Is it genuine? Anybody checks the number of a piece, by typing it, by a picture, or from the link that its label bears."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import public_page
from fulfillment import labels, services
from fulfillment.services import Told
from gateway.fields import FormPicture, FormText
from gateway.http import PageRequest
from gateway.limits import client_address, limit
from registry.forms import add_errors
from tenancy.errors import Invalid, TooMany

PER_ADDRESS = 60
"""Checks an hour by one network address: enough for a household, too few to try numbers."""
WORDS = {
    "authentic": (gettext_lazy("Authentic"), "good"), "unknown": (gettext_lazy("Unknown"), "wait"),
    "suspicious": (gettext_lazy("Suspicious"), "stop"),
}  # fmt: skip


class CodeForm(forms.Form):
    """The number of a piece."""

    code = FormText(
        label=gettext_lazy("Code"), max_length=2000, required=False, strip=True,
        help_text=gettext_lazy("All that stands beside the square code, such as (01)04006381333931(21)HF000123."),
    )  # fmt: skip
    picture = FormPicture(
        label=gettext_lazy("Or a picture of the code"),
        required=False,
        help_text=gettext_lazy("It is read and not kept."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picture"].widget.attrs["capture"] = "environment"

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not said.get("code"):
            picture = said.get("picture")
            found = labels.decode(picture) if picture else []
            if picture and not found:
                self.add_error(
                    "picture", _("No code can be read in this picture. Come closer, hold still, mind the light.")
                )
            elif not found:
                self.add_error("code", _("Type the code, or take a picture of it."))
            said["code"] = found[0] if found else ""
        return said


@public_page("Anybody who holds a piece in the hand may ask whether its number is genuine.")
def genuine(request: PageRequest) -> HttpResponse:
    """The form; by POST, or with `?code=` from a label, the answer."""
    given = request.get_full_path()[:2000] if "gtin" in request.GET else request.GET.get("code", "")[:2000]
    given = request.build_absolute_uri(given) if given.startswith("/") else given
    form = (
        CodeForm(request.POST, request.FILES)
        if request.method == "POST"
        else CodeForm({"code": given})
        if given
        else CodeForm()
    )
    told, status = None, 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                limit("genuine", client_address(request), per_hour=PER_ADDRESS)
                told = services.check_as_buyer(code=form.cleaned_data["code"])
                status = 200
            except Invalid as refused:
                add_errors(refused.fields, form)
            except TooMany as refused:
                form.add_error(None, str(refused))
                status = 429
    context = {"form": form, "told": _said(told) if told else None, "marketplace": request.marketplace}
    return render(request, "fulfillment/genuine.html", context, status=status)


def _said(told: Told) -> dict[str, Any]:
    word, tone = WORDS[told.verdict]
    return {"word": word, "tone": tone, "told": told, "sentences": sentences(told)}


def sentences(told: Told) -> list[str]:
    """What it means, for somebody who knows nothing of numbers."""
    name = {"product": told.product.name, "brand": told.product.brand.name} if told.product else {}
    if told.verdict == "authentic":
        found = [_("%(brand)s gave this number to one piece of “%(product)s”. Nothing speaks against yours.") % name]
        if told.before:
            found.append(
                _("Buyers have checked it %(n)s times before. If yours is new and sealed, have a closer look.")
                % {"n": told.before}
            )
        return found
    if told.verdict == "suspicious":
        never = _("%(brand)s never gave this number to a piece. Look whether you typed it as it is printed.") % name
        copied = _("This number is on more than one piece, or was taken back by %(brand)s. Yours may be a copy.") % name
        return [never if told.codes == ("unknown",) else copied]
    if told.product is None:
        return [_("Nobody has put these goods on file here. That says nothing about yours.")]
    return [
        _("%(brand)s does not have all its numbers on file, or yours bears none. That says nothing about it.") % name
    ]
