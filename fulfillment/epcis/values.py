"""What an event says: frozen values, no more. Pure.

Empty means that the event does not say. Identifiers are kept as they were written; two spellings of one thing are compared by
`fulfillment.codes.epcs.canonical`. Standard vocabulary is bare. What the standard leaves to the sender (sensors, ilmd,
extensions) is kept as JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Quantity:
    """So much of a class of goods: `uom` is a unit of UN/ECE Recommendation 20 (`KGM`), "" counts pieces. None: some."""

    epc_class: str
    quantity: Decimal | None = None
    uom: str = ""


@dataclass(frozen=True, slots=True)
class Transaction:
    """A paper that the event belongs to: its type (`po`, `pedigree`; "" if it has none) and its identifier."""

    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Party:
    """Where goods come from or go to: in which sense (`owning_party`, `possessing_party`, `location`) and who or where."""

    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Place:
    """A read point or a location; "" is none."""

    id: str = ""
    extensions: Json = field(default_factory=dict)


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class PersistentDisposition:
    """What the goods are from now on until it is taken back, and what they are no longer."""

    set: tuple[str, ...] = ()
    unset: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ErrorDeclaration:
    """That the event with the same content was wrong: since when that is known, why, and which events put it right."""

    time: datetime
    reason: str = ""
    corrective_ids: tuple[str, ...] = ()
    extensions: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `type` is a name of the standard or a URI of the sender's own.

    `time` is aware; `offset` (`+02:00`) is the clock that hung on the wall where it happened, which may be another than the
    one `time` was written in. `prefixes` are those declared for it, prefix to namespace. `unhashed` are the full names of
    the extensions that its document keeps out of the hash. `raw` is what it was read from and no part of its identity.
    """

    type: str
    time: datetime
    offset: str
    id: str = ""
    action: str = ""
    record_time: datetime | None = None
    epcs: tuple[str, ...] = ()
    parent: str = ""
    children: tuple[str, ...] = ()
    input_epcs: tuple[str, ...] = ()
    output_epcs: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    child_quantities: tuple[Quantity, ...] = ()
    input_quantities: tuple[Quantity, ...] = ()
    output_quantities: tuple[Quantity, ...] = ()
    transformation: str = ""
    step: str = ""
    disposition: str = ""
    persistent: PersistentDisposition | None = None
    read_point: Place = NOWHERE
    location: Place = NOWHERE
    transactions: tuple[Transaction, ...] = ()
    sources: tuple[Party, ...] = ()
    destinations: tuple[Party, ...] = ()
    sensors: tuple[Json, ...] = ()
    ilmd: Json = field(default_factory=dict)
    certifications: tuple[str, ...] = ()
    error: ErrorDeclaration | None = None
    extensions: Json = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    unhashed: tuple[str, ...] = ()
    raw: Json = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where: `path` as `epcisBody.eventList[0].eventTime`, "" for the body itself; `message` a sentence.

    `event` is the place of the event it lies in, counted from 0; None for a fault of the body, which spoils every event.
    """

    path: str
    message: str
    event: int | None = None


class Unreadable(ValueError):
    """A body that no event can be read from; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.path}: {fault.message}" if fault.path else fault.message)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a body may be: bytes, events, values of any kind, levels of nesting, faults told before giving up."""

    size: int = 10_000_000
    events: int = 1_000
    values: int = 1_000_000
    depth: int = 32
    faults: int = 100


LIMITS = Limits()
