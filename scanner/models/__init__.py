"""What the scanner keeps."""

from scanner.models.auditing import Audit, AuditItem, AuditSchedule
from scanner.models.banning import BanHit
from scanner.models.first_checks import FirstCheck
from scanner.models.goods import GoodsCategory, GoodsModel
from scanner.models.linking import LinkContest, LinkMark, SellerLink
from scanner.models.looking import Look, PictureTrait
from scanner.models.matching import IndexVersion, Match, PictureHash, Scan, Signal, Threshold
from scanner.models.outside import (
    OutsideAddress,
    OutsideMatch,
    OutsidePage,
    OutsidePicture,
    Shop,
    Watcher,
)
from scanner.models.prechecks import PreCheckCertificate, PreCheckRule
from scanner.models.rule_stops import RuleStop
from scanner.models.searching import SavedSearch
from scanner.models.terms import TermsWait
from scanner.models.trials import Calibration, MatcherSwitch, Missed, Trial
from scanner.models.vocabulary import UsualWord, WordCount
from scanner.models.watching import BrandWatch
from scanner.models.wording import ListingText

__all__ = [
    "Audit",
    "AuditItem",
    "AuditSchedule",
    "BanHit",
    "BrandWatch",
    "Calibration",
    "FirstCheck",
    "GoodsCategory",
    "GoodsModel",
    "IndexVersion",
    "LinkContest",
    "LinkMark",
    "ListingText",
    "Look",
    "Match",
    "MatcherSwitch",
    "Missed",
    "OutsideAddress",
    "OutsideMatch",
    "OutsidePage",
    "OutsidePicture",
    "PictureHash",
    "PictureTrait",
    "PreCheckCertificate",
    "PreCheckRule",
    "RuleStop",
    "SavedSearch",
    "Scan",
    "SellerLink",
    "Shop",
    "Signal",
    "TermsWait",
    "Threshold",
    "Trial",
    "UsualWord",
    "Watcher",
    "WordCount",
]
