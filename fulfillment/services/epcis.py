"""Capture: events of a supply chain taken in, each once; and our own verdicts said in the same words."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.log import Fact, record
from fulfillment import verbs
from fulfillment.codes import CodeError, epcs
from fulfillment.codes.scanned import Identity, read
from fulfillment.epcis import reading
from fulfillment.epcis.checking import check
from fulfillment.epcis.hashing import event_hash
from fulfillment.epcis.values import Event, Fault, Limits, Unreadable
from fulfillment.epcis.writing import write_bare
from fulfillment.models import EpcisCapture, EpcisEvent, EpcisEventCode, EpcisHandedIn, EpcisQuery, Product
from fulfillment.models.epcis import LONGEST_URI
from fulfillment.services.codes import mark_of
from fulfillment.units import sealing
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.ids import uuid7
from tenancy.references import unused
from tenancy.together import insert_together

LIMITS = Limits(size=4 * 1024 * 1024, events=1_000)
MOST_QUERIES = 100
COLUMNS = {
    "id": "uuid", "tenant_id": "uuid", "hash": "text", "declared": "text", "type": "text", "action": "text", "step": "text",
    "disposition": "text", "read_point": "text", "location": "text", "time": "timestamptz", "sealed": "bytea",
    "party_id": "uuid", "capture_id": "uuid",
}  # fmt: skip
ELSEWHERE = "epc"
"""What stands for the GTIN in the mark of a thing that is no numbered piece: a pallet, a place, a batch, a product."""


class Unfit(Invalid):
    """A body that is no EPCIS 2.0, or events of it that are none; `faults` name the fields."""

    code = "epcis"

    def __init__(self, faults: Sequence[Fault]) -> None:
        named: dict[str, list[str]] = {}
        for fault in faults:
            named.setdefault(fault.path, []).append(fault.message)
        super().__init__(fields=named)
        self.faults = tuple(faults)


@transaction.atomic
def capture(*, actor: Actor, body: Any, proceeds: bool = False) -> EpcisCapture:
    """Take in the events of a parsed body: all or none, or, where it `proceeds`, those that are sound.

    The same event twice is one, whoever hands it in. It is done when this returns. Raises Unfit, which names the fields; Denied.
    """
    require(actor, "epcis.capture")
    assert actor.party_id is not None
    faults = check(body, LIMITS)
    if faults and (not proceeds or any(fault.event is None for fault in faults)):
        raise Unfit(faults)
    refused = {fault.event for fault in faults if fault.event is not None}
    said = [_Said.of(event) for event in _read(_without(body, refused))]
    if not said and faults:
        raise Unfit(faults)
    _refuse_long(said)
    now = database_now()
    made = EpcisCapture(
        id=uuid7(), tenant_id=current_tenant(), reference=unused(EpcisCapture, "EC"), party_id=actor.party_id,
        proceeds=proceeds, sha256=hashlib.sha256(_plain(body).encode()).hexdigest(), fresh=0, known=0, refused=len(refused),
        errors=[{"path": one.path, "message": one.message, "event": one.event} for one in faults], made_at=now,
    )  # fmt: skip
    ids, fresh = _insert(said, made, actor.party_id)
    made.fresh, made.known = fresh, len(said) - fresh
    made.save(force_insert=True)
    _hand_in(said, ids, made)
    facts: dict[str, Fact] = {"fresh": fresh, "known": made.known, "refused": made.refused, "sha256": made.sha256}
    record(verbs.EVENTS_CAPTURED, actor=actor, subject=made, facts=facts, parties=[actor.party_id])
    return made


def say(events: Sequence[Event], *, party_id: UUID) -> None:
    """Put verdicts of ours among the events, for the party that has the goods. Called down, in the transaction of the deed that
    they speak of, which is what stands in the log."""
    _insert([_Said.of(event) for event in events], None, party_id)


@transaction.atomic
def keep_query(*, actor: Actor, name: str, said: Mapping[str, Any]) -> EpcisQuery:
    """Keep a question under a name of the party's own. Raises Conflict for a name that is taken, Invalid for one too many."""
    require(actor, "epcis.read")
    assert actor.party_id is not None
    if EpcisQuery.objects.filter(party_id=actor.party_id).count() >= MOST_QUERIES:
        raise Invalid(fields={"name": [_("At most %(n)d questions are kept. Drop one first.") % {"n": MOST_QUERIES}]})
    row = EpcisQuery(party_id=actor.party_id, name=name, sealed=_sealed(_plain(said)))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as taken:
        raise Conflict(_("A question of that name is kept already."), code="epcis_name_taken") from taken
    record(verbs.QUERY_KEPT, actor=actor, subject=row, parties=[actor.party_id])
    return row


