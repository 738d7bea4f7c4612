"""WIPO standard ST.3 against ISO 3166-1: every office whose code is not simply that of a country of today.

Sources: ST.3 with its footnotes and Annex B, section 2 (what existed in 1978 and no longer does), as Annex K of the PCT
Applicant's Guide prints them; ISO 3166-3 for codes that were withdrawn.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registry.territories import EU


@dataclass(frozen=True, slots=True)
class Office:
    """One office. `territories` are where its registrations hold; None where each names its own.

    `successors` of a former office: the countries in which its registrations may have gone on; which of them did is a fact
    of each registration, as each country asked for something else. `registers` is False for who only searches or examines.
    """

    code: str
    name: str | Promise
    territories: tuple[str, ...] | None
    is_former: bool = False
    successors: tuple[str, ...] = ()
    registers: bool = True


BENELUX = ("BE", "LU", "NL")
OAPI = tuple("BF BJ CF CG CI CM GA GN GQ GW KM ML MR NE SN TD TG".split())
SHARED = (
    Office("EM", _("European Union (EUIPO)"), (EU,)),
    Office("BX", _("Benelux (BOIP)"), BENELUX),
    Office("OA", _("African Intellectual Property Organization (OAPI)"), OAPI),
    Office("WO", _("International registration (WIPO)"), None),
    Office("EP", _("European patents (EPO)"), None),
    Office("AP", _("African Regional Intellectual Property Organization (ARIPO)"), None),
    Office("EA", _("Eurasian Patent Organization (EAPO)"), None),
    Office("GC", _("Gulf Cooperation Council"), None),
    Office("QZ", _("Community Plant Variety Office (CPVO)"), (EU,)),
)
"""Offices of several countries."""

SEARCHING = (
    Office("XN", _("Nordic Patent Institute"), None, registers=False),
    Office("XV", _("Visegrad Patent Institute"), None, registers=False),
    Office("XU", _("International Union for the Protection of New Varieties of Plants (UPOV)"), None, registers=False),
)
"""Codes of ST.3 under which nothing is registered: somebody who writes them means another office."""

SOVIET = tuple("AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ".split())
FORMER = (
    Office("DD", _("German Democratic Republic"), ("DE",), is_former=True),
    Office("DT", _("Germany without the German Democratic Republic"), ("DE",), is_former=True),
    Office("DL", _("German Democratic Republic (earlier code)"), ("DE",), is_former=True),
    Office("SU", _("Soviet Union"), None, is_former=True, successors=SOVIET),
    Office("CS", _("Czechoslovakia"), None, is_former=True, successors=("CZ", "SK")),
    Office("YU", _("Yugoslavia; Serbia and Montenegro"), None, is_former=True,
           successors=("BA", "HR", "ME", "MK", "RS", "SI")),
    Office("AN", _("Netherlands Antilles"), None, is_former=True, successors=("BQ", "CW", "SX")),
    Office("YD", _("Democratic Yemen"), ("YE",), is_former=True),
    Office("ZR", _("Zaire"), ("CD",), is_former=True),
    Office("BU", _("Burma"), ("MM",), is_former=True),
    Office("TP", _("East Timor"), ("TL",), is_former=True),
    Office("HV", _("Upper Volta"), ("BF",), is_former=True),
    Office("RH", _("Southern Rhodesia"), ("ZW",), is_former=True),
)  # fmt: skip
"""Offices of states that are no more, or have another code: registrations still quote them. Where a state only changed its
name, its registrations hold in the one of today."""

KOSOVO = "XK"
OWN = (Office(KOSOVO, _("Kosovo"), (KOSOVO,)),)
"""Countries whose code ISO 3166-1 does not assign: XK is one of those that it leaves to its users, the European
Commission among them."""

APART = {office.code: office for office in (*SHARED, *SEARCHING, *FORMER, *OWN)}
"""Every office whose code is not that of a country in ISO 3166-1."""
