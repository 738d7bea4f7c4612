"""What a reading comes to. `start` and `end` are places in the letter's text, counted in characters."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["notice", "counter_notice", "retraction", "other"]
Role = Literal["complained", "work", "other"]

# 17 USC 512(c)(3)(A)(i)-(vi) and 512(g)(3)(A)-(D), under the codes that the pack of the United States has.
NOTICE_ELEMENTS = ("signature", "work", "location", "contact", "good_faith", "accuracy_authority")
COUNTER_ELEMENTS = ("signature", "material", "mistake", "contact", "jurisdiction", "service")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the letter."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Address:
    """A web address as it would be opened, and what the letter says it is: complained of, the own work, or neither."""

    address: str
    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A question of a form, or a heading, with what stands below it. `topic` is "" where it is not known; `asked` where
    the title is the question of a form, and not the sender's own words."""

    title: str
    answer: str
    topic: str
    start: int
    body_start: int
    end: int
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """An element that the law asks for: what the letter says for it and where, or why it counts as missing.

    `reason` is a code: `not_found`, `empty` (asked for and left blank), `no_name` (signed by nobody, or only by a
    company), `belief_alone` (good faith, but of what is not said), `no_perjury`, `no_authority`, `no_accuracy`.
    """

    code: str
    text: str = ""
    start: int = -1
    end: int = -1
    reason: str = ""

    @property
    def given(self) -> bool:
        """Whether the letter gives it."""
        return not self.reason


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """All that was found in a letter. `addresses` and `numbers` are in order and each once; `cut` says that the letter
    was longer than what is read of it."""

    kind: Kind
    language: str
    sections: tuple[Section, ...]
    addresses: tuple[Address, ...]
    numbers: tuple[Passage, ...]
    works: tuple[Passage, ...]
    owner: str
    emails: tuple[Passage, ...]
    phones: tuple[Passage, ...]
    postal: tuple[Passage, ...]
    elements: tuple[Element, ...]
    demands: tuple[Passage, ...]
    cut: bool = False

    @property
    def complained(self) -> tuple[str, ...]:
        """The addresses whose removal is asked; in a counter-notice, of what was removed."""
        return tuple(found.address for found in self.addresses if found.role == "complained")

    @property
    def missing(self) -> tuple[Element, ...]:
        """The elements that the letter lacks, in the order of the law."""
        return tuple(found for found in self.elements if not found.given)

    def element(self, code: str) -> Element:
        """One of them. Raises KeyError for a code that this kind of letter has not."""
        for found in self.elements:
            if found.code == code:
                return found
        raise KeyError(code)
