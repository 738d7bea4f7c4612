"""Small helpers that turn values into safe HTML; the components are built on them.

Whatever a person typed is escaped and isolated (`<bdi>`), so that a right-to-left name or an unclosed bidirectional
control cannot reorder the sentence around it. Finished markup (a `SafeString`) passes through untouched.
"""

import re
import unicodedata
from html import escape
from typing import Any

from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

TONES = ("", "note", "good", "wait", "stop")
"""What colour may say: nothing, for your information, well, waiting for somebody, stopped or refused."""

LONG_WORD = re.compile(r"\S{25}")
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs", "Mn", "Me"}


def tone_of(tone: str) -> str:
    """`tone`, checked: a colour that means nothing is a mistake of the page. Raises ValueError."""
    if tone not in TONES:
        raise ValueError(f"{tone!r} is not a tone; one of {', '.join(repr(known) for known in TONES)}")
    return tone


def isolate(value: object) -> SafeString:
    """A value somebody typed, ready to stand inside a sentence.

    Words that no line can hold may break anywhere; a text without one visible character says so, as a link or a
    cell must not look empty. None and "" give "".
    """
    if isinstance(value, SafeString):
        return value
    text = "" if value is None else str(value)
    if not text:
        return mark_safe("")
    if all(unicodedata.category(character) in _UNSEEN for character in text):
        return format_html('<bdi>{}</bdi><span class="quiet">{}</span>', text, _("(no visible text)"))
    breaks = ' class="long"' if LONG_WORD.search(text) else ""
    return SafeString(f"<bdi{breaks}>{escape(text)}</bdi>")


def attributes(values: dict[str, Any]) -> SafeString:
    """HTML attributes from keywords: `hx_get=url` becomes ` hx-get="…"`.

    None, False and "" leave the attribute out, True writes it without a value. The names are the page's own words.
    """
    written = ""
    for keyword, value in values.items():
        if value is None or value is False:
            continue
        text = str(value)  # once: a lazy translation is looked up anew each time it is looked at
        if text:
            name = keyword.rstrip("_").replace("_", "-")
            written += f" {name}" if value is True else f' {name}="{escape(text)}"'
    return SafeString(written)


def part(component: str, /, **values: Any) -> SafeString:
    """Render `templates/components/<component>.html` with `values` alone: a component sees nothing of the page."""
    return mark_safe(get_template(f"components/{component}.html").render(values))


def picture(name: str) -> SafeString:
    """One drawing of the icon sprite; it always stands beside words, so it is hidden from a screen reader."""
    if not name:
        return mark_safe("")
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("web/icons.svg"), name)
