"""The report of an inspection: the goods beside what the listing says of them, point by point, with pictures, as a PDF."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, KeepTogether, Spacer

from enforcement.defence.bound import bound, headed, line
from gateway.uploads import CheckedDocument, stripped

WIDEST, TALLEST = 160 * mm, 95 * mm
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
    return bound(_("Inspection of goods"), inspection.seller, _flow(inspection))


def _flow(one: Inspection) -> Iterator[Flowable]:
    yield from headed(_("Inspection of goods"), one.marketplace, one.seller, one.at)
    yield line(_("Listing %(number)s, revision %(revision)d") % {"number": one.number, "revision": one.revision})
    yield line(one.title + (f" ({one.brand})" if one.brand else ""), bold=True)
    yield Spacer(1, 5 * mm)
    for code, found in one.found.items():
        yield line(f"{POINTS[code]}: {FOUND[found]}", bold=found == "differs")
    if one.note:
        yield Spacer(1, 4 * mm)
        yield from (line(said) for said in one.note.split("\n") if said.strip())
    for name, picture in one.pictures:
        yield Spacer(1, 5 * mm)
        yield KeepTogether([_drawn(picture), line(f"{name} · SHA-256 {picture.sha256}", size=7)])


def _drawn(picture: CheckedDocument) -> Flowable:
    image = Image(io.BytesIO(stripped(picture.data, max_side=SIDE)))
    scale = min(WIDEST / image.imageWidth, TALLEST / image.imageHeight)
    image.drawWidth, image.drawHeight, image.hAlign = image.imageWidth * scale, image.imageHeight * scale, "LEFT"
    return image
