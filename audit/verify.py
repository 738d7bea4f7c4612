"""Reading the whole log of a marketplace again and saying, in sentences, what does not hold.

The attacker to be detected is whoever can write to the database. Everything is computed from the entries' bytes; no
stored hash is believed.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection

from audit import checkpoint as statements
from audit.canonical import CanonicalError, commit, read_entry
from audit.merkle import CompactRange, root_of_leaves
from audit.models import Checkpoint, Entry, Head, LogKey, Seal, Secret, Staged
from audit.note import NoteError, read_vkey
from audit.rows import ROW, Committed, Worded, commitment_of
from audit.sequencer import fetch_tiles, origin
from audit.tiles import WIDTH
from tenancy.context import current_tenant
from tenancy.models import Marketplace

CHUNK = 5000
# As text, as the bytes have them: making values of them only to write them again would take longer than the rest.
SEALED = """
SELECT s.index, s.entry_id::text, s.leaf, e.data, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       e.verb, e.subject_type, e.subject_id::text
FROM audit_seal s
LEFT JOIN audit_entry e ON e.tenant_id = s.tenant_id AND e.id = s.entry_id
WHERE s.tenant_id = %s AND s.index >= %s AND s.index < %s ORDER BY s.index
"""


@dataclass
class Report:
    """What was read and what does not hold. No faults: the log is whole.

    `erased` of the `rows` have lost their salt, so that nothing can be said of them any more.
    """

    entries: int = 0
    checkpoints: int = 0
    rows: int = 0
    erased: int = 0
    waiting: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """True when nothing is wrong."""
        return not self.faults

    def fault(self, sentence: str) -> None:
        """Add one sentence; past a hundred, more of them help nobody."""
        if len(self.faults) < 100:
            self.faults.append(sentence)


# A seal with its entry as the tables have them: position, entry_id, leaf, data, at, verb, subject_type, subject_id. Without
# an entry all from data on is None. Bare tuples: a name for each column costs a tenth of the whole.
Sealed = tuple[int, str, bytes, bytes | None, str, str, str, str]


def _name(line: Sealed) -> str:
    """How a fault speaks of it."""
    return f"The entry at position {line[0]} ({line[1]})"


def _sealed(size: int) -> Iterator[list[Sealed]]:
    """The sealed entries in order, in chunks, each a range of the index: memory stays the same at any size.

    The next chunk is on its way while one is checked: by the same connection, which is inside the wall and the transaction.
    """
    connection.ensure_connection()
    fetch = partial(_fetch, connection.connection, current_tenant())
    with ThreadPoolExecutor(max_workers=1) as ahead:
        coming = ahead.submit(fetch, 0, min(CHUNK, size))
        for start in range(0, size, CHUNK):
            chunk = coming.result()
            if start + CHUNK < size:
                coming = ahead.submit(fetch, start + CHUNK, min(start + 2 * CHUNK, size))
            yield chunk


def _fetch(database: Any, marketplace: UUID, start: int, end: int) -> list[Sealed]:
    with database.cursor() as cursor:
        cursor.execute(SEALED, [marketplace, start, end])
        rows: list[Sealed] = cursor.fetchall()
        return rows


def _says_its_columns(raw: bytes, line: Sealed) -> bool:
    """Whether the columns by which an entry is found and shown are what its canonical bytes say."""
    _position, entry_id, _leaf, _data, at, verb, subject_type, subject_id = line
    end = raw[-400:]
    return (
        f'"subject":{{"id":"{subject_id}","type":"{subject_type}"}},"v":'.encode() in end
        and f',"verb":"{verb}","verb_version":'.encode() in end
        and f'"at":"{at}"'.encode() in raw
        and f'"id":"{entry_id}"'.encode() in raw
    )


def _signed_sizes(report: Report) -> dict[int, bytes]:
    """Roots by size, as signed checkpoints state them."""
    marketplace = Marketplace.objects.get(id=current_tenant())
    keys = [read_vkey(vkey) for vkey in LogKey.objects.values_list("vkey", flat=True)]
    roots = {}
    for size, note in Checkpoint.objects.order_by("size").values_list("size", "note").iterator():
        try:
            stated = statements.verify(bytes(note), origin=origin(marketplace.slug), log_keys=keys)
        except NoteError as error:
            report.fault(f"The checkpoint of size {size} does not hold: {error}")
            continue
        if stated.size != size:
            report.fault(f"The checkpoint kept as size {size} states {stated.size}.")
        roots[stated.size] = stated.root
    report.checkpoints = len(roots)
    return roots


class _Tiles:
    """The tiles that the entries come to; each is compared with the stored one when it is full, or at the end."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._open: list[list[bytes]] = []
        self._full: list[int] = []

    def extend(self, leaves: Sequence[bytes]) -> None:
        """The next leaves, compared in one query."""
        done: dict[tuple[int, int], bytes] = {}
        level, coming = 0, list(leaves)
        while coming:
            if level == len(self._open):
                self._open.append([])
                self._full.append(0)
            hashes, coming = self._open[level] + coming, []
            while len(hashes) >= WIDTH:
                full, hashes = hashes[:WIDTH], hashes[WIDTH:]
                done[level, self._full[level]] = b"".join(full)
                self._full[level] += 1
                coming.append(root_of_leaves(full))
            self._open[level] = hashes
            level += 1
        self._compare(done)

    def end(self) -> None:
        """What is left: the tiles at the right edge."""
        edge = ((level, hashes) for level, hashes in enumerate(self._open) if hashes)
        self._compare({(level, self._full[level]): b"".join(hashes) for level, hashes in edge})

    def _compare(self, tiles: dict[tuple[int, int], bytes]) -> None:
        stored = fetch_tiles(list(tiles))
        for (level, place), hashes in tiles.items():
            if stored.get((level, place)) != hashes:
                self._report.fault(f"Tile {level}/{place} is not what the entries come to.")


