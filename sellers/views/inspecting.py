"""What an inspector does: declares itself, fills in the checklist by steps, on a phone too, and signs the report."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from gateway.http import PageRequest, found, see_other
from registry.forms import add_errors
from sellers.models import SellerReview
from sellers.reviews.checklists import verdict
from sellers.reviews.forms import DeclareForm, SectionForm, SignForm
from sellers.services import inspecting
from sellers.views.reviews import report_of, review_page, steps_of
from tenancy.errors import Conflict, Invalid, NotFound


@action("review.inspect")
def declare(request: PageRequest, reference: str) -> HttpResponse:
    """Nothing ties the inspector to the seller, or something does: then it goes back."""
    shown = _mine(request, reference)
    form = DeclareForm(request.POST, prefix="declare")
    if form.is_valid():
        free = form.cleaned_data["free"] == "yes"
        try:
            inspecting.declare(actor=request.actor, review=shown, free=free, interest=form.cleaned_data["interest"])
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return review_page(request, shown, refusal=conflict)
        else:
            if free:
                first = inspecting.sections(shown)[0].code
                return see_other(_at(request, "sellers:review_section", shown, first))
            messages.success(request, _("Thank you. Somebody else goes."))
            return see_other(reverse("sellers:reviews", args=[request.marketplace.slug]))
    return review_page(request, shown, refused={"declare": form})


@page("review.inspect")
def section(request: PageRequest, reference: str, code: str) -> HttpResponse:
    """One step of the checklist. What was answered is kept, whole or not."""
    shown = _mine(request, reference)
    parts = inspecting.sections(shown)
    place = next((at for at, one in enumerate(parts) if one.code == code), None)
    if place is None or shown.state != "begun":
        raise NotFound
    form = SectionForm(parts[place], shown.answers, request.POST or None, request.FILES or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            inspecting.save_section(actor=request.actor, review=shown, section=code, said=form.said())
            if place + 1 < len(parts):
                return see_other(_at(request, "sellers:review_section", shown, parts[place + 1].code))
            return see_other(_at(request, "sellers:sign_review", shown))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            refusal = conflict
    pictures = inspecting.pictures_of(shown)
    context = {
        "review": shown, "part": parts[place], "form": form, "refusal": refusal, "slug": request.marketplace.slug,
        "steps": steps_of(shown, request.marketplace.slug), "place": place + 1,
        "questions": [
            (one, form[one.code], form[f"{one.code}_note"], form[f"{one.code}_pictures"], pictures.get(one.code, []))
            for one in parts[place].questions
        ],
    }  # fmt: skip
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "sellers/reviews/section.html", context, status=status)


@page("review.inspect")
def sign(request: PageRequest, reference: str) -> HttpResponse:
    """The whole report once more, and the signature."""
    shown = _mine(request, reference)
    if shown.state != "begun":
        raise NotFound
    gaps = inspecting.lacking(shown)
    form = SignForm(request.POST or None, initial={"seen": inspecting.digest(shown)})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            inspecting.sign_report(actor=request.actor, review=shown, **form.cleaned_data)
            messages.success(request, _("Signed. The marketplace and the seller can read it now."))
            return see_other(_at(request, "sellers:review", shown))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            refusal = conflict
    context = {
        "review": shown, "form": form, "refusal": refusal, "gaps": bool(gaps), "slug": request.marketplace.slug,
        "steps": steps_of(shown, request.marketplace.slug),
        "verdict": SellerReview.Verdict(verdict(inspecting.sections(shown), shown.answers)).label, **report_of(shown),
    }  # fmt: skip
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "sellers/reviews/sign.html", context, status=status)


def _mine(request: PageRequest, reference: str) -> SellerReview:
    rows = SellerReview.objects.filter(inspector_id=request.actor.party_id)
    return found(rows.select_related("seller", "inspector", "accreditation", "tenant"), reference=reference)


def _at(request: PageRequest, name: str, shown: SellerReview, *more: str) -> str:
    return reverse(name, args=[request.marketplace.slug, shown.reference, *more])
