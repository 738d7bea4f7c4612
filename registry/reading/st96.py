"""A record of WIPO standard ST.96 (XML for all industrial property): what it says of a mark, by the names of the facts.

Offices use it in several versions, with other namespaces and with other names for the same; elements are found by their
local names.
"""

from typing import Any

from lxml import etree

from registry.reading.marks import assignment, by_party_type, feature_of, named_or_pictured, present
from registry.reading.records import Record, first, texts, unique

NAMES = ("EntityName", "OrganizationStandardName", "PersonFullName", "LastName")


def facts(record: Record) -> dict[str, Any]:
    """The record's values as the office wrote them; dates are not judged here."""
    mark = record.element
    office = first(mark, "RegistrationOfficeCode", "IPOfficeCode", "FilingPlace")
    goods = _goods(mark)
    # A priority names an application, too: another one.
    applied = first(mark.find("{*}ApplicationNumber"), "ApplicationNumberText")
    owners = [*mark.iterfind("{*}ApplicantBag/{*}Applicant"), *mark.iterfind("{*}HolderBag/{*}Holder")]
    return present({
        "kind": "trademark",
        "title": named_or_pictured(mark, first(mark, "RegistrationNumber") or applied),
        "office": office,
        "number": first(mark, "RegistrationNumber", "InternationalRegistrationNumber"),
        "application_number": applied,
        "filed_on": first(mark, "ApplicationDate"),
        "registered_on": first(mark, "RegistrationDate"),
        "expires_on": first(mark, "ExpiryDate"),
        "renewed_on": first(mark, "RenewalDate"),
        **_status(first(mark, "MarkCurrentStatusCode"), mark.find("{*}NationalStatusBag/{*}NationalStatus")),
        "status_on": first(mark, "MarkCurrentStatusDate"),
        "mark_feature": feature_of(office, first(mark, "MarkFeatureCode"), first(mark, "MarkFeatureCategory")),
        "classes": unique([*goods, *_nice(mark)]),
        "goods": goods,
        "nice_edition": first(mark, "NiceEdition", "ClassificationVersion"),
        "vienna": [code for one in mark.iterfind(".//{*}ViennaClassification") if (code := _vienna(one))],
        "priorities": [_priority(one) for one in mark.iterfind(".//{*}Priority")],
        "territories": texts(mark, "DesignatedCountryCode"),
        "holder": next(iter(by_party_type(office, [(_order(one), first(one, *NAMES)) for one in owners])), ""),
        "representative": _representative(mark),
        "assignments": [assignment(one) for one in mark.iterfind(".//{*}Assignment")],
    })  # fmt: skip


def _status(written: str, national: etree._Element | None) -> dict[str, str]:
    """The standard's own term is one to read, with the office's code beside it; an office's number is kept as it is."""
    if written.isdecimal():
        return {"status_raw": written}
    return {"status": written, "status_raw": first(national, "NationalStatusCode")}


def _goods(mark: etree._Element) -> dict[str, str]:
    """The goods of each class, by its number."""
    found: dict[str, str] = {}
    for one in mark.iterfind(".//{*}ClassDescription"):
        number, text = first(one, "ClassNumber"), first(one, "GoodsServicesDescriptionText")
        if number and text:
            found[number] = f"{found[number]}; {text}" if number in found else text
    return found


def _nice(mark: etree._Element) -> list[str]:
    """The Nice classes; those of an office's own classification are left out."""
    found = [
        (first(one, "ClassificationKindCode"), first(one, "ClassNumber"))
        for one in mark.iterfind(".//{*}GoodsServicesClassification")
    ]
    return [number for kind, number in found if number and kind not in ("National", "Domestic")]


def _order(owner: etree._Element) -> str:
    """The number that says which of several owners this is."""
    return next((value for name, value in owner.attrib.items() if str(name).endswith("sequenceNumber")), "")


def _representative(mark: etree._Element) -> str:
    """The attorney of record, or the first who is named."""
    places = ("RecordAttorney", "NationalRepresentative", "Representative")
    found = [one for place in places for one in mark.iterfind(f"{{*}}{place}")]
    found += list(mark.iterfind("{*}RepresentativeBag/{*}Representative"))
    return next((name for one in found if (name := first(one, "PersonFullName", *NAMES))), "")


def _vienna(one: etree._Element) -> str:
    whole = first(one, "ViennaClassificationCode", "ViennaCode")
    parts = [first(one, f"Vienna{part}") for part in ("Category", "Division", "Section")]
    return whole or ".".join(part.zfill(2) for part in parts if part)


def _priority(one: etree._Element) -> dict[str, str]:
    return {
        "office": first(one, "PriorityCountryCode", "IPOfficeCode"),
        "number": first(one, "PriorityNumber", "ApplicationNumberText"),
        "filed_on": first(one, "PriorityDate", "PriorityApplicationFilingDate", "FilingDate"),
    }
