"""Lists of rights as people hand them in: kept, understood, compared with what is on file, brought in, mended by hand."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import Fact, record
from evidence import files
from evidence.services import show, store
from gateway.uploads import CheckedDocument
from registry import verbs
from registry.models import RightList, WrongRow
from registry.reading.cells import cell_of
from registry.reading.columns import MAPPED, guessed
from registry.reading.facts import READERS, Fault, Reading, Row
from registry.reading.named_pictures import Pictures, in_archive, only_named
from registry.reading.packed import Packed, is_archive
from registry.reading.raw import Raw, Unreadable
from registry.reading.source import IN_FACTS, KEPT_AS, raws, reading_of, sniffed
from registry.registers.offices import designated
from registry.services.imports import MOST_TOGETHER, Compared, Difference, compare_rows, import_rows
from registry.services.standing import owner_for
from tenancy.actor import Actor
from tenancy.context import current_tenant
from tenancy.errors import Conflict, Invalid
from tenancy.ids import reference
from workflow import jobs

KIND = "rights_import"
MOST_COMPARED = 3_000
"""So many rows are compared while somebody waits; a longer list says so."""
MOST_WRONG = 1_000
"""So many wrong rows are kept to be mended; the rest is counted."""
CONSTANTS = ("kind", "office", "territories")
PEEKED = 50


def receive_list(
    *,
    actor: Actor,
    file: BinaryIO,
    name: str,
    owner: Party | None = None,
    verified: bool = False,
    pictures: BinaryIO | None = None,
) -> RightList:
    """Keep a file as it came, with a first guess at what its columns mean; and the ZIP with the pictures that it names.

    A ZIP that holds a list and its pictures is both. Raises Invalid for the fields "file" and "pictures".
    """
    require(actor, "right.register")
    if verified:
        require(actor, "right.verify")
    holder = owner_for(actor, owner)
    data, name, packed = _unpacked(_read(file, "file"), name, pictures)
    try:
        format = sniffed(BytesIO(data))
        headings, count = _looked_through(data, format)
    except Unreadable as fault:
        raise Invalid(fields={"file": [str(fault)]}) from fault
    if not count:
        raise Invalid(fields={"file": [_("There is no row in this file beside the heading.")]})
    sha256 = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        checked = CheckedDocument(data, KEPT_AS[format], sha256)
        evidence = store(data=checked, kind="rights_list", actor=actor, label=name)
        archive = store(data=packed, kind="rights_pictures", actor=actor) if packed else None
        kept = [evidence, *([archive] if archive else [])]
        if actor.party_id != holder.id:
            show(evidence=kept, party=holder, actor=actor)
        found: RightList = RightList.objects.create(
            reference=reference("RL", 7), owner=holder, evidence=evidence, pictures=archive,
            membership_id=actor.membership_id,
            format=format, rows=count, headings=headings, verified=verified,
            columns=_columns_for(holder, headings) if format != "xml" else {}, constants=_constants_for(holder, format),
        )  # fmt: skip
        facts: dict[str, Fact] = {"format": format, "rows": count, "sha256": sha256}
        facts |= {"pictures": Packed(packed.data).pictures} if packed else {}
        parties = [holder.id, actor.party_id]
        record(verbs.LIST_RECEIVED, actor=actor, subject=found, refs=kept, facts=facts, parties=parties)
    return found


def _unpacked(data: bytes, name: str, pictures: BinaryIO | None) -> tuple[bytes, str, CheckedDocument | None]:
    """The list, what it is called, and the ZIP with pictures if one came. Raises Invalid by field."""
    field = "file"
    try:
        packed = _read(pictures, "pictures") if pictures is not None else None
        if is_archive(data):
            if packed is not None:
                raise Invalid(fields={"file": [_("Upload the list itself here: its pictures come beside it.")]})
            packed, archive = data, Packed(data)
            path = archive.list_path()
            data, name = archive.read(path, settings.UPLOAD_MAX_BYTES), path.rpartition("/")[2]
            _refuse_too_large(data, "file")
        elif packed is not None:
            field = "pictures"
            Packed(packed)
    except (Unreadable, ValueError) as fault:
        raise Invalid(fields={field: [str(fault)]}) from fault
    if packed is None:
        return data, name, None
    return data, name, CheckedDocument(packed, "application/zip", hashlib.sha256(packed).hexdigest())


def _read(file: BinaryIO, field: str) -> bytes:
    most: int = settings.UPLOAD_MAX_BYTES
    return _refuse_too_large(file.read(most + 1), field)


def _refuse_too_large(data: bytes, field: str) -> bytes:
    most: int = settings.UPLOAD_MAX_BYTES
    if len(data) > most:
        sentence = _("This file is too large: at most %(size)s are read.") % {"size": filesizeformat(most)}
        raise Invalid(fields={field: [sentence]})
    return data


def _looked_through(data: bytes, format: str) -> tuple[list[str], int]:
    """The names of the columns, of objects those of the first rows; and how many rows there are."""
    headings: dict[str, None] = {}
    count = 0
    for raw in raws(BytesIO(data), format):
        count += 1
        if count <= PEEKED:
            headings |= dict.fromkeys(str(name)[:120] for name in raw.values)
    return list(headings)[:200], count


def _columns_for(owner: Party, headings: Sequence[str]) -> dict[str, str]:
    """What was chosen for this owner's last list with these columns, or else a guess by their names."""
    earlier = RightList.objects.filter(owner=owner, headings=list(headings)).exclude(job=None).order_by("-id").first()
    return dict(earlier.columns) if earlier else guessed(headings)


