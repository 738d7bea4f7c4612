"""The proof as a file (C2SP tlog-proof@v1): what a lawyer is handed, to be checked without us.

    c2sp.org/tlog-proof@v1
    extra <base64>              only if there is any; not authenticated
    index <decimal>
    <hash, base64>              none or more, from the leaf's sibling upwards

    <the signed checkpoint>

The entry itself is not in it: who shows the file shows the entry beside it.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from audit import checkpoint, merkle, note
from audit.checkpoint import Checkpoint

HEADER = "c2sp.org/tlog-proof@v1"
MAX_HASHES = 63


class ProofFileError(note.NoteError):
    """A proof file is malformed. The message says why in a sentence."""


@dataclass(frozen=True)
class ProofFile:
    """A proof file that was taken apart. `checkpoint` is the signed note, byte for byte."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None


def make(*, index: int, hashes: Sequence[bytes], checkpoint: bytes, extra: bytes | None = None) -> bytes:
    """The file for entry `index` with its inclusion proof in the tree of the signed checkpoint.

    `extra` travels along for the reader's convenience and proves nothing. Raises NoteError if the parts make no file.
    """
    lines = [HEADER]
    if extra is not None:
        lines.append(f"extra {base64.b64encode(extra).decode('ascii')}")
    lines.append(f"index {index}")
    lines.extend(base64.b64encode(value).decode("ascii") for value in hashes)
    raw = "".join(f"{line}\n" for line in lines).encode() + b"\n" + checkpoint
    read(raw)
    return raw


def read(raw: bytes) -> ProofFile:
    """Take a proof file apart, without checking anything it says. Raises NoteError if it is malformed."""
    head, blank, signed = raw.partition(b"\n\n")
    if not blank or len(raw) > note.MAX_NOTE_SIZE:
        raise ProofFileError("A proof file is a proof, a blank line and a signed checkpoint.")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise ProofFileError("The proof is not plain ASCII.") from None
    if lines.pop(0) != HEADER:
        raise ProofFileError(f"A proof file begins with the line {HEADER}.")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = note.strict_base64(lines.pop(0).removeprefix("extra "), "The extra data")
    if not lines or not lines[0].startswith("index "):
        raise ProofFileError("The proof does not say which entry it is about.")
    index = checkpoint.read_decimal(lines.pop(0).removeprefix("index "), "The index")
    if len(lines) > MAX_HASHES:
        raise ProofFileError(f"The proof has {len(lines)} hashes; no log needs more than {MAX_HASHES}.")
    hashes = tuple(note.strict_base64(line, "A hash of the proof") for line in lines)
    if any(len(value) != merkle.HASH_SIZE for value in hashes):
        raise ProofFileError(f"A hash of the proof has not {merkle.HASH_SIZE} bytes.")
    checkpoint.read_unverified(signed)
    return ProofFile(index, hashes, signed, extra)


def verify(raw: bytes, *, entry: bytes, origin: str, log_keys: Sequence[note.Verifier]) -> tuple[int, Checkpoint]:
    """Check offline that the log of `origin` contains the entry with these bytes; say where, and by which checkpoint.

    Raises NoteError if the file or its checkpoint's signature is bad, ProofError if the entry does not follow.
    """
    proof = read(raw)
    signed = checkpoint.verify(proof.checkpoint, origin=origin, log_keys=log_keys)
    merkle.verify_inclusion(
        leaf=merkle.leaf_hash(entry), index=proof.index, size=signed.size, proof=proof.hashes, root=signed.root
    )
    return proof.index, signed
