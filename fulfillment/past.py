"""What is on file of the past of pieces of goods: issued, their batch and its papers, where they were scanned, held, and what
their numbers gave away. In lines for whoever looks into a complaint; it names places, not people."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from fulfillment.dock.words import ANSWERS, place_names, sentences
from fulfillment.models import Certificate, Check, Hold, Step, Unit, UnitSignal
from fulfillment.services.codes import mark_of

MOST_SCANS = 12
"""Of one code: the first and the last ones are told."""

Code = tuple[str, str]
"""GTIN of 14 digits, serial number."""
Row = Any


def past_of(codes: Collection[Code]) -> dict[Code, list[str]]:
    """The past of each code, line by line in the order of days; nothing on file is no line. Six queries, however many."""
    marks = {mark_of(*code): code for code in codes}
    if not marks:
        return {}
    units = {row.id: row for row in Unit.objects.filter(id__in=marks).select_related("product", "batch")}
    papers = _papers(units)
    scans, holds, signs = (
        _by_mark(model.objects.filter(mark__in=marks).select_related("site").order_by("id"))
        for model in (Check, Hold, UnitSignal)
    )
    places = place_names(
        reason for rows in (*scans.values(), *holds.values()) for row in rows for reason in row.reasons
    )
    return {
        code: [
            *(_issued(unit, papers) if (unit := units.get(mark)) else []),
            *_scanned(scans[mark], places),
            *(_held(row, places) for row in holds[mark]),
            *(_given_away(row) for row in signs[mark]),
        ]
        for mark, code in marks.items()
    }


def _by_mark(rows: Collection[Row]) -> Mapping[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.mark].append(row)
    return found


def _papers(units: Mapping[UUID, Unit]) -> Mapping[UUID, list[Certificate]]:
    found: dict[UUID, list[Certificate]] = defaultdict(list)
    batches = {unit.batch_id for unit in units.values() if unit.batch_id}
    for paper in Certificate.objects.filter(batch__in=batches).order_by("id") if batches else ():
        found[paper.batch_id].append(paper)
    return found


def _issued(unit: Unit, papers: Mapping[UUID, list[Certificate]]) -> list[str]:
    words = _("%(day)s on file as %(product)s, now: %(state)s")
    lines = [words % {"day": _day(unit.issued_at), "product": unit.product.name, "state": unit.get_state_display()}]
    batch = unit.batch
    if batch is None:
        return lines
    words = _("%(day)s made: batch %(lot)s, %(made)d pieces, %(certified)d certified, %(out)d gone, %(state)s")
    counts = {"made": batch.quantity, "certified": batch.certified, "out": batch.out}
    lines.append(words % {"day": batch.made_on, "lot": batch.lot, "state": batch.get_state_display(), **counts})
    for paper in papers.get(batch.id, ()):
        words = _("%(day)s certified: %(kind)s, number %(number)s, %(n)d pieces, %(site)s (%(country)s)")
        said = {"day": paper.signed_on, "kind": paper.get_kind_display(), "number": paper.number, "n": paper.quantity}
        line = words % {**said, "site": paper.site, "country": paper.country}
        lines.append(_("%(line)s; withdrawn") % {"line": line} if paper.withdrawn_at else line)
    return lines


def _scanned(rows: list[Check], places: Mapping[str, str]) -> list[str]:
    rows = sorted(rows, key=lambda row: (row.at, row.id))
    half = MOST_SCANS // 2
    if len(rows) <= MOST_SCANS:
        return [_scan(row, places) for row in rows]
    left_out = _("%(n)d scans more") % {"n": len(rows) - 2 * half}
    return [*(_scan(row, places) for row in rows[:half]), left_out, *(_scan(row, places) for row in rows[-half:])]


def _scan(row: Check, places: Mapping[str, str]) -> str:
    if row.site is None:
        head = _("%(day)s checked by a buyer: %(answer)s")
        return head % {"day": _day(row.at), "answer": ANSWERS[row.answer][0]}
    said = {"day": _day(row.at), "place": row.site.name, "country": row.site.country, "step": Step(row.step).label}
    head = _("%(day)s %(place)s (%(country)s), %(step)s: %(answer)s") % {**said, "answer": ANSWERS[row.answer][0]}
    return " ".join([head, *sentences(row.reasons, places)])


def _held(row: Hold, places: Mapping[str, str]) -> str:
    said = {
        "day": _day(row.made_at),
        "reference": row.reference,
        "place": row.site.name,
        "state": row.get_state_display(),
    }
    head = _("%(day)s held at %(place)s as %(reference)s, now: %(state)s") % said
    return " ".join([head, *sentences(row.reasons, places)])


def _given_away(row: UnitSignal) -> str:
    said = {
        "day": _day(row.at),
        "reference": row.reference,
        "kind": row.get_kind_display(),
        "state": row.get_state_display(),
    }
    return _("%(day)s sign %(reference)s: %(kind)s, %(state)s") % said


def _day(moment: Any) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
