"""Lessons of brands: written by rights holders, looked at by staff."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import action, page
from accounts.forms import add_refusal
from accounts.permissions import may
from gateway.fields import FormText
from gateway.http import PageRequest, found, see_other, text
from gateway.paging import Keyset
from registry.models import Brand
from sellers.learning.brands import LONGEST, MOST_PAGES, MOST_QUESTIONS, OPTIONS, brand_lesson
from sellers.learning.library import LANGUAGES
from sellers.machine import BRANDLESSON
from sellers.models import BrandLesson
from sellers.services import brand_lessons as services
from tenancy.errors import Conflict, Invalid

NEWEST = Keyset("-id")


class BrandLessonForm(forms.Form):
    """A lesson: title, summary, up to four pages, up to four questions with three answers, of which the first is the right one."""

    brand = forms.ChoiceField(label=gettext_lazy("Brand"))
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=[*LANGUAGES.items()])
    title = FormText(label=gettext_lazy("Title"), max_length=LONGEST["title"])
    summary = FormText(label=gettext_lazy("What sellers learn"), max_length=LONGEST["summary"])

    def __init__(self, *args: Any, brands: list[Brand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["brand"].choices = [(one.reference, one.name) for one in brands]  # type: ignore[attr-defined]
        for n in range(1, MOST_PAGES + 1):
            words = forms.Textarea(attrs={"rows": 6})
            self.fields[f"page{n}_title"] = FormText(
                label=gettext_lazy("Title of the page"), max_length=LONGEST["title"], required=n == 1
            )
            self.fields[f"page{n}_text"] = FormText(
                label=gettext_lazy("Text"), max_length=LONGEST["page"], required=n == 1, widget=words
            )
        for n in range(1, MOST_QUESTIONS + 1):
            first: dict[str, Any] = {"max_length": LONGEST["question"], "required": n == 1}
            self.fields[f"question{n}"] = FormText(label=gettext_lazy("Question"), **first)
            for place in range(1, OPTIONS + 1):
                label = gettext_lazy("Right answer") if place == 1 else gettext_lazy("Wrong answer")
                needed = n == 1 and place < OPTIONS
                more: dict[str, Any] = {"max_length": LONGEST["option"], "required": needed}
                self.fields[f"answer{n}_{place}"] = FormText(label=label, **more)
                self.fields[f"why{n}_{place}"] = FormText(label=gettext_lazy("Why"), **more)

    def pages(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each page."""
        return [(n, [self[f"page{n}_title"], self[f"page{n}_text"]]) for n in range(1, MOST_PAGES + 1)]

    def questions(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each question."""
        return [
            (n, [self[f"question{n}"]] + [self[f"{what}{n}_{place}"] for place in range(1, OPTIONS + 1)
                                         for what in ("answer", "why")])
            for n in range(1, MOST_QUESTIONS + 1)
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What was begun has to be whole: a page has a title and a text, a question two answers with their reasons."""
        said: dict[str, Any] = super().clean() or {}
        groups = [[f"page{n}_title", f"page{n}_text"] for n in range(1, MOST_PAGES + 1)]
        groups += [
            [f"question{n}", *(f"{what}{n}_{place}" for place in (1, 2) for what in ("answer", "why"))]
            for n in range(1, MOST_QUESTIONS + 1)
        ]
        groups += [[f"answer{n}_3", f"why{n}_3"] for n in range(1, MOST_QUESTIONS + 1)]
        for names in groups:
            if any((said.get(name) or "").strip() for name in names):
                for name in names:
                    if not (said.get(name) or "").strip() and name not in self.errors:
                        self.add_error(name, _("Fill it in, or leave the whole of it empty."))
        return said

    def content(self) -> dict[str, Any]:
        """After `is_valid`: as `sellers.learning.brands` reads it. The place of the right answer follows from its question."""
        said = self.cleaned_data
        pages = [
            {"title": said[f"page{n}_title"].strip(), "text": said[f"page{n}_text"].strip()}
            for n in range(1, MOST_PAGES + 1)
            if said[f"page{n}_title"].strip()
        ]
        quiz = []
        for n in range(1, MOST_QUESTIONS + 1):
            if not said[f"question{n}"].strip():
                continue
            options = [
                {
                    "text": said[f"answer{n}_{place}"].strip(),
                    "right": place == 1,
                    "why": said[f"why{n}_{place}"].strip(),
                }
                for place in range(1, OPTIONS + 1)
                if said[f"answer{n}_{place}"].strip()
            ]
            turn = len(said[f"question{n}"]) % len(options)  # so that the right one is not always the first
            quiz.append({"text": said[f"question{n}"].strip(), "options": options[turn:] + options[:turn]})
        return {"title": said["title"].strip(), "summary": said["summary"].strip(), "pages": pages, "quiz": quiz}


def _initial(row: BrandLesson) -> dict[str, str]:
    """What stands in a lesson, as the form has it."""
    found = {
        "brand": row.brand.reference, "language": row.language, "title": row.content["title"],
        "summary": row.content["summary"],
    }  # fmt: skip
    for n, one in enumerate(row.content["pages"], start=1):
        found |= {f"page{n}_title": one["title"], f"page{n}_text": one["text"]}
    for n, one in enumerate(row.content["quiz"], start=1):
        found[f"question{n}"] = one["text"]
        options = sorted(one["options"], key=lambda option: not option["right"])
        for place, option in enumerate(options, start=1):
            found |= {f"answer{n}_{place}": option["text"], f"why{n}_{place}": option["why"]}
    return found


def _row(request: PageRequest, reference: str) -> BrandLesson:
    return found(BrandLesson.objects.visible_to(request.actor).select_related("brand__owner"), reference=reference)


def _address(request: PageRequest, name: str, *args: str) -> str:
    return reverse(f"sellers:{name}", args=[request.marketplace.slug, *args])


@page("lesson.read")
def lessons(request: PageRequest) -> HttpResponse:
    """Lessons of brands that the actor sees, the newest first."""
    rows = BrandLesson.objects.visible_to(request.actor).select_related("brand__owner")
    shown = NEWEST.page(rows, request.GET.get("cursor"))
    context = {
        "lines": [
            (one, _address(request, "brand_lesson", one.reference), BRANDLESSON.colour(one.state)) for one in shown.rows
        ],
        "page": shown,
        "may_write": may(request.actor, "lesson.write"),
        "slug": request.marketplace.slug,
    }
    return render(request, "sellers/learning/brand_lessons.html", context)


@page("lesson.write")
def write(request: PageRequest) -> HttpResponse:
    """Write a lesson for sellers of a brand."""
    brands = list(Brand.objects.visible_to(request.actor).standing().order_by("folded", "id")[:200])
    form = BrandLessonForm(request.POST or None, brands=brands, initial={"language": "en"})
    if request.method == "POST" and form.is_valid():
        brand = next(one for one in brands if one.reference == form.cleaned_data["brand"])
        try:
            made = services.send_lesson(
                actor=request.actor, brand=brand, language=form.cleaned_data["language"], content=form.content()
            )
            return see_other(_address(request, "brand_lesson", made.reference))
        except Invalid as refused:
            add_refusal(form, refused)
    return _form_page(request, form, None, has_brand=bool(brands))


@page("lesson.write")
def change(request: PageRequest, reference: str) -> HttpResponse:
    """Change what was returned, and hand it in again."""
    row = _row(request, reference)
    form = BrandLessonForm(request.POST or None, brands=[row.brand], initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            services.send_again(
                actor=request.actor, lesson_id=row.id, language=form.cleaned_data["language"], content=form.content()
            )
            return see_other(_address(request, "brand_lesson", row.reference))
        except Invalid as refused:
            add_refusal(form, refused)
        except Conflict as refused:
            messages.error(request, refused.message)
            return see_other(_address(request, "brand_lesson", row.reference))
    return _form_page(request, form, row, has_brand=True)


def _form_page(
    request: PageRequest, form: BrandLessonForm, row: BrandLesson | None, *, has_brand: bool
) -> HttpResponse:  # fmt: skip
    context = {"form": form, "row": row, "has_brand": has_brand, "slug": request.marketplace.slug}
    status = 422 if request.method == "POST" else 200
    return render(request, "sellers/learning/brand_lesson_form.html", context, status=status)


@page("lesson.read")
def lesson(request: PageRequest, reference: str) -> HttpResponse:
    """One lesson of a brand, whole, with where it stands and what can be done."""
    row = _row(request, reference)
    owns = bool(may(request.actor, "lesson.write"))
    context = {
        "row": row,
        "lesson": brand_lesson(row.reference, row.language, row.content),
        "language": LANGUAGES.get(row.language, row.language),
        "tone": BRANDLESSON.colour(row.state),
        "may_decide": row.state == "sent" and bool(may(request.actor, "lesson.manage")),
        "may_change": owns and row.state == "returned",
        "may_end": owns and row.state != "ended",
        "slug": request.marketplace.slug,
    }
    return render(request, "sellers/learning/brand_lesson.html", context)


@action("lesson.manage")
def decide(request: PageRequest, reference: str) -> HttpResponse:
    """Approve it, or return it with what is to be changed."""
    row = _row(request, reference)
    try:
        if request.POST.get("deed") == "approve":
            services.approve_lesson(actor=request.actor, lesson_id=row.id)
        else:
            reason = text(request.POST, "reason", default="", longest=2000)
            services.return_lesson(actor=request.actor, lesson_id=row.id, reason=reason)
    except Invalid as refused:
        messages.error(request, " ".join(sentence for said in refused.fields.values() for sentence in said))
    except Conflict as refused:
        messages.error(request, refused.message)
    return see_other(_address(request, "brand_lesson", row.reference))


@action("lesson.write")
def end(request: PageRequest, reference: str) -> HttpResponse:
    """Take it back."""
    row = _row(request, reference)
    try:
        services.end_lesson(actor=request.actor, lesson_id=row.id)
    except Conflict as refused:
        messages.error(request, refused.message)
    return see_other(_address(request, "brand_lesson", row.reference))