def _constants_for(owner: Party, format: str) -> dict[str, Any]:
    return {} if format == "xml" else {"kind": "trademark", "territories": [owner.country] if owner.country else []}


def map_list(
    *,
    actor: Actor,
    listed: RightList,
    columns: Mapping[str, str],
    constants: Mapping[str, str],
    verified: bool | None = None,
) -> RightList:
    """Say what the columns mean and what holds for all rows. Conflict once it is brought in; Invalid by field."""
    require(actor, "right.register")
    if verified:
        require(actor, "right.verify")
    with transaction.atomic():
        fresh = _held(listed)
        if fresh.job_id is not None:
            raise Conflict(_("This list is brought in already. Upload the file again to read it differently."))
        wrong = {
            fact: [_("There is no such column.")]
            for fact, name in columns.items()
            if name and name not in fresh.headings
        }
        read: dict[str, Any] = {}
        for fact, text in constants.items():
            try:
                if fact in CONSTANTS and text.strip():
                    value = READERS[fact](text)
                    read[fact] = list(value) if isinstance(value, tuple) else value
            except ValueError as fault:
                wrong[f"all_{fact}"] = [str(fault)]
        unknown = [word for word in read.get("territories", []) if not designated(word)]
        if unknown:
            wrong["all_territories"] = [_("Not a country or EU: %(words)s.") % {"words": ", ".join(unknown)}]
        if wrong:
            raise Invalid(fields=wrong)
        fresh.columns = {fact: name for fact, name in columns.items() if name and fact in MAPPED}
        fresh.constants = read
        if verified is not None:
            fresh.verified = verified
        fresh.save(update_fields=["columns", "constants", "verified"])
    return fresh


def _held(listed: RightList) -> RightList:
    found: RightList = RightList.objects.select_for_update().get(id=listed.id)
    return found


def bytes_of(listed: RightList) -> bytes:
    """The file as it came, checked against its digest."""
    return files.read_original(current_tenant(), listed.evidence.address, listed.evidence.sha256)


def packed_of(listed: RightList) -> Packed | None:
    """The ZIP with its pictures, checked against its digest; None if there is none."""
    if listed.pictures is None:
        return None
    return Packed(files.read_original(current_tenant(), listed.pictures.address, listed.pictures.sha256))


