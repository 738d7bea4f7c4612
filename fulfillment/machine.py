"""The states of applications to customs and of detentions at the border."""

from workflow.machine import Machine

# A renewal is an application of its own, so a granted one only ends.
CUSTOMSAPPLICATION = Machine(
    "customsapplication",
    initial="draft",
    edges={
        "draft": ("filed", "ended"),
        "filed": ("granted", "refused", "ended"),
        "granted": ("ended",),
        "refused": (),
        "ended": (),
    },
    final=("refused", "ended"),
    colours={"draft": "note", "filed": "wait", "granted": "good", "refused": "stop", "ended": ""},
)

# Customs decide what becomes of the goods; what they did is recorded, so goods may be released from anywhere.
DETENTION = Machine(
    "detention",
    initial="waiting",
    edges={
        "waiting": ("confirmed", "unconfirmed", "court", "released"),
        "confirmed": ("unconfirmed", "court", "destroyed", "seized", "released"),
        "unconfirmed": ("court", "released"),
        "court": ("destroyed", "seized", "released"),
        "destroyed": (),
        "seized": (),
        "released": (),
    },
    final=("destroyed", "seized", "released"),
    colours={
        "waiting": "wait",
        "confirmed": "note",
        "unconfirmed": "stop",
        "court": "note",
        "destroyed": "good",
        "seized": "good",
        "released": "",
    },
)
