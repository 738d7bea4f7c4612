"""What the keys of a party may be barred from, and how the reason is said. The rows are written from a higher floor."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from uuid import UUID

from accounts.permission_words import PERMISSIONS
from accounts.roles import is_read

PERSONAL, WRITE = "keys.personal", "keys.write"

Says = Callable[[Sequence[str]], str]
Lacks = Callable[[UUID, date], Mapping[str, tuple[str, ...]]]
"""What the keys of a party are barred from on a day, with the codes of the clauses that are missing."""

BARRED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        PERSONAL: frozenset(
            {
                "case.export", "case.read", "changes.read", "complaint.read", "letter.read", "log.read", "member.read",
                "misuse.read", "party.read", "report.read", "statement.read",
            }
        ),
        WRITE: frozenset(permission for permission in PERMISSIONS if not is_read(permission)),
    }
)  # fmt: skip
"""Which permissions each kind of bar takes from a key: those by which names and addresses are read; those that change."""

SAYS: dict[str, Says] = {}
LACKS: list[Lacks] = []


def says(what: str) -> Callable[[Says], Says]:
    """Register the decorated function as the sentence for a bar; it is given the codes of the clauses that are missing.

    ValueError if there is one already, or no such bar.
    """
    if what in SAYS or what not in BARRED:
        raise ValueError(f"The bar {what} is not known, or is said twice.")

    def register(function: Says) -> Says:
        SAYS[what] = function
        return function

    return register


def lacks(function: Lacks) -> Lacks:
    """Register the decorated function: asked about the party of a key that is made, within the deed."""
    LACKS.append(function)
    return function


def barred_from(party_id: UUID, day: date) -> dict[str, tuple[str, ...]]:
    """What the keys of a party are barred from on that day, as all who know say it."""
    return {what: clauses for function in LACKS for what, clauses in function(party_id, day).items()}


def written(what: str, clauses: Sequence[str]) -> str:
    """A bar as the log has it: what is barred, and the codes of the clauses that are missing."""
    return f"{what}: {', '.join(clauses)}"


def read(lacks: str) -> str:
    """The sentence for a bar that was `written`."""
    what, _colon, clauses = lacks.partition(": ")
    return SAYS[what](clauses.split(", ")) if what in SAYS else lacks


def reason(permission: str, bars: Sequence[tuple[str, str]]) -> str:
    """Why these bars take that permission from a key; "" if none does."""
    for what, clauses in bars:
        if permission in BARRED[what]:
            return SAYS[what](clauses.split(","))
    return ""
