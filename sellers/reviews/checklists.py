"""What an inspector answers, by kind of review. Pure data in versions: a review keeps the one with which it was begun.

The questions are our own. They follow what Regulation (EU) 2022/2065, article 30, has a marketplace know of its sellers, and
what Regulation (EU) 2023/988, articles 9 to 12, asks of who makes, imports and distributes goods.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ANSWERS = ("yes", "no", "none")


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `essential`: a no means that the review is not passed. `picture`: an answer needs one beside it."""

    code: str
    words: str | Promise
    essential: bool = False
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that are answered together: a step of the form."""

    code: str
    title: str | Promise
    questions: tuple[Question, ...]


_PEOPLE = Section(
    "people",
    _("Who they are"),
    (
        Question("same_name", _("The company at this place is the one that the register names."), essential=True),
        Question("spoke_with", _("Somebody who answers for the company was there and showed who they are."), True),
    ),
)
_PREMISES = Section(
    "premises",
    _("The place"),
    (
        Question("address", _("The address is the one that the seller gave."), essential=True, picture=True),
        Question("sign", _("The company's name can be read at the entrance."), picture=True),
        Question("store", _("There is room for the goods that are offered."), picture=True),
    ),
)
_KEEPING = Section(
    "keeping",
    _("How goods are kept"),
    (
        Question("traced", _("Each delivery can be traced to the supplier it came from."), essential=True),
        Question("apart", _("Returned and doubtful goods are kept apart."), picture=True),
        Question("labels", _("No loose labels, brand tags or empty packaging of brands lie about."), True),
    ),
)
_DRAWN = Section(
    "drawn",
    _("The goods you drew"),
    (
        Question("as_offered", _("The goods are those of the listing."), essential=True, picture=True),
        Question("marks", _("The brand's marks are as on its reference pictures."), essential=True, picture=True),
        Question(
            "labelled", _("Maker, address and product number stand on the goods or their packaging."), picture=True
        ),
        Question("warnings", _("Warnings and instructions are there in the language of the country.")),
    ),
)
_SOURCE = Section(
    "source",
    _("Where they come from"),
    (
        Question("invoices", _("Invoices of the last twelve months cover the number that was sold."), essential=True),
        Question("chain", _("The chain of supply can be followed to the maker or its licensee."), essential=True),
    ),
)
_PAPERS = Section(
    "papers",
    _("The documents"),
    (
        Question("register", _("The extract of the register is genuine and not older than three months."), True),
        Question("signatory", _("Whoever signs may sign for the company."), essential=True),
        Question("licences", _("Licences and letters of authorisation name the seller and have not ended."), True),
        Question("confirmed", _("The one who gave the licence confirmed it when asked.")),
    ),
)

CHECKLISTS: Mapping[str, Sequence[tuple[Section, ...]]] = {
    "site": [(_PEOPLE, _PREMISES, _KEEPING)],
    "goods": [(_DRAWN, _SOURCE)],
    "documents": [(_PAPERS, _SOURCE)],
}
"""By kind, one entry per version; version 1 is the first. A version that was used is never changed."""


def newest(kind: str) -> int:
    """The version with which a review of this kind begins today."""
    return len(CHECKLISTS[kind])


def sections_of(kind: str, version: int) -> tuple[Section, ...]:
    """The steps of a checklist."""
    return CHECKLISTS[kind][version - 1]


def missing(sections: Sequence[Section], answers: Mapping[str, Any], pictured: frozenset[str]) -> dict[str, list[str]]:
    """What keeps the report from being signed, by question; `pictured` are the questions with a picture.

    An answer, words where it is no, and a picture where the question asks for one and there was something to see.
    """
    found: dict[str, list[str]] = {}
    for one in (question for section in sections for question in section.questions):
        given = answers.get(one.code, {})
        answer = given.get("answer", "")
        if answer not in ANSWERS:
            found.setdefault(one.code, []).append("answer")
        if answer == "no" and not given.get("note", "").strip():
            found.setdefault(one.code, []).append("note")
        if answer in ("yes", "no") and one.picture and one.code not in pictured:
            found.setdefault(one.code, []).append("picture")
    return found


def verdict(sections: Sequence[Section], answers: Mapping[str, Any]) -> str:
    """`failed` where an essential question was answered with no, else `passed`. Essential ones that do not apply count
    for nothing, unless none applies: then nothing was shown."""
    given = [
        answers.get(one.code, {}).get("answer", "")
        for section in sections
        for one in section.questions
        if one.essential
    ]
    return "passed" if "no" not in given and "yes" in given else "failed"
