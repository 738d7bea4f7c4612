"""What stands in the way of a new mark: earlier marks that are the same or like it, for the same goods or near ones. Pure.

The law compares signs and goods together: an identical sign for identical goods is a conflict as it is (EUTMR, Regulation
(EU) 2017/1001, art. 8(1)(a)); a similar sign or similar goods are one if the public may take the one for the other (art.
8(1)(b)). Signs are compared by how they look and sound and by what they contain: an earlier mark that keeps a place of
its own in a longer sign can be confused with it (CJEU C-120/04, Medion). What differs only in signs, spaces, case and
accents goes unnoticed and counts as identical (C-291/00, LTJ Diffusion). Classes serve the registers and do not decide
what is similar (art. 33(7)); they are a first look, so is every grade here: a person decides.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum

from registry.search import sounding
from registry.territories import countries_of
from registry.words import fold, words


class Signs(IntEnum):
    """How near two signs are; less is nearer."""

    IDENTICAL = 1
    CONTAINED = 2
    SPELLING = 3
    SOUND = 4


class Goods(IntEnum):
    """How near the classes of two marks are."""

    SAME = 1
    NEAR = 2
    UNKNOWN = 3
    APART = 4


class Places(IntEnum):
    """Whether two marks meet somewhere."""

    SAME = 1
    NEAR = 2
    APART = 3


NEAR_CLASSES = tuple(
    frozenset(group)
    for group in (
        {18, 25, 14}, {25, 28}, {3, 5, 44}, {5, 10, 44}, {9, 38, 42}, {9, 28, 41}, {16, 41}, {29, 30, 31, 32}, {32, 33, 43},
        {30, 43}, {12, 37, 39}, {7, 8, 11, 37}, {19, 37}, {20, 21, 24, 27}, {24, 25}, {34, 14}, {1, 2, 17}, {1, 5}, {4, 12},
        {35, 42}, {36, 35}, {35, 25, 18}, {6, 19}, {21, 11}, {3, 21}, {22, 24}, {23, 26, 24}, {15, 9, 41}, {40, 42}, {45, 42},
    )
)  # fmt: skip
"""Classes whose goods are sold together, replace each other, or come from the same makers, as a first look; not exhaustive."""
NEAR_PLACES = tuple(
    frozenset(group.split())
    for group in ("EU GB CH NO IS LI", "US CA MX", "CN HK MO TW", "AU NZ", "AE SA KW QA BH OM", "RU BY KZ KG AM")
)
"""Markets that goods commonly cross into; a mark there is no bar, and worth knowing."""
WORST = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """What is compared of a mark: its wordings, Nice classes (none: not known), places, and whether it is famous."""

    wordings: tuple[str, ...]
    classes: frozenset[int] = frozenset()
    territories: frozenset[str] = frozenset()
    famous: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """What stands between two marks. `grade` 1 (identical in all) to 4 (worth knowing); the shared classes and countries."""

    grade: int
    signs: Signs
    goods: Goods
    places: Places
    classes: tuple[int, ...] = ()
    near_classes: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()


def compare(new: Mark, earlier: Mark) -> Conflict | None:
    """The conflict between a new mark and an earlier one; None if there is none that a register shows."""
    signs = signs_of(new, earlier)
    places, countries = places_of(new.territories, earlier.territories)
    if signs is None or places == Places.APART:
        return None
    goods, shared, near = goods_of(new.classes, earlier.classes)
    grade = _grade(signs, goods, earlier)
    if grade is None:
        return None
    return Conflict(WORST if places == Places.NEAR else grade, signs, goods, places, shared, near, countries)


def _grade(signs: Signs, goods: Goods, earlier: Mark) -> int | None:
    """A reputation reaches beyond the goods (art. 8(5)); otherwise goods that are apart are no conflict for similar signs."""
    if goods == Goods.APART:
        return 3 if earlier.famous else WORST if signs == Signs.IDENTICAL else None
    if signs == Signs.IDENTICAL:
        return 1 if goods == Goods.SAME else 2
    return 2 if goods == Goods.SAME else 3


def signs_of(new: Mark, earlier: Mark) -> Signs | None:
    """The nearest of all their wordings."""
    found = [signs for one in new.wordings for other in earlier.wordings if (signs := signs_between(one, other))]
    return min(found, default=None)


def signs_between(one: str, other: str) -> Signs | None:
    """How near two wordings are, in either order; None for two that are not."""
    mine, theirs = words(one), words(other)
    whole, their_whole = "".join(mine) or fold(one), "".join(theirs) or fold(other)
    if whole == their_whole:
        return Signs.IDENTICAL if whole else None
    if not mine or not theirs:
        return None
    if _within(mine, theirs) or _within(theirs, mine):
        return Signs.CONTAINED
    allowed = min(sounding.errors_allowed(whole), sounding.errors_allowed(their_whole))
    if allowed and sounding.distance(whole, their_whole, most=allowed) <= allowed:
        return Signs.SPELLING
    if len(mine) != len(theirs):
        return None
    in_order = _paired(mine, theirs)
    found = [signs for signs in (in_order, _paired(sorted(mine), sorted(theirs))) if signs is not None]
    return min(found, default=None)


def _paired(mine: list[str], theirs: list[str]) -> Signs | None:
    """The least near of the pairs of words; None if one pair is not near at all."""
    found = [_words_between(one, other) for one, other in zip(mine, theirs, strict=True)]
    near = [signs for signs in found if signs is not None]
    return max(near) if len(near) == len(found) else None


def _within(short: Collection[str], long: Collection[str]) -> bool:
    """Whether every word of one stands in the other; a word of two letters alone is no sign of its own."""
    return set(short) <= set(long) and max(map(len, short)) >= sounding.SHORTEST


def _words_between(one: str, other: str) -> Signs | None:
    if one == other:
        return Signs.IDENTICAL
    allowed = min(sounding.errors_allowed(one), sounding.errors_allowed(other))
    if allowed and sounding.distance(one, other, most=allowed) <= allowed:
        return Signs.SPELLING
    alike = sounding.keys_asked_sounded(one) & sounding.keys_asked_sounded(other)
    return Signs.SOUND if alike and sounding.likeness(one, other) >= sounding.LEAST_LIKENESS else None


def goods_of(mine: frozenset[int], theirs: frozenset[int]) -> tuple[Goods, tuple[int, ...], tuple[int, ...]]:
    """How near the classes are, those that both have, and those of the earlier mark that are near."""
    if not mine or not theirs:
        return Goods.UNKNOWN, (), ()
    near = {number for number in theirs - mine if any(number in group and mine & group for group in NEAR_CLASSES)}
    shared = mine & theirs
    goods = Goods.SAME if shared else Goods.NEAR if near else Goods.APART
    return goods, tuple(sorted(shared)), tuple(sorted(near))


def places_of(mine: Iterable[str], theirs: Iterable[str]) -> tuple[Places, tuple[str, ...]]:
    """Whether they hold in one country, and in which (the first twelve); no place named means wherever."""
    here, there = countries_of(mine), countries_of(theirs)
    if not here or not there:
        return Places.SAME, ()
    if here & there:
        return Places.SAME, tuple(sorted(here & there))[:12]
    groups = [countries_of(group) for group in NEAR_PLACES]
    return (Places.NEAR if any(here & group and there & group for group in groups) else Places.APART), ()
