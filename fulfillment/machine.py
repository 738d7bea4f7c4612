"""The states of goods and what docks found, of customs, of orders and shipments, and of complaints of buyers."""

from workflow.machine import Machine

# An inspection refuses a batch, and a later one may accept it after all. A recall is for good.
BATCH = Machine(
    "batch",
    initial="open",
    edges={
        "open": ("certified", "refused", "recalled"),
        "certified": ("open", "refused", "recalled"),
        "refused": ("open", "recalled"),
        "recalled": (),
    },
    final=("recalled",),
    colours={"open": "wait", "certified": "good", "refused": "stop", "recalled": "stop"},
)

# Scans are missed: a unit may be seen further on than it was last. Only a return leads back.
UNIT = Machine(
    "unit",
    initial="issued",
    edges={
        "issued": ("applied", "shipped", "sold", "returned", "void"),
        "applied": ("shipped", "sold", "returned", "void"),
        "shipped": ("sold", "returned", "void"),
        "sold": ("returned", "void"),
        "returned": ("shipped", "sold", "void"),
        "void": (),
    },
    final=("void",),
    colours={"issued": "", "applied": "note", "shipped": "note", "sold": "good", "returned": "wait", "void": "stop"},
)

UNITSIGNAL = Machine(
    "unitsignal",
    initial="open",
    edges={"open": ("misread", "confirmed", "dismissed"), "misread": (), "confirmed": (), "dismissed": ()},
    final=("misread", "confirmed", "dismissed"),
    colours={"open": "wait", "misread": "", "confirmed": "stop", "dismissed": ""},
)

FLAG = Machine(
    "flag",
    initial="open",
    edges={"open": ("held", "dismissed"), "held": (), "dismissed": ()},
    final=("held", "dismissed"),
    colours={"open": "wait", "held": "stop", "dismissed": ""},
)

# Goods are destroyed when a second person has confirmed it; until then anybody who decides may take it back.
HOLD = Machine(
    "hold",
    initial="held",
    edges={
        "held": ("inspected", "released", "quarantined", "returned", "destroying", "customs"),
        "inspected": ("released", "quarantined", "returned", "destroying", "customs"),
        "quarantined": ("inspected", "released", "returned", "destroying", "customs"),
        "destroying": ("destroyed", "inspected"),
        "released": (),
        "returned": (),
        "destroyed": (),
        "customs": (),
    },
    final=("released", "returned", "destroyed", "customs"),
    colours={
        "held": "wait", "inspected": "note", "quarantined": "wait", "destroying": "stop", "released": "good",
        "returned": "", "destroyed": "stop", "customs": "stop",
    },
)  # fmt: skip

# A supplier may answer late, and what was accepted may turn out not to work.
CORRECTIVEACTION = Machine(
    "correctiveaction",
    initial="asked",
    edges={
        "asked": ("answered", "overdue", "closed"),
        "overdue": ("answered", "asked", "escalated", "closed"),
        "answered": ("accepted", "asked", "escalated", "closed"),
        "accepted": ("asked", "escalated", "closed"),
        "escalated": ("answered", "asked", "closed"),
        "closed": (),
    },
    final=("closed",),
    colours={
        "asked": "wait", "overdue": "stop", "answered": "note", "accepted": "good", "escalated": "stop", "closed": "good",
    },
)  # fmt: skip

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

# What the gate neither allows nor forbids stays placed until staff have looked at it.
ORDER = Machine(
    "order",
    initial="placed",
    edges={
        "placed": ("accepted", "refused", "cancelled"),
        "accepted": ("shipped", "cancelled"),
        "shipped": ("delivered", "closed"),
        "delivered": ("closed",),
        "refused": (),
        "closed": (),
        "cancelled": (),
    },
    final=("refused", "closed", "cancelled"),
    colours={"placed": "wait", "accepted": "note", "shipped": "note", "delivered": "good", "refused": "stop"},
)

# Carriers miss scans and correct themselves: what was lost is found again, what failed is tried once more.
SHIPMENT = Machine(
    "shipment",
    initial="announced",
    edges={
        "announced": ("on_the_way", "delivered", "lost", "cancelled"),
        "on_the_way": ("at_customs", "failed", "delivered", "returned", "lost"),
        "at_customs": ("on_the_way", "failed", "delivered", "returned", "lost"),
        "failed": ("on_the_way", "delivered", "returned", "lost"),
        "lost": ("on_the_way", "failed", "delivered", "returned"),
        "delivered": (),
        "returned": (),
        "cancelled": (),
    },
    final=("delivered", "returned", "lost", "cancelled"),
    colours={
        "announced": "wait",
        "on_the_way": "note",
        "at_customs": "wait",
        "failed": "wait",
        "lost": "stop",
        "delivered": "good",
    },
)

LOSSCLAIM = Machine(
    "lossclaim",
    initial="open",
    edges={"open": ("paid", "refused"), "paid": (), "refused": ()},
    final=("paid", "refused"),
    colours={"open": "wait", "paid": "good", "refused": "stop"},
)

# Silence moves it too: a silent seller brings it to the marketplace, a silent buyer agrees to an offer and lets a proof stand.
TRADECOMPLAINT = Machine(
    "tradecomplaint",
    initial="open",
    edges={
        "open": ("offered", "contested", "mediation", "withdrawn"),
        "offered": ("owed", "mediation", "withdrawn"),
        "contested": ("mediation", "closed", "withdrawn"),
        "mediation": ("owed", "closed", "withdrawn"),
        "owed": ("settled", "mediation", "withdrawn"),
        "settled": (),
        "closed": (),
        "withdrawn": (),
    },
    final=("settled", "closed", "withdrawn"),
    colours={
        "open": "wait",
        "offered": "note",
        "contested": "note",
        "mediation": "wait",
        "owed": "wait",
        "settled": "good",
    },
)
