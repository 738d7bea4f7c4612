"""The identity of an event: the hash of what it says, whoever wrote it and in whichever order and spelling.

Two captures of one event have one hash. Its own id, the time it was recorded, comments and an error declaration are no part of
it, so that a declaration has the hash of the event it takes back.

Source: GS1 CBV 2.0, section 8.9.2. Where its text and the published vectors differ, the vectors are followed: certificationInfo
stands after the offset, and the papers and parties, which the text puts before the sensors, stand after them in the order of
their names, ilmd among them.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from hashlib import sha256
from typing import Any

from fulfillment.codes import CodeError, epcs
from fulfillment.epcis import vocabulary
from fulfillment.epcis.contexts import full_name
from fulfillment.epcis.reading import moment
from fulfillment.epcis.values import Event, Json, PersistentDisposition, Place, Quantity
from fulfillment.epcis.vocabulary import Vocabulary, expanded

COMMENT = full_name("rdfs:comment", {})
METADATA_ORDER = "time startTime endTime deviceID deviceMetadata rawData dataProcessingMethod bizRules".split()
REPORT_ORDER = """type exception deviceID deviceMetadata rawData dataProcessingMethod bizRules time microorganism
chemicalSubstance value component stringValue booleanValue hexBinaryValue uriValue minValue maxValue meanValue sDev percRank
percValue uom coordinateReferenceSystem""".split()
REMEMBERED = 200
TIMES = frozenset({"time", "startTime", "endTime"})
TERMS = {
    "type": vocabulary.MEASUREMENTS,
    "exception": vocabulary.ALERTS,
    "component": vocabulary.COMPONENTS,
}
_NUMBER = re.compile(r"[+-]?(\d{1,40}\.?\d{0,40}|\.\d{1,40})([eE][+-]?\d{1,2})?", re.ASCII)
# A link of the standard leaves these signs as they are; whatever else is no letter or digit it escapes.
_PLAIN_SIGNS = {"%27": "'", "%3B": ";", "%3D": "="}
_CBV_URNS = tuple(
    (words.urn, words.web)
    for words in (
        vocabulary.BIZ_STEPS,
        vocabulary.DISPOSITIONS,
        vocabulary.TRANSACTION_TYPES,
        vocabulary.PARTY_TYPES,
        vocabulary.ERROR_REASONS,
    )
)


def event_hash(event: Event) -> str:
    """The hash as a URI, `ni:///sha-256;…?ver=CBV2.0`."""
    return f"ni:///sha-256;{sha256(pre_hash(event).encode()).hexdigest()}?ver=CBV2.0"


def pre_hash(event: Event) -> str:
    """The text that is hashed: every field as name and value, in the canonical order, without anything between."""
    said = _said
    parts = [
        f"eventType={event.type}eventTime={_utc(event.time)}eventTimeZoneOffset={event.offset}",
        *sorted(f"certificationInfo={said(one)}" for one in event.certifications),
        _epcs("epcList", event.epcs),
        f"parentID={said(event.parent)}" if event.parent else "",
        _epcs("inputEPCList", event.input_epcs),
        _epcs("childEPCs", event.children),
        _quantities("quantityList", event.quantities),
        _quantities("childQuantityList", event.child_quantities),
        _quantities("inputQuantityList", event.input_quantities),
        _epcs("outputEPCList", event.output_epcs),
        _quantities("outputQuantityList", event.output_quantities),
        f"action={event.action}" if event.action else "",
        f"transformationID={said(event.transformation)}" if event.transformation else "",
        f"bizStep={_term(vocabulary.BIZ_STEPS, event.step, event)}" if event.step else "",
        f"disposition={_term(vocabulary.DISPOSITIONS, event.disposition, event)}" if event.disposition else "",
        _persistent(event.persistent, event) if event.persistent else "",
        _place("readPoint", event.read_point, event),
        _place("bizLocation", event.location, event),
        _list("sensorElementList", [_sensor(one, event) for one in event.sensors]),
        *_remaining(event),
    ]
    return "".join(parts)


def _remaining(event: Event) -> Iterable[str]:
    """What has no place of its own in the order: papers, parties, master data and extensions, by name."""
    transactions = [(one.type, one.id) for one in event.transactions]
    sources = [(one.type, one.id) for one in event.sources]
    destinations = [(one.type, one.id) for one in event.destinations]
    yield _typed("bizTransactionList", "bizTransaction", vocabulary.TRANSACTION_TYPES, transactions, event)
    yield _typed("destinationList", "destination", vocabulary.PARTY_TYPES, destinations, event)
    if event.ilmd:
        yield "ilmd" + _own(event.ilmd, event)
    yield _typed("sourceList", "source", vocabulary.PARTY_TYPES, sources, event)
    yield _own(event.extensions, event)


def _epcs(name: str, found: tuple[str, ...]) -> str:
    return _list(name, [f"epc={_said(epc)}" for epc in found])


def _list(name: str, parts: list[str]) -> str:
    """The name once and then its parts, sorted; nothing for an empty list."""
    return name + "".join(sorted(parts)) if parts else ""


def _quantities(name: str, found: tuple[Quantity, ...]) -> str:
    return _list(name, [_quantity(one) for one in found]) if found else ""


def _quantity(one: Quantity) -> str:
    amount = f"quantity={_number(one.quantity)}" if one.quantity is not None else ""
    unit = f"uom={_said(one.uom)}" if one.uom else ""
    return f"quantityElementepcClass={_said(one.epc_class)}{amount}{unit}"


def _persistent(found: PersistentDisposition, event: Event) -> str:
    words = vocabulary.DISPOSITIONS
    now = sorted(f"set={_term(words, one, event)}" for one in found.set)
    no_longer = sorted(f"unset={_term(words, one, event)}" for one in found.unset)
    return "".join(("persistentDisposition", *now, *no_longer))


def _place(name: str, place: Place, event: Event) -> str:
    if not place.id:
        return ""
    return f"{name}id={_said(place.id)}{_own(place.extensions, event) if place.extensions else ''}"


def _typed(name: str, role: str, words: Vocabulary, found: list[tuple[str, str]], event: Event) -> str:
    return _list(
        name,
        [
            f"type={_term(words, kind, event)}{role}={_said(id)}" if kind else f"{role}={_said(id)}"
            for kind, id in found
        ],
    )


def _sensor(found: Json, event: Event) -> str:
    metadata = found.get("sensorMetadata")
    parts = ["sensorElement"]
    if metadata:
        parts += ["sensorMetadata", _ordered(metadata, METADATA_ORDER, event)]
    parts += sorted(
        "sensorReport" + _ordered(report, REPORT_ORDER, event) for report in found.get("sensorReport") or ()
    )
    own = {name: value for name, value in found.items() if ":" in name}
    return "".join((*parts, _own(own, event) if own else ""))


def _ordered(found: Json, order: list[str], event: Event) -> str:
    """The standard fields of a sensor in their order, then the extensions."""
    parts = []
    for name in order:
        if name not in found:
            continue
        value = found[name]
        if name in TIMES:
            said = _utc(moment(value))
        elif name in TERMS and order is REPORT_ORDER:
            said = _term(TERMS[name], TERMS[name].bare(value), event)
        else:
            said = _scalar(value)
        if said:
            parts.append(f"{name}={said}")
    own = {name: value for name, value in found.items() if ":" in name}
    return "".join((*parts, _own(own, event) if own else ""))


def _own(found: Json, event: Event) -> str:
    """Fields of the sender's own: full names and values, sorted at every level; comments and unhashed ones left out."""
    parts = []
    for name, value in found.items():
        full = full_name(name, event.prefixes)
        if full != COMMENT and full not in event.unhashed:
            parts += [full + _own_value(item, event) for item in (value if isinstance(value, list) else [value])]
    return "".join(sorted(parts))


