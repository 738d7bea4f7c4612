"""A lesson as plain values, and the pure rules of it: how a scenario is walked and how a quiz is marked."""

from collections.abc import Sequence
from dataclasses import dataclass

ENDINGS = ("good", "stop")
"""How a scenario can end: well, or with a loss."""


@dataclass(frozen=True, slots=True)
class Page:
    """One short page: a title and paragraphs, parted by empty lines."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Way:
    """A choice in a scenario: its `code` among those of its step, what it does, what comes of it, the step it leads to."""

    code: str
    text: str
    outcome: str
    leads_to: str


@dataclass(frozen=True, slots=True)
class Step:
    """A moment of a scenario. `ending` is "" where one goes on from here, else one of `ENDINGS`."""

    code: str
    text: str
    ways: tuple[Way, ...] = ()
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A possible answer, whether it is right, and why."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its possible answers, of which one is right."""

    text: str
    options: tuple[Option, ...]

    @property
    def right(self) -> int:
        """The place of the right answer."""
        return next(place for place, option in enumerate(self.options) if option.right)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learnt in some minutes. `edition` grows when its substance changes, so that who knew the one before is told.

    `code` is the name of a lesson of the house or the reference of a brand's; `pass_mark` the share of right answers, of
    100, with which it is passed; `sources` where it can be read; `language` a BCP 47 tag of the words.
    """

    code: str
    edition: int
    minutes: int
    pass_mark: int
    language: str
    title: str
    summary: str
    pages: tuple[Page, ...]
    steps: tuple[Step, ...]
    quiz: tuple[Question, ...]
    sources: tuple[str, ...] = ()

    def step(self, code: str) -> Step:
        """A step of the scenario by its code. KeyError."""
        return {step.code: step for step in self.steps}[code]


@dataclass(frozen=True, slots=True)
class Gone:
    """A walk through a scenario: each step that was left with the way chosen there, and the step one stands at."""

    past: tuple[tuple[Step, Way], ...]
    here: Step


def walk(lesson: Lesson, trail: Sequence[str]) -> Gone:
    """Follow the codes of the chosen ways from the first step. What does not fit any more, and all after it, is left out."""
    past: list[tuple[Step, Way]] = []
    here = lesson.steps[0]
    for code in trail:
        way = next((way for way in here.ways if way.code == code), None)
        if way is None:
            break
        past.append((here, way))
        here = lesson.step(way.leads_to)
    return Gone(tuple(past), here)


@dataclass(frozen=True, slots=True)
class Marked:
    """A quiz as it was answered: how many answers were right, the share of 100, and whether that passes."""

    right: int
    score: int
    passed: bool


def mark(lesson: Lesson, answers: Sequence[int]) -> Marked:
    """Mark a quiz; `answers` has for each question the place of the option that was chosen. ValueError unless all are there."""
    if len(answers) != len(lesson.quiz):
        raise ValueError("an answer to every question")
    if any(not 0 <= chosen < len(one.options) for one, chosen in zip(lesson.quiz, answers, strict=True)):
        raise ValueError("an option that there is")
    right = sum(one.right == chosen for one, chosen in zip(lesson.quiz, answers, strict=True))
    score = right * 100 // len(lesson.quiz)
    return Marked(right, score, score >= lesson.pass_mark)


def problems(lesson: Lesson) -> list[str]:
    """What is wrong with a lesson, one sentence each; empty if it is sound."""
    found: list[str] = []
    if not lesson.title or not lesson.summary or not lesson.pages or not lesson.quiz:
        found.append("title, summary, pages and quiz are needed")
    if not 1 <= lesson.pass_mark <= 100 or lesson.edition < 1 or lesson.minutes < 1:
        found.append("pass mark, edition and minutes are positive")
    for question in lesson.quiz:
        if sum(option.right for option in question.options) != 1 or len(question.options) < 2:
            found.append(f"one right answer of several: {question.text}")
        if not all(option.text and option.why for option in question.options):
            found.append(f"each answer is explained: {question.text}")
    return [*found, *_scenario_problems(lesson)]


def _scenario_problems(lesson: Lesson) -> list[str]:
    found: list[str] = []
    codes = [step.code for step in lesson.steps]
    if len(set(codes)) != len(codes):
        found.append("a step stands twice")
    reached = {codes[0]} if codes else set()
    for step in lesson.steps:
        if bool(step.ways) == (step.ending in ENDINGS):
            found.append(f"{step.code} goes on or ends, never both")
        if len({way.code for way in step.ways}) != len(step.ways):
            found.append(f"{step.code} has a way twice")
        found += [f"{step.code} leads to nowhere" for way in step.ways if way.leads_to not in codes]
        reached |= {way.leads_to for way in step.ways}
    found += [f"{code} is never reached" for code in codes if code not in reached]
    if lesson.steps and {step.ending for step in lesson.steps} != {"", *ENDINGS}:
        found.append("a scenario ends well or with a loss")
    return found
