"""Numbers of companies and taxpayers by country: which there are, whether one is well formed, and what is wrong. Pure.

The rules are those of python-stdnum, whose modules name the source of each. A well-formed number is not yet a number that
somebody has: registers are asked by people.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength, ValidationError

Wrong = Literal["length", "characters", "part", "digit"]
"""What is wrong: too short or long, characters that do not belong there, a part that no number has, the check digit."""
NEARNESS: tuple[Wrong, ...] = ("digit", "part", "characters", "length")
"""From the fault of a number that is nearly one to the fault of one that is something else."""
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Scheme:
    """One kind of number. `country` is ISO 3166, "" for everywhere; `like` a well-formed one, to show.

    `checks` is how much is tested: the check digit, or the form alone, as some have no check digit.
    """

    code: str
    country: str
    name: str
    like: str
    module: str = ""
    checks: Literal["digit", "form"] = "digit"


@dataclass(frozen=True, slots=True)
class Number:
    """A well-formed number: its kind, and the one way in which it is kept and compared."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is no number of the country; `nearest` is the kind that it comes closest to."""

    nearest: Scheme
    wrong: Wrong


LEI = Scheme("lei", "", "LEI", "213800KUD8LAJWSQ9D15", "lei")  # ISO 17442: two check digits by ISO 7064, mod 97-10
_ROWS = """
AT|fn|Firmenbuchnummer|FN 122119m|at.businessid
AT|uid|UID|ATU13585627|at.uid
BE|vat|enterprise number|BE 0428.759.497|be.vat
BG|vat|EIK|175074752|bg.vat
CH|uid|UID|CHE-100.155.212|ch.uid
CN|uscc|Unified Social Credit Code|91110000600037341L|cn.uscc
CY|vat|VAT number|CY10259033P|cy.vat
CZ|dic|IČO or DIČ|CZ25123891|cz.dic
DE|hr|Handelsregisternummer|Aachen HRB 11223|de.handelsregisternummer|form
DE|vat|USt-IdNr.|DE136695976|de.vat
DE|tax|Steuernummer|181/815/08155|de.stnr|form
DK|cvr|CVR|DK13585628|dk.cvr
EE|reg|registrikood|12345678|ee.registrikood
EE|vat|KMKR|EE100594102|ee.kmkr
ES|nif|NIF|B64717838|es.nif
FI|y|Y-tunnus|2077474-0|fi.ytunnus
FR|siren|SIREN|404 833 048|fr.siren
FR|siret|SIRET|732 829 320 00074|fr.siret
FR|tva|TVA|FR 61 954 506 077|fr.tva
GR|vat|AFM|EL094259216|gr.vat
GB|vat|VAT registration number|GB 980 7806 84|gb.vat
GB|crn|company number|SC123456|
HR|oib|OIB|33392005961|hr.oib
HU|vat|ANUM|HU12892312|hu.anum
IE|vat|VAT number|IE6433435F|ie.vat
IL|hp|company number|516179157|il.hp
IN|gstin|GSTIN|27AAPFU0939F1ZV|in_.gstin
IN|pan|PAN|ACUPA7085R|in_.pan|form
IS|vsk|VSK|IS00621|is_.vsk|form
IT|iva|partita IVA|IT00743110157|it.iva
JP|cn|corporate number|5-8356-7825-6246|jp.cn
KR|brn|business registration number|116-82-00276|kr.brn
LT|pvm|PVM|LT119511515|lt.pvm
LU|tva|TVA|LU15027442|lu.tva
LV|pvn|PVN|LV40003521600|lv.pvn
MC|tva|TVA|FR53000004605|mc.tva
MT|vat|VAT number|MT11679112|mt.vat
MX|rfc|RFC|MAB-930714-8T4|mx.rfc
NL|btw|btw-id|NL004495445B01|nl.btw
NO|orgnr|organisasjonsnummer|988 077 917|no.orgnr
NZ|ird|IRD number|49-091-850|nz.ird
PL|nip|NIP|PL8567346215|pl.nip
PL|regon|REGON|192598184|pl.regon
PT|nif|NIF|PT501964843|pt.nif
RO|cui|CUI|RO18547290|ro.cui
RO|onrc|trade register number|J52/750/2012|ro.onrc|form
RS|pib|PIB|101134702|rs.pib
RU|inn|INN|1234567894|ru.inn
RU|ogrn|OGRN|1022200525819|ru.ogrn
SE|orgnr|organisationsnummer|123456-7897|se.orgnr
SE|vat|VAT number|SE123456789701|se.vat
SG|uen|UEN|197401143C|sg.uen
SI|vat|ID za DDV|SI50223054|si.ddv
SI|reg|matična številka|9331310000|si.maticna
SK|dph|IČ DPH|SK2022749619|sk.dph
TH|moa|registration number|0-99-4-000-61772-1|th.moa
TR|vkn|VKN|4540536920|tr.vkn
TW|ubn|UBN|00501503|tw.ubn
UA|edrpou|EDRPOU|32855961|ua.edrpou
US|ein|EIN|91-1144442|us.ein|form
VN|mst|MST|0100233488|vn.mst
AU|abn|ABN|83 914 571 673|au.abn
AU|acn|ACN|004 085 616|au.acn
BR|cnpj|CNPJ|16.727.230/0001-97|br.cnpj
CA|bn|Business Number|12302 6635|ca.bn
ZA|tin|tax reference number|0001339050|za.tin
AR|cuit|CUIT|20-05536168-2|ar.cuit
CL|rut|RUT|76.086.428-5|cl.rut
CO|nit|NIT|213.123.432-1|co.nit
ID|npwp|NPWP|01.312.166.0-091.000|id.npwp
PE|ruc|RUC|20512333797|pe.ruc
LI|peid|PEID|1234567|li.peid|form
MA|ice|ICE|001561191000066|ma.ice
EG|tn|tax registration number|100-531-385|eg.tn|form
GH|tin|TIN|C0000803561|gh.tin
TN|mf|matricule fiscal|1234567/M/A/E/001|tn.mf|form
DZ|nif|NIF|416001000000007|dz.nif|form
MK|edb|EDB|4030000375897|mk.edb
"""
_GB_COMPANY = re.compile(r"[0-9]{8}|[A-Z]{2}[0-9]{6}|R[0-9]{7}")
"""Companies House: eight digits, or the letters of a register and six; R and seven for old companies of Northern Ireland."""


