"""What is wrong with a payload, as the database itself would say it, before anything is sent."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from enforcement.statements.schema import EAN, FIELDS, LAST_DAY, PUID, WHAT_WAS_DONE, Field
from policy.words import gettext_noop as _

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one field is refused: a sentence that the page translates, with `limit` in its place {limit}."""

    field: str
    sentence: str
    limit: str = ""


def problems(payload: Payload) -> tuple[Problem, ...]:
    """Everything that is wrong, in the order of the schema; none for a payload that the database takes.

    A field that is None, blank or an empty list is as one that is not there.
    """
    unknown = [Problem(name, _("The database does not know this field.")) for name in payload if name not in FIELDS]
    found = [problem for name, field in FIELDS.items() for problem in _of_field(name, field, payload)]
    if all(is_missing(payload.get(name)) for name in WHAT_WAS_DONE):
        found.insert(
            0, Problem(WHAT_WAS_DONE[0], _("Say what was done: about visibility, payments, service or account."))
        )
    return (*unknown, *found)


def is_missing(value: Any) -> bool:
    """Whether the database takes this as not given."""
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())


def _of_field(name: str, field: Field, payload: Payload) -> list[Problem]:
    value = payload.get(name)
    if is_missing(value):
        needed = field.required or (field.needed_when is not None and _holds(payload, field.needed_when))
        return [Problem(name, _("This is required."))] if needed else []
    if field.only_when is not None and not _holds(payload, field.only_when):
        return [Problem(name, _("This has no place beside the basis of the decision."))]
    if field.never_when is not None and _holds(payload, field.never_when):
        return [Problem(name, _("This has no place where nobody notified us."))]
    return CHECKS[field.kind](name, field, value)


def _holds(payload: Payload, condition: tuple[str, str]) -> bool:
    name, code = condition
    value = payload.get(name)
    return code in value if isinstance(value, list | tuple) else value == code


def _text(name: str, field: Field, value: Any) -> list[Problem]:
    if not isinstance(value, str):
        return [Problem(name, _("This must be text."))]
    if len(value) > field.longest:
        return [Problem(name, _("At most {limit} characters."), str(field.longest))]
    return []


def _one(name: str, field: Field, value: Any) -> list[Problem]:
    known = isinstance(value, str) and value in field.codes
    return [] if known else [Problem(name, _("The database does not know this value."))]


def _many(name: str, field: Field, value: Any) -> list[Problem]:
    if not isinstance(value, list | tuple):
        return [Problem(name, _("This must be a list."))]
    return [problem for one in value for problem in _one(name, field, one)][:1]


def _day(name: str, field: Field, value: Any) -> list[Problem]:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2026-01-01") else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        return [Problem(name, _("This must be a date such as 2026-11-21."))]
    if field.earliest is not None and day < field.earliest:
        return [Problem(name, _("Not before {limit}."), field.earliest.isoformat())]
    if day > LAST_DAY:
        return [Problem(name, _("Not after {limit}."), LAST_DAY.isoformat())]
    return []


def _puid(name: str, field: Field, value: Any) -> list[Problem]:
    if not isinstance(value, str) or not re.fullmatch(PUID, value):
        return [Problem(name, _("Letters, digits, hyphens and underscores alone."))]
    return _text(name, field, value)


def _content_id(name: str, field: Field, value: Any) -> list[Problem]:
    known = isinstance(value, Mapping) and set(value) == {"EAN-13"}
    if not known or not isinstance(value["EAN-13"], str) or not re.fullmatch(EAN, value["EAN-13"]):
        return [Problem(name, _("This must be an EAN-13 of 13 digits."))]
    return []


CHECKS: Mapping[str, Callable[[str, Field, Any], list[Problem]]] = {
    "text": _text,
    "one": _one,
    "many": _many,
    "day": _day,
    "puid": _puid,
    "content_id": _content_id,
}
