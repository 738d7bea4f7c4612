"""Which grounds a case is about, by what both sides have said: they stand first in the list a reviewer picks from. Pure.

Nothing is left out and nothing chosen: what the law pack offers stays whole, in its own order behind them.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from policy.model import Ground

SPOKEN_TO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # what the complaint asserts
        "counterfeit": ("counterfeit.goods", "counterfeit.label", "counterfeit.admitted"),
        "packaging": ("counterfeit.label", "counterfeit.goods"),
        "mark_on_goods": ("mark.identical", "mark.similar", "fair.other_goods", "fair.no_confusion"),
        "mark_in_listing": ("mark.listing", "fair.referential", "fair.descriptive"),
        "altered_goods": ("mark.altered", "dismissed.exhausted"),
        "parallel_import": ("mark.imported", "dismissed.exhausted"),
        "picture_copied": ("copying.picture", "allowed"),
        "text_copied": ("copying.text", "allowed"),
        "pirated_goods": ("copying.goods", "dismissed.exhausted"),
        "design_copied": ("design", "allowed"),
        "patent_used": ("patent", "allowed"),
        # what the seller answered
        "genuine": ("dismissed.exhausted", "mark.imported"),
        "licensed": ("dismissed.authorised",),
        # how the right stands
        "not_in_force": ("dismissed.lapsed", "dismissed.territory"),
    }
)
"""What was said, or how it stands, and the grounds or branches of the tree that speak to it, the nearest first."""


def likely_first(leaves: Sequence[Ground], said: Iterable[str]) -> list[Ground]:
    """The grounds that speak to what was said, in the order in which it was said, then all others as the pack has them."""
    wanted = [code for one in said for code in SPOKEN_TO.get(one, ())]

    def place(leaf: Ground) -> int:
        return next((n for n, code in enumerate(wanted) if f"{leaf.code}.".startswith(f"{code}.")), len(wanted))

    return sorted(leaves, key=place)
