"""Rights from a list: many in one transaction, under one entry of the log that commits to every row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from audit.rows import committed_many
from evidence.services import MOST_TOGETHER as SHOWN_TOGETHER
from evidence.services import show, store
from registry import verbs
from registry.details import INCIDENTAL, NAMES, Details, checked, details_of, with_plain_number
from registry.models import ImportedRow, Right, Specimen
from registry.reading.facts import Fault, Row
from registry.registers.statuses import stands
from registry.services.expiry import wake_for
from registry.services.recorded import record_chains
from registry.services.shown import SPECIMENS_JOB
from registry.services.standing import go_to, moment_of_change, owner_for, require_all_of, touch
from registry.services.words import learn_names, settle_new, settle_words
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.due import ring
from tenancy.errors import Invalid
from tenancy.references import unused_together
from tenancy.together import insert_together

MOST_TOGETHER = 900
"""Rows of one transaction: so many share its statements and its wait for the disk, while other changes wait a moment."""
MOST_IN_ENTRY = 300
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

    @cached_property
    def fresh_ids(self) -> set[UUID]:
        """Those of the new rights, once all rows are sorted."""
        return {right.id for _row, right in self.fresh}


def import_rows(*, actor: Actor, owner: Party, rows: Sequence[Row], verified: bool = False) -> Went:
    """Take in at most 900 rows of a list; what cannot go in comes back with line and fact.

    A row is known again by the owner's own reference, or else by kind, office and number; one that says what is on file
    changes nothing, and what it does not say stays. Those with `verified` were compared with the register by whoever
    made the list; they are enforced at once, but for those whose status says that they do not stand at their office.
    """
    holder = _permitted(actor, owner, rows, verified=verified)
    with transaction.atomic():
        batch = _sorted(holder, rows, database_now(), verified=verified, hold=True)
        _change(batch)
        _announce(batch)
        _add_pictures(batch, actor)
        _record(batch, actor)
        _make(batch)
        said = [*batch.fresh, *batch.known]
        record_chains(actor=actor, said=[(right, row.assignments) for row, right in said])
    return batch.went


@dataclass(frozen=True, slots=True)
class Difference:
    """What a row would change on a right: fact, before and after."""

    line: int
    right: Right
    fields: tuple[tuple[str, Any, Any], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What would become of the rows: the new ones, the differences, how many say nothing new, what is at fault."""

    new: list[Row]
    changed: list[Difference]
    unchanged: int
    faults: list[Fault]


def compare_rows(*, actor: Actor, owner: Party, rows: Sequence[Row], verified: bool = False) -> Compared:
    """What `import_rows` would do with these rows; nothing is changed and nobody waits."""
    holder = _permitted(actor, owner, rows, verified=verified)
    batch = _sorted(holder, rows, database_now(), verified=verified, hold=False)
    changed, unchanged = [], 0
    for row, right in batch.known:
        before = details_of(right)
        names = _changed(before, row.details)
        if names or _state_after(right, names, row.details, verified=verified) != right.state:
            told = tuple((n, getattr(before, n), getattr(row.details, n)) for n in NAMES if n in names)
            changed.append(Difference(row.line, right, told))
        else:
            unchanged += 1
    return Compared([row for row, _right in batch.fresh], changed, unchanged, batch.went.faults)


def _permitted(actor: Actor, owner: Party, rows: Sequence[Row], *, verified: bool) -> Party:
    require(actor, "right.register")
    if verified:
        require(actor, "right.verify")
    if len(rows) > MOST_TOGETHER:
        raise ValueError(f"At most {MOST_TOGETHER} rows are taken in at once.")
    holder = owner_for(actor, owner)
    require_all_of(actor, holder)
    return holder


def _sorted(owner: Party, rows: Sequence[Row], now: datetime, *, verified: bool, hold: bool) -> _Batch:
    """Which rows are new and which are known, each as it would be kept; what cannot go in."""
    went = Went()
    apart = _told_apart(rows, went)
    batch = _Batch(owner, verified, now, went, *_on_file(owner, [row.details for row in apart], hold=hold))
    for row in apart:
        _place(batch, row)
    return batch


def _told_apart(rows: Iterable[Row], went: Went) -> list[Row]:
    """The rows that can be known again, their numbers in the form that is compared."""
    found: list[Row] = []
    seen: set[object] = set()
    for row in rows:
        details = with_plain_number(row.details)
        keys = {key for key in (details.external_id, _number(details)) if key}
        if not keys:
            missing = _("Give a number or a reference of your own, so that it is known again.")
            went.faults.append(_fault(row, "number" if details.office else "external_id", missing))
        elif keys & seen:
            twice = "external_id" if details.external_id in seen else "number"
            went.faults.append(_fault(row, twice, _("This stands in the list twice.")))
        else:
            seen |= keys
            found.append(row if details is row.details else replace(row, details=details))
    return found


def _fault(row: Row, fact: str, sentence: str) -> Fault:
    return Fault(row.line, fact, sentence, fact)


def _number(details: Details) -> Number | None:
    return (details.kind, details.office, details.number) if details.number else None


def _on_file(
    owner: Party, wanted: Sequence[Details], *, hold: bool
) -> tuple[dict[str, Right], dict[Number, Right], set[Number]]:
    """The owner's rights that these may be, held until the end; and the numbers under which others have verified ones."""
    externals = [details.external_id for details in wanted if details.external_id]
    numbers = [details.number for details in wanted if details.number]
    mine = Right.objects.filter(owner=owner).exclude(state=Right.State.RETIRED)
    mine = mine.filter(Q(external_id__in=externals) | Q(number__in=numbers))
    found = list(mine.select_for_update() if hold else mine)
    verified = Right.objects.filter(number__in=numbers, state__in=[Right.State.VERIFIED, Right.State.LAPSED])
    return (
        {right.external_id: right for right in found if right.external_id},
        {(right.kind, right.office, right.number): right for right in found if right.number},
        set(verified.exclude(owner=owner).values_list("kind", "office", "number")),
    )


