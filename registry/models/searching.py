"""The vocabulary of the search: every distinct word of the registry under the keys of its spelling and its sound."""

from typing import ClassVar

from django.db import models

from tenancy.models import Tenanted


class SearchKey(Tenanted):
    """A word under one key of `registry.search.sounding.keys_of`. Words, not rights: a million rights share a vocabulary.

    Never taken away: a word that no right has any more leads to no right.
    """

    key = models.BigIntegerField()
    word = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "key", "word"], name="searchkey_once"),
        ]

    def __str__(self) -> str:
        return self.word
