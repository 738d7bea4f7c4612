"""What an extract of the register says beside name, number and dates, brought into one form: pure.

Every function gives the form that is kept and tells `put` (field, sentence) what does not hold together.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gateway.text import text_fault
from registry.registers import locarno, nice, statuses
from registry.registers.features import feature_code
from registry.registers.offices import office, office_code, place_code
from registry.territories import countries_of

Put = Callable[[str, str], None]
Priority = Mapping[str, str]

MOST_PRIORITIES, MOST_CODES, MOST_CATEGORIES = 20, 60, 200
LONGEST_GOODS, LONGEST_CATEGORY = 20_000, 300
SUBCLASS = re.compile(r"(\d{1,2})\s*[-.]\s*(\d{2})")
EDITION = re.compile(r"^\s*(?:LOC\s*)?(?:\(\s*[\w.]+\s*\))?\s*(?:Cl(?:ass(?:es)?)?\.?)?\s*", re.IGNORECASE)
VIENNA = re.compile(r"[AB]?(\d{1,2})\.(\d{1,2})(?:\.(\d{1,2}))?")
VIENNA_CATEGORIES = 29
NICE_EDITION = re.compile(r"\d{1,2}(-\d{4})?")


def feature(text: str, put: Put) -> str:
    """The category of a mark as its code."""
    code = feature_code(text)
    if text.strip() and not code:
        put("mark_feature", _("Not a kind of mark: %(word)s.") % {"word": text.strip()})
    return code


def status(text: str, put: Put) -> str:
    """The term of ST.96 as its code."""
    code = statuses.term_of(text)
    if text.strip() and not code:
        put(
            "status",
            _("Not a status of ST.96: %(word)s. Give the office's own word as it is.") % {"word": text.strip()},
        )
    return code


def priorities(given: Iterable[Mapping[str, Any]], put: Put, day: date) -> tuple[Priority, ...]:
    """Earlier applications whose day counts: office, number and day of filing each; the earliest first."""
    found = []
    for one in given:
        code = office_code(str(one.get("office") or ""))
        number, filed_on = str(one.get("number") or "").strip(), str(one.get("filed_on") or "").strip()
        if office(code) is None:
            put("priorities", _("There is no office with the code %(code)s.") % {"code": code or "–"})
        elif not _is_day(filed_on) or filed_on > day.isoformat():
            put("priorities", _("A priority needs the day it was filed, such as 2024-05-31."))
        elif text_fault(number) or len(number) > 60:
            put("priorities", _("The number of a priority has at most 60 characters."))
        else:
            found.append({"office": code, "number": number, "filed_on": filed_on})
    if len(found) > MOST_PRIORITIES:
        put("priorities", _("At most %(most)d priorities.") % {"most": MOST_PRIORITIES})
    return tuple(sorted(found, key=lambda one: (one["filed_on"], one["office"], one["number"])))


def nice_edition(text: str, put: Put) -> str:
    """The edition of the Nice classification: "12", or "12-2025" with its version."""
    edition = text.strip()
    if edition and not NICE_EDITION.fullmatch(edition):
        put("nice_edition", _("An edition of the Nice classification is a number, such as 12 or 12-2025."))
    return edition


def goods(given: Mapping[str, str], classes: Iterable[int], put: Put) -> dict[str, str]:
    """The wording of goods and services by class, in the order of classes; each class must be one of the right's."""
    own = set(classes)
    found = {}
    for key, words in given.items():
        number = str(key).strip().lstrip("0")
        wording = " ".join(str(words).split())
        if not wording:
            continue
        if not number.isdecimal() or int(number) not in range(nice.FIRST, nice.LAST + 1):
            put("goods", _("Nice classes are numbers from 1 to 45, not %(words)s.") % {"words": key})
        elif own and int(number) not in own:
            put(
                "goods", _("There are goods for class %(number)s, which is not among the classes.") % {"number": number}
            )
        elif len(wording) > LONGEST_GOODS or text_fault(wording):
            put("goods", _("The goods of a class have at most %(most)d characters.") % {"most": LONGEST_GOODS})
        else:
            found[number] = wording
    return dict(sorted(found.items(), key=lambda one: int(one[0])))


def locarno_codes(given: Iterable[str], put: Put) -> tuple[str, ...]:
    """Subclasses as "08-05", from such codes or from text as it is written: "LOC (13) Cl. 8-05, 08; 11-01"."""
    found: list[str] = []
    for text in given:
        for part in re.split(r"[;\n]", str(text)):
            found += _subclasses(part, put)
    if len(found) > MOST_CODES:
        put("locarno", _("At most %(most)d codes.") % {"most": MOST_CODES})
    return tuple(sorted(set(found)))


def _subclasses(part: str, put: Put) -> list[str]:
    """One class with its subclasses: a bare number after a comma continues the class before it."""
    found: list[str] = []
    number = 0
    for piece in EDITION.sub("", part, count=1).split(","):
        word = piece.strip()
        whole = SUBCLASS.fullmatch(word)
        if whole:
            number = int(whole[1])
        if number in locarno.NAMES and (whole or re.fullmatch(r"\d{2}", word)):
            found.append(f"{number:02}-{whole[2] if whole else word}")
        elif word:
            put("locarno", _("Not a Locarno subclass: %(word)s. Write 08-05, or LOC (13) Cl. 8-05.") % {"word": word})
    return found


def vienna_codes(given: Iterable[str], put: Put) -> tuple[str, ...]:
    """Codes of the Vienna classification as category.division.section, without leading zeros: "1.1.2", "27.5"."""
    found = []
    for text in given:
        match = VIENNA.fullmatch(str(text).strip())
        if match and 1 <= int(match[1]) <= VIENNA_CATEGORIES:
            found.append(".".join(str(int(part)) for part in match.groups() if part))
        elif str(text).strip():
            put("vienna", _("Not a Vienna code: %(word)s. Write 1.1.2 or 27.5.") % {"word": str(text).strip()})
    if len(found) > MOST_CODES:
        put("vienna", _("At most %(most)d codes.") % {"most": MOST_CODES})
    return tuple(sorted(set(found), key=lambda code: [int(part) for part in code.split(".")]))


def categories(given: Iterable[str], put: Put) -> tuple[str, ...]:
    """Paths of the marketplace's own product categories, each once, without spaces around their parts."""
    found = dict.fromkeys(path for text in given if (path := " > ".join(_parts(str(text)))))
    if any(len(path) > LONGEST_CATEGORY or text_fault(path) for path in found):
        put("categories", _("A category has at most %(most)d characters.") % {"most": LONGEST_CATEGORY})
    if len(found) > MOST_CATEGORIES:
        put("categories", _("At most %(most)d categories.") % {"most": MOST_CATEGORIES})
    return tuple(sorted(found))


def _parts(path: str) -> list[str]:
    return [" ".join(part.split()) for part in path.split(">") if part.strip()]


def markets(given: Iterable[str], put: Put) -> tuple[str, ...]:
    """The countries as codes, those of the EU one by one."""
    wanted = [word.strip() for word in given if word.strip()]
    unknown = [word for word in wanted if not place_code(word)]
    if unknown:
        put("markets", _("Not a country or EU: %(words)s.") % {"words": ", ".join(unknown)})
    return tuple(sorted(countries_of(code for word in wanted if (code := place_code(word)))))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
