"""What a row of the access matrix says of a route."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    """One route, for one or all of its methods (HEAD is asked where GET is).

    `said` is the status that a foreign id in `sent` is answered with, by thing where they differ; None where that is as
    for any word that means nothing here (a filter that finds nothing). Whatever it is, it is the same as for an id that
    never was. Other than 404 are filters; what a person typed or chose in a form, which stays there to be put right; and
    the numbers of many listings, which are named at once. `shared` names the things in `sent` that everybody in the
    marketplace may name.
    """

    role: str
    path: Mapping[str, str] = field(default_factory=dict)
    sent: Mapping[str, Any] = field(default_factory=dict)
    said: int | Mapping[str, int | None] | None = 404
    shared: tuple[str, ...] = ()
    stranger: str = ""
    files: tuple[str, ...] = ()

    def said_of(self, thing: str) -> int | None:
        """What a foreign `thing` is answered with."""
        return self.said.get(thing, 404) if isinstance(self.said, Mapping) else self.said


def row(role: str, path: str = "", **more: Any) -> Row:
    """`path` as "ref=right specimen_id=specimen"."""
    return Row(role, dict(part.split("=", 1) for part in path.split()), **more)


Rows = dict[str, Row | dict[str, Row]]

BRAND_KEY, SELLER_KEY, SHOP_KEY = "key:brand_full", "key:seller_full", "key:operator_full"
WHY = {"reason": "Because."}
SIGNATURE = {"name": "Ada Byron", "agreed": True, "seen": "0" * 64}
TITLE = {"title": "Travel bag", "markets": ["US"]}
BAN = {
    "kind": "recall", "title": "Dryers", "authority": "CPSC", "order": "26-1", "territories": "US", "products": "dryer",
    "action": "queue",
}  # fmt: skip
SENDER = {"name": "Ada", "country": "US", "email": "ada@sender.test", "work": "Fjord", "territory": "US"}
COMPLAINT = {"kind": "quality", "source": "buyer", "cause": "R-1", "at": "2026-01-01T00:00:00Z"}
