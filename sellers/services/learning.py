"""Learning: a lesson is assigned after a finding, read, walked through and passed; what is passed counts in the standing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import Fact, record
from audit.models import Entry
from delivery.services import mail
from policy.packs.house_learning import DAYS_TO_LEARN, RELIEF, REMINDED_BEFORE
from sellers import verbs
from sellers.learning.lesson import Lesson, mark, walk
from sellers.learning.shelf import OPEN, title_of
from sellers.machine import ASSIGNEDLESSON
from sellers.models import AssignedLesson, Relief, Strike, Study
from sellers.queries import house_strikes
from sellers.services.shop import hold_seller
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Denied, Invalid
from tenancy.references import unused
from workflow.clocks import Limit, start, stop
from workflow.moves import move

CLOCK, REMINDER = "lesson", "lesson_reminder"
OVERDUE, REMIND = "lesson_overdue", "lesson_reminder"
"""The clocks of an assigned lesson, and what follows when they run out."""
AFTER_ALL = 10_000


def assign_lesson(
    *, actor: Actor, seller_id: UUID, lesson: str, cause: str, now: datetime, due_at: datetime | None = None
) -> AssignedLesson:
    """A seller is to pass a lesson until `due_at` (14 days), because of `cause`; it is told by mail.

    Called by whoever found something, who has authorised that. The same cause gives the same; a lesson that is to be passed
    already is not assigned twice.
    """
    with transaction.atomic():
        hold_seller(seller_id, shared=False)
        rows = AssignedLesson.objects.filter(seller_id=seller_id, lesson=lesson)
        known = rows.filter(cause=cause).first() or rows.filter(state__in=OPEN).first()
        if known is not None:
            return known
        due = due_at or now + timedelta(days=DAYS_TO_LEARN)
        made: AssignedLesson = AssignedLesson.objects.create(
            reference=unused(AssignedLesson, "LN"), seller_id=seller_id, lesson=lesson, cause=cause, due_at=due
        )
        limit = Limit(unit="days", upper=DAYS_TO_LEARN, source="House policy of the platform")
        start(kind=CLOCK, subject=made, about_id=seller_id, starts_at=now, due_at=due, then=OVERDUE, limit=limit)
        soon = max(due - timedelta(days=REMINDED_BEFORE), now)
        start(kind=REMINDER, subject=made, about_id=seller_id, starts_at=now, due_at=soon, then=REMIND, limit=limit)
        facts: dict[str, Fact] = {"lesson": lesson, "due_on": due.date().isoformat(), "cause": cause}
        entry = record(
            verbs.LESSON_ASSIGNED, actor=actor, subject=made, refs=[seller_id], facts=facts, parties=[seller_id]
        )
        _write(made, entry, "assigned")
    return made


def remind_of_lesson(*, actor: Actor, assigned: AssignedLesson, now: datetime) -> None:
    """Some days before it is due: a mail. Nothing once it is passed."""
    if assigned.state != AssignedLesson.State.OPEN or assigned.due_at <= now:
        return
    entry = record(
        verbs.LESSON_REMINDED, actor=actor, subject=assigned, refs=[assigned.seller_id],
        facts={"lesson": assigned.lesson}, parties=[assigned.seller_id],
    )  # fmt: skip
    _write(assigned, entry, "soon")


def note_overdue(*, actor: Actor, assigned: AssignedLesson, now: datetime) -> None:
    """It was not passed in time: that is shown, and nothing else follows by itself."""
    if assigned.state != AssignedLesson.State.OPEN:
        return
    move(assigned, AssignedLesson.State.OVERDUE, machine=ASSIGNEDLESSON, now=now)
    entry = record(
        verbs.LESSON_OVERDUE, actor=actor, subject=assigned, refs=[assigned.seller_id],
        facts={"lesson": assigned.lesson}, parties=[assigned.seller_id],
    )  # fmt: skip
    _write(assigned, entry, "overdue")


def read_page(*, actor: Actor, lesson: Lesson, page: int) -> Study:
    """Keep that a page, counted from 1, was read. Raises Invalid for a page that there is not."""
    require(actor, "lesson.take")
    if not 1 <= page <= len(lesson.pages):
        raise Invalid(fields={"page": [_("This lesson has no such page.")]})
    with transaction.atomic():
        study = _study(actor, lesson)
        if page > study.page:
            study.page = page
            study.save(update_fields=["page"])
    return study


def keep_trail(*, actor: Actor, lesson: Lesson, trail: Sequence[str]) -> Study:
    """Keep which ways were chosen in the scenario so far; fewer than before is a way back. What does not fit is left out."""
    require(actor, "lesson.take")
    kept = [way.code for _step, way in walk(lesson, trail[:AFTER_ALL]).past]
    with transaction.atomic():
        study = _study(actor, lesson)
        study.trail = kept
        study.save(update_fields=["trail"])
    return study


def answer_quiz(*, actor: Actor, lesson: Lesson, answers: Sequence[int]) -> Study:
    """Mark a quiz; the place of the chosen option for each question. Passed for the first time it stands in the log, what was
    assigned is done, and a strike may weigh less.

    Raises Invalid unless every question is answered by an option that there is.
    """
    require(actor, "lesson.take")
    try:
        marked = mark(lesson, answers)
    except ValueError as unfit:
        raise Invalid(fields={"answers": [_("Answer every question with one of its options.")]}) from unfit
    now = database_now()
    with transaction.atomic():
        study = _study(actor, lesson)
        study.answers, study.score, study.tries = list(answers), marked.score, study.tries + 1
        first = marked.passed and study.passed_at is None
        if first:
            study.passed_at = now
        study.save(update_fields=["answers", "score", "tries", "passed_at"])
        if first:
            facts: dict[str, Fact] = {"lesson": lesson.code, "edition": lesson.edition, "score": marked.score}
            record(
                verbs.LESSON_PASSED, actor=actor, subject=study, refs=[study.seller_id], facts=facts,
                parties=[study.seller_id],
            )  # fmt: skip
        if marked.passed:
            _fulfil(actor, study.seller_id, lesson.code, now)
    return study


def _study(actor: Actor, lesson: Lesson) -> Study:
    """The actor's own, locked; made where there is none. Raises Denied for who is no seller."""
    if actor.party_id is None or not Party.objects.filter(id=actor.party_id, kind=Party.Kind.SELLER).exists():
        raise Denied(_("Lessons are taken by people who sell."))
    mine = {
        "seller_id": actor.party_id, "membership_id": actor.membership_id, "lesson": lesson.code,
        "edition": lesson.edition,
    }  # fmt: skip
    Study.objects.bulk_create([Study(**mine)], ignore_conflicts=True)
    found: Study = Study.objects.select_for_update().get(**mine)
    return found


