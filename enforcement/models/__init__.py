"""Complaints, cases with their Items, what was said and decided, and what followed."""

from enforcement.models.bulk import BulkCase, BulkDecision
from enforcement.models.cases import Case, Exhibit, Item
from enforcement.models.casework import (
    CaseNote,
    ContactSeen,
    DeclaredConflict,
    Escalation,
    EscalationAnswer,
    NoteMention,
)
from enforcement.models.complaints import Complaint, ComplaintListing, ComplaintVersion, ComplaintWriting
from enforcement.models.decisions import Appeal, AppealItem, Confirmation, Decision, Remedy, Restriction, Ruling
from enforcement.models.defence import ChannelEnd, VaultPaper
from enforcement.models.flaggers import CoordinatorNotice, TrustedFlagger
from enforcement.models.incoming import IncomingLetter, LetterVersion
from enforcement.models.inspections import CatalogueInspection, InspectionFinding, InspectionSchedule
from enforcement.models.lanes import GoodFaith, LaneThresholds
from enforcement.models.messages import Message
from enforcement.models.misuse import Gravity, MisuseReport, MisuseRuling, UnfoundedMark
from enforcement.models.origins import Exemption, Origin, OriginProof
from enforcement.models.outward import Statement, StatementVersion
from enforcement.models.reports import (
    Report,
    ReportCase,
    ReportedListing,
    ReportPicture,
    ReportStatement,
    ReportVerdict,
)
from enforcement.models.routing import RoutedTo, RoutingRule, WorkLimit
from enforcement.models.sanctions import (
    FOR_A_TIME,
    FOR_SELLERS,
    Sanction,
    SanctionAppeal,
    SanctionRuling,
    SanctionSecond,
)
from enforcement.models.securities import SecuredItem, Security
from enforcement.models.standing import RegistrySeen
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
from enforcement.models.thresholds import StrikeProposal, StrikeProposalAnswer, StrikeProposalRuling
from enforcement.models.views import SavedView

__all__ = [
    "FOR_A_TIME",
    "FOR_SELLERS",
    "Answer",
    "Appeal",
    "AppealItem",
    "BulkCase",
    "BulkDecision",
    "Case",
    "CaseNote",
    "CatalogueInspection",
    "ChannelEnd",
    "Complaint",
    "ComplaintListing",
    "ComplaintVersion",
    "ComplaintWriting",
    "Confirmation",
    "ContactSeen",
    "CoordinatorNotice",
    "CounterNotice",
    "CourtAction",
    "Decision",
    "DeclaredConflict",
    "Delivered",
    "Escalation",
    "EscalationAnswer",
    "Exemption",
    "Exhibit",
    "GoodFaith",
    "Gravity",
    "IncomingLetter",
    "InspectionFinding",
    "InspectionSchedule",
    "Item",
    "LaneThresholds",
    "LetterVersion",
    "Message",
    "MisuseReport",
    "MisuseRuling",
    "NoteMention",
    "Notice",
    "Origin",
    "OriginProof",
    "RegistrySeen",
    "Remedy",
    "Report",
    "ReportCase",
    "ReportPicture",
    "ReportStatement",
    "ReportVerdict",
    "ReportedListing",
    "Restriction",
    "RoutedTo",
    "RoutingRule",
    "Ruling",
    "Sanction",
    "SanctionAppeal",
    "SanctionRuling",
    "SanctionSecond",
    "SavedView",
    "SecuredItem",
    "Security",
    "Seen",
    "Statement",
    "StatementVersion",
    "StrikeProposal",
    "StrikeProposalAnswer",
    "StrikeProposalRuling",
    "TrustedFlagger",
    "Turn",
    "UnfoundedMark",
    "VaultPaper",
    "Withdrawal",
    "WorkLimit",
]
