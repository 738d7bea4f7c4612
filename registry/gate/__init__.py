"""The gate: may this seller sell this item, by this channel, to this place, on this day? Yes, no or ask, with why. Pure.

What is asked with is here; the rooms behind it read what is on file (`queries`), and say it in words (`reasons`).
"""

from registry.gate.answer import (
    AUTHORISATION,
    BARS,
    DOUBTS,
    PROOF_OF_PURCHASE,
    ask,
    ask_all,
    is_permitted,
    would_change,
)
from registry.gate.grants import Facts
from registry.gate.values import (
    NOTHING_KNOWN,
    Answer,
    Authorisation,
    ItemFacts,
    Licence,
    Question,
    Reason,
    RightFacts,
    Verdict,
)

__all__ = [
    "AUTHORISATION",
    "BARS",
    "DOUBTS",
    "NOTHING_KNOWN",
    "PROOF_OF_PURCHASE",
    "Answer",
    "Authorisation",
    "Facts",
    "ItemFacts",
    "Licence",
    "Question",
    "Reason",
    "RightFacts",
    "Verdict",
    "ask",
    "ask_all",
    "is_permitted",
    "would_change",
]
