"""What a letter of customs says, checked before it is kept, and read from a CSV list."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django_countries import countries

from fulfillment.codes import CodeError, gtin
from fulfillment.models import Detention
from gateway.text import plain_cell, text_fault
from policy.customs import CustomsRegime
from tenancy.errors import Invalid

LONGEST = {
    "customs_reference": 60, "office": 120, "goods": 300, "packaging": 300, "declarant": 1000, "consignor": 1000,
    "consignee": 1000,
}  # fmt: skip
MOST_CODES, LONGEST_CODE = 500, 60
LARGEST = 2_000_000_000
CURRENCY = re.compile(r"[A-Z]{3}")
YES, NO = {"yes", "true", "1", "x"}, {"no", "false", "0", ""}


@dataclass(frozen=True, slots=True)
class Letter:
    """A detention as customs wrote of it. `right` is the reference of the right, or its number at its office.

    `value_cents` are hundredths of `currency`, countries ISO 3166-1 alpha-2. `outcome` (destroyed, seized or released),
    `ended_on` and `ended_quantity` are for what is over already.
    """

    customs_reference: str = ""
    country: str = ""
    noticed_on: date | None = None
    right: str = ""
    goods: str = ""
    quantity: int | None = None
    unit: str = Detention.Unit.PIECES
    office: str = ""
    weight_grams: int | None = None
    value_cents: int | None = None
    currency: str = ""
    gtins: Sequence[str] = ()
    serials: Sequence[str] = ()
    origin: str = ""
    destination: str = ""
    transport: str = ""
    packaging: str = ""
    declarant: str = ""
    consignor: str = ""
    consignee: str = ""
    perishable: bool = False
    small: bool = False
    outcome: str = ""
    ended_on: date | None = None
    ended_quantity: int | None = None


COLUMNS = tuple(field.name for field in fields(Letter) if field.name != "value_cents")
"""Columns of a list; `value` and `currency` stand for the value."""
OUTCOMES = (Detention.State.DESTROYED, Detention.State.SEIZED, Detention.State.RELEASED)


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with one row of a list: its line, the column ("" for the whole row), a sentence."""

    line: int
    column: str
    sentence: str


def checked_codes(values: Sequence[str]) -> list[str]:
    """GTINs in their form of 14 digits, each once. Raises Invalid for the field "gtins"."""
    found = []
    for value in values:
        try:
            found.append(gtin(re.sub(r"[\s-]", "", value)))
        except CodeError as fault:
            raise Invalid(fields={"gtins": [f"{value}: {fault}"]}) from None
    return list(dict.fromkeys(found))


def faults(letter: Letter, rules: CustomsRegime | None, today: date) -> dict[str, list[str]]:
    """What does not hold together, by field. `rules` are those of the country, None where that is not known."""
    wrong = _missing(letter, today) | _texts(letter) | _choices(letter)
    if letter.quantity is not None and not 0 < letter.quantity <= LARGEST:
        wrong["quantity"] = [_("A whole number above zero.")]
    if letter.value_cents is not None and not CURRENCY.fullmatch(letter.currency):
        wrong["currency"] = [_("A currency has three capital letters, as in EUR.")]
    for name in ("gtins", "serials"):
        values = getattr(letter, name)
        if len(values) > MOST_CODES or any(len(one) > LONGEST_CODE or text_fault(one) for one in values):
            said = {"many": MOST_CODES, "most": LONGEST_CODE}
            wrong[name] = [_("At most %(many)d, each of at most %(most)d characters.") % said]
    if letter.small and (fault := _small_fault(letter, rules)):
        wrong["small"] = [fault]
    if letter.outcome and (fault := _outcome_fault(letter, today)):
        wrong["outcome"] = [fault]
    return wrong


def _missing(letter: Letter, today: date) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    if not letter.customs_reference.strip():
        wrong["customs_reference"] = [_("The reference in the letter of customs.")]
    if letter.country not in {code for code, _name in countries}:
        wrong["country"] = [_("Choose the country whose customs hold the goods.")]
    if letter.noticed_on is None or letter.noticed_on > today or letter.noticed_on.year < 1995:
        wrong["noticed_on"] = [_("The day of the letter; not one to come.")]
    if not letter.goods.strip():
        wrong["goods"] = [_("Say what is held, as in “running shoes”.")]
    if letter.quantity is None:
        wrong["quantity"] = [_("How many are held?")]
    if not letter.right.strip():
        wrong["right"] = [_("Which right is infringed?")]
    return wrong


