"""The page on which one looks up who may sell what, today and on any day."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import page
from accounts.permissions import may
from gateway.fields import FormText
from gateway.http import PageRequest
from registry.forms import day_field, numbers
from registry.licensing.forms import reach_of
from registry.licensing.look_up import Asked, Told, right_by_word, rights_to_ask, seller_to_ask, tell
from registry.licensing.party_field import PartyName, offer
from registry.licensing.scope import FULFILMENT, MARKETPLACE, OWN_SHOP
from registry.licensing.terms import term_words
from registry.models import Right
from registry.registers import nice
from registry.registers.class_field import NiceClasses
from registry.registers.offices import place_code, place_name
from registry.views.licence_drawn import licence_url, standing_of
from tenancy.actor import Actor
from tenancy.context import database_now

MOST_TO_CHOOSE = 60
"""So many rights stand in a list to choose from; beyond that one is named."""
WORDS = {
    "yes": (gettext_lazy("Yes, it may be sold"), "good"),
    "no": (gettext_lazy("No, it may not be sold"), "stop"),
    "ask": (gettext_lazy("Ask first: what is on file does not allow it"), "wait"),
}


class LookUpForm(forms.Form):
    """Who, which right, which goods, through what, to where, on which day."""

    seller = FormText(
        label=gettext_lazy("Seller"), max_length=200, help_text=gettext_lazy("Its name or reference."), widget=PartyName
    )
    right = FormText(label=gettext_lazy("Right"), max_length=200, help_text=gettext_lazy("Reference, or the mark."))
    classes = FormText(
        label=gettext_lazy("Class of the goods"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Such as 25. Empty: whatever the right is registered for."),
        widget=NiceClasses,
    )
    to = FormText(
        label=gettext_lazy("Sold to"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("A country, such as Austria."),
    )
    channel = forms.ChoiceField(label=gettext_lazy("Through"), required=False)
    day = day_field(gettext_lazy("On"), help_text=gettext_lazy("Empty: today. A past day, too."))

    def __init__(self, *args: Any, actor: Actor, slug: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.slug = actor, slug
        if may(actor, "licence.grant") or actor.is_operator:
            self.fields["seller"].widget.slug = slug  # type: ignore[attr-defined]
        named = str((args[0] if args and args[0] else kwargs.get("initial") or {}).get("right", ""))
        known = {one.reference: named_right(one) for one in own_rights(actor)}
        if known and (not named or named in known):
            self.fields["right"] = forms.ChoiceField(label=self.fields["right"].label, choices=list(known.items()))
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            ("", _("This marketplace")),
            (OWN_SHOP, _("Its own shop")),
            (FULFILMENT, _("A fulfilment network")),
        ]

    def clean_classes(self) -> tuple[int, ...]:
        """Numbers."""
        return numbers(self.cleaned_data["classes"])

    def clean_to(self) -> str:
        """A country's code."""
        word = str(self.cleaned_data["to"])
        code = place_code(word)
        if word.strip() and not code:
            raise forms.ValidationError(_("Not a country or EU."))
        return code

    def clean(self) -> dict[str, Any]:
        """Both must be on file, and the asker's to ask about."""
        typed: dict[str, Any] = super().clean() or {}
        self.named_seller, self.named_right = (
            seller_to_ask(typed.get("seller", ""), self.actor),
            right_by_word(typed.get("right", ""), self.actor),
        )
        if typed.get("seller") and self.named_seller is None:
            self.add_error("seller", self._nobody(str(typed["seller"])))
        if typed.get("right") and self.named_right is None:
            self.add_error("right", _("No single right of this reference or name that you may ask about."))
        return typed

    def _nobody(self, word: str) -> str:
        """That there is nobody to ask about; who may be meant stands below."""
        if (may(self.actor, "licence.grant") or self.actor.is_operator) and offer(self, "seller", word):
            return _("Nobody is called exactly so. Choose whom you mean, or write it in another way.")
        return _("Nobody of this reference or exactly this name that you may ask about.")

    def asked(self) -> Asked:
        """What was typed."""
        typed = self.cleaned_data
        assert self.named_seller is not None
        assert self.named_right is not None
        channel = typed["channel"] or f"{MARKETPLACE}:{self.slug}"
        day = typed["day"] or database_now().date()
        return Asked(self.named_seller, self.named_right, typed["classes"], channel, typed["to"], day)


def own_rights(actor: Actor) -> list[Right]:
    """The rights to choose from, for who has few; nothing for staff and large portfolios, who name one."""
    if actor.is_operator:
        return []
    rows = list(rights_to_ask(actor).exclude(state=Right.State.RETIRED).order_by("folded", "id")[: MOST_TO_CHOOSE + 1])
    return rows if len(rows) <= MOST_TO_CHOOSE else []


def named_right(right: Right) -> str:
    """A right on one line, so that marks of one name are told apart."""
    return " · ".join(filter(None, [right.title, right.numbered, reach_of(right)]))


@page("licence.read")
def look_up(request: PageRequest) -> HttpResponse:
    """The form, and beneath it the answer with its reasons; its address can be passed on."""
    slug, wants = request.marketplace.slug, bool(request.GET.get("seller") and request.GET.get("right"))
    form = LookUpForm(request.GET if wants else None, initial=request.GET.dict(), actor=request.actor, slug=slug)
    context: dict[str, Any] = {"form": form, "slug": slug}
    if wants and form.is_valid():
        asked = form.asked()
        context |= {"asked": asked, "place": str(place_name(asked.destination)) if asked.destination else ""}
        context["goods"] = ", ".join(f"{number} {nice.NAMES.get(number, '')}".strip() for number in asked.classes)
        context |= _answer(tell(asked), slug)
    return render(request, "registry/look_up.html", context, status=422 if form.errors else 200)


def _answer(told: Told, slug: str) -> dict[str, Any]:
    word, tone = WORDS[told.verdict]
    lines = [(one, term_words(one), standing_of(one), licence_url(one, slug)) for one in told.licences]
    return {"told": told, "word": word, "tone": tone, "licences": lines}
