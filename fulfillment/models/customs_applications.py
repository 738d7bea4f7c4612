"""Applications to customs: which rights they rest on, where they hold, and what was filed."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Party
from audit.rows import Worded, Words
from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet
from workflow.moves import Stateful


def countries_of_agency(actor: Actor) -> models.QuerySet[Any, Any]:
    """The country whose customs the actor is, as one column; none for anybody else."""
    return Party.objects.filter(id=actor.party_id, kind=Party.Kind.AGENCY).values("country")


def of_holder(actor: Actor, path: str = "") -> models.Q:
    """What a rights holder has before customs, reached by `path`, and what its agents see of that."""
    own = {*([actor.party_id] if actor.party_id else ()), *actor.brands}
    mine = models.Q(**{f"{path}holder_id__in": own})
    if not actor.marks:
        return mine
    theirs = models.F(f"{path}holder_id")
    return mine | models.Q(**{f"{path}brand_id__in": actor.marks, f"{path}brand__owner_id": theirs})


class CustomsApplicationQuerySet(TenantQuerySet):
    """What may be asked of applications."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all, a rights holder (and who acts for it) its own; customs those that wait for them, and those that were
        granted for their country."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        country = countries_of_agency(actor)
        reached = CustomsApplicationPlace.objects.filter(country__in=country).values("application_id")
        waiting = models.Q(state__in=["filed", "refused"], lodged_in__in=country)
        granted = models.Q(state__in=["granted", "ended"], decided_on__isnull=False, id__in=reached)
        return self.filter(of_holder(actor) | waiting | granted)


class CustomsApplication(Stateful, Tenanted):
    """That a rights holder asks customs to look for goods that infringe its rights.

    `lodged_in` is the country whose customs decide; the countries it is for are `CustomsApplicationPlace` rows. `brand` is
    the one brand of all its rights, None where they are of several. `contacts` (role, name, email, phone) are kept here while
    it is being written; once filed they stand in the packet alone, where they can be erased. `number` is what customs gave
    it. `renews` is the one it goes on from; `after_detention`: customs had acted on their own, and asked for it.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `fulfillment.machine.CUSTOMSAPPLICATION`."""

        DRAFT = "draft", _("Being written")
        FILED = "filed", _("Filed")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")
        ENDED = "ended", _("Ended")

    reference = models.CharField(max_length=20)
    holder = TenantFK("accounts.Party", models.PROTECT, related_name="+")
    brand = TenantFK("registry.Brand", models.PROTECT, related_name="+", null=True, blank=True)
    drawn_by = TenantFK("accounts.Party", models.PROTECT, related_name="+")
    lodged_in = models.CharField(max_length=2)
    small_consignments = models.BooleanField(default=False)
    after_detention = models.BooleanField(default=False)
    channels = models.TextField(max_length=4000, blank=True)
    contacts = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_until = models.DateField()
    number = models.CharField(max_length=60, blank=True)
    decided_words = models.TextField(max_length=2000, blank=True)
    filed_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    renews = TenantFK("fulfillment.CustomsApplication", models.PROTECT, related_name="renewals", null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(CustomsApplicationQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="customsapplication_reference"),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "filed", "granted", "refused", "ended"]),
                name="customsapplication_state",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__gt=models.F("valid_from")), name="customsapplication_days"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "filed", "refused", "ended"])
                | (~models.Q(number="") & models.Q(decided_on__isnull=False)),
                name="customsapplication_numbered",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused", decided_words=""), name="customsapplication_refused_why"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "holder", "-id"], name="customsapplication_of_holder"),
            models.Index(fields=["tenant", "state", "-id"], name="customsapplication_by_state"),
            models.Index(fields=["tenant", "lodged_in", "-id"], name="customsapplication_lodged"),
        ]

    def __str__(self) -> str:
        return self.reference


class CustomsApplicationRight(Tenanted):
    """A right that an application rests on."""

    application = TenantFK(CustomsApplication, models.PROTECT, related_name="rights")
    right = TenantFK("registry.Right", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "application", "right"], name="customsapplicationright_once")
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "right", "application"], name="customsright_of_right")]

    def __str__(self) -> str:
        return f"{self.right_id} in {self.application_id}"


class CustomsApplicationPlace(Tenanted):
    """A country (ISO 3166-1 alpha-2) in which an application asks for action."""

    application = TenantFK(CustomsApplication, models.PROTECT, related_name="places")
    country = models.CharField(max_length=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "application", "country"], name="customsapplicationplace_once")
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "country", "application"], name="customsplace_of_country")]
        ordering: ClassVar = ["country"]

    def __str__(self) -> str:
        return f"{self.country} in {self.application_id}"


class CustomsPacket(Worded):
    """What was filed with customs, as it was then. The log commits to it; `packet_sha256` is the digest of its JSON form.

    `packet` holds the rights, the contact persons, the guide, the channels and the validity.
    """

    committed_fields: ClassVar[tuple[str, ...]] = ("application", "packet_sha256", "filed_at")

    application = TenantFK(CustomsApplication, models.PROTECT, related_name="packets")
    packet_sha256 = models.CharField(max_length=64)
    filed_at = models.DateTimeField()
    packet = Words(as_json=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "application"], name="customspacket_once"),
        ]

    def __str__(self) -> str:
        return f"packet of {self.application_id}"
