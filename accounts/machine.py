"""The states of a party, and of a new address for its letters."""

from workflow.machine import Machine

PARTY = Machine(
    name="party",
    initial="applied",
    edges={
        "applied": ("active", "closed"),
        "active": ("suspended", "closed"),
        "suspended": ("active", "closed"),
    },
    final=("active", "closed"),
    colours={"applied": "wait", "active": "good", "suspended": "stop"},
)

# It waits three days, in which anybody who is concerned can stop it.
ADDRESSMOVE = Machine(
    "addressmove",
    initial="waiting",
    edges={"waiting": ("done", "stopped"), "done": (), "stopped": ()},
    final=("done", "stopped"),
    colours={"waiting": "wait", "done": "good", "stopped": "stop"},
)
