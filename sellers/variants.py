"""What a listing offers in several forms: sizes, colours, packs. Pure; one value read, checked, written down, and said as text."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from gateway.text import text_fault
from registry.portal.gtins import BETWEEN, Fault, gtin

MOST = 200
LONGEST_NAME, LONGEST_NUMBER = 200, 60
MOST_CENTS = 10**12
BAR = "|"


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the forms: the seller's own `number` for it, what sets it apart (“Blue, 750 ml”), its GTIN, and its price in
    hundredths of the listing's currency where that is another than the listing's."""

    number: str
    name: str
    gtin: str = ""
    price_cents: int | None = None


def variants_of(given: Iterable[Any]) -> tuple[Variant, ...]:
    """Variants as columns and programs hold them. ValueError for what is none."""
    found = []
    for one in given:
        if isinstance(one, Variant):
            found.append(one)
            continue
        if not isinstance(one, Mapping) or not set(one) <= {"number", "name", "gtin", "price_cents"}:
            raise ValueError(_("A variant is an object with number, name, gtin and price_cents."))
        cents = one.get("price_cents")
        if cents is not None and (isinstance(cents, bool) or not isinstance(cents, int)):
            raise ValueError(_("A price is a whole number of hundredths."))
        number, name = str(one.get("number") or "").strip(), str(one.get("name") or "").strip()
        found.append(Variant(number, name, plain_gtin(str(one.get("gtin") or "")), cents))
    return tuple(found)


def as_columns(variants: Iterable[Variant]) -> list[dict[str, Any]]:
    """As a listing and its versions hold them."""
    return [asdict(one) for one in variants]


def plain_gtin(text: str) -> str:
    """Without the spaces and hyphens that people put between the digits."""
    return BETWEEN.sub("", text.strip())


def gtin_fault(text: str) -> str:
    """Why this is no GTIN, with what to do; "" where it is one or nothing is said."""
    found = gtin(text) if text else None
    if not isinstance(found, Fault):
        return ""
    if found.wrong == "digit":
        return _("The check digit does not fit: the last digit would be %(right)s.") % {"right": found.right}
    if found.wrong == "nobodys":
        return _("This number is for use inside a shop; it names no product anywhere else.")
    return _("A GTIN has 8, 12, 13 or 14 digits.")


def faults(variants: Iterable[Variant]) -> list[str]:
    """What cannot be accepted, each in a sentence that names the variant."""
    rows = list(variants)
    if len(rows) > MOST:
        return [_("At most %(most)d variants.") % {"most": MOST}]
    found, seen = [], set()
    for row in rows:
        called = (row.number or row.name)[:80]
        if not row.number or not row.name:
            found.append(_("A variant needs a number and what sets it apart: “%(called)s”.") % {"called": called})
        elif len(row.number) > LONGEST_NUMBER or len(row.name) > LONGEST_NAME or text_fault(row.number + row.name):
            found.append(_("%(called)s: this number or name is too long or is no text.") % {"called": called})
        elif row.number in seen:
            found.append(_("%(called)s stands twice.") % {"called": called})
        elif fault := gtin_fault(row.gtin):
            found.append(f"{called}: {fault}")
        elif row.price_cents is not None and not 0 <= row.price_cents <= MOST_CENTS:
            found.append(_("%(called)s: a price is not negative, and below ten thousand million.") % {"called": called})
        seen.add(row.number)
    return found


def said(variants: Iterable[Variant]) -> str:
    """What the variants say in words, to be judged with the rest of the listing."""
    return " · ".join(one.name for one in variants)


def typed(variants: Iterable[Variant]) -> str:
    """One a line, as people write and read them: number | name | price | GTIN."""
    lines = []
    for one in variants:
        cells = [
            one.number,
            one.name,
            "" if one.price_cents is None else f"{Decimal(one.price_cents) / 100:.2f}",
            one.gtin,
        ]
        while not cells[-1]:
            cells.pop()
        lines.append(f" {BAR} ".join(cells))
    return "\n".join(lines)


def read(text: str) -> tuple[Variant, ...]:
    """What somebody typed, one a line. ValueError with the line that is none."""
    return variants_of(_line(place, line) for place, line in enumerate(text.splitlines(), 1) if line.strip())


def _line(place: int, line: str) -> dict[str, Any]:
    cells = [cell.strip() for cell in line.split(BAR)]
    if not 2 <= len(cells) <= 4:
        raise ValueError(_("Line %(line)d: write number | what sets it apart | price | GTIN.") % {"line": place})
    number, name, price, code = (*cells, "", "")[:4]
    return {"number": number, "name": name, "gtin": code, "price_cents": _cents(price, place)}


def _cents(price: str, place: int) -> int | None:
    if not price:
        return None
    try:
        cents = Decimal(price) * 100
        if cents == int(cents):
            return int(cents)
    except (InvalidOperation, OverflowError, ValueError):
        pass
    raise ValueError(_("Line %(line)d: a price is a number with at most two decimals, as in 18.95.") % {"line": place})
