"""The registry's long work: lists of rights, row by row in the order of the file, in parts that two workers share."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, pairwise
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from registry.models import RightList
from registry.reading.facts import Fault as Wrong
from registry.reading.raw import Raw
from registry.services.imports import MOST_TOGETHER, import_rows
from registry.services.lists import KIND, MOST_WRONG, doubles, pictured, reading, records, set_aside, sorted_out
from workflow import jobs
from workflow.kinds import Fault, Plan, Step, job
from workflow.models import Job

PARTS = 2
MOST_PICTURED = 20
"""Rows of a step where they name pictures: one that is costly on purpose takes its child's whole ten seconds."""
KEPT_OPEN = 4


@dataclass
class _Open:
    """A file that is being read: how many records are behind it, and the rest."""

    at: int
    rest: Iterator[Raw]


_open: OrderedDict[tuple[UUID, int], _Open] = OrderedDict()
"""The files that this process reads, by list and part. A file cannot be entered in the middle; a step that finds its place
here goes on at once, one that does not (another worker had the last step, or this one was restarted) reads past the records
before its own."""


def plan(asked: Job) -> Plan:
    """Halves for two workers; a list of one step stays whole. Rows that stand twice are found over the whole list."""
    listed = _list(asked)
    total = listed.rows
    twice = dict(islice(doubles(reading(listed), records(listed)).items(), MOST_WRONG))
    parts = PARTS if total > MOST_TOGETHER else 1
    ends = [total * number // parts for number in range(parts + 1)]
    return Plan(total, [[start, end] for start, end in pairwise(ends)], {"twice": twice})


def _list(asked: Job) -> RightList:
    found: RightList = RightList.objects.select_related("owner", "evidence", "pictures").get(
        id=asked.parameters["list"]
    )
    return found


def _records(listed: RightList, at: int, end: int) -> list[Raw]:
    """The records of one step, from place `at`."""
    key = (listed.id, end)
    held = _open.pop(key, None)
    if held is None or held.at > at:
        held = _Open(0, records(listed))
    for _skipped in islice(held.rest, at - held.at):
        pass
    most = min(MOST_TOGETHER, MOST_PICTURED) if listed.pictures_id else MOST_TOGETHER
    found = list(islice(held.rest, min(most, end - at)))
    _open[key] = _Open(at + len(found), held.rest)
    while len(_open) > KEPT_OPEN:
        _open.popitem(last=False)
    return found


@job(
    KIND,
    title=_("Import of rights"),
    plan=plan,
    counts={"new": _("new rights"), "changed": _("changed"), "unchanged": _("unchanged"), "pictures": _("pictures")},
    faults={"wrong": _("%(column)s: %(sentence)s"), "unreadable": _("%(sentence)s")},
    about=lambda asked: str(asked.parameters.get("called", "")),
)
def step(asked: Job, cursor: Any, now: datetime) -> Step:
    """Take in the next rows of a part; those that are wrong are kept to be mended."""
    at, end = cursor
    listed = _list(asked)
    some = _records(listed, at, end)
    twice = {int(line): fact for line, fact in asked.plan["twice"].items()}
    rows, faults = sorted_out(pictured(listed), some, twice)
    went = import_rows(actor=jobs.asker(asked), owner=listed.owner, rows=rows, verified=listed.verified)
    faults += went.faults
    set_aside(listed, some, faults)
    counts = {"new": went.new, "changed": went.changed, "unchanged": went.unchanged, "pictures": went.pictures}
    after = at + len(some)
    told = _told(listed, some, faults)
    return Step([after, end], len(some), told, counts, finished=after >= end or not some)


def _told(listed: RightList, some: Sequence[Raw], faults: Sequence[Wrong]) -> list[Fault]:
    """One fault a row: its first, with what the row is called."""
    read = reading(listed)
    first: dict[int, Wrong] = {}
    for fault in faults:
        first.setdefault(fault.line, fault)
    called = {raw.line: next((str(raw.values.get(c) or "") for c in read.columns.get("title", ())), "") for raw in some}
    return [
        Fault(
            "wrong" if fault.fact else "unreadable",
            position=line,
            called=called.get(line, ""),
            facts={"column": read.column_of(fault.fact) if fault.fact else "", "sentence": fault.sentence},
        )
        for line, fault in sorted(first.items())
    ]
