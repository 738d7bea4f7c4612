"""Complaints, cases with their Items, what was said and decided, and what followed."""

from enforcement.models.cases import Case, Exhibit, Item
from enforcement.models.complaints import Complaint, ComplaintListing, ComplaintVersion
from enforcement.models.decisions import Appeal, AppealItem, Confirmation, Decision, Remedy, Ruling
from enforcement.models.flaggers import CoordinatorNotice, TrustedFlagger
from enforcement.models.incoming import IncomingLetter, LetterVersion
from enforcement.models.messages import Message
from enforcement.models.outward import Statement, StatementVersion
from enforcement.models.reports import (
    Report,
    ReportCase,
    ReportedListing,
    ReportPicture,
    ReportStatement,
    ReportVerdict,
)
from enforcement.models.securities import SecuredItem, Security
from enforcement.models.statements import (
    Answer,
    CounterNotice,
    CourtAction,
    Delivered,
    Notice,
    Seen,
    Turn,
    Withdrawal,
)

__all__ = [
    "Answer",
    "Appeal",
    "AppealItem",
    "Case",
    "Complaint",
    "ComplaintListing",
    "ComplaintVersion",
    "Confirmation",
    "CoordinatorNotice",
    "CounterNotice",
    "CourtAction",
    "Decision",
    "Delivered",
    "Exhibit",
    "IncomingLetter",
    "Item",
    "LetterVersion",
    "Message",
    "Notice",
    "Remedy",
    "Report",
    "ReportCase",
    "ReportPicture",
    "ReportStatement",
    "ReportVerdict",
    "ReportedListing",
    "Ruling",
    "SecuredItem",
    "Security",
    "Seen",
    "Statement",
    "StatementVersion",
    "TrustedFlagger",
    "Turn",
    "Withdrawal",
]
