"""What every format is read into: records of values by the names of their columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Raw:
    """One record as the file has it: its line (of XML: its number) from 1, its values by column.

    `fault` says in a sentence why the record itself cannot be read; then it has no values.
    """

    line: int
    values: Mapping[str, Any] = field(default_factory=dict)
    fault: str = ""


class Unreadable(ValueError):
    """The file as a whole, or the rest of it, cannot be read. Its text is a sentence for the person."""
