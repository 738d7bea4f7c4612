"""What a right says of itself, checked and brought into one form before it is kept."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

from gateway.text import text_fault
from registry import extract
from registry.models import Right
from registry.registers import locarno, nice, statuses
from registry.registers.offices import designated, office, office_code, place_code, place_name
from registry.territories import countries_of
from registry.words import MOST_WORDS, fold, number_words, plain_number, search_words
from tenancy.errors import Invalid

KINDS = frozenset(Right.Kind.values)
LONGEST = {
    "title": 300,
    "number": 60,
    "external_id": 120,
    "source": 300,
    "application_number": 60,
    "status_raw": 60,
    "holder": 300,
    "representative": 300,
}
MOST_ALIASES, LONGEST_ALIAS = 50, 300


@dataclass(frozen=True, slots=True)
class Details:
    """The facts of a right, as `Right` has them. `checked` brings them into the form that is kept."""

    kind: str
    title: str
    aliases: tuple[str, ...] = ()
    external_id: str = ""
    office: str = ""
    number: str = ""
    territories: tuple[str, ...] = ()
    classes: tuple[int, ...] = ()
    made_in: tuple[str, ...] = ()
    everyday: bool = False
    famous: bool = False
    filed_on: date | None = None
    registered_on: date | None = None
    expires_on: date | None = None
    source: str = ""
    mark_feature: str = ""
    application_number: str = ""
    status: str = ""
    status_raw: str = ""
    status_on: date | None = None
    renewed_on: date | None = None
    priorities: tuple[extract.Priority, ...] = ()
    nice_edition: str = ""
    goods: Mapping[str, str] = field(default_factory=dict)
    locarno: tuple[str, ...] = ()
    vienna: tuple[str, ...] = ()
    holder: str = ""
    representative: str = ""
    categories: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()

    def as_columns(self) -> dict[str, Any]:
        """The columns of `Right` that they come to, `folded` among them."""
        found = dict(zip(NAMES, _values(self), strict=True))
        for name in LISTS:
            found[name] = list(found[name])
        found["goods"], found["folded"] = dict(self.goods), fold(self.title)[:400]
        return found


NAMES = tuple(field.name for field in fields(Details))
_values = attrgetter(*NAMES)
# Changing these does not touch what was verified.
INCIDENTAL = frozenset(
    {"external_id", "source", "made_in", "representative", "vienna", "status_raw", "status_on", "categories", "markets"}
)
LISTS = (
    "aliases", "territories", "classes", "made_in", "priorities", "locarno", "vienna", "categories", "markets"
)  # fmt: skip


def details_of(right: Right) -> Details:
    """What is on file about a right."""
    found = {name: getattr(right, name) for name in NAMES}
    for name in LISTS:
        found[name] = tuple(found[name])
    return Details(**found)


def found_by(right: Right) -> list[str]:
    """The words by which a right is found, each once, at most sixty.

    Of our own reference the code alone: that all begin with MW tells nothing, and whole it is looked up as it is.
    """
    found = dict.fromkeys(search_words([right.title, *right.aliases]))
    for number in (right.number, right.application_number, right.reference.partition("-")[2], right.external_id):
        found |= dict.fromkeys(number_words(number))
    return list(found)[:MOST_WORDS]


def checked(given: Details, *, day: date, in_part: bool = False) -> Details:
    """The same facts in the form that is kept; Invalid with a sentence per field for what does not hold together.

    Territories follow from the office where that has its own. `in_part`: a list that has no numbers or classes goes in
    without them, as what is known is worth keeping.
    """
    wrong: dict[str, list[str]] = {}

    def put(name: str, sentence: str) -> None:
        wrong.setdefault(name, []).append(sentence)

    found = _with(with_plain_number(given), aliases=_each_once(given.aliases, given.title))
    if found.kind not in KINDS:
        put("kind", _("One of: %(allowed)s.") % {"allowed": ", ".join(Right.Kind.values)})
    _check_texts(found, put)
    found = _with_territories(found, put, in_part=in_part)
    _check_registration(found, put, in_part=in_part)
    found = _with_made_in(_with_classes(found, put, in_part=in_part), put)
    found = _with_extract(found, put, day)
    _check_dates(found, put, day)
    if wrong:
        raise Invalid(fields=wrong)
    return found


def with_plain_number(given: Details) -> Details:
    """The same facts with office and number as they are compared."""
    code = office_code(given.office)
    number = plain_number(given.kind, code, given.number) if given.kind in KINDS else given.number
    applied = given.application_number
    if given.kind in KINDS and applied:
        applied = plain_number(given.kind, code, applied)
    return _with(given, office=code, number=number, application_number=applied)


def _with(given: Details, **facts: Any) -> Details:
    """The same with these facts; not even copied where it says so already."""
    other = {name: value for name, value in facts.items() if getattr(given, name) != value}
    return replace(given, **other) if other else given


def _each_once(aliases: Iterable[str], title: str) -> tuple[str, ...]:
    return tuple(alias for alias in dict.fromkeys(aliases) if alias.strip() and alias != title)


def _check_texts(given: Details, put: Callable[[str, str], None]) -> None:
    if not given.title.strip():
        put("title", _("A right needs a name: the word mark, or what the work or design is called."))
    for name, most in LONGEST.items():
        value = getattr(given, name)
        fault = text_fault(value) if value else None
        if fault:
            put(name, fault)
        elif len(value) > most:
            put(name, _("At most %(most)d characters.") % {"most": most})
    if len(given.aliases) > MOST_ALIASES or any(len(alias) > LONGEST_ALIAS for alias in given.aliases):
        put(
            "aliases",
            _("At most %(many)d other names of %(most)d characters.") % {"many": MOST_ALIASES, "most": LONGEST_ALIAS},
        )
    fault = next((fault for alias in given.aliases if (fault := text_fault(alias))), None)
    if fault:
        put("aliases", fault)


def _with_territories(given: Details, put: Callable[[str, str], None], *, in_part: bool) -> Details:
    """Those of the office; those that are asserted where the office has none of its own, or there is no office."""
    registry = office(given.office)
    if given.office and registry is None:
        put("office", _("There is no office with this code. Use the code of WIPO standard ST.3, such as EM, US or JP."))
        return given
    if registry is not None and not registry.registers:
        put("office", _("Nothing is registered there: it searches or examines for others."))
        return given
    if registry is not None and registry.territories is not None:
        return _with(given, territories=registry.territories)
    codes = [code for word in given.territories for code in designated(word)]
    unknown = [word.strip() for word in given.territories if not designated(word)]
    if unknown:
        put("territories", _("Not a country or EU: %(words)s.") % {"words": ", ".join(unknown)})
    elif not codes and registry is not None and registry.successors:
        names = ", ".join(place_name(code) for code in registry.successors)
        put("territories", _("Say in which of its successors this right went on: %(names)s.") % {"names": names})
    elif not codes and (registry is not None or in_part or given.kind == Right.Kind.COPYRIGHT):
        put("territories", _("Say where this right holds, such as EU, US, JP."))
    return _with(given, territories=tuple(sorted(set(codes))))


def _check_registration(given: Details, put: Callable[[str, str], None], *, in_part: bool) -> None:
    if given.number and not given.office:
        put("office", _("Which office gave this number?"))
    if in_part or given.kind == Right.Kind.COPYRIGHT:
        return
    if not given.office and not given.number:
        put("office", _("Choose the office where it is registered."))
    if not given.number:
        put("number", _("Give the number of the registration."))


def _with_classes(given: Details, put: Callable[[str, str], None], *, in_part: bool) -> Details:
    if given.kind == Right.Kind.DESIGN:
        return _with_locarno(given, put)
    if given.kind != Right.Kind.TRADEMARK:
        return _with(given, classes=(), locarno=())
    strange = [number for number in given.classes if number not in range(nice.FIRST, nice.LAST + 1)]
    if strange:
        put(
            "classes",
            _("Nice classes are numbers from 1 to 45, not %(words)s.") % {"words": ", ".join(map(str, strange))},
        )
    elif not given.classes and not in_part:
        put("classes", _("Name at least one class of goods, such as 25."))
    return _with(given, classes=tuple(sorted(set(given.classes))))


def _with_locarno(given: Details, put: Callable[[str, str], None]) -> Details:
    """A design's classes of the Locarno Agreement; nobody need know them."""
    codes = extract.locarno_codes(given.locarno, put)
    given = _with(given, locarno=codes, classes=(*given.classes, *(int(code[:2]) for code in codes)))
    strange = [number for number in given.classes if number not in locarno.NAMES]
    if strange:
        put(
            "classes",
            _("Locarno classes are numbers from 1 to 32, not %(words)s.") % {"words": ", ".join(map(str, strange))},
        )
    return _with(given, classes=tuple(sorted(set(given.classes))))


