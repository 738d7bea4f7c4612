"""Reviews by inspectors: the list and one of them, as staff, the inspector and the seller see them; assigning and deciding."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.doors import action, page
from accounts.models import Party
from accounts.permissions import may
from gateway.http import PageRequest, choice, found, see_other, text
from gateway.paging import Keyset, capped_count
from registry.forms import add_errors
from sellers.machine import ACCREDITATION, SELLERREVIEW
from sellers.models import ReviewReport, SellerLimit, SellerReview
from sellers.reviews.forms import AppealForm, AskForm, DeclareForm, EffectForm, ReasonForm, listed
from sellers.reviews.ties import candidates
from sellers.services import reviews, reviews_deciding
from sellers.services.inspecting import lacking, pictures_of, sections
from tenancy.errors import Conflict, Denied, Invalid, NotFound, Refusal

NEWEST = Keyset("-id")
READ = ("signed", "appealed", "upheld", "overturned")


@page("review.read")
def review_list(request: PageRequest) -> HttpResponse:
    """Those that the person may see; staff choose by state."""
    rows = SellerReview.objects.visible_to(request.actor).select_related("seller", "inspector")
    state = choice(request.GET, "state", list(SELLERREVIEW.states), default="")
    chosen = rows.filter(state=state) if state else rows
    part = NEWEST.page(chosen, request.GET.get("cursor"))
    slug = request.marketplace.slug
    context = {
        "lines": [
            (row, reverse("sellers:review", args=[slug, row.reference]), SELLERREVIEW.colour(row.state))
            for row in part.rows
        ],
        "page": part,
        "count": capped_count(chosen),
        "chips": [
            (_("All"), request.path, not state),
            *(
                (str(label), f"{request.path}?state={code}", code == state)
                for code, label in SellerReview.State.choices
                if request.actor.is_operator
            ),
        ],
        "is_staff": request.actor.is_operator,
        "may_manage": may(request.actor, "review.manage"),
        "slug": slug,
    }
    return render(request, "sellers/reviews/list.html", context)


@page("review.manage")
def new_review(request: PageRequest) -> HttpResponse:
    """Have a seller reviewed."""
    form = AskForm(request.POST or None, initial={"seller": request.GET.get("seller", "")[:20]})
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        seller = Party.objects.filter(kind=Party.Kind.SELLER, reference=said.pop("seller").strip()).first()
        try:
            made = reviews.ask_review(actor=request.actor, seller=seller, **said)
            return see_other(reverse("sellers:review", args=[request.marketplace.slug, made.reference]))
        except Invalid as refused:
            add_errors(refused.fields, form)
    context = {"form": form, "slug": request.marketplace.slug}
    return render(request, "sellers/reviews/new.html", context, status=422 if form.errors else 200)


@page("review.read")
def review(request: PageRequest, reference: str) -> HttpResponse:
    """One review: what is to be done next, and the report once it is signed."""
    return review_page(request, _load(request, reference))


@action("review.manage")
def assign(request: PageRequest, reference: str) -> HttpResponse:
    """Give it to one of the inspectors that are free to go."""
    shown = _load(request, reference)
    inspector = Party.objects.filter(reference=text(request.POST, "inspector", default="")).first()
    try:
        reviews.assign_review(actor=request.actor, review=shown, inspector=inspector)
        messages.success(request, _("Assigned; the inspector is told."))
    except (Conflict, Denied, Invalid) as refusal:
        return review_page(request, shown, refusal=refusal)
    return _back(request, shown)


@action("review.manage")
def end_review(request: PageRequest, reference: str, deed: str) -> HttpResponse:
    """Take it back from its inspector, or call it off, with a reason."""
    shown = _load(request, reference)
    if deed not in ("back", "cancel"):
        raise NotFound
    form = ReasonForm(request.POST, prefix=deed)
    if form.is_valid():
        do = reviews.take_back_review if deed == "back" else reviews.cancel_review
        try:
            do(actor=request.actor, review=shown, reason=form.cleaned_data["reason"])
            messages.success(request, _("It waits to be assigned.") if deed == "back" else _("Called off."))
            return _back(request, shown)
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return review_page(request, shown, refusal=conflict)
    return review_page(request, shown, refused={deed: form})


@action("review.manage")
def decide_limits(request: PageRequest, reference: str) -> HttpResponse:
    """What a signed report means for the seller's limits."""
    shown = _load(request, reference)
    form = EffectForm(request.POST, prefix="effect")
    if form.is_valid():
        said = form.cleaned_data
        changed = said["effect"] == "changed"
        try:
            reviews_deciding.decide_effect(
                actor=request.actor, review=shown, effect=said["effect"], reason=said["reason"],
                most=said["most"] if changed else None, categories=listed(said["categories"]) if changed else (),
                checked_first=changed and said["checked_first"],
            )  # fmt: skip
            messages.success(request, _("Decided; the seller is told."))
            return _back(request, shown)
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return review_page(request, shown, refusal=conflict)
    return review_page(request, shown, refused={"effect": form})


