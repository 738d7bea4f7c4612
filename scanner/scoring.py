"""From what the matchers saw to one number and its reasons: how likely a listing uses a mark as a brand for such goods.

Each signal multiplies, so that the order of signals does not matter and every reason can be said in one sentence. What is no
candidate at all (an everyday word on goods outside the mark's classes: "apple" on fruit) gets no score.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any
from uuid import UUID

from policy.words import gettext_noop as _
from scanner.matchers import folding
from scanner.matchers.facts import Finding, ListingFacts, MarkFacts, classes_of
from scanner.matchers.goods import guess_classes

# Defaults; a marketplace sets its own by region and category.
OPEN_AT = 0.45  # a match that a person should look at
HOLD_AT = 0.93  # a listing that waits for that person: a hidden mark on its own goods, a copied picture

# A mark written openly is what honest sellers do too; one in disguise was hidden by somebody.
OPENLY = 0.8
DISGUISES = frozenset({"look-alike", "hidden", "leet", "spelled-out"})

FIELDS = {"title": 1.0, "brand": 1.0, "description": 0.5}
CLASSES_UNKNOWN = 0.9
OUTSIDE_CLASSES = 0.45
OUTSIDE_CLASSES_FAMOUS = 0.6
EVERYDAY_UNSURE = 0.5  # an everyday word, and nothing says that the brand is meant
REFERENTIAL = 0.45
OTHER_BRAND = 0.7
INSIDE_LONGER = 0.4
BRAND_AGREES = 1.1
BRAND_AGREES_EVERYDAY = 1.5  # an everyday word that the seller enters as brand is meant as one

# Words that say what a thing fits, when they stand within REACH words before a mark.
REACH = 3
REFERENCES = frozenset(
    [
        "for",
        "fits",
        "fit",
        "compatible",
        "compatibility",
        "replacement",
        "replaces",
        "suitable",
        "für",
        "passend",
        "kompatibel",
        "pour",
        "compatible",
        "para",
        "compatível",
        "per",
        "compatibile",
        "untuk",
        "cocok",
        "voor",
        "geschikt",
        "för",
        "dla",
        "pasuje",
        "для",
        "подходит",
        "için",
        "uyumlu",
        "适用",
        "対応",
        "用",
    ]
)
# Words that end such a phrase: what follows them is said of the goods again.
_ENDS = frozenset(
    ["by", "from", "von", "de", "par", "di", "oleh", "men", "women", "him", "her", "kids", "boys", "girls"]
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a score is what it is: a code of SENTENCES and what fills it; `factor` is what it did to the value."""

    code: str
    factor: float
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Score:
    """How likely (0..1) the listing uses the mark as a brand for such goods, and why. Not a judgement of law."""

    value: float
    reasons: tuple[Reason, ...]


def assess(listing: ListingFacts, findings: Iterable[Finding]) -> dict[UUID, Score]:
    """The scores of all rights that the findings of a listing concern; rights that are no candidates are left out."""
    by_right: dict[UUID, list[Finding]] = {}
    for finding in findings:
        by_right.setdefault(finding.right_id, []).append(finding)
    goods = guess_classes(listing.category_path, listing.title) if by_right else 0
    scores = {right_id: score(listing, found, goods) for right_id, found in by_right.items()}
    return {right_id: given for right_id, given in scores.items() if given is not None}


def score(listing: ListingFacts, findings: Sequence[Finding], goods: int | None = None) -> Score | None:
    """The score of one listing for one right from all its findings; None if it is no candidate at all.

    The best finding counts, and a picture beside it counts on top, as the two err independently. `goods` are the Nice classes
    of the goods as a mask, guessed when left out.
    """
    goods = guess_classes(listing.category_path, listing.title) if goods is None else goods
    best: dict[bool, Score] = {}
    for finding in findings:
        given = _text_score(listing, finding.mark, finding, goods) if finding.mark else _picture_score(finding)
        kind = finding.mark is None
        if given and (kind not in best or best[kind].value < given.value):
            best[kind] = given
    missed = 1.0
    for given in best.values():
        missed *= 1 - given.value
    reasons = tuple(reason for given in best.values() for reason in given.reasons)
    return Score(round(1 - missed, 3), reasons) if best else None


def _picture_score(finding: Finding) -> Score:
    return Score(finding.strength, (Reason(finding.kind, finding.strength, finding.facts),))


def _text_score(listing: ListingFacts, mark: MarkFacts, finding: Finding, goods: int) -> Score | None:
    in_class = _class_reason(mark, goods)
    if in_class is None:
        return None
    reasons = [
        Reason(finding.kind, finding.strength, {**finding.facts, "field": finding.where.field}),
        in_class,
        Reason("field-" + finding.where.field, FIELDS[finding.where.field]),
        *_brand_reasons(listing, mark, finding),
        *_context_reasons(listing, finding),
    ]
    value = prod(reason.factor for reason in reasons)
    if finding.kind not in DISGUISES:
        value *= OPENLY
    return Score(min(value, 1.0), tuple(reason for reason in reasons if reason.code in SENTENCES))


