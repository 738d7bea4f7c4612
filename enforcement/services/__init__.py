"""The deeds of enforcement. Each is one transaction: authorise, change, record, tell."""

from enforcement.services.answering import answer
from enforcement.services.appealing import decide_appeal, file_appeal
from enforcement.services.bulk import decide_bulk, foresee, undo_bulk
from enforcement.services.cleaning import clean_up
from enforcement.services.conflicts import declare_conflict
from enforcement.services.contacts import see_contacts
from enforcement.services.deciding import Choice, confirm, decide, refuse, undo
from enforcement.services.defence import Paper, attach_papers, end_channel, end_paper, inspect_goods, keep_paper
from enforcement.services.drafting import discard_draft, save_draft
from enforcement.services.escalating import answer_escalation, escalate
from enforcement.services.exporting import archive_case, export_case
from enforcement.services.extending import extend_clock
from enforcement.services.filing import correct_complaint, file_complaint
from enforcement.services.flaggers import Award, add_flagger, end_flagger, report_to_coordinator
from enforcement.services.handling import add_exhibit, assign
from enforcement.services.inspecting import (
    end_inspections,
    inspect_catalogue,
    pause_inspections,
    schedule_inspections,
)
from enforcement.services.lanes import set_lane_thresholds
from enforcement.services.letters_taken import Asserted, Sender, answer_by_letter, register_sender, take_in_letter
from enforcement.services.misusing import judge_misuse, mark_unfounded, report_misuse
from enforcement.services.notices import see_complaint_notices, see_letter, see_notice
from enforcement.services.noting import see_notes, write_note
from enforcement.services.opening import open_match_case
from enforcement.services.papers import decide_by_paper, show_paper
from enforcement.services.parting import merge, split
from enforcement.services.receiving import (
    Arrived,
    add_to_letter,
    ask_for_missing,
    letter_of,
    receive_letter,
    set_letter_aside,
)
from enforcement.services.recounting import recount
from enforcement.services.reporting import (
    Filed,
    Reported,
    add_to_report,
    contest_dismissal,
    file_report,
    report_of,
    withdraw_report,
)
from enforcement.services.routing import add_routing_rule, end_routing_rule, set_work_limits, take_next
from enforcement.services.securing import judge_security, offer_security
from enforcement.services.stating import correct_statement
from enforcement.services.suspending import (
    appeal_sanction,
    confirm_sanction,
    decide_sanction_appeal,
    end_what_is_over,
    lift_sanction,
    sanction,
)
from enforcement.services.talking import write_message
from enforcement.services.telling import tell_reporters
from enforcement.services.triage import dismiss_report, merge_reports, open_report_case, take_up_reports
from enforcement.services.turns import take_turn
from enforcement.services.viewing import forget_view, save_view
from enforcement.services.withdrawing import withdraw, withdraw_from_complaint
from enforcement.services.writing import Typed, keep_writing

__all__ = [
    "Arrived",
    "Asserted",
    "Award",
    "Choice",
    "Filed",
    "Paper",
    "Reported",
    "Sender",
    "Typed",
    "add_exhibit",
    "add_flagger",
    "add_routing_rule",
    "add_to_letter",
    "add_to_report",
    "answer",
    "answer_by_letter",
    "answer_escalation",
    "appeal_sanction",
    "archive_case",
    "ask_for_missing",
    "assign",
    "attach_papers",
    "clean_up",
    "confirm",
    "confirm_sanction",
    "contest_dismissal",
    "correct_complaint",
    "correct_statement",
    "decide",
    "decide_appeal",
    "decide_bulk",
    "decide_by_paper",
    "decide_sanction_appeal",
    "declare_conflict",
    "discard_draft",
    "dismiss_report",
    "end_channel",
    "end_flagger",
    "end_inspections",
    "end_paper",
    "end_routing_rule",
    "end_what_is_over",
    "escalate",
    "export_case",
    "extend_clock",
    "file_appeal",
    "file_complaint",
    "file_report",
    "foresee",
    "forget_view",
    "inspect_catalogue",
    "inspect_goods",
    "judge_misuse",
    "judge_security",
    "keep_paper",
    "keep_writing",
    "letter_of",
    "lift_sanction",
    "mark_unfounded",
    "merge",
    "merge_reports",
    "offer_security",
    "open_match_case",
    "open_report_case",
    "pause_inspections",
    "receive_letter",
    "recount",
    "refuse",
    "register_sender",
    "report_misuse",
    "report_of",
    "report_to_coordinator",
    "sanction",
    "save_draft",
    "save_view",
    "schedule_inspections",
    "see_complaint_notices",
    "see_contacts",
    "see_letter",
    "see_notes",
    "see_notice",
    "set_lane_thresholds",
    "set_letter_aside",
    "set_work_limits",
    "show_paper",
    "split",
    "take_in_letter",
    "take_next",
    "take_turn",
    "take_up_reports",
    "tell_reporters",
    "undo",
    "undo_bulk",
    "withdraw",
    "withdraw_from_complaint",
    "withdraw_report",
    "write_message",
    "write_note",
]