@action("appeal.file")
def appeal_report(request: PageRequest, reference: str) -> HttpResponse:
    """The seller says what is wrong."""
    shown = _load(request, reference)
    form = AppealForm(request.POST, prefix="appeal")
    if form.is_valid():
        try:
            reviews_deciding.appeal_review(actor=request.actor, review=shown, words=form.cleaned_data["words"])
            messages.success(request, _("Received. Another person than before decides."))
            return _back(request, shown)
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return review_page(request, shown, refusal=conflict)
    return review_page(request, shown, refused={"appeal": form})


@action("appeal.decide")
def decide_appeal(request: PageRequest, reference: str) -> HttpResponse:
    """Another person decides the seller's appeal."""
    shown = _load(request, reference)
    form = ReasonForm(request.POST, prefix="decide")
    deed = choice(request.POST, "deed", ["overturn", "uphold"], default="uphold")
    if form.is_valid():
        try:
            reviews_deciding.decide_review_appeal(
                actor=request.actor, review=shown, accept=deed == "overturn", reason=form.cleaned_data["reason"]
            )
            messages.success(request, _("Decided; the seller is told."))
            return _back(request, shown)
        except Invalid as refused:
            add_errors(refused.fields, form)
        except (Conflict, Denied) as refusal:
            return review_page(request, shown, refusal=refusal)
    return review_page(request, shown, refused={"decide": form})


def review_page(
    request: PageRequest,
    shown: SellerReview,
    *,
    refused: dict[str, Any] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The page of a review for whoever looks; `refused` are forms that come back."""
    actor, slug = request.actor, request.marketplace.slug
    is_inspector = actor.party_id is not None and actor.party_id == shown.inspector_id
    manages = may(actor, "review.manage")
    effect, most = reviews_deciding.proposal(shown) if shown.verdict else ("", None)
    forms: dict[str, Any] = {
        "back": ReasonForm(prefix="back"), "cancel": ReasonForm(prefix="cancel"),
        "effect": EffectForm(prefix="effect", initial={"effect": effect, "most": most}),
        "appeal": AppealForm(prefix="appeal"), "decide": ReasonForm(prefix="decide"),
        "declare": DeclareForm(prefix="declare"), **(refused or {}),
    }  # fmt: skip
    appealed = shown.state == "appealed" and may(actor, "appeal.decide")
    context = {
        "review": shown, "country": countries.name(shown.country), "slug": slug, "forms": forms,
        "refused": bool(refused), "refusal": refusal,
        "colour": SELLERREVIEW.colour(shown.state), "is_staff": actor.is_operator, "is_inspector": is_inspector,
        "candidates": candidates(shown) if manages and shown.state == "waiting" else [],
        "may_assign": manages and shown.state == "waiting",
        "may_end": manages and shown.state in ("assigned", "begun"),
        "may_cancel": manages and shown.state in ("waiting", "assigned", "begun"),
        "may_effect": manages and shown.state in ("signed", "upheld") and not shown.effect,
        "may_appeal": actor.party_id == shown.seller_id and may(actor, "appeal.file")
        and reviews_deciding.may_appeal(shown),
        "may_decide": appealed and reviews_deciding.may_decide(actor, shown),
        "had_a_hand": appealed and not reviews_deciding.may_decide(actor, shown),
        "must_declare": is_inspector and shown.state == "assigned" and may(actor, "review.inspect"),
        "steps": steps_of(shown, slug) if is_inspector and shown.state == "begun" else [],
        "limit": SellerLimit.objects.filter(seller=shown.seller, ended_at=None).first() if manages else None,
        "accreditation_tone": ACCREDITATION.colour(shown.accreditation.state) if shown.accreditation else "",
        **(report_of(shown) if shown.state in READ else {"parts": [], "report": None}),
    }  # fmt: skip
    return render(
        request, "sellers/reviews/review.html", context,
        status=refusal.status if refusal else 422 if refused else 200,
    )  # fmt: skip


def steps_of(shown: SellerReview, slug: str) -> list[tuple[Any, str, bool]]:
    """The steps of the checklist with their addresses, and whether each is whole."""
    gaps = lacking(shown)
    return [
        (
            part,
            reverse("sellers:review_section", args=[slug, shown.reference, part.code]),
            not any(one.code in gaps for one in part.questions),
        )
        for part in sections(shown)
    ]


def report_of(shown: SellerReview) -> dict[str, Any]:
    """The answers with their pictures, and the signature where there is one."""
    pictures = pictures_of(shown)
    parts = [
        (
            part.title,
            [(one, shown.answers.get(one.code, {}), pictures.get(one.code, [])) for one in part.questions],
        )
        for part in sections(shown)
    ]
    return {"parts": parts, "report": ReviewReport.objects.filter(review=shown).first()}


def _load(request: PageRequest, reference: str) -> SellerReview:
    rows = SellerReview.objects.visible_to(request.actor)
    return found(rows.select_related("seller", "inspector", "accreditation", "tenant"), reference=reference)


def _back(request: PageRequest, shown: SellerReview) -> HttpResponse:
    rows = SellerReview.objects.visible_to(request.actor)
    if rows.filter(id=shown.id).exists():
        return see_other(reverse("sellers:review", args=[request.marketplace.slug, shown.reference]))
    return see_other(reverse("sellers:reviews", args=[request.marketplace.slug]))
