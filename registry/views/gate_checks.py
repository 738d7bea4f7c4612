"""The lines of orders that the gate was asked about: the list, and one with its question, answer and papers."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import page
from accounts.permissions import may
from audit.queries import timeline
from gateway.fields import FormText
from gateway.http import PageRequest, choice, found
from gateway.paging import Keyset, capped_count
from policy.exhaustion import EVIDENCE
from policy.first_sale import CONDITION_WORDS, STATES
from registry.forms import day_field
from registry.gate.checks import (
    MOMENT_WORDS,
    VERDICT_WORDS,
    Wanted,
    in_their_order,
    moments_of,
    narrowed,
    order_checks,
    rights_of,
)
from registry.gate.reasons import document, kept, say
from registry.licensing.channels import channel_name
from registry.licensing.terms import term_words
from registry.models import AuthorisedSeller, GateCheck, Licence, Right
from registry.registers import nice
from registry.registers.offices import place_code, place_name
from registry.views.licence_drawn import licence_url, standing_of
from registry.views.look_up import WORDS
from tenancy.actor import Actor

NEWEST = Keyset("-id")
CONSENT = {"given": gettext_lazy("given"), "none": gettext_lazy("not given")}
OWNER_SAYS = {
    "confirms": gettext_lazy("that it agreed to the first sale"),
    "denies": gettext_lazy("that it did not agree to the first sale"),
}
FEW = 3
"""Rights that a line of the list names."""


class FilterForm(forms.Form):
    """Whose, under which right, where to, on which day. Sellers see their own alone."""

    seller = FormText(
        label=gettext_lazy("Seller"), required=False, max_length=200, help_text=gettext_lazy("Its name or reference.")
    )
    right = FormText(
        label=gettext_lazy("Right"), required=False, max_length=200, help_text=gettext_lazy("Reference, or the mark.")
    )
    place = FormText(
        label=gettext_lazy("Sold to"), required=False, max_length=60, help_text=gettext_lazy("A country, or EU.")
    )
    day = day_field(gettext_lazy("Day of the sale"))

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if actor.role.startswith("seller"):
            del self.fields["seller"]

    def clean_place(self) -> str:
        """The code of the country."""
        typed = str(self.cleaned_data["place"])
        code = place_code(typed) if typed.strip() else ""
        if typed.strip() and not code:
            raise forms.ValidationError(_("Not a country or EU: %(words)s.") % {"words": typed})
        return code

    @property
    def wanted(self) -> dict[str, Any]:
        """What was chosen; a field that does not hold together narrows nothing, and says so."""
        return {name: value for name, value in self.cleaned_data.items() if value}


@page("gate.read")
def check_list(request: PageRequest) -> HttpResponse:
    """The newest first, by answer, moment, seller, right, place and day."""
    verdict = choice(request.GET, "verdict", list(VERDICT_WORDS), default="")
    moment = choice(request.GET, "moment", list(MOMENT_WORDS), default="")
    form = FilterForm(request.actor, request.GET)
    form.is_valid()
    rows = narrowed(order_checks(request.actor), Wanted(verdict=verdict, moment=moment, **form.wanted))
    part = NEWEST.page(rows, request.GET.get("cursor"))
    rights = rights_of(part.rows)
    context = {
        "lines": [_line(check, rights, request.marketplace.slug) for check in part.rows],
        "page": part,
        "count": capped_count(rows),
        "form": form,
        "narrowed": len(form.wanted),
        "verdict_chips": _chips(request, "verdict", [(code, said[0]) for code, said in VERDICT_WORDS.items()], verdict),
        "moment_chips": _chips(request, "moment", list(MOMENT_WORDS.items()), moment),
        "kept": {name: value for name, value in (("verdict", verdict), ("moment", moment)) if value},
        "is_filtered": bool(verdict or moment or form.wanted or form.errors),
        "shows_seller": not request.actor.role.startswith("seller"),
        "slug": request.marketplace.slug,
    }
    return render(request, "registry/gate_checks.html", context)


def _line(check: GateCheck, rights: dict[str, Right], slug: str) -> dict[str, Any]:
    said, reasons = in_their_order(check, rights), kept(check.reasons)
    word, tone = VERDICT_WORDS[check.verdict]
    return {
        "check": check,
        "url": reverse("registry:gate_check", args=[slug, check.id]),
        "word": word,
        "tone": tone,
        "moment": MOMENT_WORDS[check.moment],
        "rights": ", ".join(right.title for right in said[:FEW]),
        "more": max(len(said) - FEW, 0),
        "place": place_name(check.destination) if check.destination else "",
        # What refuses is said last: a first sale is only weighed where nothing else allows it.
        "why": say(reasons[-1 if check.verdict == "no" else 0]) if reasons else "",
    }


def _chips(request: PageRequest, name: str, words: list[tuple[str, object]], current: str) -> list[tuple[Any, ...]]:
    """(label, address, whether it is set) of each filter; the other filters stay."""
    chips = []
    for code, label in [("", _("All")), *words]:
        wanted = request.GET.copy()
        wanted.pop("cursor", None)
        wanted[name] = code
        if not code:
            del wanted[name]
        chips.append((label, f"?{wanted.urlencode()}", code == current))
    return chips


@page("gate.read")
def check(request: PageRequest, check_id: UUID) -> HttpResponse:
    """What was asked, what was said and why, on which papers and rules, and what was asked about the line besides."""
    actor, slug = request.actor, request.marketplace.slug
    shown = found(order_checks(actor), id=check_id)
    rights = in_their_order(shown, rights_of([shown]))
    seen = set(Right.objects.visible_to(actor).filter(id__in=shown.rights).values_list("id", flat=True))
    links = may(actor, "right.read")
    word, tone = WORDS[shown.verdict]
    lines = timeline(shown.id, actor, limit=50) if may(actor, "log.read") else []
    context = {
        "check": shown,
        "word": word,
        "tone": tone,
        "moment": MOMENT_WORDS[shown.moment],
        "reasons": [say(reason) for reason in kept(shown.reasons)],
        "document": document(shown.would_change),
        "rights": [
            (one, reverse("registry:right", args=[slug, one.reference]) if links and one.id in seen else "")
            for one in rights
        ],
        "facts": _facts(shown),
        **_papers(shown, actor, slug),
        "others": [_line(one, {}, slug) for one in moments_of(actor, shown.line) if one.id != shown.id],
        "timeline": [
            (line, reverse("web:log_entry", args=[slug, line.id]) if line.index is not None else "") for line in lines
        ],
        "slug": slug,
    }
    return render(request, "registry/gate_check.html", context)


def _papers(shown: GateCheck, actor: Actor, slug: str) -> dict[str, Any]:
    """The licences and authorisations that the answer rests on, as far as they are the actor's to see, as they stand today."""
    licences = Licence.objects.visible_to(actor).filter(id__in=shown.used).select_related("licensor").order_by("id")
    given = AuthorisedSeller.objects.visible_to(actor).filter(id__in=shown.used).select_related("right__owner")
    return {
        "licences": [(one, term_words(one), standing_of(one), licence_url(one, slug)) for one in licences],
        "authorisations": list(given.order_by("id")),
        "has_hidden": len(shown.used) > len(licences) + len(given),
    }


def _facts(shown: GateCheck) -> list[tuple[str, str]]:
    """The question in words, without seller and rights; what was not said of the first sale is left out."""
    known = shown.known
    classes = "; ".join(f"{number} {name}" for number, name in nice.named(known.get("classes", ())))
    papers = [_(EVIDENCE[code]) for code in known.get("shown", ())]
    met = [_(CONDITION_WORDS[code]) for code in known.get("met", ())]
    facts = [
        (_("Sold to"), place_name(shown.destination) if shown.destination else _("not said")),
        (_("Through"), channel_name(shown.channel)),
        (_("Pieces"), str(shown.quantity)),
        (_("Classes of the goods"), classes or _("not said")),
    ]
    sale = [
        (_("First sold in"), place_name(known["sold_in"]) if known.get("sold_in") else ""),
        (_("Consent to the first sale"), str(CONSENT.get(known.get("consent", ""), ""))),
        (_("The owner says"), str(OWNER_SAYS.get(known.get("owner_says", ""), ""))),
        (_("State of the goods"), _(STATES[known["state"]]) if known.get("state") else ""),
        (_("Papers accepted"), "; ".join(papers)),
        (_("Found met"), "; ".join(met)),
    ]
    return [*facts, *((term, words) for term, words in sale if words)]