def _class_reason(mark: MarkFacts, goods: int) -> Reason | None:
    """Whether the goods are such as the mark is protected for; None drops the candidate."""
    if not goods or not mark.nice_classes:
        return Reason("classes-unknown", CLASSES_UNKNOWN)
    if common := goods & mark.nice_classes:
        return Reason("classes-overlap", 1.0, {"classes": classes_of(common)})
    if mark.everyday:
        return None
    return Reason(
        "classes-apart", OUTSIDE_CLASSES_FAMOUS if mark.famous else OUTSIDE_CLASSES, {"classes": classes_of(goods)}
    )


def _brand_reasons(listing: ListingFacts, mark: MarkFacts, finding: Finding) -> list[Reason]:
    """What the brand field says beside the finding: this mark, another name, or nothing."""
    brand, meant = _joined(listing.brand), _joined(mark.text)
    if brand and (brand == meant or (brand.startswith(meant) and len(meant) > 4)):
        return [
            Reason("brand-agrees", BRAND_AGREES_EVERYDAY if mark.everyday else BRAND_AGREES, {"brand": listing.brand})
        ]
    reasons = [Reason("everyday", EVERYDAY_UNSURE, {"mark": mark.text})] if mark.everyday else []
    if brand and finding.where.field != "brand":
        reasons.append(Reason("brand-other", OTHER_BRAND, {"brand": listing.brand}))
    return reasons


def _context_reasons(listing: ListingFacts, finding: Finding) -> list[Reason]:
    reasons = []
    if finding.where.field != "brand" and (
        word := reference_before(getattr(listing, finding.where.field), finding.where.start)
    ):
        reasons.append(Reason("referential", REFERENTIAL, {"word": word, **finding.facts}))
    if "inside" in finding.facts:
        reasons.append(Reason("inside-longer", INSIDE_LONGER, {"longer": finding.facts["inside"]}))
    return reasons


def reference_before(text: str, start: int) -> str:
    """The word by which the text says that its goods are made for the mark at `start` ("case for ..."), or an empty string."""
    before = _WORD.findall(text[max(0, start - 60) : start])[-REACH:]
    for word in reversed(before):
        small = word.casefold()
        if small in _ENDS:
            return ""
        if small in REFERENCES:
            return str(word)
    return ""


def _joined(text: str) -> bytes:
    return folding.plain(text).translate(None, b" ")


# One sentence a signal, for the seller and everybody else; translated where it is shown.
SENTENCES = {
    "exact": _("The %(field)s contains the mark “%(mark)s”."),
    "possessive": _("The %(field)s contains the mark “%(mark)s”."),
    "plural": _("The %(field)s contains the mark “%(mark)s” in the plural (“%(written)s”)."),
    "joined": _("The %(field)s contains the mark “%(mark)s” written as “%(written)s”."),
    "split": _("The %(field)s contains the mark “%(mark)s” split into parts (“%(written)s”)."),
    "spelled-out": _("The %(field)s spells out the mark “%(mark)s” (“%(written)s”)."),
    "glued": _("The %(field)s contains the mark “%(mark)s” inside a longer word."),
    "leet": _("The %(field)s writes the mark “%(mark)s” with digits for letters (“%(written)s”)."),
    "look-alike": _("The %(field)s writes the mark “%(mark)s” with letters that only look alike (“%(written)s”)."),
    "hidden": _("The %(field)s writes the mark “%(mark)s” with invisible characters in between."),
    "sound": _("The %(field)s writes the mark “%(mark)s” in other letters (“%(written)s”)."),
    "picture": _("A picture of the listing is one of the registered pictures, or a copy of it."),
    "picture-turned": _("A picture of the listing is one of the registered pictures, mirrored or turned."),
    "classes-overlap": _("The goods seem to be among those the mark is registered for (class %(classes)s)."),
    "classes-unknown": _("It is not known whether the mark is registered for such goods."),
    "classes-apart": _("The goods seem to be others than those the mark is registered for."),
    "brand-agrees": _("The brand of the listing is given as “%(brand)s”."),
    "brand-other": _("The brand of the listing is given as “%(brand)s”, another name."),
    "everyday": _("“%(mark)s” is also an everyday word, often used without the brand in mind."),
    "referential": _("“%(word)s” before the mark says what the goods are made for, not who made them."),
    "inside-longer": _("The words are part of another mark, “%(longer)s”."),
    "field-description": _("The mark stands in the description only."),
}


def sentence(said: Finding | Reason) -> tuple[str, dict[str, Any]]:
    """The sentence of a finding or reason to translate, and what to fill in: `gettext(msgid) % params`."""
    if isinstance(said, Finding):
        return SENTENCES[said.kind], {**said.facts, "field": said.where.field}
    facts = dict(said.facts)
    if "classes" in facts:
        facts["classes"] = ", ".join(map(str, facts["classes"]))
    return SENTENCES[said.code], facts
