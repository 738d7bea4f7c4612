"""What people write and read: the elements of a form, answers, reasons, letters."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to an element of the kind `choice`, with the sentence it stands for."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Element:
    """One thing a notice or counter-notice must or may contain.

    `statement` is the sentence a person ticks (kind `statement`). `filled_from` names what is on file and need not be
    asked again. `core`: with all core elements met, the sender of an otherwise defective notice must be contacted.
    """

    code: str
    title: str
    kind: Literal["text", "choice", "statement", "signature"]
    reference: str
    help: str = ""
    statement: str = ""
    options: tuple[Option, ...] = ()
    required: bool = True
    core: bool = False
    filled_from: Literal["", "right", "listings", "party"] = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a seller may answer about one Item; `becomes` is the Item's state after it.

    `needs` is what must come with it: evidence, a newer revision of the listing, or a counter-notice.
    """

    code: str
    title: str
    help: str
    becomes: Literal["accepted", "deleted", "contested"]
    needs: Literal["", "evidence", "correction", "counter_notice"] = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """What a complainant says is wrong; belongs to kinds of right."""

    code: str
    title: str
    right_kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter's words, with `{name}` places for the fields in LETTER_FIELDS."""

    code: str
    subject: str
    body: str
