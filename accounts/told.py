"""A pack as people read it: what happens step by step with its clocks, and every rule with where it comes from.

Works on the plain values of `policy.plain`, so that the rules of today and a version frozen years ago read alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from gettext import NullTranslations, translation
from math import log
from pathlib import Path
from typing import Any

import django_countries
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.policy_words import (
    BINDS,
    DISCLOSED,
    EVENTS,
    HOURS_OF,
    KINDS,
    REGIMES,
    STEP_OF,
    STEPS,
    STRIKES,
    bound,
    either,
    listed,
    said,
)
from policy.plain import Plain
from policy.vocabulary import ANY, CONSEQUENCES

Said = str | Promise
LATER = ("notice", "silence", "mended", "court", "agreed")
"""Branches about how a case went, not about what the listing does."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a rule comes from and whether anybody has read it there. `state` is verified, secondary, unverified or "" (house)."""

    code: str
    is_law: bool
    state: str
    source: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class ClockTold:
    """One clock. `share_from` and `share` are its window on the drawing, from 0 to 100; None where it has no bound."""

    kind: str
    title: str
    binds: Said
    bound: str
    calendar: str
    starts: Said
    stops: str
    then: str
    mark: Mark
    house_bound: bool
    extension: str
    tightened: int | None
    upper: int | None
    share_from: float | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the procedure: what happens in it, and the clocks that begin there."""

    code: str
    title: Said
    says: tuple[str, ...]
    clocks: tuple[ClockTold, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A ground or a branch of grounds, with those below it."""

    code: str
    title: str
    reference: str
    outcome: str
    below: tuple["Branch", ...] = field(default_factory=tuple)


def place(code: str) -> str:
    """The name of a region, as people read it."""
    if code == ANY:
        return _("Everywhere else")
    return (
        _("European Union")
        if code == "EU"
        else _countries_in(get_language() or "en").gettext(countries.name(code) or code)
    )


@cache
def _countries_in(language: str) -> NullTranslations:
    """The names of countries in a language of letters; pages speak English, so the app that brings them is not installed."""
    folder = Path(django_countries.__file__).parent / "locale"
    return translation("django", localedir=folder, languages=[to_locale(language)], fallback=True)


def mark(rule: Mapping[str, Any]) -> Mark:
    """A rule's mark. A law that nobody has verified starts no clock; house policy is what the house says."""
    is_law = rule["basis"] == "law"
    state = (
        "" if not is_law else "unverified" if not rule["verified"] else "secondary" if rule["secondary"] else "verified"
    )
    places = (said(rule["source"]["title"]), said(rule["source"]["reference"])) if is_law else ()
    source = " ".join(part for part in places if part)
    return Mark(rule["code"], is_law, state, source, rule["when"])


def clocks(pack: Plain) -> list[ClockTold]:
    """The pack's clocks, in the order of the procedure."""
    order = list(EVENTS)
    rows = sorted(pack["clocks"], key=lambda clock: order.index(clock["starts_on"]))
    longest = max((log(1 + _hours(clock, "upper")) for clock in rows if clock["upper"]), default=1.0)
    laid = {one["code"]: one["value"] for one in pack["tightened"] if one["what"] == "clock"}
    return [_clock(clock, longest, laid.get(clock["kind"])) for clock in rows]


def steps(pack: Plain) -> list[Step]:
    """The way from a notice to its end, in order; steps in which nothing happens are left out."""
    told = clocks(pack)
    by_step: dict[str, list[ClockTold]] = {code: [] for code in STEPS}
    starts = {clock["kind"]: clock["starts_on"] for clock in pack["clocks"]}
    for clock in told:
        by_step[STEP_OF[starts[clock.kind]]].append(clock)
    says = _sentences(pack)
    order = [code for code in STEPS if code != "forward"]
    if pack["removal"] is None and pack["forward"] is None:  # heard first, removed afterwards
        order.remove("removal")
        order.insert(order.index("decision") + 1, "removal")
    found = []
    for code in order:
        title = STEPS["forward"] if code == "removal" and pack["forward"] else STEPS[code]
        if by_step[code] or says.get(code):
            found.append(Step(code, title, tuple(says.get(code, ())), tuple(by_step[code])))
    return found


