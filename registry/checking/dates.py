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
    """How long a right holds: terms of `years` counted from `counted`, no longer than `most` years; `grace` months late."""

    years: int
    counted: str
    source: str
    most: int = 0
    grace: int = 6


TERMS: dict[tuple[str, str], Term] = {
    ("EM", "trademark"): Term(10, "filed_on", "Regulation (EU) 2017/1001, art. 52 and 53(3)"),
    ("US", "trademark"): Term(10, "registered_on", "15 U.S.C. § 1058(a) and § 1059(a)"),
    ("JP", "trademark"): Term(10, "registered_on", "Trademark Act of Japan, art. 19 and 20(3)"),
    ("CN", "trademark"): Term(10, "registered_on", "Trademark Law of the PRC, art. 39 and 40"),
    ("GB", "trademark"): Term(10, "filed_on", "Trade Marks Act 1994, s. 42 and 43"),
    ("DE", "trademark"): Term(10, "filed_on", "Markengesetz, § 47"),
    ("FR", "trademark"): Term(10, "filed_on", "Code de la propriété intellectuelle, art. L712-1 and R712-24"),
    ("WO", "trademark"): Term(10, "registered_on", "Protocol relating to the Madrid Agreement, art. 6 and 7"),
    ("EM", "design"): Term(5, "filed_on", "Regulation (EC) No 6/2002, art. 12 and 13", most=25),
    ("GB", "design"): Term(5, "registered_on", "Registered Designs Act 1949, s. 8", most=25),
    ("DE", "design"): Term(5, "filed_on", "Designgesetz, § 27 and 28", most=25),
    ("US", "design"): Term(15, "registered_on", "35 U.S.C. § 173", most=15, grace=0),
}
PATENT = Term(20, "filed_on", "TRIPS Agreement, art. 33", most=20, grace=0)
"""An added certificate or a term extension may lengthen it by five years (Regulation (EC) No 469/2009; 35 U.S.C. § 156)."""
LENGTHENED = 5


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
    start = {"filed_on": filed_on, "registered_on": registered_on}.get(term.counted) if term else None
    if term is not None and start is not None:
        found.append(_against_term(term, start, expires_on))
    return found + _against_today(term, expires_on, today)


def _against_term(term: Term, start: date, expires_on: date) -> Finding:
    facts: dict[str, str | int] = {"years": term.years, "expires_on": expires_on.isoformat()}
    if term.most:
        bound = years_after(start, term.most + (LENGTHENED if term is PATENT else 0))
        if (expires_on - bound).days > TOLERANCE:
            return Finding("term_too_long", {"expires_on": facts["expires_on"], "wanted": bound.isoformat()})
    terms = max(1, round((expires_on - start).days / 365.25 / term.years))
    wanted = years_after(start, terms * term.years)
    if term is PATENT or abs((expires_on - wanted).days) <= TOLERANCE:
        return Finding("term_fits", {"years": term.years})
    return Finding("term_strange", {**facts, "wanted": wanted.isoformat()})


def _against_today(term: Term | None, expires_on: date, today: date) -> list[Finding]:
    left = (expires_on - today).days
    if left > SOON:
        return []
    if left >= 0:
        return [Finding("ends_soon", {"days": left})]
    until = months_after(expires_on, term.grace if term else 0)
    facts = {"expires_on": expires_on.isoformat()}
    return [Finding("in_grace", {**facts, "until": until.isoformat()}) if today <= until else Finding("expired", facts)]
