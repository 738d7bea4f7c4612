"""What a licence allows, and whether one lies within another. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from registry.territories import countries_of

MARKETPLACE, OWN_SHOP, FULFILMENT = "marketplace", "own_shop", "fulfilment"


@dataclass(frozen=True, slots=True)
class Scope:
    """No classes: every class. No territories: wherever the rights hold. No channels: every one. `ends_on` None: open."""

    classes: frozenset[int] = frozenset()
    territories: tuple[str, ...] = ()
    carve_outs: tuple[str, ...] = ()
    channels: frozenset[str] = frozenset()
    starts_on: date = date.min
    ends_on: date | None = None


def places(scope: Scope, holds_in: Iterable[str]) -> frozenset[str]:
    """The single countries in which it allows anything, where the rights hold in `holds_in`."""
    held = countries_of(holds_in)
    named = countries_of(scope.territories) & held if scope.territories else held
    return named - countries_of(scope.carve_outs)


def allows_channel(allowed: Collection[str], channel: str) -> bool:
    """Whether a channel lies within those allowed; `marketplace` holds every `marketplace:<slug>`."""
    return not allowed or channel in allowed or channel.partition(":")[0] in allowed


def outside(child: Scope, parent: Scope, holds_in: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What of `child` reaches beyond `parent`, by field; empty if nothing does.

    Of classes, territories and channels those beyond are named (empty text for "all of them"), of a day that day.
    """
    beyond: dict[str, tuple[str, ...]] = {}
    if parent.classes and not child.classes:
        beyond["classes"] = ("",)
    elif parent.classes and child.classes - parent.classes:
        beyond["classes"] = tuple(str(number) for number in sorted(child.classes - parent.classes))
    held = tuple(holds_in)
    if further := places(child, held) - places(parent, held):
        beyond["territories"] = tuple(sorted(further))
    if parent.channels and not child.channels:
        beyond["channels"] = ("",)
    elif unlike := [code for code in sorted(child.channels) if not allows_channel(parent.channels, code)]:
        beyond["channels"] = tuple(unlike)
    if child.starts_on < parent.starts_on:
        beyond["starts_on"] = (parent.starts_on.isoformat(),)
    if parent.ends_on is not None and (child.ends_on is None or child.ends_on > parent.ends_on):
        beyond["ends_on"] = (parent.ends_on.isoformat(),)
    return beyond


def meet(one: Scope, other: Scope, holds_in: Iterable[str]) -> bool:
    """Whether something is allowed by both at once: in class, country, channel and day."""
    held = tuple(holds_in)
    classes = not one.classes or not other.classes or one.classes & other.classes
    channels = (
        not one.channels
        or not other.channels
        or any(allows_channel(one.channels, code) for code in other.channels)
        or any(allows_channel(other.channels, code) for code in one.channels)
    )
    days = (one.ends_on is None or other.starts_on <= one.ends_on) and (
        other.ends_on is None or one.starts_on <= other.ends_on
    )
    return bool(classes and channels and days and places(one, held) & places(other, held))
