"""Which fields each type of event has, what each may hold, and what holds between them. A table, and the rules it names.

Source: GS1 EPCIS 2.0, section 7.4 (event types) and 7.3 (their parts); CBV 2.0, section 7 (vocabularies).
"""

from collections.abc import Mapping
from typing import Any

from fulfillment.epcis import formats, vocabulary
from fulfillment.epcis.formats import number, term, text, time, uri
from fulfillment.epcis.shapes import REQUIRED, Each, Many, One, OneOrMany, Run, Shape, Thing

Found = Mapping[str, Any]
LARGEST = 10**15
"""Quantities up to here are exact in every program that reads them."""


def quantity_rules(found: Found, before: str, run: Run) -> None:
    """No less than nothing, no more than can be counted; a unit needs a quantity; what is counted in pieces is whole."""
    amount = found.get("quantity")
    if "uom" in found and amount is None:
        run.add(before + "uom", "A unit without a quantity says nothing.")
    if type(amount) not in (int, float) or amount is None:
        return
    if amount < 0:
        run.add(before + "quantity", "A quantity is not negative.")
    elif amount > LARGEST:
        run.add(before + "quantity", f"A quantity is at most {LARGEST:,}.")
    elif "uom" not in found and amount != int(amount):
        run.add(before + "quantity", "Without a unit pieces are counted, and this is not a whole number.")


def disposition_rules(found: Found, before: str, run: Run) -> None:
    """At least one of what is set and what is unset is named."""
    if "set" not in found and "unset" not in found:
        run.add(before + "set", "Either “set” or “unset” is required.")


def report_rules(found: Found, before: str, run: Run) -> None:
    """What was measured is named, unless the report is only of an alarm."""
    if "type" not in found and "exception" not in found:
        run.add(before + "type", REQUIRED)


def object_rules(found: Found, before: str, run: Run) -> None:
    """What was seen is named, or a sensor at a read point; master data come only with the action ADD."""
    observed_place = found.get("sensorElementList") and "readPoint" in found
    if not (found.get("epcList") or found.get("quantityList") or observed_place):
        run.add(before + "epcList", "An ObjectEvent names at least one thing or class, or a sensor at a read point.")
    if "ilmd" in found and found.get("action") != "ADD":
        run.add(before + "ilmd", "Master data belong to things that begin: only with the action ADD.")


def children_rules(found: Found, before: str, run: Run) -> None:
    """Children are named, but for DELETE, which may mean all."""
    if found.get("action") != "DELETE" and not (found.get("childEPCs") or found.get("childQuantityList")):
        run.add(before + "childEPCs", "At least one child is required; only DELETE may leave them out, meaning all.")


def aggregation_rules(found: Found, before: str, run: Run) -> None:
    """Children are named, and what they are put into or taken from, but for OBSERVE."""
    children_rules(found, before, run)
    if "parentID" not in found and found.get("action") in ("ADD", "DELETE"):
        run.add(
            before + "parentID", "What the children are put into or taken from is required; only OBSERVE may omit it."
        )


def transaction_rules(found: Found, before: str, run: Run) -> None:
    """Things or classes are named, but for DELETE, which may mean all."""
    named = "epcList" in found or found.get("quantityList") or "parentID" in found
    if found.get("action") != "DELETE" and not named:
        run.add(
            before + "epcList", "At least one thing or class is required; only DELETE may leave them out, meaning all."
        )


def transformation_rules(found: Found, before: str, run: Run) -> None:
    """What goes in and what comes out, in one event; in several, tied by a transformationID, either."""
    goes_in = found.get("inputEPCList") or found.get("inputQuantityList")
    comes_out = found.get("outputEPCList") or found.get("outputQuantityList")
    if (goes_in and comes_out) or ("transformationID" in found and (goes_in or comes_out)):
        return
    missing = "outputEPCList" if goes_in else "inputEPCList"
    run.add(before + missing, "What goes in and what comes out are required, or one of both with a transformationID.")


EPCS = Many(uri)
EPCS_ONCE = Many(uri, unique=True)
PLACE = Thing({"id": One(uri)}, required=("id",), open=True)
QUANTITIES = Each(
    Thing(
        {"epcClass": One(uri), "quantity": One(number), "uom": One(formats.unit)},
        required=("epcClass",),
        rules=(quantity_rules,),
    )
)
TRANSACTION = Thing(
    {"type": One(term(vocabulary.TRANSACTION_TYPES)), "bizTransaction": One(uri)}, required=("bizTransaction",)
)


def _parties(role: str) -> Shape:
    return Each(Thing({"type": One(term(vocabulary.PARTY_TYPES)), role: One(uri)}, required=("type", role)))


def _dispositions() -> Shape:
    named = Many(term(vocabulary.DISPOSITIONS), unique=True, least=1)
    return Thing({"set": named, "unset": named}, rules=(disposition_rules,))


