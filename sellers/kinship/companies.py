"""Names of companies: which words say which company it is, and whether two names say the same. Pure."""

from collections.abc import Collection

from registry.checking.names import core
from sellers.kinship.spelling import Word, matched, without_one, words

GENERIC = frozenset(
    "agency brand brands business center centre commerce company design digital direct distribution enterprise enterprises europe"
    " european export fashion general global gmbh goods group handel handels home imex import industries industry international"
    " kids life logistics market marketing moda online outlet partner products retail service services shop solutions sport"
    " sports store style supply systems tech technology trade trading ventures wholesale world ulica via".split()
)
"""What half of all sellers are called as well."""
SHORTEST = 4
MOST = 4


def name_of(text: str) -> list[Word]:
    """The words that tell a company from others, as they sound: without legal form and without what all are called."""
    said = [word for part in core(text) for word in words(part) if word.spelt not in GENERIC]
    return [word for word in said if len(word.spelt) >= SHORTEST][:MOST]


def same_name(one: list[Word], other: list[Word]) -> bool:
    """Every word of the shorter name stands in the longer one."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and len(matched(shorter, longer)) == len(shorter)


def keys(name: Collection[Word]) -> set[str]:
    """Of which two spellings share one: each word without one of its letters."""
    return {f"company {spelt}" for word in name for spelt in (word.heard, *without_one(word.spelt))}
