"""A check as people and programs read it: a sentence for each finding, where it stands, by which rule, and what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scanner.matchers import decode
from scanner.precheck.completeness import SOURCES
from scanner.precheck.rules import Rule, Source, shipped
from scanner.precheck.values import HINT, STOP, WARN, Finding
from scanner.precheck.wording import REMEDIES, SENTENCES
from sellers.variants import gtin_fault

AROUND = 40
"""Characters of the text that are shown on both sides of a place."""
TONES = {STOP: "stop", WARN: "wait", HINT: "note"}
LABELS = {STOP: gettext_lazy("Must be mended"), WARN: gettext_lazy("Should be mended"), HINT: gettext_lazy("Hint")}
FIELDS = {
    "title": gettext_lazy("Title"), "description": gettext_lazy("Description"), "brand": gettext_lazy("Brand"),
    "category": gettext_lazy("Category"), "price": gettext_lazy("Price"), "origin": gettext_lazy("Made in"),
    "gtin": gettext_lazy("GTIN"), "pictures": gettext_lazy("Pictures"), "markets": gettext_lazy("Offered in"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A finding, said. `before`, `written` and `after` are its place in the text as it was typed; "" where it has none."""

    severity: str
    label: str
    tone: str
    sentence: str
    remedy: str
    field: str
    where: str
    rule: str
    sources: tuple[Source, ...]
    start: int
    end: int
    picture: int
    before: str = ""
    written: str = ""
    after: str = ""

    @property
    def is_small(self) -> bool:
        """Whether one line says it: a hint about a whole field."""
        return self.severity == HINT and not self.written


def told(findings: Iterable[Finding], texts: Mapping[str, str], rules: Mapping[str, Rule]) -> list[Told]:
    """The findings in the language that is active. `texts` are the fields as they were typed, `rules` those in force by id."""
    return [_told(finding, texts, rules) for finding in findings]


def _told(finding: Finding, texts: Mapping[str, str], rules: Mapping[str, Rule]) -> Told:
    place = finding.place
    text = texts.get(place.field, "") if place.end else ""
    label = str(FIELDS.get(place.field, place.field))
    number = {"n": place.picture}
    return Told(
        severity=finding.severity, label=str(LABELS[finding.severity]), tone=TONES[finding.severity],
        sentence=_(SENTENCES[finding.code]) % _facts(finding), remedy=_(REMEDIES[finding.remedy]),
        field=place.field, where=_("Picture %(n)d") % number if place.picture else label,
        rule=finding.rule, sources=sources_of(finding, rules), start=place.start, end=place.end, picture=place.picture,
        before=_before(text, place.start), written=text[place.start : place.end], after=_after(text, place.end),
    )  # fmt: skip


def sources_of(finding: Finding, rules: Mapping[str, Rule]) -> tuple[Source, ...]:
    """The laws behind a finding, each once: of its rule and of those that found the same words."""
    if finding.rule in SOURCES:
        # As a hint it is no more than good practice: the law speaks of other markets.
        return (SOURCES[finding.rule],) if finding.severity != HINT else ()
    ids = (finding.rule, *finding.facts.get("also", ()))
    known = {rule.id: rule for rule in shipped()} | dict(rules)
    return tuple(dict.fromkeys(source for one in ids if one in known for source in known[one].sources))


def _facts(finding: Finding) -> dict[str, Any]:
    facts: dict[str, Any] = {"why": "", **finding.facts}
    if finding.code == "gtin-wrong":
        facts["why"] = gtin_fault(str(facts["written"]))
    if finding.code == "picture-unreadable":
        facts["why"] = _(decode.SENTENCES[facts["refused"]])
    if finding.code == "needed":
        facts["label"] = str(FIELDS[facts["needed"]])
        facts["category"] = facts["category"] or _("all")
    if "field" in facts:
        facts["field"] = str(FIELDS.get(facts["field"], facts["field"])).lower()
    return facts


def _before(text: str, start: int) -> str:
    cut = text[max(0, start - AROUND) : start]
    return "…" + cut if start > AROUND else cut


def _after(text: str, end: int) -> str:
    cut = text[end : end + AROUND]
    return cut + "…" if len(text) > end + AROUND else cut
