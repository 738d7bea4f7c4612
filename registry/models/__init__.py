"""Rights with what is known of their goods, and bans."""

from registry.models.agreements import Agreement, AgreementClause, EnforcedBlock
from registry.models.applications import Application, ApplicationPaper, PartyNumber
from registry.models.bans import Ban, BanException
from registry.models.brands import Brand
from registry.models.gate import GateCancel, GateCheck, GateCheckRight
from registry.models.goods import PriceBand, RightText
from registry.models.guides import GuidePoint
from registry.models.imports import RightList, WrongRow
from registry.models.licences import (
    Licence,
    LicenceDocument,
    LicenceRight,
    LicenceUse,
    LicenceViewer,
    Signature,
)
from registry.models.likenesses import Likeness
from registry.models.numbering import GtinPrefix, SerialScheme
from registry.models.powers import PowerOfAttorney
from registry.models.proofs import ProofRequest
from registry.models.public import PublicRegister
from registry.models.reviews import Review, Revocation
from registry.models.rights import AuthorisedSeller, Certificate, ImportedRow, Right, Specimen
from registry.models.searching import GoodsWaiting, SearchGoods, SearchKey, SearchWord
from registry.models.term_reviews import TermReview, TermReviewCase, TermTarget
from registry.models.title import Assignment

__all__ = [
    "Agreement",
    "AgreementClause",
    "Application",
    "ApplicationPaper",
    "Assignment",
    "AuthorisedSeller",
    "Ban",
    "BanException",
    "Brand",
    "Certificate",
    "EnforcedBlock",
    "GateCancel",
    "GateCheck",
    "GateCheckRight",
    "GoodsWaiting",
    "GtinPrefix",
    "GuidePoint",
    "ImportedRow",
    "Licence",
    "LicenceDocument",
    "LicenceRight",
    "LicenceUse",
    "LicenceViewer",
    "Likeness",
    "PartyNumber",
    "PowerOfAttorney",
    "PriceBand",
    "ProofRequest",
    "PublicRegister",
    "Review",
    "Revocation",
    "Right",
    "RightList",
    "RightText",
    "SearchGoods",
    "SearchKey",
    "SearchWord",
    "SerialScheme",
    "Signature",
    "Specimen",
    "TermReview",
    "TermReviewCase",
    "TermTarget",
    "WrongRow",
]
