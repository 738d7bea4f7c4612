"""Rights from a list: many in one transaction, under one entry of the log that commits to every row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from audit.rows import committed_many
from evidence.services import show, store
from registry import verbs
from registry.details import INCIDENTAL, Details, checked, details_of, found_by
from registry.importing import Fault, Row
from registry.models import ImportedRow, Right, SearchWord, Specimen
from registry.services.expiry import wake_for
from registry.services.standing import go_to, moment_of_change, owner_for, settle_words, touch
from tenancy.actor import Actor
from tenancy.errors import Invalid
from tenancy.ids import reference

MOST_TOGETHER = 300
"""An entry has at most 65,535 bytes and says of each row its id, its right and its commitment: about 170 bytes."""

Number = tuple[str, str, str]
"""Kind, office and number of a registration."""


@dataclass
class Went:
    """What became of the rows."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    pictures: int = 0
    faults: list[Fault] = field(default_factory=list)

    def add(self, other: "Went") -> None:
        """Count another batch in."""
        self.new += other.new
        self.changed += other.changed
        self.unchanged += other.unchanged
        self.pictures += other.pictures
        self.faults += other.faults


@dataclass
class _Batch:
    """What is known while one batch is taken in: what is on file of the owner, whose numbers are taken, the rows so far."""

    owner: Party
    verified: bool
    now: datetime
    went: Went
    by_external: dict[str, Right]
    by_number: dict[Number, Right]
    taken: set[Number]
    fresh: list[tuple[Row, Right]] = field(default_factory=list)
    known: list[tuple[Row, Right]] = field(default_factory=list)
    touched: dict[UUID, tuple[Row, Right]] = field(default_factory=dict)


def import_rows(*, actor: Actor, owner: Party, rows: Sequence[Row], verified: bool = False) -> Went:
    """Take in at most 300 rows of a list; what cannot go in comes back with line and column.

    A row is known again by the owner's own reference, or else by kind, office and number; one that says what is on file
    changes nothing. Those with `verified` were compared with the register by whoever made the list.
    """
    require(actor, "right.register")
    if verified:
        require(actor, "right.verify")
    if len(rows) > MOST_TOGETHER:
        raise ValueError(f"At most {MOST_TOGETHER} rows are taken in at once.")
    holder = owner_for(actor, owner)
    with transaction.atomic():
        went = Went()
        now = moment_of_change()
        sound = _sound(rows, went, now.date())
        batch = _Batch(holder, verified, now, went, *_on_file(holder, [row.details for row in sound]))
        _sort(batch, sound)
        _make(batch)
        _change(batch)
        _add_pictures(batch, actor)
        _record(batch, actor)
    return went


def _sound(rows: Iterable[Row], went: Went, day: date) -> list[Row]:
    """The rows that hold together and that can be told apart."""
    found: list[Row] = []
    seen: set[object] = set()
    for row in rows:
        try:
            details = checked(row.details, day=day, in_part=True)
        except Invalid as refusal:
            went.faults += [Fault(row.line, name, text) for name, texts in refusal.fields.items() for text in texts]
            continue
        keys = {key for key in (details.external_id, _number(details)) if key}
        if not keys:
            missing = _("Give a number or a reference of your own, so that it is known again.")
            went.faults.append(Fault(row.line, "external_id", missing))
        elif keys & seen:
            went.faults.append(Fault(row.line, "external_id", _("This stands in the list twice.")))
        else:
            seen |= keys
            found.append(Row(row.line, details, row.picture))
    return found


def _number(details: Details) -> Number | None:
    return (details.kind, details.office, details.number) if details.number else None


def _on_file(owner: Party, wanted: Sequence[Details]) -> tuple[dict[str, Right], dict[Number, Right], set[Number]]:
    """The owner's rights that these may be, held until the end; and the numbers under which others have verified ones."""
    externals = [details.external_id for details in wanted if details.external_id]
    numbers = [details.number for details in wanted if details.number]
    known = Q(external_id__in=externals) | Q(number__in=numbers)
    mine = list(Right.objects.filter(known, owner=owner).exclude(state=Right.State.RETIRED).select_for_update())
    verified = Right.objects.filter(number__in=numbers, state__in=[Right.State.VERIFIED, Right.State.LAPSED])
    return (
        {right.external_id: right for right in mine if right.external_id},
        {(right.kind, right.office, right.number): right for right in mine if right.number},
        set(verified.exclude(owner=owner).values_list("kind", "office", "number")),
    )


