"""The tree of grounds that regions share, each leaf with the place in the region's law that carries it."""

from collections.abc import Mapping
from dataclasses import replace

from policy.model import Ground, Reason
from policy.packs import house_forms, house_general, house_trademark
from policy.vocabulary import SILENT_COMPLAINANT, SILENT_SELLER
from policy.words import gettext_noop as _

TRADEMARK = ("trademark",)

SILENCE = Ground(
    "silence",
    _("Silence"),
    "upheld",
    house_forms.REFERENCE,
    children=(
        Ground(SILENT_SELLER, _("The seller did not answer in time"), "upheld", house_forms.REFERENCE),
        Ground(SILENT_COMPLAINANT, _("The complainant did not reply in time"), "rejected", house_forms.REFERENCE),
    ),
)
MENDED = Ground(
    "mended",
    _("The listing was mended"),
    "rejected",
    house_forms.REFERENCE,
    children=(
        Ground(
            "mended.corrected",
            _("The seller has corrected the listing; what was asserted is gone"),
            "rejected",
            house_forms.REFERENCE,
        ),
    ),
)
COURT = Ground(
    "court",
    _("A court or an authority has spoken"),
    "upheld",
    house_forms.REFERENCE,
    children=(
        Ground("court.infringes", _("It found an infringement"), "upheld", house_forms.REFERENCE),
        Ground("court.allowed", _("It found none, or ended the measure"), "rejected", house_forms.REFERENCE),
    ),
)
NOTICE_COMPLETE = Ground(
    "notice.complete", _("Removed on a complete notice; nothing was judged"), "upheld", house_forms.REFERENCE
)
SHARED = (SILENCE, MENDED, COURT)


def _of_kinds(ground: Ground, kinds: tuple[str, ...]) -> Ground:
    return replace(ground, right_kinds=kinds, children=tuple(_of_kinds(child, kinds) for child in ground.children))


def _referring(ground: Ground, places: Mapping[str, str]) -> Ground:
    """The ground with the longest place that names it or a branch above it."""
    named = [code for code in places if ground.code == code or ground.code.startswith(code + ".")]
    reference = places[max(named, key=len)] if named else ground.reference
    children = tuple(_referring(child, places) for child in ground.children)
    return replace(ground, reference=reference, children=children)


def tree(kinds: tuple[str, ...], places: Mapping[str, str], *, on_notice: str = "") -> tuple[Ground, ...]:
    """The grounds for these kinds of right. `places` maps a ground or a branch to the law that carries it.

    `on_notice` is the place that lets a complete notice remove; with it the tree has a ground for that.
    """
    trees = []
    if on_notice:
        leaf = replace(NOTICE_COMPLETE, reference=on_notice)
        defective = Ground("notice.defective", _("The notice lacks what the law asks for"), "rejected", on_notice)
        trees.append(Ground("notice", _("The notice"), "upheld", on_notice, children=(leaf, defective)))
    if "trademark" in kinds:
        trees += [_of_kinds(g, TRADEMARK) for g in house_trademark.GROUNDS if g.code in ("counterfeit", "mark", "fair")]
    others = tuple(kind for kind in kinds if kind != "trademark")
    for ground in house_general.GROUNDS:
        if ground.code in ("copying", "design", "patent") and set(ground.right_kinds) & set(kinds):
            trees.append(ground)
        elif ground.code == "allowed" and others:
            trees.append(_of_kinds(ground, others))
    trees += [house_forms.DISMISSED, *SHARED, house_forms.AGREED_TO]
    return tuple(_referring(ground, places) for ground in trees)


REASONS = tuple(dict.fromkeys([*house_trademark.PACK.reasons, *house_general.PACK.reasons]))
"""What a complainant may say is wrong, for every kind of right."""


def reasons(*kinds: str) -> tuple[Reason, ...]:
    """The reasons for these kinds of right."""
    return tuple(r for r in REASONS if set(r.right_kinds) & set(kinds))
