"""Listings with their pictures, what is laid on them and on sellers, and the seller's record."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.rows import Committed
from sellers.querysets import ListingQuerySet, RestraintQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class Listing(Stateful, Tenanted):
    """What a seller offers. `number` is the marketplace's own; `markets` the ISO countries it is offered in, `origin` the
    one its goods are said to come from. `department` is the first step of the category, by which like goods are compared.

    `revision` counts changes of its content. `shop_state` counts changes of what the shop must show, `shop_markets` is
    where it was told to show it with the last of them (what was said, never asked for what is true: that is
    `public_in`), `shop_demoted` where of that it was told to show it less, and `shop_applied` is the last of them that
    the shop confirmed.
    """

    class State(models.TextChoices):
        """Where a listing stands; the moves are `sellers.machine.LISTING`."""

        DRAFT = "draft", _("Draft")
        CHECKING = "checking", _("Being checked")
        PUBLIC = "public", _("Published")
        HELD = "held", _("Held")
        ENDED = "ended", _("Ended")

    number = models.CharField(max_length=60)
    seller = TenantFK("accounts.Party", models.PROTECT)
    title = models.CharField(max_length=500)
    folded = models.CharField(max_length=500, editable=False)
    description = models.TextField(max_length=20_000, blank=True)
    brand = models.CharField(max_length=200, blank=True)
    category = models.JSONField(default=list)
    price_cents = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    markets = models.JSONField(default=list)
    origin = models.CharField(max_length=2, blank=True)
    department = models.CharField(max_length=100, blank=True, editable=False)
    url = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    shop_state = models.PositiveIntegerField(default=0)
    shop_markets = models.JSONField(default=list)
    shop_demoted = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    shop_applied = models.PositiveIntegerField(default=0)
    shop_applied_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(ListingQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "number"], name="listing_number"),
            models.CheckConstraint(
                condition=models.Q(shop_applied__lte=models.F("shop_state")), name="listing_applied_not_ahead"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "checking", "public", "held", "ended"]), name="listing_state"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "seller", "state", "id"], name="listing_seller"),
            models.Index(fields=["tenant", "seller", "id"], name="listing_of_seller"),
            models.Index(fields=["tenant", "state", "id"], name="listing_by_state"),
            models.Index(fields=["tenant", "folded", "id"], name="listing_folded"),
            models.Index(
                fields=["tenant", "department", "currency", "-id"],
                include=["price_cents"],
                name="listing_prices",
                condition=models.Q(state="public", price_cents__gt=0),
            ),
            models.Index(
                fields=["tenant", "state_at", "id"], name="listing_checking", condition=models.Q(state="checking")
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ListingWord(Tenanted):
    """A folded word by which a listing is found: of its title, its brand or its number.

    Text indexes are of no use under row security; a range over this one is.
    """

    listing = TenantFK(Listing, models.CASCADE, related_name="words")
    word = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "word", "listing"], name="listingword_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "listing"], name="listingword_listing")]

    def __str__(self) -> str:
        return self.word


class ListingVersion(Committed):
    """What a listing said at one revision, as it was judged; appended with every change."""

    committed_fields = ("listing", "revision", "content")

    listing = TenantFK(Listing, models.PROTECT, related_name="versions")
    revision = models.PositiveIntegerField()
    content = models.JSONField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "listing", "revision"], name="listingversion_once")
        ]

    def __str__(self) -> str:
        return f"revision {self.revision}"


class ListingImage(Tenanted):
    """A picture of a listing, in order."""

    listing = TenantFK(Listing, models.PROTECT, related_name="images")
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "listing", "position"], name="listingimage_position")
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "evidence", "listing"], name="listingimage_evidence")]
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return f"picture {self.position + 1}"


class Restraint(Tenanted):
    """What a remedy lays on a listing or a seller. Appended; a `Release` ends it, nothing edits it.

    Without a listing it lies on all of the seller's. `territories` are the countries it reaches, empty means
    everywhere. `cause` is the reference of what ordered it, as plain text. `category` and `brand` are what a seller may
    not list anew (kind `restrict`).
    """

    class Kind(models.TextChoices):
        """What was done. Those of `querysets.CLOSING` keep the listing out of the shop there; the word says why."""

        DELIST = "delist", _("Removed")
        HOLD = "hold", _("Held")
        SUSPEND = "suspend", _("Suspended")
        DEMOTE = "demote", _("Shown less")
        CHECK_FIRST = "check_first", _("Checked first")
        RESTRICT = "restrict", _("Not listed anew")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    listing = TenantFK(Listing, models.PROTECT, related_name="restraints", null=True, blank=True)
    seller = TenantFK("accounts.Party", models.PROTECT)
    territories = models.JSONField(default=list)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    cause = models.CharField(max_length=60)
    category = models.CharField(max_length=100, blank=True, default="")
    brand = models.CharField(max_length=200, blank=True, default="")

    objects = TenantManager.from_queryset(RestraintQuerySet)()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["tenant", "listing", "starts_at"], name="restraint_listing"),
            models.Index(fields=["tenant", "seller", "starts_at"], name="restraint_seller"),
            models.Index(fields=["tenant", "cause"], name="restraint_cause"),
            models.Index(
                fields=["tenant", "ends_at"], condition=models.Q(ends_at__isnull=False), name="restraint_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.cause}"


class Release(Tenanted):
    """That a restraint was reversed or ran out, when, and by what."""

    restraint = TenantFK(Restraint, models.PROTECT, related_name="releases")
    at = models.DateTimeField()
    cause = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "restraint"], name="release_once")]

    def __str__(self) -> str:
        return f"released by {self.cause}"


class Strike(Tenanted):
    """A mark on a seller's record after a decision, with its weight and the day it fades."""

    seller = TenantFK("accounts.Party", models.PROTECT)
    weight = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=60)
    cause = models.CharField(max_length=60)
    given_at = models.DateTimeField()
    fades_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "cause"], name="strike_once_per_cause")]
        indexes: ClassVar = [models.Index(fields=["tenant", "seller", "given_at"], name="strike_seller")]

    def __str__(self) -> str:
        return f"strike of {self.weight} by {self.cause}"