@transaction.atomic
def drop_query(*, actor: Actor, name: str) -> None:
    """Forget a question. NotFound if the party keeps none of that name."""
    require(actor, "epcis.read")
    row = EpcisQuery.objects.filter(party_id=actor.party_id, name=name).first() if actor.party_id else None
    if row is None:
        raise NotFound
    record(verbs.QUERY_DROPPED, actor=actor, subject=row, parties=[row.party_id])
    row.delete()


def document_of(row: EpcisEvent) -> dict[str, Any]:
    """The event by itself, as it was said. Raises InvalidTag where somebody altered it."""
    found: dict[str, Any] = json.loads(sealing.unseal_text(settings.SECRET_KEY, current_tenant(), bytes(row.sealed)))
    return found


def said_of_query(row: EpcisQuery) -> dict[str, Any]:
    """The question as it was kept."""
    found: dict[str, Any] = json.loads(sealing.unseal_text(settings.SECRET_KEY, current_tenant(), bytes(row.sealed)))
    return found


def mark_of_code(text: str) -> tuple[UUID, str]:
    """The mark of a thing or a class of things, however it is written, and its GTIN ("" if it has none)."""
    name, identity = _named(text)
    if identity is not None and identity.serial:
        return mark_of(identity.gtin, identity.serial), identity.gtin
    return mark_of(ELSEWHERE, name), identity.gtin if identity is not None else ""


@lru_cache(maxsize=4096)
def _named(text: str) -> tuple[str, Identity | None]:
    """One spelling of it, and what it is if its number is sound."""
    try:
        return epcs.canonical(text), read(text)
    except CodeError:
        pass
    try:
        return epcs.canonical(text, strict=False), None
    except CodeError:
        return text, None


@dataclass(frozen=True, slots=True)
class _Said:
    """An event with its identity."""

    event: Event
    hash: str
    declared: str

    @classmethod
    def of(cls, event: Event) -> "_Said":
        error = event.raw.get("errorDeclaration") if event.error else None
        declared = hashlib.sha256(_plain(error).encode()).hexdigest() if error else ""
        return cls(event, event_hash(event)[len("ni:///sha-256;") :].partition("?")[0], declared)

    @property
    def key(self) -> tuple[str, str]:
        return self.hash, self.declared

    @property
    def given_id(self) -> str:
        """What its sender calls it, if that is not its hash."""
        return "" if self.event.id.startswith("ni:///sha-256;") else self.event.id

    def codes(self) -> Iterator[tuple[str, str, bool]]:
        """Role, code, and whether it is a class."""
        event = self.event
        for role, codes, quantities in (
            ("epc", event.epcs, event.quantities),
            ("child", event.children, event.child_quantities),
            ("input", event.input_epcs, event.input_quantities),
            ("output", event.output_epcs, event.output_quantities),
        ):
            yield from ((role, code, False) for code in codes)
            yield from ((role, one.epc_class, True) for one in quantities)
        if event.parent:
            yield "parent", event.parent, False


def _read(body: Any) -> list[Event]:
    try:
        return reading.read(body, LIMITS)
    except Unreadable as error:
        raise Unfit([error.fault]) from error


def _without(body: Any, refused: Collection[int]) -> Any:
    """The body without these events, counted from 0."""
    if not refused:
        return body
    if isinstance(body, list):
        return [one for place, one in enumerate(body) if place not in refused]
    if body.get("type") not in reading.DOCUMENTS:
        return []
    return _thinned(body, reading.events_path(body).split("."), refused)


def _thinned(value: Any, path: Sequence[str], refused: Collection[int]) -> Any:
    if not path:
        return [one for place, one in enumerate(value) if place not in refused]
    return {**value, path[0]: _thinned(value[path[0]], path[1:], refused)}


