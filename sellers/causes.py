"""What a strike or a restraint was laid for. Who orders it leaves a word of its own; here others learn whose case it is."""

from collections.abc import Callable, Collection, Mapping

Finder = Callable[[Collection[str]], Mapping[str, str]]
FINDERS: list[Finder] = []


def finder(function: Finder) -> Finder:
    """Register the decorated function: it answers with the case of each of these causes that it has given out itself."""
    FINDERS.append(function)
    return function


def cases_of(causes: Collection[str]) -> dict[str, str]:
    """The reference of the case behind each of these causes; one that nobody has given out is left out."""
    wanted = frozenset(causes)
    return {cause: case for find in FINDERS for cause, case in find(wanted).items()}
