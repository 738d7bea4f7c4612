"""What a seller may not hand in because of a decision: goods of a category or of a brand, in some countries."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from registry.words import fold
from sellers.content import Content
from sellers.models import Restraint
from sellers.wording import places

ANEW = "restrict"


def restrictions(seller_ids: Iterable[UUID], now: datetime) -> list[Restraint]:
    """What these sellers may not hand in now. One query."""
    rows = Restraint.objects.standing(now).filter(listing=None, seller_id__in=set(seller_ids), kind=ANEW)
    return list(rows.order_by("starts_at", "id"))


def forbidden(said: Content, lying: Sequence[Restraint], *, before: Content | None = None) -> dict[str, list[str]]:
    """Why a listing with this content is not taken, by field; empty where it is.

    What a listing was `before` a change it may stay: only new goods, and new countries for them, are kept out.
    """
    found: dict[str, list[str]] = {}
    for one in lying:
        there = sorted(set(said.markets) & set(one.territories)) if one.territories else list(said.markets)
        if not there or not reaches(one, said):
            continue
        if before is not None and reaches(one, before) and set(there) <= set(before.markets):
            continue
        field = "category" if one.category else "brand"
        words = {"what": one.category or one.brand, "where": places(there, most=3)}
        found.setdefault(field, []).append(
            _(
                "Because of a decision you may not list “%(what)s” in %(where)s now. Your standing says which, and until when."
            )
            % words
        )
    return found


def reaches(one: Restraint, said: Content) -> bool:
    """Whether a listing with this content is of the category or of the brand that a restraint names.

    A brand that the listing does not name by itself is looked for in its title.
    """
    if one.category and fold(one.category) in {fold(step) for step in said.category}:
        return True
    if not one.brand:
        return False
    brand = fold(one.brand)
    return brand == fold(said.brand) if said.brand.strip() else f" {brand} " in f" {fold(said.title)} "
