"""The job that takes in a list of listings, row by row, in parts that two workers share."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from registry.reading.raw import Unreadable
from sellers.models import ListingFile, RowReport
from sellers.reading import ImportRow, RowFault
from sellers.services.imports import MOST_TOGETHER, ImportReport, import_rows
from sellers.services.uploads import KIND, copy_of, forget_copy, laid_out, listing_read
from sellers.uploading.columns import GROUP
from sellers.uploading.laid_out import rows_from
from sellers.uploading.together import Rows
from tenancy.errors import Invalid
from workflow import jobs
from workflow.kinds import Fault, Plan, Step, job
from workflow.models import Job, JobPart

UNFINISHED = (JobPart.State.WAITING, JobPart.State.LEASED)


def _list(asked: Job) -> ListingFile:
    found: ListingFile = ListingFile.objects.select_related("seller", "evidence").get(id=asked.parameters["list"])
    return found


def plan(asked: Job) -> Plan:
    """The list laid out, in halves; lines whose number stood before are known over the whole of it."""
    try:
        found = laid_out(_list(asked), step=MOST_TOGETHER)
    except Unreadable as fault:
        raise Invalid(str(fault)) from fault
    return Plan(found.rows, [list(part) for part in found.parts], {"twice": dict(found.twice)})


@job(
    KIND,
    title=_("Listings from a list"),
    plan=plan,
    counts={"made": _("new listings"), "changed": _("changed"), "unchanged": _("unchanged")},
    faults={"refused": _("%(column)s: %(sentence)s"), "unreadable": _("%(sentence)s")},
    leads_to=("sellers:uploads", _("Lists of listings")),
    about=lambda asked: str(asked.parameters.get("called", "")),
)
def step(asked: Job, cursor: Any, now: datetime) -> Step:
    """Take in the next rows of a part, and write down what became of each."""
    at, end = cursor
    listed = _list(asked)
    place = copy_of(listed)
    if not place.exists():
        laid_out(listed, step=MOST_TOGETHER)
    some, after = rows_from(place, at, end, MOST_TOGETHER)
    report = ImportReport()
    rows = _sound(asked, listed, some, report)
    import_rows(actor=jobs.asker(asked), rows=rows, seller_of=lambda _row: listed.seller, report=report)
    told = _told(listed, some, report)
    if some:
        RowReport.objects.create(listed=listed, first_line=some[0][0].line, rows=told)
    counts = {"made": report.made, "changed": report.changed, "unchanged": report.unchanged}
    if after >= end and asked.parts.filter(state__in=UNFINISHED).count() <= 1:
        forget_copy(listed)
    return Step([after, end], len(told), _faults(told), counts, finished=after >= end)


def _sound(asked: Job, listed: ListingFile, some: Sequence[Rows], report: ImportReport) -> list[ImportRow]:
    """The listings that can be read and whose number did not stand before."""
    twice, found = asked.plan["twice"], []
    for rows in some:
        read = listing_read(listed, rows)
        if isinstance(read, list):
            report.faults += read
        elif first := twice.get(str(read.line)):
            sentence = _now("This number stands in line %(line)d already.") % {"line": first}
            report.faults.append(RowFault(read.line, "number", sentence))
        else:
            found.append(read)
    return found


def _told(listed: ListingFile, some: Sequence[Rows], report: ImportReport) -> list[list[Any]]:
    """What became of every row: of those of one listing the same, and where they stay out, each with its own fault or that of
    the others."""
    wrong: dict[int, list[list[str]]] = {}
    for fault in report.faults:
        wrong.setdefault(fault.line, []).append([listed.columns.get(fault.field, fault.field), fault.sentence])
    column, told = listed.columns["number"], []
    for rows in some:
        became = report.became.get(rows[0].line, "refused")
        at_fault = next((raw.line for raw in rows if raw.line in wrong), rows[0].line)
        others = _now("Stays out with line %(line)d, which belongs to the same listing.") % {"line": at_fault}
        for raw in rows:
            own = wrong.get(raw.line, [])
            if became == "refused" and not own and raw.line != at_fault:
                own = [[listed.columns.get(GROUP, ""), others]]
            told.append([raw.line, str(raw.values.get(column) or "")[:60], became, own])
    return told


def _faults(told: Sequence[Sequence[Any]]) -> list[Fault]:
    """One fault a row: its first, with the number of the row."""
    found = []
    for line, number, became, wrong in told:
        if became == "refused":
            column, sentence = wrong[0] if wrong else ("", _now("This row was not taken in."))
            facts = {"column": column, "sentence": sentence}
            found.append(Fault("refused" if column else "unreadable", position=line, called=number, facts=facts))
    return found
