"""Writing to the log, always inside the business transaction: `record` one entry, or `record_each` of many deeds.

The entry exists if and only if the deed does. It is staged here; the sequencer gives it its position later.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
TOGETHER = 50  # entries that one trip to the database writes

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What one entry says beside its verb and actor; see `record`."""

    subject: Tenanted
    refs: Sequence[Tenanted | UUID] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    personal: Mapping[str, str] = field(default_factory=dict)
    rows: Sequence[Committed] = ()
    parties: Iterable[UUID | None] = ()


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
    deed = Deed(subject=subject, refs=refs, facts=facts or {}, personal=personal or {}, rows=rows, parties=parties)
    return record_each(verb, actor=actor, deeds=[deed])[0]


def record_each(verb: Verb, *, actor: Actor, deeds: Iterable[Deed]) -> list[Entry]:
    """Write an entry for each deed, as `record` does for one; many at a time in one trip to the database."""
    entries, statements = [], []
    for deed in deeds:
        secrets = {name: (os.urandom(SALT_SIZE), value) for name, value in deed.personal.items()}
        entry, about, seen_by = _entry(verb, actor, deed, secrets)
        entries.append(entry)
        statements.append(_values(entry, secrets=secrets, about=about, seen_by=seen_by))
    with connection.cursor() as cursor:
        for at in range(0, len(statements), TOGETHER):
            some = statements[at : at + TOGETHER]
            cursor.execute("; ".join([RECORD] * len(some)), [value for values in some for value in values])
    return entries


def _entry(
    verb: Verb, actor: Actor, deed: Deed, secrets: Mapping[str, tuple[bytes, str]]
) -> tuple[Entry, list[UUID], list[UUID]]:
    """The entry with its bytes; the things that it is about, and the parties that may see it."""
    subject = deed.subject
    mentioned = [ref if isinstance(ref, UUID) else ref.id for ref in deed.refs]
    seen_by = sorted({party for party in deed.parties if party}, key=str)
    entry = Entry(id=uuid7(), tenant_id=current_tenant(), at=database_now(), verb=verb.name,
                  subject_type=subject._meta.label, subject_id=subject.id, regions=regions_of([subject, *deed.refs]))  # fmt: skip
    optional: dict[str, object] = {
        "refs": [str(ref) for ref in mentioned],
        "facts": _checked_facts(verb, deed.facts),
        "commitments": {name: commit(value.encode(), salt).hex() for name, (salt, value) in secrets.items()},
        "rows": {f"{row._meta.label}:{row.id}": bytes(row.commitment).hex() for row in deed.rows},
        "parties": [str(party) for party in seen_by],
    }
    payload = _head(entry, verb, actor) | {name: value for name, value in optional.items() if value}
    entry.data = entry_bytes(payload, os.urandom(NONCE_SIZE))
    entry.leaf = leaf_hash(entry.data)
    return entry, list(dict.fromkeys([subject.id, *mentioned])), seen_by


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


def _values(
    entry: Entry, *, secrets: Mapping[str, tuple[bytes, str]], about: list[UUID], seen_by: list[UUID]
) -> list[Any]:
    """What RECORD is given, to write the entry with all that stands beside it. `secrets` are salt and value by name."""
    targets = [*about, *seen_by]
    kinds = [Mention.ABOUT] * len(about) + [Mention.PARTY] * len(seen_by)
    return [
        entry.tenant_id, entry.id, entry.at, entry.verb, entry.subject_type, entry.subject_id, entry.data, entry.leaf,
        entry.regions, uuid7(), [uuid7() for _ in secrets], list(secrets), [salt for salt, _ in secrets.values()],
        [value for _, value in secrets.values()], [uuid7() for _ in targets], targets, kinds,
    ]  # fmt: skip
