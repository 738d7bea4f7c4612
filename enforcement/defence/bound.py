"""What the reports in a vault share: their page, their head, and lines in whatever script."""

import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from django.utils.formats import date_format
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate

from enforcement.letter_fonts import BOLD, PLAIN, runs

MARGIN = 22 * mm


def bound(title: str, author: str, flow: Iterable[Flowable]) -> bytes:
    """A PDF of these pieces; the same pieces give the same bytes."""
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=18 * mm, bottomMargin=18 * mm,
        title=title, author=author, creator="Markwarden", invariant=1,
    )  # fmt: skip
    document.build(list(flow))
    return out.getvalue()


def headed(title: str, marketplace: str, seller: str, at: datetime) -> Iterator[Flowable]:
    """What it is, whose, and when."""
    moment = at.astimezone(UTC)
    yield line(title, size=15, bold=True)
    yield HRFlowable(width="100%", thickness=0.7, color="#888888", spaceBefore=2 * mm, spaceAfter=4 * mm)
    yield line(f"{marketplace} · {seller}")
    yield line(f"{date_format(moment, 'j F Y')}, {moment:%H:%M} UTC")


def line(text: str, *, size: float = 10, bold: bool = False) -> Paragraph:
    """A paragraph, each run of it in a font that has its letters."""
    pieces = [
        f'<font name="{BOLD if bold and font == PLAIN else font}">{escape(run)}</font>'
        for font, run in runs(text, "en")
    ]
    return Paragraph("".join(pieces), ParagraphStyle("line", fontName=PLAIN, fontSize=size, leading=size * 1.5))
