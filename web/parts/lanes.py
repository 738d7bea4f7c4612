"""A lane: the steps of a procedure from its beginning to its end, with the time that each takes as a bar."""

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

from web.markup import isolate

register = Library()


@register.simple_block_tag
def lane(content: str, label: str) -> SafeString:
    """A procedure from its first step to its last; made of `{% leg %}`. `label` says whose it is."""
    return format_html('<ol class="lane" aria-label="{}">{}</ol>', label, content)


@register.simple_block_tag
def leg(content: str, title: object) -> SafeString:
    """One step of a lane: what happens in it, and the times that begin there as `{% reach %}`."""
    return format_html("<li><h3>{}</h3>{}</li>", isolate(title), content)


@register.simple_block_tag
def reach(
    content: str, title: object, length: object, *, start: float | None = None, end: float | None = None, tone: str = ""
) -> SafeString:
    """A time in a lane: its name, its length in words, and a bar to `end` per cent with its window from `start`.

    Without `end` no bar: a duty without a number. The body says what starts it and what follows.
    """
    bar = SafeString("")
    if end is not None and end != "":
        begins = float(start or 0)
        window = format_html(
            '<rect class="window" x="{}%" width="{}%" height="8"/>', f"{begins:.1f}", f"{end - begins:.1f}"
        )
        bar = format_html(
            '<svg aria-hidden="true"><rect class="whole" width="{}%" height="8"/>{}</svg>', f"{float(end):.1f}", window
        )
    head = format_html('<div class="reach-head"><strong>{}</strong><span>{}</span></div>', isolate(title), length)
    return format_html(
        '<div class="reach{}">{}{}<div class="small">{}</div></div>', f" {tone}" if tone else "", head, bar, content
    )
