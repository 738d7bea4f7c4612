"""The report of an inspection: the goods beside what the listing says of them, point by point, with pictures, as a PDF."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from xml.sax.saxutils import escape

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Image, KeepTogether, Paragraph, SimpleDocTemplate, Spacer

from enforcement.letter_fonts import BOLD, PLAIN, runs
from gateway.uploads import CheckedDocument, stripped

MARGIN, WIDEST, TALLEST = 22 * mm, 160 * mm, 95 * mm
SIDE = 1400
"""Pixels of the longer side of a picture in the report."""

POINTS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "title": gettext_lazy("The goods are what the title says"),
        "brand": gettext_lazy("The mark on the goods is the brand in the listing"),
        "number": gettext_lazy("Article, serial or bar-code number"),
        "material": gettext_lazy("Material and make"),
        "origin": gettext_lazy("Country of origin on the label"),
        "labels": gettext_lazy("Labels and warnings that the law asks for"),
        "packaging": gettext_lazy("Packaging and manual"),
        "pictures": gettext_lazy("The goods look as in the pictures of the listing"),
        "batch": gettext_lazy("They belong to the batch in the maker’s report"),
    }
)
"""What is looked at, by code."""
FOUND: Mapping[str, str | Promise] = MappingProxyType(
    {"same": gettext_lazy("agrees"), "differs": gettext_lazy("differs"), "unseen": gettext_lazy("not looked at")}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What was looked at and found. `found` maps a code of `POINTS` to one of `FOUND`; pictures are named and checked."""

    marketplace: str
    seller: str
    number: str
    title: str
    brand: str
    revision: int
    at: datetime
    found: Mapping[str, str]
    note: str
    pictures: Sequence[tuple[str, CheckedDocument]]


def report_of(inspection: Inspection) -> bytes:
    """The pages, in the language that is active."""
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=18 * mm, bottomMargin=18 * mm,
        title=_("Inspection of goods"), author=inspection.seller, creator="Markwarden", invariant=1,
    )  # fmt: skip
    document.build(list(_flow(inspection)))
    return out.getvalue()


def _flow(one: Inspection) -> Iterator[Flowable]:
    moment = one.at.astimezone(UTC)
    yield _line(_("Inspection of goods"), size=15, bold=True)
    yield HRFlowable(width="100%", thickness=0.7, color="#888888", spaceBefore=2 * mm, spaceAfter=4 * mm)
    yield _line(f"{one.marketplace} · {one.seller}")
    yield _line(_("Listing %(number)s, revision %(revision)d") % {"number": one.number, "revision": one.revision})
    yield _line(one.title + (f" ({one.brand})" if one.brand else ""), bold=True)
    yield _line(f"{date_format(moment, 'j F Y')}, {moment:%H:%M} UTC")
    yield Spacer(1, 5 * mm)
    for code, found in one.found.items():
        yield _line(f"{POINTS[code]}: {FOUND[found]}", bold=found == "differs")
    if one.note:
        yield Spacer(1, 4 * mm)
        yield from (_line(line) for line in one.note.split("\n") if line.strip())
    for name, picture in one.pictures:
        yield Spacer(1, 5 * mm)
        yield KeepTogether([_drawn(picture), _line(f"{name} · SHA-256 {picture.sha256}", size=7)])


def _drawn(picture: CheckedDocument) -> Flowable:
    image = Image(io.BytesIO(stripped(picture.data, max_side=SIDE)))
    scale = min(WIDEST / image.imageWidth, TALLEST / image.imageHeight)
    image.drawWidth, image.drawHeight, image.hAlign = image.imageWidth * scale, image.imageHeight * scale, "LEFT"
    return image


def _line(text: str, *, size: float = 10, bold: bool = False) -> Paragraph:
    pieces = [
        f'<font name="{BOLD if bold and font == PLAIN else font}">{escape(run)}</font>'
        for font, run in runs(text, "en")
    ]
    return Paragraph("".join(pieces), ParagraphStyle("line", fontName=PLAIN, fontSize=size, leading=size * 1.5))
