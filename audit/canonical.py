"""The exact bytes that are hashed: of an entry, of a database row, of a commitment.

The bytes are stored and hashed as they are; nothing is ever written anew to be verified. Canonical JSON (RFC 8785) is
what makes two programs write the same bytes for the same facts.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import rfc8785

NONCE_SIZE = 16
SALT_SIZE = 32
MAX_ENTRY_SIZE = 65_535
"""An entry's length is written in two bytes where entries are served (C2SP tlog-tiles)."""
MAX_DEPTH = 32
# Beyond this, readers that hold numbers as doubles see another number.
MAX_INTEGER = 2**53 - 1

_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_BEYOND_BMP = re.compile(rb"[\xf0-\xf4]")


class CanonicalError(ValueError):
    """A value has no canonical bytes. `path` says where it stands, as in `refs.listings[3]`, `reason` what is wrong."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.path = path
        self.reason = reason


def canonical_json(value: object) -> bytes:
    """RFC 8785 bytes of any JSON value. Raises CanonicalError if it has none."""
    try:
        # The library's type for JSON is recursive and private.
        return rfc8785.dumps(value)  # type: ignore[arg-type]
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError) as error:
        raise CanonicalError("", f"This cannot be written as canonical JSON: {error}.") from error


def entry_bytes(payload: dict[str, Any], nonce: bytes) -> bytes:
    """The bytes of a log entry: the nonce, then the payload as canonical JSON.

    The nonce is 16 random bytes, so that the leaf hash, which is public, does not let anybody guess the payload.
    Raises CanonicalError, naming the path, for what would not read the same everywhere (floats, integers beyond
    2**53, text that is not Unicode), and for more than 65,535 bytes: before the business transaction commits.
    """
    if len(nonce) != NONCE_SIZE:
        raise CanonicalError("", f"The nonce of an entry has {NONCE_SIZE} bytes, not {len(nonce)}.")
    if not isinstance(payload, dict):
        raise CanonicalError("", "The payload of an entry is an object.")
    _check(payload, "", 0)
    data = nonce + _plain_json(payload)
    if len(data) > MAX_ENTRY_SIZE:
        raise CanonicalError("", f"An entry has at most {MAX_ENTRY_SIZE} bytes, not {len(data)}.")
    return data


def read_entry(data: bytes) -> dict[str, Any]:
    """The payload of an entry's bytes. Raises CanonicalError if two readers could understand them differently."""
    data = bytes(data)
    if len(data) > MAX_ENTRY_SIZE:
        raise CanonicalError("", f"An entry has at most {MAX_ENTRY_SIZE} bytes, not {len(data)}.")
    try:
        payload = json.loads(data[NONCE_SIZE:].decode("utf-8"), object_pairs_hook=_object_without_repeats)
    except CanonicalError:
        raise
    except (ValueError, RecursionError) as error:
        raise CanonicalError("", "After its nonce, an entry must be JSON in UTF-8.") from error
    if not isinstance(payload, dict):
        raise CanonicalError("", "The payload of an entry is an object.")
    _check(payload, "", 0)
    return payload


def commit(value: bytes, salt: bytes) -> bytes:
    """The commitment SHA-256(salt || value): says nothing about the value once its 32 random bytes of salt are gone."""
    if len(salt) != SALT_SIZE:
        raise CanonicalError("", f"The salt of a commitment has {SALT_SIZE} bytes, not {len(salt)}.")
    return hashlib.sha256(salt + value).digest()


def row_bytes(fields: Mapping[str, object]) -> bytes:
    """The canonical bytes of a database row, the same before it is saved and after it is read again.

    Moments become UTC with microseconds, decimals lose the zeros that only a column's scale adds, bytes become hex,
    UUIDs, dates and integers beyond 2**53 become text. Raises CanonicalError, naming the field, for anything else.
    """
    return _plain_json({_key(key, ""): _plain(value, key, 0) for key, value in fields.items()})


def _plain_json(value: object) -> bytes:
    """RFC 8785 bytes of a value without floats or large integers, by the standard library's encoder, six times faster.

    It writes the same, but for the order of keys beyond the Basic Multilingual Plane: those go the slow way.
    """
    data = _encode(value).encode()
    return canonical_json(value) if _BEYOND_BMP.search(data) else data


def _check(value: object, path: str, depth: int) -> None:
    """Refuse what an entry must not contain, with the path to it."""
    if depth > MAX_DEPTH:
        raise CanonicalError(path, f"This is nested more than {MAX_DEPTH} deep.")
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        _text(value, path)
    elif isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise CanonicalError(path, "An integer beyond 2**53 must be written as text.")
    elif isinstance(value, dict):
        for key, item in value.items():
            _check(item, _join(path, _key(key, path)), depth + 1)
    elif isinstance(value, list | tuple):
        for position, item in enumerate(value):
            _check(item, f"{path}[{position}]", depth + 1)
    else:
        raise _refusal(value, path)


def _plain(value: object, path: str, depth: int) -> object:
    """A row's value as JSON has it."""
    if depth > MAX_DEPTH:
        raise CanonicalError(path, f"This is nested more than {MAX_DEPTH} deep.")
    match value:
        case None | bool():
            return value
        case str():
            return _text(value, path)
        case int():
            return int(value) if abs(value) <= MAX_INTEGER else str(int(value))
        case UUID():
            return str(value)
        case datetime():
            return _moment(value, path)
        case date():
            return value.isoformat()
        case Decimal():
            return _decimal(value, path)
        case bytes() | bytearray() | memoryview():
            return value.hex()
        case list() | tuple():
            return [_plain(item, f"{path}[{position}]", depth + 1) for position, item in enumerate(value)]
        case dict():
            return {
                _key(key, path): item if _is_plain(item) else _plain(item, _join(path, key), depth + 1)
                for key, item in value.items()
            }
    raise _refusal(value, path)


def _is_plain(value: object) -> bool:
    """Whether it stays as it is, without a closer look: most values of most rows."""
    return value is None or (type(value) is str and value.isascii())


def _refusal(value: object, path: str) -> CanonicalError:
    if isinstance(value, float):
        return CanonicalError(path, "A float is not written the same everywhere; use an integer or text.")
    return CanonicalError(path, f"A {type(value).__name__} has no canonical form.")


def _text(value: str, path: str) -> str:
    if not _is_unicode(value):
        raise CanonicalError(path, "The text contains half of a surrogate pair, which is no character.")
    return value


def _is_unicode(value: str) -> bool:
    if value.isascii():
        return True
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _key(key: object, path: str) -> str:
    if not isinstance(key, str):
        raise CanonicalError(path, f"The key {key!r} is not text.")
    if not _is_unicode(key):
        # The path of an error is shown and logged, so it must be writable itself.
        raise CanonicalError(_join(path, ascii(key)), "The key contains half of a surrogate pair.")
    return key


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _moment(value: datetime, path: str) -> str:
    if value.tzinfo is None:
        raise CanonicalError(path, "A moment without a time zone is ambiguous.")
    try:
        moment = value.astimezone(UTC)
    except OverflowError:
        raise CanonicalError(path, "This moment lies outside the calendar.") from None
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _decimal(value: Decimal, path: str) -> str:
    if not value.is_finite():
        raise CanonicalError(path, "A decimal must be a number.")
    if not value:
        return "0"
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _object_without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise CanonicalError("", "A key stands twice in the same object.")
    return found
