"""From what the matchers saw to one number and its reasons: how likely a listing uses a mark as a brand for such goods.

Each signal multiplies, so that the order of signals does not matter and every reason can be said in one sentence. What is no
candidate at all (an everyday word on goods outside the mark's classes: "apple" on fruit) gets no score.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any
from uuid import UUID

from policy.words import gettext_noop as _
from scanner import context
from scanner.matchers import bans, copied_text, folding
from scanner.matchers.facts import TEXT_FIELDS, Finding, ListingFacts, MarkFacts, classes_of
from scanner.matchers.goods import guess_classes
from scanner.matchers.reasons import NOTHING, Aim, Around, Reason, steps
from scanner.matchers.references import reference
from scanner.matchers.usual import term_of

# Defaults; a marketplace sets its own by region and category.
OPEN_AT = 0.45  # a match that a person should look at
HOLD_AT = 0.93  # a listing that waits for that person: a hidden mark on its own goods, a copied picture

# A mark written openly is what honest sellers do too; one in disguise was hidden by somebody.
OPENLY = 0.8
CONTEXT_AT_MOST = HOLD_AT - 0.01
DISGUISES = frozenset({"look-alike", "hidden", "leet", "spelled-out", "split", "typo"})

FIELDS = {"title": 1.0, "brand": 1.0, "description": 0.5, "picture": 0.9}
CLASSES_UNKNOWN = 0.9
# Goods other than the mark is registered for. A name that was coined means its brand on any goods; a word that others use does not.
OUTSIDE_CLASSES, OUTSIDE_CLASSES_WEAK = 0.8, 0.45
EVERYWHERE = Aim()
EVERYDAY_UNSURE = 0.5  # an everyday word, and nothing says that the brand is meant
# Share of the marketplace's listings with the word beside another maker's brand, from which a mark that is not famous is taken
# for an everyday word. Which words many makers use is counted by `scanner.matchers.usual`.
COMMON = 0.002
DISTINCT = 4  # letters a mark needs to be told from a code or an abbreviation
REFERENTIAL, REFERENTIAL_DISGUISED = 0.45, 0.9  # what a thing fits is said openly
OTHER_BRAND = 0.8
INSIDE_LONGER = 0.4
INSIDE_WORD = 0.5  # the longer word in which a mark stands is one that many makers use
BRAND_AGREES = 1.1
BRAND_AGREES_EVERYDAY = 1.5  # an everyday word that the seller enters as brand is meant as one


@dataclass(frozen=True, slots=True)
class Score:
    """How likely (0..1) the listing uses the mark as a brand for such goods, and why. Not a judgement of law."""

    value: float
    reasons: tuple[Reason, ...]


def assess(listing: ListingFacts, findings: Iterable[Finding], around: Around = NOTHING) -> dict[UUID, Score]:
    """The scores of all rights that the findings of a listing concern; rights that are no candidates are left out.

    `around` is what the index knows of the rights beside their marks: usual prices, countries of origin.
    """
    findings = list(findings)
    by_right: dict[UUID, list[Finding]] = {}
    for finding in findings:
        by_right.setdefault(finding.right_id, []).append(finding)
    goods = goods_of(listing) if by_right else 0
    names = {word for finding in findings for word in str(finding.facts.get("written", "")).casefold().split()}
    scores = {right_id: score(listing, found, goods, around, names) for right_id, found in by_right.items()}
    return {right_id: given for right_id, given in scores.items() if given is not None}


def score(
    listing: ListingFacts,
    findings: Sequence[Finding],
    goods: int | None = None,
    around: Around = NOTHING,
    names: Container[str] = (),
) -> Score | None:
    """The score of one listing for one right from all its findings; None if it is no candidate at all.

    The best finding counts, and a picture beside it counts on top, as the two err independently. `goods` are the Nice classes
    of the goods as a mask, guessed when left out; `names` the words, in small letters, of all marks that the listing names.
    """
    aim = around.aims.get(findings[0].right_id, EVERYWHERE) if findings else EVERYWHERE
    if not aim.reaches(listing.markets):
        return None
    goods = goods_of(listing) if goods is None else goods
    is_aimed = aim.has(steps(listing.category_path)) if aim.categories else True
    best: dict[bool, Score] = {}
    for finding in findings:
        given = (
            _text_score(listing, finding, goods, names, is_aimed, around) if finding.mark else _picture_score(finding)
        )
        kind = finding.mark is None
        if given and (kind not in best or best[kind].value < given.value):
            best[kind] = given
    missed = 1.0
    for given in best.values():
        missed *= 1 - given.value
    if not best:
        return None
    beside = context.weigh(listing, findings[0].right_id, findings, around)
    value = min((1 - missed) * prod(reason.factor for reason in beside), 1.0)
    if value >= HOLD_AT > 1 - missed:
        # What is seen holds a listing; price, claims and record alone only bring it before a person.
        beside = [*beside, Reason("context-bounded", CONTEXT_AT_MOST / value)]
        value = CONTEXT_AT_MOST
    return Score(round(value, 3), (*(reason for given in best.values() for reason in given.reasons), *beside))


def goods_of(listing: ListingFacts) -> int:
    """The Nice classes of the goods as a mask: what the marketplace's own classifier says, else a guess."""
    return guess_classes(listing.category_path, listing.title) if listing.goods is None else listing.goods


