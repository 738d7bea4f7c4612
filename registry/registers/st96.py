"""A trademark as WIPO standard ST.96 writes it (namespaces `tmk` and `com`, release V7_1). Pure.

What the register of an office would say, and nothing of ours: no contacts, no notes, no licences. Where an office has
territories of its own they go without saying; those of an international registration are its designations. The office's own status
code stands as `NationalStatusCode` beside the standard's term. The terms are those of `features` and `statuses` beside this,
so that what is written is read back as the same facts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from xml.etree import ElementTree as Xml

TMK = "http://www.wipo.int/standards/XMLSchema/ST96/Trademark"
COM = "http://www.wipo.int/standards/XMLSchema/ST96/Common"
VERSION = "V7_1"
MEDIA_TYPE = "application/xml"
ROOT = "TrademarkApplication"
# XML 1.0 has no way to write these.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Xml.register_namespace("tmk", TMK)
Xml.register_namespace("com", COM)


@dataclass(frozen=True, slots=True)
class Trademark:
    """What is written of a mark. `feature` and `status` are codes of ours for terms of ST.96; dates may be missing."""

    title: str
    office: str = ""
    number: str = ""
    application_number: str = ""
    feature: str = ""
    status: str = ""
    status_raw: str = ""
    status_on: date | None = None
    filed_on: date | None = None
    registered_on: date | None = None
    expires_on: date | None = None
    renewed_on: date | None = None
    classes: Sequence[int] = ()
    goods: Mapping[str, str] = field(default_factory=dict)
    nice_edition: str = ""
    vienna: Sequence[str] = ()
    priorities: Sequence[Mapping[str, str]] = ()
    territories: Sequence[str] = ()
    owner: str = ""
    picture: str = ""


def written(marks: Sequence[Trademark]) -> bytes:
    """A document of these marks in UTF-8."""
    root = Xml.Element(_tmk(ROOT), {_com("st96Version"): VERSION})
    bag = Xml.SubElement(root, _tmk("TrademarkBag"))
    for mark in marks:
        _write(Xml.SubElement(bag, _tmk("Trademark"), {_com("operationCategory"): "Insert"}), mark)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _write(at: Xml.Element, mark: Trademark) -> None:
    _say(at, _com("RegistrationOfficeCode"), mark.office)
    if mark.application_number:
        application = Xml.SubElement(at, _com("ApplicationNumber"))
        _say(application, _com("IPOfficeCode"), mark.office)
        _say(application, _com("ApplicationNumberText"), mark.application_number)
    _say(at, _com("RegistrationNumber"), mark.number)
    _say(at, _tmk("ApplicationDate"), mark.filed_on)
    _say(at, _com("RegistrationDate"), mark.registered_on)
    _say(at, _com("ExpiryDate"), mark.expires_on)
    _say(at, _tmk("MarkCurrentStatusCode"), term(mark.status))
    _say(at, _tmk("MarkCurrentStatusDate"), mark.status_on)
    if mark.status_raw:
        national = Xml.SubElement(Xml.SubElement(at, _tmk("NationalStatusBag")), _tmk("NationalStatus"))
        _say(national, _tmk("NationalStatusCode"), mark.status_raw)
    if mark.territories:
        bag = Xml.SubElement(at, _tmk("DesignatedCountryBag"))
        for code in mark.territories:
            _say(Xml.SubElement(bag, _tmk("DesignatedCountry")), _com("DesignatedCountryCode"), code)
    _write_representation(at, mark)
    _write_goods(at, mark)
    if mark.priorities:
        _write_priorities(at, mark)
    if mark.renewed_on:
        _say(
            Xml.SubElement(Xml.SubElement(at, _tmk("RenewalBag")), _tmk("Renewal")),
            _tmk("RenewalDate"),
            mark.renewed_on,
        )
    if mark.owner:
        contact = Xml.SubElement(
            Xml.SubElement(Xml.SubElement(at, _tmk("ApplicantBag")), _tmk("Applicant")), _com("Contact")
        )
        _say(Xml.SubElement(contact, _com("Name")), _com("EntityName"), mark.owner)


def _write_representation(at: Xml.Element, mark: Trademark) -> None:
    shown = Xml.SubElement(at, _tmk("MarkRepresentation"))
    _say(shown, _tmk("MarkFeatureCategory"), term(mark.feature))
    reproduction = Xml.SubElement(shown, _tmk("MarkReproduction"))
    word = Xml.SubElement(reproduction, _tmk("WordMarkSpecification"))
    _say(word, _tmk("MarkVerbalElementText"), mark.title)
    _say(word, _tmk("MarkSignificantVerbalElementText"), mark.title)
    _say(word, _tmk("MarkStandardCharacterIndicator"), "true" if mark.feature == "word" else "false")
    if mark.picture or mark.vienna:
        image = Xml.SubElement(Xml.SubElement(reproduction, _tmk("MarkImageBag")), _tmk("MarkImage"))
        _say(image, _com("FileName"), mark.picture)
        if mark.vienna:
            _write_vienna(Xml.SubElement(image, _tmk("MarkImageClassification")), mark.vienna)


def _write_vienna(at: Xml.Element, codes: Sequence[str]) -> None:
    _say(at, _tmk("FigurativeElementClassificationKindCode"), "Vienna")
    bag = Xml.SubElement(at, _tmk("FigurativeElementClassificationBag"))
    for code in codes:
        element = Xml.SubElement(Xml.SubElement(bag, _tmk("ViennaClassificationBag")), _tmk("ViennaClassification"))
        parts = ("ViennaCategory", "ViennaDivision", "ViennaSection")
        for name, part in zip(parts, code.split("."), strict=False):
            _say(element, _tmk(name), part)


def _write_goods(at: Xml.Element, mark: Trademark) -> None:
    numbers = sorted({*mark.classes, *(int(key) for key in mark.goods if key.isdecimal())})
    if not numbers:
        return
    goods = Xml.SubElement(Xml.SubElement(at, _tmk("GoodsServicesBag")), _tmk("GoodsServices"))
    _say(goods, _tmk("ClassificationVersion"), mark.nice_edition)
    bag = Xml.SubElement(goods, _tmk("GoodsServicesClassificationBag"))
    described = Xml.SubElement(goods, _tmk("ClassDescriptionBag")) if mark.goods else None
    for number in numbers:
        one = Xml.SubElement(bag, _tmk("GoodsServicesClassification"))
        _say(one, _tmk("ClassificationKindCode"), "Nice")
        _say(one, _tmk("ClassNumber"), str(number))
        text = mark.goods.get(str(number), "")
        if text and described is not None:
            description = Xml.SubElement(described, _tmk("ClassDescription"))
            _say(description, _tmk("ClassNumber"), str(number))
            _say(description, _tmk("GoodsServicesDescriptionText"), text)


def _write_priorities(at: Xml.Element, mark: Trademark) -> None:
    bag = Xml.SubElement(at, _tmk("PriorityBag"))
    for given in mark.priorities:
        one = Xml.SubElement(bag, _tmk("Priority"))
        _say(one, _com("PriorityCountryCode"), given.get("office"))
        number = Xml.SubElement(one, _com("ApplicationNumber"))
        _say(number, _com("ApplicationNumberText"), given.get("number"))
        _say(one, _com("PriorityApplicationFilingDate"), given.get("filed_on"))


def term(code: str) -> str:
    """A code of ours as the standard writes the term: `stylized_characters` is “Stylized characters”."""
    return code.replace("_", " ").capitalize()


def _say(at: Xml.Element, name: str, value: object) -> None:
    """One element; none for what is not known."""
    if value:
        text = value.isoformat() if isinstance(value, date) else str(value)
        Xml.SubElement(at, name).text = UNWRITABLE.sub("\ufffd", text)


def _tmk(name: str) -> str:
    return f"{{{TMK}}}{name}"


def _com(name: str) -> str:
    return f"{{{COM}}}{name}"