def _rows() -> dict[str, tuple[Scheme, ...]]:
    by_country: dict[str, list[Scheme]] = {}
    for line in _ROWS.split("\n"):
        if line:
            country, kind, name, like, module, *form = line.split("|")
            only_form = "form" if form or not module else "digit"
            scheme = Scheme(f"{country.lower()}_{kind}", country, name, like, module, only_form)  # type: ignore[arg-type]
            by_country.setdefault(country, []).append(scheme)
    return {country: tuple(found) for country, found in by_country.items()}


BY_COUNTRY = _rows()
SCHEMES = {LEI.code: LEI, **{one.code: one for found in BY_COUNTRY.values() for one in found}}


def schemes_of(country: str) -> tuple[Scheme, ...]:
    """The kinds of number that a country (ISO 3166) gives and that can be checked here; none for many countries."""
    return BY_COUNTRY.get(country, ())


def read(text: str, country: str) -> Number | Fault | None:
    """A number of that country as it was typed, spaces, dots and the VAT prefix however they stand.

    None where no number of the country can be checked here.
    """
    found = schemes_of(country)
    return _first(text, found) if found else None


def read_lei(text: str) -> Number | Fault:
    """A Legal Entity Identifier (ISO 17442): eighteen characters and two check digits."""
    return _first(text, (LEI,))


def _first(text: str, schemes: Sequence[Scheme]) -> Number | Fault:
    faults: list[tuple[int, Fault]] = []
    for scheme in schemes:
        try:
            return Number(scheme.code, _validated(text, scheme))
        except ValidationError as wrong:
            said = _wrong(wrong)
            faults.append((NEARNESS.index(said), Fault(scheme, said)))
    return min(faults, key=lambda one: one[0])[1]


def _validated(text: str, scheme: Scheme) -> str:
    """In the one way in which it is kept. Raises stdnum's ValidationError."""
    typed = " ".join(text.split())[:LONGEST]
    if not scheme.module:
        return _gb_company(typed)
    validate: Callable[[str], str] = import_module(f"stdnum.{scheme.module}").validate
    return validate(typed)


def _gb_company(typed: str) -> str:
    value = re.sub(r"[\s.-]", "", typed).upper()
    value = value.zfill(8) if value.isdigit() and 5 < len(value) < 8 else value  # leading zeros are often left out
    if len(value) != 8:
        raise InvalidLength
    if not _GB_COMPANY.fullmatch(value):
        raise InvalidFormat
    return value


def _wrong(fault: ValidationError) -> Wrong:
    kinds: dict[type[ValidationError], Wrong] = {
        InvalidLength: "length", InvalidChecksum: "digit", InvalidComponent: "part", InvalidFormat: "characters",
    }  # fmt: skip
    return next((said for kind, said in kinds.items() if isinstance(fault, kind)), "characters")
