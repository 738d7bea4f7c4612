"""Names as companies coin them, as many as are wanted, the same in every run."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator

from scanner.matchers import folding
from scanner.matchers.ordinary import ENDINGS

MADE_UP = (
    "new black cotton shirt for men with long sleeves and a soft collar, size large; washable, made in Portugal, price without "
    "shipping. Stainless steel bottle 750 ml keeps drinks cold for 24 hours – “best gift” for school & sport, 2 years of warranty "
    "wireless headphones with microphone, usb cable 1.5 m, battery up to 30h, café crème colour, fits all models from 2019 on"
).split()


def coined(count: int, words_in_use: Collection[bytes] = ()) -> Iterator[str]:
    """So many names; none twice, and none that reads as one of the words in use (given folded) or as its singular."""
    met: set[str] = set()
    for name in endless():
        if len(met) == count:
            return
        if name not in met and not (words_in_use and _reads_as_one(name, words_in_use)):
            met.add(name)
            yield name


def _reads_as_one(name: str, words_in_use: Collection[bytes]) -> bool:
    letters = folding.canonical(name).replace(b" ", b"")
    return letters in words_in_use or any(letters + ending in words_in_use for ending in ENDINGS)


def endless() -> Iterator[str]:
    """Names of two to four syllables, some with a second word; a few come again."""
    chance = random.Random(3)
    seconds = [word for word in MADE_UP if word.isalpha()]
    heads = "b c d f g h k l m n p r s t v w z br st tr ch cl pl gr th sh cr".split()
    syllables = [
        head + vowel + tail for head in heads for vowel in "aeiouy" for tail in ("", "", "n", "r", "x", "l", "s")
    ]
    while True:
        name = "".join(chance.choices(syllables, k=chance.choice((2, 3, 3, 3, 4))))
        yield f"{name} {chance.choice(seconds)}" if chance.random() < 0.3 else name
