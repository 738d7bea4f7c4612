"""The forms of registration numbers per office, and their check digits. Pure.

Only forms whose source is named are here; for every other office the answer is "not checked", never a guess. Numbers
come as `registry.words.plain_number` leaves them: without the office's code, spaces and stops.
"""

import re
from dataclasses import dataclass

from registry.checking.findings import Finding


@dataclass(frozen=True, slots=True)
class Form:
    """How the numbers of one office look for one kind of right: `shown` to people, and where that is written."""

    pattern: str
    shown: str
    source: str


TRADEMARK, DESIGN, PATENT = "trademark", "design", "patent"
FORMS: dict[tuple[str, str], Form] = {
    ("EM", TRADEMARK): Form(
        r"0\d{8}|W\d{7,8}[A-Z]?", "9 digits from 0, such as 018442190",
        "EUIPO, eSearch plus: search by number (EUTM numbers have nine digits; W and the number for designations)",
    ),
    ("EM", DESIGN): Form(
        r"\d{9}-\d{4}", "9 digits and 4 for the design, such as 008123456-0001",
        "EUIPO, Guidelines for examination of registered Community designs, 2.3 (file number and design number)",
    ),
    ("US", TRADEMARK): Form(r"\d{1,7}", "at most 7 digits", "USPTO, Trademark Status and Document Retrieval: number formats"),
    ("US", PATENT): Form(
        r"\d{5,8}|RE\d{5,6}|PP\d{4,6}", "up to 8 digits, or RE and PP numbers",
        "USPTO, Patent number formats (utility, reissue RE, plant PP)",
    ),
    ("US", DESIGN): Form(r"D\d{5,7}", "D and up to 7 digits, such as D0912345", "USPTO, Patent number formats (design D)"),
    ("WO", TRADEMARK): Form(
        r"\d{3,7}[A-Z]?", "up to 7 digits, and a letter for a part", "WIPO, Guide to the Madrid System: registration number",
    ),
    ("WO", DESIGN): Form(
        r"(DM/)?\d{5,6}", "DM/ and 6 digits, such as DM/212345", "WIPO, Guide to the Hague System: number DM/",
    ),
    ("JP", TRADEMARK): Form(r"\d{6,7}", "7 digits, such as 6123456", "JPO, J-PlatPat, formats: trademark number"),
    ("JP", DESIGN): Form(r"\d{6,7}", "7 digits, such as 1712345", "JPO, J-PlatPat, number formats: design registration number"),
    ("JP", PATENT): Form(r"\d{6,7}", "7 digits, such as 6812345", "JPO, J-PlatPat, number formats: patent number"),
    ("CN", TRADEMARK): Form(
        r"\d{5,8}[A-Z]?", "up to 8 digits, and a letter for a part", "CNIPA, trade mark search: registration number",
    ),
    ("CN", PATENT): Form(
        r"(ZL)?(\d{8}|(19|20)\d{10})[\dX]", "the application's 12 digits and a check digit",
        "CNIPA, Standard for Patent Application Number ZC 0006-2003, rules 4 and 5",
    ),
    ("CN", DESIGN): Form(
        r"(ZL)?(\d{8}|(19|20)\d{10})[\dX]", "the application's 12 digits and a check digit",
        "CNIPA, Standard for Patent Application Number ZC 0006-2003, rules 4 and 5",
    ),
    ("GB", TRADEMARK): Form(
        r"00[0289]\d{8}|[1-3]\d{6}", "UK000 and 8 digits, such as UK00003123456",
        "UKIPO, search for a trade mark: UK000 national, UK008 and UK009 comparable marks, UK002 by designation",
    ),
    ("GB", DESIGN): Form(r"\d{7}|[69]\d{13}|9\d{12,13}", "7 digits", "UKIPO, search for a registered design"),
    ("GB", PATENT): Form(r"\d{7}", "7 digits, such as GB2512345", "UKIPO, patent publication number"),
    ("DE", TRADEMARK): Form(
        r"30(19|20)\d{8}|3\d{7}|\d{5,7}", "30, the year and 6 digits, such as 302020123456",
        "DPMA, Hinweise zum Aktenzeichen: 30 JJJJ NNN NNN since 2008, before that 3 JJ NNNNN",
    ),
    ("FR", TRADEMARK): Form(r"\d{7}|\d{9}", "7 digits, or the year and 7 digits", "INPI, Base Marques: numéro national"),
    ("EP", PATENT): Form(
        r"\d{7}", "7 digits of the publication, such as EP1234567", "EPO, Guidelines A-II 1.8; WIPO ST.6 for publications",
    ),
}  # fmt: skip

ST13 = re.compile(r"(?:[A-Z]{2})?[1-6]0(?:19|20)\d{2}\d{9}")
"""WIPO standard ST.13: two digits for the type of right, four for the year, nine for the number; the office before it."""
EP_APPLICATION = re.compile(r"\d{9}")
US_SERIAL = re.compile(r"\d{8}")


def check_number(kind: str, office: str, number: str, *, called: str = "") -> list[Finding]:
    """What can be said about a number; `called` is the office's name for people."""
    words = {"office": called or office}
    if not number:
        return [Finding("number_missing")]
    form = FORMS.get((office, kind))
    if form is None:
        return [Finding("number_not_checked", words)]
    if (office, kind) == ("US", TRADEMARK) and US_SERIAL.fullmatch(number):
        return [Finding("number_is_serial")]
    if (office, kind) == ("EP", PATENT) and EP_APPLICATION.fullmatch(number):
        return [Finding("number_is_application", words), _digit(number[-1], ep_digit(number[:-1]))]
    if ST13.fullmatch(number):
        return [Finding("number_is_application", words)]
    words["form"] = form.shown
    if not re.fullmatch(form.pattern, number):
        return [Finding("number_strange", words)]
    found = [Finding("number_fits", words)]
    if office == "CN" and kind in (PATENT, DESIGN):
        bare = number.removeprefix("ZL")
        found.append(_digit(bare[-1], cn_digit(bare[:-1])))
    return found


def ep_digit(digits: str) -> str:
    """The check digit of an application at the EPO: weights 1 and 2 by turns, the sum of the digits of the products.

    From 1 January 2002 (EPO, OPS support: “EP application number check digit algorithm”; Guidelines A-II 1.8.2).
    """
    total = sum(sum(map(int, str(int(one) * (1 + place % 2)))) for place, one in enumerate(digits))
    return str(-total % 10)


def cn_digit(digits: str) -> str:
    """The check digit of an application in China: weights 2 to 9 and again from 2, modulo 11; X is ten (ZC 0006-2003)."""
    rest = sum(int(one) * (2 + place % 8) for place, one in enumerate(digits)) % 11
    return "X" if rest == 10 else str(rest)


def _digit(given: str, right: str) -> Finding:
    if given == right:
        return Finding("number_digit_fits")
    return Finding("number_digit_wrong", {"given": given, "right": right})
