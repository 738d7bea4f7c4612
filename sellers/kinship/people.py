"""Names of people: the same one spelt twice, or one of the family. Pure."""

from itertools import permutations

from sellers.kinship.spelling import Word, matched, words

TITLES = frozenset("dr dipl frau herr hr ing mag mme mr mrs ms prof sig sr sra".split())
MOST = 5
LEFT_OUT, MOST_SLIPS = 1, 1
"""Words that one of two spellings may leave out, and letters in which all words together may differ."""
SAME, FAMILY = "same", "family"


def name_of(text: str) -> list[Word]:
    """The words of a name as they sound, without titles and single letters; at most five."""
    return [word for word in words(text) if len(word.spelt) > 1 and word.spelt not in TITLES][:MOST]


def related(one: list[Word], other: list[Word]) -> str:
    """`same` where all words of the shorter name, two at least, stand in the longer one; `family` where the surname does."""
    shorter, longer = sorted((one, other), key=len)
    if not shorter:
        return ""
    found = matched(shorter, longer)
    if len(found) >= 2 and len(found) == len(shorter) >= len(longer) - LEFT_OUT and sum(found) <= MOST_SLIPS:
        return SAME
    return FAMILY if _surname_shared(one, other) else ""


def keys(name: list[Word]) -> set[str]:
    """Of which two spellings of one name share one: a word as it sounds with the first letter of another."""
    return {f"person {one.heard} {other.heard[0]}" for one, other in permutations(name, 2) if len(one.heard) > 2}


def _surname_shared(one: list[Word], other: list[Word]) -> bool:
    """The last word of the one (a surname, mostly) stands in the other as it is: a family spells its name one way."""
    return any(each.heard == one[-1].heard for each in other) or any(each.heard == other[-1].heard for each in one)
