"""The forms of registration numbers per office, and their check digits. Pure.

A form with a `source` was read there. One without was only seen in registers: a number that looks otherwise is told as a
note, never held against its owner. For every other office the answer is "not checked". Numbers come as
`registry.words.plain_number` leaves them: without the office's code, spaces and stops.
"""

import re
from dataclasses import dataclass

from registry.checking.findings import Finding


@dataclass(frozen=True, slots=True)
class Form:
    """How the numbers of one office look for one kind of right: `shown` to people, and where that was read ("": nowhere)."""

    pattern: str
    shown: str
    source: str = ""


TRADEMARK, DESIGN, PATENT = "trademark", "design", "patent"
CN_FORM = Form(
    r"(ZL)?(\d{8}|(19|20)\d{10})[\dX]", "the application's 12 digits and a check digit",
    "CNIPA, Standard for Patent Application Number ZC 0006-2003, rules 4 and 5",
)  # fmt: skip
FORMS: dict[tuple[str, str], Form] = {
    ("EM", TRADEMARK): Form(
        r"0\d{8}|W\d{6,9}[A-Z]?", "9 digits from 0, such as 018442190",
        "UKIPO, Numbering of comparable UK trade marks (2019): EUTM numbers have nine digits",
    ),
    ("EM", DESIGN): Form(
        r"\d{9}-\d{4}", "9 digits and 4 for the design, such as 008123456-0001",
        "UKIPO, Numbering of re-registered designs (2019): RCD 004048098-0004",
    ),
    ("US", TRADEMARK): Form(r"\d{1,7}", "at most 7 digits", "USPTO, depository libraries: document types and number formats"),
    ("US", PATENT): Form(
        r"\d{1,8}|(RE|PP|H)\d{3,7}", "up to 8 digits, or RE and PP numbers", "USPTO, Patent document kind codes: number formats",
    ),
    ("US", DESIGN): Form(
        r"(D|RE|RD)\d{3,7}", "D and up to 7 digits, such as D0912345",
        "USPTO, Patent document kind codes: number formats; MPEP 901.04: reissues of designs",
    ),
    ("WO", TRADEMARK): Form(r"(\dR)?\d{3,7}[A-Z]?", "up to 7 digits, and a letter for a part"),
    ("WO", DESIGN): Form(r"(DM/)?\d{5,6}", "DM/ and 6 digits, such as DM/212345"),
    ("JP", TRADEMARK): Form(r"\d{4,7}", "7 digits, such as 6123456"),
    ("JP", DESIGN): Form(r"\d{6,7}(-\d{1,3})?", "7 digits, such as 1712345"),
    ("JP", PATENT): Form(r"\d{6,7}", "7 digits, such as 6812345"),
    ("CN", TRADEMARK): Form(r"G?\d{4,8}[A-Z]{0,2}", "up to 8 digits, and a letter for a part"),
    ("CN", PATENT): CN_FORM,
    ("CN", DESIGN): CN_FORM,
    ("GB", TRADEMARK): Form(
        r"00\d{9}|\d{1,7}[A-Z]?", "UK000 and 8 digits, such as UK00003123456",
        "UKIPO, Numbering of comparable UK trade marks (2019): UK009 and the last 8 digits of the EUTM",
    ),
    ("GB", DESIGN): Form(r"\d{5,7}|[6-9]\d{13}", "7 digits, or 9 and the 13 digits of the EU's design"),
    ("GB", PATENT): Form(r"\d{7}", "7 digits, such as GB2512345"),
    ("DE", TRADEMARK): Form(
        r"3[01](19|20)\d{8}\d?|3\d{7}\d?|(DD)?\d{1,7}", "30, the year and 6 digits, such as 302020123456",
        "DPMAinformativ Nr. 05 (2012), Aktenzeichenformate: 30 JJJJ NNN NNN and a check digit since 2008",
    ),
    ("FR", TRADEMARK): Form(
        r"\d{3,9}[A-Z]?", "up to 9 digits, and a letter for a part",
        "INPI, base Marques, search by number: up to 9 digits, a letter after a partial assignment",
    ),
    ("EP", PATENT): Form(r"\d{7}", "7 digits of the publication, such as EP1234567"),
}  # fmt: skip

ST13 = re.compile(r"(?:[A-Z]{2})?[1-6]0(?:19|20)\d{2}\d{9}")
"""WIPO standard ST.13: two digits for the type of right, four for the year, nine for the number; the office before it."""
EP_APPLICATION = re.compile(r"\d{9}")
EP_SINCE = re.compile(r"[0-6]\d{8}")
"""Of 2002 and later: the rule of the check digit is told for these alone. The EPO took its first application in 1978."""
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
        digit = [_digit(number[-1], ep_digit(number[:-1]))] if EP_SINCE.fullmatch(number) and number >= "02" else []
        return [Finding("number_is_application", words), *digit]
    if ST13.fullmatch(number):
        return [Finding("number_is_application", words)]
    words["form"] = form.shown
    if not re.fullmatch(form.pattern, number):
        return [Finding("number_strange" if form.source else "number_unsure", words)]
    found = [Finding("number_fits", words)]
    if office == "CN" and kind in (PATENT, DESIGN):
        bare = number.removeprefix("ZL")
        found.append(_digit(bare[-1], cn_digit(bare[:-1])))
    return found


def ep_digit(digits: str) -> str:
    """The check digit of an application at the EPO: weights 1 and 2 by turns, the sum of the digits of the products.

    From 1 January 2002 (EPO, OPS support, 17 January 2022: “EP application number check digit algorithm”).
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
