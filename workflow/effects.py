"""Effects: what must happen outside because something was decided inside, no more and no less than once.

The row is written in the deed's own transaction. Towards our own tables each effect is carried out exactly once;
towards the outside at least once, with the same key every time.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models.functions import Now

from audit.models import Entry
from tenancy.context import current_tenant, tenant
from tenancy.due import ring
from tenancy.ids import uuid7
from workflow import doorbell
from workflow.attempts import Queue, Taken
from workflow.models import Effect
from workflow.rounds import round

JOB, RELEASE = "effects", "release"
QUEUE = Queue(
    table="workflow_effect",
    job=JOB,
    open=(Effect.State.READY, Effect.State.LEASED),
    leased=Effect.State.LEASED,
    again=Effect.State.READY,
    lease=timedelta(seconds=60),
)
UNSEALED_WAIT = timedelta(seconds=1)

Handler = Callable[[Effect], None]
HANDLERS: dict[str, Handler] = {}
HELD: set[str] = set()

INSERT = """
INSERT INTO workflow_effect (tenant_id, id, key, kind, recipient, entry_id, ordinal, payload, state, attempts, failure)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, 0, '') ON CONFLICT (tenant_id, key) DO NOTHING RETURNING made_at, next_at
"""
INSERT_MANY = """
INSERT INTO workflow_effect (tenant_id, id, key, kind, recipient, entry_id, ordinal, payload, state, attempts, failure)
SELECT %(tenant)s, e.id, e.key, %(kind)s, e.recipient, %(entry)s, e.ordinal, e.payload, %(state)s, 0, ''
FROM unnest(%(ids)s::uuid[], %(keys)s::text[], %(recipients)s::text[], %(ordinals)s::int[], %(payloads)s::text[])
  AS e(id, key, recipient, ordinal, payload)
"""
# One statement, so one snapshot: an effect commits with its entry, before that can be sealed. Whoever sees a seal sees
# all effects of it and of every entry before it, so what is released later never stands before what was served.
RELEASE_SEALED = """
UPDATE workflow_effect e SET position = s.index, state = 'done', done_at = clock_timestamp()
FROM audit_seal s
WHERE e.tenant_id = %(tenant)s AND e.state = 'waiting' AND s.tenant_id = %(tenant)s AND s.entry_id = e.entry_id
"""


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the decorated function as what carries out effects of `kind`.

    It is called with the effect, outside any transaction and any marketplace (it opens `tenant()` for what it reads),
    has 60 seconds, and raises if it should be tried again.
    """

    def register(function: Handler) -> Handler:
        if kind in HANDLERS or kind in HELD:
            raise ValueError(f"The effect {kind} is registered twice.")
        HANDLERS[kind] = function
        return function

    return register


def held(kind: str) -> str:
    """Declare a kind of effect that nobody carries out: it is read by position, once its entry has one."""
    if kind in HANDLERS or kind in HELD:
        raise ValueError(f"The effect {kind} is registered twice.")
    HELD.add(kind)
    return kind


def emit(
    *, kind: str, recipient: str, entry: Entry, payload: dict[str, Any], ordinal: int = 0, key: str | None = None
) -> Effect:
    """Write down, in the current transaction, that `recipient` must be told `payload` because of `entry`.

    Several effects of one kind, entry and recipient are told apart by `ordinal`. Emitting the same effect twice writes
    it once. LookupError for an unknown kind; ValueError if `key` already stands for another effect, or is given for a
    kind that is held (its key says its place).
    """
    if kind not in HANDLERS and kind not in HELD:
        raise LookupError(f"Nobody has registered effects of the kind {kind!r}.")
    if key and kind in HELD:
        raise ValueError(f"Effects of the kind {kind} have their own key.")
    effect = Effect(
        key=key or _key(kind, entry, recipient, ordinal),
        kind=kind,
        recipient=recipient,
        entry_id=entry.id,
        ordinal=ordinal,
        payload=_written(payload),
        state=Effect.State.WAITING if kind in HELD else Effect.State.READY,
    )
    written = _insert(effect)
    if written is None:
        return _same(effect)
    effect.made_at, effect.next_at = written
    job = RELEASE if kind in HELD else JOB
    ring(job)
    doorbell.after_commit(job)
    return effect


