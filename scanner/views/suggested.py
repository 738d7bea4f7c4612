"""Categories suggested for a right from its Nice classes: a part of the form in which it is registered, or a page."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from accounts.doors import page
from gateway.fields import FormText
from gateway.http import PageRequest, fragment_wanted
from registry.forms import numbers
from scanner.goods.suggesting import MOST
from scanner.goods_queries import suggested


class AskForm(forms.Form):
    """The classes; and what stands among the categories already, which is not suggested again."""

    classes = FormText(
        label=gettext_lazy("Nice classes"), max_length=400, help_text=gettext_lazy("Such as 18, 25."), required=False
    )
    categories = FormText(max_length=20_000, required=False, widget=forms.HiddenInput)

    def clean_classes(self) -> tuple[int, ...]:
        """As numbers."""
        return numbers(self.cleaned_data["classes"])


@page("right.read")
def categories(request: PageRequest) -> HttpResponse:
    """What is suggested can be ticked in the form, and what is ticked stays; as a page it can be copied."""
    form = AskForm(request.GET if "classes" in request.GET else None)
    ticked = request.GET.getlist("suggested")[:MOST]
    found = [(path, True) for path in ticked]
    if form.is_bound and form.is_valid():
        typed: dict[str, Any] = form.cleaned_data
        lines = suggested(typed["classes"], without=[*typed["categories"].splitlines(), *ticked])
        found += [(path, False) for path in lines]
    context = {"form": form, "asked": form.is_bound and not form.errors, "found": found}
    template = "scanner/categories_suggested.html"
    return render(request, f"{template}#ticks" if fragment_wanted(request) else template, context)
