"""Questions about events, as the standard's query for simple events puts them. Pure.

Source: GS1 EPCIS 2.0, section 8.2.7.1 (parameters of SimpleEventQuery) and section 12 (REST: several values of one parameter
stand behind one another, parted by `|`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fulfillment.epcis import vocabulary
from fulfillment.epcis.reading import moment

MOST_VALUES, MOST_EVENTS, DEFAULT_EVENTS = 100, 500, 30
ROLES: Mapping[str, tuple[tuple[str, ...], bool]] = {
    "MATCH_epc": (("epc", "child"), False),
    "MATCH_parentID": (("parent",), False),
    "MATCH_inputEPC": (("input",), False),
    "MATCH_outputEPC": (("output",), False),
    "MATCH_anyEPC": ((), False),
    "MATCH_epcClass": (("epc", "child"), True),
    "MATCH_inputEPCClass": (("input",), True),
    "MATCH_outputEPCClass": (("output",), True),
    "MATCH_anyEPCClass": ((), True),
}
"""What a code is in the event (no role: anything), and whether it is a class."""
WORDS: Mapping[str, str] = {
    "eventType": "type", "EQ_action": "action", "EQ_bizStep": "step", "EQ_disposition": "disposition",
    "EQ_readPoint": "read_point", "EQ_bizLocation": "location", "EQ_eventID": "event_id",
}  # fmt: skip
TIMES: Mapping[str, tuple[str, str]] = {
    "GE_eventTime": ("time", "gte"), "LT_eventTime": ("time", "lt"),
    "GE_recordTime": ("made_at", "gte"), "LT_recordTime": ("made_at", "lt"),
}  # fmt: skip
ORDERS = {"eventTime": "time", "recordTime": "made_at"}
PAGING = frozenset({"perPage", "nextPageToken"})
NAMED = frozenset({*ROLES, *WORDS, *TIMES, "EXISTS_errorDeclaration", "orderBy", "orderDirection"})


@dataclass(frozen=True, slots=True)
class Match:
    """Events that speak of any of these codes in one of these roles (none: in any)."""

    codes: tuple[str, ...]
    roles: tuple[str, ...]
    is_class: bool


@dataclass(frozen=True, slots=True)
class Question:
    """Everything in it must hold. `words` are the values that a field may have, `times` bounds by (field, comparison)."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    times: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    matches: tuple[Match, ...] = ()
    is_declared: bool | None = None
    order: str = "made_at"
    falling: bool = True


class Unaskable(ValueError):
    """A question that the standard does not know, or that is put wrongly; `name` is the parameter."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name, self.message = name, message


def question(said: Mapping[str, Any]) -> Question:
    """The question of these parameters: a value is a text (several parted by `|`) or a list of texts. Raises Unaskable."""
    if unknown := sorted(said.keys() - NAMED):
        raise Unaskable(unknown[0][:80], "This parameter is not known here.")
    matches = [Match(_values(said, name), roles, of_class) for name, (roles, of_class) in ROLES.items() if name in said]
    direction = _one_of(said, "orderDirection", ("ASC", "DESC")) or "DESC"
    return Question(
        words={to: tuple(map(_bare(name), _values(said, name))) for name, to in WORDS.items() if name in said},
        times={to: _time(said, name) for name, to in TIMES.items() if name in said},
        matches=tuple(matches),
        is_declared=_truth(said, "EXISTS_errorDeclaration"),
        order=ORDERS[_one_of(said, "orderBy", tuple(ORDERS)) or "recordTime"],
        falling=direction == "DESC",
    )


def per_page(said: str) -> int:
    """How many events a page has. Raises Unaskable."""
    if not said:
        return DEFAULT_EVENTS
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= MOST_EVENTS):
        raise Unaskable("perPage", f"A number from 1 to {MOST_EVENTS}.")
    return int(said)


def _values(said: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = said[name]
    found = value.split("|") if isinstance(value, str) else value
    if not isinstance(found, Sequence) or not all(isinstance(one, str) and one for one in found) or not found:
        raise Unaskable(name, "One or more texts are expected.")
    if len(found) > MOST_VALUES:
        raise Unaskable(name, f"At most {MOST_VALUES} values.")
    return tuple(dict.fromkeys(found))


def _one_of(said: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> str:
    if name not in said:
        return ""
    value = _values(said, name)
    if len(value) > 1 or value[0] not in allowed:
        raise Unaskable(name, f"One of: {', '.join(allowed)}.")
    return value[0]


def _truth(said: Mapping[str, Any], name: str) -> bool | None:
    if name not in said:
        return None
    if isinstance(said[name], bool):
        return bool(said[name])
    return _one_of(said, name, ("true", "false")) == "true"


def _time(said: Mapping[str, Any], name: str) -> datetime:
    value = _values(said, name)
    try:
        if len(value) == 1:
            # An unescaped + of an offset arrives as a space.
            return moment(value[0].replace(" ", "+"))
    except ValueError:
        pass
    raise Unaskable(name, "A time with its offset is expected, such as 2026-03-01T08:00:00Z.")


def _bare(name: str) -> Callable[[str], str]:
    """Standard names in one spelling."""
    if name == "EQ_bizStep":
        return vocabulary.BIZ_STEPS.bare
    if name == "EQ_disposition":
        return vocabulary.DISPOSITIONS.bare
    return str
