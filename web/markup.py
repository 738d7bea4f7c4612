"""Small helpers that turn values into safe HTML; the components are built on them.

Whatever a person typed is escaped and isolated (`<bdi>`), so that a right-to-left name or an unclosed bidirectional
control cannot reorder the sentence around it. Finished markup (a `SafeString`) passes through untouched.
"""

import re
import unicodedata
from typing import Any

from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
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
    breaks = mark_safe(' class="long"') if LONG_WORD.search(text) else ""
    if all(unicodedata.category(character) in _UNSEEN for character in text):
        return format_html('<bdi>{}</bdi><span class="quiet">{}</span>', text, _("(no visible text)"))
    return format_html("<bdi{}>{}</bdi>", breaks, text)


def attributes(values: dict[str, Any]) -> SafeString:
    """HTML attributes from keywords: `hx_get=url` becomes ` hx-get="…"`.

    None, False and "" leave the attribute out, True writes it without a value.
    """
    written = []
    for name, value in values.items():
        if value is None or value is False or value == "":
            continue
        name = name.rstrip("_").replace("_", "-")
        written.append((name, None if value is True else value))
    return format_html_join(
        "", "{}", ((format_html(" {}", n) if v is None else format_html(' {}="{}"', n, v),) for n, v in written)
    )


def classes(*names: str) -> SafeString:
    """A ` class="…"` attribute of the names that are not empty."""
    joined = " ".join(name for name in names if name)
    return format_html(' class="{}"', joined) if joined else mark_safe("")


def part(component: str, /, **values: Any) -> SafeString:
    """Render `templates/components/<component>.html` with `values` alone: a component sees nothing of the page."""
    return mark_safe(get_template(f"components/{component}.html").render(values))


def picture(name: str) -> SafeString:
    """One drawing of the icon sprite; it always stands beside words, so it is hidden from a screen reader."""
    if not name:
        return mark_safe("")
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("web/icons.svg"), name)
