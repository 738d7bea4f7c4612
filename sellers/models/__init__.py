"""Listings with their pictures, what is laid on them and on sellers, and the seller's record."""

from sellers.models.listings import Listing, ListingImage, ListingVersion, ListingWord
from sellers.models.record import PriorNotice, QualityFact, Strike, StrikeReversal
from sellers.models.restraints import Release, Restraint
from sellers.models.traits import SellerTrait

__all__ = [
    "Listing",
    "ListingImage",
    "ListingVersion",
    "ListingWord",
    "PriorNotice",
    "QualityFact",
    "Release",
    "Restraint",
    "SellerTrait",
    "Strike",
    "StrikeReversal",
]
