"""Held goods with what becomes of them, flags, and signs that numbers are copied."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import action, page
from accounts.models import Membership
from accounts.permissions import may
from audit.rows import load_words
from fulfillment import services
from fulfillment.dock.words import place_names, sentences
from fulfillment.forms_goods import name_of
from fulfillment.machine import HOLD
from fulfillment.models import Hold, HoldStep
from fulfillment.queries import guide_for, hold_of
from fulfillment.services import Said
from fulfillment.services.codes import serial_of
from fulfillment.views.seen import count_of, sightings_of
from gateway.fields import FormDocument, FormText
from gateway.http import PageRequest, choice, see_other
from gateway.paging import Keyset, capped_count
from registry.forms import add_errors
from tenancy.errors import Conflict, Denied, Invalid, Refusal

NEWEST = Keyset("-id")
WAITING = ("held", "inspected", "quarantined", "destroying")
DEEDS = {
    "release": gettext_lazy("Release them: they go on"), "quarantine": gettext_lazy("Keep them in quarantine"),
    "return": gettext_lazy("Send them back"), "customs": gettext_lazy("Hand them to customs"),
    "destroy": gettext_lazy("Have them destroyed"),
}  # fmt: skip
STEP_WORDS = {
    "held": gettext_lazy("Held"), "inspected": gettext_lazy("Inspected"),
    "said_genuine": gettext_lazy("The rights holder: genuine"), "said_fake": gettext_lazy("The rights holder: fake"),
    "said_unsure": gettext_lazy("The rights holder: not to be told"),
    "release": gettext_lazy("Released"), "quarantine": gettext_lazy("In quarantine"), "return": gettext_lazy("Sent back"),
    "customs": gettext_lazy("Handed to customs"), "destroy": gettext_lazy("Destruction ordered"),
    "destroyed": gettext_lazy("Destroyed"), "keep": gettext_lazy("Not destroyed"),
}  # fmt: skip
TONES = {
    "released": "good",
    "said_fake": "stop",
    "destroyed": "stop",
    "release": "good",
    "destroy": "stop",
    "held": "stop",
}


class SaidForm(forms.Form):
    """What is said of a step."""

    words = FormText(
        label=gettext_lazy("What you saw, and why"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    custodian = FormText(
        label=gettext_lazy("Who has the goods from now on"), max_length=200, required=False,
        help_text=gettext_lazy("A shelf, a person, a carrier, an office."),
    )  # fmt: skip
    amount = forms.DecimalField(
        label=gettext_lazy("What it cost"), max_digits=12, decimal_places=2, min_value=0, required=False
    )
    currency = FormText(label=gettext_lazy("Currency"), max_length=3, required=False, strip=True, initial="EUR")
    document = FormDocument(label=gettext_lazy("Paper or picture"), required=False)

    @property
    def said(self) -> Said:
        """As the services take it."""
        given = self.cleaned_data
        costs = int((given.get("amount") or 0) * 100)
        document = (name_of(self.files), given["document"]) if given.get("document") else None
        return Said(
            words=given["words"], custodian=given["custodian"], costs=costs,
            currency=given["currency"].upper() if costs else "", document=document,
        )  # fmt: skip


class SettleForm(SaidForm):
    """What becomes of held goods."""

    deed = forms.ChoiceField(
        label=gettext_lazy("What becomes of the goods"), choices=list(DEEDS.items()), widget=forms.RadioSelect
    )
    field_order = ("deed",)


class AnswerForm(SaidForm):
    """What the rights holder says."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Are they genuine?"), widget=forms.RadioSelect,
        choices=[
            ("genuine", gettext_lazy("Genuine")),
            ("fake", gettext_lazy("Fake")),
            ("unsure", gettext_lazy("It cannot be told from here")),
        ],
    )  # fmt: skip
    field_order = ("answer",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("custodian", "amount", "currency"):
            del self.fields[name]

    @property
    def said(self) -> Said:
        """Words and a paper alone."""
        given = self.cleaned_data
        document = (name_of(self.files), given["document"]) if given.get("document") else None
        return Said(words=given["words"], document=document)


@page("hold.read")
def holds(request: PageRequest) -> HttpResponse:
    """Those that wait, or all."""
    shows = choice(request.GET, "show", ("waiting", "settled"), default="waiting")
    rows = Hold.objects.visible_to(request.actor).select_related("product", "site", "party", "seller")
    rows = rows.filter(state__in=WAITING) if shows == "waiting" else rows.filter(state__in=HOLD.final)
    found = NEWEST.page(rows, request.GET.get("cursor"))
    slug = request.marketplace.slug
    lines = [_hold_line(row, slug) for row in found.rows]
    chips = [
        (_("Waiting"), "?show=waiting", shows == "waiting"), (_("Settled"), "?show=settled", shows == "settled"),
    ]  # fmt: skip
    context = {"lines": lines, "page": found, "count": capped_count(rows), "chips": chips, "slug": slug}
    return render(request, "fulfillment/holds.html", context)


def _hold_line(row: Hold, slug: str) -> dict[str, Any]:
    said = sentences(row.reasons, {})
    return {
        "row": row, "url": reverse("fulfillment:hold", args=[slug, row.reference]), "tone": HOLD.colours[row.state],
        "why": said[0] if said else _("Flagged by hand"), "name": row.product.name if row.product else row.gtin or _("not read"),
    }  # fmt: skip


@page("hold.read")
def count_holds(request: PageRequest) -> HttpResponse:
    """How many wait, for the rail."""
    return count_of(Hold.objects.visible_to(request.actor).filter(state__in=WAITING))


@page("hold.read")
def hold(request: PageRequest, reference: str) -> HttpResponse:
    """One hold: why, who has the goods, every step, and what can be done."""
    return _hold(request, hold_of(request.actor, reference))


def _hold(request: PageRequest, shown: Hold, *, refusal: Refusal | None = None, **bound: Any) -> HttpResponse:
    actor = request.actor
    steps = list(shown.steps.select_related("by_party", "evidence").order_by("id"))
    load_words(steps)
    people = {
        row.id: row.user.name
        for row in Membership.objects.filter(id__in=[one.by_membership_id for one in steps]).select_related("user")
    }
    flag = shown.flag
    if flag is not None:
        load_words([flag])
    has_goods = shown.party_id == actor.party_id
    open_now = shown.state in ("held", "inspected", "quarantined")
    first = next((one for one in reversed(steps) if one.deed == "destroy"), None)
    context: dict[str, Any] = {
        "hold": shown,
        "tone": HOLD.colours[shown.state],
        "reasons": sentences(shown.reasons, place_names(shown.reasons)),
        "serial": serial_of(shown.mark, bytes(shown.sealed)) if shown.mark else "",
        "steps": [_step_line(one, people, request) for one in steps],
        "custodian": next((one.custodian for one in reversed(steps) if one.custodian), "") or shown.party.name,
        "costs": f"{shown.costs / 100:.2f} {shown.currency}" if shown.costs else "",
        "flag": flag,
        "pictures": [one.evidence for one in flag.pictures.select_related("evidence")] if flag else [],
        "points": guide_for(actor, shown.brand_id),
        "sightings": sightings_of(shown.mark) if shown.mark else [],
        "inspect_form": SaidForm(prefix="inspect") if has_goods and shown.state in ("held", "quarantined") else None,
        "answer_form": AnswerForm(prefix="answer") if may(actor, "hold.answer") and shown.state not in HOLD.final else None,
        "settle_form": SettleForm(prefix="settle") if may(actor, "hold.decide") and open_now else None,
        "destroyed_form": SaidForm(prefix="destroyed") if may(actor, "hold.decide") and shown.state == "destroying" else None,
        "may_ask": bool(may(actor, "correction.ask")),
        "ordered_by_me": first is not None and first.by_membership_id == actor.membership_id,
        "refusal": refusal,
        "slug": request.marketplace.slug,
        **bound,
    }  # fmt: skip
    status = refusal.status if refusal else 422 if bound else 200
    return render(request, "fulfillment/hold.html", context, status=status)


def _step_line(one: HoldStep, people: dict[Any, str], request: PageRequest) -> dict[str, Any]:
    kind = "evidence:picture" if one.evidence and one.evidence.is_picture else "evidence:paper"
    sees_people = request.actor.is_operator or one.by_party_id == request.actor.party_id
    return {
        "row": one, "word": STEP_WORDS.get(one.deed, one.deed), "tone": TONES.get(one.deed, ""),
        "by": one.by_party.name if one.by_party else _("the marketplace"),
        "person": people.get(one.by_membership_id, "") if sees_people else "",
        "paper": reverse(kind, args=[request.marketplace.slug, one.evidence.reference]) if one.evidence else "",
        "cost": f"{one.costs / 100:.2f}" if one.costs else "",
    }  # fmt: skip


def _done(
    request: PageRequest, shown: Hold, form: SaidForm, name: str, deed: Callable[[], Hold], words: str
) -> HttpResponse:
    """Do it, and show the hold; or show it again with what is wrong."""
    if not form.is_valid():
        return _hold(request, shown, refusal=None, **{name: form})
    try:
        deed()
    except Invalid as refused:
        add_errors(refused.fields, form)
        return _hold(request, shown, refusal=None, **{name: form})
    except (Conflict, Denied) as refused:
        return _hold(request, hold_of(request.actor, shown.reference), refusal=refused)
    messages.success(request, words)
    return see_other(reverse("fulfillment:hold", args=[request.marketplace.slug, shown.reference]))


@action("dock.scan")
def inspect(request: PageRequest, reference: str) -> HttpResponse:
    """Somebody who has the goods looked at them."""
    shown, form = hold_of(request.actor, reference), SaidForm(request.POST, request.FILES, prefix="inspect")
    return _done(
        request, shown, form, "inspect_form",
        lambda: services.inspect_hold(actor=request.actor, hold=shown, said=form.said), _("Kept: the goods were inspected."),
    )  # fmt: skip


@action("hold.answer")
def answer(request: PageRequest, reference: str) -> HttpResponse:
    """The rights holder says whether they are genuine."""
    shown, form = hold_of(request.actor, reference), AnswerForm(request.POST, request.FILES, prefix="answer")
    return _done(
        request, shown, form, "answer_form",
        lambda: services.answer_hold(
            actor=request.actor, hold=shown, answer=form.cleaned_data["answer"], said=form.said
        ),
        _("Your answer stands with the hold. The marketplace, or who has the goods, decides."),
    )  # fmt: skip


@action("hold.decide")
def settle(request: PageRequest, reference: str) -> HttpResponse:
    """What becomes of the goods."""
    shown, form = hold_of(request.actor, reference), SettleForm(request.POST, request.FILES, prefix="settle")

    def deed() -> Hold:
        wanted = form.cleaned_data["deed"]
        if wanted == "destroy":
            return services.order_destruction(actor=request.actor, hold=shown, said=form.said)
        return services.settle_hold(actor=request.actor, hold=shown, deed=wanted, said=form.said)

    return _done(request, shown, form, "settle_form", deed, _("Decided. Everybody who sees the hold sees it."))


@action("hold.decide")
def destroyed(request: PageRequest, reference: str) -> HttpResponse:
    """The second pair of eyes: destroyed, or kept."""
    shown, form = hold_of(request.actor, reference), SaidForm(request.POST, request.FILES, prefix="destroyed")
    confirmed = request.POST.get("confirmed") == "yes"
    return _done(
        request, shown, form, "destroyed_form",
        lambda: services.confirm_destruction(actor=request.actor, hold=shown, confirmed=confirmed, said=form.said),
        _("Confirmed: the goods were destroyed.") if confirmed else _("The goods are kept."),
    )  # fmt: skip
