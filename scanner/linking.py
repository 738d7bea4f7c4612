"""From what sellers share to links between them, with a reason for each. Pure.

What two share and nobody else says much, what two hundred share says nothing: the weight of a thing falls with the number of
sellers that share it. Who shares nothing with anybody changes no link.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import prod
from types import MappingProxyType
from uuid import UUID

from policy.words import gettext_noop as _

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "payment": 0.85,
        "document": 0.85,
        "phone": 0.65,
        "address": 0.45,
        "picture": 0.15,
        "lookalike": 0.1,
        "supplier": 0.1,
    }
)
"""Of a thing that two sellers share and nobody else."""
MOST: Mapping[str, float] = MappingProxyType({"picture": 0.7, "lookalike": 0.6, "supplier": 0.3})
"""What all things of a kind come to together at most; other kinds have no such bound."""
CROWD = 25
"""What more sellers share says nothing of any of them."""
LEAST = 0.1
"""A weaker link is none."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing (a payment account, a picture) and the sellers that have it. `key` tells it from others of its kind.

    Between two of the same group of `entitled` it says nothing: both may show that picture.
    """

    kind: str
    key: str
    sellers: frozenset[UUID]
    entitled: tuple[frozenset[UUID], ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """All things of one kind that two sellers share: how many, and by how many sellers the rarest is shared.

    `weight` (0..1) is what they say together.
    """

    kind: str
    things: int
    sharing: int
    weight: float


@dataclass(frozen=True, slots=True)
class Link:
    """What two sellers share, the strongest reason first. `strength` (0..1): how much all reasons say together."""

    strength: float
    reasons: tuple[Reason, ...]


Pair = tuple[UUID, UUID]
"""Two sellers, the lesser id first."""


def weight(kind: str, sharing: int) -> float:
    """What it says (0..1) that two share a thing which `sharing` sellers share."""
    return WEIGHTS[kind] / (sharing - 1) if 2 <= sharing <= CROWD else 0.0


def links(things: Iterable[Shared], about: Collection[UUID] | None = None) -> dict[Pair, Link]:
    """The links that follow from these things, by pair; with `about` those alone that concern one of these sellers.

    For them to be whole, all things of the sellers that they are about must be there.
    """
    found: dict[Pair, dict[str, list[int]]] = {}
    for thing in things:
        if not weight(thing.kind, len(thing.sellers)):
            continue
        for pair in combinations(sorted(thing.sellers), 2):
            if about is not None and pair[0] not in about and pair[1] not in about:
                continue
            if not any(group.issuperset(pair) for group in thing.entitled):
                found.setdefault(pair, {}).setdefault(thing.kind, []).append(len(thing.sellers))
    made = {pair: _link(kinds) for pair, kinds in found.items()}
    return {pair: link for pair, link in made.items() if link.strength >= LEAST}


def combined(weights: Iterable[float]) -> float:
    """How much independent reasons say together."""
    return 1 - prod(1 - one for one in weights)


def _link(kinds: Mapping[str, list[int]]) -> Link:
    reasons = [_reason(kind, sharing) for kind, sharing in kinds.items()]
    reasons.sort(key=lambda one: (-one.weight, one.kind))
    return Link(combined(one.weight for one in reasons), tuple(reasons))


def _reason(kind: str, sharing: list[int]) -> Reason:
    together = combined(weight(kind, count) for count in sharing)
    return Reason(kind, len(sharing), min(sharing), min(together, MOST.get(kind, 1.0)))


SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "payment": _("Both are paid on the same account (shared by %(sharing)s sellers)."),
        "document": _("Both handed in the same document (shared by %(sharing)s sellers)."),
        "phone": _("Both gave the same telephone number (shared by %(sharing)s sellers)."),
        "address": _("Both gave the same address (shared by %(sharing)s sellers)."),
        "supplier": _("Both named the same supplier (shared by %(sharing)s sellers)."),
        "picture": _(
            "Pictures that are the same file at both: %(things)s (sellers that show the rarest: %(sharing)s)."
        ),
        "lookalike": _("Pictures that look the same at both: %(things)s (sellers that show the rarest: %(sharing)s)."),
    }
)
"""By kind; with `things` and `sharing`. For staff and sellers alike: no value stands in them."""
