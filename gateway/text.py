"""Text that people type: kept as typed, refused only where it is not text; made safe where it leaves the house."""

import re
import unicodedata

from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from tenancy.errors import Invalid

SURROGATE = re.compile("[\ud800-\udfff]")
# What a spreadsheet takes for a formula at the start of a cell, the full-width forms included; quotes in front are
# counted in, so that `plain_cell` can take away exactly the one that `neutral_cell` adds.
FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
NAME_LENGTH = 120
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def text_fault(value: str) -> str | None:
    """Why `value` is not text, as a sentence for the person; None if it is."""
    if "\x00" in value:
        return _("This contains the character NUL, which cannot be stored. Remove it and try again.")
    if SURROGATE.search(value):
        return _("This contains half of a character (a lone surrogate). Remove it and try again.")
    return None


def clean(value: str, *, name: str = "") -> str:
    """`value` exactly as typed. Raises Invalid (for the field `name`) if PostgreSQL could not hold it."""
    fault = text_fault(value)
    if fault:
        raise Invalid(fields={name: [fault]})
    return value


def neutral_cell(value: object) -> str:
    """A cell of an exported CSV file that no spreadsheet runs as a formula (OWASP, CSV injection).

    Text that would start one gets a quote in front; `plain_cell` takes it away again. Numbers stay numbers.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    return f"'{value}" if FORMULA.match(value) else value


def plain_cell(value: str) -> str:
    """What `neutral_cell` was given."""
    return value[1:] if value.startswith("'") and FORMULA.match(value) else value


def file_name(name: str, *, default: str = "file") -> str:
    """A name for a file that is nothing else: no folder, no control or direction character, no device of Windows."""
    last = re.split(r"[\\/]", name)[-1]
    kept = "".join(" " if character in '"<>:|?*' else character for character in last if _is_visible(character))
    short = " ".join(kept.split()).strip(". ")
    if not short or RESERVED.match(short):
        return default
    if len(short) <= NAME_LENGTH:
        return short
    stem, dot, suffix = short.rpartition(".")
    return f"{stem[: NAME_LENGTH - 11]}.{suffix[:10]}" if dot else short[:NAME_LENGTH]


def disposition(name: str, *, download: bool) -> str:
    """The value of Content-Disposition for a file called `name`: one header, whatever the name holds."""
    return content_disposition_header(download, file_name(name)) or "inline"


def _is_visible(character: str) -> bool:
    """False for control, format (direction), surrogate and unassigned characters; a space of any kind is visible."""
    return character.isspace() or unicodedata.category(character)[0] != "C"
