"""The states of a party."""

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
