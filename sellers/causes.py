"""What a strike or a restraint was laid for. Who orders it leaves a word of its own; here others learn whose case it is."""

from collections.abc import Callable, Collection, Mapping

from tenancy.actor import Actor

Finder = Callable[[Collection[str], Actor], Mapping[str, str]]
FINDERS: list[Finder] = []


def finder(function: Finder) -> Finder:
    """Register the decorated function: it answers with the case of each of these causes that it has given out itself,
    as far as the actor may open that case.
    """
    FINDERS.append(function)
    return function


def cases_of(causes: Collection[str], actor: Actor) -> dict[str, str]:
    """The reference of the case behind each of these causes; one whose case the actor may not open is left out."""
    wanted = frozenset(causes)
    return {cause: case for find in FINDERS for cause, case in find(wanted, actor).items()}
