"""What the registry knows beside marks and pictures, in the form in which matchers and context read it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from registry import goods as registry
from registry.models import AuthorisedSeller
from scanner.matchers.bans import BanFacts, BanTable
from scanner.matchers.copied_text import EarlierFacts, TextFacts
from scanner.matchers.price import goods_words
from scanner.matchers.reasons import Aim, Band, steps
from scanner.models import ListingText, UsualWord, WordCount
from sellers.models import Listing
from tenancy.context import database_now

TEXT_ALGORITHM = "minhash64/1"
MOST_TEXTS = 100_000
"""So many descriptions are compared with, the newest: some 450 bytes each in every process."""
TOGETHER = 2_000


def texts(ids: Iterable[UUID] | None = None) -> list[TextFacts]:
    """The texts of copyrights, for a TextTable. One query."""
    return [TextFacts(row.right_id, str(row.text_id), row.text) for row in registry.live_texts(ids)]


def bands(ids: Iterable[UUID] | None = None) -> dict[UUID, tuple[Band, ...]]:
    """The usual prices by right, each with the days on which it holds. One query."""
    return {
        right_id: tuple(
            Band(
                row.currency, row.low_cents, row.high_cents, row.market, goods_words(row.goods), row.starts_on, row.ends_on
            )
            for row in rows
        )
        for right_id, rows in registry.lasting_bands(ids).items()
    }  # fmt: skip


def made_in(ids: Iterable[UUID] | None = None) -> dict[UUID, frozenset[str]]:
    """Where the goods of a right are made. One query."""
    return registry.live_origins(ids)


def aims(ids: Iterable[UUID] | None = None) -> dict[UUID, Aim]:
    """Where the goods of a right are offered here, as its owner says. One query."""
    return {
        right_id: Aim(frozenset(steps(path.split(">")) for path in paths), frozenset(places))
        for right_id, (paths, places) in registry.live_aims(ids).items()
    }


def designs(ids: Iterable[UUID] | None = None) -> dict[UUID, frozenset[int]]:
    """The designs with their Locarno classes. One query."""
    return registry.live_designs(ids)


def ban_table() -> BanTable:
    """The bans that have not ended. Two queries."""
    return BanTable(
        BanFacts(
            id=ban.id,
            reference=ban.reference,
            kind=ban.kind,
            territories=ban.countries,
            products=ban.products,
            models=ban.models,
            allowed=ban.allowed,
            excepted=ban.excepted,
            right_id=ban.right_id,
            order=ban.order,
            action=ban.action,
        )
        for ban in registry.live_bans()
    )


def words_counted_at() -> datetime | None:
    """When the words of what is for sale were last counted; None where nobody has. One query."""
    return WordCount.objects.values_list("counted_at", flat=True).first()


def usual_words() -> dict[bytes, float]:
    """The words that the marketplace's own listings use as ordinary ones, for `Around`. Two queries, of 20,000 rows at most."""
    read = WordCount.objects.values_list("listings", flat=True).first()
    rows = UsualWord.objects.values_list("word", "beside") if read else ()
    return {word.encode(): beside / max(1, read or 0) for word, beside in rows}


def texts_until() -> datetime | None:
    """When a description last changed that listings are compared with; None where there is none. One query."""
    newest = ListingText.objects.filter(algorithm=TEXT_ALGORITHM).order_by("-changed_at", "-id")
    return newest.values_list("changed_at", flat=True).first()


def earlier_listings(since: datetime | None = None, *, most: int = MOST_TEXTS) -> list[EarlierFacts]:
    """The signatures of the `most` newest listings that are public, or of those changed after `since`, the newest first.

    A seller whom the owner of a copyright has authorised brings these rights along. Two queries.
    """
    day = database_now()
    allowed: dict[UUID, tuple[UUID, ...]] = {}
    standing = AuthorisedSeller.objects.standing(day).filter(right__kind="copyright", right__state="verified")
    for seller_id, right_id in standing.values_list("seller_id", "right_id"):
        allowed[seller_id] = (*allowed.get(seller_id, ()), right_id)
    rows = ListingText.objects.filter(algorithm=TEXT_ALGORITHM, listing__state=Listing.State.PUBLIC)
    if since is not None:
        rows = rows.filter(changed_at__gt=since)
    columns = rows.order_by("-changed_at", "-id").values_list("listing__number", "listing__seller_id", "signature")[
        :most
    ]
    return [
        EarlierFacts(number, seller_id, bytes(signed), allowed.get(seller_id, ()))
        for number, seller_id, signed in columns.iterator(chunk_size=TOGETHER)
    ]
