"""Text on a page: what people typed, moments in time, drawings."""

from datetime import datetime

from django.template import Library
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from web.markup import isolate, part, picture

register = Library()


@register.filter
def bdi(value: object) -> SafeString:
    """A name or a title that somebody typed: `{{ listing.title|bdi }}`."""
    return isolate(value)


@register.filter
def prose(value: object) -> SafeString:
    """A longer text that somebody typed: paragraphs kept, each in its own direction."""
    blocks = [block for block in str(value or "").replace("\r\n", "\n").split("\n\n") if block.strip()]
    return format_html_join("", '<p class="prose" dir="auto">{}</p>', ((block,) for block in blocks))


@register.filter
def said_in(value: object, language: str) -> SafeString:
    """Words that are kept in one language, named as such: `{{ lesson.title|said_in:lesson.language }}`."""
    return format_html('<bdi lang="{}">{}</bdi>', language, value)


@register.filter
def prose_in(value: object, language: str) -> SafeString:
    """A longer text that is kept in one language: paragraphs kept, each named as being in it."""
    blocks = [block for block in str(value or "").split("\n\n") if block.strip()]
    return format_html_join(
        "", '<p class="prose" dir="auto"><bdi lang="{}">{}</bdi></p>', ((language, one) for one in blocks)
    )


@register.filter
def when(value: datetime | None) -> SafeString:
    """A moment in the person's time zone; the full form with the zone is its title."""
    if value is None:
        return mark_safe("")
    local = timezone.localtime(value)
    pattern = _("j M, H:i") if local.year == timezone.localtime().year else _("j M Y, H:i")
    short = formats.date_format(local, pattern)
    full = f"{formats.date_format(local, _('j F Y, H:i:s'))} {local.tzname()}"
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), full, short)


@register.simple_block_tag
def capture(content: str) -> str:
    """Markup kept under a name, for a component's `end=`: `{% capture as end %}…{% endcapture %}`."""
    return content


@register.simple_tag
def snippet(text: str, *, id: str) -> SafeString:
    """A text to be copied as it stands, such as a command; with script a button copies it. `id` is its own."""
    return part("snippet", text=text, id=id)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of the sprite `web/icons.svg`, beside words."""
    return picture(name)
