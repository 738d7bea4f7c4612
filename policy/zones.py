"""Where days end in a region: the time zone of its capital, for packs that hold in several countries.

The law of these countries counts days and names no zone; where a country has several, the capital's is the house's
choice.
"""

from collections.abc import Mapping
from types import MappingProxyType

ZONES: Mapping[str, str] = MappingProxyType(
    {
        "AT": "Europe/Vienna",
        "BE": "Europe/Brussels",
        "BG": "Europe/Sofia",
        "CY": "Asia/Nicosia",
        "CZ": "Europe/Prague",
        "DE": "Europe/Berlin",
        "DK": "Europe/Copenhagen",
        "EE": "Europe/Tallinn",
        "ES": "Europe/Madrid",
        "EU": "Europe/Brussels",
        "FI": "Europe/Helsinki",
        "FR": "Europe/Paris",
        "GR": "Europe/Athens",
        "HR": "Europe/Zagreb",
        "HU": "Europe/Budapest",
        "IE": "Europe/Dublin",
        "IT": "Europe/Rome",
        "LT": "Europe/Vilnius",
        "LU": "Europe/Luxembourg",
        "LV": "Europe/Riga",
        "MT": "Europe/Malta",
        "NL": "Europe/Amsterdam",
        "PL": "Europe/Warsaw",
        "PT": "Europe/Lisbon",
        "RO": "Europe/Bucharest",
        "SE": "Europe/Stockholm",
        "SI": "Europe/Ljubljana",
        "SK": "Europe/Bratislava",
        "BR": "America/Sao_Paulo",
        "CA": "America/Toronto",
        "CN": "Asia/Shanghai",
        "GB": "Europe/London",
        "IN": "Asia/Kolkata",
        "JP": "Asia/Tokyo",
        "KR": "Asia/Seoul",
        "TW": "Asia/Taipei",
        "US": "America/New_York",
    }
)
