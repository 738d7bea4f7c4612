"""Demands for money in a letter: a notice that offers to settle for a sum is more than a notice."""

import re

from enforcement.reading.text import sentences
from enforcement.reading.values import Passage

_SUM = (
    r"(?:(?:US|CA|CAD|AU|USD|EUR|GBP|CHF|C|A)?\s?[$€£¥₹]\s?\d[\d.,']*|\d[\d.,']*\s?(?:[$€£¥₹]|US ?dollars?|dollars?|euros?|pounds?|"
    r"USD|EUR|GBP|CAD|AUD|CHF|JPY|INR)|\b(?:USD|EUR|GBP|CAD|AUD|CHF)\s?\d[\d.,']*)"
)
_AMOUNT = re.compile(_SUM, re.IGNORECASE)
_PAY = re.compile(
    r"\b(?:pay(?:ment|able|ing)?|settle(?:ment|d)?|licen[cs]e fee|retroactive licen[cs]e|compensat\w+|damages|invoice|"
    r"penalt\w+|fine|fee|reimburse\w*|"
    r"zahl\w+|Vergleich\w*|Schadensersatz|Schadenersatz|Lizenzgebühr\w*|Abmahnkosten|Anwaltskosten|Vertragsstrafe|überweis\w+|"
    r"pay(?:er|ez)|règlement|transaction|dommages|indemnité\w*|pag(?:ar|o|ue)|indemnizaci\w+|multa|risarciment\w+)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\bsettlement (?:offer|amount|demand|agreement|proposal)\b|\boffer to settle\b|"
    r"\bretroactive licen[cs]e\b|\bVergleichs(?:angebot|vorschlag|summe|zahlung)\b|\bproposition de (?:règlement|"
    r"transaction)\b|\boferta de acuerdo\b",
    re.IGNORECASE,
)  # fmt: skip
MOST = 20


def find(text: str) -> tuple[Passage, ...]:
    """Sentences that ask for a sum, or offer to settle."""
    found = []
    for sentence in sentences(text):
        asks = _PAY.search(sentence.text)
        if (asks and _AMOUNT.search(sentence.text)) or _OFFER.search(sentence.text):
            found.append(sentence)
            if len(found) == MOST:
                break
    return tuple(found)
