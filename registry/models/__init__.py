"""Rights with what is known of their goods, and bans."""

from registry.models.bans import Ban, BanException
from registry.models.goods import PriceBand, RightText
from registry.models.powers import PowerOfAttorney
from registry.models.rights import AuthorisedSeller, Certificate, ImportedRow, Right, SearchWord, Specimen

__all__ = [
    "AuthorisedSeller",
    "Ban",
    "BanException",
    "Certificate",
    "ImportedRow",
    "PowerOfAttorney",
    "PriceBand",
    "Right",
    "RightText",
    "SearchWord",
    "Specimen",
]
