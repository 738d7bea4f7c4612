"""The marketplace's own words as markup: paragraphs, headings, lists. Whatever was typed stays text."""

import re
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

HEADING, ITEM = "# ", "- "


def markup_of(body: str) -> SafeString:
    """An empty line ends a paragraph, "# " begins a heading, "- " a line of a list; nothing else has a meaning."""
    blocks = [block for block in re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip()) if block.strip()]
    return mark_safe("\n".join(part for block in blocks for part in _block(block.split("\n"))))


def _block(lines: list[str]) -> list[SafeString]:
    found = []
    for kind, some in groupby(lines, key=_kind):
        if kind == ITEM:
            items = format_html_join("", "<li>{}</li>", ((line.strip()[2:],) for line in some))
            found.append(format_html('<ul class="bullets" dir="auto">{}</ul>', items))
        elif kind == HEADING:
            found += [format_html('<h3 dir="auto">{}</h3>', line.strip()[2:]) for line in some]
        else:
            found.append(format_html('<p class="prose" dir="auto">{}</p>', "\n".join(some)))
    return found


def _kind(line: str) -> str:
    return next((mark for mark in (HEADING, ITEM) if line.strip().startswith(mark)), "")
