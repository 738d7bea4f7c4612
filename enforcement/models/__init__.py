"""Complaints, cases with their Items, what was said and decided, and what followed."""

from enforcement.models.cases import Case, Exhibit, Item
from enforcement.models.complaints import Complaint, ComplaintListing, ComplaintVersion
from enforcement.models.decisions import Appeal, AppealItem, Confirmation, Decision, Remedy, Ruling
from enforcement.models.statements import Answer, CounterNotice, CourtAction, Notice, Seen, Withdrawal

__all__ = [
    "Answer",
    "Appeal",
    "AppealItem",
    "Case",
    "Complaint",
    "ComplaintListing",
    "ComplaintVersion",
    "Confirmation",
    "CounterNotice",
    "CourtAction",
    "Decision",
    "Exhibit",
    "Item",
    "Notice",
    "Remedy",
    "Ruling",
    "Seen",
    "Withdrawal",
]
