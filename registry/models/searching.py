"""What rights are found by: the words of each, and the vocabulary of all words under the keys of spelling and sound."""

from typing import ClassVar

from django.db import models

from registry.models.rights import Right
from tenancy.context import current_tenant
from tenancy.fields import TenantFK
from tenancy.models import Marketplace, Tenanted


class Derived(Tenanted):
    """What is made from rights, and settled with every change of one.

    The database asks no other table about it: of a list that is brought in these keys took two thirds of the time, at
    the end of each transaction, while others wait. A word of no right is harmless, as the right itself is read after it.
    """

    tenant = models.ForeignKey(
        Marketplace, models.PROTECT, related_name="+", db_index=False, db_constraint=False, default=current_tenant,
        editable=False,
    )  # fmt: skip

    class Meta:
        abstract = True


class SearchWord(Derived):
    """A folded word by which a right is found: of its title, its other names, its numbers."""

    right = TenantFK(Right, models.CASCADE, held=False)
    word = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "right", "word"], name="searchword_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "word", "right"], name="searchword_word")]

    def __str__(self) -> str:
        return self.word


class SearchKey(Derived):
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
