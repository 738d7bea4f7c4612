"""Rows that decide something carry a commitment; the log's entry holds the same one.

`verify_log --rows` recomputes it, so a row changed behind the log is found even if the row's own copy was changed too.
What may have to be erased stands in `Secret`, a table that can be deleted from: the salt of the commitment, and the
words of a row (`Words`), of which the row itself keeps salted hashes alone.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db import models

from audit.canonical import SALT_SIZE, commit, row_bytes
from audit.models import Secret
from tenancy.models import Tenanted
from tenancy.together import insert_together

ROW = "row"


class Committed(Tenanted):
    """Base of rows that the log commits to. `committed_fields` names the columns that never change again."""

    commitment = models.BinaryField(max_length=32, editable=False)

    committed_fields: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True


class Words:
    """What a person wrote in a `Worded` row: read like a column, kept where it can be erased; "" afterwards.

    With `as_json` the value is what JSON holds (and {} once erased). The words of many rows are loaded by
    `load_words` in one query; a row whose words were not loaded asks once by itself.
    """

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, row: Any, owner: type | None = None) -> Any:
        if row is None:
            return self
        if not row.has_words:
            load_words([row])
        found = row.__dict__["loaded_words"].get(self.name)
        if self.as_json:
            return json.loads(found) if found else {}
        return found or ""

    def text_of(self, value: Any) -> str:
        """As it is kept and hashed."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if self.as_json else str(value or "")


class Worded(Committed):
    """A committed row with words that may have to be erased. `word_hashes` are their salted commitments, by name."""

    word_hashes = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def words_kept(cls) -> dict[str, Words]:
        """The words of this kind of row, by name."""
        return {name: value for one in cls.__mro__ for name, value in vars(one).items() if isinstance(value, Words)}

    @property
    def has_words(self) -> bool:
        """Whether its words are loaded."""
        return "loaded_words" in self.__dict__


Row = TypeVar("Row", bound=Committed)


def commitment_of(row: Committed, salt: bytes) -> bytes:
    """What the log says of `row` as it stands now; of words it says only their hashes, so it holds after erasure."""
    fields = {name: getattr(row, _column(row, name)) for name in row.committed_fields}
    if isinstance(row, Worded):
        fields["word_hashes"] = row.word_hashes
    return commit(row_bytes({"model": row._meta.label, "id": row.id, **fields}), salt)


def _column(row: Committed, name: str) -> str:
    """Foreign keys are committed to by their id, which needs no query."""
    return str(row._meta.get_field(name).attname)  # type: ignore[union-attr]


def load_words(rows: Iterable[Worded]) -> None:
    """Load the words of these rows in one query."""
    wanted = list(rows)
    if not wanted:
        return
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    kept = Secret.objects.filter(owner_id__in=[row.id for row in wanted], value__isnull=False)
    for owner_id, name, value in kept.values_list("owner_id", "name", "value"):
        found[owner_id][name] = value or ""
    for row in wanted:
        row.__dict__["loaded_words"] = found.get(row.id, {})


def committed(model: type[Row], **fields: Any) -> Row:
    """Insert a row with its commitment and its salt. Give every committed field: a database default comes too late."""
    return committed_many(model, [fields])[0]


def committed_many(model: type[Row], many: list[dict[str, Any]], *, whole: bool = False) -> list[Row]:
    """Insert many rows with their commitments, in two statements. `Words` are given like columns.

    `whole`: no column is left to a default of the database, so that thousands go in at once.
    """
    kinds = model.words_kept() if issubclass(model, Worded) else {}
    rows, secrets = [], []
    for fields in many:
        words = {name: kinds[name].text_of(fields[name]) for name in fields.keys() & kinds.keys()}
        row = model(**{name: value for name, value in fields.items() if name not in kinds})
        salt = os.urandom(SALT_SIZE)
        if isinstance(row, Worded):
            said = [_secret(row.id, name, text) for name, text in words.items() if text]
            row.word_hashes = {one.name: commit((one.value or "").encode(), bytes(one.salt)).hex() for one in said}
            row.__dict__["loaded_words"] = words
            secrets += said
        row.commitment = commitment_of(row, salt)
        rows.append(row)
        secrets.append(Secret(owner_id=row.id, name=ROW, salt=salt))
    if whole:
        insert_together(rows)
    else:
        model._default_manager.bulk_create(rows)
    insert_together(secrets)
    return rows


def _secret(owner_id: UUID, name: str, text: str) -> Secret:
    return Secret(owner_id=owner_id, name=name, salt=os.urandom(SALT_SIZE), value=text)
