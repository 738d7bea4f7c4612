"""A letter as PDF: a copy of the plain text as sent, with letterhead, recipient, page numbers and its place in the log.

`letter_fonts` says in which font each character is set. Nothing is fetched, and the same letter gives the same bytes.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Spacer

from enforcement.letter_fonts import BOLD, EAST, PLAIN, runs
from policy.letters.languages import catalogue

MARGIN, SIZE, LEADING = 25 * mm, 10.5, 15.5


@dataclass(frozen=True, slots=True)
class Copy:
    """What stands on the pages. `position` in the log is None while the letter's entry is not sealed."""

    marketplace: str
    recipient: str
    reference: str
    subject: str
    body: str
    language: str
    sent_at: datetime
    entry: str
    leaf: str
    position: int | None


def pdf_of(copy: Copy) -> bytes:
    """The letter's pages."""
    with translation.override(catalogue(copy.language)):
        out = io.BytesIO()
        document = SimpleDocTemplate(
            out, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=20 * mm, bottomMargin=30 * mm,
            title=copy.subject, author=copy.marketplace, creator="Markwarden", lang=copy.language, invariant=1,
        )  # fmt: skip
        document.build(list(_flow(copy)), canvasmaker=_numbered(copy))
    return out.getvalue()


def _flow(copy: Copy) -> Iterator[Flowable]:
    """Letterhead, recipient, reference and date, subject, body."""
    plain, small = _style(copy, "plain"), _style(copy, "small", fontSize=9, leading=13)
    yield Paragraph(_marked(copy.marketplace, copy.language, bold=True), _style(copy, "head", fontSize=14, leading=20))
    yield HRFlowable(width="100%", thickness=0.7, color="#888888", spaceBefore=2 * mm, spaceAfter=8 * mm)
    moment = copy.sent_at.astimezone(UTC)
    date = f"{date_format(moment, 'DATE_FORMAT')}, {moment:%H:%M} UTC"
    for line in (_("To: %(name)s"), _("Reference: %(reference)s"), _("Date: %(date)s")):
        said = line % {"name": copy.recipient, "reference": copy.reference, "date": date}
        yield Paragraph(_marked(said, copy.language), small)
    yield Spacer(1, 9 * mm)
    yield Paragraph(_marked(copy.subject, copy.language, bold=True), _style(copy, "subject", fontSize=12, leading=17))
    yield Spacer(1, 4 * mm)
    for line in copy.body.split("\n"):
        yield Paragraph(_marked(line, copy.language), plain) if line.strip() else Spacer(1, LEADING * 0.6)


def _style(copy: Copy, name: str, **more: Any) -> ParagraphStyle:
    wrap = {"wordWrap": "CJK"} if copy.language in EAST else {}
    return ParagraphStyle(name, **{"fontName": PLAIN, "fontSize": SIZE, "leading": LEADING, **wrap, **more})


def _marked(text: str, language: str, *, bold: bool = False) -> str:
    """Text as the paragraph's markup: escaped, each run in a font that has its characters."""
    pieces = []
    for font, run in runs(text, language):
        name = BOLD if bold and font == PLAIN else font
        pieces.append(f'<font name="{name}">{escape(run)}</font>')
    return "".join(pieces)


def _numbered(copy: Copy) -> type[Canvas]:
    """A canvas that writes at the foot of every page which of how many it is, and where the log keeps the letter."""
    place = "–" if copy.position is None else f"{copy.position:d}"
    proof = _("Entry %(entry)s of the log of %(marketplace)s, position %(position)s") % {
        "entry": copy.entry, "marketplace": copy.marketplace, "position": place,
    }  # fmt: skip
    lines = [_("Copy of the letter as sent."), proof, f"SHA-256 {copy.leaf}"]

    class Numbered(Canvas):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.kept: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self.kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            total = len(self.kept)
            for number, state in enumerate(self.kept, 1):
                self.__dict__.update(state)
                page = _("Page %(number)s of %(total)s") % {"number": number, "total": total}
                for at, line in enumerate([*lines, page]):
                    self._foot(line, 21 * mm - at * 10)
                super().showPage()
            super().save()

        def _foot(self, line: str, height: float) -> None:
            text = self.beginText(MARGIN + 6, height)  # the frame of the text above is padded so
            for font, run in runs(line, copy.language):
                text.setFont(font, 7.5)
                text.textOut(run)
            self.drawText(text)

    return Numbered
