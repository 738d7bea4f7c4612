"""What the listing claims of its goods, held against itself and against the right: brand field, origin, category.

The seller fills in these fields to be found. Where they contradict each other, one of them is not true.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from policy.words import gettext_noop as _
from scanner.matchers import folding
from scanner.matchers.facts import Finding, ListingFacts, classes_of
from scanner.matchers.goods import guess_classes
from scanner.matchers.reasons import Around, Reason

LEADS = 3
"""A mark that begins within so many characters leads the title: no "for" stands before it."""
NO_BRAND = frozenset(
    folding.plain(words)
    for words in (
        "generic", "unbranded", "no brand", "nobrand", "none", "n/a", "na", "oem", "other", "does not apply", "markenlos",
        "ohne marke", "sans marque", "sin marca", "senza marca", "sem marca", "tanpa merek", "tanpa merk", "merkloos",
        "без бренда", "нет бренда", "无品牌", "其他", "ノーブランド", "노브랜드", "markasız",
    )
)  # fmt: skip
# Nice classes whose goods have Locarno classes of their own; the others say nothing of a design's goods.
LOCARNO_OF_NICE = {
    3: {28}, 5: {24, 28}, 7: {15}, 8: {7, 8}, 9: {10, 13, 14, 16}, 10: {24}, 11: {7, 23, 26, 31}, 12: {12}, 14: {10, 11},
    15: {17}, 16: {19}, 18: {3}, 20: {6}, 21: {4, 7, 9}, 22: {5, 21}, 24: {5, 6}, 25: {2}, 26: {2, 11}, 27: {6},
    28: {21}, 30: {1}, 34: {27},
}  # fmt: skip


def reasons(listing: ListingFacts, right_id: UUID, findings: Sequence[Finding], around: Around) -> list[Reason]:
    """What the listing's claims add to what was found of this right."""
    return [
        *_brand(listing, findings),
        *_origin(listing, around.made_in.get(right_id)),
        *_category(listing),
        *_design(listing, around.designs.get(right_id)),
    ]


def _brand(listing: ListingFacts, findings: Sequence[Finding]) -> list[Reason]:
    """A mark that leads the title while the brand field is empty, or says that there is no brand."""
    in_title = [one for one in findings if one.mark and one.where.field == "title" and one.where.start <= LEADS]
    leading = [one.mark.text for one in in_title if one.mark and not one.mark.everyday]
    if not leading:
        return []
    facts = {"mark": leading[0], "brand": listing.brand}
    if not listing.brand.strip():
        return [Reason("brand-missing", 1.05, facts)]
    if b" ".join(folding.plain(listing.brand).split()) in NO_BRAND:
        return [Reason("brand-denied", 1.3, facts)]
    return []


def _origin(listing: ListingFacts, made_in: frozenset[str] | None) -> list[Reason]:
    if not made_in or not listing.origin:
        return []
    facts = {"country": listing.origin}
    if listing.origin in made_in:
        return [Reason("origin-fits", 0.95, facts)]
    return [Reason("origin-unlikely", 1.15, facts)]


def _category(listing: ListingFacts) -> list[Reason]:
    """A category of other goods than the title speaks of. The title alone names many goods, so only a clear gap counts."""
    by_category, by_title = guess_classes(listing.category_path), guess_classes((), listing.title)
    if by_category and by_title and not by_category & by_title and len(classes_of(by_title)) == 1:
        return [Reason("goods-contradict", 1.05, {"classes": classes_of(by_title)})]
    return []


def _design(listing: ListingFacts, locarno: frozenset[int] | None) -> list[Reason]:
    """A design protects how goods look: the same picture on other goods is less, and may be no infringement at all."""
    if locarno is None:
        return []
    nice = listing.goods if listing.goods is not None else guess_classes(listing.category_path, listing.title)
    known = frozenset(number for one in classes_of(nice) for number in LOCARNO_OF_NICE.get(one, ()))
    if not locarno or not known:
        return [Reason("design", 1.0)]
    if locarno & known:
        return [Reason("design-goods", 1.0, {"classes": tuple(sorted(locarno & known))})]
    return [Reason("design-other-goods", 0.75)]


SENTENCES = {
    "brand-missing": _("“%(mark)s” leads the title, and the brand is left empty."),
    "brand-denied": _("“%(mark)s” leads the title, and the brand is given as “%(brand)s”: both cannot be true."),
    "origin-fits": _("The goods are said to come from a country in which the owner makes them (%(country)s)."),
    "origin-unlikely": _("The goods are said to come from a country in which the owner makes none (%(country)s)."),
    "goods-contradict": _("The title speaks of other goods (class %(classes)s) than the category."),
    "design": _("The right is a design: what counts is how the goods themselves look."),
    "design-goods": _(
        "The right is a design for such goods (Locarno class %(classes)s): what counts is how they look."
    ),
    "design-other-goods": _("The right is a design for other goods than these seem to be."),
}
