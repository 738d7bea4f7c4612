"""Addresses of learning: lessons, checklists, seminars, lessons of brands; pages under `/m/<slug>/learning`."""

from django.urls import path

from sellers import api_learning
from sellers.views import brand_lessons, checklists, learning, seminars

pages = [
    path("learning", learning.lessons, name="learning"),
    path("learning/count", learning.count, name="learning_count"),
    path("learning/lessons/<str:code>", learning.lesson, name="lesson"),
    path("learning/lessons/<str:code>/pages/<int:number>", learning.lesson_page, name="lesson_page"),
    path("learning/lessons/<str:code>/scenario", learning.scenario, name="lesson_scenario"),
    path("learning/lessons/<str:code>/quiz", learning.quiz, name="lesson_quiz"),
    path("learning/checklists", checklists.filled, name="checklists"),
    path("learning/checklists/new/<str:kind>", checklists.fill, name="fill_checklist"),
    path("learning/checklists/<str:reference>", checklists.one, name="checklist"),
    path("learning/seminars", seminars.seminars, name="seminars"),
    path("learning/seminars/sign-up", seminars.sign_up, name="sign_up"),
    path("learning/seminars/new", seminars.announce, name="announce_seminar"),
    path("learning/seminars/<str:reference>", seminars.seminar, name="seminar"),
    path("learning/seminars/<str:reference>/withdraw", seminars.withdraw, name="withdraw_from_seminar"),
    path("learning/seminars/<str:reference>/attendance", seminars.attendance, name="attendance"),
    path("learning/seminars/<str:reference>/cancel", seminars.cancel, name="cancel_seminar"),
    path("learning/brands", brand_lessons.lessons, name="brand_lessons"),
    path("learning/brands/new", brand_lessons.write, name="write_lesson"),
    path("learning/brands/<str:reference>", brand_lessons.lesson, name="brand_lesson"),
    path("learning/brands/<str:reference>/change", brand_lessons.change, name="change_lesson"),
    path("learning/brands/<str:reference>/decide", brand_lessons.decide, name="decide_lesson"),
    path("learning/brands/<str:reference>/end", brand_lessons.end, name="end_lesson"),
]

api = [
    path("learning", api_learning.Lessons.as_view(), name="api_learning"),
    path("learning/<str:code>", api_learning.OneLesson.as_view(), name="api_lesson"),
    path("learning/<str:code>/answers", api_learning.Answers.as_view(), name="api_lesson_answers"),
]
