"""Lessons as they are written down: a Markdown file per lesson and language.

What holds in every language stands once, in the front matter (TOML between `+++`) of the English file:

    +++
    edition = 1
    minutes = 8
    pass_mark = 75
    sources = ["Directive (EU) 2015/2436, article 15"]
    +++
    # Title
    The summary, in one paragraph.

    ## Title of a page
    Paragraphs.

    --- scenario
    [order]
    What happens.
    -> ship lost: What one can do | What comes of it
    [lost stop]
    How it ends; `good` or `stop`.

    --- quiz
    ? The question
    + The right answer | why
    - Another one | why not

Of a way the first word is its code, the second the step that it leads to. The other languages have the same parts in the same
order.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from sellers.learning.lesson import Lesson, Option, Page, Question, Step, Way

WAY = re.compile(r"-> (\w+) (\w+): (.+?) \| (.+)")
STEP = re.compile(r"\[(\w+)(?: (\w+))?\]")
OPTION = re.compile(r"([+-]) (.+?) \| (.+)")


class Unwritten(ValueError):
    """A file that is no lesson; says where."""


def read_lesson(code: str, language: str, source: str, front: Mapping[str, Any] | None = None) -> Lesson:
    """The lesson in `source`. `front` is that of the English file where this one has none. Raises Unwritten."""
    own, body = _front(code, source)
    head = own or front
    if head is None:
        raise Unwritten(f"{code} in {language} has no front matter")
    words, _mark, rest = body.partition("\n--- scenario\n")
    scenario, _mark, quiz = rest.partition("\n--- quiz\n")
    title, summary, pages = _words(code, words)
    return Lesson(
        code=code, edition=head["edition"], minutes=head["minutes"], pass_mark=head["pass_mark"], language=language,
        title=title, summary=summary, pages=pages, steps=_steps(code, scenario), quiz=_quiz(code, quiz),
        sources=tuple(head["sources"]),
    )  # fmt: skip


def front_of(code: str, source: str) -> dict[str, Any]:
    """The front matter of the English file. Raises Unwritten."""
    front, _body = _front(code, source)
    if front is None:
        raise Unwritten(f"{code} has no front matter")
    return front


def _front(code: str, source: str) -> tuple[dict[str, Any] | None, str]:
    if not source.startswith("+++\n"):
        return None, source
    head, mark, body = source.removeprefix("+++\n").partition("\n+++\n")
    if not mark:
        raise Unwritten(f"the front matter of {code} does not end")
    return tomllib.loads(head), body


def _words(code: str, text: str) -> tuple[str, str, tuple[Page, ...]]:
    first, *sections = text.strip().split("\n## ")
    title, _break, summary = first.partition("\n")
    if not title.startswith("# "):
        raise Unwritten(f"{code} has no title")
    pages = []
    for section in sections:
        name, _break, words = section.partition("\n")
        pages.append(Page(name.strip(), words.strip()))
    return title.removeprefix("# ").strip(), summary.strip(), tuple(pages)


def _steps(code: str, text: str) -> tuple[Step, ...]:
    found: list[Step] = []
    name, ending, words, ways = "", "", list[str](), list[Way]()

    def close() -> None:
        if name:
            found.append(Step(name, "\n".join(words).strip(), tuple(ways), ending))

    for line in text.strip().splitlines():
        if head := STEP.fullmatch(line):
            close()
            name, ending, words, ways = head[1], head[2] or "", [], []
        elif line.startswith("-> "):
            way = WAY.fullmatch(line)
            if way is None:
                raise Unwritten(f"{code}: {line}")
            ways.append(Way(way[1], way[3].strip(), way[4].strip(), way[2]))
        else:
            words.append(line)
    close()
    return tuple(found)


def _quiz(code: str, text: str) -> tuple[Question, ...]:
    found: list[tuple[str, list[Option]]] = []
    for line in filter(None, text.strip().splitlines()):
        if line.startswith("? "):
            found.append((line[2:].strip(), []))
            continue
        option = OPTION.fullmatch(line)
        if option is None or not found:
            raise Unwritten(f"{code}: {line}")
        found[-1][1].append(Option(option[2].strip(), option[1] == "+", option[3].strip()))
    return tuple(Question(text, tuple(options)) for text, options in found)
