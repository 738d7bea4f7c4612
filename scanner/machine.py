"""The states of a match."""

from workflow.machine import Machine

MATCH = Machine(
    "match",
    initial="open",
    edges={
        "open": ("confirmed", "cased", "dismissed", "superseded"),
        "confirmed": ("cased", "dismissed", "superseded"),
        "cased": ("upheld", "rejected"),
        "dismissed": ("open",),
        "superseded": (),
        "upheld": ("rejected",),
        "rejected": ("upheld",),
    },
    final=("dismissed", "superseded", "upheld", "rejected", "cased"),
    colours={"open": "wait", "confirmed": "note", "cased": "note", "dismissed": "", "upheld": "stop", "rejected": ""},
)
