"""The deeds of enforcement. Each is one transaction: authorise, change, record, tell."""

from enforcement.services.answering import answer, show_court_action
from enforcement.services.appealing import decide_appeal, file_appeal
from enforcement.services.deciding import Choice, confirm, decide, refuse, undo
from enforcement.services.drafting import discard_draft, save_draft
from enforcement.services.filing import correct_complaint, file_complaint
from enforcement.services.handling import add_exhibit, assign
from enforcement.services.notices import see_notice
from enforcement.services.opening import open_match_case
from enforcement.services.withdrawing import withdraw, withdraw_from_complaint

__all__ = [
    "Choice",
    "add_exhibit",
    "answer",
    "assign",
    "confirm",
    "correct_complaint",
    "decide",
    "decide_appeal",
    "discard_draft",
    "file_appeal",
    "file_complaint",
    "open_match_case",
    "refuse",
    "save_draft",
    "see_notice",
    "show_court_action",
    "undo",
    "withdraw",
    "withdraw_from_complaint",
]
