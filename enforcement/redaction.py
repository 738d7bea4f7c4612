"""Texts without personal data: e-mail addresses, telephone numbers and the names of people give way to a word. Pure.

What is cleared leaves the house: for the Commission's database (Regulation (EU) 2022/2065, art. 24(5): “the information
submitted does not contain personal data”), for a public archive, for a public page.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

MAIL = re.compile(r"[\w.+'%-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
# Digits with what people put between them; what it is, is told by `_is_phone`.
DIGITS = re.compile(r"(?<![\w.,/-])(?:\+|00)?(?:\(\d{1,6}\)\s?)?\d[\d\s().\u2011\-/]{4,22}\d(?![\w-])")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}/\d{1,2}/\d{4}")
ADDRESSED = re.compile(
    r"\b(Mr|Mrs|Ms|Mx|Dr|Prof|Herr|Herrn|Frau|Madame|Monsieur|Mme|Señora|Señor|Signora|Signor)\.?\s+"
    r"((?:[^\W\d_]\.\s?|[^\W\d_a-zß-ÿ][\w'’-]+\s?){1,3})"
)
SHORTEST_PART = 3
MAIL_WORD, PHONE_WORD, NAME_WORD, ADDRESS_WORD = "[e-mail]", "[telephone]", "[name]", "[address]"


@dataclass(frozen=True)
class Redaction:
    """What is to be taken out of texts beside what is told by its looks.

    `people` are names of persons, of which each part is taken out too; `stand_ins` other names with the word that takes
    their place, such as a party's with its side; `kept` are numbers that look like a telephone and are none.
    """

    people: tuple[str, ...] = ()
    stand_ins: tuple[tuple[str, str], ...] = ()
    addresses: tuple[str, ...] = ()
    kept: frozenset[str] = field(default_factory=frozenset)

    def clear(self, text: str) -> str:
        """The text without them."""
        for pattern, word in self._patterns:
            text = pattern.sub(lambda _found, word=word: word, text)  # type: ignore[misc]
        text = MAIL.sub(MAIL_WORD, text)
        text = ADDRESSED.sub(lambda found: f"{found[1]} {NAME_WORD}" + (" " if found[2].endswith(" ") else ""), text)
        return DIGITS.sub(lambda found: PHONE_WORD if self._is_phone(found[0]) else found[0], text)

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        """The longest first, so that a whole name goes before one of its parts."""
        stood = [(name, word) for name, word in self.stand_ins if name.strip()]
        stood += [(line, ADDRESS_WORD) for address in self.addresses for line in _lines(address)]
        stood += [(name, NAME_WORD) for name in self.people if name.strip()]
        # A single word may be a word of the language as well: it is a name only as a name is written.
        whole = [
            (_whole(name, re.IGNORECASE if " " in name.strip() else 0), word)
            for name, word in sorted(stood, key=lambda pair: -len(pair[0]))
        ]
        parts = {part for name in self.people for part in name.split() if len(part.strip(".,")) >= SHORTEST_PART}
        return [*whole, *[(_whole(part), NAME_WORD) for part in sorted(parts, key=lambda part: (-len(part), part))]]

    def _is_phone(self, text: str) -> bool:
        """Whether a run of digits is dialled: a day, a number that is known, or plain digits without a zero are not."""
        rest = DAY.sub(" ", text).strip()
        digits = re.sub(r"\D", "", rest)
        if not 7 <= len(digits) <= 15 or digits in self._kept_digits:
            return False
        return rest.startswith(("+", "0", "(")) or bool(re.search(r"\d[\s().\-/]+\d{2,}[\s().\-/]+\d", rest))

    @cached_property
    def _kept_digits(self) -> frozenset[str]:
        return frozenset(re.sub(r"\D", "", one) for one in self.kept)


def _whole(name: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name.strip())}(?!\w)", flags)


def _lines(address: str) -> Iterable[str]:
    return [line.strip() for line in re.split(r"[\n,]", address) if len(line.strip()) > SHORTEST_PART]