def _texts(letter: Letter) -> dict[str, list[str]]:
    wrong = {}
    for name, most in LONGEST.items():
        value = getattr(letter, name)
        if fault := text_fault(value):
            wrong[name] = [fault]
        elif len(value) > most:
            wrong[name] = [_("At most %(most)d characters.") % {"most": most}]
    return wrong


def _choices(letter: Letter) -> dict[str, list[str]]:
    wrong = {}
    known = {code for code, _name in countries}
    for name in ("origin", "destination"):
        if getattr(letter, name) and getattr(letter, name) not in known:
            wrong[name] = [_("A country has two letters, as in CN.")]
    for name, allowed in (("unit", Detention.Unit.values), ("transport", ["", *Detention.Transport.values])):
        if getattr(letter, name) not in allowed:
            wrong[name] = [_("One of: %(allowed)s.") % {"allowed": ", ".join(one for one in allowed if one)}]
    return wrong


def _small_fault(letter: Letter, rules: CustomsRegime | None) -> str:
    if rules is not None and rules.small is None:
        return _("No procedure for small consignments is on file for this country.")
    if letter.perishable:
        return _("Goods that spoil are no small consignment in the sense of the law.")
    units, grams = (rules.small_units, rules.small_grams) if rules else (3, 2000)
    few = letter.quantity is not None and letter.quantity <= units and letter.unit in ("pieces", "pairs", "sets")
    light = letter.weight_grams is not None and letter.weight_grams < grams
    if few or light:
        return ""
    said = {"units": units, "grams": grams}
    return _("A small consignment has at most %(units)d units, or weighs less than %(grams)d g.") % said


def _outcome_fault(letter: Letter, today: date) -> str:
    if letter.outcome not in OUTCOMES:
        return _("One of: %(allowed)s.") % {"allowed": ", ".join(OUTCOMES)}
    if (
        letter.ended_on is None
        or letter.ended_on > today
        or (letter.noticed_on and letter.ended_on < letter.noticed_on)
    ):
        return _("On which day? Not before the letter, and not one to come.")
    if letter.outcome == Detention.State.RELEASED:
        return ""
    if letter.ended_quantity is None or not 0 < letter.ended_quantity <= (letter.quantity or 0):
        return _("How much of it? Not more than was held.")
    return ""


def rows_of(text: str) -> Iterator[tuple[int, Letter | list[RowFault]]]:
    """The detentions of a CSV list, each with its line, or what cannot be read in it. Codes in a cell have semicolons."""
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=head.count), restval="")
    try:
        for raw in reader:
            cells = {
                str(name).strip().lower().replace(" ", "_"): plain_cell(value).strip()
                for name, value in raw.items()
                if name and isinstance(value, str)
            }
            if any(cells.values()):
                yield reader.line_num, _read(reader.line_num, cells)
    except csv.Error:
        line = max(reader.line_num, 1)
        yield line, [RowFault(line, "", _("This row cannot be read as CSV."))]


def _read(line: int, cells: Mapping[str, str]) -> Letter | list[RowFault]:
    said: dict[str, Any] = {}
    wrong: list[RowFault] = []
    readers = {
        **dict.fromkeys(("noticed_on", "ended_on"), (date.fromisoformat, _("A date such as 2026-11-21."))),
        **dict.fromkeys(("quantity", "weight_grams", "ended_quantity"), (_whole, _("A whole number."))),
        **dict.fromkeys(("perishable", "small"), (_yes, _("Yes or no."))),
        **dict.fromkeys(("gtins", "serials"), (_several, "")),
        **dict.fromkeys(("country", "origin", "destination", "currency"), (str.upper, "")),
        **dict.fromkeys(("unit", "transport", "outcome"), (str.lower, "")),
    }
    for name in COLUMNS:
        if not (value := cells.get(name, "")):
            continue
        read, sentence = readers.get(name, (str, ""))
        try:
            said[name] = read(value)
        except ValueError:
            wrong.append(RowFault(line, name, str(sentence)))
    if cells.get("value"):
        try:
            said["value_cents"] = cents(cells["value"])
        except ValueError:
            wrong.append(RowFault(line, "value", _("An amount such as 1250.00.")))
    return wrong or Letter(**said)


def cents(text: str) -> int:
    """An amount as hundredths. ValueError for what is none."""
    try:
        found = Decimal(text) * 100
    except InvalidOperation:
        raise ValueError(text) from None
    if not found.is_finite() or found != found.to_integral_value() or not 0 <= found < 2**53:
        raise ValueError(text)
    return int(found)


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 12:
        raise ValueError(text)
    return int(text)


def _yes(text: str) -> bool:
    if text.lower() not in YES | NO:
        raise ValueError(text)
    return text.lower() in YES


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
