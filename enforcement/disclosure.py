"""What each side of a case may see: the soft wall inside a marketplace, in one place. Templates never decide it.

The complainant's contact goes to the seller, as both kinds of notice that this product sends demand it (17 USC
512(c)(3)(A)(iv); for trademarks the house's own form). The seller's contact goes to the complainant with a
counter-notice alone (17 USC 512(g)(3)(D)). Who decided is for the marketplace's own staff.
"""

from dataclasses import dataclass

from accounts.models import Party
from enforcement.models import Case
from enforcement.services.appealing import side_of
from tenancy.actor import Actor


@dataclass(frozen=True, slots=True)
class Contact:
    """A party as the other side sees it; fields that are not disclosed are empty."""

    name: str
    reference: str = ""
    person: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Face:
    """Which of the three faces of a case somebody sees: `side` is seller, complainant, or reviewer."""

    side: str
    complainant: Contact | None
    seller: Contact
    sees_deciders: bool
    sees_scores: bool
    sees_grace: bool


def face(case: Case, actor: Actor) -> Face:
    """The face of a case for an actor who sees it. Staff see everything; each side what the law lets it see."""
    if actor.is_operator or actor.is_system:
        complainant = _whole(case.complainant) if case.complainant else None
        return Face("reviewer", complainant, _whole(case.seller), True, True, True)
    side = side_of(actor, case)
    complainant = _whole(case.complainant) if case.complainant else None
    countered = bool(case.counter_notices.all())
    seller = _whole(case.seller) if side == "seller" or countered else Contact(case.seller.name)
    return Face(side, complainant, seller, False, side == "complainant", False)


def _whole(party: Party) -> Contact:
    return Contact(party.name, party.reference, party.contact_name, party.contact_email, party.phone, party.address)
