"""What a seller can be recognised by, noted and ended by staff on its page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action
from gateway.http import PageRequest, choice, see_other, text
from sellers import queries, services
from sellers.models import SellerTrait
from sellers.services.traits import LONGEST_VALUE
from tenancy.errors import Invalid


@action("trait.note")
def note_trait(request: PageRequest, reference: str) -> HttpResponse:
    """One that staff have found out."""
    seller = queries.seller_by_reference(request.actor, reference)
    kind = choice(request.POST, "kind", SellerTrait.Kind.values, default="")
    value = text(request.POST, "value", default="", longest=LONGEST_VALUE)
    try:
        if services.note_trait(actor=request.actor, seller=seller, kind=kind, value=value):
            messages.success(request, _("Noted. Who shares it is linked with this seller within a minute."))
        else:
            messages.info(request, _("This was noted already."))
    except Invalid as refused:
        messages.error(request, refused.message)
    return _to_seller(request, reference)


@action("trait.note")
def end_trait(request: PageRequest, trait_id: UUID) -> HttpResponse:
    """It holds no longer."""
    trait = services.end_trait(actor=request.actor, trait_id=trait_id)
    messages.success(request, _("Ended. Links that rested on it are reckoned again within a minute."))
    return _to_seller(request, trait.seller.reference)


def _to_seller(request: PageRequest, reference: str) -> HttpResponse:
    return see_other(reverse("sellers:seller_standing", args=[request.marketplace.slug, reference]) + "#traits")
