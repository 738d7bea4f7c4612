"""What a policy pack is made of: frozen values, law and house policy told apart in each of them.

Fields called `title`, `help`, `text`, `statement`, `subject`, `body` and `note` are sentences in English that
the page translates when it shows them. Dates are calendar dates of the region.
"""

from policy.model.forms import Answer, Element, Letter, Option, Reason
from policy.model.pack import Pack, Tightened
from policy.model.procedure import (
    AppealRule,
    CounterNoticeRule,
    Disclosure,
    Exhaustion,
    ForwardRule,
    LawException,
    PaperRule,
    RemedyRule,
    RemovalRule,
    Rounds,
    SecurityRule,
)
from policy.model.rules import ClockRule, Duty, Extension, Rule, Source
from policy.model.weighing import DecayStep, Ground, Rung, Strikes, StrikeWeight
from policy.vocabulary import AGREED, ANY, CONSEQUENCES, EVENTS

__all__ = [
    "AGREED",
    "ANY",
    "CONSEQUENCES",
    "EVENTS",
    "Answer",
    "AppealRule",
    "ClockRule",
    "CounterNoticeRule",
    "DecayStep",
    "Disclosure",
    "Duty",
    "Element",
    "Exhaustion",
    "Extension",
    "ForwardRule",
    "Ground",
    "LawException",
    "Letter",
    "Option",
    "Pack",
    "PaperRule",
    "Reason",
    "RemedyRule",
    "RemovalRule",
    "Rounds",
    "Rule",
    "Rung",
    "SecurityRule",
    "Source",
    "StrikeWeight",
    "Strikes",
    "Tightened",
]
