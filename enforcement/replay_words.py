"""A replay in words: what each line is about, and what the rules say there."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from accounts.policy_words import BINDS, DISCLOSED, listed, said
from enforcement.replay import Line, Point
from enforcement.words import OUTCOMES
from policy.vocabulary import CONSEQUENCES

Words = Mapping[str, str | Promise]

SECTIONS: Words = {
    "procedure": _lazy("The procedure"),
    "clock": _lazy("The clocks"),
    "answer": _lazy("What the seller could answer"),
    "decision": _lazy("The decision"),
    "disclosure": _lazy("Who learns what"),
    "letter": _lazy("The letters"),
}
TITLES: Words = {
    "hearing": _lazy("When the seller is heard"),
    "rounds": _lazy("Reply and rejoinder"),
    "counter_notice": _lazy("Counter-notice"),
    "put_back": _lazy("Put back without a decision"),
    "silence": _lazy("What follows from the seller's silence"),
    "appeal": _lazy("Appeal"),
    "security": _lazy("Security instead of removal"),
    "complainant": _lazy("What the seller learns of the complainant"),
    "seller": _lazy("What the complainant learns of the seller"),
    "public": _lazy("Made public"),
}
HEARINGS: Words = {
    "heard_first": _lazy("asked first; nothing is removed before"),
    "removed_first": _lazy("removed on the complete notice, heard afterwards"),
    "only_forwarded": _lazy("the notice is passed on; nothing is removed"),
}
KEPT: Words = {
    "kept": _lazy("kept"),
    "late": _lazy("too late"),
    "early": _lazy("before the earliest moment"),
    "ran_out": _lazy("ran out"),
    "runs": _lazy("still runs"),
    "": _lazy("no bound"),
}
PLACE = re.compile(r"\s*:?\s*\{reference\}")
"""Where a letter's subject names the case."""
TONES = {"late": "stop", "early": "stop", "kept": "good"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one pack says: a word or two, what is quietly added, and a colour."""

    words: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class LineTold:
    """One line of the comparison in words."""

    title: str
    before: Cell
    after: Cell
    differs: bool


def told(lines: list[Line]) -> list[tuple[str, int, list[LineTold]]]:
    """The lines by section: its title, how many lines differ, and the lines; of letters those that differ alone."""
    found: dict[str, list[LineTold]] = {code: [] for code in SECTIONS}
    for line in lines:
        if line.section == "letter" and not line.differs:
            continue
        found[line.section].append(LineTold(_title(line), _cell(line.before), _cell(line.after), line.differs))
    return [(str(SECTIONS[code]), sum(line.differs for line in rows), rows) for code, rows in found.items() if rows]


def _title(line: Line) -> str:
    if line.section in ("procedure", "disclosure"):
        return str(TITLES[line.code])
    if line.section == "letter":
        return PLACE.sub("", said(line.title)).strip()
    return said(line.title)


def _cell(point: Point | None) -> Cell:
    if point is None:
        return Cell(_("not there"))
    return READ[point.section](point.code, point.value)


def _procedure(code: str, value: tuple[Any, ...]) -> Cell:
    first = value[0]
    if code == "hearing":
        return Cell(str(HEARINGS[first]))
    if code == "rounds":
        return Cell(ngettext("%(n)d round", "%(n)d rounds", first) % {"n": first} if first else _("none"))
    if code == "counter_notice":
        before, after = value
        if before and after:
            return Cell(_("before a removal and after it"))
        return Cell(_("before a removal") if before else _("after a removal") if after else _("none"))
    if code == "silence":
        return Cell(said(CONSEQUENCES[first]) if first else _("nothing: the seller is not asked first"))
    if code == "appeal":
        note = _("and an out-of-court body") if value[1] else ""
        return Cell(listed([BINDS[one] for one in first]), note)
    return _yes(first)


def _clock(_code: str, value: tuple[Any, ...]) -> Cell:
    started, lower, due, ended, kept, basis = value
    words = _("from %(start)s") % {"start": _when(started)}
    if due is not None and lower is not None and lower != due:
        window = {"lower": _when(lower), "upper": _when(due)}
        words = _("from %(start)s to %(upper)s, not before %(lower)s") % {"start": _when(started), **window}
    elif due is not None:
        words = _("from %(start)s to %(upper)s") % {"start": _when(started), "upper": _when(due)}
    law = _("law") if basis == "law" else _("house policy")
    ending = _("%(kept)s on %(day)s") % {"kept": KEPT[kept], "day": _when(ended)} if kept and ended else str(KEPT[kept])
    return Cell(words, f"{law}; {ending}", TONES.get(kept, ""))


def _answer(_code: str, value: tuple[Any, ...]) -> Cell:
    offered, listings = value
    given = (
        ngettext("given for %(n)d listing", "given for %(n)d listings", listings) % {"n": listings} if listings else ""
    )
    return Cell(_("possible") if offered else _("not possible"), given, "" if offered else "stop")


def _decision(_code: str, value: tuple[Any, ...]) -> Cell:
    outcome, reference, allowed, second, strike = value
    if not outcome:
        return Cell(_("no such ground"), tone="stop")
    notes = [said(reference)] if reference else []
    notes.append(_strikes(strike))
    notes += [_("a second person confirms it")] if second else []
    notes += [] if allowed else [_("the measure is not allowed there")]
    return Cell(str(OUTCOMES[outcome]), "; ".join(str(note) for note in notes))


def _strikes(points: int) -> str:
    if not points:
        return _("no strike")
    if points % 100:
        return _("%(n)s of a strike") % {"n": f"{points / 100:g}"}
    return ngettext("%(n)d strike", "%(n)d strikes", points // 100) % {"n": points // 100}


def _disclosure(code: str, value: tuple[Any, ...]) -> Cell:
    return _yes(value[0]) if code == "public" else Cell(str(DISCLOSED[value[0]]))


def _letter(_code: str, _value: tuple[Any, ...]) -> Cell:
    return Cell(_("there"))


READ: Mapping[str, Callable[[str, tuple[Any, ...]], Cell]] = {
    "procedure": _procedure,
    "clock": _clock,
    "answer": _answer,
    "decision": _decision,
    "disclosure": _disclosure,
    "letter": _letter,
}


def _yes(value: bool) -> Cell:
    return Cell(_("yes") if value else _("no"))


def _when(moment: datetime) -> str:
    return date_format(localtime(moment), _("j M Y, H:i"))