_OF_DEVICE: dict[str, Shape] = {
    name: One(uri) for name in ("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules")
}
SENSOR_METADATA = Thing(_OF_DEVICE | {name: One(time) for name in ("time", "startTime", "endTime")}, open=True)
SENSOR_REPORT = Thing(
    _OF_DEVICE
    | {
        "type": One(term(vocabulary.MEASUREMENTS)),
        "exception": One(term(vocabulary.ALERTS)),
        "component": One(term(vocabulary.COMPONENTS)),
        "time": One(time),
        "stringValue": One(text),
        "booleanValue": One(formats.boolean),
        "hexBinaryValue": One(formats.hexadecimal),
        "uom": One(text),
    }
    | {name: One(uri) for name in "microorganism chemicalSubstance coordinateReferenceSystem uriValue".split()}
    | {name: One(number) for name in "value minValue maxValue meanValue sDev percRank percValue".split()},
    open=True,
    rules=(report_rules,),
)
SENSOR = Thing(
    {"sensorMetadata": SENSOR_METADATA, "sensorReport": Each(SENSOR_REPORT, least=1)}, ("sensorReport",), open=True
)
ERROR = Thing(
    {
        "declarationTime": One(time),
        "reason": One(term(vocabulary.ERROR_REASONS)),
        "correctiveEventIDs": Many(uri),
    },
    required=("declarationTime",),
    open=True,
)


class Context:
    """An @context is judged where prefixes are gathered, before the fields are."""

    def check(self, value: Any, path: str, run: Run) -> None:
        return None


COMMON: dict[str, Shape] = {
    "@context": Context(),
    "type": One(text),
    "eventTime": One(time),
    "recordTime": One(time),
    "eventTimeZoneOffset": One(formats.offset),
    "eventID": One(uri),
    "certificationInfo": OneOrMany(uri),
    "errorDeclaration": ERROR,
}
CIRCUMSTANCES: dict[str, Shape] = {
    "bizStep": One(term(vocabulary.BIZ_STEPS)),
    "disposition": One(term(vocabulary.DISPOSITIONS)),
    "persistentDisposition": _dispositions(),
    "readPoint": PLACE,
    "bizLocation": PLACE,
    "bizTransactionList": Each(TRANSACTION),
    "sourceList": _parties("source"),
    "destinationList": _parties("destination"),
    "sensorElementList": Each(SENSOR),
}
ACTION: dict[str, Shape] = {"action": One(formats.action)}
ILMD: dict[str, Shape] = {"ilmd": Thing({}, open=True)}
THINGS: dict[str, Shape] = {"epcList": EPCS_ONCE, "quantityList": QUANTITIES}
CHILDREN: dict[str, Shape] = {"parentID": One(uri), "childEPCs": EPCS, "childQuantityList": QUANTITIES}
CHANGES: dict[str, Shape] = {
    "inputEPCList": EPCS_ONCE,
    "outputEPCList": EPCS_ONCE,
    "inputQuantityList": QUANTITIES,
    "outputQuantityList": QUANTITIES,
    "transformationID": One(uri),
}
ALWAYS = ("type", "eventTime", "eventTimeZoneOffset")

EVENTS: dict[str, Thing] = {
    "ObjectEvent": Thing(
        COMMON | CIRCUMSTANCES | ACTION | THINGS | ILMD, (*ALWAYS, "action"), open=True, rules=(object_rules,)
    ),
    "AggregationEvent": Thing(
        COMMON | CIRCUMSTANCES | ACTION | CHILDREN, (*ALWAYS, "action"), open=True, rules=(aggregation_rules,)
    ),
    "AssociationEvent": Thing(
        COMMON | CIRCUMSTANCES | ACTION | CHILDREN,
        (*ALWAYS, "action", "parentID"),
        open=True,
        rules=(children_rules,),
    ),
    "TransactionEvent": Thing(
        COMMON
        | CIRCUMSTANCES
        | ACTION
        | THINGS
        | {"parentID": One(uri), "epcList": EPCS, "bizTransactionList": Each(TRANSACTION, least=1)},
        (*ALWAYS, "action", "bizTransactionList"),
        open=True,
        rules=(transaction_rules,),
    ),
    "TransformationEvent": Thing(
        COMMON | CIRCUMSTANCES | CHANGES | ILMD, ALWAYS, open=True, rules=(transformation_rules,)
    ),
}
OWN_EVENT = Thing(
    COMMON | CIRCUMSTANCES | ACTION | THINGS | CHILDREN | CHANGES | ILMD | {"type": One(uri)}, ALWAYS, open=True
)
"""An event of a type of the sender's own, named by a URI: any field of the standard, none but the time required."""
