"""What each side of a case may see: the soft wall inside a marketplace, in one place. Templates never decide it.

The complainant's contact goes to the seller, as both kinds of notice that this product sends demand it (17 USC
512(c)(3)(A)(iv); for trademarks the house's own form). The seller's contact goes to the complainant with a
counter-notice alone (17 USC 512(g)(3)(D)). Who decided is for the marketplace's own staff, and so is a decision until
it takes effect: it can still be undone, or refused by a second person.
"""

from dataclasses import dataclass

from accounts.models import Party
from enforcement.models import Case, Decision, Item
from enforcement.services.common import side_of
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
    """Which of the three faces of a case somebody sees: `side` is seller, complainant, or reviewer.

    `sees_grace`: also decisions that have not taken effect. `sees_scores`: the numbers behind the signals.
    """

    side: str
    complainant: Contact | None
    seller: Contact
    sees_deciders: bool
    sees_scores: bool
    sees_grace: bool


OUTSIDE = Face("complainant", None, Contact(""), False, True, False)
"""What a complainant sees of Items, where no single case is shown."""


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


def shown_state(item: Item, mine: Face) -> str:
    """The state of an Item as this face may know it: what is not in effect yet is “deciding” to the two sides."""
    if mine.sees_grace or item.state not in ("proposed", "decided"):
        return item.state
    return item.before if item.before in ("accepted", "deleted") else "deciding"


def shown_decision(item: Item, mine: Face) -> Decision | None:
    """The newest decision about an Item that this face may know. Reads `item.decisions` as it was loaded."""
    standing = [decision for decision in item.decisions.all() if decision.undone_at is None]
    known = [decision for decision in standing if mine.sees_grace or decision.taken_at is not None]
    return max(known, key=lambda decision: decision.id, default=None)


def _whole(party: Party) -> Contact:
    return Contact(party.name, party.reference, party.contact_name, party.contact_email, party.phone, party.address)
