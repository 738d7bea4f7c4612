"""Chain of title as a register's record has it: handed in like any document of title, once, and confirmed by a person."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from registry.chain import Holder, same
from registry.models import Assignment, Right
from registry.registers.offices import office_label
from registry.services.title import LONGEST, Conveyance, record_assignment
from tenancy.actor import Actor
from tenancy.context import database_now

Step = Mapping[str, Any]
Kind = Assignment.Kind

KINDS = (
    ("correct", Kind.CORRECTION),
    ("release", Kind.RELEASE),
    ("secur", Kind.SECURITY),
    ("licen", Kind.LICENCE),
    ("merg", Kind.MERGER),
    ("name", Kind.NAME),
    ("undivided", Kind.PARTIAL),
    ("partial", Kind.PARTIAL),
)
"""What offices write of a conveyance, by the word that tells it; anything else is an assignment."""


def record_chains(*, actor: Actor, said: Iterable[tuple[Right, Sequence[Step]]]) -> int:
    """Hand in each step that is not on file yet, by the office's own reference or else by day and names; how many.

    A step without a day or a name is left out: nobody could weigh it.
    """
    chains = [(right, steps) for right, steps in said if steps]
    known: dict[Any, set[object]] = {}
    for row in Assignment.objects.filter(right__in=[right for right, _steps in chains]):
        known.setdefault(row.right_id, set()).update((row.office_reference, (row.executed_on, row.giver, row.taker)))
    count = 0
    for right, steps in chains:
        of_right = known.setdefault(right.id, set())
        for found in filter(None, (_conveyance(right, step) for step in steps)):
            key = found.office_reference or (found.executed_on, found.giver, found.taker)
            if key not in of_right:
                record_assignment(actor=actor, right=right, said=found)
                of_right.add(key)
                count += 1
    return count


def _conveyance(right: Right, step: Step) -> Conveyance | None:
    """The step as a document of title says it; None for one that says too little."""
    day, today = _day(step.get("executed_on")), database_now().date()
    giver, taker = (_names(step, name, role) for name, role in (("giver", "assignors"), ("taker", "assignees")))
    if day is None or day > today or not giver or not taker:
        return None
    recorded = _day(step.get("recorded_on"))
    return Conveyance(
        kind=kind_of(str(step.get("conveyance", ""))),
        giver=giver,
        taker=taker,
        executed_on=day,
        recorded_on=recorded if recorded and day <= recorded <= today else None,
        to_party=right.owner if same(Holder(taker), Holder(right.owner.name)) else None,
        office_reference=str(step.get("identifier", ""))[: LONGEST["office_reference"]],
        note=_("As it stands in the record of %(office)s.") % {"office": office_label(right.office)},
    )


def kind_of(conveyance: str) -> str:
    """The kind of conveyance by the office's words, such as “ASSIGNS THE ENTIRE INTEREST”."""
    words = conveyance.casefold()
    return next((kind.value for word, kind in KINDS if word in words), Kind.ASSIGNMENT.value)


def _names(step: Step, name: str, role: str) -> str:
    return "; ".join(step.get(role, ()))[: LONGEST[name]].strip()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
