"""Reading the log: timelines, the explorer, positions, and the proof of one entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from audit import proof_file, tiles
from audit.canonical import read_entry
from audit.models import Checkpoint, Entry, LogKey, Mention, Seal, Secret
from audit.rows import ROW
from audit.sequencer import fetch_tiles
from audit.verbs import Audience, Verb, all_verbs, declared
from tenancy.actor import Actor
from tenancy.errors import Conflict, NotFound

# Roles of the marketplace's own staff, who see what they see whomever it names; see `accounts.roles` for who holds them.
SEES_ALL = ("operator.", "system")


@dataclass(frozen=True)
class Line:
    """An entry as a person reads it. `index` is None until it is sealed; `personal` lacks what was erased."""

    id: UUID
    at: datetime
    verb: str
    sentence: str
    tone: str
    index: int | None
    actor: dict[str, str]
    facts: dict[str, Any]
    personal: dict[str, str]
    subject_type: str
    subject_id: UUID
    payload: dict[str, Any]


def visible(actor: Actor) -> QuerySet[Entry]:
    """The entries that `actor` may see: for the operator's staff all, or those of their regions and of none.

    Anybody else sees those that name their party.
    """
    entries = Entry.objects.all()
    if actor.role.startswith(SEES_ALL):
        return entries.filter(Q(regions=[]) | Q(regions__overlap=sorted(actor.regions))) if actor.regions else entries
    if actor.party_id is None:
        return entries.none()
    mine = Mention.objects.filter(target_id=actor.party_id, kind=Mention.PARTY, entry_id=OuterRef("id"))
    internal = [name for name, verb in all_verbs().items() if verb.audience is Audience.OPERATOR]
    return entries.filter(Exists(mine)).exclude(verb__in=internal)


def about(target_id: UUID, actor: Actor) -> QuerySet[Entry]:
    """The visible entries that speak of one thing, newest first."""
    spoken = Mention.objects.filter(target_id=target_id, kind=Mention.ABOUT).values("entry_id")
    return visible(actor).filter(id__in=spoken).order_by("-id")


def deeds_of(party_id: UUID, *, told_to: UUID, actor: Actor, begin: datetime, end: datetime) -> list[Entry]:
    """What `party_id` itself did that another party was told of, between two moments, the newest first; at most `DEEDS`."""
    named = [
        Exists(Mention.objects.filter(target_id=party, kind=Mention.PARTY, entry_id=OuterRef("id")))
        for party in (party_id, told_to)
    ]
    rows = visible(actor).filter(*named, at__gte=begin, at__lt=end).order_by("-id")[: DEEDS * 5]
    own = (entry for entry in rows if read_entry(bytes(entry.data))["actor"].get("party") == str(party_id))
    return list(islice(own, DEEDS))


DEEDS = 200
TIMELINE = 100
"""How many lines a timeline shows."""


def timeline(target_id: UUID, actor: Actor, *, limit: int = TIMELINE) -> list[Line]:
    """The newest `limit` lines about one thing. Three queries, however many lines."""
    return lines(about(target_id, actor)[:limit])


def lines(entries: Iterable[Entry]) -> list[Line]:
    """Entries as people read them, in the order given. Two queries."""
    found = list(entries)
    ids = [entry.id for entry in found]
    positions = seal_positions(ids)
    personal: dict[UUID, dict[str, str]] = {}
    for owner, name, value in Secret.objects.filter(owner_id__in=ids).values_list("owner_id", "name", "value"):
        if value is not None and name != ROW:
            personal.setdefault(owner, {})[name] = value
    return [_line(entry, positions.get(entry.id), personal.get(entry.id, {})) for entry in found]


def _line(entry: Entry, index: int | None, personal: dict[str, str]) -> Line:
    payload = read_entry(bytes(entry.data))
    verb: Verb | None = declared(entry.verb)
    facts = payload.get("facts", {})
    return Line(
        id=entry.id,
        at=entry.at,
        verb=entry.verb,
        sentence=verb.say(facts) if verb else entry.verb,
        tone=verb.tone if verb else "",
        index=index,
        actor=payload["actor"],
        facts=facts,
        personal=personal,
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        payload=payload,
    )


def seal_positions(entry_ids: Iterable[UUID]) -> dict[UUID, int]:
    """The positions of those entries that are sealed."""
    return dict(Seal.objects.filter(entry_id__in=list(entry_ids)).values_list("entry_id", "index"))


def by_position(index: int, actor: Actor) -> Entry:
    """The entry at a position. Raises NotFound for strangers as for a position that does not exist."""
    seal = Seal.objects.filter(index=index).values_list("entry_id", flat=True).first()
    entry = visible(actor).filter(id=seal).first() if seal else None
    if entry is None:
        raise NotFound
    return entry


def log_keys() -> list[str]:
    """The published verifier keys of this marketplace's log, the newest first."""
    return list(LogKey.objects.order_by("-generation").values_list("vkey", flat=True))


def newest_checkpoint() -> Checkpoint | None:
    """The checkpoint of the largest size."""
    return Checkpoint.objects.order_by("-size").first()


def proof(entry: Entry) -> bytes:
    """The tlog-proof file of a sealed entry under the newest checkpoint. Raises Conflict until it is sealed."""
    index = seal_positions([entry.id]).get(entry.id)
    checkpoint = newest_checkpoint()
    if index is None or checkpoint is None or index >= checkpoint.size:
        raise Conflict("This entry is not sealed yet. Try again in a few seconds.", code="not_sealed")
    needed = [tile.place for tile in tiles.inclusion_tiles(index, checkpoint.size)]
    hashes = tiles.inclusion_proof(index, checkpoint.size, fetch_tiles(needed))
    return proof_file.make(index=index, hashes=hashes, checkpoint=bytes(checkpoint.note))


def proofs(entries: Iterable[Entry]) -> dict[UUID, bytes]:
    """The tlog-proof files of those entries that are sealed, all under the newest checkpoint. Three queries."""
    checkpoint = newest_checkpoint()
    if checkpoint is None:
        return {}
    size = checkpoint.size
    sealed = {found: index for found, index in seal_positions([e.id for e in entries]).items() if index < size}
    needed = {tile.place for index in sealed.values() for tile in tiles.inclusion_tiles(index, size)}
    fetched, note = fetch_tiles(sorted(needed)), bytes(checkpoint.note)
    return {
        found: proof_file.make(index=index, hashes=tiles.inclusion_proof(index, size, fetched), checkpoint=note)
        for found, index in sealed.items()
    }
