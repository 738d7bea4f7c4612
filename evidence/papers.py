"""The pages of documents as pictures: drawn once in a process of their own, kept beside the copies of pictures."""

from pathlib import Path

from django.utils.translation import gettext as _

from evidence import files
from evidence.models import Evidence
from gateway import paper
from gateway.uploads import PDF
from tenancy.context import current_tenant
from tenancy.errors import Invalid, NotFound

SIDES = {1: 1600, 2: 2400, 3: 3200}
"""Pixels of a page's longer side, by how near it is looked at."""
MEDIA_TYPE = "image/jpeg"


def pages_of(evidence: Evidence) -> int:
    """How many pages the document has. Raises NotFound for what is no PDF or was erased, Invalid where nothing can be drawn.

    The caller has loaded `evidence` by `visible_to`. What was found out is kept, refusals too: a hostile file is
    opened once.
    """
    kept = _kept(evidence, "pages")
    if not kept.exists():
        try:
            told = str(paper.count(_original(evidence)))
        except paper.Undrawable as fault:
            told = fault.reason
        files.write_copy(kept, told.encode())
    told = kept.read_text()
    if not told.isdecimal() or told == "0":
        raise Invalid(_sentence(told))
    return int(told)


def page_of(evidence: Evidence, number: int, zoom: int) -> bytes:
    """Page `number` from 1, as a JPEG. Raises NotFound for a page that is not there or not among the first twenty."""
    if not 1 <= number <= min(pages_of(evidence), paper.MOST_PAGES):
        raise NotFound
    kept = _kept(evidence, f"page-{number}-{SIDES[zoom]}")
    if not kept.exists():
        try:
            data = paper.drawn(_original(evidence), number, SIDES[zoom])
        except paper.Undrawable:
            data = b""
        files.write_copy(kept, data)
    data = kept.read_bytes()
    if not data:
        raise NotFound
    return data


def _kept(evidence: Evidence, name: str) -> Path:
    """Where a copy lies, or would: among those of the original, with which it is forgotten."""
    if evidence.media_type != PDF:
        raise NotFound
    return files.copy_path(current_tenant(), evidence.address, 0).with_name(name)


def _original(evidence: Evidence) -> bytes:
    try:
        return files.read_original(current_tenant(), evidence.address, evidence.sha256)
    except FileNotFoundError:
        raise NotFound from None


def _sentence(reason: str) -> str:
    sentences = {
        "locked": _(
            "This document is locked with a password, so its pages cannot be shown here. Ask for one that is not."
        ),
        "too_costly": _("This document takes too much time or memory to draw. Download it to look at it."),
    }
    return sentences.get(reason, _("The pages of this document cannot be drawn. Download it to look at it."))
