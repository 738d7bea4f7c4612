"""The fields of a statement of reasons: what each says, what it may hold, and when it must be there.

One table, from which payloads are checked, shown to people and put right. Lengths are in characters, dates inclusive.
Source: digital-services-act/transparency-database, schema of 1 July 2025.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from enforcement.statements import lists
from policy.words import gettext_noop as _

MOST_TOGETHER = 100
"""Statements in one call of the database's interface."""

PUID = r"[a-zA-Z0-9_-]+"
EAN = r"[0-9]{13}"
LAST_DAY = date(2038, 1, 1)
WHAT_WAS_DONE = ("decision_visibility", "decision_monetary", "decision_provision", "decision_account")
"""At least one of these says what was done."""

ILLEGAL, INCOMPATIBLE = "DECISION_GROUND_ILLEGAL_CONTENT", "DECISION_GROUND_INCOMPATIBLE_CONTENT"
VOLUNTARY = "SOURCE_VOLUNTARY"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `codes` are what it may hold, by code with the label; `longest` counts characters.

    `needed_when` and `only_when` name another field and the value in it that makes this one required, or allowed;
    `never_when` the value that forbids it.
    """

    title: str
    kind: Literal["text", "one", "many", "day", "puid", "content_id"]
    codes: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    longest: int = 0
    earliest: date | None = None
    needed_when: tuple[str, str] | None = None
    only_when: tuple[str, str] | None = None
    never_when: tuple[str, str] | None = None


def _plain(codes: frozenset[str]) -> Mapping[str, str]:
    return MappingProxyType({code: code for code in sorted(codes)})


def _other(title: str, where: str, code: str) -> Field:
    return Field(title, "text", longest=500, needed_when=(where, code))


_MONEY_OTHER = _other(_("What else was done about payments"), "decision_monetary", "DECISION_MONETARY_OTHER")
_SEEN_OTHER = _other(_("What else was done about visibility"), "decision_visibility", "DECISION_VISIBILITY_OTHER")
_IS_ILLEGAL, _IS_INCOMPATIBLE = ("decision_ground", ILLEGAL), ("decision_ground", INCOMPATIBLE)

FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "decision_visibility": Field(_("What was done about visibility"), "many", lists.VISIBILITIES),
        "decision_visibility_other": _SEEN_OTHER,
        "end_date_visibility_restriction": Field(_("Until when it is not shown"), "day"),
        "decision_monetary": Field(_("What was done about payments"), "one", lists.MONETARIES),
        "decision_monetary_other": _MONEY_OTHER,
        "end_date_monetary_restriction": Field(_("Until when payments are restricted"), "day"),
        "decision_provision": Field(_("What was done about the service"), "one", lists.PROVISIONS),
        "end_date_service_restriction": Field(_("Until when the service is restricted"), "day"),
        "decision_account": Field(_("What was done about the account"), "one", lists.ACCOUNTS),
        "account_type": Field(_("Kind of account"), "one", lists.ACCOUNT_TYPES),
        "end_date_account_restriction": Field(_("Until when the account is restricted"), "day"),
        "decision_ground": Field(_("Basis of the decision"), "one", lists.GROUNDS, required=True),
        "decision_ground_reference_url": Field(_("Where the basis can be read"), "text", longest=500),
        "illegal_content_legal_ground": Field(_("Legal ground"), "text", longest=500, needed_when=_IS_ILLEGAL),
        "illegal_content_explanation": Field(_("Why it is illegal"), "text", longest=2000, needed_when=_IS_ILLEGAL),
        "incompatible_content_ground": Field(_("Contractual ground"), "text", longest=500, needed_when=_IS_INCOMPATIBLE),
        "incompatible_content_explanation": Field(
            _("Why it is incompatible with the terms"), "text", longest=2000, needed_when=_IS_INCOMPATIBLE
        ),
        "incompatible_content_illegal": Field(
            _("Whether it is illegal as well"), "one", lists.YES_OR_NO, only_when=_IS_INCOMPATIBLE
        ),
        "category": Field(_("Category"), "one", lists.CATEGORIES, required=True),
        "category_addition": Field(_("Further categories"), "many", lists.CATEGORIES),
        "category_specification": Field(_("Keywords"), "many", lists.KEYWORDS),
        "category_specification_other": Field(_("Other keyword"), "text", longest=500),
        "content_type": Field(_("Kind of content"), "many", lists.CONTENT_TYPES, required=True),
        "content_type_other": _other(_("What other kind of content"), "content_type", "CONTENT_TYPE_OTHER"),
        "content_id": Field(_("Number of the product"), "content_id"),
        "content_language": Field(_("Language of the content"), "one", _plain(lists.LANGUAGES)),
        "content_date": Field(_("When the content was put up"), "day", required=True, earliest=date(2000, 1, 1)),
        "territorial_scope": Field(_("Where it holds"), "many", _plain(lists.TERRITORIES)),
        "application_date": Field(_("Since when it holds"), "day", required=True, earliest=date(2020, 1, 1)),
        "decision_facts": Field(_("Facts and circumstances"), "text", required=True, longest=5000),
        "source_type": Field(_("How it came to our notice"), "one", lists.SOURCES, required=True),
        "source_identity": Field(
            _("Who notified us"), "text", longest=500, never_when=("source_type", VOLUNTARY)
        ),
        "automated_detection": Field(_("Found by automated means"), "one", lists.YES_OR_NO, required=True),
        "automated_decision": Field(_("Decided by automated means"), "one", lists.AUTOMATED_DECISIONS, required=True),
        "puid": Field(_("Our number of the statement"), "puid", required=True, longest=500),
    }
)  # fmt: skip
"""Every field, in the order in which a person reads it."""

WRITABLE = (
    "illegal_content_legal_ground",
    "illegal_content_explanation",
    "incompatible_content_ground",
    "incompatible_content_explanation",
    "decision_facts",
)
"""The texts that a reviewer can write anew: the ground, why, and the facts."""
