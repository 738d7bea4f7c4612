"""Signed notes (C2SP signed-note): a text, a blank line, and one line per signature.

    — <key name> base64(4-byte key id || signature)

A note is handled as the bytes it was signed as. Signatures of unknown keys are ignored, so that keys can rotate and
witnesses can join; a signature by a known key that does not hold condemns the whole note.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = 0x01
KEY_ID_SIZE = 4
# C2SP asks for at least 16 signatures; one by a post-quantum key has up to 5 kB.
MAX_SIGNATURES = 64
MAX_NOTE_SIZE = 1 << 20


class NoteError(ValueError):
    """A note or key is malformed, or a note is not signed as it must be. The message says why in a sentence."""


class Verifier(Protocol):
    """A public key: what each type of key must offer to check notes."""

    @property
    def name(self) -> str: ...

    @property
    def key_id(self) -> bytes: ...

    def holds(self, text: bytes, signature: bytes) -> bool:
        """Whether the signature (without key id) is one of this key over the note's text."""


class Signer(Protocol):
    """A private key: what each type of key must offer to sign notes."""

    @property
    def name(self) -> str: ...

    @property
    def key_id(self) -> bytes: ...

    def sign(self, text: bytes) -> bytes:
        """The signature (without key id) over the note's text."""


@dataclass(frozen=True)
class Signature:
    """One signature line: who, with which key, and the signature without the key id."""

    name: str
    key_id: bytes
    value: bytes

    def line(self) -> str:
        """The line as it stands in the note, with its newline."""
        return f"— {self.name} {base64.b64encode(self.key_id + self.value).decode('ascii')}\n"


@dataclass(frozen=True)
class Note:
    """A note that was read. Its text ends with a newline."""

    text: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True)
class Ed25519Verifier:
    """An Ed25519 public key of 32 bytes under its name."""

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if len(self.public_key) != 32:
            raise NoteError(f"An Ed25519 public key has 32 bytes, not {len(self.public_key)}.")

    @property
    def key_id(self) -> bytes:
        """The first four bytes of a hash over name, type and key."""
        return key_id(self.name, ED25519, self.public_key)

    @property
    def vkey(self) -> str:
        """The key as one line of text, for publication: name+hex(key id)+base64(type || key)."""
        typed = base64.b64encode(bytes([ED25519]) + self.public_key).decode("ascii")
        return f"{self.name}+{self.key_id.hex()}+{typed}"

    def holds(self, text: bytes, signature: bytes) -> bool:
        """Whether the signature is one of this key over the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, text)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Ed25519Signer:
    """An Ed25519 private key under its name."""

    name: str
    private_key: Ed25519PrivateKey

    @property
    def verifier(self) -> Ed25519Verifier:
        """The public half."""
        return Ed25519Verifier(self.name, self.private_key.public_key().public_bytes_raw())

    @property
    def key_id(self) -> bytes:
        """The id of the public half."""
        return self.verifier.key_id

    def sign(self, text: bytes) -> bytes:
        """The 64 bytes of the signature."""
        return self.private_key.sign(text)


KEY_TYPES: dict[int, Callable[[str, bytes], Verifier]] = {ED25519: Ed25519Verifier}
"""What reads a published key, by its type byte."""


def key_id(name: str, key_type: int, public_key: bytes) -> bytes:
    """The four bytes that, with the name, tell a key from others. No protection by themselves."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([key_type]) + public_key).digest()[:KEY_ID_SIZE]


def read_vkey(vkey: str) -> Verifier:
    """The public key that a vkey line names. Raises NoteError if it is malformed or of a type not known here."""
    try:
        name, hex_id, encoded = vkey.split("+", 2)
    except ValueError:
        raise NoteError("A verifier key has three parts: name, key id and key, with a plus between them.") from None
    typed = strict_base64(encoded, "The verifier key")
    if not typed or typed[0] not in KEY_TYPES:
        raise NoteError("The verifier key is of a type that is not known here.")
    verifier = KEY_TYPES[typed[0]](name, typed[1:])
    if hex_id != verifier.key_id.hex():
        raise NoteError("The key id in the verifier key is not that of its name and key.")
    return verifier


