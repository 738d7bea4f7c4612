"""The languages that letters are written in, and which of them a country reads first."""

from collections.abc import Mapping
from types import MappingProxyType

ENGLISH = "en"

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        ENGLISH: "English",
        "de": "Deutsch",
        "fr": "Français",
        "es": "Español",
        "it": "Italiano",
        "zh-Hans": "简体中文",
        "ja": "日本語",
    }
)
"""By their BCP 47 tags, each with its own name for itself. The first is what all letters are written in first."""

_READ_IN: Mapping[str, str] = MappingProxyType(
    {
        "de": "DE AT CH LI",
        "fr": "FR BE LU MC",
        "es": "ES MX AR BO CL CO CR CU DO EC GT HN NI PA PE PY SV UY VE",
        "it": "IT SM VA",
        "zh-Hans": "CN SG",
        "ja": "JP",
    }
)
_LANGUAGE_OF: Mapping[str, str] = MappingProxyType(
    {country: language for language, countries in _READ_IN.items() for country in countries.split()}
)


def language_of(country: str) -> str:
    """The language in which a country (ISO 3166) is written to until somebody there chooses: English where none fits."""
    return _LANGUAGE_OF.get(country, ENGLISH)


def catalogue(language: str) -> str:
    """The language's code as Django names catalogues: “zh-hans”."""
    return language.lower()
