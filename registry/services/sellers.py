"""Authorised sellers: whom the owner of a right lets sell."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from registry import verbs
from registry.models import AuthorisedSeller, Right
from registry.registers.offices import place_code
from registry.services.standing import locked, require_own, say, spoken, touch
from registry.territories import countries_of
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid


def authorise_seller(
    *,
    actor: Actor,
    right: Right,
    seller: Party,
    territories: Iterable[str] = (),
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> AuthorisedSeller:
    """Say that this seller may sell under the right: where (everywhere the right holds, if nothing is said), from when
    (today) and until when (until it is taken back). Raises Invalid, Conflict for what is on file in the same words.
    """
    require_own(actor, right, "seller.authorise")
    day = database_now().date()
    starts_on = starts_on or day
    places, wrong = _places(right, territories)
    if seller.kind != Party.Kind.SELLER:
        wrong["seller"] = [_("This party is no seller.")]
    if ends_on is not None and ends_on < max(starts_on, day):
        wrong["ends_on"] = [_("This ends before it begins, or has ended already.")]
    if wrong:
        raise Invalid(fields=wrong)
    with transaction.atomic():
        fresh = locked(right)
        if fresh.state == Right.State.RETIRED:
            raise Conflict(_("This right is retired."))
        terms = {"territories": places, "starts_on": starts_on, "ends_on": ends_on}
        if AuthorisedSeller.objects.filter(right=fresh, seller=seller, revoked_at=None, **terms).exists():
            raise Conflict(_("This seller is authorised in the same words already."))
        authorised: AuthorisedSeller = AuthorisedSeller.objects.create(right=fresh, seller=seller, **terms)
        touch(fresh)
        facts = {
            "territories": spoken(places),
            "starts_on": starts_on.isoformat(),
            "ends_on": ends_on.isoformat() if ends_on else None,
        }
        say(verbs.SELLER_AUTHORISED, actor, fresh, facts=facts, refs=(authorised, seller), also=(seller.id,))
    return authorised


def revoke_authorisation(*, actor: Actor, authorised: AuthorisedSeller) -> None:
    """Take it back from today on; what was sold before stays lawful. Conflict if it is taken back already."""
    require_own(actor, authorised.right, "seller.authorise")
    with transaction.atomic():
        fresh = locked(authorised.right)
        now = database_now()
        if not AuthorisedSeller.objects.filter(id=authorised.id, revoked_at=None).update(revoked_at=now):
            raise Conflict(_("This authorisation is taken back already."))
        authorised.revoked_at = now
        touch(fresh)
        refs = (authorised, authorised.seller_id)
        say(verbs.AUTHORISATION_REVOKED, actor, fresh, refs=refs, also=(authorised.seller_id,))


def _places(right: Right, territories: Iterable[str]) -> tuple[list[str], dict[str, list[str]]]:
    """The territories as codes, and what is wrong with them."""
    words = [word for word in territories if word.strip()]
    codes = {word: place_code(word) for word in words}
    unknown = [word for word, code in codes.items() if not code]
    if unknown:
        return [], {"territories": [_("Not a country or EU: %(words)s.") % {"words": ", ".join(unknown)}]}
    places = sorted(set(codes.values()))
    outside = countries_of(places) - countries_of(right.territories)
    if outside:
        sentence = _("The right does not hold there: %(words)s.") % {"words": ", ".join(sorted(outside))}
        return [], {"territories": [sentence]}
    return places, {}
