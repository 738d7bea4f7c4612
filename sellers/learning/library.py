"""The lessons of the house: read from their files when the process starts, and refused there if one of them is not sound."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from sellers.learning.lesson import Lesson, problems
from sellers.learning.written import Unwritten, front_of, read_lesson

FOLDER = Path(__file__).parent / "lessons"
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {"en": "English", "de": "Deutsch", "es": "Español", "zh-hans": "简体中文"}
)
"""In which a lesson of the house can be had, as Django calls them, each in its own words."""
CODES = ("concepts", "regions", "contesting", "suppliers", "accounts", "contracts", "shipping", "scams")
"""The lessons, in the order in which they are best learnt."""


def _loaded() -> dict[tuple[str, str], Lesson]:
    found: dict[tuple[str, str], Lesson] = {}
    for code in CODES:
        front = front_of(code, (FOLDER / "en" / f"{code}.md").read_text(encoding="utf-8"))
        for language in LANGUAGES:
            file = FOLDER / language / f"{code}.md"
            if file.is_file():
                lesson = read_lesson(code, language, file.read_text(encoding="utf-8"), front)
                if wrong := problems(lesson):
                    raise Unwritten(f"{code} in {language}: {'; '.join(wrong)}")
                found[code, language] = lesson
    return found


LESSONS: Mapping[tuple[str, str], Lesson] = MappingProxyType(_loaded())
"""Every lesson of the house by code and language."""


def lesson_of(code: str, language: str) -> Lesson:
    """A lesson of the house in a language, or in English where it is not to be had in that one. KeyError for an unknown code."""
    return LESSONS.get((code, language)) or LESSONS[code, "en"]


def spoken(language: str) -> str:
    """The language of lessons that comes nearest to a language as Django calls it: "de-at" is read in German."""
    wanted = language.lower()
    if wanted.startswith("zh"):
        return "zh-hans"
    return wanted if wanted in LANGUAGES else next((one for one in LANGUAGES if one == wanted[:2]), "en")


FOR_GROUNDS = (("counterfeit", "suppliers"), ("mark.imported", "regions"), ("repeat", "concepts"))
"""Which lesson answers a finding on a ground, or below it in the tree; all others are answered by what infringement is."""
FOR_AUDITS: Mapping[str, str] = MappingProxyType({"authorisation": "suppliers", "picture": "concepts"})


def lesson_for(ground: str) -> str:
    """The lesson that is assigned after a finding on this ground."""
    fitting = [code for branch, code in FOR_GROUNDS if ground == branch or ground.startswith(branch + ".")]
    return fitting[0] if fitting else "concepts"


def lesson_for_audit(asked: list[str]) -> str:
    """The lesson that is assigned after an audit which asked for these things: for the most frequent of them."""
    most = max(sorted(set(asked)), key=asked.count, default="")
    return FOR_AUDITS.get(most, "concepts")