def verify(*, rows: bool = False) -> Report:
    """Read the log of the current marketplace from its first entry to its head.

    Checks: positions without gaps, every entry's bytes against its seal, every signed checkpoint's root and
    signature, the tiles, the head; with `rows`, every committed row against its entry.
    """
    report = Report()
    head = Head.objects.first()
    size = head.size if head else 0
    roots = _signed_sizes(report)
    tree, tiles = CompactRange(), _Tiles(report)
    stated: dict[str, str] = {}
    for chunk in _sealed(size):
        leaves = _leaves(report, chunk, tree.size)
        if leaves is None:
            return report
        _grow(report, tree, leaves, roots)
        tiles.extend(leaves)
        if rows:
            for line in chunk:
                stated.update(_rows_of(bytes(line[3] or b"")))
    report.entries = tree.size
    tiles.end()
    _check_end(report, size, roots, tree)
    report.waiting = Staged.objects.count()
    _check_strays(report)
    if rows:
        _check_rows(report, stated)
    return report


def _leaves(report: Report, chunk: list[Sealed], start: int) -> list[bytes] | None:
    """The leaf hashes of a chunk that should begin at `start`; None where one is missing: then nothing follows."""
    leaves = []
    for expected, line in enumerate(chunk, start):
        position, _entry_id, sealed, data = line[:4]
        if position != expected:
            report.fault(f"Position {expected} is missing: the next one is {position}.")
            return None
        if data is None:
            report.fault(f"{_name(line)} is gone.")
            return None
        raw = bytes(data)
        leaf = sha256(b"\x00" + raw).digest()
        if leaf != bytes(sealed):
            report.fault(f"{_name(line)} was changed after it was sealed.")
        elif not _says_its_columns(raw, line):
            report.fault(f"{_name(line)} is listed as something else than its bytes say.")
        leaves.append(leaf)
    return leaves


