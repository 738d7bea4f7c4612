"""The states of a match, of a shop outside and of a match there, of a ban found, of an audit and what comes of it, of a
classifier of goods."""

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

SHOP = Machine(
    "shop",
    initial="watched",
    edges={"watched": ("paused", "ended"), "paused": ("watched", "ended"), "ended": ("watched",)},
    final=("ended",),
    colours={"watched": "note", "paused": "wait", "ended": ""},
)

OUTSIDEMATCH = Machine(
    "outsidematch",
    initial="open",
    edges={
        "open": ("confirmed", "dismissed", "superseded"),
        "confirmed": ("dismissed",),
        "dismissed": ("confirmed",),
        "superseded": (),
    },
    final=("confirmed", "dismissed", "superseded"),
    colours={"open": "wait", "confirmed": "stop", "dismissed": "", "superseded": ""},
)

BANHIT = Machine(
    "banhit",
    initial="open",
    edges={
        "open": ("confirmed", "dismissed", "superseded"),
        "confirmed": ("dismissed",),
        "dismissed": (),
        "superseded": (),
    },
    final=("confirmed", "dismissed", "superseded"),
    colours={"open": "wait", "confirmed": "stop", "dismissed": "", "superseded": ""},
)

FIRSTCHECK = Machine(
    "firstcheck",
    initial="open",
    edges={
        "open": ("passed", "refused", "superseded", "lapsed"),
        "passed": (),
        "refused": ("superseded", "lapsed"),
        "superseded": (),
        "lapsed": (),
    },
    final=("passed", "superseded", "lapsed"),
    colours={"open": "wait", "passed": "good", "refused": "stop", "superseded": "", "lapsed": ""},
)

SELLERLINK = Machine(
    "sellerlink",
    initial="proposed",
    edges={"proposed": ("confirmed", "dropped"), "confirmed": ("dropped",), "dropped": ("proposed",)},
    final=("dropped",),
    colours={"proposed": "wait", "confirmed": "stop", "dropped": ""},
)

AUDIT = Machine(
    "audit",
    initial="running",
    edges={
        "running": ("ready",),
        "ready": ("published", "closed"),
        "published": ("closed",),
        "closed": (),
    },
    final=("closed",),
    colours={"running": "note", "ready": "wait", "published": "note", "closed": ""},
)

AUDITITEM = Machine(
    "audititem",
    initial="open",
    edges={"open": ("done", "accepted"), "done": (), "accepted": ()},
    final=("done", "accepted"),
    colours={"open": "wait", "done": "good", "accepted": ""},
)

GOODSMODEL = Machine(
    "goodsmodel",
    initial="training",
    edges={
        "training": ("trained", "dropped"),
        "trained": ("in_force",),
        "in_force": ("retired",),
        "retired": ("in_force",),
        "dropped": (),
    },
    final=("trained", "in_force", "retired", "dropped"),
    colours={"training": "note", "trained": "wait", "in_force": "good", "retired": "", "dropped": ""},
)
