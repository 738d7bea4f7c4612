"""Parts for finding and moving: filters, search, pages, and what another app shows on this page."""

from collections.abc import Mapping
from typing import Any

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from web.markup import attributes, isolate, part, picture

register = Library()


@register.simple_block_tag
def filters(content: str, label: str) -> SafeString:
    """A line of filters; made of `{% chip %}`."""
    return format_html('<nav class="filters" aria-label="{}">{}</nav>', label, content)


@register.simple_tag
def chip(label: object, url: str, *, count: object = None, current: bool = False) -> SafeString:
    """A filter as a link to the page with it set (or, when it is set, without it)."""
    return part("chip", label=isolate(label), url=url, count=count, current=current)


@register.simple_tag
def search_box(
    label: str,
    *,
    url: str = "",
    name: str = "q",
    value: str = "",
    placeholder: str = "",
    keep: Mapping[str, str] | None = None,
    **extra: Any,
) -> SafeString:
    """A search by GET, reached by the key "/". `keep` are further parameters of the address that stay."""
    return part(
        "search_box",
        label=label,
        url=url,
        name=name,
        value=value,
        placeholder=placeholder,
        keep=list((keep or {}).items()),
        icon=picture("search"),
        extra=attributes(extra),
    )


@register.simple_tag
def pager(
    previous_url: str = "", next_url: str = "", *, count: int | None = None, more: bool = False, label: str = ""
) -> SafeString:
    """Links to the page before and after. `count` with `more` reads "1,000+": counting stopped there.

    `label` names it where a page has several.
    """
    return part(
        "pager", previous_url=previous_url, next_url=next_url, count=count, more=more, label=label or _("Pages")
    )


@register.simple_tag
def fragment(url: str, label: str, *, live: str = "", position: str = "", **extra: Any) -> SafeString:
    """What another app (or this one) shows at `url`, fetched into this page; without script a link to it.

    `label` says what is loading. With `live` it asks that address for its position and fetches anew when that has
    moved; `position` is the one the page was made at.
    """
    trigger = "load, refresh" if live else "load"
    return part(
        "fragment", url=url, label=label, trigger=trigger, live=live, position=position, extra=attributes(extra)
    )


@register.simple_block_tag
def live(content: str, url: str, refresh: str, position: str = "", **extra: Any) -> SafeString:
    """Content that follows the world: `url` is asked for its position (`ETag`; 304 costs nothing), and when that
    has moved, `refresh` is fetched in the place of the content. Nothing is pushed."""
    return part("live", content=content, url=url, refresh=refresh, position=position, extra=attributes(extra))
