"""What others teach sellers: lessons of brands about their goods, and seminars of the marketplace with their places."""

from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sellers.models.learning import OfSellerQuerySet
from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet
from workflow.moves import Stateful


class BrandLessonQuerySet(TenantQuerySet):
    """Who sees which lessons of brands."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all; a rights holder those of the brands it acts for; sellers those that were approved."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.role.startswith("seller.") or "lesson.take" in actor.scopes:
            return self.filter(state="approved")
        return self.filter(brand__owner_id__in={actor.party_id, *actor.brands})


class BrandLesson(Stateful, Tenanted):
    """A lesson that a rights holder wrote for sellers of one of its brands. Sellers see it once staff have approved it.

    `content` has title, summary, pages and quiz, as `sellers.learning.brands` reads them; `reason` says why it was returned.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `sellers.machine.BRANDLESSON`."""

        SENT = "sent", _("To be looked at")
        RETURNED = "returned", _("Returned")
        APPROVED = "approved", _("Approved")
        ENDED = "ended", _("Taken back")

    reference = models.CharField(max_length=20)
    brand = TenantFK("registry.Brand", models.PROTECT)
    language = models.CharField(max_length=10)
    content = models.JSONField(default=dict)
    reason = models.TextField(max_length=2000, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.SENT)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(BrandLessonQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="brandlesson_reference"),
            models.CheckConstraint(
                condition=models.Q(state__in=["sent", "returned", "approved", "ended"]), name="brandlesson_state"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "state", "-id"], name="brandlesson_by_state"),
            models.Index(fields=["tenant", "brand", "-id"], name="brandlesson_of_brand"),
        ]

    def __str__(self) -> str:
        return self.reference


class Seminar(Stateful, Tenanted):
    """A seminar for sellers: when it begins, for how long, in which zone its clock is read, where or behind which link.

    `region` is an ISO country or "EU", empty for all; `places` how many can take part.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `sellers.machine.SEMINAR`."""

        ANNOUNCED = "announced", _("Announced")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    reference = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    words = models.TextField(max_length=4000, blank=True)
    language = models.CharField(max_length=10)
    region = models.CharField(max_length=2, blank=True)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    zone = models.CharField(max_length=60)
    place = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=300, blank=True)
    places = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.ANNOUNCED)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="seminar_reference"),
            models.CheckConstraint(
                condition=models.Q(state__in=["announced", "held", "cancelled"]), name="seminar_state"
            ),
            models.CheckConstraint(condition=models.Q(places__gt=0, minutes__gt=0), name="seminar_sizes"),
            models.CheckConstraint(condition=~models.Q(place="", link=""), name="seminar_somewhere"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "starts_at", "id"], name="seminar_by_day")]

    def __str__(self) -> str:
        return self.reference


class SeminarPlace(Stateful, Tenanted):
    """That a person of a seller takes part in a seminar or waits for a place, and whether it came.

    Who waits moves up in the order of `state_at`.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `sellers.machine.SEMINARPLACE`."""

        SIGNED = "signed", _("Has a place")
        WAITING = "waiting", _("Waits for a place")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        ATTENDED = "attended", _("Was there")
        ABSENT = "absent", _("Was not there")

    seminar = TenantFK(Seminar, models.PROTECT, related_name="taken")
    seller = TenantFK("accounts.Party", models.PROTECT)
    membership = TenantFK("accounts.Membership", models.PROTECT)
    state = models.CharField(max_length=20, choices=State.choices, default=State.SIGNED)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(OfSellerQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "seminar", "membership"], name="seminarplace_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["signed", "waiting", "withdrawn", "attended", "absent"]),
                name="seminarplace_state",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "seminar", "state", "state_at"], name="seminarplace_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.seminar_id}: {self.state}"
