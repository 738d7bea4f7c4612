"""Whether a body is EPCIS 2.0: a list of faults, each with the field it lies in. Empty: it is, and it can be read.

Stricter than the JSON schema of the standard where that only looks at the shape: times must be times, standard names must
exist, prefixes must be declared. Never raises, whatever it is given.
"""

from collections.abc import Mapping
from typing import Any

from fulfillment.epcis import vocabulary
from fulfillment.epcis.contexts import SCHEMES, is_standard, parts_of, prefixes_of
from fulfillment.epcis.fields import EVENTS, OWN_EVENT, Context
from fulfillment.epcis.formats import kind_of, shortened, text, time, uri, version
from fulfillment.epcis.reading import DOCUMENTS, FIELDS, events_in, events_path
from fulfillment.epcis.shapes import REQUIRED, Each, Many, One, Run, Shape, Thing
from fulfillment.epcis.soundness import unsound
from fulfillment.epcis.values import LIMITS, Fault, Limits


class Anything:
    """Judged elsewhere, or free."""

    def check(self, value: Any, path: str, run: Run) -> None:
        return None


ATTRIBUTE = Thing({"id": One(uri), "attribute": Anything()}, required=("id",), open=True)
ELEMENT = Thing({"id": One(uri), "attributes": Each(ATTRIBUTE), "children": Many(uri)}, required=("id",), open=True)
MASTER_DATA = Each(Thing({"type": One(uri), "vocabularyElementList": Each(ELEMENT)}, required=("type",), open=True))
HEADER = Thing({"epcisMasterData": Thing({"vocabularyList": MASTER_DATA}, open=True)}, open=True)
DOCUMENT: dict[str, Shape] = {
    "@context": Context(),
    "id": One(uri),
    "type": One(text),
    "schemaVersion": One(version),
    "creationDate": One(time),
    "instanceIdentifier": One(text),
    "sender": One(text),
    "receiver": One(text),
}
RESULTS = Thing({"eventList": Anything(), "vocabularyList": MASTER_DATA}, required=("eventList",), open=True)
QUERY_RESULTS = Thing(
    {"queryName": One(text), "subscriptionID": One(text), "resultsBody": RESULTS},
    required=("queryName", "resultsBody"),
    open=True,
)
SHELLS = {
    "EPCISDocument": Thing(
        DOCUMENT
        | {"epcisHeader": HEADER, "epcisBody": Thing({"eventList": Anything()}, required=("eventList",), open=True)},
        required=("@context", "schemaVersion", "creationDate", "epcisBody"),
        open=True,
    ),
    "EPCISQueryDocument": Thing(
        DOCUMENT | {"epcisBody": Thing({"queryResults": QUERY_RESULTS}, required=("queryResults",), open=True)},
        required=("@context", "epcisBody"),
        open=True,
    ),
}


def check(body: Any, limits: Limits = LIMITS) -> list[Fault]:
    """What is wrong with a parsed body, in the order of its fields, at most `limits.faults`; empty if it is EPCIS 2.0.

    A fault with an `event` spoils that event alone; one without spoils the whole body.
    """
    if trouble := unsound(body, limits):
        return [trouble]
    run = Run(limits.faults)
    declared: dict[str, str] = {}
    in_document = isinstance(body, dict) and body.get("type") in DOCUMENTS
    if in_document:
        declared = _document(body, run)
    elif not isinstance(body, dict | list):
        run.add("", f"Expected a document, an event or a list of events, found {kind_of(body)}.")
    for place, found in enumerate(events_in(body)):
        if place == limits.events:
            run.event = None
            run.add("", f"There are more than {limits.events:,} events in one body.")
        if place == limits.events or run.full:
            break
        run.event = place
        _event(found.value, found.path, declared, in_document, run)
    return run.faults


def _document(body: Mapping[str, Any], run: Run) -> dict[str, str]:
    """Judge what stands round the events; the prefixes that it declares for them."""
    if "@context" in body:
        _context(body["@context"], "@context", run)
        _standard_context(body["@context"], "@context", run)
    declared = run.prefixes = prefixes_of(body.get("@context"))
    SHELLS[body["type"]].check(body, "", run)
    path = events_path(dict(body))
    found: Any = body
    for name in path.split("."):
        if not isinstance(found, dict) or name not in found:
            return declared  # told already
        found = found[name]
    if not isinstance(found, list):
        run.add(path, f"Expected a list, found {kind_of(found)}.")
    return declared


def _event(value: Any, path: str, declared: dict[str, str], in_document: bool, run: Run) -> None:
    before = path + "." if path else ""
    if not isinstance(value, dict):
        run.add(path, f"Expected an event, found {kind_of(value)}.")
        return
    run.prefixes = declared
    if "@context" in value:
        _context(value["@context"], before + "@context", run)
        run.prefixes = declared | prefixes_of(value["@context"])
    if not in_document:
        _standard_context(value.get("@context"), before + "@context", run)
    kind = value.get("type")
    thing = EVENTS.get(kind) if isinstance(kind, str) else None
    if thing is None and isinstance(kind, str) and ":" not in kind:
        known = ", ".join((*vocabulary.EVENT_TYPES, *([] if in_document else DOCUMENTS)))
        run.add(before + "type", f"“{shortened(kind)}” is none of {known}; a type of your own must be a URI.")
        return
    (thing or OWN_EVENT).check(value, path, run)


def _standard_context(context: Any, path: str, run: Run) -> None:
    if context is None:
        run.add(path, REQUIRED)
    elif not is_standard(context):
        run.add(path, "The context of EPCIS is missing: https://ref.gs1.org/standards/epcis/epcis-context.jsonld.")


def _context(context: Any, path: str, run: Run) -> None:
    """Addresses and objects of prefixes; nothing that would change what a standard name means."""
    listed = isinstance(context, list)
    for place, part in enumerate(parts_of(context)):
        where = f"{path}[{place}]" if listed else path
        if isinstance(part, str):
            if message := uri(part):
                run.add(where, message)
        elif isinstance(part, dict):
            for prefix, meant in part.items():
                if message := _prefix(prefix, meant):
                    run.add(f"{where}.{prefix}", message)
        else:
            run.add(where, f"Expected an address or an object of prefixes, found {kind_of(part)}.")


def _prefix(prefix: str, meant: Any) -> str:
    """What is wrong with one declaration, "" if nothing."""
    if prefix.startswith("@"):
        return f"“{shortened(prefix)}” is not taken in a context."
    namespace = meant.get("@id") if isinstance(meant, dict) else meant
    if prefix in FIELDS or prefix in SCHEMES or ":" in prefix or not prefix:
        return f"“{shortened(prefix)}” cannot be a prefix."
    if message := uri(namespace):
        return message
    standard = vocabulary.PREFIXES.get(prefix)
    if standard and not str(namespace).startswith(standard):
        return f"“{prefix}” is a prefix of the standard and means {standard}"
    return ""
