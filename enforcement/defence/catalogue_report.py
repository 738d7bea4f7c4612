"""The report of a look at one's own catalogue, as a dated PDF: evidence of diligence where somebody complains later."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from accounts.models import Party
from enforcement.defence.bound import bound, headed, line
from enforcement.defence.selfcheck import EXPLAINED, HEADINGS, said
from enforcement.models import CatalogueInspection, InspectionFinding

MOST_PRINTED = 300
"""Findings that are printed, the gravest first; of the others the counts."""


def report_of(found: CatalogueInspection, findings: QuerySet[InspectionFinding], seller: Party, at: datetime) -> bytes:
    """The pages, in the language that is active. Two queries."""
    return bound(_("Inspection of the catalogue"), seller.name, _flow(found, findings, seller, at))


def _flow(
    found: CatalogueInspection, findings: QuerySet[InspectionFinding], seller: Party, at: datetime
) -> Iterator[Flowable]:
    counts = found.counts
    yield from headed(_("Inspection of the catalogue"), seller.tenant.name, seller.name, at)
    yield line(found.reference)
    yield Spacer(1, 5 * mm)
    for words, name in (
        (_("Listings looked through"), "looked"), (_("Listings with findings"), "with_findings"), (_("New"), "new"),
        (_("Still open"), "open"), (_("Mended since the inspection before"), "mended"),
        (_("Listings that could not be checked"), "unchecked"),
    ):  # fmt: skip
        if name != "unchecked" or counts.get(name):
            yield line(f"{words}: {counts.get(name, 0)}", bold=name == "looked")
    if counts.get("uncompared"):
        yield line(_("Compared with no rights, as these were being loaded: %(n)d") % {"n": counts["uncompared"]})
    yield Spacer(1, 4 * mm)
    for heading in found.looks:
        yield line(f"{HEADINGS[heading]}: {counts.get(heading, 0)}", bold=True)
        yield line(str(EXPLAINED[heading]), size=8)
    yield Spacer(1, 5 * mm)
    there = findings.exclude(change=InspectionFinding.Change.MENDED).order_by("weight", "id")
    mended = findings.filter(change=InspectionFinding.Change.MENDED).order_by("weight", "id")
    for title, rows in ((_("What was found"), there), (_("What was mended"), mended)):
        yield from _section(title, list(rows[:MOST_PRINTED]))
    rest = counts.get("new", 0) + counts.get("open", 0) - MOST_PRINTED
    if rest > 0:
        yield line(_("%(n)d more findings are counted above and not printed.") % {"n": rest}, size=8)


def _section(title: str, rows: list[InspectionFinding]) -> Iterator[Flowable]:
    if not rows:
        return
    yield line(title, size=12, bold=True)
    for row in rows:
        sentence, remedy, _where = said(row)
        yield line(f"{row.listing.number} · {row.listing.title}", bold=True)
        is_mended = row.change == InspectionFinding.Change.MENDED
        yield line(f"{HEADINGS[row.heading]}: {sentence}" + ("" if is_mended else f" {remedy}"), size=9)
    yield Spacer(1, 4 * mm)
