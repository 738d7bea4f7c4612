"""Where genuine goods were first sold, and what that means here: the exhaustion rule asked as a question. Pure.

It answers what the rule of the region says of a country; whether the goods were sold there with the owner's consent is
what the papers show, and a person judges.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from policy.exhaustion import EVIDENCE
from policy.model import Exhaustion, Pack
from policy.vocabulary import ANY
from registry.registers.offices import place_name
from registry.territories import covers

Exhausts = Literal["yes", "no", "depends", "unknown"]
GENUINE = "genuine"
"""The answer of a pack that says that the goods were sold by the owner, or with consent."""
TONES: dict[str, str] = {"yes": "good", "no": "stop", "depends": "wait", "unknown": ""}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One kind of evidence that the rule asks for: its code, what it is, and the names of what was handed in for it."""

    code: str
    words: str
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a first sale in a country means for the right in the region of a case, with its source."""

    exhausts: Exhausts
    sentence: str
    but: str = ""
    source: str = ""

    @property
    def tone(self) -> str:
        """The colour of it."""
        return TONES[self.exhausts]


def meaning_of(pack: Pack, right_kind: str, region: str, country: str) -> Meaning:
    """What it means that goods were first sold in `country`; without one, that nobody said where."""
    rule = pack.exhaustion_for(right_kind)
    if rule is None:
        return Meaning(
            "unknown", _("No rule about a first sale is on file for this kind of right here. A reviewer weighs it.")
        )
    source = f"{_(rule.rule.source.title)}, {_(rule.rule.source.reference)}"
    but = _(rule.but) if rule.but else ""
    places = {"country": place_name(country) if country else "", "region": place_name(region), "where": where(rule)}
    if not country:
        sentence = _("It was not said where the goods were first sold. What counts here: %(where)s.") % places
        return Meaning("unknown", sentence, but, source)
    if rule.regime == "conditional":
        sentence = _("It depends: %(rule)s") % {"rule": _(rule.title)}
        return Meaning("depends", sentence, but, source)
    if ANY in rule.first_sale_in or covers(rule.first_sale_in, country):
        sentence = _("A first sale in %(country)s with the owner's consent exhausts the right in %(region)s.") % places
        return Meaning("yes", sentence, but, source)
    sentence = _("A first sale in %(country)s does not exhaust the right in %(region)s. What counts here: %(where)s.")
    return Meaning("no", sentence % places, but, source)


def where(rule: Exhaustion) -> str:
    """The places in which a first sale counts, by name."""
    if ANY in rule.first_sale_in or not rule.first_sale_in:
        return _("a first sale anywhere")
    return _("a first sale in %(places)s") % {"places": ", ".join(place_name(code) for code in rule.first_sale_in)}


def wanted(pack: Pack, right_kind: str, given: Collection[tuple[str, str]] = ()) -> list[Wanted]:
    """The evidence that the rule asks for as a checklist; `given` are (code, name) of what was handed in."""
    rule = pack.exhaustion_for(right_kind)
    if rule is None:
        return []
    return [
        Wanted(code, _(words), tuple(name for shown, name in given if shown == code))
        for code, words in EVIDENCE.items()
        if words in rule.evidence
    ]
