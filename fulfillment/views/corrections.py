"""What suppliers are asked to put right: asked, answered, judged, closed."""

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
from accounts.models import Party
from accounts.permissions import may
from audit.rows import load_words
from fulfillment.forms_goods import DAY, name_of
from fulfillment.machine import CORRECTIVEACTION
from fulfillment.models import CorrectiveAction, CorrectiveStep, Hold, UnitSignal
from fulfillment.queries import batch_of, correction_of, hold_of, signal_of
from fulfillment.services import corrective
from fulfillment.services.corrective import Answer, Wanted
from fulfillment.views.log import timeline_of
from fulfillment.views.seen import count_of
from gateway.fields import FormDocument, FormText
from gateway.http import PageRequest, choice, see_other
from gateway.paging import Keyset, capped_count
from registry.forms import add_errors
from registry.models import Brand
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, Refusal

NEWEST = Keyset("-id")
OPEN = ("asked", "overdue", "answered", "accepted", "escalated")
BITES = ("overdue", "escalated")
"""While it stands so docks ask before they ship what the supplier makes for the brand."""
DEEDS = {
    "accept": gettext_lazy("Accept the answer, and see whether it works"),
    "again": gettext_lazy("Ask again, with a new day"),
    "escalate": gettext_lazy("Escalate: docks ask before they ship"),
    "close": gettext_lazy("Close it: it is put right"),
}
STEP_WORDS = {
    "asked": gettext_lazy("Asked"), "answered": gettext_lazy("Answered"), "accept": gettext_lazy("Accepted"),
    "again": gettext_lazy("Asked again"), "escalate": gettext_lazy("Escalated"), "close": gettext_lazy("Closed"),
    "reminded": gettext_lazy("Reminded"), "overdue": gettext_lazy("Overdue"),
}  # fmt: skip
TONES = {"overdue": "stop", "escalate": "stop", "accept": "good", "close": "good"}


