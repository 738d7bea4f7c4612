"""Papers of the demo, drawn as a PDF."""

import io

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


def power(brand: str, agent: str) -> bytes:
    """The document by which a brand lets an agent act for it."""
    out = io.BytesIO()
    page = Canvas(out, pagesize=A4, invariant=1)
    for line, words in enumerate(POWER):
        page.setFont("Helvetica-Bold" if line == 0 else "Helvetica", 16 if line == 0 else 11)
        page.drawString(25 * mm, (260 - 9 * line) * mm, words.format(brand=brand, agent=agent))
    page.save()
    return out.getvalue()
