"""What a seller may offer under the limit with which it was let in. The rule asks at the one place where listings are taken."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from registry.words import fold
from sellers.content import Content
from sellers.models import Listing, SellerLimit


def limits_of(seller_ids: Iterable[UUID], *, held: bool = False) -> dict[UUID, SellerLimit]:
    """The limits that stand, by seller. One query.

    `held` to the end of the transaction, so that whoever hands in at the same moment counts after this one.
    """
    rows = SellerLimit.objects.filter(seller_id__in=set(seller_ids), ended_at=None)
    if held:
        rows = rows.select_for_update(of=("self",)).order_by("id")
    return {row.seller_id: row for row in rows}


def offered(seller_id: UUID) -> int:
    """How many listings of a seller are not ended. One query."""
    return Listing.objects.filter(seller_id=seller_id).exclude(state="ended").count()


def over(limit: SellerLimit | None, said: Content, *, there: int | None) -> dict[str, list[str]]:
    """Why a listing with this content is not taken, by field; empty where it is.

    `there` is how many the seller offers already; None for a change of one that it offers.
    """
    found: dict[str, list[str]] = {}
    if limit is None:
        return found
    if limit.most is not None and there is not None and there >= limit.most:
        found["number"] = [
            _("To begin with you may offer %(most)d listings. End one, or ask the marketplace to lift the limit.")
            % {"most": limit.most}
        ]
    allowed = {fold(one) for one in limit.categories}
    if allowed and not allowed & {fold(step) for step in said.category}:
        words = {"categories": ", ".join(limit.categories)}
        found["category"] = [_("To begin with you may offer goods of these categories: %(categories)s.") % words]
    return found
