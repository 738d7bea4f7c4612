"""A case as the notices of Lumen, the public archive of requests to remove content, without personal data.

Facts of its interface (berkmancenter/lumendatabase, June 2026): the permitted fields, kinds of notice, roles and words
for what was done. A counter-notice is a notice of its own that names the first by our number of the case.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from enforcement.redaction import Redaction
from policy.words import gettext_noop as _

TYPES = frozenset(
    "DMCA Trademark Counterfeit Counternotice CourtOrder DataProtection Defamation GovernmentRequest "
    "LawEnforcementRequest LocalLaw PrivateInformation Other Placeholder".split()
)
NOTICE_FIELDS = frozenset(
    "type title subject body date_sent date_received source tag_list jurisdiction_list regulation_list language "
    "action_taken request_type mark_registration_number url_count webform counternotice_for_id counternotice_for_sid "
    "case_id_number topic_ids file_uploads_attributes entity_notice_roles_attributes works_attributes".split()
)
ENTITY_FIELDS = frozenset("name kind address_line_1 address_line_2 city state zip country_code phone email url".split())
PRIVATE_FIELDS = frozenset("address_line_1 address_line_2 city state zip phone email".split())
"""Fields that Lumen knows and that we never fill."""
ROLES = frozenset(
    "principal agent attorney recipient sender submitter target issuing_court plaintiff defendant".split()
)
WORK_FIELDS = frozenset("description kind infringing_urls_attributes copyrighted_urls_attributes".split())
ACTIONS = ("Yes", "No", "Partial", "Unspecified")
KINDS = ("organization", "individual")
FIRST_DAY = date(1998, 10, 28)
"""Dates come after this one, on which the DMCA was signed."""
REDACTED = "[redacted]"

Action = Literal["Yes", "No", "Partial", "Unspecified"]


@dataclass(frozen=True, slots=True)
class Somebody:
    """A party with its role. `name` is left out where `is_person`, or where nobody can tell."""

    role: str
    name: str
    country: str = ""
    is_person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What a case is to a public archive. `urls` are the listings complained of, `seen_at` where the original is seen."""

    case: str
    right_kind: str
    right_title: str
    right_number: str
    counterfeit: bool
    in_dmca: bool
    region: str
    language: str
    source: str
    sent: date
    reason: str
    statement: str
    action: Action
    urls: tuple[str, ...]
    parties: tuple[Somebody, ...]
    seen_at: tuple[str, ...] = ()
    private: Redaction = field(default_factory=Redaction)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why one field is refused, by its path."""

    field: str
    sentence: str


def notice(facts: CaseFacts) -> dict[str, Any]:
    """The notice that began the case."""
    clear = facts.private.clear
    document: dict[str, Any] = {
        "type": _type(facts),
        "title": clear(f"{facts.reason}: {facts.right_title}"),
        "body": clear(facts.statement),
        "works_attributes": [
            {
                "description": clear(facts.right_title),
                "kind": facts.right_kind,
                "infringing_urls_attributes": [{"url": url} for url in facts.urls],
                "copyrighted_urls_attributes": [{"url": url} for url in facts.seen_at],
            }
        ],
        "url_count": len(facts.urls),
        **_shared(facts),
    }
    if facts.right_number and facts.right_kind == "trademark":
        document["mark_registration_number"] = facts.right_number
    return document


def counter_notice(facts: CaseFacts, *, received: date, statement: str, urls: Iterable[str]) -> dict[str, Any]:
    """The seller's answer, as a document of its own."""
    listed = list(urls)
    return {
        **_shared(facts),
        "type": "Counternotice",
        "title": facts.private.clear(f"Counter-notice: {facts.right_title}"),
        "body": facts.private.clear(statement),
        "date_sent": received.isoformat(),
        "date_received": received.isoformat(),
        "counternotice_for_sid": facts.case,
        "works_attributes": [
            {
                "description": facts.private.clear(facts.right_title),
                "kind": facts.right_kind,
                "infringing_urls_attributes": [{"url": url} for url in listed],
            }
        ],
        "url_count": len(listed),
    }


