"""The deeds of the scanner: publishing, and what reviewers and cases make of a match."""

from scanner.services.matches import clear_hold, confirm_match, dismiss_match, mark_cased, note_verdict
from scanner.services.publishing import publish, publish_many
from scanner.services.rescanning import Rescanned, rescan_many
from scanner.services.thresholds import remove_threshold, set_threshold
from scanner.services.waiting import publish_waiting

__all__ = [
    "Rescanned",
    "clear_hold",
    "confirm_match",
    "dismiss_match",
    "mark_cased",
    "note_verdict",
    "publish",
    "publish_many",
    "publish_waiting",
    "remove_threshold",
    "rescan_many",
    "set_threshold",
]