def _sort(batch: _Batch, rows: Iterable[Row]) -> None:
    """New or known; refused where another right has the number."""
    for row in rows:
        number = _number(row.details)
        by_external = batch.by_external.get(row.details.external_id)
        by_number = batch.by_number.get(number) if number else None
        is_another = by_external is not None and by_number is not None and by_external is not by_number
        if is_another or (batch.verified and number in batch.taken):
            batch.went.faults.append(Fault(row.line, "number", _("Another right with this number is on file already.")))
            continue
        right = by_external or by_number
        if right is not None:
            batch.known.append((row, right))
        else:
            batch.fresh.append((row, _new(batch, row.details)))


def _new(batch: _Batch, details: Details) -> Right:
    state = Right.State.VERIFIED if batch.verified else Right.State.SUBMITTED
    times = dict.fromkeys(("state_at", "made_at", "changed_at"), batch.now)
    return Right(reference=reference(), owner=batch.owner, state=state, **times, **details.as_columns())


def _make(batch: _Batch) -> None:
    rights = [right for _row, right in batch.fresh]
    bulk_create_with_history(rights, Right)
    SearchWord.objects.bulk_create([SearchWord(right=right, word=word) for right in rights for word in found_by(right)])
    batch.touched |= {right.id: (row, right) for row, right in batch.fresh}
    batch.went.new = len(rights)


def _change(batch: _Batch) -> None:
    """Bring what is known up to what the list says; a list that is not verified has its changes checked again."""
    for row, right in batch.known:
        before = details_of(right)
        columns = row.details.as_columns()
        changed = {name for name in columns if getattr(before, name, None) != getattr(row.details, name, None)}
        to = _state_after(right, changed, verified=batch.verified)
        if not changed and to == right.state:
            continue
        for name, value in columns.items():
            setattr(right, name, value)
        if to == right.state:
            right.version += 1
            touch(right)
        else:
            if to == Right.State.VERIFIED and right.state != Right.State.SUBMITTED:
                go_to(right, Right.State.SUBMITTED)
            go_to(right, to)
        settle_words(right)
        batch.touched[right.id] = (row, right)
        batch.went.changed += 1


def _state_after(right: Right, changed: set[str], *, verified: bool) -> str:
    if verified:
        return Right.State.VERIFIED
    return Right.State.SUBMITTED if changed - INCIDENTAL else right.state


def _add_pictures(batch: _Batch, actor: Actor) -> None:
    """The picture of each row that its right does not show yet."""
    pictured = [(row, right, row.picture) for row, right in (*batch.fresh, *batch.known) if row.picture is not None]
    specimens_known = Specimen.objects.filter(right__in=[right for _row, right, _picture in pictured])
    shown: dict[UUID, set[str]] = {}
    for right_id, sha256 in specimens_known.values_list("right_id", "evidence__sha256"):
        shown.setdefault(right_id, set()).add(sha256)
    added, specimens = [], []
    for row, right, picture in pictured:
        if picture.sha256 in shown.get(right.id, ()):
            continue
        evidence = store(data=picture, kind="specimen", actor=actor)
        added.append(evidence)
        specimens.append(Specimen(right=right, evidence=evidence, position=len(shown.get(right.id, ()))))
        if right.id not in batch.touched:
            right.version += 1
            touch(right)
            batch.touched[right.id] = (row, right)
            batch.went.changed += 1
    Specimen.objects.bulk_create(specimens)
    if added and actor.party_id != batch.owner.id:
        show(evidence=added, party=batch.owner, actor=actor)
    batch.went.pictures = len(added)


def _record(batch: _Batch, actor: Actor) -> None:
    """One entry for all that changed; none where nothing did."""
    went, touched = batch.went, list(batch.touched.values())
    went.unchanged = len(batch.fresh) + len(batch.known) - len(touched)
    if not touched:
        return
    rows = committed_many(
        ImportedRow, [{"right": right, "line": row.line, "content": _content(row)} for row, right in touched]
    )
    lines = [row.line for row, _right in touched]
    facts = {
        "new": went.new,
        "changed": went.changed,
        "first_line": min(lines),
        "last_line": max(lines),
        "verified": batch.verified,
    }
    record(
        verbs.RIGHTS_IMPORTED,
        actor=actor,
        subject=batch.owner,
        refs=[right.id for _row, right in touched],
        facts=facts,
        rows=rows,
        parties=[batch.owner.id],
    )
    if batch.verified:
        for expires_on in sorted({r.expires_on for _row, r in touched if r.expires_on})[:1]:
            wake_for(expires_on)


def _content(row: Row) -> dict[str, Any]:
    """The values of a row as JSON has them."""
    columns = row.details.as_columns()
    content = {name: value.isoformat() if isinstance(value, date) else value for name, value in columns.items()}
    return {**content, "picture": row.picture.sha256 if row.picture else None}
