"""Handing in, showing and opening evidence. Every piece has an unbroken custody in the log."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import Party
from audit.log import Fact, record
from audit.rows import committed
from evidence import files, verbs
from evidence.models import Evidence, Label, Showing
from gateway.text import clean
from gateway.uploads import (
    CheckedDocument,
    CheckedFile,
    CheckedPicture,
    checked_document,
    checked_picture,
    stripped,
    stripped_media_type,
)
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Denied, Invalid, NotFound
from tenancy.ids import reference

SIDES = (160, 480, 960, 1600, 2400)
"""Sizes of working copies, in pixels of the longer side: a few, so that they can be kept."""
LONGEST_LABEL = 200
MOST_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class ServedPicture:
    """A working copy: upright, without metadata."""

    data: bytes
    media_type: str


def store(
    *,
    data: bytes | CheckedPicture | CheckedDocument | CheckedFile,
    kind: str,
    actor: Actor,
    media_type: str = "",
    label: str = "",
    open_to_members: bool = False,
) -> Evidence:
    """Hand in one file. What is not checked yet is checked here, by its content; `media_type`, if given, must agree.

    `kind` is a code such as "specimen"; `label` what the person calls it. `open_to_members` shows it to every member of
    the marketplace, as the pictures of listings are. The bytes are on the disk before the row is: what is left of a
    transaction that fails is swept. Raises Invalid.
    """
    checked = _checked(data, media_type)
    tenant_id, now = current_tenant(), database_now()
    address = files.address_of(tenant_id, checked.sha256)
    _hold(address, shared=True)
    size = _write(tenant_id, address, checked)
    evidence = committed(
        Evidence,
        reference=reference("EV", 10),
        kind=kind,
        media_type=checked.media_type,
        size=size,
        width=getattr(checked, "width", None),
        height=getattr(checked, "height", None),
        sha256=checked.sha256,
        address=address,
        party_id=actor.party_id,
        membership_id=actor.membership_id,
        made_at=now,
    )
    if label:
        Label.objects.create(evidence=evidence, text=clean(label, name="label")[:LONGEST_LABEL])
    if open_to_members:
        Showing.objects.create(evidence=evidence, made_at=now)
    facts: dict[str, Fact] = {
        "kind": kind,
        "media_type": checked.media_type,
        "size": evidence.size,
        "open": open_to_members,
    }
    record(verbs.STORED, actor=actor, subject=evidence, facts=facts, rows=[evidence], parties=[actor.party_id])
    return evidence


def _write(tenant_id: UUID, address: str, checked: CheckedPicture | CheckedDocument | CheckedFile) -> int:
    """Put it on the disk; how many bytes it has."""
    if isinstance(checked, CheckedFile):
        files.copy_once(tenant_id, address, checked.file, checked.sha256)
        return checked.size
    files.write_once(tenant_id, address, checked.data)
    return len(checked.data)


def show(*, evidence: Sequence[Evidence], party: Party, actor: Actor) -> None:
    """Let `party` see these pieces from now on, at most 500 at once; those that it sees already change nothing.

    The caller has authorised the act of which this is part.
    """
    if len(evidence) > MOST_TOGETHER:
        raise ValueError(f"At most {MOST_TOGETHER} pieces are shown in one entry.")
    known = set(Showing.objects.filter(party=party, evidence__in=evidence).values_list("evidence_id", flat=True))
    fresh = [piece for piece in evidence if piece.id not in known and piece.party_id != party.id]
    if not fresh:
        return
    now = database_now()
    rows = [Showing(evidence=piece, party=party, made_at=now) for piece in fresh]
    Showing.objects.bulk_create(rows, ignore_conflicts=True)  # somebody may show it at this very moment
    first, *others = fresh
    facts, parties = {"pieces": len(fresh)}, [party.id, actor.party_id]
    record(verbs.SHOWN, actor=actor, subject=first, refs=others, facts=facts, parties=parties)


def may_open_original(evidence: Evidence, actor: Actor) -> bool:
    """Originals of pictures tell where and with what they were taken: for operators and the party they are of.

    A document has no other form, so whoever was shown it may have it.
    """
    if actor.is_operator or actor.is_system or not evidence.is_picture:
        return True
    return evidence.party_id is not None and evidence.party_id in {actor.party_id, *actor.brands}


def open_original(*, evidence: Evidence, actor: Actor, why: str) -> bytes:
    """The bytes as they were handed in, checked against their digest; who opened them, when and why stands in the log.

    Raises NotFound if the actor does not see this evidence or it was erased, Denied if only its working copy is for
    them, Invalid without a reason, `evidence.files.Damaged` if the file is no longer what was handed in.
    """
    if not Evidence.objects.visible_to(actor).filter(id=evidence.id).exists():
        raise NotFound
    if not may_open_original(evidence, actor):
        raise Denied(_("The original is for the party that handed it in and for the marketplace."))
    if not clean(why, name="why").strip():
        raise Invalid(fields={"why": [_("Say why you open the original; it stands in the log.")]})
    try:
        data = files.read_original(current_tenant(), evidence.address, evidence.sha256)
    except FileNotFoundError:
        raise NotFound from None
    parties = [evidence.party_id, actor.party_id]
    record(verbs.OPENED, actor=actor, subject=evidence, personal={"why": why}, parties=parties)
    return data


def served_picture(evidence: Evidence, side: int) -> ServedPicture:
    """A working copy whose longer side has at least `side` pixels where one of `SIDES` does (never enlarged).

    The caller has loaded `evidence` by `visible_to`. Raises NotFound if it is no picture or was erased.
    """
    if not evidence.is_picture:
        raise NotFound
    fitting = next((known for known in SIDES if known >= side), SIDES[-1])
    media_type = stripped_media_type(evidence.media_type)
    path = files.copy_path(current_tenant(), evidence.address, fitting)
    try:
        return ServedPicture(path.read_bytes(), media_type)
    except FileNotFoundError:
        pass
    try:
        original = files.read_original(current_tenant(), evidence.address, evidence.sha256)
    except FileNotFoundError:
        raise NotFound from None
    data = stripped(original, max_side=fitting)
    files.write_copy(path, data)
    return ServedPicture(data, media_type)


def labels_of(evidence: Sequence[Evidence]) -> dict[object, str]:
    """What people called them, by id, in one query; an erased label is missing."""
    return dict(Label.objects.filter(evidence__in=evidence).values_list("evidence_id", "text"))


def sweep_orphans(*, age: timedelta = timedelta(days=1)) -> int:
    """Delete files of the current marketplace that no row names and that are older than `age`; how many.

    A store of the same bytes that is under way holds the address; its file is left alone.
    """
    removed = 0
    for path in files.older_than(current_tenant(), age):
        if path.name.endswith(files.UNFINISHED):
            path.unlink(missing_ok=True)
        elif _hold(path.name, shared=False) and not Evidence.objects.filter(address=path.name).exists():
            path.unlink(missing_ok=True)
            files.forget_copies(current_tenant(), path.name)
        else:
            continue
        removed += 1
    return removed


def _checked(
    data: bytes | CheckedPicture | CheckedDocument | CheckedFile, media_type: str
) -> CheckedPicture | CheckedDocument | CheckedFile:
    if not isinstance(data, bytes):
        return data
    checked = checked_picture(data) if media_type.startswith("image/") else checked_document(data)
    if media_type and checked.media_type != media_type:
        words = {"is": checked.media_type, "said": media_type}
        raise Invalid(fields={"file": [_("This file is %(is)s, not %(said)s as was said.") % words]})
    return checked


def _hold(address: str, *, shared: bool) -> bool:
    """Be one of those who store under this address (waits for a sweep), or try to be alone with it, until the end of
    the transaction."""
    digest = hashlib.sha256(f"evidence\n{current_tenant()}\n{address}".encode()).digest()
    function = "pg_advisory_xact_lock_shared" if shared else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [int.from_bytes(digest[:8], "big", signed=True)])
        return shared or bool(cursor.fetchone()[0])