def reading(listed: RightList, pictures: Pictures | None = None) -> Reading:
    """How the list is understood; the pictures that it names are left out if nothing finds them."""
    constants = {name: tuple(v) if isinstance(v, list) else v for name, v in listed.constants.items()}
    return reading_of(listed.format, listed.columns, constants, pictures)


def pictured(listed: RightList) -> Reading:
    """The same with the pictures that its rows name, if a ZIP with them came."""
    packed = packed_of(listed)
    return reading(listed, in_archive(packed) if packed else None)


def records(listed: RightList) -> Iterator[Raw]:
    """Its records, one at a time."""
    return raws(BytesIO(bytes_of(listed)), listed.format)


def doubles(read: Reading, source: Iterable[Raw]) -> dict[int, str]:
    """The lines that stand in the list a second time, with the fact that says so."""
    seen: set[tuple[str, object]] = set()
    found: dict[int, str] = {}
    for raw in source:
        keys = read.keys(raw).items()
        again = next((fact for fact, key in keys if (fact, key) in seen), None)
        if again:
            found[raw.line] = again
        else:
            seen |= keys
    return found


def sorted_out(
    found: Reading, some: Sequence[Raw], twice: Mapping[int, str] | None = None
) -> tuple[list[Row], list[Fault]]:
    """The records that can be read, and what is wrong with the others; `twice` are lines that `doubles` has found."""
    rows, faults = [], []
    for raw in some:
        again = (twice or {}).get(raw.line)
        if again:
            faults.append(Fault(raw.line, found.column_of(again), _("This stands in the list twice."), again))
            continue
        read = found.row(raw)
        if isinstance(read, Row):
            rows.append(read)
        else:
            faults += read
    return rows, faults


@dataclass
class Outlook:
    """What would become of a list: counts over the `looked` first rows, the first differences, all faults by line.

    `pictures` says how many files came with it that may be pictures.
    """

    looked: int = 0
    pictures: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    fresh: list[Row] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    faults: dict[int, list[Fault]] = field(default_factory=dict)

    def add(self, compared: Compared, shown: int) -> None:
        """Count more rows in."""
        self.new += len(compared.new)
        self.changed += len(compared.changed)
        self.unchanged += compared.unchanged
        self.fresh += compared.new[: max(0, shown - len(self.fresh))]
        self.differences += compared.changed[: max(0, shown - len(self.differences))]

    def add_faults(self, faults: Sequence[Fault]) -> None:
        """Keep what is wrong, by line."""
        for fault in faults:
            self.faults.setdefault(fault.line, []).append(fault)


def outlook(*, actor: Actor, listed: RightList, shown: int = 50) -> Outlook:
    """What bringing it in would do, row by row; nothing is changed. Raises Unreadable for a file that breaks off.

    Of pictures it says whether they came; they are opened when the list is brought in.
    """
    packed, most = packed_of(listed), MOST_COMPARED
    found = Outlook(pictures=packed.pictures if packed else 0)
    read = reading(listed, only_named(packed) if packed else None)
    twice = doubles(read, islice(records(listed), most))
    source = islice(records(listed), most)
    while some := list(islice(source, MOST_TOGETHER)):
        rows, faults = sorted_out(read, some, twice)
        compared = compare_rows(actor=actor, owner=listed.owner, rows=rows, verified=listed.verified)
        found.looked += len(some)
        found.add(compared, shown)
        found.add_faults([*faults, *compared.faults])
    return found


def bring_in(*, actor: Actor, listed: RightList) -> RightList:
    """Ask for the job that takes the list in. Conflict if that was done."""
    require(actor, "right.register")
    with transaction.atomic():
        fresh = _held(listed)
        if fresh.job_id is not None:
            raise Conflict(_("This list is brought in already."))
        if fresh.verified:
            require(actor, "right.verify")
        fresh.job = jobs.ask(actor=actor, kind=KIND, parameters={"list": str(fresh.id), "called": fresh.reference})
        fresh.save(update_fields=["job"])
    return fresh