def _place(batch: _Batch, row: Row) -> None:
    """New or known, as it would be kept; refused where it does not hold together or another right has the number."""
    number = _number(row.details)
    by_external = batch.by_external.get(row.details.external_id)
    by_number = batch.by_number.get(number) if number else None
    is_another = by_external is not None and by_number is not None and by_external is not by_number
    if is_another or (batch.verified and number in batch.taken):
        sentence = _("Another right with this number is on file already.")
        batch.went.faults.append(_fault(row, "number", sentence))
        return
    right = by_external or by_number
    details = row.details
    if right is not None:
        details = replace(details_of(right), **_said(row))
    try:
        row = replace(row, details=checked(details, day=batch.now.date(), in_part=True))
    except Invalid as refusal:
        batch.went.faults += [_fault(row, name, text) for name, texts in refusal.fields.items() for text in texts]
        return
    if right is not None:
        batch.known.append((row, right))
    else:
        batch.fresh.append((row, _new(batch, row.details)))


def _said(row: Row) -> dict[str, Any]:
    """What the row says. An office's new code for the status replaces the term that the old one stood for."""
    named = row.named | {"status"} if "status_raw" in row.named else row.named
    return {name: getattr(row.details, name) for name in NAMES if name in named}


def _new(batch: _Batch, details: Details) -> Right:
    is_enforced = batch.verified and stands(details.status) is not False
    state = Right.State.VERIFIED if is_enforced else Right.State.SUBMITTED
    times = dict.fromkeys(("state_at", "made_at", "changed_at"), batch.now)
    return Right(owner=batch.owner, state=state, **times, **details.as_columns())


def _announce(batch: _Batch) -> None:
    """What hangs on the new rights, which go in last of all: what points at them is checked at the end."""
    new = [right for _row, right in batch.fresh]
    for right, reference in zip(new, unused_together(Right, len(new)), strict=True):
        right.reference = reference
    settle_new(new)
    batch.touched |= {right.id: (row, right) for row, right in batch.fresh}
    batch.went.new = len(batch.fresh)


def _make(batch: _Batch) -> None:
    """The new rights, with their history. From here on other changes wait until this is committed: as late as may be."""
    rights = [right for _row, right in batch.fresh]
    if not rights:
        return
    now = moment_of_change()
    for right in rights:
        right.state_at = right.made_at = right.changed_at = now
    learn_names(rights)  # of two who hold one word and the moment of change, neither would let go
    insert_together(rights)
    _remember(rights)


def _remember(rights: Sequence[Right]) -> None:
    """The first line of the history of each, copied where the rows are."""
    names = ", ".join(f'"{column.column}"' for column in Right._meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Right.history.model._meta.db_table}"  # names of columns
            f" ({names}, history_id, history_date, history_type)"
            f" SELECT {names}, uuidv7(), made_at, '+' FROM {Right._meta.db_table} WHERE id = ANY(%s::uuid[])",
            [[str(right.id) for right in rights]],
        )


def _change(batch: _Batch) -> None:
    """Bring what is known up to what the list says; a list that is not verified has its changes checked again."""
    for row, right in batch.known:
        columns = row.details.as_columns()
        changed = _changed(details_of(right), row.details)
        to = _state_after(right, changed, row.details, verified=batch.verified)
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


def _changed(before: Details, after: Details) -> set[str]:
    return {name for name in NAMES if getattr(before, name) != getattr(after, name)}


def _state_after(right: Right, changed: set[str], after: Details, *, verified: bool) -> str:
    """What a verified list says does not stand at its office goes in too, but waits to be looked at."""
    if verified and stands(after.status) is not False:
        return Right.State.VERIFIED
    if verified and right.state == Right.State.VERIFIED:
        return Right.State.SUBMITTED
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
    if added:
        ring(SPECIMENS_JOB)
    if added and actor.party_id != batch.owner.id:
        for at in range(0, len(added), SHOWN_TOGETHER):
            show(evidence=added[at : at + SHOWN_TOGETHER], party=batch.owner, actor=actor)
    batch.went.pictures = len(added)


def _record(batch: _Batch, actor: Actor) -> None:
    """One entry for each 300 that changed; none where nothing did."""
    went, touched = batch.went, list(batch.touched.values())
    went.unchanged = len(batch.fresh) + len(batch.known) - len(touched)
    for at in range(0, len(touched), MOST_IN_ENTRY):
        _record_some(batch, actor, touched[at : at + MOST_IN_ENTRY])
    if batch.verified:
        for expires_on in sorted({r.expires_on for _row, r in touched if r.expires_on})[:1]:
            wake_for(expires_on)


def _record_some(batch: _Batch, actor: Actor, touched: Sequence[tuple[Row, Right]]) -> None:
    many = [{"right": right, "line": row.line, "content": _content(row)} for row, right in touched]
    rows = committed_many(ImportedRow, many, whole=True)
    lines = [row.line for row, _right in touched]
    new = sum(right.id in batch.fresh_ids for _row, right in touched)
    facts = {
        "new": new,
        "changed": len(touched) - new,
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


def _content(row: Row) -> dict[str, Any]:
    """The values of a row as JSON has them."""
    columns = row.details.as_columns()
    content = {name: value.isoformat() if isinstance(value, date) else value for name, value in columns.items()}
    return {**content, "picture": row.picture.sha256 if row.picture else None}
