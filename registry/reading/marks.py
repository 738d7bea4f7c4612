"""What both XML standards say in the same way of a mark: its name, its feature, its owners over time, assignments."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from registry.reading.records import first, texts

US_FEATURES = {
    "1": "word", "4": "word", "2": "figurative", "3": "combined", "5": "stylized_characters", "6": "other",
}  # fmt: skip
"""The US office's mark drawing codes, first digit (TMEP 807.18)."""
PARTIES = ("EntityName", "OrganizationStandardName", "PersonFullName")


def present(found: Mapping[str, Any]) -> dict[str, Any]:
    """What the record says; what it leaves empty is not said."""
    return {name: value for name, value in found.items() if value not in ("", [], {})}


def named_or_pictured(mark: etree._Element, number: str) -> str:
    """The words of the mark; one without words is called by its number."""
    words = " ".join(texts(mark, "MarkVerbalElementText")[:1]) or first(mark, "MarkSignificantVerbalElementText")
    return words or (_("Figurative mark %(number)s") % {"number": number} if number else "")


def feature_of(office: str, code: str, written: str) -> str:
    """What kind of sign it is: by the US office's code, which says more than the words that it writes beside it."""
    return US_FEATURES.get(code[:1], written) if office == "US" and code else written


def by_party_type(office: str, owners: Iterable[tuple[str, str]]) -> list[str]:
    """The names of the owners over time, each with its number, the present one first.

    The US office numbers owners by what they were (10 applicant, 20 at publication, 30 at registration, 31 and on after
    that): the highest is the present one. Elsewhere the number is a place in the list.
    """
    found = [(int(number) if number.isdecimal() else 0, name) for number, name in owners if name]
    is_type = office == "US" and any(number >= 10 for number, _name in found)
    return [name for _number, name in sorted(found, key=lambda one: -one[0] if is_type else one[0])]


def assignment(one: etree._Element) -> dict[str, Any]:
    """A step in the chain of title, as recorded at the office."""
    givers, takers = (
        [first(party, *PARTIES) for party in one.iterfind(f".//{{*}}{role}")] for role in ("Assignor", "Assignee")
    )
    return present({
        "identifier": first(one, "AssignmentIdentifier"),
        "conveyance": first(one, "AssignmentConveyanceCategory"),
        "executed_on": first(one, "AssignmentExecutedDate", "AssignmentExecutionDate"),
        "recorded_on": first(one, "AssignmentRecordedDate"),
        "assignors": [name for name in givers if name],
        "assignees": [name for name in takers if name],
    })  # fmt: skip
