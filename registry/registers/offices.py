"""The offices where rights are registered, by their codes in WIPO standard ST.3, and where each one's rights hold.

The code of a national office is that of its country; every other stands in `registry.registers.office_table`.
"""

from functools import lru_cache

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from registry.registers.office_table import APART, FORMER, KOSOVO, OWN, SHARED, Office
from registry.territories import EU

OFTEN = ("EM", "US", "JP", "CN", "GB", "KR", "IN", "DE", "FR", "BR", "WO")
"""What stands first in a list to choose from."""

ALSO_CALLED = {
    "EU": "EM",
    "EUIPO": "EM",
    "UK": "GB",
    "UKIPO": "GB",
    "USPTO": "US",
    "JPO": "JP",
    "CNIPA": "CN",
    "WIPO": "WO",
    "IB": "WO",
    "CPVO": "QZ",
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
    "QZ": "CPVO",
}
"""Offices whose code nobody says; that of a country is its own name."""


_country = lazy(countries.name, str)


@lru_cache(maxsize=1_000)
def office(code: str) -> Office | None:
    """The office of that code, None if there is none."""
    if code in APART:
        return APART[code]
    return Office(code, _country(code), (code,)) if code in countries else None


def office_label(code: str) -> str:
    """How people call the office in front of a number: EUIPO for EM, else its code."""
    return CALLED.get(code, code)


def office_code(text: str) -> str:
    """What somebody wrote as an office, as its code: “euipo” is EM. Unknown words come back in capitals."""
    word = text.strip().upper()
    return ALSO_CALLED.get(word, word)


def office_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of (code, name) for a form: the usual ones, those of several countries, every country, those that are no more."""
    often = [(code, _named(code)) for code in OFTEN]
    shared = [(found.code, str(found.name)) for found in SHARED if found.code not in OFTEN]
    own = [(found.code, str(found.name)) for found in OWN]
    national = [(code, name) for code, name in countries if code not in OFTEN] + own
    former = sorted(((found.code, str(found.name)) for found in FORMER), key=lambda pair: pair[1])
    return [
        (str(_("Often used")), often),
        (str(_("Several countries")), shared),
        (str(_("Countries")), national),
        (str(_("States that are no more")), former),
    ]


def every_office() -> list[Office]:
    """All of them: those of several countries, then one for each country, then those that are no more."""
    national = [Office(code, name, (code,)) for code, name in countries]
    others = [found for found in APART.values() if found not in SHARED and found not in OWN]
    return [*SHARED, *national, *OWN, *others]


def designated(text: str) -> tuple[str, ...]:
    """The places that a code or a name stands for where it is designated: “EM” in a Madrid registration is the EU, “BX”
    three countries. Empty if it is neither an office of several countries nor a place."""
    found = APART.get(office_code(text))
    if found is not None and found.registers and found.territories is not None:
        return found.territories
    code = place_code(text)
    return (code,) if code else ()


def place_name(code: str) -> str:
    """The name of a territory, as people read it."""
    if code == EU:
        return str(_("European Union"))
    return str(APART[code].name) if code == KOSOVO else countries.name(code) or code


SHORT = {"UK": "GB", "UNITED STATES": "US", "USA": "US"}
"""Countries as they are called, where the list of names has a longer one."""


def place_code(text: str) -> str:
    """The code of a territory from a code or a country's name; "" if it is neither."""
    word = text.strip()
    code = SHORT.get(word.upper(), word.upper())
    if code in (EU, KOSOVO) or code in countries:
        return code
    return countries.by_name(word) or countries.by_name(word, language="en")


def _named(code: str) -> str:
    found = office(code)
    return str(found.name) if found else code
