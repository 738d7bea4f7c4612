"""From a body to its events: EPCISDocument, EPCISQueryDocument, one bare event, or a list of bare events.

`read` trusts what `fulfillment.epcis.checking.check` has passed; given something else it raises Unreadable and nothing else.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from fulfillment.epcis import vocabulary
from fulfillment.epcis.contexts import full_name, prefixes_of
from fulfillment.epcis.values import (
    LIMITS,
    NOWHERE,
    ErrorDeclaration,
    Event,
    Fault,
    Limits,
    Party,
    PersistentDisposition,
    Place,
    Quantity,
    Transaction,
    Unreadable,
)

IGNORE_FIELDS = "ignoreFields"
DOCUMENTS = ("EPCISDocument", "EPCISQueryDocument")
FIELDS = frozenset(
    """@context type eventTime eventTimeZoneOffset eventID action recordTime epcList parentID childEPCs inputEPCList
    outputEPCList quantityList childQuantityList inputQuantityList outputQuantityList transformationID bizStep disposition
    persistentDisposition readPoint bizLocation bizTransactionList sourceList destinationList sensorElementList ilmd
    certificationInfo errorDeclaration""".split()
)
"""The standard fields of an event; every other is an extension."""


class Found(NamedTuple):
    """An event as it lies in its body: where (`path`), and what it is."""

    path: str
    value: Any


def parse(data: bytes, limits: Limits = LIMITS) -> Any:
    """The JSON value of a body. Raises Unreadable: too large, no UTF-8, no JSON, a name given twice, a number without bound."""
    if len(data) > limits.size:
        raise _unreadable(f"The body has {len(data):,} bytes; at most {limits.size:,} are taken.")
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise _unreadable("The body is not UTF-8.") from None
    except json.JSONDecodeError as error:
        raise _unreadable(f"The body is not JSON: line {error.lineno}, column {error.colno}.") from None
    except RecursionError:
        raise _unreadable("The body is nested too deeply.") from None
    except Unreadable:
        raise
    except ValueError:
        raise _unreadable("A number has too many digits.") from None


def events_in(body: Any) -> Iterator[Found]:
    """Each event of a body, unread; nothing where there is no place for events."""
    if isinstance(body, list):
        yield from (Found(f"[{place}]", value) for place, value in enumerate(body))
        return
    if not isinstance(body, dict):
        return
    if body.get("type") not in DOCUMENTS:
        yield Found("", body)
        return
    path = events_path(body)
    found: Any = body
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    if isinstance(found, list):
        yield from (Found(f"{path}[{place}]", value) for place, value in enumerate(found))


def events_path(body: dict[str, Any]) -> str:
    """Where the list of events lies in a document of this type."""
    return (
        "epcisBody.eventList" if body.get("type") == "EPCISDocument" else "epcisBody.queryResults.resultsBody.eventList"
    )


def read(body: Any, limits: Limits = LIMITS) -> list[Event]:
    """The events of a body that `check` has passed, in their order. Raises Unreadable."""
    declared: dict[str, str] = {}
    unhashed: tuple[str, ...] = ()
    if isinstance(body, dict) and body.get("type") in DOCUMENTS:
        declared = prefixes_of(body.get("@context"))
        unhashed = _unhashed(body, declared)
    events: list[Event] = []
    for found in events_in(body):
        if len(events) == limits.events:
            raise _unreadable(f"More than {limits.events:,} events in one body.")
        try:
            events.append(_event(found.value, declared, unhashed))
        except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError, RecursionError):
            raise Unreadable(Fault(found.path, "This is not an event that could be read; check it first.")) from None
    return events


def moment(text: str) -> datetime:
    """A time of the standard, aware; digits after the microsecond are dropped. Raises ValueError."""
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError("a time without an offset")
    return time


def _event(value: Any, declared: dict[str, str], unhashed: tuple[str, ...]) -> Event:
    get = value.get
    own = value.get("@context")
    certification = get("certificationInfo") or ()
    persistent, error, recorded = get("persistentDisposition"), get("errorDeclaration"), get("recordTime")
    return Event(
        type=_text(value["type"]),
        time=moment(value["eventTime"]),
        offset=_text(value["eventTimeZoneOffset"]),
        id=_text(get("eventID") or ""),
        action=_text(get("action") or ""),
        record_time=moment(recorded) if recorded else None,
        epcs=tuple(get("epcList") or ()),
        parent=_text(get("parentID") or ""),
        children=tuple(get("childEPCs") or ()),
        input_epcs=tuple(get("inputEPCList") or ()),
        output_epcs=tuple(get("outputEPCList") or ()),
        quantities=_quantities(get("quantityList")),
        child_quantities=_quantities(get("childQuantityList")),
        input_quantities=_quantities(get("inputQuantityList")),
        output_quantities=_quantities(get("outputQuantityList")),
        transformation=_text(get("transformationID") or ""),
        step=vocabulary.BIZ_STEPS.bare(get("bizStep") or ""),
        disposition=vocabulary.DISPOSITIONS.bare(get("disposition") or ""),
        persistent=_persistent(persistent) if persistent else None,
        read_point=_place(get("readPoint")),
        location=_place(get("bizLocation")),
        transactions=tuple(
            Transaction(vocabulary.TRANSACTION_TYPES.bare(item.get("type", "")), item["bizTransaction"])
            for item in get("bizTransactionList") or ()
        ),
        sources=_parties(get("sourceList"), "source"),
        destinations=_parties(get("destinationList"), "destination"),
        sensors=tuple(get("sensorElementList") or ()),
        ilmd=get("ilmd") or {},
        certifications=(certification,) if isinstance(certification, str) else tuple(certification),
        error=_error(error) if error else None,
        extensions={name: value[name] for name in value if name not in FIELDS},
        prefixes=declared | prefixes_of(own) if own else declared,
        unhashed=unhashed,
        raw=value,
    )


def _quantities(found: Any) -> tuple[Quantity, ...]:
    return tuple(
        Quantity(
            item["epcClass"], Decimal(str(item["quantity"])) if "quantity" in item else None, item.get("uom") or ""
        )
        for item in found or ()
    )


def _persistent(found: Any) -> PersistentDisposition:
    bare = vocabulary.DISPOSITIONS.bare
    return PersistentDisposition(tuple(map(bare, found.get("set") or ())), tuple(map(bare, found.get("unset") or ())))


def _place(found: Any) -> Place:
    if not found:
        return NOWHERE
    return Place(_text(found["id"]), {name: found[name] for name in found if name != "id"} if len(found) > 1 else {})


def _parties(found: Any, role: str) -> tuple[Party, ...]:
    return tuple(Party(vocabulary.PARTY_TYPES.bare(item["type"]), item[role]) for item in found or ())


def _error(found: Any) -> ErrorDeclaration:
    known = ("declarationTime", "reason", "correctiveEventIDs")
    return ErrorDeclaration(
        time=moment(found["declarationTime"]),
        reason=vocabulary.ERROR_REASONS.bare(found.get("reason") or ""),
        corrective_ids=tuple(found.get("correctiveEventIDs") or ()),
        extensions={name: found[name] for name in found if name not in known},
    )


def _unhashed(body: dict[str, Any], declared: dict[str, str]) -> tuple[str, ...]:
    """The full names of the extensions that a document keeps out of the hash; standard fields cannot be kept out."""
    names = [
        name
        for field, value in body.items()
        if field.endswith(f":{IGNORE_FIELDS}") and isinstance(value, list)
        for name in value
        if isinstance(name, str) and ":" in name
    ]
    return tuple(sorted({full_name(name, declared) for name in names}))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        twice = next(name for place, (name, _) in enumerate(pairs) if any(name == other for other, _ in pairs[:place]))
        raise _unreadable(f"The name “{twice[:80]}” stands twice in one object.")
    return made


def _no_constant(name: str) -> None:
    raise _unreadable(f"{name} is not a number of JSON.")


def _unreadable(message: str) -> Unreadable:
    return Unreadable(Fault("", message))
