"""What each seller was given under each right, worked out once: the scopes of a chain of licences laid over each other. Pure.

A sublicence gives no more than every licence above it: places, goods, channels and days are what all of them have in common,
and it may use up no more than the smallest quota. What is wrong with the chain itself is kept as its `flaw`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from itertools import pairwise
from typing import TypeVar
from uuid import UUID

from policy.model import Exhaustion
from registry.gate.values import Answer, Authorisation, Licence, Reason, RightFacts
from registry.territories import countries_of

EXCLUSIVE = "exclusive"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Grant:
    """What one authorisation or licence comes to; None is “all” or “no end”, `carved` is never included.

    `stopped` is the day from which it was taken back itself, `stopped_above` the earliest of those above it. `root` is who
    gave the first licence of the chain (None: the owner, as with every authorisation). `used` are the ids of the chain, its
    own first; `good` is the answer where it holds.
    """

    id: UUID
    label: str
    places: frozenset[str] | None
    carved: frozenset[str]
    classes: frozenset[int] | None
    channels: frozenset[str] | None
    starts: date
    ends: date | None
    ends_above: bool
    stopped: date | None
    stopped_above: date | None
    root: UUID | None
    flaw: str
    quota: int | None
    seller: UUID
    used: tuple[UUID, ...]
    good: Answer

    @property
    def is_licence(self) -> bool:
        """Whether it is a licence, not an authorisation."""
        return self.root is not None

    def includes(self, places: frozenset[str]) -> bool:
        """Whether all of these countries lie within it."""
        return (self.places is None or places <= self.places) and self.carved.isdisjoint(places)

    def runs(self, day: date) -> bool:
        """Whether it runs on that day: begun, not ended, not taken back here or above."""
        return (
            self.starts <= day
            and (self.ends is None or day <= self.ends)
            and (self.stopped is None or day < self.stopped)
            and (self.stopped_above is None or day < self.stopped_above)
        )


@dataclass(frozen=True)
class Facts:
    """What is on file about the rights asked for. `licences` holds the parents of every licence in it as well.

    `rules` are the rules of exhaustion by (destination, kind of right) as the marketplace has them on the day; without
    them a first sale decides nothing. `here` is the channel of this marketplace. What is worked out is kept with the value:
    ask many questions of one value.
    """

    rights: Mapping[UUID, RightFacts] = field(default_factory=dict)
    authorisations: tuple[Authorisation, ...] = ()
    licences: tuple[Licence, ...] = ()
    rules: Mapping[tuple[str, str], Exhaustion] = field(default_factory=dict)
    here: str = "marketplace"

    @cached_property
    def grants(self) -> Mapping[tuple[UUID, UUID], Sequence[Grant]]:
        """Everything given, by (right, seller): what has no quota first, then in the order of ids."""
        found: dict[tuple[UUID, UUID], list[Grant]] = defaultdict(list)
        for one in self.authorisations:
            found[one.right, one.seller].append(_authorised(one))
        by_id = {licence.id: licence for licence in self.licences}
        for licence in self.licences:
            chain, broken = _chain(licence, by_id)
            for right in licence.rights:
                found[right, licence.licensee].append(_licensed(right, chain, broken))
        return {
            key: tuple(sorted(grants, key=lambda grant: (grant.quota is not None, grant.id)))
            for key, grants in found.items()
        }

    @cached_property
    def exclusives(self) -> Mapping[UUID, Sequence[Grant]]:
        """The exclusive licences without a flaw, by right."""
        wanted = {licence.id for licence in self.licences if licence.exclusivity == EXCLUSIVE}
        found: dict[UUID, list[Grant]] = defaultdict(list)
        for (right, _seller), grants in self.grants.items() if wanted else ():
            found[right] += [grant for grant in grants if grant.id in wanted and not grant.flaw]
        return found

    @cached_property
    def held(self) -> Mapping[UUID, frozenset[str]]:
        """The countries in which each right holds."""
        return {id: countries_of(right.territories) for id, right in self.rights.items()}


@cache
def place(code: str) -> frozenset[str]:
    """The countries that a destination comes to."""
    return countries_of([code]) if code else frozenset()


def _authorised(one: Authorisation) -> Grant:
    ends_on = one.ends_on.isoformat() if one.ends_on else ""
    reason = Reason("authorised", (("starts_on", one.starts_on.isoformat()), ("ends_on", ends_on)))
    return Grant(
        one.id, "", countries_of(one.territories) if one.territories else None, frozenset(), None, None, one.starts_on,
        one.ends_on, False, one.revoked_on, None, None, "", None, one.seller, (one.id,),
        Answer("yes", (reason,), (one.id,)),
    )  # fmt: skip


def _chain(licence: Licence, by_id: Mapping[UUID, Licence]) -> tuple[list[Licence], bool]:
    """The licence and those above it, its own first; and whether the chain breaks off, or bites its tail."""
    chain, seen = [licence], {licence.id}
    while (above := chain[-1].parent) is not None:
        if above in seen or above not in by_id:
            return chain, True
        seen.add(above)
        chain.append(by_id[above])
    return chain, False


def _licensed(right: UUID, chain: Sequence[Licence], broken: bool) -> Grant:
    own, above = chain[0], chain[1:]
    ends, ends_above = _soonest(one.ends_on for one in chain), _soonest(one.ends_on for one in above)
    used = tuple(one.id for one in chain)
    quotas = [one.quota_left for one in chain if one.quota_left is not None]
    label = own.reference
    ends_on = ends.isoformat() if ends else ""
    reason = Reason("licensed", (("licence", label), ("ends_on", ends_on)))
    return Grant(
        own.id,
        label,
        _common(countries_of(one.territories) if one.territories else None for one in chain),
        frozenset().union(*(countries_of(one.carve_outs) for one in chain)),
        _common(one.classes or None for one in chain),
        _channels(chain),
        max(one.starts_on for one in chain),
        ends,
        ends_above is not None and (own.ends_on is None or ends_above < own.ends_on),
        own.ended_on,
        _soonest(one.ended_on for one in above),
        chain[-1].licensor,
        "broken_chain" if broken else _flaw(right, chain),
        min(quotas) if quotas else None,
        own.licensee,
        used,
        Answer("yes", (reason,), used),
    )


def _flaw(right: UUID, chain: Sequence[Licence]) -> str:
    """What is wrong with a chain whatever is asked; "" if nothing."""
    for below, above in pairwise(chain):
        if below.licensor != above.licensee:
            return "broken_chain"
    if any(right not in one.rights for one in chain):
        return "beyond_parent"
    if any(one.sublicensing_depth < levels for levels, one in enumerate(chain)):
        return "too_deep"
    if any(one.consent == "missing" for one in chain):
        return "consent_missing"
    if not all(one.signed for one in chain):
        return "unsigned"
    return next((one.doubt for one in chain if one.doubt), "")


def _channels(chain: Sequence[Licence]) -> frozenset[str] | None:
    """The channels that all of them name; of two that name the same one the narrower."""
    common: frozenset[str] | None = None
    for one in chain:
        if one.channels:
            narrowed = one.channels if common is None else _narrower(common, one.channels)
            common = narrowed
    return common


def _narrower(ours: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    return frozenset(
        [code for code in ours if reaches(theirs, code)] + [code for code in theirs if reaches(ours, code)]
    )


def reaches(channels: frozenset[str], code: str) -> bool:
    """Whether channels include one: by its name, or by what it is one of (`marketplace` includes `marketplace:harbour`)."""
    return code in channels or code.partition(":")[0] in channels


def meets(channels: frozenset[str], code: str) -> bool:
    """Whether channels include one or a part of it."""
    return reaches(channels, code) or any(one.startswith(f"{code}:") for one in channels)


def _common(sets: Iterable[frozenset[T] | None]) -> frozenset[T] | None:
    common: frozenset[T] | None = None
    for one in sets:
        if one is not None:
            common = one if common is None else common & one
    return common


def _soonest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)
