"""People and what they may enter (outside the wall); parties, memberships, keys and chosen rules (inside it)."""

from accounts.models.appointments import Appointment
from accounts.models.bars import KeyBar
from accounts.models.keys import ApiKey
from accounts.models.moves import AddressMove
from accounts.models.parties import Invitation, Membership, MembershipBrand, Party
from accounts.models.people import Access, User
from accounts.models.policies import LegalNews, PolicyText, PolicyVersion
from accounts.models.rules import ChosenPack, Circumstance, ConfirmedRule, TightenedRule

__all__ = [
    "Access",
    "AddressMove",
    "ApiKey",
    "Appointment",
    "ChosenPack",
    "Circumstance",
    "ConfirmedRule",
    "Invitation",
    "KeyBar",
    "LegalNews",
    "Membership",
    "MembershipBrand",
    "Party",
    "PolicyText",
    "PolicyVersion",
    "TightenedRule",
    "User",
]