def set_aside(listed: RightList, some: Sequence[Raw], faults: Sequence[Fault]) -> None:
    """Keep the rows at fault, so that somebody can mend them."""
    wrong: dict[int, list[Fault]] = {}
    for fault in faults:
        wrong.setdefault(fault.line, []).append(fault)
    room = MOST_WRONG - WrongRow.objects.filter(listed=listed).count() if wrong else 0
    read = reading(listed)
    kept = [raw for raw in some if raw.line in wrong][: max(0, room)]
    WrongRow.objects.bulk_create(
        [
            WrongRow(listed=listed, line=raw.line, values=_texts(read, raw), wrong=_told(read, wrong[raw.line]))
            for raw in kept
        ],
        ignore_conflicts=True,
    )


def _texts(read: Reading, raw: Raw) -> dict[str, Any]:
    """The values by fact, as people type them. The chain of title stays as it was read."""
    found = {}
    for fact, columns in read.columns.items():
        value = next((raw.values[name] for name in columns if raw.values.get(name) not in (None, "", [])), None)
        if value is not None:
            found[fact] = value if fact == "assignments" else cell_of(fact, value)
    return found


def _told(read: Reading, faults: Sequence[Fault]) -> list[dict[str, str]]:
    return [
        {"fact": f.fact, "column": read.column_of(f.fact) if f.fact else "", "sentence": f.sentence} for f in faults
    ]


@dataclass(frozen=True, slots=True)
class Mended:
    """How many rows went in, and the lines of those that are wrong still."""

    taken: int
    still_wrong: tuple[int, ...]


def mend(*, actor: Actor, listed: RightList, corrections: Mapping[int, Mapping[str, str]]) -> Mended:
    """Take in rows as they were put right, by line; those still wrong stay, with what was typed and what is wrong now."""
    require(actor, "right.register")
    names = pictured(listed)
    read = Reading(IN_FACTS, names.constants, pictures=names.pictures)
    with transaction.atomic():
        rows = WrongRow.objects.select_for_update().filter(listed=listed, line__in=corrections)
        kept = {row.line: row for row in rows[:MOST_TOGETHER]}
        doubted = {line: row for line, row in kept.items() if _is_as_it_was(row, corrections[line])}
        for line, row in kept.items():
            row.values = {**row.values, **{fact: text for fact, text in corrections[line].items() if fact in MAPPED}}
        sound, faults = sorted_out(read, [Raw(line, row.values) for line, row in kept.items() if line not in doubted])
        went = import_rows(actor=actor, owner=listed.owner, rows=sound, verified=listed.verified)
        wrong: dict[int, list[Fault]] = {}
        for fault in [*faults, *went.faults]:
            wrong.setdefault(fault.line, []).append(fault)
        for line, found in wrong.items():
            kept[line].wrong = _told(names, found)
        WrongRow.objects.bulk_update([kept[line] for line in {*wrong, *doubted}], ["values", "wrong"])
        done = [row.id for line, row in kept.items() if line not in wrong and line not in doubted]
        WrongRow.objects.filter(id__in=done).delete()
        fresh = _held(listed)
        fresh.mended += len(done)
        fresh.save(update_fields=["mended"])
    return Mended(len(done), tuple(sorted({*wrong, *doubted})))


def _is_as_it_was(row: WrongRow, typed: Mapping[str, str]) -> bool:
    """Whether what it would be known by is at fault and was not touched: taken in, it would change another right."""
    at_fault = {one["fact"] for one in row.wrong} & {"external_id", "number"}
    return any(row.values.get(fact) and typed.get(fact, row.values[fact]) == row.values[fact] for fact in at_fault)
