"""What a letter's words are made of, in any language."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

Written = Mapping[str, Mapping[int, tuple[str, str]]]
"""Subject and body by the template's key and version; `{name}` places stand where LETTER_FIELDS are filled in."""


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one template. `key` is "" where nobody has put the letter on file: then there is English alone."""

    key: str
    version: int
    language: str
    subject: str
    body: str

    @property
    def places(self) -> frozenset[str]:
        """The names of the places to fill in."""
        return places(self.subject + self.body)


def places(words: str) -> frozenset[str]:
    """The `{name}` places in a text. ValueError if one is not closed."""
    return frozenset(name for _, name, _, _ in Formatter().parse(words) if name is not None)
