"""Views of the queue that people keep: the chips above it, and the deeds behind them."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action
from accounts.permissions import may
from enforcement import services
from enforcement.models import SavedView
from enforcement.queries import ASKED
from gateway.http import PageRequest, see_other
from tenancy.actor import Actor
from tenancy.errors import Invalid, NotFound, Refusal


def views_for(actor: Actor, slug: str, kept: dict[str, str]) -> list[tuple[SavedView, str, bool, bool]]:
    """One's own and the shared: each with its address, whether it is the one shown, and whether one may forget it. One
    query."""
    rows = SavedView.objects.filter(Q(membership_id=actor.membership_id) | Q(shared=True)).order_by("-shared", "name")
    here, lead = reverse("enforcement:queue", args=[slug]), bool(may(actor, "case.route"))
    return [
        (
            view,
            f"{here}?{urlencode(view.asked)}" if view.asked else here,
            view.asked == kept,
            view.membership_id == actor.membership_id or (lead and view.shared),
        )
        for view in rows
    ]


def _queue(request: PageRequest, asked: dict[str, str]) -> HttpResponse:
    here = reverse("enforcement:queue", args=[request.marketplace.slug])
    return see_other(f"{here}?{urlencode(asked)}" if asked else here)


@action("case.assign")
def save_view(request: PageRequest) -> HttpResponse:
    """Keep the queue as it is narrowed now."""
    asked = {name: request.POST[name] for name in ASKED if request.POST.get(name)}
    try:
        services.save_view(
            actor=request.actor, name=request.POST.get("name", ""), asked=asked, shared=bool(request.POST.get("shared"))
        )
        messages.success(request, _("Kept. It stands above the queue."))
    except Invalid as refused:
        messages.warning(request, " ".join(text for texts in refused.fields.values() for text in texts))
    except NotFound:
        raise
    except Refusal as refused:
        messages.warning(request, refused.message)
    return _queue(request, asked)


@action("case.assign")
def forget_view(request: PageRequest, view_id: UUID) -> HttpResponse:
    """Forget a view."""
    services.forget_view(actor=request.actor, view_id=view_id)
    messages.success(request, _("Forgotten."))
    return _queue(request, {})
