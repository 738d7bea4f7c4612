"""What a part of a GS1 element string must satisfy beside its length: one function for each rule, by the name GS1 gives it.

Each takes the part and passes, or raises Misread with the place that is wrong. Coupons have a module of their own.
Source: GS1 Barcode Syntax Dictionary and its reference implementation; GS1 General Specifications, chapters 3 and 7.
"""

import re
from collections.abc import Callable
from types import MappingProxyType

from fulfillment.codes import lists
from fulfillment.codes.coupons import couponcode, couponposoffer
from fulfillment.codes.digits import Misread, check_digit
from fulfillment.codes.parts import day, digits, prefix

Linter = Callable[[str], None]

ALPHABET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
ALPHABET_32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
WEIGHTS = tuple(n for n in range(2, 510) if all(n % m for m in range(2, int(n**0.5) + 1)))
"""The first 97 primes: as many as the longest value that could have a pair of check characters needs."""
SHORTEST_IBAN = 11
OUT_82 = re.compile(rf"[^{re.escape(ALPHABET_82)}]")
OUT_64 = re.compile(r"[^-0-9A-Z_a-z]")
OUT_39 = re.compile(r"[^-#/0-9A-Z]")
PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
POSITION = re.compile(r"([0-9]+)/([0-9]+)")
IBAN_SIGN = re.compile(r"[^0-9A-Z]")


def csetnumeric(part: str) -> None:
    """Digits alone."""
    digits(part)


def cset82(part: str) -> None:
    """The signs of GS1's character set 82, which element strings may have."""
    _within(part, OUT_82, "cannot stand in an element string")


def cset39(part: str) -> None:
    """The signs of character set 39: digits, capital letters, # - and /."""
    _within(part, OUT_39, "is not a digit, a capital letter, #, - or /")


def cset64(part: str) -> None:
    """File-safe base 64, filled with = to a length that three divides, or not filled."""
    body = part.rstrip("=")
    _within(body, OUT_64, "is not of base 64")
    filled = len(part) - len(body)
    if filled and (filled > 2 or len(part) % 3):
        raise Misread(part, "the base 64 text is filled up wrongly", len(body), len(part))


def csum(part: str) -> None:
    """The last digit is the check digit."""
    digits(part)
    if not part or part[-1] != check_digit(part[:-1]):
        right = check_digit(part[:-1])
        last = max(0, len(part) - 1)
        raise Misread(part, f"the check digit is {part[last:] or 'missing'}, expected {right}", last, len(part))


def csumalpha(part: str) -> None:
    """The last two signs are the check characters of a GMN (General Specifications, section 7.9.5)."""
    if len(part) < 2:
        raise Misread(part, "two check characters are missing", 0, len(part))
    if len(part) - 2 > len(WEIGHTS):
        raise Misread(part, "too long for check characters", 0, len(part))
    body, pair = part[:-2], part[-2:]
    _within(body, OUT_82, "cannot stand in an element string")
    for place, sign in enumerate(pair, len(body)):
        if sign not in ALPHABET_32:
            raise Misread(part, f"{sign!r} in place {place + 1} cannot be a check character", place, place + 1)
    total = sum(ALPHABET_82.index(sign) * weight for sign, weight in zip(reversed(body), WEIGHTS, strict=False)) % 1021
    right = ALPHABET_32[total >> 5] + ALPHABET_32[total & 31]
    if pair != right:
        raise Misread(part, f"the check characters are {pair}, expected {right}", len(body), len(part))


def gcppos1(part: str) -> None:
    """A company prefix stands first: its shortest has four digits. Whether it was given to anybody is not known here."""
    prefix(part, 0)


def gcppos2(part: str) -> None:
    """A company prefix stands second, after an indicator or extension digit."""
    prefix(part, 1)


def hasnondigit(part: str) -> None:
    """Something in it is not a digit."""
    if not part.strip("0123456789"):
        raise Misread(part, "something other than a digit must be in it", 0, len(part))


def hyphen(part: str) -> None:
    """Hyphens alone."""
    if not part or part.strip("-"):
        raise Misread(part, "only a hyphen may stand here", 0, len(part))


def zero(part: str) -> None:
    """Zeros alone."""
    if not part or part.strip("0"):
        raise Misread(part, "only a zero may stand here", 0, len(part))


def nonzero(part: str) -> None:
    """A number above 0."""
    digits(part)
    if not part.strip("0"):
        raise Misread(part, "zero says nothing here", 0, len(part))


def nozeroprefix(part: str) -> None:
    """A number that does not begin with 0."""
    digits(part)
    if part.startswith("0"):
        raise Misread(part, "it must not begin with a zero", 0, 1)


def yymmdd(part: str) -> None:
    """A day: two digits each for year, month and day."""
    day(part)


def yymmd0(part: str) -> None:
    """A day, or a month with the day 00."""
    day(part, whole_month=True)


def yyyymmdd(part: str) -> None:
    """A day with a year of four digits."""
    day(part, 4)


def yyyymmd0(part: str) -> None:
    """A day with a year of four digits, or a month with the day 00."""
    day(part, 4, whole_month=True)


def hh(part: str) -> None:
    """An hour, 00 to 23."""
    _clock(part, ("hour",))


def mi(part: str) -> None:
    """A minute, 00 to 59."""
    _clock(part, ("minute",))


def ss(part: str) -> None:
    """A second, 00 to 59."""
    _clock(part, ("second",))


def hhmi(part: str) -> None:
    """An hour and a minute."""
    _clock(part, ("hour", "minute"))


def latitude(part: str) -> None:
    """Degrees north of the south pole, in units of 10⁻⁷: 0 to 180 degrees."""
    _degrees(part, 180)


