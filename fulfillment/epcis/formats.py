"""What one value of an event may be: each rule takes a value and answers what is wrong with it, "" if nothing is."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from fulfillment.epcis import vocabulary
from fulfillment.epcis.reading import moment
from fulfillment.epcis.vocabulary import Vocabulary

Rule = Callable[[Any], str]
CBV_URN = "urn:epcglobal:cbv:"
URI_LENGTH = 2_000
TIME_LENGTH = 80
"""More than any time has; what is cut off there was none."""
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[!#-;=?-\[\]_a-z~]+", re.ASCII)
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT[0-2]\d:\d\d:\d\d(\.\d{1,30})?(Z|[+-]\d\d:\d\d)", re.ASCII)
_OFFSET = re.compile(r"[+-]((0\d|1[0-3]):[0-5]\d|14:00)", re.ASCII)
_UNIT = re.compile(r"[A-Z0-9]{2,3}", re.ASCII)
_HEX = re.compile(r"[0-9A-Fa-f]+", re.ASCII)
_VERSION = re.compile(r"2(\.\d{1,4}){0,3}", re.ASCII)


def text(value: Any) -> str:
    """The fault of what is no text; "" for none, here and in every other rule."""
    return "" if type(value) is str else f"Expected text, found {kind_of(value)}."


def number(value: Any) -> str:
    """The fault of what is no number."""
    return "" if type(value) in (int, float) else f"Expected a number, found {kind_of(value)}."


def boolean(value: Any) -> str:
    """The fault of what is neither true nor false."""
    return "" if type(value) is bool else f"Expected true or false, found {kind_of(value)}."


def uri(value: Any) -> str:
    """The fault of what is no URI (RFC 3986), or one longer than `URI_LENGTH` characters."""
    if type(value) is not str:
        return f"Expected a URI, found {kind_of(value)}."
    if len(value) > URI_LENGTH:
        return f"The URI has more than {URI_LENGTH:,} characters."
    if not _URI.fullmatch(value) or ("%" in value and _BAD_PERCENT.search(value)):
        return f"“{shortened(value)}” is not a URI."
    return ""


def time(value: Any) -> str:
    """The fault of what is no date and time with its offset, or of a year out of range."""
    if type(value) is not str:
        return f"Expected a date and time, found {kind_of(value)}."
    return _time(value[:TIME_LENGTH])


@lru_cache(maxsize=4096)
def _time(value: str) -> str:
    wrong = f"“{shortened(value)}” is not a date and time with its offset, as in 2026-07-22T06:45:00+02:00."
    if not _TIME.fullmatch(value):
        return wrong
    try:
        # Times at the edges of the calendar cannot be brought to UTC.
        return "" if 1900 <= moment(value).year <= 9000 else "The year is out of range."
    except ValueError:
        return wrong


def offset(value: Any) -> str:
    """The fault of what is no offset of a time zone, in hours and minutes from -14:00 to +14:00."""
    if type(value) is str and _OFFSET.fullmatch(value):
        return ""
    return f"Expected an offset between -14:00 and +14:00, as in +02:00, found {quoted(value)}."


def action(value: Any) -> str:
    """The fault of what is none of the actions of an event."""
    if type(value) is str and value in vocabulary.ACTIONS:
        return ""
    return f"Expected ADD, OBSERVE or DELETE, found {quoted(value)}."


def unit(value: Any) -> str:
    """The fault of what cannot be a code of a unit of measure (UN/ECE Recommendation 20)."""
    if type(value) is str and _UNIT.fullmatch(value):
        return ""
    return f"Expected a unit code of two or three capital letters or digits, as in KGM, found {quoted(value)}."


def hexadecimal(value: Any) -> str:
    """The fault of what are no hexadecimal digits."""
    if type(value) is str and _HEX.fullmatch(value):
        return ""
    return f"Expected hexadecimal digits, found {quoted(value)}."


def version(value: Any) -> str:
    """The fault of what is no version 2 of EPCIS."""
    if type(value) is str and _VERSION.fullmatch(value):
        return ""
    return f"Only version 2 of EPCIS is taken, as in “2.0”; found {quoted(value)}."


def term(words: Vocabulary) -> Rule:
    """A standard name of this vocabulary in any spelling, or a URI that does not claim to be standard."""

    @lru_cache(maxsize=1024)
    def judged(value: str) -> str:
        if value in words.names:
            return ""
        wrong = f"“{shortened(value)}” is not a standard {words.kind}; a name of your own must be a URI."
        if ":" not in value:
            return wrong
        claimed = words.claimed(value)
        if claimed is None and not value.startswith(CBV_URN):
            return uri(value)
        return "" if claimed in words.names else wrong

    def rule(value: Any) -> str:
        if type(value) is not str:
            return f"Expected a {words.kind}, found {kind_of(value)}."
        return judged(value) if len(value) <= URI_LENGTH else uri(value)

    return rule


def kind_of(value: Any) -> str:
    """What a JSON value is, in words."""
    if value is None:
        return "nothing"
    names = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "something else")


def quoted(value: Any) -> str:
    """Text in quotation marks and shortened; anything else as what it is."""
    return f"“{shortened(value)}”" if type(value) is str else kind_of(value)


def shortened(value: str) -> str:
    """At most eighty characters."""
    return value if len(value) <= 80 else value[:79] + "…"
