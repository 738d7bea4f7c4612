"""Writing to the log: one function, called inside the business transaction.

The entry exists if and only if the deed does. It is staged here; the sequencer gives it its position later.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from audit.canonical import NONCE_SIZE, SALT_SIZE, commit, entry_bytes
from audit.matters import regions_of
from audit.merkle import leaf_hash
from audit.models import Entry, Mention
from audit.rows import Committed
from audit.verbs import Verb
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.ids import uuid7
from tenancy.models import Tenanted

JOB = "seal"
SCHEMA = 1
Fact = str | int | bool | None

RECORD = (
    "SELECT audit_record(%s, %s, %s, %s, %s, %s, %s, %s, %s::text[], %s, %s::uuid[], %s::text[], %s::bytea[],"
    " %s::text[], %s::uuid[], %s::uuid[], %s::text[])"
)


def moment(at: datetime) -> str:
    """A moment as the log writes it: UTC, microseconds, always the same length."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _who(actor: Actor) -> dict[str, str]:
    pairs = {
        "kind": actor.kind,
        "role": actor.role,
        "membership": actor.membership_id,
        "party": actor.party_id,
        "key": actor.key_id,
    }
    return {name: str(value) for name, value in pairs.items() if value}


def _checked_facts(verb: Verb, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    unknown = set(facts) - verb.facts
    if unknown:
        raise ValueError(f"The verb {verb.name} does not declare the facts {sorted(unknown)}.")
    return dict(facts)


def record(
    verb: Verb,
    *,
    actor: Actor,
    subject: Tenanted,
    refs: Sequence[Tenanted | UUID] = (),
    facts: Mapping[str, Fact] | None = None,
    personal: Mapping[str, str] | None = None,
    rows: Sequence[Committed] = (),
    parties: Iterable[UUID | None] = (),
) -> Entry:
    """Write one entry in the current transaction and return it, unsealed.

    `refs` are other things whose timeline shows it; `parties` may see it beside the operator, whose reviewers see it
    if they work where `subject` or one of `refs` lies. `facts` stand in the bytes in clear, so they hold codes, counts
    and dates, never a name or free text: those go to `personal`, of which the bytes hold salted commitments. `rows` are
    committed rows that this entry answers for.
    """
    secrets = {name: (os.urandom(SALT_SIZE), value) for name, value in (personal or {}).items()}
    mentioned = [ref if isinstance(ref, UUID) else ref.id for ref in refs]
    seen_by = sorted({party for party in parties if party}, key=str)
    entry = Entry(id=uuid7(), tenant_id=current_tenant(), at=database_now(), verb=verb.name,
                  subject_type=subject._meta.label, subject_id=subject.id, regions=regions_of([subject, *refs]))  # fmt: skip
    optional: dict[str, object] = {
        "refs": [str(ref) for ref in mentioned],
        "facts": _checked_facts(verb, facts or {}),
        "commitments": {name: commit(value.encode(), salt).hex() for name, (salt, value) in secrets.items()},
        "rows": {f"{row._meta.label}:{row.id}": bytes(row.commitment).hex() for row in rows},
        "parties": [str(party) for party in seen_by],
    }
    payload = _head(entry, verb, actor) | {name: value for name, value in optional.items() if value}
    entry.data = entry_bytes(payload, os.urandom(NONCE_SIZE))
    entry.leaf = leaf_hash(entry.data)
    _stage(entry, secrets=secrets, about=list(dict.fromkeys([subject.id, *mentioned])), seen_by=seen_by)
    return entry


def _head(entry: Entry, verb: Verb, actor: Actor) -> dict[str, object]:
    """What the bytes of every entry begin with."""
    return {
        "v": SCHEMA,
        "id": str(entry.id),
        "at": moment(entry.at),
        "verb": verb.name,
        "verb_version": verb.version,
        "actor": _who(actor),
        "subject": {"type": entry.subject_type, "id": str(entry.subject_id)},
    }


def _stage(entry: Entry, *, secrets: Mapping[str, tuple[bytes, str]], about: list[UUID], seen_by: list[UUID]) -> None:
    """Write the entry with all that stands beside it, by one statement. `secrets` are salt and value by name."""
    targets = [*about, *seen_by]
    kinds = [Mention.ABOUT] * len(about) + [Mention.PARTY] * len(seen_by)
    values: list[Any] = [
        entry.tenant_id, entry.id, entry.at, entry.verb, entry.subject_type, entry.subject_id, entry.data, entry.leaf,
        entry.regions, uuid7(), [uuid7() for _ in secrets], list(secrets), [salt for salt, _ in secrets.values()],
        [value for _, value in secrets.values()], [uuid7() for _ in targets], targets, kinds,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(RECORD, values)
