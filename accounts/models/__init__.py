"""People and what they may enter (outside the wall); parties, memberships, keys and chosen rules (inside it)."""

from accounts.models.keys import ApiKey
from accounts.models.parties import Invitation, Membership, MembershipBrand, Party
from accounts.models.people import Access, User
from accounts.models.policies import LegalNews, PolicyText, PolicyVersion
from accounts.models.rules import ChosenPack, Circumstance, ConfirmedRule, TightenedRule

__all__ = [
    "Access",
    "ApiKey",
    "ChosenPack",
    "Circumstance",
    "ConfirmedRule",
    "Invitation",
    "LegalNews",
    "Membership",
    "MembershipBrand",
    "Party",
    "PolicyText",
    "PolicyVersion",
    "TightenedRule",
    "User",
]
