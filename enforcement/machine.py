"""The states of complaint, case, Item, remedy and appeal."""

from workflow.machine import Machine

COMPLAINT = Machine(
    "complaint",
    initial="draft",
    edges={
        "draft": ("filed", "withdrawn"),
        # Taken back while it is kept: its sender is suspended, and nobody has looked at it.
        "filed": ("incomplete", "accepted", "withdrawn"),
        "incomplete": ("filed", "withdrawn"),
        "accepted": ("withdrawn",),
        "withdrawn": (),
    },
    final=("accepted", "withdrawn"),
    colours={"draft": "", "filed": "note", "incomplete": "wait", "accepted": "good", "withdrawn": ""},
)

CASE = Machine(
    "case",
    initial="open",
    edges={
        # One that is joined to another is closed from wherever it stands.
        "open": ("noticed", "closed"),
        "noticed": ("answered", "deciding", "decided", "closed"),
        "answered": ("deciding", "decided", "closed"),
        # Back to the seller where an appeal shows that nobody had heard them.
        "deciding": ("decided", "noticed", "closed"),
        "decided": ("deciding", "closed"),
        "closed": ("deciding",),
    },
    final=("closed",),
    colours={
        "open": "note",
        "noticed": "note",
        "answered": "wait",
        "deciding": "wait",
        "decided": "good",
        "closed": "",
    },
)

# Where a person's work waits: the queue shows these, and the partial index of the table names them.
OPEN_CASES = ("open", "noticed", "answered", "deciding")

# Of these, where the seller has spoken or let the time pass.
FOR_REVIEWERS = ("answered", "deciding")

ITEM = Machine(
    "item",
    initial="open",
    edges={
        "open": (
            "accepted", "deleted", "contested", "unanswered", "forwarded", "proposed", "decided", "withdrawn",
        ),
        # Notice and notice: passed on, and nobody decides. The seller may still agree or delete.
        "forwarded": ("accepted", "deleted", "withdrawn"),
        "accepted": ("proposed", "decided", "withdrawn"),
        "deleted": ("proposed", "decided", "withdrawn"),
        "contested": ("proposed", "decided", "reversed", "in_effect", "withdrawn"),
        # Silence closes no door: until somebody decides, each answer is still open.
        "unanswered": ("accepted", "deleted", "contested", "proposed", "decided", "withdrawn"),
        # A second who refuses, or undo, returns the Item to where it stood before.
        "proposed": (
            "open", "accepted", "deleted", "contested", "unanswered", "in_effect", "reversed", "decided", "withdrawn",
        ),
        "decided": (
            "open", "accepted", "deleted", "contested", "unanswered", "reversed", "in_effect", "withdrawn",
        ),
        "in_effect": ("open", "contested", "proposed", "decided", "reversed", "withdrawn"),
        "reversed": ("proposed", "decided"),
        "withdrawn": (),
    },
    final=("forwarded", "in_effect", "reversed", "withdrawn"),
    colours={
        "open": "note",
        "forwarded": "good",
        "accepted": "note",
        "deleted": "note",
        "contested": "wait",
        "unanswered": "wait",
        "proposed": "wait",
        "decided": "note",
        "in_effect": "good",
        "reversed": "",
        "withdrawn": "",
    },
)  # fmt: skip

# Items that still ask something of a person, or of a clock.
UNDECIDED_ITEMS = ("open", "accepted", "deleted", "contested", "unanswered", "proposed")

REMEDY = Machine(
    "remedy",
    initial="ordered",
    edges={
        "ordered": ("applied", "overdue", "reversed"),
        "overdue": ("applied", "reversed"),
        "applied": ("reversed",),
        "reversed": (),
    },
    final=("applied", "reversed"),
    colours={"ordered": "wait", "applied": "good", "overdue": "stop", "reversed": ""},
)