def problems(document: Mapping[str, Any]) -> tuple[Wrong, ...]:
    """What Lumen would refuse in a notice, and what we would never hand out; none for a good one."""
    found = [Wrong(name, _("Lumen does not know this field.")) for name in document if name not in NOTICE_FIELDS]
    if document.get("type") not in TYPES:
        found.append(Wrong("type", _("Lumen does not know this kind of notice.")))
    if document.get("action_taken") not in ACTIONS:
        found.append(Wrong("action_taken", _("One of: Yes, No, Partial, Unspecified.")))
    found += [Wrong("title", _("This is required."))] if not str(document.get("title", "")).strip() else []
    for name in ("date_sent", "date_received"):
        found += _day(name, document.get(name))
    for place, role in enumerate(document.get("entity_notice_roles_attributes", ())):
        found += _role(f"entity_notice_roles_attributes.{place}", role)
    works = document.get("works_attributes", ())
    if not works:
        found.append(Wrong("works_attributes", _("This is required.")))
    for place, work in enumerate(works):
        found += _work(f"works_attributes.{place}", work)
    return tuple(found)


def _shared(facts: CaseFacts) -> dict[str, Any]:
    return {
        "date_sent": facts.sent.isoformat(),
        "date_received": facts.sent.isoformat(),
        "source": facts.source,
        "jurisdiction_list": facts.region,
        "tag_list": facts.right_kind,
        "language": facts.language,
        "action_taken": facts.action,
        "case_id_number": facts.case,
        "entity_notice_roles_attributes": [_entity(facts, somebody) for somebody in facts.parties],
    }


def _type(facts: CaseFacts) -> str:
    if facts.right_kind == "trademark":
        return "Counterfeit" if facts.counterfeit else "Trademark"
    return "DMCA" if facts.right_kind == "copyright" and facts.in_dmca else "Other"


def _entity(facts: CaseFacts, somebody: Somebody) -> dict[str, Any]:
    kind = "individual" if somebody.is_person else "organization"
    name = REDACTED if somebody.is_person else somebody.name
    entity = {"name": name, "kind": kind}
    if somebody.country:
        entity["country_code"] = somebody.country
    return {"name": somebody.role, "entity_attributes": entity}


def _day(name: str, value: Any) -> list[Wrong]:
    try:
        after = date.fromisoformat(str(value)) > FIRST_DAY
    except ValueError:
        after = False
    return [] if after else [Wrong(name, _("This must be a date after 1998-10-28."))]


def _role(path: str, role: Mapping[str, Any]) -> list[Wrong]:
    entity = role.get("entity_attributes", {})
    found = [] if role.get("name") in ROLES else [Wrong(f"{path}.name", _("Lumen does not know this role."))]
    found += [
        Wrong(f"{path}.{name}", _("Lumen does not know this field.")) for name in entity if name not in ENTITY_FIELDS
    ]
    found += [
        Wrong(f"{path}.{name}", _("This is personal and stays here.")) for name in sorted(PRIVATE_FIELDS & set(entity))
    ]
    if entity.get("kind") not in KINDS:
        found.append(Wrong(f"{path}.kind", _("One of: organization, individual.")))
    if entity.get("kind") == "individual" and entity.get("name") != REDACTED:
        found.append(Wrong(f"{path}.name", _("A person's name stays here.")))
    return found


def _work(path: str, work: Mapping[str, Any]) -> list[Wrong]:
    found = [Wrong(f"{path}.{name}", _("Lumen does not know this field.")) for name in work if name not in WORK_FIELDS]
    for name in ("infringing_urls_attributes", "copyrighted_urls_attributes"):
        addresses = [str(one.get("url", "")) for one in work.get(name, ())]
        if not all(re.match(r"https?://[^\s/]+", address) for address in addresses):
            found.append(Wrong(f"{path}.{name}", _("Each must be a web address.")))
    return found
