"""Differences between two published policies, one sentence each."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.policy_words import bound, said
from policy.changes import Change
from policy.letters.languages import LANGUAGES
from policy.vocabulary import CIRCUMSTANCES, OPTIONS

SENTENCES: Mapping[tuple[str, str], str | Promise] = {
    ("circumstance", "added"): _("The marketplace says of itself: %(title)s"),
    ("circumstance", "dropped"): _("The marketplace no longer says of itself: %(title)s"),
    ("text", "added"): _("The introduction is there in %(title)s."),
    ("text", "dropped"): _("The introduction is no longer there in %(title)s."),
    ("text", "changed"): _("The introduction in %(title)s was written anew."),
    ("pack", "added"): _("These rules hold now."),
    ("pack", "dropped"): _("These rules hold no more; the house policy applies."),
    ("version", "changed"): _("The rules are in version %(after)s, before in version %(before)s."),
    ("clock", "added"): _("New time: %(title)s, %(after)s."),
    ("clock", "dropped"): _("No such time any more: %(title)s (%(before)s)."),
    ("clock", "changed"): _("%(title)s: %(after)s, before %(before)s."),
    ("notice_element", "added"): _("A notice asks for one thing more: %(title)s."),
    ("notice_element", "dropped"): _("A notice no longer asks for: %(title)s."),
    ("notice_element", "changed"): _("Of a notice, another need: %(title)s."),
    ("counter_notice_element", "added"): _("A counter-notice asks for one thing more: %(title)s."),
    ("counter_notice_element", "dropped"): _("A counter-notice no longer asks for: %(title)s."),
    ("counter_notice_element", "changed"): _("Of a counter-notice, another need: %(title)s."),
    ("answer", "added"): _("Sellers have one answer more: %(title)s."),
    ("answer", "dropped"): _("Sellers no longer have the answer: %(title)s."),
    ("answer", "changed"): _("The answer of sellers counts otherwise: %(title)s."),
    ("remedy", "added"): _("One measure more: %(title)s."),
    ("remedy", "dropped"): _("No longer a measure: %(title)s."),
    ("remedy", "changed"): _("The measure is decided or reaches otherwise: %(title)s."),
    ("paper", "added"): _("One paper more can be shown: %(title)s."),
    ("paper", "dropped"): _("The paper no longer changes anything: %(title)s."),
    ("paper", "changed"): _("The paper counts otherwise: %(title)s."),
    ("duty", "added"): _("One duty more: %(title)s"),
    ("duty", "dropped"): _("No longer a duty: %(title)s"),
    ("option", "added"): _("Offered now: %(title)s"),
    ("option", "dropped"): _("No longer offered: %(title)s"),
}
PARTS: Mapping[str, str | Promise] = {
    "removal": _("When a notice removes a listing has changed."),
    "forward": _("How a notice is passed on has changed."),
    "counter_notice": _("When a counter-notice can be sent, or what follows it, has changed."),
    "rounds": _("The rounds between the two sides have changed."),
    "security": _("What holds for a security instead of removal has changed."),
    "appeal": _("Who can appeal has changed."),
    "disclosure": _("What each side learns of the other has changed."),
    "publishes": _("What is made public of cases has changed."),
    "grounds": _("The grounds of decisions have changed."),
    "strikes": _("How strikes count and fade has changed."),
    "exhaustion": _("What a first sale means for resale has changed."),
    "exceptions": _("The uses that need no consent have changed."),
}


def in_words(change: Change) -> str:
    """One difference as a sentence."""
    sentence = SENTENCES.get((change.part, change.kind))
    if sentence is None:
        return str(PARTS[change.part])
    return str(sentence) % {
        "title": _title(change),
        "before": _value(change, change.before),
        "after": _value(change, change.after),
    }


def by_pack(
    found: Iterable[Change], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[tuple[str, list[str]]]:
    """The sentences under the title of the pack they are about; "" for the whole policy."""
    told: dict[str, list[str]] = {}
    for change in found:
        told.setdefault(change.pack, []).append(in_words(change))
    packs = {**before["packs"], **after["packs"]}
    return [(said(packs[key]["title"]) if key else gettext("The whole policy"), lines) for key, lines in told.items()]


def _title(change: Change) -> str:
    if change.part == "circumstance":
        return said(CIRCUMSTANCES.get(change.title, change.title))
    if change.part == "option":
        return said(OPTIONS.get(change.title, change.title))
    if change.part == "text":
        return LANGUAGES.get(change.title, change.title)
    return said(change.title)


def _value(change: Change, value: Any) -> str:
    if value is None:
        return ""
    return bound(value) if change.part == "clock" else str(value)
