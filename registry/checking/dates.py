"""Whether the dates of a right can be: their order, its term, and the months in which it can be renewed late. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from registry.checking.findings import Finding

SOON = 180
TOLERANCE = 31
"""Days: offices count to the eve, the day or the end of the month."""


@dataclass(frozen=True, slots=True)
class Term:
    """How long a right holds, and where that is written.

    It holds for terms of `years` counted from one of the days `counted`, no longer than `most` years. `earlier`: other terms
    in years under which some were granted; `since`: before that day another law counted otherwise, which is not checked.
    `late` is the text on late renewal, within `grace` months; without it only the least that the Paris Convention demands
    is known, and what is later than that is not judged.
    """

    years: int
    counted: tuple[str, ...]
    source: str
    late: str = ""
    most: int = 0
    grace: int = 6
    earlier: tuple[int, ...] = ()
    since: date = date.min


FILED, REGISTERED = ("filed_on",), ("registered_on",)
LEAST_GRACE = 6
"""Months, for the fees that maintain any industrial property right (Paris Convention, art. 5bis(1))."""
FEES = frozenset({"trademark", "design", "patent"})
"""Kinds of right that are maintained by fees."""
TERMS: dict[tuple[str, str], Term] = {
    ("EM", "trademark"): Term(10, FILED, "Regulation (EU) 2017/1001, art. 52", "art. 53(3)"),
    ("US", "trademark"): Term(10, REGISTERED, "15 U.S.C. § 1058(a)", "15 U.S.C. § 1059(a)"),
    ("JP", "trademark"): Term(10, REGISTERED, "Trademark Act of Japan, art. 19(1)", "art. 20(3) and its ordinance"),
    ("CN", "trademark"): Term(10, REGISTERED, "Trademark Law of the PRC (2019), art. 39", "art. 40"),
    ("GB", "trademark"): Term(
        10, FILED + REGISTERED, "Trade Marks Act 1994, s. 42(1); the date of registration is that of filing, s. 40(3)",
        "s. 43(3)", since=date(1994, 10, 31),
    ),
    ("DE", "trademark"): Term(10, FILED, "Markengesetz, § 47(1); until 2019 to the end of the month", "§ 47(6)"),
    ("FR", "trademark"): Term(
        10, FILED, "Code de la propriété intellectuelle, art. L712-1; before 11 December 2010 to the end of the month",
        "art. R712-24",
    ),
    ("WO", "trademark"): Term(10, REGISTERED, "Protocol relating to the Madrid Agreement, art. 6(1)", "art. 7(4)"),
    ("EM", "design"): Term(
        5, FILED, "Regulation (EC) No 6/2002, art. 12, as amended by Regulation (EU) 2024/2822", "art. 50d", most=25,
    ),
    ("GB", "design"): Term(
        5, FILED + REGISTERED, "Registered Designs Act 1949, s. 8; UKIPO, Renew your registered design",
        "UKIPO, the same page", most=25,
    ),
    ("DE", "design"): Term(5, FILED, "Designgesetz, § 27(2), in steps of § 28", most=25),
    ("US", "design"): Term(
        15, REGISTERED, "35 U.S.C. § 173; 14 years where filed before 13 May 2015 (MPEP 1505)", "no fees maintain it",
        most=15, grace=0, earlier=(14,),
    ),
}  # fmt: skip
PATENT = Term(20, FILED, "European Patent Convention, art. 63(1); TRIPS Agreement, art. 33: at least", most=20)
"""No office may give less. Some give more, by certificates and extensions for the time that permits or offices took."""


def years_after(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes the 28th."""
    year = min(day.year + years, date.max.year)
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def term_of(kind: str, office: str) -> Term | None:
    """The term of a right of that kind at that office; None where no text is on file here."""
    return PATENT if kind == "patent" else TERMS.get((office, kind))


def check_dates(
    *, kind: str, office: str, filed_on: date | None, registered_on: date | None, expires_on: date | None, today: date
) -> list[Finding]:
    """Order, term, and where today stands against the day on which it expires."""
    found = []
    if filed_on and registered_on and registered_on < filed_on:
        facts = {"filed_on": filed_on.isoformat(), "registered_on": registered_on.isoformat()}
        found.append(Finding("order_of_dates", facts))
    term = term_of(kind, office)
    if expires_on is None:
        return [*found, Finding("expires_missing")] if term is not None else found
    days = {"filed_on": filed_on, "registered_on": registered_on}
    starts = [day for name in term.counted if (day := days[name]) is not None] if term else []
    if term is None or any(day < term.since for day in starts):
        found += [Finding("term_not_checked")] if kind in FEES else []
    elif starts:
        found.append(_against_term(term, starts, expires_on))
    return found + _against_today(kind, term, starts, expires_on, today)


def _against_term(term: Term, starts: list[date], expires_on: date) -> Finding:
    facts: dict[str, str | int] = {"years": term.years, "expires_on": expires_on.isoformat()}
    if term.most:
        bound = years_after(max(starts), term.most)
        if _beyond(expires_on, bound):
            code = "term_lengthened" if term is PATENT else "term_too_long"
            return Finding(code, {**facts, "wanted": bound.isoformat()})
    wanted = [_end(start, years, expires_on) for start in starts for years in (term.years, *term.earlier)]
    if term is PATENT or any(abs((expires_on - end).days) <= TOLERANCE for end in wanted):
        return Finding("term_fits", {"years": term.years})
    return Finding("term_strange", {**facts, "wanted": wanted[0].isoformat()})


def _end(start: date, years: int, near: date) -> date:
    """The end of the term of so many years that is nearest to a day."""
    return years_after(start, max(1, round((near - start).days / 365.25 / years)) * years)


def _beyond(day: date, bound: date) -> bool:
    return (day - bound).days > TOLERANCE


def _against_today(kind: str, term: Term | None, starts: list[date], expires_on: date, today: date) -> list[Finding]:
    left = (expires_on - today).days
    if left > SOON:
        return []
    if left >= 0:
        return [Finding("ends_soon", {"days": left})]
    at_end = bool(term and term.most and starts) and not _beyond(
        years_after(max(starts), term.most if term else 0), expires_on
    )
    grace = 0 if at_end or kind not in FEES else term.grace if term else LEAST_GRACE
    until = months_after(expires_on, grace)
    facts = {"expires_on": expires_on.isoformat()}
    if today <= until:
        return [Finding("in_grace", {**facts, "until": until.isoformat()})]
    is_known = at_end or kind not in FEES or bool(term and term.late)
    return [Finding("expired" if is_known else "expired_unsure", facts)]
