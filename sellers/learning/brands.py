"""Lessons of brands: read from what a rights holder wrote, as a lesson like those of the house. Pure."""

from collections.abc import Mapping
from typing import Any

from sellers.learning.lesson import Lesson, Option, Page, Question

MOST_PAGES, MOST_QUESTIONS, OPTIONS = 4, 4, 3
LONGEST = {"title": 120, "summary": 400, "page": 4000, "question": 300, "option": 300}
PASS_MARK = 75
WORDS_A_MINUTE = 180


def brand_lesson(reference: str, language: str, content: Mapping[str, Any]) -> Lesson:
    """A lesson from its content: title, summary, pages [{title, text}], quiz [{text, options [{text, right, why}]}]."""
    pages = tuple(Page(one["title"], one["text"]) for one in content["pages"])
    quiz = tuple(
        Question(one["text"], tuple(Option(o["text"], o["right"], o["why"]) for o in one["options"]))
        for one in content["quiz"]
    )
    words = sum(len(page.text.split()) for page in pages)
    return Lesson(
        code=reference, edition=1, minutes=1 + words // WORDS_A_MINUTE, pass_mark=PASS_MARK, language=language,
        title=content["title"], summary=content["summary"], pages=pages, steps=(), quiz=quiz,
    )  # fmt: skip
