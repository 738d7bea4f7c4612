"""Chain of title: a document handed in at a right, and the list where it is answered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.models import Party
from accounts.permissions import may
from accounts.services.parties import name_key
from gateway.http import PageRequest, found, see_other
from gateway.paging import Keyset
from registry import queries, services
from registry.extract_forms import TitleForm
from registry.forms import add_errors
from registry.machine import ASSIGNMENT
from registry.models import Assignment
from registry.services.title import may_take_back, waits_for_taker
from registry.views.looking import file_name_of, right_page, right_url
from tenancy.actor import Actor
from tenancy.errors import Conflict, Invalid, NotFound

NEWEST = Keyset("-id")


def brand_by_word(text: str) -> Party | None:
    """The active rights holder of that reference or exact name; Invalid if something is said and nobody is that."""
    rows = Party.objects.filter(kind=Party.Kind.BRAND, state=Party.State.ACTIVE)
    if not text.strip():
        return None
    party = rows.filter(reference=text.strip().upper()).first() or rows.filter(name_key=name_key(text)).first()
    if party is None:
        raise Invalid(fields={"to_party": [_("No rights holder here has this reference or this exact name.")]})
    return party


@action("right.read")
def record(request: PageRequest, ref: str) -> HttpResponse:
    """Hand in a document of title. Owner or marketplace: the service says who may."""
    shown = queries.right_by_reference(ref, actor=request.actor)
    form = TitleForm(request.POST, request.FILES, prefix="title")
    if form.is_valid():
        given = dict(form.cleaned_data)
        document = given.pop("document")
        try:
            said = services.Conveyance(**{**given, "to_party": brand_by_word(given["to_party"])})
            services.record_assignment(
                actor=request.actor, right=shown, said=said, document=document,
                label=file_name_of(request, "title-document"),
            )  # fmt: skip
            messages.success(request, _("Handed in. What happens next: the new owner accepts it, where it is here, and the "
                                        "marketplace confirms it."))  # fmt: skip
            return see_other(right_url(shown, request.marketplace.slug))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return right_page(request, shown, refusal=conflict)
    return right_page(request, shown, refused={"title": form})


@page("right.read")
def transfers(request: PageRequest) -> HttpResponse:
    """The documents of title that one sees, the newest first, each with what one may answer."""
    return _list(request)


@action("right.read")
def answer(request: PageRequest, title_id: UUID, deed: str) -> HttpResponse:
    """Accept, refuse, confirm or take back."""
    row = found(queries.transfers(request.actor), id=title_id)
    told = done(request.actor, row, deed, request.POST.get("reason", ""))
    if isinstance(told, str):
        messages.success(request, told)
        if deed == "take-back":
            return see_other(right_url(row.right, request.marketplace.slug))
        return see_other(reverse("registry:transfers", args=[request.marketplace.slug]))
    return _list(request, refusal=told)


def done(actor: Actor, row: Assignment, deed: str, reason: str) -> str | Conflict | Invalid:
    """Do it; what is told then, or why it was refused. NotFound for what is no deed."""
    deeds = {
        "accept": (services.accept_assignment, {}, _("Accepted. The marketplace confirms it next.")),
        "refuse": (services.refuse_assignment, {"reason": reason}, _("Refused; the other side sees why.")),
        "confirm": (services.confirm_assignment, {}, _("Confirmed. It stands in the chain of title.")),
        "take-back": (services.take_back_assignment, {}, _("Taken back.")),
    }
    if deed not in deeds:
        raise NotFound
    service, more, told = deeds[deed]
    try:
        service(actor=actor, assignment=row, **more)  # type: ignore[operator]
    except (Conflict, Invalid) as refusal:
        return refusal
    return told


def _list(request: PageRequest, *, refusal: Conflict | Invalid | None = None) -> HttpResponse:
    shown = NEWEST.page(queries.transfers(request.actor), request.GET.get("cursor"))
    mine = {request.actor.party_id, *request.actor.brands}
    context = {
        "lines": [_line(row, request, mine) for row in shown.rows],
        "page": shown,
        "refusal": _sentence(refusal) if refusal else "",
        "slug": request.marketplace.slug,
    }
    return render(request, "registry/transfers.html", context, status=refusal.status if refusal else 200)


def _sentence(refusal: Conflict | Invalid) -> str:
    fields = getattr(refusal, "fields", {})
    return next((text for texts in fields.values() for text in texts), refusal.message)


def _line(row: Assignment, request: PageRequest, mine: set[UUID | None]) -> dict[str, Any]:
    """One of them, with the deeds that are open to whoever looks."""
    is_open = bool(ASSIGNMENT.targets(row.state))
    is_staff = request.actor.is_operator and bool(may(request.actor, "right.verify"))
    is_taker = row.to_party_id in mine and bool(may(request.actor, "right.register"))
    waits = waits_for_taker(row)
    return {
        "row": row,
        "tone": ASSIGNMENT.colour(row.state),
        "right_url": right_url(row.right, request.marketplace.slug)
        if request.actor.is_operator or row.right.owner_id in mine
        else "",
        "may_accept": is_taker and waits,
        "may_refuse": is_open and (is_staff or (is_taker and waits)),
        "may_confirm": is_staff and is_open and not waits,
        "may_take_back": may_take_back(row, request.actor),
    }
