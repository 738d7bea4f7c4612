"""Words that are nearly the same: keys that words with a typing error, or of one sound, have in common.

Row security lets only equality and ranges reach an index, so likeness is made into equality: each word of the registry is
kept under a few keys, a question makes its own, and what shares one is compared closely. Pure.

Spelling (after SymSpell and the pigeonhole principle): a short word has a key for each letter left out; a long one for
each letter left out of its first and of its second half, as of two errors one half has at most one. Within a distance
of one every word is found; from `LONG` letters on, within two.

Sound: any script is first read in Latin letters (“найк”, “ナイキ” and “나이키” are all naik- or naiki), then coded by the rules
of English (Metaphone), German (Cologne phonetics) and the Romance languages. A code forgets vowels, and so finds far too
much: `likeness` says how near two words are.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b

from anyascii import anyascii
from jellyfish import metaphone
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

SHORTEST, LONG, HALF = 3, 9, 8
"""Letters of the shortest word with keys; from which on a word has halves; of a half at most."""
LONGEST_SOUND = 6
LEAST_LIKENESS = 45.0
"""Per cent, between the Latin letters of two words of one code: less is another word (“Nike” and “Nokia” have 44)."""
NOT_LATIN = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=10_000)
def latin(word: str) -> str:
    """A word as it is read in Latin letters, without accents and signs."""
    return word if word.isascii() and word.isalnum() else NOT_LATIN.sub("", anyascii(word).lower())


def has_keys(word: str) -> bool:
    """Whether a word is kept under keys: numbers and references are looked up as they are."""
    return not any(character.isdigit() for character in word) and (len(word) >= SHORTEST or not word.isascii())


def errors_allowed(word: str) -> int:
    """How many errors a question may have: none where nearly every other short word would do."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < LONG else 2


def distance(one: str, other: str, *, most: int = 2) -> int:
    """Letters changed, left out, put in, or swapped with their neighbour; `most + 1` for any more."""
    return OSA.distance(one, other, score_cutoff=most)


def likeness(one: str, other: str) -> float:
    """How near two words are as they are read, 0 to 100."""
    return float(fuzz.ratio(latin(one).replace("y", "i"), latin(other).replace("y", "i")))


def keys_of(word: str) -> set[int]:
    """The keys under which a word is kept."""
    if not has_keys(word):
        return set()
    length = len(word)
    spelled = set(_without_one(word)) if length < LONG else set(_halves(word, length))
    return {_number(key) for key in (*spelled, *_sounds(word))}


def own_key(word: str) -> int:
    """One of `keys_of`, quickly made: a word that is kept under it is kept under all."""
    return _number(f"={latin(word)}")


def keys_asked_spelled(word: str) -> set[int]:
    """The keys under which words of this spelling, but for an error or two, are kept."""
    if not has_keys(word) or not errors_allowed(word):
        return set()
    length, errors = len(word), errors_allowed(word)
    found = set(_without_one(word)) if length <= LONG else set()
    for other in range(max(LONG, length - errors), length + errors + 1):
        found |= set(_halves(word, other))
    return {_number(key) for key in found}


def keys_asked_sounded(word: str) -> set[int]:
    """The keys under which words of this sound are kept."""
    return {_number(key) for key in _sounds(word)} if has_keys(word) else set()


def _without_one(word: str) -> Iterator[str]:
    yield "d" + word
    for at in range(len(word)):
        yield f"d{word[:at]}{word[at + 1 :]}"


def _halves(word: str, length: int) -> Iterator[str]:
    """The halves as they would be of a word of `length` letters, whole and with a letter left out."""
    first, second = min(length // 2, HALF), min(length - length // 2, HALF)
    for sign, part in (("f", word[:first]), ("s", word[-second:])):
        yield f"{sign}{length}:{part}"
        for at in range(len(part)):
            yield f"{sign}{length}:{part[:at]}{part[at + 1 :]}"


def _sounds(word: str) -> set[str]:
    read = latin(word)
    codes = (("m", metaphone(read)), ("k", cologne(read)), ("r", romance(read)))
    return {f"{language}{code[:LONGEST_SOUND]}" for language, code in codes if len(code) > 1} | {f"={read}"}


def _number(key: str) -> int:
    """A key as the database keeps it: 64 bits. That two keys fall together harms nothing: words are compared afterwards."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


COLOGNE = (
    ("a", "0"),
    ("b", "1"),
    ("dt", "2"),
    ("fvw", "3"),
    ("gkq", "4"),
    ("l", "5"),
    ("mn", "6"),
    ("r", "7"),
    ("sz", "8"),
)
COLOGNE_CODES = {letter: code for letters, code in COLOGNE for letter in letters} | dict.fromkeys("eijouy", "0")


def cologne(word: str) -> str:
    """The Cologne phonetics of a word in Latin letters (Postel, “Die Kölner Phonetik”, 1969): Meyer and Maier are 67."""
    letters = [letter for letter in word if letter.isalpha()]
    codes = [_cologne(before, letter, after) for before, letter, after in _neighbours(letters)]
    joined = re.sub(r"(.)\1+", r"\1", "".join(codes))
    return joined[:1] + joined[1:].replace("0", "")


def _cologne(before: str, letter: str, after: str) -> str:
    if letter == "p":
        return "3" if after == "h" else "1"
    if letter in "dt" and after and after in "csz":
        return "8"
    if letter == "x":
        return "8" if before and before in "ckq" else "48"
    if letter == "c":
        hard = "ahkloqrux" if not before else "ahkoqux"
        return "4" if after and after in hard and (not before or before not in "sz") else "8"
    return COLOGNE_CODES.get(letter, "")


def _neighbours(letters: list[str]) -> Iterable[tuple[str, str, str]]:
    return zip(["", *letters], letters, [*letters[1:], ""], strict=False)


ROMANCE = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(eaux|eau|aux|au)", "o"),
        (r"(gn|nh|ny|ni(?=[aou]))", "N"),
        (r"(gli|lh|ll(?=[aeiouy])|ill(?=e))", "L"),
        (r"sch(?=[aouei])", "sk"),
        (r"(ch(?=[aou])|sh|sci(?=[aou])|sc(?=[ei]))", "S"),
        (r"(qu|ch|ck|c(?=[^eiy]|$)|q)", "k"),
        (r"(gu(?=[eiy])|gh)", "g"),
        (r"(c|z|ss|x)", "s"),
        (r"(ge(?=[ao])|g(?=[eiy])|j)", "Z"),
        (r"(ph)", "f"),
        (r"h", ""),
        (r"[vw]", "b"),
        (r"(?<=..)(?:e?[stdxp]|e)$", ""),
        (r"(.)\1+", r"\1"),
    )
)
"""One after the other: French, Italian, Spanish and Portuguese spellings of one sound become one sign."""


def romance(word: str) -> str:
    """A word as a Romance ear keeps it: signs of the consonants, and a first vowel: Queso and Keso are ks."""
    for pattern, sound in ROMANCE:
        word = pattern.sub(sound, word)
    return re.sub(r"(.)\1+", r"\1", word[:1] + re.sub(r"[aeiouy]", "", word[1:]))