def _grow(report: Report, tree: CompactRange, leaves: list[bytes], roots: dict[int, bytes]) -> None:
    """Append leaves, comparing the root wherever a checkpoint was signed."""
    start, end = tree.size, tree.size + len(leaves)
    for signed in sorted(size for size in roots if start < size <= end):
        tree.extend(leaves[tree.size - start : signed - start])
        if roots[signed] != tree.root():
            report.fault(f"The signed checkpoint of size {signed} states another root than the entries give.")
    tree.extend(leaves[tree.size - start :])


def _rows_of(raw: bytes) -> dict[str, str]:
    """The commitments to rows that an entry's bytes state; none where the bytes are no entry any more."""
    try:
        return dict(read_entry(raw).get("rows", {}))
    except (CanonicalError, TypeError, ValueError):
        return {}


def _check_end(report: Report, size: int, roots: dict[int, bytes], tree: CompactRange) -> None:
    read = tree.size
    if read != size:
        report.fault(f"The head says {size} entries, but only {read} are there.")
    beyond = [signed for signed in roots if signed > read]
    if beyond:
        report.fault(f"A signed checkpoint covers {max(beyond)} entries, but only {read} are there: the log was cut.")
    head = Head.objects.first()
    if head and read == size and bytes(head.root) != tree.root():
        report.fault("The head states another root than the entries give.")


def _check_strays(report: Report) -> None:
    """Every entry is sealed or staged, never neither (its line was removed) nor sealed twice."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id FROM audit_entry e WHERE e.tenant_id = %s"
            " AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.tenant_id = e.tenant_id AND s.entry_id = e.id)"
            " AND NOT EXISTS (SELECT FROM audit_staged g WHERE g.tenant_id = e.tenant_id AND g.id = e.id) LIMIT 10",
            [current_tenant()],
        )
        for (entry_id,) in cursor.fetchall():
            report.fault(f"Entry {entry_id} is neither sealed nor waiting to be sealed.")
    sealed = Seal.objects.count()
    if sealed != report.entries:
        report.fault(f"There are {sealed} seals for {report.entries} entries.")


def _committed_models() -> list[type[Committed]]:
    return [model for model in apps.get_models() if issubclass(model, Committed)]


def _check_rows(report: Report, stated: dict[str, str]) -> None:
    """Committed rows against the entries, both ways: none changed, none gone, none unheard of."""
    waiting = Entry.objects.filter(id__in=Staged.objects.values("id")).values_list("data", flat=True)
    pending = {key for data in waiting for key in _rows_of(bytes(data))}
    for model in _committed_models():
        label = model._meta.label
        seen = set()
        for chunk in _chunks(model):
            secrets = Secret.objects.filter(owner_id__in=[row.id for row in chunk], name=ROW)
            salts = {owner: bytes(salt) for owner, salt in secrets.values_list("owner_id", "salt")}
            for row in chunk:
                key = f"{label}:{row.id}"
                seen.add(key)
                report.rows += 1
                if key not in stated:
                    if key not in pending:
                        report.fault(f"{key} stands in no entry of the log.")
                elif row.id not in salts:
                    report.erased += 1
                elif commitment_of(row, salts[row.id]).hex() != stated[key]:
                    report.fault(f"{key} was changed after the log committed to it.")
            _check_words(report, [row for row in chunk if isinstance(row, Worded)])
        gone = [key for key in stated if key.startswith(f"{label}:") and key not in seen]
        for key in gone:
            report.fault(f"{key} is gone, but the log committed to it.")


def _check_words(report: Report, rows: list[Worded]) -> None:
    """The words of rows against their hashes, which the row's own commitment covers; erased ones are simply gone."""
    hashes = {row.id: row.word_hashes for row in rows}
    kept = Secret.objects.filter(owner_id__in=list(hashes), value__isnull=False)
    for owner_id, name, salt, value in kept.values_list("owner_id", "name", "salt", "value"):
        if commit((value or "").encode(), bytes(salt)).hex() != hashes[owner_id].get(name):
            report.fault(f"The words “{name}” of {owner_id} were changed after they were written.")


def _chunks(model: type[Committed]) -> Iterator[list[Committed]]:
    chunk: list[Committed] = []
    for row in model._default_manager.order_by("id").iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
