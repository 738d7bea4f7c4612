"""The log's tables. What is evidence is append-only by grant; what may be erased stands in a table of its own.

No foreign keys inside the log: the verifier, not a key, holds it together, and an append stays cheap.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tenancy.context import current_tenant
from tenancy.models import Marketplace, Tenanted


class Logged(Tenanted):
    """Base of the log's tables. The wall says which marketplace a row is of; an append asks no other table."""

    tenant = models.ForeignKey(
        Marketplace, models.PROTECT, related_name="+", db_index=False, db_constraint=False, default=current_tenant,
        editable=False,
    )  # fmt: skip

    class Meta:
        abstract = True


class Entry(Logged):
    """One line of the log: its canonical bytes, as they are hashed, and what is needed to find it.

    `regions` are those in which the matter lies that it speaks of (`audit.matters`): who among the staff sees it, and
    nothing that was said, so the bytes do not hold it. None means all.
    """

    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    data = models.BinaryField()
    leaf = models.BinaryField(max_length=32)
    regions = ArrayField(models.CharField(max_length=8), default=list)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["tenant", "verb", "id"], name="entry_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} at {self.at:%Y-%m-%d %H:%M:%S}"


class Staged(Logged):
    """An entry that has no position yet. Its id is the entry's; the sequencer removes the line with the seal."""

    leaf = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.id)


class Mention(Logged):
    """Which things an entry speaks of (`about`) and which parties may see it (`party`)."""

    ABOUT, PARTY = "about", "party"

    entry_id = models.UUIDField()
    target_id = models.UUIDField()
    kind = models.CharField(max_length=5)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "target_id", "entry_id", "kind"], name="mention_target")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.kind} {self.target_id}"


class Secret(Logged):
    """A commitment's salt, and the value where no other table keeps it. Deleted on erasure, never edited."""

    owner_id = models.UUIDField()
    name = models.CharField(max_length=60)
    salt = models.BinaryField(max_length=32)
    value = models.TextField(null=True)  # noqa: DJ001 – empty text is a value, erased is none

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "owner_id", "name"], name="secret_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.owner_id}"


class Seal(Logged):
    """An entry's position in the tree of its marketplace, counted from 0 without gaps."""

    index = models.BigIntegerField()
    entry_id = models.UUIDField()
    leaf = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "index"], name="seal_position"),
            models.UniqueConstraint(fields=["tenant", "entry_id"], name="seal_of_entry"),
        ]

    def __str__(self) -> str:
        return f"#{self.index}"


class Head(Logged):
    """How far the tree of a marketplace has grown. The row that a sequencer holds while it works."""

    size = models.BigIntegerField(default=0)
    root = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant"], name="head_once")]

    def __str__(self) -> str:
        return f"tree of {self.size}"


class Tile(Logged):
    """At most 256 hashes of one level of the tree (C2SP tlog-tiles), as `audit.tiles` computes them."""

    level = models.SmallIntegerField()
    place = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "level", "place"], name="tile_place")]

    def __str__(self) -> str:
        return f"tile {self.level}/{self.place}"


class LogKey(Logged):
    """A published key of the log, one row a generation."""

    generation = models.PositiveIntegerField()
    vkey = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "generation"], name="logkey_generation")]

    def __str__(self) -> str:
        return self.vkey


class Checkpoint(Logged):
    """A signed statement of size and root. One per size: a second of the same size would be a fork."""

    size = models.BigIntegerField()
    note = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "size"], name="checkpoint_size")]

    def __str__(self) -> str:
        return f"checkpoint of {self.size}"
