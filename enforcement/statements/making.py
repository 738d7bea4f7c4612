"""A statement of reasons from the facts of one decision. Whether it holds is for `checking` to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal
from uuid import UUID

from enforcement.redaction import Redaction
from enforcement.statements.lists import TERRITORIES
from enforcement.statements.schema import ILLEGAL, INCOMPATIBLE

CATEGORY = "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS"
KEYWORDS: Mapping[str, str] = MappingProxyType(
    {
        "trademark": "KEYWORD_TRADEMARK_INFRINGEMENT",
        "copyright": "KEYWORD_COPYRIGHT_INFRINGEMENT",
        "design": "KEYWORD_DESIGN_INFRINGEMENT",
        "patent": "KEYWORD_PATENT_INFRINGEMENT",
        "geographical_indication": "KEYWORD_GEOGRAPHIC_INDICATIONS_INFRINGEMENT",
    }
)
"""By kind of right. The database has no word of its own for counterfeits: they infringe a trademark."""

DONE: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "delist": {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"]},
        "demote": {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_DEMOTED"]},
        "restrict": {"decision_provision": "DECISION_PROVISION_PARTIAL_SUSPENSION"},
        "suspend": {"decision_account": "DECISION_ACCOUNT_SUSPENDED", "account_type": "ACCOUNT_TYPE_BUSINESS"},
        "terminate": {"decision_account": "DECISION_ACCOUNT_TERMINATED", "account_type": "ACCOUNT_TYPE_BUSINESS"},
    }
)
"""What the remedies are to art. 17(1). Those that are not here restrict nothing that a statement is owed for."""

ENDS: Mapping[str, str] = MappingProxyType(
    {
        "delist": "end_date_visibility_restriction",
        "demote": "end_date_visibility_restriction",
        "restrict": "end_date_service_restriction",
        "suspend": "end_date_account_restriction",
    }
)

Source = Literal["notice", "flagger", "other", "own"]
SOURCES: Mapping[Source, str] = MappingProxyType(
    {
        "notice": "SOURCE_ARTICLE_16",
        "flagger": "SOURCE_TRUSTED_FLAGGER",
        "other": "SOURCE_TYPE_OTHER_NOTIFICATION",
        "own": "SOURCE_VOLUNTARY",
    }
)
Automation = Literal["fully", "partially", "not_automated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """What one decision was, and what it rests on.

    `reach` are the countries it holds in. `is_law`: `ground` names a law, otherwise the marketplace's terms.
    `detected`: the listing was found by automated means. `private` takes names, addresses and numbers of people out of
    the texts. `ean` is the product's EAN-13 where the listing has one.
    """

    decision: UUID
    right_kind: str
    remedy: str
    reach: frozenset[str]
    ground: str
    is_law: bool
    explanation: str
    circumstances: str
    source: Source
    detected: bool
    automation: Automation
    listed_on: date
    applied_on: date
    ends_on: date | None = None
    ean: str = ""
    private: Redaction = field(default_factory=Redaction)


def puid(decision: UUID) -> str:
    """The number of the statement about a decision: the same however often it is made, and of no other decision."""
    return f"mw-{decision.hex}"


def covers(remedy: str, reach: frozenset[str]) -> bool:
    """Whether a remedy is one for which art. 17 owes a statement, and reaches a country of the area."""
    return remedy in DONE and not reach.isdisjoint(TERRITORIES)


def statement(facts: DecisionFacts) -> dict[str, Any]:
    """The payload. Texts are cleared of personal data, and never cut: what is too long stays too long, to be put right."""
    kind = "illegal" if facts.is_law else "incompatible"
    ground = "illegal_content_legal_ground" if facts.is_law else "incompatible_content_ground"
    payload: dict[str, Any] = {
        **DONE.get(facts.remedy, {}),
        "decision_ground": ILLEGAL if facts.is_law else INCOMPATIBLE,
        ground: facts.private.clear(facts.ground),
        f"{kind}_content_explanation": facts.private.clear(facts.explanation),
        "category": CATEGORY,
        "content_type": ["CONTENT_TYPE_PRODUCT"],
        "content_date": facts.listed_on.isoformat(),
        "application_date": facts.applied_on.isoformat(),
        "territorial_scope": sorted(facts.reach & TERRITORIES),
        "decision_facts": facts.private.clear(facts.circumstances),
        "source_type": SOURCES[facts.source],
        "automated_detection": "Yes" if facts.detected else "No",
        "automated_decision": f"AUTOMATED_DECISION_{facts.automation.upper()}",
        "puid": puid(facts.decision),
    }
    if facts.right_kind in KEYWORDS:
        payload["category_specification"] = [KEYWORDS[facts.right_kind]]
    if facts.ends_on is not None and facts.remedy in ENDS:
        payload[ENDS[facts.remedy]] = facts.ends_on.isoformat()
    if facts.ean:
        payload["content_id"] = {"EAN-13": facts.ean}
    return payload
