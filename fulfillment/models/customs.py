"""Detentions at the border: who they concern, what was said about them, and their pictures."""

from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.rows import Worded, Words
from fulfillment.models.customs_applications import CustomsApplication, countries_of_agency, of_holder
from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet
from workflow.moves import Stateful


class DetentionQuerySet(TenantQuerySet):
    """What may be asked of detentions."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all, a rights holder (and who acts for it) its own, customs those of their country."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        return self.filter(of_holder(actor) | models.Q(country__in=countries_of_agency(actor)))


class Detention(Stateful, Tenanted):
    """Goods that customs hold because they may infringe a right.

    `noticed_on` is the day of the letter of customs, from which the days count. `application` is the one on which customs
    acted, None where they acted on their own. `quantity` counts `unit`; `value_cents` are hundredths of `currency` for all
    of the goods, as the letter says. `gtins` are of 14 digits. `origin`, `destination` and `country` are ISO 3166-1 alpha-2.
    `small`: destroyed without asking the rights holder, which agreed to that in its application.

    `holder_said`, `declarant_said` and `more_time` are how the answers stand; each is also a `DetentionAnswer`. When it is
    over, `ended_on` is the day, `ended_quantity` how much of the goods was destroyed or seized, `paper` what shows it.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `fulfillment.machine.DETENTION`."""

        WAITING = "waiting", _("Waits for the rights holder")
        CONFIRMED = "confirmed", _("Infringement confirmed")
        UNCONFIRMED = "unconfirmed", _("To be released")
        COURT = "court", _("Before a court")
        DESTROYED = "destroyed", _("Destroyed")
        SEIZED = "seized", _("Seized by a court")
        RELEASED = "released", _("Released")

    class Unit(models.TextChoices):
        """What is counted."""

        PIECES = "pieces", _("pieces")
        PAIRS = "pairs", _("pairs")
        SETS = "sets", _("sets")
        CARTONS = "cartons", _("cartons")
        KILOGRAMS = "kilograms", _("kilograms")
        LITRES = "litres", _("litres")

    class Transport(models.TextChoices):
        """How the goods came."""

        POST = "post", _("Post")
        COURIER = "courier", _("Courier")
        AIR = "air", _("Air freight")
        SEA = "sea", _("Sea")
        ROAD = "road", _("Road")
        RAIL = "rail", _("Rail")

    class HolderSaid(models.TextChoices):
        """What the rights holder said of the goods."""

        FAKE = "fake", _("Infringing; it agrees to the destruction")
        GENUINE = "genuine", _("Genuine")
        OUTSIDE = "outside", _("A parallel import or an overrun")
        IN_ADVANCE = "in_advance", _("Agreed to in advance, for small consignments")

    class DeclarantSaid(models.TextChoices):
        """What the declarant said."""

        CONSENTS = "consents", _("Agrees to the destruction")
        OBJECTS = "objects", _("Objects to the destruction")
        SILENT = "silent", _("Said nothing: consent is assumed")

    class MoreTime(models.TextChoices):
        """How a request for more time stands."""

        ASKED = "asked", _("Asked for")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")

    reference = models.CharField(max_length=20)
    customs_reference = models.CharField(max_length=60)
    office = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2)
    noticed_on = models.DateField()
    holder = TenantFK("accounts.Party", models.PROTECT, related_name="+")
    right = TenantFK("registry.Right", models.PROTECT, related_name="+")
    brand = TenantFK("registry.Brand", models.PROTECT, related_name="+", null=True, blank=True)
    application = TenantFK(CustomsApplication, models.PROTECT, related_name="detentions", null=True, blank=True)
    entered_by = TenantFK("accounts.Party", models.PROTECT, related_name="+", null=True, blank=True)
    goods = models.CharField(max_length=300)
    quantity = models.PositiveIntegerField()
    unit = models.CharField(max_length=10, choices=Unit.choices, default=Unit.PIECES)
    weight_grams = models.PositiveIntegerField(null=True, blank=True)
    value_cents = models.PositiveBigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    gtins = models.JSONField(default=list)
    serials = models.JSONField(default=list)
    origin = models.CharField(max_length=2, blank=True)
    destination = models.CharField(max_length=2, blank=True)
    transport = models.CharField(max_length=10, choices=Transport.choices, blank=True)
    packaging = models.CharField(max_length=300, blank=True)
    perishable = models.BooleanField(default=False)
    small = models.BooleanField(default=False)
    holder_said = models.CharField(max_length=12, choices=HolderSaid.choices, blank=True)
    declarant_said = models.CharField(max_length=10, choices=DeclarantSaid.choices, blank=True)
    more_time = models.CharField(max_length=10, choices=MoreTime.choices, blank=True)
    court = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_quantity = models.PositiveIntegerField(null=True, blank=True)
    paper = TenantFK("evidence.Evidence", models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(DetentionQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="detention_reference"),
            models.UniqueConstraint(fields=["tenant", "country", "customs_reference", "right"], name="detention_once"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["waiting", "confirmed", "unconfirmed", "court", "destroyed", "seized", "released"]
                ),
                name="detention_state",
            ),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="detention_quantity"),
            models.CheckConstraint(
                condition=models.Q(ended_quantity=None) | models.Q(ended_quantity__lte=models.F("quantity")),
                name="detention_not_more",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "confirmed", "unconfirmed", "court", "released"])
                | models.Q(ended_on__isnull=False, ended_quantity__gt=0),
                name="detention_ended",
            ),
            models.CheckConstraint(condition=~models.Q(small=True, perishable=True), name="detention_small_lasts"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "holder", "-id"], name="detention_of_holder"),
            models.Index(fields=["tenant", "country", "-id"], name="detention_of_country"),
            models.Index(fields=["tenant", "state", "-id"], name="detention_by_state"),
            models.Index(fields=["tenant", "right", "noticed_on"], name="detention_of_right"),
        ]

    def __str__(self) -> str:
        return self.reference


class DetentionNotice(Worded):
    """What customs wrote, as it was taken in; who is named in it stands in words that can be erased."""

    committed_fields: ClassVar[tuple[str, ...]] = (
        "detention", "customs_reference", "country", "noticed_on", "quantity", "unit", "perishable", "small",
    )  # fmt: skip

    detention = TenantFK(Detention, models.PROTECT, related_name="notices")
    customs_reference = models.CharField(max_length=60)
    country = models.CharField(max_length=2)
    noticed_on = models.DateField()
    quantity = models.PositiveIntegerField()
    unit = models.CharField(max_length=10, choices=Detention.Unit.choices)
    perishable = models.BooleanField()
    small = models.BooleanField()
    declarant = Words()
    consignor = Words()
    consignee = Words()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "detention"], name="detentionnotice_once")]

    def __str__(self) -> str:
        return f"notice of {self.detention_id}"


class DetentionAnswer(Worded):
    """One thing that was said about a detention, with its reasons. Appended, never edited."""

    class Side(models.TextChoices):
        """Who said it."""

        HOLDER = "holder", _("Rights holder")
        DECLARANT = "declarant", _("Declarant")
        CUSTOMS = "customs", _("Customs")

    class Kind(models.TextChoices):
        """What was said."""

        FAKE = "fake", _("The goods infringe; it agrees to the destruction")
        GENUINE = "genuine", _("The goods are genuine")
        OUTSIDE = "outside", _("A parallel import or an overrun")
        MORE_TIME = "more_time", _("It asks for more time")
        COURT = "court", _("Proceedings before a court have begun")
        CONSENTS = "consents", _("It agrees to the destruction")
        OBJECTS = "objects", _("It objects to the destruction")
        SILENT = "silent", _("It said nothing in time; consent is assumed")
        GRANTED = "granted", _("More time is granted")
        REFUSED = "refused", _("More time is refused")
        DESTROYED = "destroyed", _("The goods were destroyed")
        SEIZED = "seized", _("A court has seized the goods")
        RELEASED = "released", _("The goods were released")

    committed_fields: ClassVar[tuple[str, ...]] = ("detention", "side", "kind", "membership_id", "at")

    detention = TenantFK(Detention, models.PROTECT, related_name="answers")
    side = models.CharField(max_length=10, choices=Side.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    membership_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()
    words = Words()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "detention", "at"], name="detentionanswer_of")]
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} about {self.detention_id}"


class DetentionPicture(Tenanted):
    """A picture of detained goods. It lies with the evidence, with its digest and time."""

    detention = TenantFK(Detention, models.PROTECT, related_name="pictures")
    evidence = TenantFK("evidence.Evidence", models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=DetentionAnswer.Side.choices)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "detention", "evidence"], name="detentionpicture_once")
        ]

    def __str__(self) -> str:
        return f"picture of {self.detention_id}"
