"""Which of the marketplace's categories a right is likely for, by its Nice classes. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from scanner.goods.classifier import SEPARATOR

MOST = 24


def suggest(
    wanted: Collection[int],
    known: Mapping[str, Collection[int]],
    *,
    listings: Mapping[str, int] | None = None,
    without: Collection[str] = (),
    most: int = MOST,
) -> list[str]:
    """The names of up to `most` categories that hold goods of the wanted classes, as `known` has the classes of each.

    Those of which all goods are in these classes come first, then those of which some are; of each the ones with more
    `listings` first. A category stands for those below it: where all of it is meant, none of them is named besides. What is
    among `without`, or lies below one of these, is left out.
    """
    classes, counts = frozenset(wanted), listings or {}
    near = {name: frozenset(of) for name, of in known.items() if not classes.isdisjoint(of)}
    whole = {name for name, of in near.items() if of <= classes}
    kept = [
        name
        for name in near
        if name not in without and not any(above in whole or above in without for above in _above(name))
    ]
    return sorted(kept, key=lambda name: (name not in whole, -counts.get(name, 0), name))[:most]


def _above(name: str) -> list[str]:
    steps = name.split(SEPARATOR)
    return [SEPARATOR.join(steps[:depth]) for depth in range(1, len(steps))]
