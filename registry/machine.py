"""The states of a right."""

from workflow.machine import Machine

RIGHT = Machine(
    "right",
    initial="submitted",
    edges={
        "submitted": ("verified", "rejected"),
        "rejected": ("submitted",),
        "verified": ("lapsed", "revoked"),
        "lapsed": ("verified",),
        "revoked": (),
    },
    final=("revoked",),
    colours={"submitted": "wait", "verified": "good", "rejected": "stop", "lapsed": "stop", "revoked": "stop"},
)
