"""A letter's HTML from its plain text: paragraphs, lists and links. Whatever was typed stays text.

Only our own addresses become links: what a party typed must not lead away from a letter of the marketplace. It is
isolated, too: a name written from right to left, or a sign that turns the writing round, turns nothing else.
"""

import re
from itertools import groupby

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info

from policy.letters.languages import catalogue

ITEM = "- "
ISOLATED, END = "\u2068", "\u2069"
"""Unicode's own signs for the beginning and the end of what is isolated; markup says it by an element."""
ADDRESS = re.compile(re.escape(settings.SITE_URL) + r"/[\w/.~-]*[\w/]", re.ASCII)


def html_of(body: str, language: str, *, direction: str = "") -> str:
    """The letter as markup without scripts, styles or anything to be fetched; `language` is its BCP 47 tag.

    `direction` is “ltr” or “rtl” where it is not to be that of the language.
    """
    direction = direction or ("rtl" if get_language_info(catalogue(language))["bidi"] else "ltr")
    blocks = [block for block in re.split(r"\n{2,}", body.replace("\r\n", "\n")) if block.strip()]
    parts = (part for block in blocks for part in _block(block))
    return format_html('<div lang="{}" dir="{}">{}</div>', language, direction, mark_safe("\n".join(parts)))


def isolated(value: str) -> str:
    """What is filled into a letter, each of its lines marked as isolated; of an address of ours only the link counts."""
    lines = value.replace(ISOLATED, "").replace(END, "").split("\n")
    return "\n".join(_marked(line) for line in lines)


def _marked(line: str) -> str:
    head, said = (ITEM, line[len(ITEM) :]) if line.startswith(ITEM) else ("", line)
    is_bare = not said.strip() or ADDRESS.fullmatch(said)
    return line if is_bare else f"{head}{ISOLATED}{said}{END}"


def _block(block: str) -> list[SafeString]:
    """A block of lines: those that begin with a dash make lists, the others paragraphs."""
    found = []
    for is_list, lines in groupby(block.split("\n"), key=lambda line: line.startswith(ITEM)):
        if is_list:
            items = format_html_join("", '<li dir="auto">{}</li>', ((_linked(line[2:]),) for line in lines))
            found.append(format_html("<ul>{}</ul>", items))
        else:
            found.append(format_html("<p>{}</p>", mark_safe("<br>".join(_linked(line) for line in lines))))
    return found


def _linked(line: str) -> SafeString:
    """A line with our own addresses as links, everything escaped."""
    pieces, at = [], 0
    for found in ADDRESS.finditer(line):
        pieces += [format_html("{}", line[at : found.start()]), format_html('<a href="{0}">{0}</a>', found.group())]
        at = found.end()
    escaped = "".join([*pieces, format_html("{}", line[at:])])
    return mark_safe(escaped.replace(ISOLATED, "<bdi>").replace(END, "</bdi>"))
