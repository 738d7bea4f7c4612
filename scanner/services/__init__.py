"""The deeds of the scanner: publishing, and what reviewers and cases make of a match."""

from scanner.services.matches import clear_hold, confirm_match, dismiss_match, mark_cased, note_verdict, set_threshold
from scanner.services.publishing import publish, publish_many

__all__ = [
    "clear_hold",
    "confirm_match",
    "dismiss_match",
    "mark_cased",
    "note_verdict",
    "publish",
    "publish_many",
    "set_threshold",
]