# A report, listing by listing. One of the same reporter about the same listing is merged into the earlier one, and
# stands by itself again if that is taken back.
REPORTEDLISTING = Machine(
    "reportedlisting",
    initial="received",
    edges={
        "received": ("in_review", "merged", "withdrawn"),
        "in_review": ("case_opened", "dismissed", "merged", "withdrawn"),
        "case_opened": (),
        "merged": ("received",),
        # The reporter may ask for a second look, by somebody else.
        "dismissed": ("in_review",),
        "withdrawn": (),
    },
    final=("case_opened", "merged", "dismissed", "withdrawn"),
    colours={
        "received": "wait",
        "in_review": "wait",
        "case_opened": "good",
        "merged": "note",
        "dismissed": "",
        "withdrawn": "",
    },
)

# Reports that wait for a reviewer.
UNDECIDED_REPORTS = ("received", "in_review")

APPEAL = Machine(
    "appeal",
    initial="filed",
    # It lapses where what it is about was taken back: nothing is left to decide.
    edges={"filed": ("upheld", "rejected", "lapsed"), "upheld": (), "rejected": (), "lapsed": ()},
    final=("upheld", "rejected", "lapsed"),
    colours={"filed": "wait", "upheld": "good", "rejected": "", "lapsed": ""},
)

STATEMENT = Machine(
    "statement",
    initial="needs_correction",
    edges={
        "needs_correction": ("made", "superseded", "withdrawn"),
        "made": ("superseded", "withdrawn"),
        "superseded": (),
        "withdrawn": (),
    },
    final=("superseded", "withdrawn"),
    colours={"needs_correction": "stop", "made": "good", "superseded": "", "withdrawn": ""},
)

SECURITY = Machine(
    "security",
    initial="offered",
    edges={
        "offered": ("accepted", "refused", "released"),
        "accepted": ("released", "called"),
        "refused": (),
        "released": (),
        "called": (),
    },
    final=("refused", "released", "called"),
    colours={"offered": "wait", "accepted": "note", "refused": "", "released": "good", "called": "stop"},
)

# A letter in free text.
INCOMINGLETTER = Machine(
    "incomingletter",
    initial="received",
    edges={
        "received": ("taken_in", "asked", "set_aside"),
        "asked": ("taken_in", "set_aside"),
        "taken_in": (),
        "set_aside": (),
    },
    final=("taken_in", "set_aside"),
    colours={"received": "wait", "asked": "note", "taken_in": "good", "set_aside": ""},
)

# Letters that are not done.
WAITING_LETTERS = ("received", "asked")

# A seller's report that a complainant misuses the procedure.
MISUSEREPORT = Machine(
    "misusereport",
    initial="filed",
    edges={"filed": ("upheld", "rejected"), "upheld": (), "rejected": ()},
    final=("upheld", "rejected"),
    colours={"filed": "wait", "upheld": "good", "rejected": ""},
)

# A warning or a suspension of a party.
SANCTION = Machine(
    "sanction",
    initial="proposed",
    edges={
        "proposed": ("standing", "refused"),
        "standing": ("lifted", "reversed", "ended"),
        "refused": (),
        "lifted": (),
        "reversed": (),
        "ended": (),
    },
    final=("refused", "lifted", "reversed", "ended"),
    colours={"proposed": "wait", "standing": "stop", "refused": "", "lifted": "good", "reversed": "good", "ended": ""},
)
SANCTIONAPPEAL = Machine(
    "sanctionappeal",
    initial="filed",
    edges={"filed": ("upheld", "rejected"), "upheld": (), "rejected": ()},
    final=("upheld", "rejected"),
    colours={"filed": "wait", "upheld": "good", "rejected": ""},
)

# What the strikes of a seller propose. The seller is heard before anybody disposes; below the rung again, it is withdrawn.
STRIKEPROPOSAL = Machine(
    "strikeproposal",
    initial="told",
    edges={
        "told": ("answered", "heard", "withdrawn"),
        "answered": ("taken", "refused", "withdrawn"),
        "heard": ("taken", "refused", "withdrawn"),
        "taken": (),
        "refused": (),
        "withdrawn": (),
    },
    final=("taken", "refused", "withdrawn"),
    colours={
        "told": "note", "answered": "wait", "heard": "wait", "taken": "stop", "refused": "good", "withdrawn": "good",
    },
)  # fmt: skip
PROPOSED, RIPE = ("told", "answered", "heard"), ("answered", "heard")
"""A proposal that nobody has disposed of; one of which the seller has been heard."""
