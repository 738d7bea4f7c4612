"""The states of a listing, of the application of a seller, and of reviews by inspectors."""

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

# A refusal can be appealed once; another person decides the appeal. A draft that nobody goes on with lapses.
SELLERAPPLICATION = Machine(
    "sellerapplication",
    initial="draft",
    edges={
        "draft": ("received", "lapsed"),
        "received": ("asked", "approved", "refused"),
        "asked": ("received", "approved", "refused"),
        "approved": (),
        "refused": ("appealed",),
        "appealed": ("approved", "upheld"),
        "upheld": (),
        "lapsed": (),
    },
    final=("approved", "refused", "upheld", "lapsed"),
    colours={
        "draft": "", "received": "wait", "asked": "note", "approved": "good", "refused": "stop", "appealed": "wait",
        "upheld": "stop",
    },
)  # fmt: skip

# A report of fraud is put to a warning, or nothing follows from it.
FRAUDSIGNAL = Machine(
    "fraudsignal",
    initial="received",
    edges={"received": ("joined", "dismissed"), "joined": (), "dismissed": ()},
    final=("joined", "dismissed"),
    colours={"received": "wait", "joined": "good", "dismissed": ""},
)
FRAUDWARNING = Machine(
    "fraudwarning",
    initial="published",
    edges={"published": ("withdrawn",), "withdrawn": ()},
    final=("withdrawn",),
    colours={"published": "stop", "withdrawn": ""},
)

# Who stays silent is out of the shop, and comes back with the answer, which is then checked.
DATAREQUEST = Machine(
    "datarequest",
    initial="open",
    edges={
        "open": ("given", "overdue"),
        "overdue": ("given",),
        "given": ("verified", "doubted"),
        "verified": (),
        "doubted": (),
    },
    final=("verified", "doubted"),
    colours={"open": "wait", "overdue": "stop", "given": "note", "verified": "good", "doubted": ""},
)

# It waits three days, in which the seller, or whoever reads its mail, can stop it.
PAYMENTMOVE = Machine(
    "paymentmove",
    initial="waiting",
    edges={"waiting": ("done", "stopped"), "done": (), "stopped": ()},
    final=("done", "stopped"),
    colours={"waiting": "wait", "done": "good", "stopped": "stop"},
)

# Nothing follows by itself from a lesson that is overdue; it can be passed all the same.
ASSIGNEDLESSON = Machine(
    "assignedlesson",
    initial="open",
    edges={"open": ("done", "overdue"), "overdue": ("done",), "done": ()},
    final=("done",),
    colours={"open": "wait", "overdue": "stop", "done": "good"},
)

BRANDLESSON = Machine(
    "brandlesson",
    initial="sent",
    edges={
        "sent": ("approved", "returned", "ended"),
        "returned": ("sent", "ended"),
        "approved": ("ended",),
        "ended": (),
    },
    final=("ended",),
    colours={"sent": "wait", "returned": "note", "approved": "good", "ended": ""},
)

SEMINAR = Machine(
    "seminar",
    initial="announced",
    edges={"announced": ("held", "cancelled"), "held": (), "cancelled": ()},
    final=("held", "cancelled"),
    colours={"announced": "note", "held": "good", "cancelled": "stop"},
)

# Who withdrew may sign up again; who came late is marked as there after all.
SEMINARPLACE = Machine(
    "seminarplace",
    initial="signed",
    edges={
        "signed": ("withdrawn", "attended", "absent"),
        "waiting": ("signed", "withdrawn"),
        "withdrawn": ("signed", "waiting"),
        "absent": ("attended",),
        "attended": (),
    },
    final=("attended",),
    colours={"signed": "good", "waiting": "wait", "withdrawn": "", "attended": "good", "absent": "note"},
)

# One stands at a time: a new one takes the place of the one before. What ended is never taken up again.
ACCREDITATION = Machine(
    "accreditation",
    initial="active",
    edges={"active": ("replaced", "expired", "revoked"), "replaced": (), "expired": (), "revoked": ()},
    final=("replaced", "expired", "revoked"),
    colours={"active": "good", "replaced": "", "expired": "wait", "revoked": "stop"},
)

# Whoever is assigned declares itself before it begins; until the report is signed the review can go back to be assigned
# anew. The report can be appealed once, and another person than the one who assigned it decides.
SELLERREVIEW = Machine(
    "sellerreview",
    initial="waiting",
    edges={
        "waiting": ("assigned", "cancelled"),
        "assigned": ("waiting", "begun", "cancelled"),
        "begun": ("waiting", "signed", "cancelled"),
        "signed": ("appealed",),
        "appealed": ("upheld", "overturned"),
        "upheld": (),
        "overturned": (),
        "cancelled": (),
    },
    final=("signed", "upheld", "overturned", "cancelled"),
    colours={
        "waiting": "wait", "assigned": "note", "begun": "note", "signed": "good", "appealed": "wait", "upheld": "good",
        "overturned": "stop", "cancelled": "",
    },
)  # fmt: skip
