"""What each side of a case may see: the soft wall inside a marketplace, in one place. Templates never decide it.

What of a contact is disclosed is the pack's own rule (`policy.model.Disclosure`): of the complainant with the notice, of the
seller with a counter-notice alone. Whoever only reads for a side, and may not speak for it, sees the names. Who decided
is for the marketplace's own staff, and so is a decision until it takes effect: it can still be undone, or refused by a
second person. The first look of each reader at a contact is noted (`services.see_contacts`).
"""

from dataclasses import dataclass
from typing import Literal

from accounts.models import Party
from enforcement.models import Case, Decision, Item
from enforcement.packs import of_case
from enforcement.services.common import side_of
from policy.model import Pack
from tenancy.actor import Actor
from tenancy.context import database_now

Level = Literal["all", "name_and_mail", "name"]
READER = ".reader"
"""What the roles end with that read for a party and do not speak for it."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A party as the other side sees it; fields that are not disclosed are empty."""

    name: str
    reference: str = ""
    person: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""

    @property
    def is_disclosed(self) -> bool:
        """Whether more than a name is told."""
        return bool(self.person or self.email or self.phone or self.address)


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


def face(case: Case, actor: Actor, pack: Pack | None = None) -> Face:
    """The face of a case for an actor who sees it. Staff see everything; each side what the rules of the case let it see.

    `pack` is that of the case, where the caller has it at hand.
    """
    if actor.is_operator or actor.is_system:
        complainant = _whole(case.complainant) if case.complainant else None
        return Face("reviewer", complainant, _whole(case.seller), True, True, True)
    side = side_of(actor, case)
    rules = (pack or of_case(case, database_now())).disclosure
    speaks = not actor.role.endswith(READER)
    countered = bool(case.counter_notices.all())
    complainant = _of(case.complainant, _level(side == "complainant", rules.complainant, told=speaks))
    seller = _of(case.seller, _level(side == "seller", rules.seller, told=speaks and countered))
    assert seller is not None
    return Face(side, complainant, seller, False, side == "complainant", False)


def _level(own: bool, level: Level, *, told: bool) -> Level:
    """How much of a contact is told: all of one's own, else what the rules say, else the name."""
    return "all" if own else level if told else "name"


def _of(party: Party | None, level: Level) -> Contact | None:
    """A party's contact, as much of it as a level tells."""
    if party is None or level == "all":
        return _whole(party) if party else None
    if level == "name_and_mail":
        return Contact(party.name, party.reference, email=party.contact_email)
    return Contact(party.name)


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