def _with_made_in(given: Details, put: Callable[[str, str], None]) -> Details:
    """The countries as codes, those of the EU one by one."""
    codes = [place_code(word) for word in given.made_in if word.strip()]
    unknown = [word.strip() for word in given.made_in if word.strip() and not place_code(word)]
    if unknown:
        put("made_in", _("Not a country or EU: %(words)s.") % {"words": ", ".join(unknown)})
    return _with(given, made_in=tuple(sorted(countries_of(code for code in codes if code))))


def _with_extract(given: Details, put: Callable[[str, str], None], day: date) -> Details:
    """What the register says further, in its form. Only a trademark has goods by class, a feature and Vienna codes."""
    is_mark = given.kind == Right.Kind.TRADEMARK
    status = extract.status(given.status, put)
    return replace(
        given,
        mark_feature=extract.feature(given.mark_feature, put) if is_mark else "",
        status=status or statuses.status_of(given.office, given.status_raw),
        priorities=extract.priorities(given.priorities, put, day),
        nice_edition=extract.nice_edition(given.nice_edition, put) if is_mark else "",
        goods=extract.goods(given.goods, given.classes, put) if is_mark else {},
        locarno=given.locarno if given.kind == Right.Kind.DESIGN else (),
        vienna=extract.vienna_codes(given.vienna, put) if is_mark else (),
        categories=extract.categories(given.categories, put),
        markets=extract.markets(given.markets, put),
    )


def _check_dates(given: Details, put: Callable[[str, str], None], day: date) -> None:
    """Filed, then registered, then expired; what has happened has happened by today."""
    for name in ("filed_on", "registered_on", "renewed_on", "status_on"):
        value = getattr(given, name)
        if value and value > day:
            put(name, _("This day is yet to come."))
    if given.filed_on and given.registered_on and given.registered_on < given.filed_on:
        put("registered_on", _("It cannot be registered before it was filed."))
    if given.renewed_on and given.registered_on and given.renewed_on < given.registered_on:
        put("renewed_on", _("It cannot be renewed before it was registered."))
    if given.filed_on and any(one["filed_on"] > given.filed_on.isoformat() for one in given.priorities):
        put("priorities", _("A priority cannot be later than the application that claims it."))
    start = given.registered_on or given.filed_on
    if given.expires_on and start and given.expires_on <= start:
        put("expires_on", _("It cannot expire before it began."))
    if given.expires_on and given.expires_on < day:
        put("expires_on", _("This right has expired already. Give the day to which it was renewed."))
