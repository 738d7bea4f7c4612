"""One entry for many rows at once: imports and back-scans.

The entry states how many rows there were and the root of an RFC 6962 tree over their hashes, in the order of the list.
Each row keeps its place in that list (a `Mention` of the kind "row", in the order of the mentions' ids), so it has a
proof of its own: row → root → entry → checkpoint.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps

from audit.log import Fact, record
from audit.merkle import leaf_hash, root_of_leaves
from audit.models import Entry, Mention
from audit.rows import Committed
from audit.verbs import Verb
from tenancy.actor import Actor
from tenancy.models import Tenanted

ROW = "row"
MOST = 1000
BULK_FACTS = ("rows", "rows_of", "rows_root")
"""What the verb of a bulk entry declares, beside facts of its own."""


class RowHash(NamedTuple):
    """A row and what the log says of it: its commitment, or another salted hash that says nothing by itself."""

    id: UUID
    hash: bytes


def record_bulk(
    verb: Verb,
    *,
    actor: Actor,
    subject: Tenanted,
    rows_of: type[Tenanted],
    rows: Sequence[RowHash],
    about: Iterable[UUID] = (),
    facts: Mapping[str, Fact] | None = None,
    parties: Iterable[UUID | None] = (),
) -> Entry:
    """One entry that answers for 1 to 1,000 rows of one model, in the order given.

    `about` are the things whose timeline shows the entry. The verb declares `BULK_FACTS`.
    """
    if not 1 <= len(rows) <= MOST:
        raise ValueError(f"A bulk entry answers for 1 to {MOST} rows, not {len(rows)}.")
    root = rows_root(row.hash for row in rows).hex()
    said = {**(facts or {}), "rows": len(rows), "rows_of": rows_of._meta.label, "rows_root": root}
    entry = record(verb, actor=actor, subject=subject, facts=said, parties=parties)
    mentions = [Mention(entry_id=entry.id, target_id=row.id, kind=ROW) for row in rows]
    mentions += [Mention(entry_id=entry.id, target_id=target, kind=Mention.ABOUT) for target in dict.fromkeys(about)]
    Mention.objects.bulk_create(mentions, batch_size=MOST)
    return entry


def rows_root(hashes: Iterable[bytes]) -> bytes:
    """The root over the rows' hashes, in this order."""
    return root_of_leaves(leaf_hash(bytes(found)) for found in hashes)


def is_bulk(payload: Mapping[str, Any]) -> bool:
    """True for the payload of a bulk entry."""
    return "rows_root" in payload.get("facts", {})


def stated_rows(payloads: Mapping[UUID, Mapping[str, Any]]) -> tuple[dict[str, str], list[str]]:
    """What these bulk entries say of committed rows ("Label:id" → commitment), and what does not hold, in sentences.

    Their lists are put together from the rows as they stand now, so a row that is gone or has another commitment gives
    another root than the entry states. One pass over all lists, whatever their number.
    """
    stated: dict[str, str] = {}
    faults = []
    listed = Mention.objects.filter(kind=ROW).order_by("entry_id", "id").values_list("entry_id", "target_id")
    for entry_id, places in groupby(listed.iterator(), key=itemgetter(0)):
        payload = payloads.get(entry_id)
        model = apps.get_model(payload["facts"]["rows_of"]) if payload else None
        if payload is None or model is None or not issubclass(model, Committed):
            continue
        ids = [target for _entry, target in places]
        rows = model._default_manager.in_bulk(ids)
        hashes = [bytes(rows[id_].commitment) for id_ in ids if id_ in rows]
        if rows_root(hashes).hex() != payload["facts"]["rows_root"]:
            faults.append(f"The {model._meta.label} rows of entry {entry_id} are not those that it states.")
        stated |= {f"{model._meta.label}:{id_}": bytes(row.commitment).hex() for id_, row in rows.items()}
    missing = payloads.keys() - set(Mention.objects.filter(kind=ROW).values_list("entry_id", flat=True).distinct())
    faults += [f"The list of rows of entry {entry_id} is gone." for entry_id in missing]
    return stated, faults
