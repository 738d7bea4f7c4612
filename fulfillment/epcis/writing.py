"""Events as EPCIS 2.0 in JSON-LD, and our own verdicts as events.

What is written passes `check`, and read again gives an equal event: `read(write_bare(event)) == [event]`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal

from fulfillment.epcis.contexts import CONTEXT
from fulfillment.epcis.hashing import event_hash
from fulfillment.epcis.values import ErrorDeclaration, Event, Party, PersistentDisposition, Place, Quantity, Transaction

Verdict = Literal[
    "inspected",
    "genuine",
    "wrong_unit",
    "wrong_goods",
    "wrong_quantity",
    "no_provenance",
    "not_conformant",
    "destroyed",
]
"""What a check at a dock or an inspection found, in our words; VERDICTS says it in those of the standard."""

VERDICTS: Mapping[Verdict, tuple[str, str]] = MappingProxyType(
    {
        "inspected": ("inspecting", "in_progress"),
        "genuine": ("inspecting", "conformant"),
        "wrong_unit": ("holding", "mismatch_instance"),
        "wrong_goods": ("holding", "mismatch_class"),
        "wrong_quantity": ("holding", "mismatch_quantity"),
        "no_provenance": ("holding", "no_pedigree_match"),
        "not_conformant": ("holding", "non_conformant"),
        "destroyed": ("destroying", "destroyed"),
    }
)
"""The business step and the disposition of each verdict."""


def verdict_event(
    *,
    verdict: Verdict,
    epcs: Iterable[str],
    time: datetime,
    offset: str,
    quantities: Iterable[Quantity] = (),
    read_point: str = "",
    location: str = "",
    transactions: Iterable[Transaction] = (),
) -> Event:
    """Our verdict on things as an event that anybody's system understands; its id is its own hash.

    `time` is aware, `offset` the clock of the place (`+02:00`). What is destroyed is taken out of use: action DELETE. A verdict
    names at least one thing or one class. Raises ValueError.
    """
    if time.tzinfo is None:
        raise ValueError("the time of an event is aware")
    step, disposition = VERDICTS[verdict]
    event = Event(
        type="ObjectEvent",
        time=time,
        offset=offset,
        action="DELETE" if verdict == "destroyed" else "OBSERVE",
        epcs=tuple(epcs),
        quantities=tuple(quantities),
        step=step,
        disposition=disposition,
        read_point=Place(read_point),
        location=Place(location),
        transactions=tuple(transactions),
    )
    if not (event.epcs or event.quantities):
        raise ValueError("a verdict is on at least one thing or class")
    return replace(event, id=event_hash(event))


def write(event: Event) -> dict[str, Any]:
    """The event as it stands in a document; its prefixes are declared in itself."""
    made: dict[str, Any] = {"@context": [dict(event.prefixes)] if event.prefixes else []}
    made |= {
        "eventID": event.id,
        "type": event.type,
        "eventTime": event.time.isoformat(),
        "eventTimeZoneOffset": event.offset,
        "recordTime": event.record_time.isoformat() if event.record_time else "",
        "certificationInfo": event.certifications,
        "errorDeclaration": _error(event.error) if event.error else "",
        "action": event.action,
        "parentID": event.parent,
        "epcList": event.epcs,
        "childEPCs": event.children,
        "inputEPCList": event.input_epcs,
        "outputEPCList": event.output_epcs,
        "quantityList": _quantities(event.quantities),
        "childQuantityList": _quantities(event.child_quantities),
        "inputQuantityList": _quantities(event.input_quantities),
        "outputQuantityList": _quantities(event.output_quantities),
        "transformationID": event.transformation,
        "bizStep": event.step,
        "disposition": event.disposition,
        "persistentDisposition": _persistent(event.persistent) if event.persistent else "",
        "readPoint": _place(event.read_point),
        "bizLocation": _place(event.location),
        "bizTransactionList": [
            _without_empty({"type": one.type, "bizTransaction": one.id}) for one in event.transactions
        ],
        "sourceList": _parties(event.sources, "source"),
        "destinationList": _parties(event.destinations, "destination"),
        "sensorElementList": [dict(one) for one in event.sensors],
        "ilmd": dict(event.ilmd),
    }
    if event.type == "TransactionEvent":
        # The one type of event that may be about nothing and has to say so.
        return _without_empty(made) | {"epcList": list(event.epcs)} | dict(event.extensions)
    return _without_empty(made) | dict(event.extensions)


def write_bare(event: Event) -> dict[str, Any]:
    """The event by itself, with the context of the standard."""
    made = write(event)
    return made | {"@context": [CONTEXT, *made.get("@context", ())]}


def write_document(events: Iterable[Event], *, created: datetime) -> dict[str, Any]:
    """Events as an EPCISDocument that was made at `created`, an aware time. Raises ValueError.

    What a document keeps out of the hash of its events is not written: the written events are new ones to their reader.
    """
    if created.tzinfo is None:
        raise ValueError("the time of a document is aware")
    return {
        "@context": [CONTEXT],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": created.isoformat(),
        "epcisBody": {"eventList": [write(event) for event in events]},
    }


def write_results(events: Iterable[Event], *, query: str, created: datetime, subscription: str = "") -> dict[str, Any]:
    """Events as the answer to a query, an EPCISQueryDocument. Raises ValueError as `write_document` does."""
    document = write_document(events, created=created)
    results = {"queryName": query, "subscriptionID": subscription, "resultsBody": document["epcisBody"]}
    return document | {"type": "EPCISQueryDocument", "epcisBody": {"queryResults": _without_empty(results)}}


def _error(error: ErrorDeclaration) -> dict[str, Any]:
    made = {
        "declarationTime": error.time.isoformat(),
        "reason": error.reason,
        "correctiveEventIDs": error.corrective_ids,
    }
    return _without_empty(made) | dict(error.extensions)


def _persistent(found: PersistentDisposition) -> dict[str, Any]:
    return _without_empty({"set": found.set, "unset": found.unset})


def _quantities(found: tuple[Quantity, ...]) -> list[dict[str, Any]]:
    return [
        {"epcClass": one.epc_class}
        | ({} if one.quantity is None else {"quantity": _number(one.quantity)})
        | ({"uom": one.uom} if one.uom else {})
        for one in found
    ]


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _place(place: Place) -> dict[str, Any]:
    return {"id": place.id} | dict(place.extensions) if place.id else {}


def _parties(found: tuple[Party, ...], role: str) -> list[dict[str, Any]]:
    return [{"type": one.type, role: one.id} for one in found]


def _without_empty(made: dict[str, Any]) -> dict[str, Any]:
    """What says nothing is not written; a tuple becomes a list, as JSON has it."""
    return {name: list(value) if type(value) is tuple else value for name, value in made.items() if value}