class StrikeReversal(Tenanted):
    """That a strike counts no longer, since when, and why."""

    strike = TenantFK(Strike, models.PROTECT, related_name="reversals")
    at = models.DateTimeField()
    cause = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "strike"], name="strikereversal_once")]

    def __str__(self) -> str:
        return f"reversed by {self.cause}"


class PriorNotice(Tenanted):
    """That a case was opened against a seller, and how each of its listings came out."""

    seller = TenantFK("accounts.Party", models.PROTECT)
    case = models.CharField(max_length=60)
    outcome = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["tenant", "seller", "at"], name="priornotice_seller"),
            models.Index(
                fields=["tenant", "seller", "outcome"], condition=~models.Q(outcome=""), name="priornotice_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.outcome or 'opened'}"


class QualityFact(Tenanted):
    """That somebody complained of a seller's goods: what of, who says so, when. Appended; a signal, and no verdict.

    `cause` is the complaint's own reference where it was made: the same one counts once.
    """

    class Kind(models.TextChoices):
        """What was complained of."""

        QUALITY = "quality", _("Poor quality")
        NOT_AS_DESCRIBED = "not_as_described", _("Not as described")
        SUSPECTED_FAKE = "suspected_fake", _("Suspected fake")
        SAFETY = "safety", _("Unsafe")

    class Source(models.TextChoices):
        """Who says so."""

        BUYER = "buyer", _("Buyer")
        WAREHOUSE = "warehouse", _("Warehouse")
        TRADE = "trade", _("Trade partner")

    seller = TenantFK("accounts.Party", models.PROTECT)
    listing = TenantFK(Listing, models.PROTECT, null=True, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    source = models.CharField(max_length=10, choices=Source.choices)
    cause = models.CharField(max_length=60)
    at = models.DateTimeField()
    noted_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "cause"], name="qualityfact_once")]
        indexes: ClassVar = [models.Index(fields=["tenant", "seller", "at"], name="qualityfact_seller")]

    def __str__(self) -> str:
        return f"{self.kind} by {self.source}"


class SellerTrait(Tenanted):
    """Something by which a seller can be recognised under another name, until it `ended_at`.

    `digest` is the HMAC-SHA-256 of the normalised value under the marketplace's own key (`sellers.recognising`): equal
    values are seen to be equal, and the value itself is kept nowhere. `label` shows its last characters to staff; it may
    be erased, nothing depends on it. `source` is the code of who told us.
    """

    class Kind(models.TextChoices):
        """What it is."""

        PHONE = "phone", _("Telephone number")
        PAYMENT = "payment", _("Payment account")
        ADDRESS = "address", _("Address")
        SUPPLIER = "supplier", _("Supplier")
        DOCUMENT = "document", _("Document")

    class Source(models.TextChoices):
        """Who told us."""

        SHOP = "shop", _("The shop's system")
        STAFF = "staff", _("Staff")

    seller = TenantFK("accounts.Party", models.PROTECT)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    digest = models.CharField(max_length=64)
    label = models.CharField(max_length=30, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices)
    noted_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "seller", "kind", "digest"],
                name="sellertrait_once",
                condition=models.Q(ended_at=None),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "kind", "digest", "seller"], name="sellertrait_shared",
                condition=models.Q(ended_at=None),
            ),
            models.Index(fields=["tenant", "seller", "kind"], name="sellertrait_seller"),
            models.Index(
                fields=["tenant", "ended_at"], name="sellertrait_ended", condition=models.Q(ended_at__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.label}"
