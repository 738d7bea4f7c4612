"""Rows that decide something carry a commitment; the log's entry holds the same one.

`verify_log --rows` recomputes it, so a row changed behind the log is found even if the row's own copy was changed too.
The salt stands in `Secret`, so that erasing a person makes the commitment say nothing.
"""

import os
from typing import Any, ClassVar, TypeVar

from django.db import models

from audit.canonical import SALT_SIZE, commit, row_bytes
from audit.models import Secret
from tenancy.models import Tenanted

ROW = "row"


class Committed(Tenanted):
    """Base of rows that the log commits to. `committed_fields` names the columns that never change again."""

    commitment = models.BinaryField(max_length=32, editable=False)

    committed_fields: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=Committed)


def commitment_of(row: Committed, salt: bytes) -> bytes:
    """What the log says of `row` as it stands now."""
    fields = {name: getattr(row, _column(row, name)) for name in row.committed_fields}
    return commit(row_bytes({"model": row._meta.label, "id": row.id, **fields}), salt)


def _column(row: Committed, name: str) -> str:
    """Foreign keys are committed to by their id, which needs no query."""
    return str(row._meta.get_field(name).attname)  # type: ignore[union-attr]


def committed(model: type[Row], **fields: Any) -> Row:
    """Insert a row with its commitment and its salt. Give every committed field: a database default comes too late."""
    return committed_many(model, [fields])[0]


def committed_many(model: type[Row], many: list[dict[str, Any]]) -> list[Row]:
    """Insert many rows with their commitments, in two statements."""
    rows, secrets = [], []
    for fields in many:
        row = model(**fields)
        salt = os.urandom(SALT_SIZE)
        row.commitment = commitment_of(row, salt)
        rows.append(row)
        secrets.append(Secret(owner_id=row.id, name=ROW, salt=salt))
    model._default_manager.bulk_create(rows)
    Secret.objects.bulk_create(secrets)
    return rows