def _own_value(value: Any, event: Event) -> str:
    if isinstance(value, Mapping):
        return _own(value, event)
    if isinstance(value, list):
        return "".join(_own_value(item, event) for item in value)
    said = _scalar(value)
    return f"={said}" if said else ""


def _term(words: Vocabulary, bare: str, event: Event) -> str:
    """A standard name as its web URI; a compact URI of the sender's own in full."""
    if bare in words.names:
        return words.web + bare
    prefix, colon, rest = bare.partition(":")
    namespace = event.prefixes.get(prefix) if colon else None
    return namespace + rest if namespace else _said(bare)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return _number_text(value) if _NUMBER.fullmatch(value.strip()) else _said(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else _number(value)


def _said(value: str) -> str:
    """A text in its one spelling: trimmed, standard URNs and compact URIs as web URIs, keys of GS1 as their one link."""
    # Places, parties and papers come again and again; long texts do not, and are not kept.
    return _remembered(value) if len(value) <= REMEMBERED else _spelt(value)


def _spelt(value: str) -> str:
    value = value.strip()
    for urn, web in _CBV_URNS:
        if value.startswith(urn):
            return web + value[len(urn) :]
    if value.startswith(("urn:epc:", "https://", "http://")):
        return _link(value)
    return expanded(value)


_remembered = lru_cache(maxsize=16384)(_spelt)


def _link(value: str) -> str:
    try:
        link = epcs.canonical(value, strict=False)
    except CodeError:
        return value
    if "%" in link:
        for escaped, sign in _PLAIN_SIGNS.items():
            link = link.replace(escaped, sign)
    return link


def _number_text(value: str) -> str:
    try:
        return _number(Decimal(value.strip()))
    except InvalidOperation:
        return value.strip()


def _number(value: float | Decimal) -> str:
    """Without needless zeros or sign, and exact: `1.0` is `1`."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if exact == exact.to_integral_value():
        return str(int(exact))
    short = repr(float(exact))
    return short if Decimal(short) == exact else format(exact.normalize(), "f")


def _utc(time: datetime) -> str:
    """In UTC to the millisecond; its last digit is rounded up from half of one on."""
    time = time.astimezone(UTC)
    thousandths, rest = divmod(time.microsecond, 1000)
    if rest:
        time = time.replace(microsecond=0) + timedelta(milliseconds=thousandths + (rest >= 500))
    return time.isoformat(timespec="milliseconds")[:-6] + "Z"
