"""Sellers that ask to be let in, listings with their pictures, what is laid on them and on sellers, and the seller's record."""

from sellers.models.kinship import SellerKey, SellerKin, SellerPrint
from sellers.models.learning import AssignedLesson, FilledChecklist, Relief, Study
from sellers.models.listings import Listing, ListingImage, ListingVersion, ListingWord
from sellers.models.onboarding import SellerApplication, SellerLimit, SellerPaper
from sellers.models.pictures import PictureAddress
from sellers.models.record import PriorNotice, QualityFact, Strike, StrikeReversal
from sellers.models.restraints import Release, Restraint
from sellers.models.reviews import (
    Accreditation,
    Interest,
    ReviewAssignment,
    ReviewKind,
    ReviewPicture,
    ReviewReport,
    SellerReview,
)
from sellers.models.risk import RiskCall, SellerRisk, SellerRiskStep
from sellers.models.teaching import BrandLesson, Seminar, SeminarPlace
from sellers.models.trading import DataRequest, PaymentMove, SalesFact, SellerDisclosure
from sellers.models.traits import SellerTrait
from sellers.models.uploads import ListingFile, RowReport
from sellers.models.warnings import FraudMark, FraudSignal, FraudWarning, FraudWarningVersion

__all__ = [
    "Accreditation",
    "AssignedLesson",
    "BrandLesson",
    "DataRequest",
    "FilledChecklist",
    "FraudMark",
    "FraudSignal",
    "FraudWarning",
    "FraudWarningVersion",
    "Interest",
    "Listing",
    "ListingFile",
    "ListingImage",
    "ListingVersion",
    "ListingWord",
    "PaymentMove",
    "PictureAddress",
    "PriorNotice",
    "QualityFact",
    "Release",
    "Relief",
    "Restraint",
    "ReviewAssignment",
    "ReviewKind",
    "ReviewPicture",
    "ReviewReport",
    "RiskCall",
    "RowReport",
    "SalesFact",
    "SellerApplication",
    "SellerDisclosure",
    "SellerKey",
    "SellerKin",
    "SellerLimit",
    "SellerPaper",
    "SellerPrint",
    "SellerReview",
    "SellerRisk",
    "SellerRiskStep",
    "SellerTrait",
    "Seminar",
    "SeminarPlace",
    "Strike",
    "StrikeReversal",
    "Study",
]
