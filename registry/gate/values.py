"""What the gate knows and what it is asked: frozen values, no more. Pure.

Days are days of UTC. Territories are ISO 3166 alpha-2 codes or "EU". A channel is a code such as `marketplace`, `own_shop` or
`fulfilment`, and `marketplace:harbour` is one of them by name.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from policy.model import Exhaustion
from registry.gate.exhausting import UNKNOWN, FirstSale

Verdict = Literal["yes", "no", "ask"]
"""yes: it may be sold; no: it may not; ask: nobody can say without a further document."""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What is known of the goods; what is not known stays empty. `classes` are Nice classes, all that they may fall into."""

    classes: frozenset[int] = frozenset()
    first_sale: FirstSale = UNKNOWN


NOTHING_KNOWN = ItemFacts()


@dataclass(frozen=True, slots=True)
class Question:
    """Who wants to sell what under which right, through which channel, to where ("" if that is not known), and when."""

    seller: UUID
    right: UUID
    item: ItemFacts
    channel: str
    destination: str
    day: date
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class RightFacts:
    """A right as the gate sees it: whose it is, where it holds, and from when to when it is enforced.

    `in_force`: it is verified, or was until it expired. `owners` is its chain of title, (from that day, owner) with the
    earliest first, None for somebody who is not here; empty means that `owner` has always owned it.
    """

    kind: str
    owner: UUID
    territories: tuple[str, ...] = ()
    in_force: bool = True
    registered_on: date | None = None
    expires_on: date | None = None
    owners: tuple[tuple[date, UUID | None], ...] = ()

    def owner_on(self, day: date) -> UUID | None:
        """Whose it was on that day; before the first line of the chain, whose it is on that line."""
        if not self.owners:
            return self.owner
        held = [owner for since, owner in self.owners if since <= day]
        return held[-1] if held else self.owners[0][1]


@dataclass(frozen=True, slots=True)
class Authorisation:
    """That the owner lets a seller sell: no territories mean wherever the right holds.

    `ends_on` is the last day, None is open; `revoked_on` the day from which the owner has taken it back.
    """

    id: UUID
    right: UUID
    seller: UUID
    territories: tuple[str, ...]
    starts_on: date
    ends_on: date | None = None
    revoked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Licence:
    """That a licensor lets a licensee use rights, within a scope; with a `parent` it is a sublicence of that one.

    No classes, territories or channels mean all that the licensor could give; `carve_outs` are territories taken out again.
    `ends_on` is the last day, `ended_on` the day from which it was terminated. `sublicensing_depth` says how many levels
    below it are allowed; `consent` whether the licensor above agreed to this one. `quota_left` counts pieces, None is no
    quota. `doubt` is what its document leaves open: "name_mismatch", "missing_territory", or "". `reference` is what people
    call it.
    """

    id: UUID
    licensor: UUID
    licensee: UUID
    rights: frozenset[UUID]
    starts_on: date
    classes: frozenset[int] = frozenset()
    territories: tuple[str, ...] = ()
    carve_outs: tuple[str, ...] = ()
    channels: frozenset[str] = frozenset()
    ends_on: date | None = None
    ended_on: date | None = None
    parent: UUID | None = None
    sublicensing_depth: int = 0
    consent: Literal["not_needed", "given", "missing"] = "not_needed"
    exclusivity: str = "non_exclusive"
    quota_left: int | None = None
    signed: bool = True
    reference: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a code and its facts in plain text; `registry.gate.reasons` has the sentences."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict with its reasons.

    `used` are the ids of the licences and authorisations relied on, `rules` the rules of exhaustion; `would_change` is the
    document that would change the answer, "" if none. Of an item under several rights `rights` are, reason by reason, those
    that it was given for.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...]
    used: tuple[UUID, ...] = ()
    rules: tuple[Exhaustion, ...] = ()
    would_change: str = ""
    rights: tuple[tuple[UUID, ...], ...] = ()
