"""Which lessons there are for somebody, how far they are, and what is due: read from the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sellers.learning.brands import brand_lesson
from sellers.learning.lesson import Lesson
from sellers.learning.library import CODES, lesson_of
from sellers.models import AssignedLesson, BrandLesson, Listing, Study
from tenancy.actor import Actor
from tenancy.errors import NotFound

OPEN = ("open", "overdue")


def lesson_for_actor(actor: Actor, code: str, language: str) -> Lesson:
    """A lesson of the house in a language, or one of a brand that the actor sees, in its own. Raises NotFound."""
    if code in CODES:
        return lesson_of(code, language)
    row = BrandLesson.objects.visible_to(actor).filter(reference=code).first()
    if row is None:
        raise NotFound
    return brand_lesson(row.reference, row.language, row.content)


@dataclass(frozen=True, slots=True)
class OnShelf:
    """A lesson as somebody sees it in a list: how far they are, until when it is due, whose goods it is about."""

    lesson: Lesson
    study: Study | None
    assigned: AssignedLesson | None
    brand: str = ""

    @property
    def is_done(self) -> bool:
        """Passed, in the edition of today."""
        return self.study is not None and self.study.passed_at is not None

    @property
    def is_begun(self) -> bool:
        """Something of it was read or answered, and it is not passed."""
        return self.study is not None and not self.is_done


def shelf(actor: Actor, language: str) -> list[OnShelf]:
    """Every lesson for the actor: what is due first, then what was begun, then in the order in which they are best learnt.

    For a seller those of brands that it lists; for others every one that they see. Four queries at most.
    """
    studies = _studies(actor)
    due = {one.lesson: one for one in open_assignments(actor.party_id)} if actor.party_id else {}
    found = [
        OnShelf(lesson, studies.get((lesson.code, lesson.edition)), due.get(lesson.code))
        for lesson in (lesson_of(code, language) for code in CODES)
    ]
    for row in _of_brands(actor):
        lesson = brand_lesson(row.reference, row.language, row.content)
        found.append(
            OnShelf(lesson, studies.get((lesson.code, lesson.edition)), due.get(lesson.code), brand=row.brand.name)
        )
    return sorted(found, key=lambda one: (one.assigned is None, not one.is_begun, one.is_done))


def _of_brands(actor: Actor) -> list[BrandLesson]:
    rows = BrandLesson.objects.visible_to(actor).filter(state="approved").select_related("brand").order_by("id")
    if not (actor.role.startswith("seller.") or "lesson.take" in actor.scopes):
        return list(rows)
    offered = Listing.objects.filter(seller_id=actor.party_id).exclude(state="ended").exclude(brand="")
    names = {name.casefold() for name in offered.values_list("brand", flat=True).distinct()} if rows else set()
    return [row for row in rows if row.brand.name.casefold() in names]


def _studies(actor: Actor) -> Mapping[tuple[str, int], Study]:
    if not actor.party_id:
        return {}
    rows = Study.objects.filter(seller_id=actor.party_id, membership_id=actor.membership_id)
    return {(row.lesson, row.edition): row for row in rows}


def study_of(actor: Actor, lesson: Lesson) -> Study | None:
    """How far the actor is in this edition of a lesson. One query."""
    return _studies(actor).get((lesson.code, lesson.edition))


def open_assignments(seller_id: UUID) -> list[AssignedLesson]:
    """The lessons that a seller is still to pass, the soonest due first. One query."""
    return list(AssignedLesson.objects.filter(seller_id=seller_id, state__in=OPEN).order_by("due_at", "id"))


def last_passed(seller_id: UUID) -> list[Study]:
    """The last ten lessons that people of a seller passed, the newest first. One query."""
    return list(Study.objects.filter(seller_id=seller_id).exclude(passed_at=None).order_by("-passed_at", "-id")[:10])


def title_of(code: str, language: str) -> str:
    """What a lesson is called; that of a brand by its reference."""
    return lesson_of(code, language).title if code in CODES else code


def due_before(rows: list[AssignedLesson], now: datetime) -> int:
    """How many of these are overdue."""
    return sum(row.due_at < now for row in rows)