def _picture_score(finding: Finding) -> Score:
    return Score(finding.strength, (Reason(finding.kind, finding.strength, finding.facts),))


def _text_score(
    listing: ListingFacts, finding: Finding, goods: int, names: Container[str], is_aimed: bool, around: Around
) -> Score | None:
    mark = finding.mark
    assert mark is not None
    meant = _agrees(listing, mark)
    common = is_common(mark, around)
    in_class = _class_reason(mark, goods, meant, is_aimed, common)
    if in_class is None:
        return None
    reasons = [
        Reason(finding.kind, finding.strength, {**finding.facts, "field": finding.where.field}),
        in_class,
        Reason("field-" + finding.where.field, FIELDS[finding.where.field]),
        *_brand_reasons(listing, mark, finding, meant, common),
        *_context_reasons(listing, finding, names),
        *_chance_reasons(listing, finding, around),
    ]
    value = prod(reason.factor for reason in reasons)
    if finding.kind not in DISGUISES:
        value *= OPENLY
    return Score(min(value, 1.0), tuple(reason for reason in reasons if reason.code in SENTENCES))


def is_common(mark: MarkFacts, around: Around) -> bool:
    """Whether the marketplace's own listings use the wording as an everyday word; of famous marks it is not asked."""
    return not mark.famous and bool(around.usual) and around.usual.get(term_of(mark.text), 0.0) >= COMMON


def _class_reason(mark: MarkFacts, goods: int, meant: bool, is_aimed: bool, common: bool) -> Reason | None:
    """Whether the goods are such as the mark is protected for; None drops the candidate. `meant`: as a brand, the seller says.

    `is_aimed`: in one of the categories to which its owner has mapped it; goods of others count like goods of other classes.
    """
    apart = OUTSIDE_CLASSES if _distinct(mark) and not common else OUTSIDE_CLASSES_WEAK
    if not is_aimed:
        return None if mark.everyday and not meant else Reason("category-apart", apart)
    if not goods or not mark.nice_classes:
        return Reason("classes-unknown", CLASSES_UNKNOWN)
    if shared := goods & mark.nice_classes:
        return Reason("classes-overlap", 1.0, {"classes": classes_of(shared)})
    if mark.everyday and not meant:
        return None
    return Reason("classes-apart", apart, {"classes": classes_of(goods)})


def _distinct(mark: MarkFacts) -> bool:
    """Whether the mark's wording hardly means anything but the brand."""
    return not mark.everyday and (sum(map(str.isalnum, mark.text)) >= DISTINCT or not mark.text.isascii())