def read(raw: bytes) -> Note:
    """Take a note apart, without checking any signature. Raises NoteError if it is malformed."""
    if len(raw) > MAX_NOTE_SIZE:
        raise NoteError(f"The note has {len(raw)} bytes; at most {MAX_NOTE_SIZE} are read.")
    try:
        whole = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NoteError("The note is not UTF-8.") from None
    if any(character < " " and character != "\n" for character in whole):
        raise NoteError("The note contains a control character.")
    body, blank, lines = whole.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise NoteError("A note is a text, a blank line and signature lines, each with a newline at its end.")
    signature_lines = lines[:-1].split("\n")
    if len(signature_lines) > MAX_SIGNATURES:
        raise NoteError(f"The note has {len(signature_lines)} signatures; at most {MAX_SIGNATURES} are read.")
    return Note(text=body + "\n", signatures=tuple(_read_signature(line) for line in signature_lines))


def verify(raw: bytes, verifiers: Sequence[Verifier]) -> Note:
    """The note with only those signatures that hold by the given keys, each key once.

    Raises NoteError if the note is malformed, if a signature by one of the keys does not hold, or if none of them
    signed. What the other signatures say is unknown, so they are left out.
    """
    known = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
    if len(known) != len(verifiers):
        raise NoteError("Two of the keys given have the same name and key id.")
    note = read(raw)
    text = note.text.encode()
    held: dict[tuple[str, bytes], Signature] = {}
    for signature in note.signatures:
        key = (signature.name, signature.key_id)
        if key not in known:
            continue
        if not known[key].holds(text, signature.value):
            raise NoteError(f"The signature by {signature.name} does not hold.")
        held.setdefault(key, signature)
    if not held:
        raise NoteError("None of the keys trusted here signed the note.")
    return Note(note.text, tuple(held.values()))


def sign(text: str, signers: Iterable[Signer]) -> bytes:
    """A note over the text, signed by each signer in order. Raises NoteError if the text cannot stand in a note."""
    if not text.endswith("\n"):
        raise NoteError("The text of a note ends with a newline.")
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        raise NoteError("The text of a note must be writable as UTF-8.") from None
    lines = []
    for signer in signers:
        check_name(signer.name)
        lines.append(Signature(signer.name, signer.key_id, signer.sign(encoded)).line())
    raw = encoded + b"\n" + "".join(lines).encode()
    # Reading back holds us to every rule that we hold others to, before anybody sees the note.
    read(raw)
    return raw


def check_name(name: str) -> None:
    """Raise NoteError unless this can be the name of a key: not empty, no space, no plus, no control character."""
    if not name or "+" in name or any(character.isspace() or character < " " for character in name):
        raise NoteError("The name of a key must not be empty nor contain a space, a plus or a control character.")


def strict_base64(encoded: str, what: str) -> bytes:
    """Decode base64 that has one spelling only: padded, no stray characters, no unused bits set.

    `what` begins the sentence of the NoteError that is raised otherwise.
    """
    try:
        decoded = base64.b64decode(encoded.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise NoteError(f"{what} is not base64.") from None
    if base64.b64encode(decoded).decode("ascii") != encoded:
        raise NoteError(f"{what} is base64 in an unusual spelling.")
    return decoded


def _read_signature(line: str) -> Signature:
    mark, _, rest = line.partition(" ")
    name, space, encoded = rest.partition(" ")
    if mark != "—" or not space:
        raise NoteError("A signature line is a dash, a key name and a signature, with single spaces between them.")
    check_name(name)
    blob = strict_base64(encoded, f"The signature by {name}")
    if len(blob) <= KEY_ID_SIZE:
        raise NoteError(f"The signature by {name} is too short.")
    return Signature(name, blob[:KEY_ID_SIZE], blob[KEY_ID_SIZE:])
