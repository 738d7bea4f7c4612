"""The first step of a complaint: the right with its territory, and the listings; and another right for a draft."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import page
from enforcement import queries, services
from enforcement.forms import RightForm
from enforcement.models import Complaint
from enforcement.named import Named, pasted, resolve
from enforcement.services.drafting import EDITABLE
from enforcement.views.chosen import Chosen, chosen_of
from enforcement.views.writing import tell_of
from enforcement.words import AMISS
from gateway.http import PageRequest, found, identifier, see_other, text
from gateway.text import text_fault
from registry import queries as registry
from registry.models import Right
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid
from tenancy.ids import uuid7

# Rights that the first step offers at once; more are found by a word.
MOST_OFFERED = 200


@page("complaint.file")
def complaint_new(request: PageRequest) -> HttpResponse:
    """The right with its territory, and the listings. With `draft` the right of that one is chosen anew."""
    chosen, draft = _chosen(request), _draft(request)
    comes = "from" in request.POST
    if comes and not chosen:
        messages.warning(request, _("Choose the listings first that you complain about."))
        query = text(request.POST, "query", default="", longest=2000)
        return see_other(f"{reverse('scanner:search', args=[request.marketplace.slug])}{'?' if query else ''}{query}")
    # Where listings were found, “q” is what they were found by.
    search = "" if comes else text(request.POST, "q", default="", longest=80)
    rights = _rights(request, search, comes=comes)
    filing = request.method == "POST" and not comes and "narrow" not in request.POST
    given = {"listings": request.POST.get("listings", "") or "\n".join(chosen), "right": request.POST.get("right", "")}
    if draft is not None:
        numbers = [line.listing.number for line in draft.listings.all()]
        current = f"{draft.right.reference}:{draft.region}" if draft.right else ""
        given |= {"listings": "\n".join(numbers), "right": given["right"] or current}
    picked = _picked(request, given["listings"])
    data: QueryDict | None = request.POST if filing else None
    form = RightForm(rights[:MOST_OFFERED], data, request.FILES or None, initial=given, markets=picked.markets)
    if draft is not None:
        del form.fields["file"]
    named = Named()
    if filing and form.is_valid():
        try:
            made, named = _begun(request, form, draft)
            tell_of(request, named)
            return see_other(reverse("enforcement:complaint", args=[request.marketplace.slug, made.reference]))
        except Invalid as refusal:
            for name, texts in refusal.fields.items():
                for sentence in texts:
                    form.add_error(name if name in form.fields else None, sentence)
            named = _resolved(request, form)
    context = {
        "form": form,
        "draft": draft,
        "chosen": picked,
        "amiss": [(one, AMISS[one.code] % {"first": one.first}) for one in named.amiss],
        "once": identifier(request.POST, "once") or uuid7(),
        "none": not rights and not search,
        "more": len(rights) > MOST_OFFERED,
        "search": search,
        "found": len(rights),
        "slug": request.marketplace.slug,
    }
    return render(request, "enforcement/complaint_new.html", context, status=422 if form.is_bound else 200)


def _rights(request: PageRequest, search: str, *, comes: bool) -> list[Right]:
    """The rights in force that can be chosen, one more than are offered."""
    wanted = Right.objects.visible_to(request.actor).live(database_now().date())
    named = text(request.POST if comes else request.GET, "under" if comes else "right", default="", longest=20)
    if named:
        wanted = wanted.filter(reference=named)
    elif search:
        wanted = wanted.filter(id__in=registry.rights(request.actor, search=search).values("id"))
    return list(wanted.order_by("folded", "id")[: MOST_OFFERED + 1])


def _picked(request: PageRequest, listings: str) -> Chosen:
    numbers = [number for one in pasted(listings) for number in one.candidates]
    return chosen_of(request.actor, list(dict.fromkeys(numbers)))


def _chosen(request: PageRequest) -> list[str]:
    """Numbers of listings that come along: those of a link, or those that were chosen where listings are found."""
    found = [*request.GET.getlist("listing"), *request.POST.getlist("listing")]
    if "from" in request.POST:
        found += request.POST.get("chosen", "").split()
    return [number for number in dict.fromkeys(found) if text_fault(number) is None]


def _draft(request: PageRequest) -> Complaint | None:
    """The complaint whose right is to be chosen anew. Raises NotFound for strangers, Conflict once it is accepted."""
    reference = text(request.GET, "draft", default="", longest=20)
    if not reference:
        return None
    row = queries.complaint(reference, request.actor)
    if row.state not in EDITABLE:
        raise Conflict(_("This complaint is filed; it can no longer be changed."), code="stage")
    return row


def _resolved(request: PageRequest, form: RightForm) -> Named:
    return resolve(request.actor, form.written())


def _begun(request: PageRequest, form: RightForm, draft: Complaint | None) -> tuple[Complaint, Named]:
    """The draft with the listings that were found, and the lines that were not. The same form sent twice begins one."""
    reference, _colon, region = form.cleaned_data["right"].partition(":")
    right = found(Right.objects.visible_to(request.actor), reference=reference)
    if draft is not None:
        return _under_another_right(request, draft, right, region), Named()
    named = _resolved(request, form)
    if not named.notes:
        raise Invalid(fields={"listings": [_("None of these is a listing here; each line says why.")]})
    once: UUID | None = identifier(request.POST, "once")
    made = services.save_draft(
        actor=request.actor, right=right, region=region, listings=named.notes, amiss=named.to_mend, once=once
    )
    return made, named


def _under_another_right(request: PageRequest, draft: Complaint, right: Right, region: str) -> Complaint:
    """The same complaint over another right or in another territory; what was written stays."""
    said: dict[str, Any] = {"elements": draft.wording.elements, "statement": draft.wording.statement}
    return services.save_draft(
        actor=request.actor, complaint=draft, right=right, region=region, reason=draft.reason, **said
    )
