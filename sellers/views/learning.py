"""Lessons: the list, the pages of one, its scenario step by step, its quiz with what was right and why."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.permissions import may
from gateway.http import PageRequest, choice, see_other
from policy.packs.house_learning import RELIEF
from sellers.learning.checklists import CHECKLISTS
from sellers.learning.lesson import Lesson, mark, walk
from sellers.learning.library import LANGUAGES, spoken
from sellers.learning.shelf import OnShelf, lesson_for_actor, open_assignments, shelf, study_of
from sellers.models import BrandLesson, FilledChecklist, Seminar, Study
from sellers.services import learning
from tenancy.context import database_now
from tenancy.errors import NotFound

SOON = 3


class QuizForm(forms.Form):
    """A quiz: for each question one of its options, none chosen beforehand."""

    def __init__(self, *args: object, lesson: Lesson, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

        def said(words: str) -> SafeString:
            return format_html('<bdi lang="{}">{}</bdi>', lesson.language, words)

        for place, question in enumerate(lesson.quiz):
            self.fields[f"q{place}"] = forms.TypedChoiceField(
                label=format_html("{}. {}", place + 1, said(question.text)), coerce=int, widget=forms.RadioSelect,
                choices=[(number, said(option.text)) for number, option in enumerate(question.options)],
            )  # fmt: skip

    def answers(self) -> list[int]:
        """The chosen options, in the order of the questions. After `is_valid`."""
        return [self.cleaned_data[name] for name in self.fields]


def _language(request: PageRequest) -> str:
    return choice(request.GET, "lang", [*LANGUAGES], default="") or spoken(get_language() or "en")


def _address(request: PageRequest, name: str, lesson: Lesson, *args: object, **query: str) -> str:
    """Of a page of a lesson; a language that was asked for stays."""
    asked = request.GET.get("lang")
    kept = ({"lang": asked} if asked in LANGUAGES else {}) | query
    path = reverse(f"sellers:{name}", args=[request.marketplace.slug, lesson.code, *args])
    return f"{path}?{urlencode(kept)}" if kept else path


def _about(request: PageRequest, lesson: Lesson, study: Study | None) -> dict[str, object]:
    """What every page of a lesson needs."""
    return {
        "lesson": lesson,
        "study": study,
        "may_take": bool(may(request.actor, "lesson.take")),
        "lesson_url": _address(request, "lesson", lesson),
        "scenario_url": _address(request, "lesson_scenario", lesson),
        "quiz_url": _address(request, "lesson_quiz", lesson),
        "slug": request.marketplace.slug,
    }


def _row(request: PageRequest, one: OnShelf) -> dict[str, object]:
    now, state, tone = database_now(), "", ""
    if one.assigned:
        state, tone = (_("overdue"), "stop") if one.assigned.due_at < now else (_("to be passed"), "wait")
    elif one.is_done:
        state, tone = _("passed"), "good"
    elif one.is_begun:
        state, tone = _("begun"), "note"
    minutes = ngettext("%(n)d minute", "%(n)d minutes", one.lesson.minutes) % {"n": one.lesson.minutes}
    minutes = minutes.replace(" ", "\N{NO-BREAK SPACE}")
    return {
        "lesson": one.lesson, "url": _address(request, "lesson", one.lesson), "state": state, "tone": tone,
        "due": one.assigned.due_at if one.assigned else None, "minutes": minutes, "brand": one.brand,
    }  # fmt: skip


@page("lesson.read")
def lessons(request: PageRequest) -> HttpResponse:
    """Every lesson for this person: what is due, what was begun, the others; seminars and checklists beside."""
    rows = [(one, _row(request, one)) for one in shelf(request.actor, _language(request))]
    groups = [
        (_("To be passed"), [row for one, row in rows if one.assigned]),
        (_("Begun"), [row for one, row in rows if not one.assigned and one.is_begun]),
        (_("Lessons"), [row for one, row in rows if not (one.assigned or one.is_begun or one.is_done)]),
        (_("Passed"), [row for one, row in rows if not one.assigned and one.is_done]),
    ]
    now, actor = database_now(), request.actor
    coming = Seminar.objects.filter(state="announced", starts_at__gt=now).order_by("starts_at", "id")[:SOON]
    is_seller = bool(may(actor, "lesson.take")) or actor.role.startswith("seller.")
    context = {
        "groups": [(title, lines) for title, lines in groups if lines],
        "languages": _languages(request),
        "coming": coming,
        "is_seller": is_seller,
        "checklists": list(CHECKLISTS.values()),
        "filled": FilledChecklist.objects.visible_to(actor).order_by("-id")[:SOON] if is_seller else [],
        "may_fill": bool(may(actor, "listing.submit")),
        "may_write": may(actor, "lesson.write"),
        "may_manage": may(actor, "lesson.manage"),
        "to_approve": BrandLesson.objects.filter(state="sent").count() if may(actor, "lesson.manage") else 0,
        "relief": RELIEF,
        "slug": request.marketplace.slug,
    }
    return render(request, "sellers/learning/lessons.html", context)


def _languages(request: PageRequest) -> list[tuple[str, str, bool]]:
    here = _language(request)
    return [(name, f"?{urlencode({'lang': code})}", code == here) for code, name in LANGUAGES.items()]


@page("lesson.read")
def count(request: PageRequest) -> HttpResponse:
    """How many lessons are still to be passed, as text."""
    party = request.actor.party_id
    return HttpResponse(str(len(open_assignments(party))) if party else "0", content_type="text/plain")


@page("lesson.read")
def lesson(request: PageRequest, code: str) -> HttpResponse:
    """What a lesson is about, its parts with what was done of them, and where it can be read up."""
    shown = lesson_for_actor(request.actor, code, _language(request))
    study = study_of(request.actor, shown)
    due = next((one for one in open_assignments(request.actor.party_id) if one.lesson == code), None) if (
        request.actor.party_id
    ) else None  # fmt: skip
    read = study.page if study else 0
    context = _about(request, shown, study) | {
        "pages": [
            (one.title, _address(request, "lesson_page", shown, number), number <= read)
            for number, one in enumerate(shown.pages, start=1)
        ],
        "next_url": _next(request, shown, study, once_more=due is not None),
        "quiz_url": _address(
            request, "lesson_quiz", shown, **({"again": "1"} if due and study and study.passed_at else {})
        ),
        "begun": study is not None,
        "walked": bool(study and shown.steps and walk(shown, study.trail).here.ending),
        "due": due,
        "languages": _languages(request) if not code.startswith("BL-") else [],
        "relief": RELIEF,
    }
    return render(request, "sellers/learning/lesson.html", context)


def _next(request: PageRequest, shown: Lesson, study: Study | None, *, once_more: bool) -> str:
    """The first part that is not done: a page, the scenario, the quiz. Where it was passed and is assigned again, the questions."""
    read = study.page if study else 0
    if once_more and study and study.passed_at:
        return _address(request, "lesson_quiz", shown, again="1")
    if read < len(shown.pages):
        return _address(request, "lesson_page", shown, read + 1)
    if shown.steps and not walk(shown, study.trail if study else []).here.ending:
        return _address(request, "lesson_scenario", shown)
    return _address(request, "lesson_quiz", shown)


@page("lesson.read", post="lesson.take")
def lesson_page(request: PageRequest, code: str, number: int) -> HttpResponse:
    """One page; sent on, it counts as read."""
    shown = lesson_for_actor(request.actor, code, _language(request))
    if not 1 <= number <= len(shown.pages):
        raise NotFound
    after = _after(request, shown, number)
    if request.method == "POST":
        learning.read_page(actor=request.actor, lesson=shown, page=number)
        return see_other(after)
    context = _about(request, shown, study_of(request.actor, shown)) | {
        "page": shown.pages[number - 1],
        "number": number,
        "previous_url": _address(request, "lesson_page", shown, number - 1) if number > 1 else "",
        "after_url": after,
    }
    return render(request, "sellers/learning/page.html", context)


def _after(request: PageRequest, shown: Lesson, number: int) -> str:
    if number < len(shown.pages):
        return _address(request, "lesson_page", shown, number + 1)
    return _address(request, "lesson_scenario" if shown.steps else "lesson_quiz", shown)


@page("lesson.read", post="lesson.take")
def scenario(request: PageRequest, code: str) -> HttpResponse:
    """Where one stands in the scenario. Chosen ways are kept for who takes lessons; others look by the address alone."""
    shown = lesson_for_actor(request.actor, code, _language(request))
    if not shown.steps:
        raise NotFound
    study = study_of(request.actor, shown)
    may_take = may(request.actor, "lesson.take")
    trail = list(study.trail) if study else []
    if not may_take:
        trail = [way for way in request.GET.get("trail", "").split(".") if way]
    if request.method == "POST":
        way, deed = request.POST.get("way", ""), request.POST.get("deed", "")
        trail = [] if deed == "again" else trail[:-1] if deed == "back" else [*trail, way]
        learning.keep_trail(actor=request.actor, lesson=shown, trail=trail)
        return see_other(f"{_address(request, 'lesson_scenario', shown)}#here")
    gone = walk(shown, trail)
    chosen = [way.code for _step, way in gone.past]

    def with_trail(ways: list[str]) -> str:
        return f"{_address(request, 'lesson_scenario', shown, trail='.'.join(ways))}#here"

    context = _about(request, shown, study) | {
        "past": gone.past,
        "here": gone.here,
        "ways": [(way, with_trail([*chosen, way.code])) for way in gone.here.ways],
        "back_url": with_trail(chosen[:-1]),
        "again_url": with_trail([]),
    }
    return render(request, "sellers/learning/scenario.html", context)


@page("lesson.read", post="lesson.take")
def quiz(request: PageRequest, code: str) -> HttpResponse:
    """The questions; once answered, what was right and why. Asked again, the form comes back."""
    shown = lesson_for_actor(request.actor, code, _language(request))
    study = study_of(request.actor, shown)
    again = "again" in request.GET
    form = QuizForm(request.POST or None, lesson=shown)
    if request.method == "POST":
        if form.is_valid():
            done = learning.answer_quiz(actor=request.actor, lesson=shown, answers=form.answers())
            if done.passed_at and (study is None or study.passed_at is None):
                messages.success(request, _("Passed. It stands in your record."))
            return see_other(_address(request, "lesson_quiz", shown))
        return _quiz_page(request, shown, study, form, status=422)
    if study and len(study.answers) == len(shown.quiz) and not again:
        return _result_page(request, shown, study)
    return _quiz_page(request, shown, study, form)


def _quiz_page(
    request: PageRequest, shown: Lesson, study: Study | None, form: QuizForm, status: int = 200
) -> HttpResponse:
    context = _about(request, shown, study) | {"form": form, "refused": may(request.actor, "lesson.take")}
    return render(request, "sellers/learning/quiz.html", context, status=status)


def _result_page(request: PageRequest, shown: Lesson, study: Study) -> HttpResponse:
    marked = mark(shown, study.answers)
    context = _about(request, shown, study) | {
        "marked": marked,
        "questions": [
            (question, [(option, place == chosen) for place, option in enumerate(question.options)],
             question.right == chosen)
            for question, chosen in zip(shown.quiz, study.answers, strict=True)
        ],
        "again_url": _address(request, "lesson_quiz", shown, again="1"),
        "list_url": reverse("sellers:learning", args=[request.marketplace.slug]),
    }  # fmt: skip
    return render(request, "sellers/learning/result.html", context)
