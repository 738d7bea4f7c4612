"""Reports to outside marketplaces, in the fields and codes of their own interfaces.

What an interface asks is data: its next version is another table, not another function. Facts of eBay's interface from
its developer pages (ReportItemDetails, createVeroReport), which say that version 1 ends on 30 September 2026.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from policy.words import gettext_noop as _


@dataclass(frozen=True, slots=True)
class ItemField:
    """One field of a reported item: the fact that fills it, its longest text, and the codes with which it is required."""

    fact: str
    longest: int = 0
    required: bool = False
    needed_for: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Interface:
    """What one version of a marketplace's interface asks.

    `codes` are its reasons by ours: the longest beginning of our code that stands here decides, "" is for all others.
    """

    marketplace: str
    version: str
    until: date | None
    most: int
    list_name: str
    code_name: str
    fields: Mapping[str, ItemField]
    codes: Mapping[str, str]


EBAY_1 = Interface(
    marketplace="eBay",
    version="v1",
    until=date(2026, 9, 30),
    most=150,
    list_name="reportItems",
    code_name="veroReasonCodeId",
    fields=MappingProxyType(
        {
            "itemId": ItemField("number", required=True),
            "veroReasonCodeId": ItemField("code", required=True),
            "brand": ItemField("brand", 50),
            "countries": ItemField("countries", needed_for=frozenset({"9037"})),
            "regions": ItemField("regions"),
            "detailedMessage": ItemField("explanation", 1000, needed_for=frozenset({"9052", "7052"})),
            "messageToSeller": ItemField("to_seller", 1000),
            "patent": ItemField("patent", 15, needed_for=frozenset({"9048"})),
            "copyEmailToRightsOwner": ItemField("copy_to_owner"),
        }
    ),
    codes=MappingProxyType({"parallel_import": "9037", "mark.imported": "9037", "patent": "9048", "": "9052"}),
)
"""Codes: 9037 unlawful importation of a product bearing the mark, 9048 a valid patent, 9052 other, with the reason told."""

INTERFACES: tuple[Interface, ...] = (EBAY_1,)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideFacts:
    """What is to be reported: the listings' numbers there, and our reason (of a complaint, or a decision's ground)."""

    numbers: tuple[str, ...]
    reason: str
    explanation: str = ""
    to_seller: str = ""
    brand: str = ""
    patent: str = ""
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    copy_to_owner: bool = True


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a report would be refused: the field, and a sentence with its {limit}."""

    field: str
    sentence: str
    limit: int = 0


def reports(facts: OutsideFacts, interface: Interface = EBAY_1) -> list[dict[str, Any]]:
    """The bodies of as many reports as the listings need. Ask `problems` of the same facts before anything is sent."""
    code = code_of(facts.reason, interface)
    listed = list(dict.fromkeys(facts.numbers))
    return [
        {interface.list_name: [_item(number, code, facts, interface) for number in some]}
        for some in _parcels(listed, interface.most)
    ]


def problems(facts: OutsideFacts, interface: Interface = EBAY_1) -> tuple[Refused, ...]:
    """What would be refused, each with its field; texts that are too long are never cut."""
    code = code_of(facts.reason, interface)
    found = []
    if not facts.numbers:
        found.append(Refused("itemId", _("Name at least one listing.")))
    for name, rule in interface.fields.items():
        value = _value(rule.fact, facts.numbers[0] if facts.numbers else "-", code, facts)
        missing = value in ("", (), [])
        if missing and (rule.required or code in rule.needed_for):
            found.append(Refused(name, _("This is required for this reason.")))
        if rule.longest and len(value) > rule.longest:
            found.append(Refused(name, _("At most {limit} characters."), rule.longest))
    return tuple(found)


def code_of(reason: str, interface: Interface = EBAY_1) -> str:
    """Their code for our reason."""
    fitting = [ours for ours in interface.codes if reason.startswith(ours)]
    return interface.codes[max(fitting, key=len)]


def _item(number: str, code: str, facts: OutsideFacts, interface: Interface) -> dict[str, Any]:
    filled = {name: _value(rule.fact, number, code, facts) for name, rule in interface.fields.items()}
    return {name: value for name, value in filled.items() if value not in ("", [])}


def _value(fact: str, number: str, code: str, facts: OutsideFacts) -> Any:
    if fact in ("number", "code"):
        return number if fact == "number" else code
    value = getattr(facts, fact)
    return list(value) if isinstance(value, tuple) else value


def _parcels(numbers: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    for at in range(0, len(numbers), most):
        yield numbers[at : at + most]
