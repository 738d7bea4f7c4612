"""Words for what the scanner found: a signal and a step of a score as sentences that a seller can understand."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from scanner.ban_words import BAN_STATES
from scanner.models import Match, OutsideMatch, Signal
from scanner.outside import wording as outside
from scanner.scoring import SENTENCES

KINDS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "words": _("Word"),
        "pictures": _("Picture"),
        "second_look": _("Part of a picture"),
        "logos": _("Logo"),
        "reading": _("Read word"),
        "copied_text": _("Text"),
        "bans": _("Ban"),
    }
)
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
SHOP_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {"watched": _("watched"), "paused": _("paused"), "ended": _("no longer watched")}
)
OUTSIDEMATCH_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "open": _("to be looked at"),
        "confirmed": _("confirmed"),
        "dismissed": _("dismissed"),
        "superseded": _("the page has changed since"),
    }
)
REFUSED_PICTURES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "unreadable": _("It is no picture of a kind that is read here."),
        "damaged": _("It is damaged or incomplete."),
        "too_large": _("It unfolds to more pixels than are opened."),
        "too_small": _("It is too small to compare."),
        "too_many_frames": _("It is an animation of too many frames."),
    }
)
"""By the codes of `matchers.decode.SENTENCES`: why a file is compared with nothing."""
GATE: Mapping[str, str | Promise] = MappingProxyType(
    {
        "ask": _("No authorisation is on file that covers every market of the listing."),
        "no": _("The owner has taken back what let this seller sell."),
        "yes": _("The seller is authorised in every market of the listing."),
    }
)


def failure_sentence(failure: str) -> str:
    """Why a scan or a second look failed, for staff; the name is that of the programs' own fault."""
    if failure == "WorkerLost":
        return gettext("The process that was at it has died each time.")
    return gettext("A fault in the program: %(fault)s.") % {"fault": failure or "–"}


def signal_sentence(signal: Signal) -> str:
    """What one matcher found, in a sentence."""
    return sentence_of(signal.kind, {**signal.facts, "field": signal.field}) or signal.kind


def reason_sentences(match: Match) -> list[str]:
    """The steps of a match's score, each a sentence."""
    said = [sentence_of(reason["code"], reason["facts"]) for reason in match.reasons]
    return [sentence for sentence in said if sentence]


def steps_of(match: Match) -> list[tuple[str, int]]:
    """The steps of a match's score: each a sentence, with what it did to the score in hundredths (100 changes nothing)."""
    said = [(sentence_of(reason["code"], reason["facts"]), reason["factor"]) for reason in match.reasons]
    return [(sentence, factor) for sentence, factor in said if sentence]


def outside_signals(match: OutsideMatch) -> list[tuple[str, str, int]]:
    """What was found on a page outside: the kind, a sentence and the strength of each signal."""
    found = []
    for one in match.signals:
        said = sentence_of(one["kind"], {**one["facts"], "field": one["field"]}, outside.SENTENCES) or one["kind"]
        found.append((str(KINDS.get(one["matcher"], one["matcher"])), said, one["strength"]))
    return found


def sentence_of(code: str, facts: Mapping[str, Any], sentences: Mapping[str, str] = SENTENCES) -> str:
    """The sentence of a finding or of a step of a score; "" for what has none.

    `sentences` are those of a listing, or of what else was scanned.
    """
    words = sentences.get(code)
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


MATCHERS_NAMED: Mapping[str, str | Promise] = MappingProxyType(
    {
        "words": _("Words"),
        "pictures": _("Copied pictures"),
        "second_look": _("Parts of pictures"),
        "logos": _("Logos in pictures"),
        "reading": _("Words in pictures"),
        "copied_text": _("Copied texts"),
    }
)
TRIAL_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "running": _("running"),
        "done": _("to be decided"),
        "promoted": _("in force"),
        "dropped": _("dropped"),
    }
)
AUDITITEM_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {"open": _("to be put right"), "done": _("put right"), "accepted": _("accepted as it is")}
)
AUDIT_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "running": _("being looked through"),
        "ready": _("to be published"),
        "published": _("with the seller"),
        "closed": _("closed"),
    }
)
FIRSTCHECK_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "open": _("waits for a person"),
        "passed": _("passed"),
        "refused": _("not passed"),
        "superseded": _("changed since"),
        "lapsed": _("the decision stands no more"),
    }
)
BANHIT_STATES: Mapping[str, str | Promise] = BAN_STATES
