"""The states of a listing."""

from workflow.machine import Machine

LISTING = Machine(
    "listing",
    initial="draft",
    edges={
        "draft": ("checking", "ended"),
        "checking": ("public", "held", "ended"),
        "public": ("checking", "held", "ended"),
        "held": ("public", "checking", "ended"),
        "ended": (),
    },
    final=("ended",),
    colours={"draft": "", "checking": "note", "public": "good", "held": "wait", "ended": ""},
)
