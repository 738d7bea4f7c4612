"""The list of rights: searched by word, sound or number, filtered, page by page."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import page
from accounts.permissions import may
from gateway.fields import FormText
from gateway.http import PageRequest, choice, fragment_wanted, text
from gateway.paging import Keyset
from registry import queries
from registry.machine import RIGHT
from registry.models import Right, Specimen
from registry.registers import nice
from registry.registers.offices import office_choices, place_code
from registry.search import finding, goods, public
from registry.search.lexemes import said
from registry.views.looking import right_url
from tenancy.actor import Actor

SIDE = 160
MOST_SHOWN = 120
KEPT = ("kind", "state", "order", "class", "office", "place", "owner", "how", "goods")


class FilterForm(forms.Form):
    """What narrows the list. The owner is for who sees the rights of several."""

    how = forms.ChoiceField(label=gettext_lazy("Words are found"), required=False, choices=list(finding.HOW.items()))
    number = forms.TypedChoiceField(label=gettext_lazy("Class"), required=False, coerce=int, empty_value=None)
    goods = FormText(
        label=gettext_lazy("Goods and services"), required=False, max_length=200,
        help_text=gettext_lazy("Words of the list of goods, or how they begin."),
    )  # fmt: skip
    office = forms.ChoiceField(label=gettext_lazy("Office"), required=False)
    place = FormText(
        label=gettext_lazy("Holds in"), required=False, max_length=60, help_text=gettext_lazy("A country, or EU.")
    )
    owner = FormText(
        label=gettext_lazy("Owner"), required=False, max_length=200, help_text=gettext_lazy("Its name or reference.")
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        classes = [(str(number), f"{number} {name}") for number, name in nice.NAMES.items()]
        self.fields["number"].choices = [("", _("All")), *classes]  # type: ignore[attr-defined]
        self.fields["office"].choices = [("", _("All")), *office_choices()]  # type: ignore[attr-defined]
        if not (actor.is_operator or actor.acts_for_others):
            del self.fields["owner"]

    def add_prefix(self, field_name: str) -> str:
        """`class` is no name in Python, but the one to read in an address."""
        return "class" if field_name == "number" else field_name

    def clean_place(self) -> str:
        """The code of the country."""
        typed = self.cleaned_data["place"]
        code = place_code(typed) if typed else ""
        if typed and not code:
            raise forms.ValidationError(_("Not a country or EU: %(words)s.") % {"words": typed})
        return code

    @property
    def wanted(self) -> dict[str, Any]:
        """What was chosen, as `finding.where` takes it; a field that does not hold together narrows nothing."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("how", "goods") and value}

    @property
    def asked_goods(self) -> str:
        """The words of goods that are asked for."""
        return str(self.cleaned_data.get("goods", ""))


def chosen(request: PageRequest) -> tuple[FilterForm, finding.Found]:
    """The rights that the address asks for, and the form of its filters."""
    search = text(request.GET, "q", default="")
    form = FilterForm(request.actor, request.GET)
    form.is_valid()
    wanted = {
        "kind": choice(request.GET, "kind", Right.Kind.values, default=""),
        "state": choice(request.GET, "state", RIGHT.states, default=""),
        **form.wanted,
    }
    of_goods = form.asked_goods
    if search.strip():
        how = form.cleaned_data.get("how") or finding.SOUNDS
        where = finding.where(**wanted) & (goods.has(of_goods) if of_goods else Q())
        return form, finding.find(request.actor, search, how=how, where=where)
    if of_goods:
        return form, finding.with_goods(request.actor, of_goods, wanted)
    return form, finding.Found(queries.rights(request.actor).filter(finding.where(**wanted)))


@page("right.read")
def right_list(request: PageRequest) -> HttpResponse:
    """All rights that the actor sees: the best finding first, or by name; filtered."""
    search = text(request.GET, "q", default="")
    kind = choice(request.GET, "kind", Right.Kind.values, default="")
    state = choice(request.GET, "state", RIGHT.states, default="")
    ordering = choice(request.GET, "order", list(queries.ORDERINGS), default="title")
    form, found = chosen(request)
    keyset = Keyset(*(finding.BEST if search.strip() and "order" not in request.GET else queries.ORDERINGS[ordering]))
    part = keyset.page(queries.with_pictures(found.rows), request.GET.get("cursor"))
    context = {
        "rights": [_row(right, found, request.marketplace.slug, form.asked_goods) for right in part.rows],
        "page": part,
        "count": found.count,
        "search": search,
        "kept": {name: value for name, value in request.GET.items() if name in KEPT and value},
        "filter_form": form,
        "narrowed": len(form.wanted) + bool(form.cleaned_data.get("how")) + bool(form.asked_goods),
        "state_chips": _chips(request, "state", Right.State.choices, state),
        "kind_chips": _chips(request, "kind", Right.Kind.choices, kind),
        "may_register": may(request.actor, "right.register"),
        "shows_owner": request.actor.is_operator or request.actor.acts_for_others,
        "is_filtered": bool(search or kind or state or form.wanted or form.asked_goods),
        "is_more": found.is_more,
        "is_public": public.is_open(),
        "may_set_register": may(request.actor, "policy.read"),
        "exports": _exports(request),
        "all_of_them": _without_cursor(request),
    }
    template = "registry/rights.html#results" if fragment_wanted(request) else "registry/rights.html"
    return render(request, template, context)


def _without_cursor(request: PageRequest) -> str:
    wanted = request.GET.copy()
    wanted.pop("cursor", None)
    return str(wanted.urlencode())


def _exports(request: PageRequest) -> list[tuple[str, str]]:
    """The list as a file, in each format: label and address."""
    wanted = request.GET.copy()
    wanted.pop("cursor", None)
    address = reverse("registry:export", args=[request.marketplace.slug])
    found = []
    for label, format in (("CSV", "csv"), ("Excel", "xlsx"), ("JSON Lines", "jsonl")):
        wanted["format"] = format
        found.append((label, f"{address}?{wanted.urlencode()}"))
    return found


def _row(right: Any, found: finding.Found, slug: str, asked: str) -> dict[str, Any]:
    hit = found.hits.get(right.id)
    number, piece = said(right.goods, asked) if asked else ("", "")
    return {
        "right": right,
        "url": right_url(right, slug),
        "why": hit.why if hit else "",
        "goods": f"{number}: {piece[:MOST_SHOWN]}" if piece else "",
        "colour": RIGHT.colour(right.state),
        "where": ", ".join(right.territories),
        "classes": ", ".join(str(number) for number in right.classes),
        "pictures": [thumb(specimen, right, slug) for specimen in right.standing_specimens[:1]],
    }


def thumb(specimen: Specimen, shown: Right, slug: str) -> dict[str, str]:
    """The small picture of a right in a list."""
    address = reverse("evidence:picture", args=[slug, specimen.evidence.reference])
    return {"src": f"{address}?side={SIDE}", "alt": shown.title}


def _chips(request: PageRequest, name: str, choices: Any, current: str) -> list[tuple[str, str, str, bool]]:
    """(code, label, address, whether it is set) of each filter; the other filters and the search stay."""
    found = []
    for code, label in [("", _("All")), *choices]:
        wanted = request.GET.copy()
        wanted.pop("cursor", None)
        wanted[name] = code
        if not code:
            del wanted[name]
        found.append((code, str(label), f"?{wanted.urlencode()}", code == current))
    return found