def _refuse_long(said: Sequence[_Said]) -> None:
    wrong = [
        Fault(name, str(_("This is longer than %(n)d characters.")) % {"n": LONGEST_URI})
        for one in said
        for name, value in (
            ("eventID", one.event.id), ("type", one.event.type), ("bizStep", one.event.step),
            ("disposition", one.event.disposition), ("readPoint.id", one.event.read_point.id),
            ("bizLocation.id", one.event.location.id),
        )
        if len(value) > LONGEST_URI
    ]  # fmt: skip
    if wrong:
        raise Unfit(wrong)


def _insert(
    said: Sequence[_Said], made: EpcisCapture | None, party_id: UUID
) -> tuple[dict[tuple[str, str], UUID], int]:
    """Insert what is new: the ids of all by hash and declaration, and how many were new. In one order, so that captures of the
    same events wait for each other and do not lock each other out."""
    tenant, rows = current_tenant(), {key: uuid7() for key in dict.fromkeys(one.key for one in said)}
    first = {one.key: one for one in sorted(said, key=lambda one: one.key)}
    ids = _inserted(
        [
            [
                str(rows[key]), str(tenant), one.hash, one.declared, one.event.type, one.event.action, one.event.step,
                one.event.disposition, one.event.read_point.id, one.event.location.id, one.event.time.isoformat(),
                _sealed(_plain(_bare(one.event))), str(party_id), str(made.id) if made else None,
            ]
            for key, one in first.items()
        ]
    )  # fmt: skip
    fresh = {key for key, id_ in rows.items() if ids[key] == id_}
    _link([first[key] for key in first if key in fresh], ids)
    return ids, len(fresh)


def _inserted(lines: list[list[Any]]) -> dict[tuple[str, str], UUID]:
    """Id by hash and declaration, of those that were there before too."""
    if not lines:
        return {}
    wanted = ", ".join(f"%s::{kind}[]" for kind in COLUMNS.values())
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO fulfillment_epcisevent ({', '.join(COLUMNS)}) SELECT * FROM unnest({wanted})"  # names of this module
            " ON CONFLICT (tenant_id, hash, declared) DO NOTHING",
            [list(column) for column in zip(*lines, strict=True)],
        )
    hashes = [line[2] for line in lines]
    rows = EpcisEvent.objects.filter(hash__in=hashes).values_list("hash", "declared", "id")
    return {(hash_, declared): id_ for hash_, declared, id_ in rows}


def _link(said: Sequence[_Said], ids: Mapping[tuple[str, str], UUID]) -> None:
    """What each new event speaks of, with the brand whose goods they are."""
    marks = {(one.key, role, *mark_of_code(code), is_class) for one in said for role, code, is_class in one.codes()}
    gtins = {gtin for _key, _role, _mark, gtin, _class in marks if gtin}
    brands = dict(Product.objects.standing().filter(gtin__in=gtins).values_list("gtin", "brand_id")) if gtins else {}
    once = {(ids[key], role, mark): (gtin, is_class) for key, role, mark, gtin, is_class in marks}
    insert_together(
        EpcisEventCode(
            id=uuid7(), tenant_id=current_tenant(), event_id=event_id, role=role, mark=mark, is_class=is_class,
            brand_id=brands.get(gtin),
        )
        for (event_id, role, mark), (gtin, is_class) in once.items()
    )  # fmt: skip


def _hand_in(said: Sequence[_Said], ids: Mapping[tuple[str, str], UUID], made: EpcisCapture) -> None:
    """Each event at its place in the capture. A name that is on file already is not said again."""
    names = [one.given_id for one in said if one.given_id]
    known = EpcisHandedIn.objects.filter(party_id=made.party_id, given_id__in=names)
    named = set(known.values_list("given_id", "event_id"))
    rows = []
    for place, one in enumerate(said):
        name = (one.given_id, ids[one.key])
        rows.append(
            EpcisHandedIn(
                id=uuid7(), tenant_id=current_tenant(), capture_id=made.id, event_id=ids[one.key], party_id=made.party_id,
                place=place, given_id="" if name in named else one.given_id,
            )
        )  # fmt: skip
        named.add(name)
    insert_together(rows)


def _bare(event: Event) -> dict[str, Any]:
    """The event by itself, under the name that its sender gave it, or its hash."""
    return write_bare(event if event.id else replace(event, id=event_hash(event)))


def _sealed(text: str) -> bytes:
    return sealing.seal_text(settings.SECRET_KEY, current_tenant(), text)


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
