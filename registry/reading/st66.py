"""A record of WIPO standard ST.66 (XML for trademarks, 2007): what it says of a mark, by the names of the facts."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from registry.reading.marks import assignment, by_party_type, feature_of, named_or_pictured, present
from registry.reading.records import Record, first, texts, unique


def facts(record: Record) -> dict[str, Any]:
    """The record's values as the office wrote them; dates are not judged here."""
    mark = record.element
    office = first(mark, "RegistrationOfficeCode", "FilingPlace")
    goods = _goods(mark)
    owners = [one for place in (mark, *record.beside) for one in place.iterfind(".//{*}Applicant")]
    owners += [one for place in (mark, *record.beside) for one in place.iterfind(".//{*}Holder")]
    return present({
        "kind": "trademark",
        "title": named_or_pictured(mark, first(mark, "RegistrationNumber", "ApplicationNumber")),
        "office": office,
        "number": first(mark, "RegistrationNumber"),
        "application_number": first(mark, "ApplicationNumber"),
        "filed_on": first(mark, "ApplicationDate"),
        "registered_on": first(mark, "RegistrationDate"),
        "expires_on": first(mark, "ExpiryDate"),
        "renewed_on": first(mark, "RenewalDate"),
        "status_raw": first(mark, "MarkCurrentStatusCode"),
        "status_on": first(mark, "MarkCurrentStatusDate"),
        "mark_feature": feature_of(office, first(mark, "MarkFeatureCode"), first(mark, "MarkFeature")),
        "classes": unique([*goods, *texts(mark, "ClassNumber")]),
        "goods": goods,
        "nice_edition": first(mark, "ClassificationVersion"),
        "vienna": texts(mark, "CategoryCode"),
        "priorities": [_priority(one) for one in mark.iterfind(".//{*}Priority")],
        "territories": texts(mark, "DesignatedCountryCode"),
        "holder": next(iter(by_party_type(office, [(first(o, "PartyTypeCode"), _name(o)) for o in owners])), ""),
        "representative": _representative(mark),
        "assignments": [assignment(one) for one in mark.iterfind(".//{*}Assignment")],
    })  # fmt: skip


def _goods(mark: etree._Element) -> dict[str, str]:
    """The goods of each class, by its number."""
    found: dict[str, str] = {}
    for one in mark.iterfind(".//{*}ClassDescription"):
        number, text = first(one, "ClassNumber"), first(one, "GoodsServicesDescription")
        if number and text:
            found[number] = f"{found[number]}; {text}" if number in found else text
    return found


def _name(party: etree._Element) -> str:
    return first(party, "FreeFormatNameLine", "OrganizationName", "LastName")


def _representative(mark: etree._Element) -> str:
    """The attorney of record, or the first who is named."""
    return next((name for one in _attorneys_first(mark) if (name := _name(one))), "")


def _attorneys_first(mark: etree._Element) -> Iterator[etree._Element]:
    found = list(mark.iterfind(".//{*}Representative"))
    yield from sorted(found, key=lambda one: first(one, "Comment") != "Attorney of Record")


def _priority(one: etree._Element) -> dict[str, str]:
    return {
        "office": first(one, "PriorityCountryCode"),
        "number": first(one, "PriorityNumber"),
        "filed_on": first(one, "PriorityDate"),
    }
