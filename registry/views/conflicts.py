"""What stands in the way of a new mark: a look before it is filed, never a block."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import page
from gateway.fields import FormText
from gateway.http import PageRequest, fragment_wanted
from registry.forms import numbers, split
from registry.registers import nice
from registry.registers.class_field import NiceClasses
from registry.registers.offices import place_code
from registry.search import public
from registry.search.conflicting import Mark
from registry.search.conflicts import Met, conflicts_of
from registry.views.looking import right_url
from tenancy.actor import Actor

SHOWN = 50


class MarkForm(forms.Form):
    """The new mark. Classes and places may be left open: then all count."""

    title = FormText(
        label=gettext_lazy("The mark"), max_length=300, help_text=gettext_lazy("The word as you would file it.")
    )
    classes = FormText(
        label=gettext_lazy("Classes"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Such as 18, 25. Empty: any."),
        widget=NiceClasses,
    )
    places = FormText(
        label=gettext_lazy("Where"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("Such as EU, US. Empty: anywhere."),
    )

    def clean_classes(self) -> frozenset[int]:
        """Numbers, however they are separated."""
        found = frozenset(numbers(self.cleaned_data["classes"]))
        if not found <= nice.NAMES.keys():
            raise forms.ValidationError(_("Numbers from 1 to 45, separated by commas."))
        return found

    def clean_places(self) -> frozenset[str]:
        """Codes or names of countries, separated by commas."""
        typed = split(self.cleaned_data["places"])
        unknown = [word for word in typed if not place_code(word)]
        if unknown:
            raise forms.ValidationError(_("Not a country or EU: %(words)s.") % {"words": ", ".join(unknown)})
        return frozenset(place_code(word) for word in typed)

    @property
    def mark(self) -> Mark:
        """What was typed."""
        given = self.cleaned_data
        return Mark((given["title"],), given["classes"], given["places"])


@page("right.read")
def conflicts(request: PageRequest) -> HttpResponse:
    """Graded, the worst first. As a fragment it is the panel of the form in which a right is registered."""
    form = MarkForm(request.GET) if request.GET.get("title") else MarkForm()
    met = conflicts_of(form.mark, actor=request.actor) if form.is_bound and form.is_valid() else []
    is_open = bool(met) and public.is_open()
    context = {
        "form": form,
        "asked": form.is_bound and not form.errors,
        "met": [shown(one, request.actor, request.marketplace.slug, is_open=is_open) for one in met[:SHOWN]],
        "count": len(met),
    }
    template = "registry/conflicts.html#met" if fragment_wanted(request) else "registry/conflicts.html"
    return render(request, template, context)


def shown(met: Met, actor: Actor, slug: str, *, is_open: bool) -> dict[str, Any]:
    """One earlier right: one's own by its page, anybody's as the public register has it, if that `is_open`."""
    mine = actor.is_operator or met.right.owner_id in {actor.party_id, *actor.brands}
    is_public = is_open and bool(met.right.number and met.right.office)
    elsewhere = reverse("registry:public_right", args=[slug, *public.key_of(met.right)]) if is_public else ""
    return {
        "right": met.right,
        "url": right_url(met.right, slug) if mine else elsewhere,
        "label": met.label,
        "tone": met.tone,
        "reasons": [*met.reasons, *([_("It is your own.")] if mine and not actor.is_operator else [])],
        "classes": ", ".join(str(number) for number in met.right.classes),
        "where": ", ".join(met.right.territories),
    }