def branches(grounds: Iterable[Plain]) -> tuple[Branch, ...]:
    """The tree of grounds in words."""
    return tuple(
        Branch(one["code"], said(one["title"]), said(one["reference"]), one["outcome"], branches(one["children"]))
        for one in grounds
    )


def strikes(pack: Plain) -> dict[str, list[Any]]:
    """What weighs how much, how it fades, and what is proposed at which sum; in strikes, 100 points are one."""
    rule, titles = pack["strikes"], _ground_titles(pack["grounds"])
    remedies = {one["code"]: said(one["title"]) for one in pack["remedies"]}
    return {
        "weights": [
            (_weighed(one, titles), _in_strikes(one["points"])) for one in rule["weights"]
        ],
        "decay": [(one["after_days"], one["percent"]) for one in rule["decay"]],
        "ladder": [(_in_strikes(one["points"]), remedies.get(one["remedy"], one["remedy"])) for one in rule["ladder"]],
    }  # fmt: skip


def _clock(clock: Plain, longest: float, tightened: int | None) -> ClockTold:
    extension = clock["extension"]
    share = share_from = None
    if clock["upper"]:
        share = max(round(100 * log(1 + _hours(clock, "upper")) / longest, 1), 2.0)
        share_from = round(100 * log(1 + _hours(clock, "lower")) / longest, 1) if clock["lower"] else 0.0
        share_from = min(share_from, share - 2.0)
    longer = ""
    if extension:
        length = bound({"unit": extension["unit"], "lower": 0, "upper": extension["upper"]})
        longer = _("%(length)s: %(why)s") % {"length": length, "why": said(extension["title"])}
    counted = clock["unit"] in ("working_days", "business_days")
    return ClockTold(
        kind=clock["kind"],
        title=said(clock["title"]),
        binds=BINDS[clock["binds"]],
        bound=bound(clock),
        calendar=clock["calendar"].replace(ANY, "") if counted else "",
        starts=EVENTS[clock["starts_on"]],
        stops=either([EVENTS[event] for event in clock["stops_on"]]),
        then=said(CONSEQUENCES[clock["then"]]) if clock["upper"] is not None else "",
        mark=mark(clock["rule"]),
        house_bound=clock["house_bound"],
        extension=longer,
        tightened=tightened,
        upper=clock["upper"],
        share_from=share_from,
        share=share,
    )


def _hours(clock: Plain, which: str) -> float:
    return float(clock[which]) * HOURS_OF[clock["unit"]]


def _sentences(pack: Plain) -> dict[str, list[str]]:
    """What happens in each step, in sentences."""
    found: dict[str, list[str]] = {code: [] for code in STEPS}
    required = sum(1 for one in pack["notice"] if one["required"])
    found["notice"].append(
        ngettext("A notice needs %(n)d thing.", "A notice needs %(n)d things.", required) % {"n": required}
    )
    found["removal"] += _removing(pack)
    if pack["forward"]:
        found["answer"].append(_("Nobody decides; the seller may agree or delete the listing."))
    elif not pack["removal"]:
        found["answer"].append(_("The seller is asked first; nothing is removed before the time to answer has passed."))
    found["counter"] += _countering(pack)
    if pack["rounds"]:
        most = pack["rounds"]["most"]
        found["rounds"].append(
            ngettext(
                "What is contested goes to and fro for %(n)d round before anybody decides.",
                "What is contested goes to and fro for at most %(n)d rounds before anybody decides.",
                most,
            )
            % {"n": most}
        )
    if not pack["forward"]:
        found["decision"].append(_("A reviewer decides each listing on a ground of the list below, with reasons."))
    if pack["security"] and "security" in pack["options"]:
        found["decision"].append(said(pack["security"]["title"]) + ".")
    if pack["papers"]:
        found["papers"].append(
            _("What can be shown: %(papers)s.") % {"papers": "; ".join(said(one["title"]) for one in pack["papers"])}
        )
    found["appeal"] += _appealing(pack)
    return found


def _removing(pack: Plain) -> list[str]:
    if pack["forward"]:
        return [_("The notice is passed on to the seller. Nothing is removed because of it.")]
    if not pack["removal"]:
        return []
    found = [_("A complete notice removes the listing; the seller is heard afterwards.")]
    if pack["removal"]["once_per_place"]:
        found.append(_("What was removed and put back is not removed again on a notice about the same place."))
    return found


