"""Papers of the demo, drawn as a PDF."""

import io
from collections.abc import Iterable
from datetime import date

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

POWER = (
    "Power of attorney",
    "",
    "{brand} authorises {agent} to act for it towards marketplaces:",
    "to complain about listings that infringe its rights, to receive notices and",
    "answers, and to take complaints back. It includes no right to settle for money.",
    "",
    "Signed for {brand}",
)


ASSIGNMENT = (
    "Assignment of title",
    "",
    "{giver} assigns to {taker}",
    "the whole interest in {what},",
    "with the goodwill of the business that uses it.",
    "",
    "Signed on {day}",
)


def power(brand: str, agent: str) -> bytes:
    """The document by which a brand lets an agent act for it."""
    return _drawn(line.format(brand=brand, agent=agent) for line in POWER)


def assignment(giver: str, taker: str, what: str, day: date) -> bytes:
    """The document by which a right goes from one owner to the next."""
    return _drawn(line.format(giver=giver, taker=taker, what=what, day=day.isoformat()) for line in ASSIGNMENT)


def contract(title: str, seller: str, day: date) -> bytes:
    """The first page of a contract with a seller."""
    return _drawn([title, f"between Harbour Market and {seller}", f"from {day:%d %B %Y}"])


def page(*lines: str) -> bytes:
    """One page with these lines, the first as its title."""
    return _drawn(lines)


def _drawn(lines: Iterable[str]) -> bytes:
    out = io.BytesIO()
    sheet = Canvas(out, pagesize=A4, invariant=1)
    for line, words in enumerate(lines):
        sheet.setFont("Helvetica-Bold" if line == 0 else "Helvetica", 16 if line == 0 else 11)
        sheet.drawString(25 * mm, (260 - 9 * line) * mm, words)
    sheet.save()
    return out.getvalue()
