"""Checkpoints (C2SP tlog-checkpoint): size and root of a log at one moment, as a signed note.

    <origin>
    <size, decimal>
    <root, base64>

The three lines are the text that is signed; signature lines follow as in every note.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit import note
from audit.merkle import EMPTY_ROOT, HASH_SIZE

MAX_SIZE = 2**63 - 1
_DECIMAL = re.compile("0|[1-9][0-9]{0,18}")


class CheckpointError(note.NoteError):
    """A checkpoint is malformed or of another log. The message says why in a sentence."""


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself: its origin, how many entries it has, and the root over them.

    Extension lines are read, as the specification allows them, but we write none: nobody can audit them.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(not line or "\n" in line for line in (self.origin, *self.extensions)):
            raise CheckpointError("The origin and each extension of a checkpoint is one line that is not empty.")
        if not 0 <= self.size <= MAX_SIZE:
            raise CheckpointError(f"A log cannot have {self.size} entries.")
        if len(self.root) != HASH_SIZE:
            raise CheckpointError(f"The root of a checkpoint has {HASH_SIZE} bytes, not {len(self.root)}.")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise CheckpointError("The root of a log of no entries is the hash of nothing.")

    @property
    def text(self) -> str:
        """The text that is signed."""
        root = base64.b64encode(self.root).decode("ascii")
        return "".join(f"{line}\n" for line in (self.origin, self.size, root, *self.extensions))


def read(text: str) -> Checkpoint:
    """The checkpoint that a note's text states. Raises CheckpointError or NoteError if it is malformed."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] != "":
        raise CheckpointError("A checkpoint has at least three lines: origin, size and root.")
    origin, size, root, *extensions = lines[:-1]
    return Checkpoint(origin, read_decimal(size, "The size"), note.strict_base64(root, "The root"), tuple(extensions))


def read_unverified(raw: bytes) -> Checkpoint:
    """The checkpoint in a signed note whose signatures are not looked at: believe nothing it says."""
    return read(note.read(raw).text)


def sign(checkpoint: Checkpoint, signer: note.Signer) -> bytes:
    """The checkpoint as a note signed by the log's key, which bears the log's origin as its name."""
    if signer.name != checkpoint.origin:
        raise CheckpointError(f"The key of {signer.name} cannot sign for {checkpoint.origin}.")
    return note.sign(checkpoint.text, [signer])


def verify(raw: bytes, *, origin: str, log_keys: Sequence[note.Verifier]) -> Checkpoint:
    """The checkpoint, if one of the log's keys signed it and it speaks of this log.

    `log_keys` are the keys of the log itself, of all generations that are trusted; a witness is no substitute.
    Raises NoteError (or its kind CheckpointError) with the reason otherwise.
    """
    checkpoint = read(note.verify(raw, log_keys).text)
    if checkpoint.origin != origin:
        raise CheckpointError(f"The checkpoint is of {checkpoint.origin}, not of {origin}.")
    return checkpoint


def read_decimal(digits: str, what: str) -> int:
    """A number in ASCII digits without leading zeros. `what` begins the sentence of the CheckpointError otherwise."""
    if not _DECIMAL.fullmatch(digits):
        raise CheckpointError(f"{what} is not a decimal number without leading zeros.")
    return int(digits)
