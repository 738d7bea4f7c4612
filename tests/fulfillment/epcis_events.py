"""Events and documents of our own for the tests of EPCIS."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
OWN = {"own": "https://ns.own.example/epcis/"}
SHOE = "https://id.gs1.org/01/09521141012345/21/S17"
PALLET = "urn:epc:id:sscc:0614141.1234567890"

OBSERVED: dict[str, Any] = {
    "type": "ObjectEvent",
    "eventTime": "2026-07-22T06:45:00.25+02:00",
    "eventTimeZoneOffset": "+02:00",
    "action": "OBSERVE",
    "epcList": [SHOE, "urn:epc:id:sgtin:0614141.107346.2018"],
    "quantityList": [{"epcClass": "urn:epc:class:lgtin:4012345.012345.L1", "quantity": 2.5, "uom": "KGM"}],
    "bizStep": "receiving",
    "disposition": "in_progress",
    "persistentDisposition": {"set": ["completeness_verified"], "unset": ["completeness_inferred"]},
    "readPoint": {"id": "urn:epc:id:sgln:0614141.07346.1234", "own:gate": "7"},
    "bizLocation": {"id": "urn:epc:id:sgln:0614141.07346.0"},
    "bizTransactionList": [{"type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:0614141073467:1152"}],
    "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:4012345.00225"}],
    "destinationList": [{"type": "location", "destination": "urn:epc:id:sgln:0614141.00777.0"}],
    "sensorElementList": [
        {
            "sensorMetadata": {"time": "2026-07-22T06:44:00+02:00", "own:rack": "3"},
            "sensorReport": [
                {"type": "Temperature", "value": 26.0, "uom": "CEL"},
                {"exception": "ALARM_CONDITION", "booleanValue": True},
            ],
        }
    ],
    "certificationInfo": "https://council.example/certificate/1",
    "errorDeclaration": {
        "declarationTime": "2026-07-23T06:45:00Z",
        "reason": "incorrect_data",
        "correctiveEventIDs": ["urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8"],
    },
    "own:size": {"eu": "42", "widths": ["g", "h"]},
}
PACKED: dict[str, Any] = {
    "type": "AggregationEvent",
    "eventTime": "2026-07-22T07:00:00Z",
    "eventTimeZoneOffset": "-06:00",
    "action": "ADD",
    "parentID": PALLET,
    "childEPCs": [SHOE],
    "childQuantityList": [{"epcClass": "urn:epc:idpat:sgtin:4012345.012345.*", "quantity": 3}],
}
FITTED = PACKED | {"type": "AssociationEvent", "bizStep": "installing"}
ORDERED: dict[str, Any] = {
    "type": "TransactionEvent",
    "eventTime": "2026-07-22T07:10:00Z",
    "eventTimeZoneOffset": "+14:00",
    "action": "ADD",
    "bizTransactionList": [{"bizTransaction": "https://shop.example/order/8"}],
    "epcList": [SHOE],
}
MADE: dict[str, Any] = {
    "type": "TransformationEvent",
    "eventTime": "2026-07-22T07:20:00Z",
    "eventTimeZoneOffset": "+00:00",
    "inputQuantityList": [{"epcClass": "urn:epc:class:lgtin:4012345.012345.L1"}],
    "outputEPCList": [SHOE],
    "ilmd": {"own:vintage": 2026, "cbvmda:lotNumber": "L1"},
    "transformationID": "urn:epc:id:gdti:0614141.12345.400",
}
OWN_KIND: dict[str, Any] = {
    "type": "https://ns.own.example/epcis/Polished",
    "eventTime": "2026-07-22T07:30:00Z",
    "eventTimeZoneOffset": "+00:00",
    "epcList": [SHOE],
}
ALL = {
    "observed": OBSERVED,
    "packed": PACKED,
    "fitted": FITTED,
    "ordered": ORDERED,
    "made": MADE,
    "own kind": OWN_KIND,
}


def bare(event: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """One event by itself; a field given as None is taken out."""
    made = {"@context": [CONTEXT, OWN]} | deepcopy(event) | changed
    return {name: value for name, value in made.items() if value is not None}


def document(*events: dict[str, Any], **changed: Any) -> dict[str, Any]:
    made = {
        "@context": [CONTEXT, OWN],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-07-22T10:30:00Z",
        "epcisBody": {"eventList": deepcopy(list(events))},
    } | changed
    return {name: value for name, value in made.items() if value is not None}


def answer(*events: dict[str, Any]) -> dict[str, Any]:
    results = {"queryName": "all", "resultsBody": {"eventList": deepcopy(list(events))}}
    return document(type="EPCISQueryDocument", epcisBody={"queryResults": results})


NAMES = st.sampled_from(
    sorted({name for event in ALL.values() for name in event} | {"@context", "epcisBody", "eventList"})
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.binary()
    | st.sampled_from(
        ["", ":", "urn:", "%", "cbv:", "gs1:x", "2026-02-30T25:61:61Z", "0001-01-01T00:00:00+14:00", SHOE, "\ud800"]
    )
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | st.text(), inner, max_size=5),
    max_leaves=12,
)