def emit_held(*, kind: str, entry: Entry, told: Sequence[tuple[str, int, dict[str, Any]]]) -> None:
    """Write down many effects of a held kind because of one new entry: (recipient, ordinal, payload) each. One statement.

    Unlike `emit`, the same twice is a fault: IntegrityError. LookupError for a kind that is not held.
    """
    if kind not in HELD:
        raise LookupError(f"Nobody has declared held effects of the kind {kind!r}.")
    if not told:
        return
    values: dict[str, Any] = {
        "tenant": current_tenant(),
        "kind": kind,
        "entry": entry.id,
        "state": Effect.State.WAITING,
        "ids": [uuid7() for _effect in told],
        "keys": [_key(kind, entry, recipient, ordinal) for recipient, ordinal, _payload in told],
        "recipients": [recipient for recipient, _ordinal, _payload in told],
        "ordinals": [ordinal for _recipient, ordinal, _payload in told],
        "payloads": [_written(payload) for _recipient, _ordinal, payload in told],
    }
    with connection.cursor() as cursor:
        cursor.execute(INSERT_MANY, values)
    ring(RELEASE)
    doorbell.after_commit(RELEASE)


def _key(kind: str, entry: Entry, recipient: str, ordinal: int) -> str:
    return f"{kind}:{entry.id}:{recipient}:{ordinal}"


def _written(payload: dict[str, Any]) -> str:
    return json.dumps(payload, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)


def _insert(effect: Effect) -> tuple[datetime, datetime] | None:
    values: list[Any] = [
        effect.key,
        effect.kind,
        effect.recipient,
        effect.entry_id,
        effect.ordinal,
        effect.payload,
        effect.state,
    ]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [current_tenant(), effect.id, *values])
        return cursor.fetchone()


def _same(effect: Effect) -> Effect:
    """The effect that has this key already, if it says the same."""
    first = Effect.objects.get(key=effect.key)
    said = ("kind", "recipient", "entry_id", "ordinal", "payload")
    if any(getattr(first, name) != getattr(effect, name) for name in said):
        raise ValueError(f"Another effect has the key {effect.key!r}.")
    return first


def carry_out_ripe(tenant_id: UUID) -> int:
    """Carry out the effects of a marketplace that are ready; returns how many were tried."""
    return QUEUE.work_off(tenant_id, partial(_carry_out, tenant_id))


@round(JOB, afterwards=carry_out_ripe)
def sweep(now: datetime) -> datetime | None:
    """When an effect is ready next. They are carried out afterwards, outside any transaction."""
    return QUEUE.look_again()


def _carry_out(tenant_id: UUID, taken: Taken) -> None:
    with tenant(tenant_id):
        effect = Effect.objects.get(id=taken.id)
    HANDLERS[effect.kind](effect)
    with tenant(tenant_id):
        Effect.objects.filter(id=taken.id, state=Effect.State.LEASED, attempts=taken.attempt).update(
            state=Effect.State.DONE, done_at=Now(), failure=""
        )


@round(RELEASE)
def release(now: datetime) -> datetime | None:
    """Give every held effect whose entry is sealed its position; come again while any waits.

    One poller of a marketplace at a time: two could otherwise wait for each other's rows.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"{RELEASE}:{current_tenant()}"])
        if not cursor.fetchone()[0]:
            return now + UNSEALED_WAIT
        cursor.execute(RELEASE_SEALED, {"tenant": current_tenant()})
    return now + UNSEALED_WAIT if Effect.objects.filter(state=Effect.State.WAITING).exists() else None
