"""GTIN, SSCC and GLN with their check digits, and the ways in which a code is none.

Nothing is cleaned up here: a blank, a hyphen or a digit of another script makes a code invalid. The caller strips
what people type; a scanner gives digits alone.

Source: GS1 General Specifications, section 7.9 (check digit), 2.1 (GTIN), 3.3.1 (SSCC), 3.9 (GLN).
"""

GTIN_LENGTHS = (8, 12, 13, 14)
SSCC_LENGTH = 18
GLN_LENGTH = 13


class CodeError(ValueError):
    """A code that is not one. `code` is what was given."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Misread(CodeError):
    """A code that breaks a rule in a part of it: from `start` up to `end`, counted from 0, the same where something is missing."""

    def __init__(self, code: str, message: str, start: int, end: int) -> None:
        super().__init__(code, message)
        self.start, self.end = start, end


class NotDigits(CodeError):
    """Something other than the digits 0 to 9 stands at `position`, counted from 0."""

    def __init__(self, code: str, position: int) -> None:
        super().__init__(code, f"the character in place {position + 1} is not a digit")
        self.position = position


class WrongLength(CodeError):
    """The code has `length` digits where only `allowed` are."""

    def __init__(self, code: str, allowed: tuple[int, ...]) -> None:
        super().__init__(code, f"{len(code)} digits, expected {' or '.join(map(str, allowed))}")
        self.length = len(code)
        self.allowed = allowed


class WrongCheckDigit(CodeError):
    """The last digit does not fit the others; `expected` would."""

    def __init__(self, code: str, expected: str) -> None:
        super().__init__(code, f"the check digit is {code[-1]}, expected {expected}")
        self.expected = expected


class NoNumber(CodeError):
    """All digits are 0: what people write who have no number. It fits its check digit and names nothing."""

    def __init__(self, code: str) -> None:
        super().__init__(code, "a code of zeros names nothing")


def check_digit(body: str) -> str:
    """The check digit for a body without one: weights 3, 1, 3 … from the right. Raises NotDigits."""
    _digits(body)
    return str(-(sum(map(int, body[::-2])) * 3 + sum(map(int, body[-2::-2]))) % 10)


def verify(code: str) -> None:
    """Pass if the last digit is the check digit of those before it, whatever the length of the code.

    Raises NotDigits (an empty code has none either) and WrongCheckDigit.
    """
    _digits(code)
    if not code:
        raise NotDigits(code, 0)
    expected = check_digit(code[:-1])
    if code[-1] != expected:
        raise WrongCheckDigit(code, expected)


def gtin(code: str) -> str:
    """A GTIN-8, -12, -13 or -14 in its canonical form of 14 digits, so that the same goods have one number."""
    return _number(code, GTIN_LENGTHS).zfill(14)


def sscc(code: str) -> str:
    """The number of a logistic unit, 18 digits."""
    return _number(code, (SSCC_LENGTH,))


def gln(code: str) -> str:
    """The number of a place or a party, 13 digits."""
    return _number(code, (GLN_LENGTH,))


def _number(code: str, lengths: tuple[int, ...]) -> str:
    _digits(code)
    if len(code) not in lengths:
        raise WrongLength(code, lengths)
    verify(code)
    if not code.strip("0"):
        raise NoNumber(code)
    return code


def _digits(code: str) -> None:
    if code.isdecimal() and code.isascii():
        return
    for position, character in enumerate(code):
        if character not in "0123456789":
            raise NotDigits(code, position)
