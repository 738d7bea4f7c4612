"""The states of orders, shipments, claims from carriers, and complaints of buyers."""

from workflow.machine import Machine

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