def longitude(part: str) -> None:
    """Degrees east, in units of 10⁻⁷: 0 to 360 degrees."""
    _degrees(part, 360)


def iban(part: str) -> None:
    """A bank account with its country and its check digits (ISO 13616)."""
    if len(part) < SHORTEST_IBAN:
        raise Misread(part, "too short for an account number", 0, len(part))
    if part[:2] not in lists.COUNTRIES:
        raise Misread(part, f"{part[:2]!r} is no country", 0, 2)
    _within(part, IBAN_SIGN, "cannot stand in an account number")
    if int("".join(str(int(sign, 36)) for sign in part[4:] + part[:4])) % 97 != 1:
        raise Misread(part, "the check digits of the account number do not fit", 2, 4)


def importeridx(part: str) -> None:
    """One sign that tells an importer from another."""
    _one_of(part, len(part) == 1 and not OUT_64.search(part), "no index of an importer")


def pcenc(part: str) -> None:
    """Every % is followed by two hexadecimal digits."""
    if wrong := PERCENT.search(part):
        end = min(wrong.start() + 3, len(part))
        raise Misread(part, f"the % in place {wrong.start() + 1} has no two hexadecimal digits", wrong.start(), end)


def pieceoftotal(part: str) -> None:
    """A piece and the number of pieces, with as many digits each; the piece is one of them."""
    if not part or len(part) % 2:
        raise Misread(part, "the piece and the number of pieces do not have as many digits", 0, len(part))
    digits(part)
    half = len(part) // 2
    if not part[:half].strip("0"):
        raise Misread(part, "there is no piece 0", 0, half)
    if not part[half:].strip("0"):
        raise Misread(part, "there is nothing of 0 pieces", half, len(part))
    if part[:half] > part[half:]:
        raise Misread(part, "the piece is higher than the number of pieces", 0, len(part))


def posinseqslash(part: str) -> None:
    """A position and the end of the sequence, as in 2/3."""
    found = POSITION.fullmatch(part)
    if not found:
        raise Misread(part, "a position is written as 2/3", 0, len(part))
    for group in (1, 2):
        if found[group].startswith("0"):
            raise Misread(part, "a position does not begin with a zero", *found.span(group))
    if int(found[1]) > int(found[2]):
        raise Misread(part, "the position is behind the end", 0, len(part))


def iso3166(part: str) -> None:
    """A country or territory by three digits."""
    _one_of(part, part in lists.COUNTRY_NUMBERS, "no number of a country")


def iso3166999(part: str) -> None:
    """A country by three digits, or 999 for several."""
    _one_of(part, part == "999" or part in lists.COUNTRY_NUMBERS, "no number of a country and not 999")


def iso3166alpha2(part: str) -> None:
    """A country by two capital letters."""
    _one_of(part, part in lists.COUNTRIES, "no code of a country")


def iso4217(part: str) -> None:
    """A currency by three digits."""
    _one_of(part, part in lists.CURRENCY_NUMBERS, "no number of a currency")


def iso5218(part: str) -> None:
    """A sex: not known, male, female, not applicable."""
    _one_of(part, part in ("0", "1", "2", "9"), "not 0, 1, 2 or 9")


def mediatype(part: str) -> None:
    """A kind of data carrier, as the blood services number them."""
    _one_of(part, part in lists.MEDIA_TYPES, "no kind of data carrier")


def packagetype(part: str) -> None:
    """A kind of package (UN/ECE recommendation 21 with the codes that GS1 adds)."""
    _one_of(part, part in lists.PACKAGE_TYPES, "no kind of package")


def winding(part: str) -> None:
    """The way a roll is wound: face out, face in, not known."""
    _one_of(part, part in ("0", "1", "9"), "not 0, 1 or 9")


def yesno(part: str) -> None:
    """0 for no, 1 for yes."""
    _one_of(part, part in ("0", "1"), "not 0 or 1")


def _one_of(part: str, fits: bool, complaint: str) -> None:
    if not fits:
        raise Misread(part, f"{part!r} is {complaint}", 0, len(part))


def _within(part: str, outside: re.Pattern[str], complaint: str) -> None:
    if wrong := outside.search(part):
        raise Misread(part, f"{wrong[0]!r} in place {wrong.start() + 1} {complaint}", *wrong.span())


def _clock(part: str, units: tuple[str, ...]) -> None:
    if len(part) != 2 * len(units):
        raise Misread(part, f"{' and '.join(units)}: {2 * len(units)} digits, here are {len(part)}", 0, len(part))
    digits(part)
    for place, unit in enumerate(units):
        said = part[2 * place : 2 * place + 2]
        if int(said) > (23 if unit == "hour" else 59):
            raise Misread(part, f"there is no {unit} {said}", 2 * place, 2 * place + 2)


def _degrees(part: str, most: int) -> None:
    if len(part) != 10:
        raise Misread(part, f"a place on earth has 10 digits, here are {len(part)}", 0, len(part))
    digits(part)
    if int(part) > most * 10_000_000:
        raise Misread(part, f"more than {most} degrees", 0, len(part))


LINTERS: MappingProxyType[str, Linter] = MappingProxyType(
    {
        one.__name__: one
        for one in (
            csetnumeric, cset82, cset39, cset64, csum, csumalpha, gcppos1, gcppos2, hasnondigit, hyphen, zero, nonzero,
            nozeroprefix, yymmdd, yymmd0, yyyymmdd, yyyymmd0, hh, mi, ss, hhmi, latitude, longitude, iban, importeridx,
            pcenc, pieceoftotal, posinseqslash, iso3166, iso3166999, iso3166alpha2, iso4217, iso5218, mediatype,
            packagetype, winding, yesno, couponcode, couponposoffer,
        )
    }
)  # fmt: skip
