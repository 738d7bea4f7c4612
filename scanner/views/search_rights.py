"""Searching rights by a picture: an uploaded one, a specimen, any picture that the person sees."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from accounts.doors import page
from gateway.api import caller_of
from gateway.http import PageRequest, fragment_wanted, see_other, text
from gateway.limits import limit
from registry.search import public
from scanner import services
from scanner.forms_search import PictureForm
from scanner.search.finding import Preparing, picture_facts
from scanner.search.rights import LikeRight, rights_like
from scanner.views.search import PICTURES_A_MINUTE, PICTURES_AN_HOUR
from tenancy.actor import Actor
from tenancy.errors import Invalid


@page("listing.search")
def rights_by_picture(request: PageRequest) -> HttpResponse:
    """`?picture=` is what is asked by; POST hands one in. A fragment for pages of the registry, a page without JavaScript."""
    here = reverse("scanner:rights_by_picture", args=[request.marketplace.slug])
    form = PictureForm()
    if request.method == "POST":
        limit("search picture", f"{request.marketplace.id}:{caller_of(request)}",
              per_minute=PICTURES_A_MINUTE, per_hour=PICTURES_AN_HOUR)  # fmt: skip
        form = PictureForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                piece = services.keep_picture(actor=request.actor, picture=form.cleaned_data["picture"].read())
                return see_other(f"{here}?{urlencode({'picture': piece.reference})}")
            except Invalid as refusal:
                form.add_error("picture", [str(one) for texts in refusal.fields.values() for one in texts])
        return _page(request, form, status=422)
    return _page(request, form)


def _page(request: PageRequest, form: PictureForm, *, status: int = 200) -> HttpResponse:
    asked = text(request.GET, "picture", default="", longest=20) if request.method == "GET" else ""
    found: list[LikeRight] = []
    preparing = False
    if asked:
        try:
            found = rights_like(picture_facts(request.actor, asked))
        except Preparing:
            preparing = True
    slug, is_open = request.marketplace.slug, bool(found) and public.is_open()
    context = {
        "form": form,
        "asked": asked,
        "src": f"{reverse('evidence:picture', args=[slug, asked])}?side=240" if asked else "",
        "preparing": preparing,
        "here": request.get_full_path(),
        "rows": [shown(one, request.actor, slug, is_open=is_open) for one in found],
    }
    template = "scanner/rights_like.html#found" if fragment_wanted(request) else "scanner/rights_like.html"
    return render(request, template, context, status=status)


def shown(one: LikeRight, actor: Actor, slug: str, *, is_open: bool) -> dict[str, Any]:
    """One right: one's own by the pictures on its page, anybody's as the public register has it, if that `is_open`."""
    right = one.right
    is_mine = actor.is_operator or right.owner_id in {actor.party_id, *actor.brands}
    url = f"{reverse('registry:right', args=[slug, right.reference])}#pictures" if is_mine else ""
    if not url and is_open and right.number and right.office:
        url = reverse("registry:public_right", args=[slug, *public.key_of(right)])
    return {"right": right, "score": one.score, "url": url, "where": ", ".join(right.territories)}
