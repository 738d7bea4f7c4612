"""Parts that hold others: panel, table, timeline, facts, comparison, dialog."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

from web.markup import attributes, isolate, part, picture, tone_of
from web.parts.shown import score
from web.parts.text import when

register = Library()


@register.simple_block_tag
def page_head(content: str, title: object, *, ref: str = "", note: object = "") -> SafeString:
    """The head of a page: its one `<h1>`, a reference, a quiet note; the body holds badges and actions."""
    return part("page_head", content=content, title=isolate(title), ref=ref, note=isolate(note))


@register.simple_block_tag
def panel(
    content: str, title: object = "", *, note: object = "", end: str = "", flush: bool = False, **extra: Any
) -> SafeString:
    """A sheet with a heading. `end` is markup at the heading's far side; `flush` for a table that fills it."""
    return part(
        "panel",
        content=content,
        title=isolate(title),
        note=isolate(note),
        end=end,
        flush=flush,
        extra=attributes(extra),
    )


@register.simple_block_tag
def table(
    content: str,
    caption: str,
    *headings: str,
    more: Iterable[str] = (),
    cards: bool = True,
    keys: bool = False,
    numeric: str = "",
) -> SafeString:
    """A table; on a phone each row becomes a card (`cards`). `caption` is read out, not shown.

    One heading per column ("" for a column of actions); `more` are those that only the data tell.
    `numeric` names the headings of numbers, joined by "|".
    `keys`: j and k move in its rows, o opens the first link of a row, x ticks its box.
    """
    numbers = set(numeric.split("|")) - {""}
    columns = [(heading, heading in numbers) for heading in (*headings, *more)]
    return part("table", content=content, caption=caption, columns=columns, cards=cards, keys=keys)


@register.simple_block_tag
def row(content: str, **extra: Any) -> SafeString:
    """A row of a table. Give it an `id` where the table is refreshed, so that the selection stays on it."""
    return SafeString(f"<tr{attributes(extra)}>{content}</tr>")


@register.simple_block_tag
def cell(content: str, label: str = "", *, numeric: bool = False, quiet: bool = False) -> SafeString:
    """A cell; `label` is its heading on a phone's card (leave it out where the content speaks for itself).

    What stands beside a heading is held together, so that several things in it follow each other there too.
    """
    names, inner = f"{'num' if numeric else ''} {'quiet' if quiet else ''}".strip(), content.strip()
    held = f'<div class="held">{inner}</div>' if label and inner else inner
    return SafeString(f"<td{attributes({'class': names, 'data_label': label})}>{held}</td>")


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    """What happened, newest first or oldest first, as the page gives it; made of `{% moment %}`."""
    return format_html('<ol class="timeline">{}</ol>', content)


@register.simple_tag
def moment(
    title: object, at: datetime | None = None, *, note: object = "", tone: str = "", seal: str = "", seal_url: str = ""
) -> SafeString:
    """One line of a timeline: what, when, a note, and the seal that proves it ("unsealed" until it has one)."""
    return part(
        "moment",
        title=isolate(title),
        at=when(at),
        note=isolate(note),
        tone=tone_of(tone),
        seal=seal,
        seal_url=seal_url,
    )


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """What is known of a thing, line by line; made of `{% fact %}`."""
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_tag
def fact(term: str, value: object = "", *, note: object = "", url: str = "", ref: bool = False) -> SafeString:
    """One line of facts. A datetime is shown in the person's zone; what is not known is a dash, never a blank."""
    shown = when(value) if isinstance(value, datetime) else isolate(value)
    return part("fact", term=term, value=shown, note=isolate(note), url=url, ref=ref)


@register.simple_block_tag
def signals(content: str) -> SafeString:
    """Why: one sentence per signal, each with its score; made of `{% signal %}`."""
    return format_html('<ul class="signals">{}</ul>', content)


@register.simple_tag
def signal(kind: str, sentence: object, value: float | None = None, *, end: str = "") -> SafeString:
    """One signal: what kind, the sentence a seller can understand, its score or the markup `end`."""
    tail = score(value) if value is not None else end
    return part("signal", kind=kind, sentence=isolate(sentence), tail=tail)


@register.simple_block_tag
def compare(content: str) -> SafeString:
    """Evidence, large and side by side; made of two `{% figure %}`."""
    return format_html('<div class="compare">{}</div>', content)


@register.simple_tag
def figure(
    src: str,
    alt: str,
    *,
    width: int = 4,
    height: int = 3,
    regions: Iterable[tuple[int, int, int, int]] = (),
    caption: object = "",
    note: object = "",
    url: str = "",
) -> SafeString:
    """A picture with its matched parts marked.

    `width` and `height` are the picture's own pixels and `regions` (x, y, width, height) are counted in them.
    Without `src` the frame says `alt` ("erased on 3 May"). `url` opens the original.
    """
    marks = [tuple(str(number) for number in region) for region in regions]
    return part(
        "figure",
        src=src,
        alt=alt,
        box=f"0 0 {width} {height}",
        regions=marks,
        caption=isolate(caption),
        note=isolate(note),
        url=url,
    )


@register.simple_block_tag
def measures(content: str, label: str) -> SafeString:
    """A row of measures or clocks; made of `{% measure %}` and `{% clock … name=… %}`."""
    return format_html('<section class="measures" aria-label="{}">{}</section>', label, content)


@register.simple_tag
def measure(value: object, name: str, *, url: str = "", tone: str = "") -> SafeString:
    """A number that matters and what it counts."""
    return part("measure", value=isolate(value), name=name, url=url, tone=tone_of(tone))


@register.simple_block_tag
def notice(content: str, tone: str = "", title: str = "", **extra: Any) -> SafeString:
    """A message from the product to the person: what is so, and what happens next."""
    return part("notice", content=content, tone=tone_of(tone), title=title, extra=attributes(extra))


@register.simple_block_tag
def verdict(content: str, word: str, tone: str, *, near: bool = False) -> SafeString:
    """One word to be read from three metres away; the body says why and what to do.

    With `near` it is a sentence for who sits before it, with paragraphs below.
    """
    return part("verdict", content=content, word=word, tone=tone_of(tone), kind="answer" if near else "verdict")


@register.simple_block_tag
def empty_state(content: str, title: str, *, icon: str = "") -> SafeString:
    """Where nothing is yet: says so, and what to do about it."""
    return part("empty", content=content, title=title, icon=picture(icon))


@register.simple_block_tag
def dialog(content: str, id: str, title: object, *, opened: bool = False) -> SafeString:
    """A dialog, opened by `{% dialog_link %}`. Without script the link shows it as a section of the page.

    `opened` shows it from the start: a form in it that was refused.
    """
    return part("dialog", content=content, id=id, title=isolate(title), opened=opened)


@register.simple_tag
def dialog_link(label: object, id: str, *, kind: str = "", key: str = "") -> SafeString:
    """The link that opens the dialog `id`."""
    return part("dialog_link", label=isolate(label), id=id, kind=kind, key=key)