def _countering(pack: Plain) -> list[str]:
    form = pack["counter_notice"]
    if not (form["before_removal"] or form["after_removal"]):
        return [_("There is no counter-notice under these rules.")]
    if form["before_removal"] and form["after_removal"]:
        return [_("The seller may send a counter-notice before a removal and after it.")]
    if form["before_removal"]:
        return [_("The seller may send a counter-notice before a removal.")]
    return [_("The seller may send a counter-notice after a removal.")]


def _appealing(pack: Plain) -> list[str]:
    by: Sequence[str] = pack["appeal"]["by"]
    who = _("both sides") if len(by) > 1 else str(BINDS[by[0]])
    found = [_("An appeal is open to %(who)s; another reviewer decides it.") % {"who": who}]
    if pack["appeal"]["body_clock"]:
        found.append(_("The decision can be taken to an out-of-court body."))
    return found


def disclosed(pack: Plain) -> list[tuple[str, Said]]:
    """What each side learns of the other."""
    rule = pack["disclosure"]
    return [
        (_("The seller learns of the complainant"), DISCLOSED[rule["complainant"]]),
        (_("The complainant learns of a seller who sends a counter-notice"), DISCLOSED[rule["seller"]]),
    ]


def _ground_titles(grounds: Iterable[Plain]) -> dict[str, str]:
    found = {}
    for one in grounds:
        found[one["code"]] = said(one["title"])
        found |= _ground_titles(one["children"])
    return found


def _weighed(one: Plain, titles: Mapping[str, str]) -> str:
    title = str(STRIKES[one["outcome"]])
    if not one["ground"]:
        return title
    return _("%(outcome)s: %(ground)s") % {"outcome": title, "ground": titles.get(one["ground"], one["ground"])}


def _in_strikes(points: int) -> str:
    return f"{points / 100:g}"


def whole(pack: Plain) -> dict[str, Any]:
    """Everything that the pages about one pack show."""
    told_steps = steps(pack)
    return {
        "pack": pack,
        "place": place(pack["region"]),
        "steps": told_steps,
        "clocks": [clock for step in told_steps for clock in step.clocks],
        "branches": branches(pack["grounds"]),
        "strikes": strikes(pack),
        "disclosed": disclosed(pack),
        "disclosure_mark": mark(pack["disclosure"]["rule"]),
        "notice_mark": mark(pack["notice_rule"]),
        "counter_mark": mark(pack["counter_notice"]["rule"]),
        "counters": pack["counter_notice"]["before_removal"] or pack["counter_notice"]["after_removal"],
        "papers": [(one, mark(one["rule"]), listed([BINDS[by] for by in one["by"]])) for one in pack["papers"]],
        "exceptions": [(said(one["title"]), mark(one["rule"])) for one in pack["exceptions"]],
        "exhaustion": [
            (REGIMES[one["regime"]], one, [said(line) for line in one["evidence"]], _where(one), mark(one["rule"]))
            for one in pack["exhaustion"]
        ],
        "duties": [(said(one["title"]), mark(one["rule"])) for one in pack["duties"]],
        "publishes": mark(pack["publishes"]) if pack["publishes"] else None,
        "kinds": kinds_of(pack),
    }


def kinds_of(pack: Plain) -> str:
    """The kinds of right that a pack is for."""
    return listed([KINDS[kind] for kind in pack["right_kinds"]])


def _where(one: Plain) -> str:
    return listed([_("anywhere") if code == ANY else place(code) for code in one["first_sale_in"]])


def taxonomy(packs: Iterable[Plain]) -> tuple[Branch, ...]:
    """The grounds of all packs as one tree, each once, by its code: those of the house first, what infringes before the rest."""
    house_first = sorted(packs, key=lambda pack: (pack["region"] != ANY, pack["code"] != "house-trademark"))
    found = _merged([ground for pack in house_first for ground in pack["grounds"]])
    return tuple(sorted(found, key=lambda one: (one.code.partition(".")[0] in LATER, one.outcome != "upheld")))


def _merged(grounds: Iterable[Plain]) -> tuple[Branch, ...]:
    by_code: dict[str, list[Plain]] = {}
    for one in grounds:
        by_code.setdefault(one["code"], []).append(one)
    return tuple(
        Branch(
            code, said(of[0]["title"]), "", of[0]["outcome"], _merged(child for one in of for child in one["children"])
        )
        for code, of in by_code.items()
    )
