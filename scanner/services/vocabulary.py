"""Counting the words of what is for sale, so that an everyday word is told from a brand without anybody ticking it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from audit import log
from scanner import verbs
from scanner.matchers.usual import Counting, Offer
from scanner.models import UsualWord, WordCount
from sellers.models import Listing
from tenancy import due
from tenancy.actor import Actor

JOB = "usual_words"
NEWEST = 50_000
"""So many listings are read, the newest: some ten seconds of a worker."""
AGAIN = timedelta(days=1)
GROWN = 1.25
"""A catalogue that has grown so far is counted at once."""
FEW = 100
"""So few listings more are no growth."""
_TOGETHER = 2_000
_COUNTED = ["makers", "sellers", "beside", "listings", "counted_at"]


@transaction.atomic
def count_words(*, actor: Actor, now: datetime) -> WordCount:
    """Read the newest listings that are public somewhere and keep the words that are usual among them.

    Every process goes by it within a minute.
    """
    counting = Counting()
    counting.read(_offers(now))
    usual, sample = counting.usual(), counting.sample
    before = set(UsualWord.objects.values_list("word", flat=True))
    rows = [
        UsualWord(
            word=word.decode(), makers=use.makers, sellers=use.sellers, beside=use.beside, listings=use.listings,
            counted_at=now,
        )
        for word, use in sorted(usual.items())
    ]  # fmt: skip
    UsualWord.objects.bulk_create(
        rows, batch_size=_TOGETHER, update_conflicts=True, unique_fields=["tenant", "word"], update_fields=_COUNTED
    )
    UsualWord.objects.filter(counted_at__lt=now).delete()
    said = {"listings": sample.listings, "named": sample.named, "sellers": sample.sellers, "counted_at": now}
    count, _made = WordCount.objects.update_or_create(defaults=said)
    words = {row.word for row in rows}
    facts: dict[str, log.Fact] = {
        "listings": sample.listings, "usual": len(words), "came": len(words - before), "went": len(before - words),
    }  # fmt: skip
    log.record(verbs.WORDS_COUNTED, actor=actor, subject=count, facts=facts)
    return count


@transaction.atomic
def count_words_again(*, actor: Actor, now: datetime) -> datetime | None:
    """Count where the last count is a day old, or the catalogue has grown a lot since; returns when to look again."""
    last = WordCount.objects.first()
    public = Listing.objects.filter(state=Listing.State.PUBLIC)[:NEWEST].count()
    if last is None and not public:
        return None
    if last is None or last.counted_at <= now - AGAIN or public > GROWN * last.listings + FEW:
        count_words(actor=actor, now=now)
    return None if due.next_at(JOB) else now + AGAIN


def _offers(now: datetime) -> Iterator[Offer]:
    """The newest listings that are public somewhere, read as a stream. One query."""
    rows = Listing.objects.public_somewhere(now).order_by("-id").values_list("title", "brand", "seller_id")[:NEWEST]
    for title, brand, seller_id in rows.iterator(chunk_size=_TOGETHER):
        yield Offer(title, brand, seller_id)
