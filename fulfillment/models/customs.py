"""Applications to customs, detentions at the border, who they concern, what was answered, and their pictures."""

from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Party
from audit.rows import Worded, Words
from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet
from workflow.moves import Stateful


def countries_of_agency(actor: Actor) -> models.QuerySet[Party]:
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
                condition=~models.Q(state="granted") | (~models.Q(number="") & models.Q(decided_on__isnull=False)),
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
                condition=~models.Q(state__in=["destroyed", "seized"])
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