def _brand_reasons(listing: ListingFacts, mark: MarkFacts, finding: Finding, meant: bool, common: bool) -> list[Reason]:
    """What the brand field says beside the finding: this mark, another name, or nothing."""
    usual = mark.everyday or common
    if meant:
        return [Reason("brand-agrees", BRAND_AGREES_EVERYDAY if usual else BRAND_AGREES, {"brand": listing.brand})]
    reasons = []
    if usual and finding.kind not in DISGUISES:
        reasons.append(Reason("everyday", EVERYDAY_UNSURE, {"mark": mark.text}))
    if listing.brand and finding.where.field != "brand":
        reasons.append(Reason("brand-other", OTHER_BRAND, {"brand": listing.brand}))
    return reasons


def _context_reasons(listing: ListingFacts, finding: Finding, names: Container[str]) -> list[Reason]:
    reasons = []
    field, start, end, *_rest = finding.where
    if field in ("title", "description") and (word := reference(getattr(listing, field), start, end, names)):
        factor = REFERENTIAL_DISGUISED if finding.kind in DISGUISES else REFERENTIAL
        reasons.append(Reason("referential", factor, {"word": word, **finding.facts}))
    if "inside" in finding.facts:
        reasons.append(Reason("inside-longer", INSIDE_LONGER, {"longer": finding.facts["inside"]}))
    return reasons


def _chance_reasons(listing: ListingFacts, finding: Finding, around: Around) -> list[Reason]:
    """Whether the letters of the mark stand by chance in a word of their own ("tandin" in "freestanding")."""
    field, start, end, *_rest = finding.where
    if finding.kind != "glued" or field not in TEXT_FIELDS or not around.usual:
        return []
    text = getattr(listing, field)
    while start and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    longer = text[start:end]
    return [Reason("inside-word", INSIDE_WORD, {"longer": longer})] if term_of(longer) in around.usual else []


def _agrees(listing: ListingFacts, mark: MarkFacts) -> bool:
    """Whether the brand field names this mark."""
    brand, meant = _joined(listing.brand), _joined(mark.text)
    return bool(brand) and (brand == meant or (brand.startswith(meant) and len(meant) > DISTINCT))


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
    "typo": _("The %(field)s writes the mark “%(mark)s” with a typing error (“%(written)s”)."),
    "sound": _("The %(field)s writes the mark “%(mark)s” in other letters (“%(written)s”)."),
    "read": _("A picture of the listing shows the word “%(written)s”, which is the mark “%(mark)s”."),
    "picture": _("A picture of the listing is one of the registered pictures, or a copy of it."),
    "picture-turned": _("A picture of the listing is one of the registered pictures, mirrored or turned."),
    "logo": _("A picture of the listing shows a shape like the registered logo."),
    "picture-part": _("A picture of the listing shows a registered picture or a part of it."),
    "picture-part-mirrored": _("A picture of the listing shows a registered picture or a part of it, mirrored."),
    "classes-overlap": _("The goods seem to be among those the mark is registered for (class %(classes)s)."),
    "classes-unknown": _("It is not known whether the mark is registered for such goods."),
    "classes-apart": _("The goods seem to be others than those the mark is registered for."),
    "category-apart": _("The category is none of those to which the owner has mapped the mark."),
    "brand-agrees": _("The brand of the listing is given as “%(brand)s”."),
    "brand-other": _("The brand of the listing is given as “%(brand)s”, another name."),
    "everyday": _("“%(mark)s” is also an everyday word, often used without the brand in mind."),
    "referential": _("“%(word)s” before the mark says what the goods are made for, not who made them."),
    "inside-longer": _("The words are part of another mark, “%(longer)s”."),
    "inside-word": _("The letters of the mark stand in “%(longer)s”, a word that many makers use."),
    "field-description": _("The mark stands in the description only."),
    **copied_text.SENTENCES,
    **bans.SENTENCES,
    **context.SENTENCES,
}


def sentence(said: Finding | Reason) -> tuple[str, dict[str, Any]]:
    """The sentence of a finding or reason to translate, and what to fill in: `gettext(msgid) % params`."""
    if isinstance(said, Finding):
        return SENTENCES[said.kind], {**said.facts, "field": said.where.field}
    facts = dict(said.facts)
    if "classes" in facts:
        facts["classes"] = ", ".join(map(str, facts["classes"]))
    return SENTENCES[said.code], facts
