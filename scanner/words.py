"""Words for what the scanner found: a signal and a step of a score as sentences that a seller can understand."""

from collections.abc import Mapping, Sequence
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
FIELDS: Mapping[str, str | Promise] = MappingProxyType(
    {"title": _("title"), "brand": _("brand"), "description": _("description")}
)
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
GATE: Mapping[str, str | Promise] = MappingProxyType(
    {
        "ask": _("No authorisation is on file that covers every market of the listing."),
        "no": _("The owner has taken back what let this seller sell."),
    }
)


def signal_sentence(signal: Signal) -> str:
    """What one matcher found, in a sentence."""
    return _sentence(signal.kind, {**signal.facts, "field": signal.field}) or signal.kind


def reason_sentences(match: Match) -> list[str]:
    """The steps of a match's score, each a sentence."""
    said = [_sentence(reason["code"], reason["facts"]) for reason in match.reasons]
    return [sentence for sentence in said if sentence]


def steps_of(match: Match) -> list[tuple[str, int]]:
    """The steps of a match's score: each a sentence, with what it did to the score in hundredths (100 changes nothing)."""
    said = [(_sentence(reason["code"], reason["facts"]), reason["factor"]) for reason in match.reasons]
    return [(sentence, factor) for sentence, factor in said if sentence]


def _sentence(code: str, facts: Mapping[str, Any]) -> str:
    words = SENTENCES.get(code)
    if words is None:
        return ""
    field = str(facts.get("field", ""))
    classes = ", ".join(str(number) for number in facts.get("classes", ()))
    return gettext(words) % {**facts, "field": FIELDS.get(field, field), "classes": classes}


def marked(title: str, signals: Sequence[Signal]) -> SafeString:
    """A listing's title with the first matched part marked; escaped and isolated."""
    spans = sorted((s.begin, s.end) for s in signals if s.field == "title" and s.end > s.begin)
    if not spans:
        return format_html("<bdi>{}</bdi>", title)
    begin, end = spans[0]
    return format_html("<bdi>{}<mark>{}</mark>{}</bdi>", title[:begin], title[begin:end], title[end:])
