"""Listings with their pictures, and what each said at every revision."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.rows import Committed
from sellers.querysets import ListingQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class Listing(Stateful, Tenanted):
    """What a seller offers. `number` is the marketplace's own; `markets` the ISO countries it is offered in, `origin` the
    one its goods are said to come from. `department` is the first step of the category, by which like goods are compared.

    `gtin` names the goods where one number does; `variants` are `sellers.variants.Variant`s as objects; `picture_urls` are
    addresses at which pictures of it are, which follow those that were uploaded.

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
    gtin = models.CharField(max_length=14, blank=True, default="", db_default="")
    variants = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    picture_urls = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
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
            models.Index(fields=["tenant", "gtin", "id"], name="listing_gtin", condition=~models.Q(gtin="")),
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
