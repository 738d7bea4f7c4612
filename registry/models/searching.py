"""What rights are found by: the words of each, all words under the keys of spelling and sound, and the goods as lexemes."""

from typing import Any, ClassVar

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


class Lexemes(models.Field):
    """PostgreSQL's `tsvector`: made by `registry.services.goods_words`, asked with `__fits`, never read."""

    def db_type(self, connection: object) -> str:
        """The type of the column."""
        return "tsvector"


@Lexemes.register_lookup
class Fits(models.Lookup):
    """That the lexemes fit a question of `registry.search.lexemes.asked`. Behind the wall it reaches no index."""

    lookup_name = "fits"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The operator."""
        column, given = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", (*given, self.rhs)


class SearchGoods(Derived):
    """The goods and services of a right as lexemes. Its index is reached by the function `registry_goods` alone."""

    right = TenantFK(Right, models.CASCADE, held=False)
    words = Lexemes()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "right"], name="searchgoods_once")]

    def __str__(self) -> str:
        return f"goods of {self.right_id}"


class GoodsWaiting(Derived):
    """Ids of rights that an import brought in, whose goods are still to be made lexemes. Taken away when they are."""

    rights = models.JSONField()

    def __str__(self) -> str:
        return f"{len(self.rights)} rights"
