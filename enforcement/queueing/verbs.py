"""What is said to the log about the queue: rules, limits, lanes, and cases divided and joined."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import Audience, verb
from enforcement.queueing.words import clear_line
from enforcement.words import listings_words, word_of
from registry.models import Right

CASE_ROUTED = verb("case.routed", _("The case was given to somebody by a rule"), audience=Audience.OPERATOR)
ROUTING_ADDED = verb(
    "routing.added",
    _("A rule says who gets which case"),
    facts=("region", "kind", "source", "lane", "people"),
    audience=Audience.OPERATOR,
)
ROUTING_ENDED = verb("routing.ended", _("A rule for who gets which case was ended"), audience=Audience.OPERATOR)
WORK_LIMIT_SET = verb(
    "routing.limit_set",
    _("How many cases somebody takes at a time was set"),
    facts=("most",),
    audience=Audience.OPERATOR,
)
THRESHOLDS_SET = verb(
    "lanes.thresholds_set",
    _("The thresholds of the lanes were set"),
    facts=("decided", "percent", "score", "upheld", "rejected"),
    audience=Audience.OPERATOR,
)
GOOD_FAITH_ENTERED = verb(
    "good_faith.entered",
    _("Entered the good-faith lane: %(upheld)s of %(decided)s upheld"),
    facts=("decided", "upheld", "unfounded"),
    tone="good",
)
GOOD_FAITH_LEFT = verb(
    "good_faith.left",
    _("Left the good-faith lane: %(upheld)s of %(decided)s upheld"),
    facts=("decided", "upheld", "unfounded"),
)
FAST_LANE_ENTERED = verb(
    "case.fast_lane_entered",
    _("The case is clear-cut: %(reasons)s"),
    facts=("reasons",),
    audience=Audience.OPERATOR,
    words={"reasons": clear_line},
)
FAST_LANE_LEFT = verb("case.fast_lane_left", _("The case is no longer clear-cut"), audience=Audience.OPERATOR)
CASE_SPLIT = verb(
    "case.split",
    _("Put into a case apart: %(items)s"),
    facts=("items",),
    words={"items": listings_words},
)
CASE_MERGED = verb(
    "case.merged",
    _("The case about %(items)s was joined to another"),
    facts=("items",),
    words={"items": listings_words},
)
VIEW_SAVED = verb("queue.view_saved", _("A view of the queue was kept"), facts=("shared",), audience=Audience.OPERATOR)
VIEW_FORGOTTEN = verb(
    "queue.view_forgotten", _("A view of the queue was forgotten"), facts=("shared",), audience=Audience.OPERATOR
)
RIGHT_FELL = verb(
    "case.right_fell",
    _("The right is not in force any more: %(state)s"),
    facts=("state",),
    words={"state": word_of(dict(Right.State.choices))},
    tone="stop",
)
RIGHT_STANDS_AGAIN = verb("case.right_stands_again", _("The right is in force again"), tone="good")
