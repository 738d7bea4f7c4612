"""Checklists: gone through point by point, kept, shown again and taken away."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import page
from accounts.permissions import may
from gateway.fields import FormText
from gateway.http import PageRequest, found, see_other, text
from gateway.paging import Keyset
from registry.forms import add_errors
from sellers.learning.checklists import ANSWERS, CHECKLISTS, Checklist
from sellers.models import FilledChecklist
from sellers.services import checklists
from tenancy.errors import Invalid, NotFound

NEWEST = Keyset("-id")
TONES = {"yes": "good", "no": "wait", "none": ""}


class ChecklistForm(forms.Form):
    """A checklist: for every point an answer, and a word where there is one to be said."""

    listing = FormText(
        label=gettext_lazy("Number of the listing"), max_length=60, required=False,
        help_text=gettext_lazy("Left empty, it is for your goods in general."),
    )  # fmt: skip

    def __init__(self, *args: object, checklist: Checklist, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.checklist = checklist
        for point in checklist.points:
            self.fields[point.code] = forms.ChoiceField(
                label=str(point.text), help_text=str(point.why), choices=[*ANSWERS.items()], widget=forms.RadioSelect
            )
            self.fields[f"{point.code}_words"] = FormText(
                label=gettext_lazy("A word on it"), max_length=checklists.LONGEST_WORDS, required=False
            )

    def points(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The answer and the words of each point."""
        return [(self[point.code], self[f"{point.code}_words"]) for point in self.checklist.points]


@page("listing.submit")
def fill(request: PageRequest, kind: str) -> HttpResponse:
    """Go through a checklist."""
    checklist = CHECKLISTS.get(kind)
    if checklist is None:
        raise NotFound
    initial = {"listing": text(request.GET, "listing", default="", longest=60)}
    form = ChecklistForm(request.POST or None, checklist=checklist, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        codes = [point.code for point in checklist.points]
        try:
            made = checklists.fill_checklist(
                actor=request.actor, kind=kind, listing=said["listing"],
                answers={code: said[code] for code in codes}, words={code: said[f"{code}_words"] for code in codes},
            )  # fmt: skip
            return see_other(reverse("sellers:checklist", args=[request.marketplace.slug, made.reference]))
        except Invalid as refused:
            add_errors(refused.fields, form)
    context = {"checklist": checklist, "form": form, "slug": request.marketplace.slug}
    status = 422 if request.method == "POST" else 200
    return render(request, "sellers/learning/checklist_fill.html", context, status=status)


@page("listing.read")
def filled(request: PageRequest) -> HttpResponse:
    """Those that were filled in, the newest first, and the ones that there are."""
    rows = FilledChecklist.objects.visible_to(request.actor).select_related("listing", "seller")
    shown = NEWEST.page(rows, request.GET.get("cursor"))
    context = {
        "lines": [
            (one, CHECKLISTS[one.kind].title, sum(said == "no" for said in one.answers.values())) for one in shown.rows
        ],
        "page": shown,
        "checklists": list(CHECKLISTS.values()),
        "may_fill": may(request.actor, "listing.submit"),
        "shows_seller": request.actor.is_operator,
        "slug": request.marketplace.slug,
    }
    return render(request, "sellers/learning/checklists.html", context)


@page("listing.read")
def one(request: PageRequest, reference: str) -> HttpResponse:
    """One that was filled in: its answers, and the file that is kept with its hash."""
    rows = FilledChecklist.objects.visible_to(request.actor).select_related("listing", "seller", "evidence")
    shown = found(rows, reference=reference)
    checklist = CHECKLISTS[shown.kind]
    context = {
        "shown": shown,
        "checklist": checklist,
        "points": [
            (point, ANSWERS[said], TONES[said])
            for point in checklist.points
            if (said := shown.answers.get(point.code, ""))
        ],
        "file_url": reverse("evidence:original", args=[request.marketplace.slug, shown.evidence.reference]),
        "again_url": reverse("sellers:fill_checklist", args=[request.marketplace.slug, shown.kind]),
        "is_own": request.actor.party_id == shown.seller_id,
        "title": _("%(list)s, gone through") % {"list": checklist.title},
        "slug": request.marketplace.slug,
    }
    return render(request, "sellers/learning/checklist.html", context)
