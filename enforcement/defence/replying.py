"""Replies to begin with, in the languages of complainants: texts with places, one file a language. Pure."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).parent / "replies"
PLACES = ("complainant", "seller", "case", "right", "number", "listings")
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "en": "English",
        "de": "Deutsch",
        "es": "Español",
        "fr": "Français",
        "it": "Italiano",
        "pt": "Português",
        "zh": "简体中文",
        "ja": "日本語",
    }
)
"""By language, each with its own name for itself."""
REPLIES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "genuine": _("The goods are genuine"),
        "licensed": _("We have a licence"),
        "fits": _("We only say what it fits"),
        "own_work": _("The picture or text is ours"),
        "particulars": _("Ask what exactly is meant"),
        "refuse_money": _("Refuse a demand for money"),
    }
)
"""By code, what a reply says."""


class Unsound(ValueError):
    """A file of replies that lacks a text or names a place that does not exist."""


@cache
def texts(language: str) -> Mapping[str, str]:
    """The replies of a language by code. Raises Unsound for a file with a gap, KeyError for a language that has none."""
    if language not in LANGUAGES:
        raise KeyError(language)
    found = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    if set(found) != set(REPLIES):
        raise Unsound(f"{language}: {sorted(set(REPLIES) ^ set(found))}")
    for code, words in found.items():
        unknown = {name for _text, name, _spec, _turn in Formatter().parse(words) if name} - set(PLACES)
        if unknown:
            raise Unsound(f"{language}.{code}: {sorted(unknown)}")
    return MappingProxyType({code: words.strip() for code, words in found.items()})


def reply(code: str, language: str, places: Mapping[str, str]) -> str:
    """A reply with its places filled; `places` has all of `PLACES`. What people called things goes in as it is."""
    return texts(language)[code].format_map(places)


def nearest(language: str) -> str:
    """The language of the files for a BCP 47 tag; English where there is none."""
    first = language.partition("-")[0].lower()
    return first if first in LANGUAGES else "en"
