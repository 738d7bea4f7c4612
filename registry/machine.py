"""The states of a right."""

from workflow.machine import Machine

# Whoever changes what was verified has it verified again; a right that expired comes back with its renewal.
RIGHT = Machine(
    "right",
    initial="submitted",
    edges={
        "submitted": ("verified", "rejected", "retired"),
        "rejected": ("submitted", "retired"),
        "verified": ("submitted", "lapsed", "retired"),
        "lapsed": ("submitted", "retired"),
        "retired": (),
    },
    final=("retired",),
    colours={"submitted": "wait", "verified": "good", "rejected": "stop", "lapsed": "stop"},
)
