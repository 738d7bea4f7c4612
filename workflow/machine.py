"""State machines, purely: which states there are and which moves are allowed. The rows are moved by `workflow.moves`.

Each app declares its machines in its own `machine.py`:

    CASE = Machine(
        name="case",
        initial="open",
        edges={"open": ("noticed",), "noticed": ("answered", "deciding"), …, "closed": ("deciding",)},
        final=("closed",),
        colours={"open": "note", "closed": "good"},
    )
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

COLOURS = ("", "note", "wait", "good", "stop")
"""The colours a state may have; the style sheet knows them by these names, empty is plain."""


class IllegalMove(Exception):
    """A move that the machine does not know. Changes nothing; the caller was late or wrong."""

    def __init__(self, machine: str, source: str, target: str) -> None:
        super().__init__(f"{machine}: no move from {source!r} to {target!r}")
        self.machine = machine
        self.source = source
        self.target = target

    def __reduce__(self) -> tuple[type["IllegalMove"], tuple[str, str, str]]:
        return type(self), (self.machine, self.source, self.target)


@dataclass(frozen=True, eq=False)
class Machine:
    """States and the moves between them.

    `final` are the states in which a thing may rest for good; one of them may still have moves (a closed case can be
    reopened). Construction raises ValueError for a state that is named but not declared, that cannot be reached, or
    from which no final state can be reached, and for an unknown colour.
    """

    name: str
    initial: str
    edges: Mapping[str, Collection[str]]
    final: Collection[str]
    colours: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        frozen = {state: tuple(targets) for state, targets in self.edges.items()}
        for state in self.final:
            frozen.setdefault(state, ())
        object.__setattr__(self, "edges", MappingProxyType(frozen))
        final = frozenset(self.final)
        object.__setattr__(self, "final", final)
        colours = {state: self.colours.get(state, "") for state in frozen}
        named = {self.initial, *self.colours, *(target for targets in frozen.values() for target in targets)}
        self._refuse("unknown states", named - frozen.keys())
        self._refuse("unreachable states", frozen.keys() - self.reachable())
        self._refuse("states that never end", {s for s in frozen if not final & self._reached_from(s)})
        self._refuse("unknown colours", set(self.colours.values()) - set(COLOURS))
        self._refuse("states that lead to themselves", {s for s in frozen if s in frozen[s]})
        object.__setattr__(self, "colours", MappingProxyType(colours))

    @property
    def states(self) -> tuple[str, ...]:
        """All states, in the order they were declared."""
        return tuple(self.edges)

    def check(self, source: str, target: str) -> None:
        """Pass if the move is allowed; IllegalMove if not, also where a state is unknown."""
        if target not in self.targets(source):
            raise IllegalMove(self.name, source, target)

    def targets(self, state: str) -> tuple[str, ...]:
        """Where a thing in this state can go, in the order declared; empty for an unknown state."""
        return tuple(self.edges.get(state, ()))

    def reachable(self) -> frozenset[str]:
        """The states a thing can come to from the initial one, that one included."""
        return self._reached_from(self.initial)

    def colour(self, state: str) -> str:
        """The colour of a state, empty for plain."""
        return self.colours.get(state, "")

    def _reached_from(self, state: str) -> frozenset[str]:
        seen, ahead = {state}, [state]
        while ahead:
            new = set(self.targets(ahead.pop())) - seen
            seen |= new
            ahead += new
        return frozenset(seen)

    def _refuse(self, what: str, states: Iterable[str]) -> None:
        if names := sorted(states):
            raise ValueError(f"machine {self.name}: {what}: {', '.join(names)}")


def also_to(
    edges: Mapping[str, Collection[str]], target: str, *, but: Collection[str] = ()
) -> dict[str, tuple[str, ...]]:
    """The same edges with one more from every state to `target`, except from itself and the states in `but`.

    Every state must stand as a key in `edges`, those without moves of their own with an empty tuple.
    """
    wider = {s: (*targets, target) if s not in (*but, target) else tuple(targets) for s, targets in edges.items()}
    return {**wider, target: wider.get(target, ())}


JOB = Machine(
    name="job",
    initial="waiting",
    edges={
        "waiting": ("running", "failed", "cancelled"),
        "running": ("done", "failed", "cancelled"),
        "failed": ("waiting",),
        "cancelled": ("waiting",),
    },
    final=("done", "failed", "cancelled"),
    colours={"waiting": "wait", "running": "note", "done": "good", "failed": "stop"},
)
"""A job that a worker has lost stays `running`: another worker takes up its parts. What has failed or was cancelled goes
on when somebody resumes it."""
