"""The offices where rights are registered, by their codes in WIPO standard ST.3, and where each one's rights hold.

The code of a national office is that of its country. Offices of several countries have codes of their own.
"""

from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from registry.territories import EU


@dataclass(frozen=True, slots=True)
class Office:
    """One office. `territories` are where its registrations hold; None where each names its own (a designation)."""

    code: str
    name: str | Promise
    territories: tuple[str, ...] | None


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
)
"""Offices of several countries: ST.3, Annex A, section 1 (organisations)."""

OFTEN = ("EM", "US", "JP", "CN", "GB", "KR", "IN", "DE", "FR", "BR", "WO")
"""What stands first in a list to choose from."""

ALSO_CALLED = {
    "EU": "EM",
    "EUIPO": "EM",
    "UK": "GB",
    "USPTO": "US",
    "JPO": "JP",
    "CNIPA": "CN",
    "WIPO": "WO",
    "IB": "WO",
}
"""What people write instead of the code."""
CALLED = {
    "EM": "EUIPO",
    "BX": "BOIP",
    "OA": "OAPI",
    "WO": "WIPO",
    "EP": "EPO",
    "AP": "ARIPO",
    "EA": "EAPO",
    "GC": "GCC",
}
"""Offices whose code nobody says; that of a country is its own name."""


@cache
def _shared() -> dict[str, Office]:
    return {office.code: office for office in SHARED}


def office(code: str) -> Office | None:
    """The office of that code, None if there is none."""
    if code in _shared():
        return _shared()[code]
    return Office(code, countries.name(code), (code,)) if code in countries else None


def office_label(code: str) -> str:
    """How people call the office in front of a number: EUIPO for EM, else its code."""
    return CALLED.get(code, code)


def office_code(text: str) -> str:
    """What somebody wrote as an office, as its code: “euipo” is EM. Unknown words come back in capitals."""
    word = text.strip().upper()
    return ALSO_CALLED.get(word, word)


def office_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of (code, name) for a form: the usual ones, those of several countries, then every country."""
    often = [(code, _named(code)) for code in OFTEN]
    shared = [(found.code, str(found.name)) for found in SHARED if found.code not in OFTEN]
    national = [(code, name) for code, name in countries if code not in OFTEN]
    return [(str(_("Often used")), often), (str(_("Several countries")), shared), (str(_("Countries")), national)]


def place_name(code: str) -> str:
    """The name of a territory, as people read it."""
    return str(_("European Union")) if code == EU else countries.name(code) or code


SHORT = {"UK": "GB", "UNITED STATES": "US", "USA": "US"}
"""Countries as they are called, where the list of names has a longer one."""


def place_code(text: str) -> str:
    """The code of a territory from a code or a country's name; "" if it is neither."""
    word = text.strip()
    code = SHORT.get(word.upper(), word.upper())
    if code == EU or code in countries:
        return code
    return countries.by_name(word) or countries.by_name(word, language="en")


def _named(code: str) -> str:
    found = office(code)
    return str(found.name) if found else code
