"""After agreeing to a complaint a seller ends its other listings that look alike, all in one go."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from enforcement import queries, verbs
from enforcement.cleaning import suggestions
from enforcement.packs import of_case
from enforcement.services.common import hold_case, say
from sellers import services as sellers
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Denied, Invalid, NotFound


@transaction.atomic
def clean_up(*, actor: Actor, reference: str, listing_ids: Sequence[UUID]) -> list[Listing]:
    """End these listings of the seller, which must be among those that are suggested in its case.

    The entry is the seller's and the house's: the complainant learns nothing of it. Raises NotFound for a listing that
    is not suggested, Denied for anybody but the seller.
    """
    require(actor, "case.answer")
    held = hold_case(actor, reference)
    if actor.party_id != held.seller_id:
        raise Denied(_("Only the seller ends its listings."))
    case = queries.case(reference, actor)
    offered = {one.listing.id: one.listing for one in suggestions(case, of_case(case, database_now()))}
    wanted = list(dict.fromkeys(listing_ids))
    if not wanted:
        raise Invalid(fields={"": [_("Tick the listings that you end.")]})
    if set(wanted) - set(offered):
        raise NotFound
    ended = [offered[one] for one in wanted]
    sellers.end_listings(actor=actor, listings=ended)
    say(verbs.CLEANED_UP, held, actor=actor, facts={"listings": len(ended)}, to=[held.seller_id])
    return ended
