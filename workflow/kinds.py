"""Kinds of job: what a floor registers so that its long work is planned, done in steps, and told to people."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.utils.functional import Promise

from workflow.models import Job, JobFault

Row = TypeVar("Row")
StepOf = Callable[[Job, Any, datetime], "Step"]


@dataclass(frozen=True, slots=True)
class Plan:
    """How many rows there are (None: nobody knows; 0: nothing is to be done), and where each part of the work begins.

    Parts may be worked off at the same time; one is enough. `notes` are kept at the job for its steps.
    """

    total: int | None
    cursors: Sequence[Any] = (None,)
    notes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that was set aside: its position in the list (0: rows have none), what it is and how that is called, and why
    as a code with facts."""

    code: str
    position: int = 0
    subject_id: UUID | None = None
    called: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What a step did: where the next one goes on, how many rows it went through, those at fault among them."""

    cursor: Any
    done: int
    faults: Sequence[Fault] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    finished: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of job. `title` names it to people, `counts` say what its numbers count, `faults` why a row was set aside
    (with `%(fact)s` places); `leads_to` is the name of the page where one goes on from its result, with the words for it;
    `about` says in a few words what one job is about, without asking the database.
    """

    name: str
    title: str | Promise
    plan: Callable[[Job], Plan]
    step: StepOf
    counts: Mapping[str, str | Promise]
    faults: Mapping[str, str | Promise]
    leads_to: tuple[str, str | Promise] | None = None
    about: Callable[[Job], str] | None = None

    def said(self, fault: JobFault) -> str:
        """Why the row was set aside, in a sentence."""
        return str(self.faults[fault.code]) % fault.facts if fault.code in self.faults else fault.code


KINDS: dict[str, Kind] = {}


def job(
    name: str,
    *,
    title: str | Promise,
    plan: Callable[[Job], Plan],
    counts: Mapping[str, str | Promise] | None = None,
    faults: Mapping[str, str | Promise] | None = None,
    leads_to: tuple[str, str | Promise] | None = None,
    about: Callable[[Job], str] | None = None,
) -> Callable[[StepOf], StepOf]:
    """Register the decorated function as the step of jobs of the kind `name`.

    `plan(job)` and the step `(job, cursor, now)` are called inside the marketplace, each in one transaction with what is
    saved of it. The first cursor of a part is the plan's. A step takes some tenths of a second: it is what a kill loses
    and what others wait for. ValueError if the kind is registered already.
    """

    def register(step: StepOf) -> StepOf:
        if name in KINDS:
            raise ValueError(f"The kind of job {name} is registered twice.")
        KINDS[name] = Kind(name, title, plan, step, counts or {}, faults or {}, leads_to, about)
        return step

    return register


def in_halves(
    rows: Sequence[Row], work: Callable[[Sequence[Row]], None], set_aside: Callable[[Row, Exception], None]
) -> None:
    """Do `work` on all rows at once; where that fails, in halves, down to the rows at fault, which are `set_aside`.

    Each try is a savepoint. A fault of the database itself is nobody's: it is raised, and everything waits.
    """
    if not rows:
        return
    try:
        with transaction.atomic():
            work(rows)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        if len(rows) == 1:
            set_aside(rows[0], fault)
            return
        half = len(rows) // 2
        in_halves(rows[:half], work, set_aside)
        in_halves(rows[half:], work, set_aside)
