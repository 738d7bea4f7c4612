"""A pack as plain values: what is published of it, what programs read, and what two versions are told apart by."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from policy.model import Pack

Plain = dict[str, Any]
"""What JSON holds, under the names that `policy.model` gives; days as ISO dates."""


def plain(pack: Pack) -> Plain:
    """Everything of the pack but its letters, which are long and have pages of their own."""
    found = asdict(pack)
    del found["letters"]
    read: Plain = json.loads(_text(found))
    return read


def digest(pack: Pack) -> str:
    """SHA-256 of the whole pack, letters too, in hexadecimal: the same as long as no word of it changes."""
    return digest_of(asdict(pack))


def digest_of(values: Mapping[str, Any]) -> str:
    """SHA-256 of plain values, in hexadecimal, whatever order their keys stand in."""
    return hashlib.sha256(_text(values).encode()).hexdigest()


def _text(values: Mapping[str, Any]) -> str:
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_iso)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no plain value")
