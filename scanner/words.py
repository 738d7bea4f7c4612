"""Words for what the scanner found: a signal and a step of a score as sentences that a seller can understand."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from scanner.models import Match, Signal
from scanner.scoring import SENTENCES

KINDS: Mapping[str, str | Promise] = MappingProxyType({"words": _("Word"), "pictures": _("Picture")})
DISMISSALS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "descriptive": _("It describes, or says what it fits"),
        "other_goods": _("Other goods than the right protects"),
        "not_the_mark": _("It is not this mark or picture"),
        "authorised": _("The seller is authorised"),
        "genuine": _("The goods are genuine"),
    }
)
STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "open": _("to be looked at"),
        "confirmed": _("confirmed"),
        "cased": _("in a case"),
        "dismissed": _("dismissed"),
        "superseded": _("the listing has changed since"),
        "upheld": _("upheld"),
        "rejected": _("rejected"),
    }
)


def signal_sentence(signal: Signal) -> str:
    """What one matcher found, in a sentence."""
    words = SENTENCES.get(signal.kind, "")
    facts: dict[str, Any] = {"field": gettext(signal.field), "specimen": "", **signal.facts}
    return gettext(words) % facts if words else signal.kind


def reason_sentences(match: Match) -> list[str]:
    """The steps of a match's score, each a sentence."""
    found = []
    for reason in match.reasons:
        facts = dict(reason["facts"])
        if "classes" in facts:
            facts["classes"] = ", ".join(str(number) for number in facts["classes"])
        words = SENTENCES.get(reason["code"], "")
        if words:
            found.append(gettext(words) % {"specimen": "", **facts, "field": gettext(str(facts.get("field", "")))})
    return found


def marked(title: str, signals: list[Signal]) -> SafeString:
    """A listing's title with the matched part marked; escaped and isolated."""
    spans = sorted((s.begin, s.end) for s in signals if s.field == "title" and s.end > s.begin)
    if not spans:
        return format_html("<bdi>{}</bdi>", title)
    begin, end = spans[0]
    return format_html("<bdi>{}<mark>{}</mark>{}</bdi>", title[:begin], title[begin:end], title[end:])
