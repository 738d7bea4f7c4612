"""The words that a marketplace's own listings use as ordinary ones, and of which count that is known."""

from typing import ClassVar

from django.db import models

from tenancy.models import Tenanted


class WordCount(Tenanted):
    """The last count of the words of what is for sale: how many listings were read, the newest, how many of them name a brand,
    and how many sellers those are of. One row."""

    listings = models.PositiveIntegerField()
    named = models.PositiveIntegerField()
    sellers = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant"], name="wordcount_once"),
            models.CheckConstraint(condition=models.Q(named__lte=models.F("listings")), name="wordcount_named"),
        ]

    def __str__(self) -> str:
        return f"words of {self.listings} listings"


class UsualWord(Tenanted):
    """A word, or two in a row, that many makers put beside their own brand: what `scanner.matchers.usual` found.

    `word` is as `usual.term_of` writes it; `beside` are the listings in which it stands beside another brand, of `listings` in
    which it stands at all. No more than 200 makers are counted.
    """

    word = models.CharField(max_length=90)
    makers = models.PositiveSmallIntegerField()
    sellers = models.PositiveSmallIntegerField()
    beside = models.PositiveIntegerField()
    listings = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "word"], name="usualword_once"),
            models.CheckConstraint(condition=models.Q(beside__lte=models.F("listings")), name="usualword_beside"),
        ]

    def __str__(self) -> str:
        return self.word
