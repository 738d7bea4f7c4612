"""What else a seller may want to end after agreeing to a complaint: its other listings that look like those of the case.

For that seller's eyes alone, and nothing follows from it: a suggestion that is not taken up is written down nowhere.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enforcement.machine import UNDECIDED_ITEMS
from enforcement.models import Case, Item
from policy.model import Pack
from registry.words import words
from scanner.models import Match
from sellers.models import Listing, ListingImage, ListingWord

MOST = 50
ALIKE = 0.6
"""The share of a title's words that two titles have in common where they look alike."""
SHORTEST = 3
"""Words that a title needs before others are compared with it."""
AGREED = ("accepted", "deleted")
WHY: dict[str, str | Promise] = {
    "match": _("the same right was found in it"),
    "picture": _("it shows the same picture"),
    "title": _("its title is nearly the same"),
}
LIVE = ("draft", "checking", "public", "held")


@dataclass(slots=True)
class Suggested:
    """Another listing of the seller, and why it looks alike."""

    listing: Listing
    why: list[str] = field(default_factory=list)

    @property
    def reasons(self) -> str:
        """The reasons in words."""
        return "; ".join(str(WHY[code]) for code in self.why)


def agreed_items(case: Case, pack: Pack) -> list[Item]:
    """The Items of a loaded case to which the seller agreed, or whose listing it deleted. No query."""
    codes = {answer.code for answer in pack.answers if answer.becomes in AGREED}
    return [item for item in case.items.all() if any(answer.code in codes for answer in item.answers.all())]


def suggestions(case: Case, pack: Pack) -> list[Suggested]:
    """The seller's other listings that look like those it agreed about; none before it has. At most six queries."""
    agreed = agreed_items(case, pack)
    if not agreed:
        return []
    others = Listing.objects.filter(seller_id=case.seller_id, state__in=LIVE).exclude(
        id__in=Item.objects.filter(state__in=UNDECIDED_ITEMS, case__seller_id=case.seller_id).values("listing_id")
    )
    others = others.exclude(id__in=[item.listing_id for item in case.items.all()])
    found: dict[UUID, list[str]] = {}
    for why, ids in (
        ("match", _with_the_right(case)),
        ("picture", _with_a_picture(case, agreed)),
        ("title", _with_the_words(case, [item.listing for item in agreed])),
    ):
        for listing_id in ids:
            found.setdefault(listing_id, []).append(why)
    rows = others.filter(id__in=found).order_by("-id")[:MOST]
    return sorted((Suggested(row, found[row.id]) for row in rows), key=lambda one: -len(one.why))


def _with_the_right(case: Case) -> list[UUID]:
    """Listings of the seller in which the right of the case was found and nobody has said that it is nothing."""
    rows = Match.objects.filter(
        right_id=case.right_id, listing__seller_id=case.seller_id, state__in=["open", "confirmed", "cased", "upheld"]
    )
    return list(dict.fromkeys(rows.order_by("-id").values_list("listing_id", flat=True)[: 4 * MOST]))


def _with_a_picture(case: Case, agreed: Iterable[Item]) -> list[UUID]:
    """Listings of the seller that show the same file as one of those."""
    shown = {image.evidence.sha256 for item in agreed for image in item.listing.images.all()}
    rows = ListingImage.objects.filter(listing__seller_id=case.seller_id, evidence__sha256__in=shown)
    return (
        list(dict.fromkeys(rows.order_by("-listing_id").values_list("listing_id", flat=True)[: 4 * MOST]))
        if shown
        else []
    )


def _with_the_words(case: Case, listings: Collection[Listing]) -> list[UUID]:
    """Listings of the seller whose titles share most words with one of those."""
    titles = {frozenset(words(listing.title)) for listing in listings}
    wanted = [title for title in titles if len(title) >= SHORTEST]
    if not wanted:
        return []
    every = set().union(*wanted)
    rows = ListingWord.objects.filter(word__in=every, listing__seller_id=case.seller_id).values("listing_id")
    likely = rows.annotate(n=Count("id")).filter(n__gte=SHORTEST).order_by("-n").values_list("listing_id", flat=True)
    near = Listing.objects.filter(id__in=list(likely[: 4 * MOST])).values_list("id", "title")
    return [listing_id for listing_id, title in near if any(_alike(set(words(title)), one) for one in wanted)]


def _alike(one: set[str], other: frozenset[str]) -> bool:
    """Whether two titles share most of their words."""
    return len(one & other) >= ALIKE * len(one | other)