def _fulfil(actor: Actor, seller_id: UUID, lesson: str, now: datetime) -> None:
    """What was assigned is done, whoever of the seller passed it."""
    hold_seller(seller_id, shared=False)
    rows = AssignedLesson.objects.select_for_update().filter(seller_id=seller_id, lesson=lesson, state__in=OPEN)
    for assigned in rows.order_by("id"):
        move(assigned, AssignedLesson.State.DONE, machine=ASSIGNEDLESSON, now=now)
        for kind in (CLOCK, REMINDER):
            stop(subject_id=assigned.id, kind=kind, by=assigned.reference)
        _relieve(actor, assigned, now)


def relieve_for_plan(*, actor: Actor, seller_id: UUID, cause: str, now: datetime) -> None:
    """For the plan after an audit of which everything was put right in time: the same as for a lesson that was passed."""
    if relief := _lightened(seller_id, cause, "", now):
        facts: dict[str, Fact] = {"points": relief.points}
        record(
            verbs.STRIKE_RELIEVED_BY_PLAN,
            actor=actor,
            subject=relief.strike,
            refs=[seller_id],
            facts=facts,
            parties=[seller_id],
        )


def _relieve(actor: Actor, assigned: AssignedLesson, now: datetime) -> None:
    if relief := _lightened(assigned.seller_id, assigned.reference, assigned.cause, now):
        facts: dict[str, Fact] = {"points": relief.points, "by": assigned.reference}
        record(
            verbs.STRIKE_RELIEVED, actor=actor, subject=relief.strike, refs=[assigned, assigned.seller_id], facts=facts,
            parties=[assigned.seller_id],
        )  # fmt: skip


def _lightened(seller_id: UUID, cause: str, of: str, now: datetime) -> Relief | None:
    """Points off the strike that was given for `of`, else off the newest that may be lightened; once in the house's days."""
    since = now - timedelta(days=RELIEF.every_days)
    if Relief.objects.filter(strike__seller_id=seller_id, at__gt=since).exists():
        return None
    last = max((step.after_days for step in house_strikes().decay if not step.percent), default=None)
    rows = Strike.objects.filter(
        seller_id=seller_id, reversals=None, reliefs=None, fades_at=None, weight__lte=RELIEF.most_weight
    )
    rows = rows.filter(given_at__gt=now - timedelta(days=last)) if last else rows
    strike = rows.filter(cause=of).first() or rows.order_by("-given_at", "-id").first()
    if strike is None:
        return None
    return Relief.objects.create(strike=strike, points=min(RELIEF.points, strike.weight), at=now, cause=cause)


def _write(assigned: AssignedLesson, entry: Entry, what: str) -> None:
    seller = Party.objects.select_related("tenant").get(id=assigned.seller_id)
    path = reverse("sellers:lesson", args=[seller.tenant.slug, assigned.lesson])
    context = {
        "what": what, "title": title_of(assigned.lesson, "en"), "due": assigned.due_at.date(),
        "url": f"{settings.SITE_URL}{path}",
    }  # fmt: skip
    mail(to_party=seller, template="lesson", context=context, entry=entry)
