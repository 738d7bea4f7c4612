"""A title as numbers: its words, pairs of words, and how longer words begin and end, each hashed.

Folded as everything here is, so that a disguise changes little; in scripts without spaces the signs are the words, and
their pairs say most.
"""

from __future__ import annotations

from zlib import crc32

from scanner.matchers.folding import plain

LONG = 5
"""Words of more bytes are known by their beginning and end, too: "bottles" is like "bottle", "Trinkflasche" like "Flasche"."""
PART = 4
MOST_WORDS = 60
_BEGINS, _ENDS, _GAP = crc32(b"^"), crc32(b"$"), b" "


def features(title: str) -> list[int]:
    """The distinct features of a title as 32-bit numbers, never 0; none for a title without letters and digits."""
    words = plain(title).split()[:MOST_WORDS]
    found = {crc32(word) for word in words}
    before = 0
    for word in words:
        if before:
            found.add(crc32(word, before))
        before = crc32(_GAP, crc32(word))
        if len(word) > LONG:
            found.add(crc32(word[:PART], _BEGINS))
            found.add(crc32(word[-PART:], _ENDS))
    found.discard(0)
    return sorted(found)
