"""GS1 codes: numbers, element strings, Digital Links and EPCs. Pure and strict: nothing is repaired, nothing is half read.

`scanned.read` takes whatever a scanner gives; the other modules are its parts. Every refusal is a CodeError that says what is
wrong and where. Source: GS1 General Specifications, GS1 Digital Link Standard: URI Syntax, EPC Tag Data Standard.
"""

from fulfillment.codes.digits import (
    GLN_LENGTH,
    GTIN_LENGTHS,
    SSCC_LENGTH,
    CodeError,
    Misread,
    NoNumber,
    NotDigits,
    WrongCheckDigit,
    WrongLength,
    check_digit,
    gln,
    gtin,
    sscc,
    verify,
)

__all__ = [
    "GLN_LENGTH",
    "GTIN_LENGTHS",
    "SSCC_LENGTH",
    "CodeError",
    "Misread",
    "NoNumber",
    "NotDigits",
    "WrongCheckDigit",
    "WrongLength",
    "check_digit",
    "gln",
    "gtin",
    "sscc",
    "verify",
]
