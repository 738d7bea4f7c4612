"""The states of applications, rights, proposals to revoke one, documents of title, licences and requests for proof."""

from workflow.machine import Machine

# Whoever changes what was verified has it verified again; a right that expired comes back with its renewal. One revoked
# for a false claim comes back only by being mended and checked anew.
RIGHT = Machine(
    "right",
    initial="submitted",
    edges={
        "submitted": ("in_review", "verified", "rejected", "retired"),
        "in_review": ("verified", "rejected", "submitted", "retired"),
        "rejected": ("submitted", "retired"),
        "verified": ("submitted", "lapsed", "revoked", "retired"),
        "lapsed": ("submitted", "retired"),
        "revoked": ("submitted", "retired"),
        "retired": (),
    },
    final=("retired",),
    colours={
        "submitted": "wait",
        "in_review": "wait",
        "verified": "good",
        "rejected": "stop",
        "lapsed": "stop",
        "revoked": "stop",
    },
)

# Whoever was asked for more adds it and waits again; it can be decided all the same.
APPLICATION = Machine(
    "application",
    initial="received",
    edges={
        "received": ("asked", "accepted", "refused"),
        "asked": ("received", "accepted", "refused"),
        "accepted": (),
        "refused": (),
    },
    final=("accepted", "refused"),
    colours={"received": "wait", "asked": "note", "accepted": "good", "refused": "stop"},
)

# A draft that comes to nothing is terminated; one in force ends on its last day or before.
AGREEMENT = Machine(
    "agreement",
    initial="draft",
    edges={"draft": ("in_force", "terminated"), "in_force": ("ended", "terminated"), "ended": (), "terminated": ()},
    final=("ended", "terminated"),
    colours={"draft": "wait", "in_force": "good", "terminated": "stop"},
)

# The new owner accepts, then the marketplace confirms; where the new owner is not here, the marketplace alone does.
ASSIGNMENT = Machine(
    "assignment",
    initial="recorded",
    edges={
        "recorded": ("accepted", "confirmed", "refused", "taken_back"),
        "accepted": ("confirmed", "refused", "taken_back"),
        "confirmed": (),
        "refused": (),
        "taken_back": (),
    },
    final=("confirmed", "refused", "taken_back"),
    colours={"recorded": "wait", "accepted": "wait", "confirmed": "good", "refused": "stop"},
)

LICENCE = Machine(
    "licence",
    initial="draft",
    edges={
        "draft": ("offered", "withdrawn"),
        "offered": ("signed", "declined", "withdrawn"),
        "signed": ("ended", "terminated"),
        "declined": (),
        "withdrawn": (),
        "ended": (),
        "terminated": (),
    },
    final=("declined", "withdrawn", "ended", "terminated"),
    colours={"draft": "note", "offered": "wait", "signed": "good", "declined": "stop", "terminated": "stop"},
)

# What was refused can be asked for anew, as a request of its own.
PROOFREQUEST = Machine(
    "proofrequest",
    initial="open",
    edges={
        "open": ("answered", "lapsed"),
        "answered": ("accepted", "refused"),
        "accepted": (),
        "refused": (),
        "lapsed": (),
    },
    final=("accepted", "refused", "lapsed"),
    colours={"open": "wait", "answered": "note", "accepted": "good", "refused": "stop", "lapsed": "stop"},
)

# What takes a right away needs a second person.
REVOCATION = Machine(
    "revocation",
    initial="proposed",
    edges={"proposed": ("confirmed", "refused"), "confirmed": (), "refused": ()},
    final=("confirmed", "refused"),
    colours={"proposed": "wait", "confirmed": "stop"},
)

# What is decided stands; the next case opens another review.
TERMREVIEW = Machine(
    "termreview",
    initial="open",
    edges={"open": ("changed", "kept", "confirmed"), "changed": (), "kept": (), "confirmed": ()},
    final=("changed", "kept", "confirmed"),
    colours={"open": "wait", "changed": "good", "kept": "", "confirmed": "good"},
)
