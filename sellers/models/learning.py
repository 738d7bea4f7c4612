"""What a seller learns: lessons that are assigned, how far its people are, what a passed one takes off, lists gone through."""

from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.rows import Committed
from sellers.models.listings import Listing
from sellers.models.record import Strike
from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet
from workflow.moves import Stateful


class OfSellerQuerySet(TenantQuerySet):
    """Who sees what is a seller's."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all, a seller its own."""
        if actor.is_operator or actor.is_system:
            return self
        return self.filter(seller_id=actor.party_id) if actor.party_id else self.none()


class Study(Tenanted):
    """How far a person, or a program of the seller (then `membership` is None), is in one edition of a lesson.

    `page` is the last page that was read; `trail` the ways chosen in the scenario; `answers` the options chosen in the quiz
    the last time, `score` what they came to, of 100. Passed stays passed.
    """

    seller = TenantFK("accounts.Party", models.PROTECT)
    membership = TenantFK("accounts.Membership", models.PROTECT, null=True)
    lesson = models.CharField(max_length=20)
    edition = models.PositiveSmallIntegerField()
    page = models.PositiveSmallIntegerField(default=0)
    trail = models.JSONField(default=list)
    answers = models.JSONField(default=list)
    score = models.PositiveSmallIntegerField(null=True)
    tries = models.PositiveIntegerField(default=0)
    passed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(OfSellerQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "seller", "membership", "lesson", "edition"], name="study_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__lte=100), name="study_score"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson} {self.edition}"


class AssignedLesson(Stateful, Tenanted):
    """That a seller is to pass a lesson until `due_at`, because of `cause`: a decision, an audit.

    Overdue it stays open; nothing follows by itself but that staff and the seller see it.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `sellers.machine.ASSIGNEDLESSON`."""

        OPEN = "open", _("To be learnt")
        OVERDUE = "overdue", _("Overdue")
        DONE = "done", _("Passed")

    reference = models.CharField(max_length=20)
    seller = TenantFK("accounts.Party", models.PROTECT)
    lesson = models.CharField(max_length=20)
    cause = models.CharField(max_length=60)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(OfSellerQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="assignedlesson_reference"),
            models.UniqueConstraint(fields=["tenant", "cause", "lesson"], name="assignedlesson_cause"),
            models.UniqueConstraint(
                fields=["tenant", "seller", "lesson"], name="assignedlesson_one",
                condition=models.Q(state__in=["open", "overdue"]),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "overdue", "done"]), name="assignedlesson_state"
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["tenant", "seller", "-id"], name="assignedlesson_of_seller")]

    def __str__(self) -> str:
        return self.reference


class Relief(Tenanted):
    """That a strike weighs `points` less since `at`, because a lesson was passed; `cause` is the assigned lesson's reference."""

    strike = TenantFK(Strike, models.PROTECT, related_name="reliefs")
    points = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    cause = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "strike"], name="relief_once"),
            models.UniqueConstraint(fields=["tenant", "cause"], name="relief_cause"),
            models.CheckConstraint(condition=models.Q(points__gt=0), name="relief_points"),
        ]

    def __str__(self) -> str:
        return f"{self.points} off by {self.cause}"


class FilledChecklist(Committed):
    """A checklist as a seller went through it on a day. `answers` has a code per point; the words beside them are in `evidence`,
    the whole list as a file. A row the log commits to: what was said then stays what was said."""

    committed_fields = ("reference", "seller", "kind", "edition", "listing", "answers", "evidence", "at")

    reference = models.CharField(max_length=20)
    seller = TenantFK("accounts.Party", models.PROTECT)
    kind = models.CharField(max_length=20)
    edition = models.PositiveSmallIntegerField()
    listing = TenantFK(Listing, models.PROTECT, null=True)
    answers = models.JSONField(default=dict)
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    at = models.DateTimeField()

    objects = TenantManager.from_queryset(OfSellerQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="filledchecklist_reference"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["listing", "packaging", "provenance"]), name="filledchecklist_kind"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "seller", "-id"], name="filledchecklist_of_seller")]

    def __str__(self) -> str:
        return self.reference