class AskForm(forms.Form):
    """What is wrong, and what is asked."""

    supplier: forms.ModelChoiceField = forms.ModelChoiceField(label=gettext_lazy("Supplier"), queryset=None)
    brand: forms.ModelChoiceField = forms.ModelChoiceField(label=gettext_lazy("Brand"), queryset=None)
    wrong = FormText(label=gettext_lazy("What is wrong"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    asked = FormText(
        label=gettext_lazy("What you ask the supplier to do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = forms.DateField(label=gettext_lazy("By when"), widget=DAY)

    def __init__(self, *args: Any, request: PageRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].queryset = Party.objects.filter(kind="supplier").order_by("name", "id")  # type: ignore[attr-defined]
        self.fields["brand"].queryset = Brand.objects.visible_to(request.actor).order_by("name", "id")  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What the supplier found and did."""

    root_cause = FormText(
        label=gettext_lazy("Where it came from"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The root cause: what let it happen, not only what happened."),
    )  # fmt: skip
    done = FormText(label=gettext_lazy("What you have done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    document = FormDocument(label=gettext_lazy("Paper or picture that shows it"), required=False)


class JudgeForm(forms.Form):
    """What follows."""

    deed = forms.ChoiceField(label=gettext_lazy("What follows"), choices=list(DEEDS.items()), widget=forms.RadioSelect)
    words = FormText(
        label=gettext_lazy("Why"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The supplier reads it."),
    )  # fmt: skip
    due_on = forms.DateField(label=gettext_lazy("New day, if you ask again"), widget=DAY, required=False)


@page("correction.read")
def corrections(request: PageRequest) -> HttpResponse:
    """Those that are open, or those that were closed."""
    shows = choice(request.GET, "show", ("open", "closed"), default="open")
    rows = CorrectiveAction.objects.visible_to(request.actor).select_related("supplier", "brand")
    rows = rows.filter(state__in=OPEN if shows == "open" else ["closed"])
    found = NEWEST.page(rows, request.GET.get("cursor"))
    load_words(found.rows)
    slug = request.marketplace.slug
    lines = [
        {
            "row": row, "url": reverse("fulfillment:correction", args=[slug, row.reference]),
            "tone": CORRECTIVEACTION.colours[row.state],
        }
        for row in found.rows
    ]  # fmt: skip
    chips = [(_("Open"), "?show=open", shows == "open"), (_("Closed"), "?show=closed", shows == "closed")]
    context = {
        "lines": lines, "page": found, "count": capped_count(rows), "chips": chips, "slug": slug,
        "may_ask": may(request.actor, "correction.ask"),
        "is_supplier": bool(may(request.actor, "correction.answer")),
    }  # fmt: skip
    return render(request, "fulfillment/corrections.html", context)


@page("correction.read")
def count_corrections(request: PageRequest) -> HttpResponse:
    """How many wait for this side, for the rail."""
    mine = ("asked", "overdue", "escalated") if may(request.actor, "correction.answer") else ("answered", *BITES)
    return count_of(CorrectiveAction.objects.visible_to(request.actor).filter(state__in=mine))


@page("correction.ask")
def ask(request: PageRequest) -> HttpResponse:
    """Ask a supplier; `?hold=`, `?batch=` or `?sign=` says what it comes from."""
    source = _source(request)
    given = {"supplier": source.pop("supplier", None), "brand": source.pop("brand", None)}
    form = AskForm(request.POST or None, initial=given, request=request)
    refusal: Refusal | None = None
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            made = corrective.ask_correction(
                actor=request.actor, supplier=said.pop("supplier"), brand=said.pop("brand"), said=Wanted(**said, **source),
                now=database_now(),
            )  # fmt: skip
            messages.success(request, _("Asked. The supplier has a mail, and sees it on its first page."))
            return see_other(reverse("fulfillment:correction", args=[request.marketplace.slug, made.reference]))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            refusal = conflict
    context = {"form": form, "source": source, "refusal": refusal, "slug": request.marketplace.slug}
    status = refusal.status if refusal else 422 if form.is_bound else 200
    return render(request, "fulfillment/ask_correction.html", context, status=status)


def _source(request: PageRequest) -> dict[str, Any]:
    """What it comes from, with the supplier and the brand as far as that says them."""
    found: dict[str, Any] = {}
    origin: Hold | UnitSignal | None = None
    if reference := request.GET.get("hold"):
        origin = found["hold"] = hold_of(request.actor, reference)
    elif reference := request.GET.get("sign"):
        origin = found["signal"] = signal_of(request.actor, reference)
    batch = getattr(origin, "batch", None)
    if reference := request.GET.get("batch"):
        batch = batch_of(request.actor, reference)
        found["inspection"] = batch.inspections.filter(result="reject").order_by("-id").first()
    if batch is not None:
        found |= {"batch": batch, "supplier": batch.supplier, "brand": batch.product.brand}
    elif origin is not None:
        found["brand"] = origin.brand
    return found


@page("correction.read")
def correction(request: PageRequest, reference: str) -> HttpResponse:
    """One, with every step, and what can be done."""
    return _correction(request, correction_of(request.actor, reference))


def _correction(
    request: PageRequest, shown: CorrectiveAction, *, refusal: Refusal | None = None, **bound: Any
) -> HttpResponse:
    actor, slug = request.actor, request.marketplace.slug
    steps = list(shown.steps.select_related("by_party", "evidence").order_by("id"))
    load_words([shown, *steps])
    answers = may(actor, "correction.answer") and shown.supplier_id == actor.party_id
    context: dict[str, Any] = {
        "one": shown, "tone": CORRECTIVEACTION.colours[shown.state], "steps": [_step_line(one, slug) for one in steps],
        "bites": shown.state in BITES,
        "answer_form": AnswerForm(prefix="answer") if answers and shown.state in ("asked", *BITES) else None,
        "judge_form": JudgeForm(prefix="judge") if may(actor, "correction.ask") and shown.state in OPEN else None,
        "sees_hold": bool(may(actor, "hold.read")),
        "timeline": timeline_of(request, shown.id), "refusal": refusal, "slug": slug, **bound,
    }  # fmt: skip
    status = refusal.status if refusal else 422 if bound else 200
    return render(request, "fulfillment/correction.html", context, status=status)


def _step_line(one: CorrectiveStep, slug: str) -> dict[str, Any]:
    kind = "evidence:picture" if one.evidence and one.evidence.is_picture else "evidence:paper"
    return {
        "row": one, "word": STEP_WORDS.get(one.deed, one.deed), "tone": TONES.get(one.deed, ""),
        "by": one.by_party.name if one.by_party else _("the marketplace"),
        "paper": reverse(kind, args=[slug, one.evidence.reference]) if one.evidence else "",
    }  # fmt: skip


def _done(
    request: PageRequest, shown: CorrectiveAction, form: forms.Form, name: str, deed: Callable[[], object], words: str
) -> HttpResponse:
    if not form.is_valid():
        return _correction(request, shown, refusal=None, **{name: form})
    try:
        deed()
    except Invalid as refused:
        add_errors(refused.fields, form)
        return _correction(request, shown, refusal=None, **{name: form})
    except Conflict as refused:
        return _correction(request, correction_of(request.actor, shown.reference), refusal=refused)
    messages.success(request, words)
    return see_other(reverse("fulfillment:correction", args=[request.marketplace.slug, shown.reference]))


@action("correction.answer")
def answer(request: PageRequest, reference: str) -> HttpResponse:
    """The supplier answers."""
    shown = correction_of(request.actor, reference)
    form = AnswerForm(request.POST, request.FILES, prefix="answer")

    def deed() -> object:
        given = form.cleaned_data
        proof = (name_of(form.files) or _("Proof"), given["document"]) if given.get("document") else None
        said = Answer(root_cause=given["root_cause"], done=given["done"], proof=proof)
        return corrective.answer_correction(actor=request.actor, action=shown, said=said, now=database_now())

    return _done(request, shown, form, "answer_form", deed, _("Answered. Who asked you judges your answer."))


@action("correction.ask")
def judge(request: PageRequest, reference: str) -> HttpResponse:
    """Who asked says what follows."""
    shown, form = correction_of(request.actor, reference), JudgeForm(request.POST, prefix="judge")

    def deed() -> object:
        given = form.cleaned_data
        return corrective.judge_correction(
            actor=request.actor, action=shown, deed=given["deed"], words=given["words"], due_on=given["due_on"],
            now=database_now(),
        )  # fmt: skip

    return _done(request, shown, form, "judge_form", deed, _("Kept. The supplier has a mail."))
