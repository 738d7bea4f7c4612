"""Is a body JSON at all, and small enough? What everything else may then rely on.

Sound: objects with names of text, lists, text without NUL and without half characters, finite numbers, true, false, null;
not nested deeper and not holding more values than the limits say. What is sound can be stored, hashed and written again.
"""

from math import isfinite
from typing import Any

from fulfillment.epcis.values import Fault, Limits

# A whole number of more digits than a database's or another program's is no measurement.
LARGEST = 10**40


def unsound(body: Any, limits: Limits) -> Fault | None:
    """The first thing that is not sound; None if all is. Never raises."""
    values, trouble = _look(body, limits.depth, limits.values)
    if trouble is None:
        return Fault("", f"The body holds more than {limits.values:,} values.") if values > limits.values else None
    return trouble


def _look(value: Any, depth: int, left: int) -> tuple[int, Fault | None]:
    """How many values it holds, and what is wrong; stops counting where more than `left` are found."""
    kind = type(value)
    if kind is str:
        return 1, None if _is_text(value) else Fault("", "The text has a character that cannot be stored.")
    if kind is dict or kind is list:
        return _look_inside(value, depth, left)
    if kind is bool or value is None:
        return 1, None
    if kind is int:
        return 1, None if -LARGEST < value < LARGEST else Fault("", "The number has too many digits.")
    if kind is float:
        return 1, None if isfinite(value) else Fault("", "The number is not finite.")
    return 1, Fault("", "This is not a value of JSON.")


def _look_inside(value: Any, depth: int, left: int) -> tuple[int, Fault | None]:
    if depth <= 0:
        return 1, Fault("", "The body is nested too deeply.")
    count = 1
    named = type(value) is dict
    for key, item in value.items() if named else enumerate(value):
        if named and not (type(key) is str and _is_text(key)):
            return count, Fault("", "A name here is not text that can be stored.")
        # Texts are most of what comes: no call for them.
        if type(item) is str and item.isascii() and "\x00" not in item:
            count += 1
        else:
            inside, trouble = _look(item, depth - 1, left - count)
            count += inside
            if trouble:
                return count, Fault(_below(key, named, trouble.path), trouble.message)
        if count > left:
            break
    return count, None


def _is_text(text: str) -> bool:
    if "\x00" in text:
        return False
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def _below(key: Any, named: bool, path: str) -> str:
    """The path with one more step before it: a name or a place in a list."""
    step = key if named else f"[{key}]"
    return step + path if path.startswith("[") or not path else f"{step}.{path}"
