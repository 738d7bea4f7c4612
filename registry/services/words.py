"""The words by which rights are found, and the keys by which words are: settled with every change of a right."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection, transaction

from registry.details import found_by
from registry.models import Right, SearchWord
from registry.search.sounding import has_keys, keys_of, own_key
from registry.services.goods_words import leave_goods, settle_goods
from registry.words import words
from tenancy.context import current_tenant

KEYS_TOGETHER = 20_000
MOST_IN_MIND = 100_000
NEW_WORDS = """
SELECT w FROM unnest(%s::bigint[], %s::text[]) AS given (k, w)
WHERE NOT EXISTS (SELECT FROM registry_searchkey s WHERE s.tenant_id = %s AND s.key = k AND s.word = w)
"""
INSERT_KEYS = """
INSERT INTO registry_searchkey (id, tenant_id, key, word)
SELECT uuidv7(), %s, k, w FROM unnest(%s::bigint[], %s::text[]) AS given (k, w)
ON CONFLICT (tenant_id, key, word) DO NOTHING
"""
INSERT_WORDS = """
INSERT INTO registry_searchword (id, tenant_id, right_id, word)
SELECT uuidv7(), %s, r, w FROM unnest(%s::uuid[], %s::text[]) AS given (r, w)
"""


def settle_words(right: Right) -> None:
    """Make the words by which a right is found those of what is on file now."""
    settle_many([right])


def settle_many(rights: Sequence[Right]) -> None:
    """The same for many rights at once; settling twice changes nothing. No query per right but where words went."""
    known: dict[UUID, set[str]] = defaultdict(set)
    rows = SearchWord.objects.filter(right__in=[right.id for right in rights])
    for right_id, word in rows.values_list("right_id", "word"):
        known[right_id].add(word)
    wanted = {right.id: set(found_by(right)) for right in rights}
    for right_id, now in wanted.items():
        if gone := known[right_id] - now:
            SearchWord.objects.filter(right_id=right_id, word__in=gone).delete()
    _insert((right_id, word) for right_id, now in wanted.items() for word in now - known[right_id])
    learn_names(rights)
    settle_goods(rights)


def settle_new(rights: Iterable[Right]) -> None:
    """The words of rights that have none yet; the vocabulary is the caller's to settle, with `learn_names`.

    Their goods follow once they are in.
    """
    new = list(rights)
    _insert((right.id, word) for right in new for word in found_by(right))
    leave_goods(new)


def _insert(given: Iterable[tuple[UUID, str]]) -> None:
    """In one order, so that two writers wait for each other, never both."""
    missing = sorted((str(right_id), word) for right_id, word in given)
    if missing:
        ids, texts = zip(*missing, strict=True)
        with connection.cursor() as cursor:
            cursor.execute(INSERT_WORDS, [current_tenant(), list(ids), list(texts)])


def learn_names(rights: Iterable[Right]) -> None:
    """Keep the keys of each word of their names that is new to the vocabulary."""
    learn({word for right in rights for text in (right.title, *right.aliases) for word in words(text)})


def learn(given: Iterable[str]) -> None:
    """Keep the keys of each word that is new to the vocabulary. Words of two letters and numbers have none."""
    place = current_tenant()
    sayable = sorted({word for word in given if (place, word) not in _learnt and has_keys(word)})
    if not sayable:
        return
    with connection.cursor() as cursor:
        cursor.execute(NEW_WORDS, [[own_key(word) for word in sayable], sayable, place])
        lines = sorted((key, word) for (word,) in cursor.fetchall() for key in keys_of(word))
        for at in range(0, len(lines), KEYS_TOGETHER):
            some = lines[at : at + KEYS_TOGETHER]
            cursor.execute(INSERT_KEYS, [place, [key for key, _word in some], [word for _key, word in some]])
    transaction.on_commit(lambda: _bear_in_mind((place, word) for word in sayable))


_learnt: set[tuple[UUID, str]] = set()
"""Words of which this process knows that the database has them: none is ever taken away."""


def _bear_in_mind(found: Iterable[tuple[UUID, str]]) -> None:
    if len(_learnt) > MOST_IN_MIND:
        _learnt.clear()
    _learnt.update(found)
