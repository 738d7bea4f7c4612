"""Lessons that rights holders write for sellers of their goods, and what staff say to them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.log import record
from audit.verbs import Verb
from registry.models import Brand
from sellers import verbs
from sellers.learning.brands import LONGEST, MOST_PAGES, MOST_QUESTIONS, brand_lesson
from sellers.learning.lesson import problems
from sellers.machine import BRANDLESSON
from sellers.models import BrandLesson
from tenancy.actor import Actor
from tenancy.errors import Invalid, NotFound
from tenancy.references import unused
from workflow.moves import move

State = BrandLesson.State


def send_lesson(*, actor: Actor, brand: Brand, language: str, content: Mapping[str, Any]) -> BrandLesson:
    """A rights holder hands in a lesson for sellers of a brand; sellers see it once it was approved.

    `content` as `sellers.learning.brands` reads it. Raises NotFound for the brand of others, Invalid.
    """
    require(actor, "lesson.write")
    if not Brand.objects.visible_to(actor).standing().filter(id=brand.id).exists():
        raise NotFound
    _check(language, content)
    with transaction.atomic():
        made: BrandLesson = BrandLesson.objects.create(
            reference=unused(BrandLesson, "BL"), brand=brand, language=language, content=dict(content)
        )
        _note(verbs.BRAND_LESSON_SENT, actor, made, sizes=True)
    return made


def send_again(*, actor: Actor, lesson_id: UUID, language: str, content: Mapping[str, Any]) -> BrandLesson:
    """What was returned is changed and handed in again. Raises NotFound, Invalid, Conflict."""
    require(actor, "lesson.write")
    _check(language, content)
    with transaction.atomic():
        row = _held(actor, lesson_id)
        move(row, State.SENT, machine=BRANDLESSON)
        row.language, row.content, row.reason = language, dict(content), ""
        row.save(update_fields=["language", "content", "reason"])
        _note(verbs.BRAND_LESSON_SENT, actor, row, sizes=True)
    return row


def approve_lesson(*, actor: Actor, lesson_id: UUID) -> BrandLesson:
    """Staff approve it: from now on sellers of the brand see it. Raises NotFound, Conflict."""
    require(actor, "lesson.manage")
    with transaction.atomic():
        row = _held(actor, lesson_id)
        move(row, State.APPROVED, machine=BRANDLESSON)
        _note(verbs.BRAND_LESSON_APPROVED, actor, row)
    return row


def return_lesson(*, actor: Actor, lesson_id: UUID, reason: str) -> BrandLesson:
    """Staff return it, with what is to be changed. Raises NotFound, Invalid without words, Conflict."""
    require(actor, "lesson.manage")
    if not reason.strip():
        raise Invalid(fields={"reason": [_("Say what is to be changed.")]})
    with transaction.atomic():
        row = _held(actor, lesson_id)
        move(row, State.RETURNED, machine=BRANDLESSON)
        row.reason = reason.strip()
        row.save(update_fields=["reason"])
        _note(verbs.BRAND_LESSON_RETURNED, actor, row)
    return row


def end_lesson(*, actor: Actor, lesson_id: UUID) -> BrandLesson:
    """The rights holder takes it back: nobody sees it any more. Raises NotFound, Conflict."""
    require(actor, "lesson.write")
    with transaction.atomic():
        row = _held(actor, lesson_id)
        move(row, State.ENDED, machine=BRANDLESSON)
        _note(verbs.BRAND_LESSON_ENDED, actor, row)
    return row


def _check(language: str, content: Mapping[str, Any]) -> None:
    """Raises Invalid where the content is no whole lesson, or too long."""
    lesson = brand_lesson("new", language, content)
    if wrong := problems(lesson):
        raise Invalid("; ".join(wrong))
    long = (
        len(lesson.title) > LONGEST["title"] or len(lesson.summary) > LONGEST["summary"]
        or len(lesson.pages) > MOST_PAGES or len(lesson.quiz) > MOST_QUESTIONS
        or any(len(page.text) > LONGEST["page"] for page in lesson.pages)
    )  # fmt: skip
    if long:
        raise Invalid(_("This is longer than a lesson may be."))


def _held(actor: Actor, lesson_id: UUID) -> BrandLesson:
    rows = BrandLesson.objects.visible_to(actor).select_for_update(of=("self",)).select_related("brand")
    row: BrandLesson | None = rows.filter(id=lesson_id).first()
    if row is None:
        raise NotFound
    return row


def _note(verb: Verb, actor: Actor, row: BrandLesson, *, sizes: bool = False) -> None:
    facts = {"pages": len(row.content["pages"]), "questions": len(row.content["quiz"])} if sizes else {}
    record(verb, actor=actor, subject=row, refs=[row.brand], facts=facts, parties=[row.brand.owner_id])
