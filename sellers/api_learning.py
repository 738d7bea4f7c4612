"""The API of learning, for programs of sellers: which lessons there are and how far one is, one lesson, its answers."""

from typing import Any, ClassVar

from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of
from gateway.http import choice
from gateway.idempotency import idempotent
from sellers.learning.lesson import Lesson, mark
from sellers.learning.library import LANGUAGES, spoken
from sellers.learning.shelf import OnShelf, lesson_for_actor, shelf
from sellers.models import Study
from sellers.services import learning

LANG = OpenApiParameter("lang", str, description="In which language: " + ", ".join(LANGUAGES) + ".")


class OnShelfOut(serializers.Serializer):
    """A lesson, and how far the key's seller is in it."""

    code = serializers.CharField(source="lesson.code", help_text="Of the house, or the reference of a brand's.")
    edition = serializers.IntegerField(source="lesson.edition")
    title = serializers.CharField(source="lesson.title")
    summary = serializers.CharField(source="lesson.summary")
    lesson_language = serializers.CharField(source="lesson.language")
    minutes = serializers.IntegerField(source="lesson.minutes")
    brand = serializers.CharField()
    due_at = serializers.SerializerMethodField()
    pages_read = serializers.SerializerMethodField()
    score = serializers.SerializerMethodField()
    passed_at = serializers.SerializerMethodField()

    @extend_schema(responses=serializers.DateTimeField(allow_null=True))
    def get_due_at(self, row: OnShelf) -> Any:
        """Until when an assigned lesson is to be passed; null where it was not assigned."""
        return row.assigned.due_at if row.assigned else None

    def get_pages_read(self, row: OnShelf) -> int:
        """The last page that was read."""
        return row.study.page if row.study else 0

    @extend_schema(responses=serializers.IntegerField(allow_null=True))
    def get_score(self, row: OnShelf) -> int | None:
        """What the last answers came to, of 100."""
        return row.study.score if row.study else None

    @extend_schema(responses=serializers.DateTimeField(allow_null=True))
    def get_passed_at(self, row: OnShelf) -> Any:
        """When this edition was passed."""
        return row.study.passed_at if row.study else None


class LessonsOut(serializers.Serializer):
    """What is due first, then what was begun."""

    lessons = OnShelfOut(many=True)


class LessonPageOut(serializers.Serializer):
    """A page: title and paragraphs."""

    title = serializers.CharField()
    text = serializers.CharField()


class LessonQuestionOut(serializers.Serializer):
    """A question and its options; which one is right is said by the answer."""

    text = serializers.CharField()
    options = serializers.SerializerMethodField()

    @extend_schema(responses=serializers.ListField(child=serializers.CharField()))
    def get_options(self, question: Any) -> list[str]:
        """In their order; answers name their place, from 0."""
        return [option.text for option in question.options]


class LessonOut(serializers.Serializer):
    """A lesson with its words."""

    code = serializers.CharField()
    edition = serializers.IntegerField()
    lesson_language = serializers.CharField(source="language")
    title = serializers.CharField()
    summary = serializers.CharField()
    pass_mark = serializers.IntegerField()
    pages = LessonPageOut(many=True)
    quiz = LessonQuestionOut(many=True)
    sources = serializers.ListField(child=serializers.CharField())


class LessonAnswersIn(serializers.Serializer):
    """For each question the place of the chosen option, from 0."""

    answers = serializers.ListField(child=serializers.IntegerField(min_value=0, max_value=9), max_length=20)


class LessonMarkedOut(serializers.Serializer):
    """How many answers were right, whether that passes, and per question the right option and why."""

    right = serializers.IntegerField()
    score = serializers.IntegerField()
    passed = serializers.BooleanField()
    passed_at = serializers.DateTimeField(allow_null=True)
    explained = serializers.ListField(child=serializers.DictField())


def _lesson(request: ApiRequest, code: str) -> Lesson:
    asked = choice(request.GET, "lang", [*LANGUAGES], default="")
    return lesson_for_actor(request.actor, code, asked or spoken(get_language() or "en"))


class Lessons(MarketplaceView):
    """The lessons of a seller."""

    permissions: ClassVar = {"GET": "lesson.read"}

    @extend_schema(operation_id="lessons_list", summary="List lessons", parameters=[LANG], responses=LessonsOut)
    def get(self, request: ApiRequest) -> Response:
        """Those of the house, and those of brands that the seller lists. A key of the seller has a progress of its own."""
        asked = choice(request.GET, "lang", [*LANGUAGES], default="")
        rows = shelf(request.actor, asked or spoken(get_language() or "en"))
        return Response(LessonsOut({"lessons": rows}).data)


class OneLesson(MarketplaceView):
    """A lesson."""

    permissions: ClassVar = {"GET": "lesson.read"}

    @extend_schema(operation_id="lesson_read", summary="Read a lesson", parameters=[LANG], responses=LessonOut)
    def get(self, request: ApiRequest, code: str) -> Response:
        """Its pages and questions."""
        return Response(LessonOut(_lesson(request, code)).data)


class Answers(MarketplaceView):
    """The answers to the questions of a lesson."""

    permissions: ClassVar = {"POST": "lesson.take"}

    @extend_schema(
        operation_id="lesson_answer", summary="Answer the questions of a lesson", request=LessonAnswersIn,
        responses=LessonMarkedOut, parameters=[LANG],
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, code: str) -> Response:
        """Marked at once. Passed, what was assigned is done, as on the pages."""
        lesson = _lesson(request, code)
        given = body_of(LessonAnswersIn, request)["answers"]
        study: Study = learning.answer_quiz(actor=request.actor, lesson=lesson, answers=given)
        marked = mark(lesson, given)
        explained = [
            {"right": one.right, "why": one.options[one.right].why, "chosen_why": one.options[chosen].why}
            for one, chosen in zip(lesson.quiz, given, strict=True)
        ]
        out = {
            "right": marked.right, "score": marked.score, "passed": marked.passed, "passed_at": study.passed_at,
            "explained": explained,
        }  # fmt: skip
        return Response(LessonMarkedOut(out).data)
